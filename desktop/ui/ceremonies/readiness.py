"""Readiness of one ceremony: the time that is left, what is wrong, a card for each agreement and for all others."""

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.ceremony_checks import Problem
from desktop.errors import N_
from desktop.services.ceremony_substitutes import SubstitutionRow
from desktop.services.readiness import Need
from desktop.ui.ceremonies.cards import CeremonyCard, deal
from desktop.ui.ceremonies.people import NeedLine
from desktop.ui.ceremonies.problems import Troubles
from desktop.ui.ceremonies.standing import STANDING, Stand, stand
from desktop.ui.ceremonies.top import Top
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.stage_words import clock, name_of
from desktop.ui.widgets import Data, FlowLayout, KeyHint, SectionTitle, clear, scrolled

_LOOK_AGAIN_MS, _TICK_MS = 15_000, 500
_CARD, _LEAST = 360, 240
_HINTS = (
    ("ceremony_problems", N_("All problems")),
    ("ceremony_before", N_("Ceremony before")),
    ("ceremony_after", N_("Next ceremony")),
    ("ceremony_papers", N_("Print what changed")),
)


class ReadinessPanel(QWidget):
    """How the ceremony that it follows stands, live.

    ``opened`` carries the ``Need`` of somebody who was chosen, ``things_wanted`` an agreement, ``problem_taken`` a
    ``Problem``; ``run_wanted`` asks for the running order; ``known`` comes with each answer.
    """

    opened = Signal(object)
    things_wanted = Signal(object)
    problem_taken = Signal(object)
    run_wanted = Signal()
    known = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.item: UUID | None = None
        self.stand: Stand | None = None
        self._laid: object = None
        self._arriving = False
        self.cards: dict[Hashable, CeremonyCard] = {}
        self.top, self.troubles = Top(context), Troubles(context)
        self.instead, self._came = QWidget(), QVBoxLayout()
        self._inner, self._grid, self.hints = QWidget(), QGridLayout(), QWidget()
        self._arrange()
        self._live = Live(context, STANDING, self._question)
        self._live.answered.connect(self._on_answer)
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._live.ask)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._say_time)
        self.top.alarm_changed.connect(self._live.ask)
        self.troubles.taken.connect(self.problem_taken)
        self.troubles.limit_taken.connect(self.run_wanted)
        for changed in (context.look.words.changed, context.keeper.changed, context.look.theme.changed):
            changed.connect(self._say)

    @property
    def lines(self) -> list[NeedLine]:
        """Everybody who is shown by name."""
        return [line for card in self.cards.values() for line in card.lines]

    def follow(self, item: UUID | None) -> None:
        """Show the ceremony in this item."""
        if item != self.item:
            self.item, self.stand = item, None
            self.troubles.forget()
            self._drop_cards(set(self.cards))
        self._live.ask()

    def ask(self) -> None:
        """Ask again now."""
        self._live.ask()

    def tighten(self, *, tight: bool) -> None:
        """Leave out what can be done without where space is short."""
        self.hints.setVisible(not tight)
        self.top.tighten(tight=tight)

    def arrive(self) -> None:
        """The next key is for the first who is needed, now or once that is known."""
        lines = self.lines
        self._arriving = not lines
        if lines:
            lines[0].setFocus()

    def need_of(self, problem: Problem) -> Need | None:
        """The first of those whom a problem is about."""
        needs = self.stand.readiness.people if self.stand is not None else ()
        own = [need for card in self.cards.values() for need in (card.dealt.people if card.dealt is not None else ())]
        return next((need for need in (*own, *needs) if need.who in problem.people), None)

    def _arrange(self) -> None:
        look = self._context.look
        column, whole, instead = QVBoxLayout(self), QVBoxLayout(self._inner), QVBoxLayout(self.instead)
        for layout in (column, whole, instead):
            layout.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(layout.setSpacing, 12)
        look.theme.bind(instead.setSpacing, 4)
        for gap in (self._grid.setHorizontalSpacing, self._grid.setVerticalSpacing):
            look.theme.bind(gap, 12)
        hints = FlowLayout(self.hints)
        look.theme.bind(hints.setGaps, 20, 4)
        for key, text in _HINTS:
            hints.addWidget(KeyHint(look, key, text))
        instead.addWidget(SectionTitle(look, N_("Who came instead")))
        instead.addLayout(self._came)
        self.instead.hide()
        for part in (self.troubles, self.instead):
            part.hide()
        whole.addWidget(self.troubles)
        whole.addLayout(self._grid)
        whole.addWidget(self.instead)
        whole.addStretch(1)
        column.addWidget(self.top)
        area = scrolled(self._inner, sideways=False)
        look.theme.bind(area.setMinimumHeight, _LEAST)
        column.addWidget(area, 1)
        column.addWidget(self.hints)

    def _question(self) -> Any:
        item, store = self.item, self._context.store
        if item is None:
            return None
        alarm = timedelta(minutes=self._context.keeper.now.alarm_minutes)
        return lambda session: stand(session, item, store.now(), alarm)

    def _on_answer(self, found: Stand) -> None:
        if found.readiness.item_id != self.item:
            self._live.ask()
            return
        self.stand = found
        self._say()
        self.known.emit()

    def _say(self) -> None:
        if self.stand is None:
            return
        self._say_time()
        self._say_cards(self.stand)
        self._say_instead(self.stand.substitutions)
        if self._arriving:
            self.arrive()

    def _say_time(self) -> None:
        if self.stand is None:
            return
        now: datetime = self._context.store.now()
        moment = self.stand.at(now)
        self.top.show_stand(self.stand, moment, now)
        self.troubles.show_troubles(self.stand, moment, now)

    def _say_cards(self, found: Stand) -> None:
        dealt = deal(found.readiness)
        self._drop_cards(set(self.cards) - {one.key for one in dealt})
        for one in dealt:
            if one.key not in self.cards:
                card = CeremonyCard(self._context)
                card.opened.connect(self.opened)
                card.things_wanted.connect(self.things_wanted)
                self.cards[one.key] = card
        self.cards = {one.key: self.cards[one.key] for one in dealt}
        for one in dealt:
            self.cards[one.key].show_card(one)
        self._lay()

    def _drop_cards(self, keys: set[Hashable]) -> None:
        for key in keys:
            card = self.cards.pop(key)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _lay(self) -> None:
        columns = max(1, self.width() // self._context.look.theme.px(_CARD))
        laid = (columns, tuple(map(id, self.cards.values())))
        if laid == self._laid:
            return
        self._laid = laid
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))

    def _say_instead(self, rows: tuple[SubstitutionRow, ...]) -> None:
        clear(self._came)
        self.instead.setVisible(bool(rows))
        for row in rows:
            self._came.addWidget(Data(self._context.look, self._told(row), "second"))

    def _told(self, row: SubstitutionRow) -> str:
        _, context = self._context.look.words._, self._context
        said = _(
            "{time} · {name} for {other} · approved by {approver}",
            time=clock(row.at.replace(second=0, microsecond=0), context.here.zone),
            name=as_seen(context, name_of(_, row.stand_in)), other=as_seen(context, name_of(_, row.out)),
            approver=row.approved_by,
        )  # fmt: skip
        return " · ".join(filter(None, (said, row.why)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()
        self._again.start()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()
        self._again.stop()
        self._tick.stop()
