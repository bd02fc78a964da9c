"""Running a hall's day: what runs, what comes, the limits; started, held, stopped and skipped by one key each."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.services import programme_run
from desktop.services.programme import HallRow
from desktop.services.programme_live import RunItem, RunView
from desktop.ui.acts import Said
from desktop.ui.context import Context
from desktop.ui.running.acting import RunActs
from desktop.ui.running.clockwork import Clockwork
from desktop.ui.running.columns import OrderTable
from desktop.ui.running.cues import Cues
from desktop.ui.running.limits import Limits
from desktop.ui.running.now_card import NowCard
from desktop.ui.running.pushing import PushPanel, ReportPanel
from desktop.ui.running.screens import BackstageScreen, CountdownScreen, McScreen, RunScreen
from desktop.ui.shortcuts import SHORTCUTS, on_key
from desktop.ui.sight import into_view
from desktop.ui.widgets import Button, FlowLayout, IconButton, Panel, Turning, clear, scrolled

_KEYS = {
    "next": "run_next", "start": "run_start", "hold": "run_hold", "stop": "run_stop", "take": "run_take",
    "give": "run_give", "skip": "run_skip", "countdown": "run_countdown",
}  # fmt: skip
_SCREENS = (
    ("countdown", N_("Countdown"), CountdownScreen),
    ("mc", N_("MC"), McScreen),
    ("backstage", N_("Backstage"), BackstageScreen),
)


class RunPanel(QWidget):
    """The stage manager's view of one day. ``follow`` says of which; ``halls`` are the buttons to choose a hall by.

    ``page`` is where its keys work while it is seen. ``limits_wanted`` asks for all limits, ``chosen`` says that
    another hall is followed.
    """

    limits_wanted = Signal()
    chosen = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._context, self._acts = context, RunActs(context)
        self.day: date | None = None
        self.hall: UUID | None = None
        self.view: RunView | None = None
        self.latest: Said | None = None
        self.clockwork = Clockwork(context)
        self.clockwork.ticked.connect(self._on_tick)
        self._acts.done.connect(self.clockwork.ask)
        self._acts.murmured.connect(self._on_murmured)
        self.halls, self._halls, self._group = QWidget(), FlowLayout(), QButtonGroup(self)
        self.hall_buttons: dict[UUID | None, Button] = {}
        self.now, self.cues, self.table = NowCard(context), Cues(context), OrderTable(context)
        self.limits = Limits(context, self.clockwork.savings)
        self.limits.skip_wanted.connect(lambda key: self._acts.skip(self._item(key)))
        self.limits.shorten_wanted.connect(lambda key, seconds: self._acts.shorten(self._item(key), seconds))
        self.limits.all_wanted.connect(self.limits_wanted)
        self.push, self.report = PushPanel(context), ReportPanel(context)
        self.push.wanted.connect(self._push)
        self._screens: dict[str, RunScreen] = {}
        self._held = False
        self.buttons: dict[str, Button] = {}
        self.back = IconButton(context.look, "undo", N_("Undo"), self.undo, key="undo")
        self._arrange()
        self._keys = [on_key(key, page, self.buttons[name].click) for name, key in _KEYS.items()]
        self._let_keys(work=False)

    def follow(self, day: date | None, halls: list[tuple[UUID | None, HallRow | None]]) -> None:
        """Follow this day, in whose ``halls`` something is planned; None is what happens everywhere."""
        keys = [key for key, _hall in halls]
        if (self.day, list(self.hall_buttons)) != (day, keys):
            self.day = day
            clear(self._halls)
            self.hall_buttons = {}
            if self.hall not in keys:
                self.hall = next(iter(keys), None)
            for key, hall in halls:
                self._halls.addWidget(self._hall_button(key, hall))
        self.clockwork.follow(day if keys else None, self.hall)

    def prefer(self, hall: UUID | None) -> None:
        """Show this hall, now or once something is planned there."""
        self.hall = hall
        if hall in self.hall_buttons:
            self._choose(hall)

    @property
    def named(self) -> str:
        """What the hall is called that is followed."""
        button = self.hall_buttons.get(self.hall)
        return button.text() if button is not None else ""

    def open_screen(self, name: str) -> None:
        """Show the countdown, the MC's screen or the backstage board on another screen."""
        if name not in self._screens:
            kind = next(kind for key, _text, kind in _SCREENS if key == name)
            self._screens[name] = kind(self._context, self.clockwork)
        self._screens[name].come_up(self.window())

    def opened_screen(self, name: str) -> RunScreen:
        """A screen that was opened."""
        return self._screens[name]

    def arrive(self) -> None:
        """The next key goes on with the programme."""
        self.buttons["next"].setFocus()

    def tighten(self, *, tight: bool) -> None:
        """Leave out what can be done without where space is short."""
        self.now.tighten(tight=tight)
        self.limits.tighten(tight=tight)
        for name, text, short in (("take", N_("−1 min"), N_("−1")), ("give", N_("+1 min"), N_("+1"))):
            self.buttons[name].say(short if tight else text)

    def undo(self) -> None:
        """Take the latest act back."""
        self._acts.undo()

    def _arrange(self) -> None:
        look = self._context.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        acts, screens, left, right = QWidget(), QWidget(), QWidget(), QWidget()
        self.halls.setLayout(self._halls)
        look.theme.bind(self._halls.setGaps, 8, 8)
        self._put_buttons(acts, screens)
        inner, beside = QVBoxLayout(left), QVBoxLayout(right)
        for layout in (inner, beside):
            layout.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(layout.setSpacing, 12)
        for part in (self.now, acts, self.limits):
            inner.addWidget(part)
        for lower in (self.table, self.limits.ways, self.push, self.report):
            inner.addWidget(lower, 1)
        for panel in (self.push, self.report):
            panel.hide()
            panel.closed.connect(self._close_panels)
        self.limits.turned.connect(self._on_ways)
        beside.addWidget(scrolled(self.cues, sideways=False), 1)
        beside.addWidget(screens)
        column.addWidget(Turning(look, left, right, width=300, least=320, gap=16), 1)

    def _put_buttons(self, acts: QWidget, screens: QWidget) -> None:
        look, do = self._context.look, self._acts
        row, more = FlowLayout(acts), FlowLayout(screens)
        for flow in (row, more):
            look.theme.bind(flow.setGaps, 8, 8)
        made: tuple[tuple[str, str, str, Callable[[], object], FlowLayout], ...] = (
            ("next", N_("Next"), "next", do.next, row),
            ("start", N_("Start"), "play", lambda: do.start(self._chosen()), row),
            ("hold", N_("Hold"), "pause", do.hold, row),
            ("stop", N_("Stop"), "stop", do.stop, row),
            ("take", N_("−1 min"), "", do.take, row),
            ("give", N_("+1 min"), "", do.give, row),
            ("skip", N_("Skip"), "", lambda: do.skip(self._chosen()), row),
            ("limits", N_("Limits"), "", self.limits_wanted.emit, more),
            ("report", N_("How it went"), "", self._open_report, more),
            ("push", N_("Write the delay into the plan"), "", self._preview, more),
        )
        for name, text, icon, act, flow in made:
            kind = "primary" if name == "next" else "secondary" if flow is row else "filter"
            button = Button(look, text, kind, icon=icon)
            button.setCheckable(False)
            button.clicked.connect(act)
            self.buttons[name] = button
            flow.addWidget(button)
        row.addWidget(self.back)
        for name, text, kind_of in _SCREENS:
            button = Button(look, text, "filter", icon="")
            button.setCheckable(False)
            look.words.bind(button.setToolTip, kind_of.title)
            button.clicked.connect(partial(self.open_screen, name))
            self.buttons[name] = button
            more.addWidget(button)
        for name, key in _KEYS.items():
            self.buttons[name].tell_key(key)

    def _hall_button(self, key: UUID | None, hall: HallRow | None) -> Button:
        look = self._context.look
        button = Button(look, N_("Everywhere"), "filter")
        if hall is not None:
            look.words.follow(button.setText, lambda _: hall.name.said_in(_.language))
        button.setChecked(key == self.hall)
        button.clicked.connect(partial(self._choose, key))
        self._group.addButton(button)
        self.hall_buttons[key] = button
        return button

    def _choose(self, hall: UUID | None) -> None:
        self.hall = hall
        self.hall_buttons[hall].setChecked(True)
        self.clockwork.follow(self.day, hall)
        self.chosen.emit()

    def _on_tick(self, view: RunView) -> None:
        before, self.view, self._acts.view = self.view, view, view
        fresh = before is None or (before.day, before.hall_id) != (view.day, view.hall_id)
        moved = fresh or (before is not None and _current(before) != _current(view))
        self.now.show_view(view, self.clockwork.missing)
        self.limits.show_view(view)
        self.cues.show_view(view)
        self.table.show_view(view)
        if moved and (current := _current(view)) is not None:
            self.table.put_cursor(self.table.rows.line_of(current))
        self._show_hold(held=view.held)
        for name in ("hold", "stop", "take", "give"):
            self.buttons[name].setEnabled(view.running is not None)
        self.buttons["next"].setEnabled(view.next is not None)
        self.back.setEnabled(self._acts.any)
        chosen = self._chosen()
        skipped = chosen is not None and chosen.standing is Standing.SKIPPED
        self.buttons["skip"].say(N_("Take in again") if skipped else N_("Skip"))

    def _show_hold(self, *, held: bool) -> None:
        if held is not self._held:
            self._held = held
            button, name = self.buttons["hold"], "play" if held else "pause"
            button.say(N_("Resume") if held else N_("Hold"))
            self._context.look.icons.bind(button.setIcon, name, size=20)

    def _on_murmured(self, said: Said) -> None:
        """Let who hears the screen know, and show on the way back what it would take back."""
        self.latest = said
        _ = self._context.look.words._
        told, key = said(_), SHORTCUTS["undo"].shown
        self.back.setToolTip(_("{what} ({key})", what=_("Undo"), key=key) + f"\n{told}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))
        self.clockwork.ask()

    def _item(self, key: UUID) -> RunItem | None:
        items = self.view.items if self.view is not None else ()
        return next((item for item in items if item.row.id == key), None)

    def _chosen(self) -> RunItem | None:
        index = self.table.currentIndex()
        return self._item(self.table.rows.row(index).id) if index.isValid() else None

    def _preview(self) -> None:
        event, day, hall, store = self._context.here.event, self.day, self.hall, self._context.store
        if event is not None and day is not None:
            self.push.wait()
            self._open(self.push)
            self._context.data.ask(
                lambda session: programme_run.overrun_preview(session, event.id, day, hall, store.now()),
                self.push.show_rows,
            )

    def _push(self, rows: object) -> None:
        self._acts.push(rows)
        self._close_panels()

    def _open_report(self) -> None:
        event, day, hall, store = self._context.here.event, self.day, self.hall, self._context.store
        if event is not None and day is not None:
            self._open(self.report)
            self._context.data.ask(
                lambda session: programme_run.report(session, event.id, day, hall, store.now()), self.report.show_rows
            )

    def _open(self, panel: Panel) -> None:
        self.limits.close_ways()
        self._show_lower(panel)

    def _on_ways(self, opened: bool) -> None:
        if opened:
            self._show_lower(self.limits.ways)
        elif not (self.push.isVisible() or self.report.isVisible()):
            self._close_panels()

    def _close_panels(self) -> None:
        self._show_lower(self.table)
        self.arrive()
        self._bring(self.now)

    def _show_lower(self, shown: QWidget) -> None:
        """The order, ways out of a limit, or a panel: there is room for one of them, and beside a panel for nothing."""
        for each in (self.table, self.limits.ways, self.push, self.report):
            each.setVisible(each is shown)
        self.limits.let_out(out=shown in (self.push, self.report))
        if shown is not self.table:
            self._bring(shown)

    def _bring(self, part: QWidget) -> None:
        """Bring into sight what large type has left no room for."""
        QTimer.singleShot(0, self, partial(into_view, self, part))

    def _let_keys(self, *, work: bool) -> None:
        for key in self._keys:
            key.setEnabled(work)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._let_keys(work=True)
        self.clockwork.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_keys(work=False)
        self.clockwork.sleep()


def _current(view: RunView) -> UUID | None:
    item = view.running or view.next
    return item.row.id if item is not None else None
