"""The day of a visit: who is aboard, how late it runs, whom to call."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.running_late import Pressure
from desktop.domain.running_late_words import PRESSURE_WORDS
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.catch_up import Option
from desktop.services.host_calls import Call
from desktop.services.on_day_words import named
from desktop.services.visits import VisitRow
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.on_day.acting import DayActs
from desktop.ui.on_day.chosen import Chosen
from desktop.ui.on_day.line import STATES, DayLine
from desktop.ui.on_day.lists import Calls, Ways
from desktop.ui.on_day.standing import STANDING, Key, Stand, key_of, stand
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button, Card, EmptyState, IconButton, Page, Tag, Turning, scrolled

_LOOK_AGAIN_MS = 15_000


class OnDayPage(Page):
    """The day of a visit: who is aboard, how late it runs, whom to call."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("On the day"))
        self._context = context
        self.visit: UUID | None = None
        self.key: Key | None = None
        self.stand: Stand | None = None
        look = context.look
        self.doing = DayActs(context)
        self.choice, self.tag = Choice[UUID](look), Tag(look)
        self.line, self.chosen = DayLine(context), Chosen(context, self.doing)
        self.ways, self.calls = Ways(context), Calls(context)
        self.empty = EmptyState(
            look, "visits", N_("There is no visit yet"),
            N_("Plan a visit, or import one. On its day this page tells how late it runs and who is missing."),
            N_("Visits"),
        )  # fmt: skip
        self._whole = QWidget()
        self._arrange()
        self._live = Live(context, STANDING, self._question)
        self._live.answered.connect(self._on_stand)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._live.ask)
        self._connect()

    def open_visit(self, visit: UUID) -> None:
        """Show the day of this visit."""
        self.visit, self.key = visit, None
        self._live.ask()

    def _arrange(self) -> None:
        look = self.look
        look.words.bind(self.choice.setAccessibleName, N_("Visit"))
        everybody = Button(look, N_("Where is everybody"), key="")
        everybody.tell_key("day_everybody")
        everybody.clicked.connect(self.open_everybody)
        back = IconButton(look, "undo", N_("Undo"), self.doing.acts.undo, key="")
        self.add_actions(self.tag, self.choice, back, everybody)
        board = Card(look, margin=16, spacing=8)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        area = scrolled(inner)
        area.setWidgetResizable(True)
        board.box.addWidget(area)
        self._area = area
        lower = Turning(look, self.ways, self.calls, width=340, least=300, gap=16)
        below = Turning(look, lower, self.chosen, width=420, least=640, gap=16, side_first=True)
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(whole.setSpacing, 16)
        whole.addWidget(board)
        whole.addWidget(below, 1)
        self.body.addWidget(self._whole, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.choice.activated.connect(lambda _index: self.open_visit(self.choice.value))
        self.line.chosen.connect(self._on_chosen)
        self.line.opened.connect(self.chosen.begin.setFocus)
        self.ways.wanted.connect(self._take)
        self.calls.told.connect(self._tell)
        self.doing.done.connect(self._live.ask)
        self.empty.pressed.connect(lambda: self._context.go("visits"))
        for key, act in {
            "day_now": self.chosen.mark_next, "day_time": self.chosen.clock.setFocus, "day_way": self.ways.first,
            "day_told": self.calls.first, "day_everybody": self.open_everybody, "undo": self.doing.acts.undo,
        }.items():  # fmt: skip
            on_key(key, self, act)
        for signal in (self.look.words.changed, self.look.theme.changed):
            signal.connect(self._say)

    def open_everybody(self) -> None:
        """Show where everybody is."""
        self._context.go("everybody")

    def arrive(self) -> None:
        button = self.empty.button
        (button if self.empty.isVisible() and button is not None else self.line).setFocus()

    def _question(self) -> Any:
        event, store, visit = self._context.here.event, self._context.store, self.visit
        if event is None:
            return None
        return lambda session: (stand(session, event.id, visit, store.now()),)

    @Slot(object)
    def _on_stand(self, found: tuple[Stand | None]) -> None:
        before, self.stand = self.stand, found[0]
        self._whole.setVisible(self.stand is not None)
        self.empty.setVisible(self.stand is None)
        if self.stand is not None:
            fresh = before is None or before.view.tour.id != self.stand.view.tour.id
            self.visit = self.stand.view.tour.id
            if fresh or self.stand.row(self.key) is None:
                self.key = _first(self.stand)
        self._say()
        if before is None and self.isVisible():
            self.arrive()

    def _say(self) -> None:
        stand, _ = self.stand, self.look.words._
        for part in (self.choice, self.tag):
            part.setVisible(stand is not None)
        if stand is None:
            return
        tour = stand.view.tour
        self.choice.offer([(one.id, partial(_visit_said, one)) for one in stand.tours], tour.id)
        self.choice.setVisible(len(stand.tours) > 1)
        people = _.ngettext("{n} person", "{n} people", sum(len(group.expected) for group in tour.groups))
        today = stand.view.now.astimezone(self._context.here.zone).date() == tour.day
        now = _.time(stand.view.now, self._context.here.zone.key) if today else ""
        self.subtitle.put(" · ".join(filter(None, (_.date(tour.day), named(_, tour.name), people, now))))
        pressure = stand.view.pressure
        self.tag.show_text(_(PRESSURE_WORDS[pressure]), state=STATES[pressure] or "admitted", mark=True)
        self.line.show_stand(stand, self.key)
        bar = self._area.horizontalScrollBar().sizeHint().height()
        self._area.setFixedHeight(min(self.line.sizeHint().height(), self.line.most_height) + bar)
        self.chosen.show_row(stand, stand.row(self.key))
        self.ways.show_ways(stand.ways)
        self.calls.show_calls(stand.hosts, tour)

    def _on_chosen(self, key: Key) -> None:
        self.key = key
        middle, px = self.line.place().center().toPoint(), self.look.theme.px
        self._area.ensureVisible(middle.x(), middle.y(), px(120), px(50))
        if self.stand is not None:
            self.chosen.show_row(self.stand, self.stand.row(key))

    def _take(self, option: Option) -> None:
        self.doing.take(option)

    def _tell(self, call: Call, name: str) -> None:
        self.doing.tell(call, name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(_LOOK_AGAIN_MS)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self._live.sleep()


def _visit_said(tour: VisitRow, _: Translator) -> str:
    return f"{_.date(tour.day)} {named(_, tour.name)}"


def _first(stand: Stand) -> Key | None:
    """What to look at first: what breaks, or else what comes next."""
    rows = stand.view.rows
    broken = (row for row in rows if row.pressure is Pressure.BREAKS)
    coming = (row for row in rows if row.times.end >= stand.view.now)
    row = next(broken, None) or next(coming, None) or (rows[-1] if rows else None)
    return key_of(row) if row is not None else None
