"""Arrivals: how many are in, how fast they come, who is missing. Follows every desk while it is looked at."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QVBoxLayout, QWidget

from desktop.domain.arrival_curve import curve
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.arrivals import COUNTED, Arrivals, By, Missing, arrivals
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.reports.charts import Curve, Rows
from desktop.ui.reports.export import ExportPanel
from desktop.ui.reports.figures import figures, group_row
from desktop.ui.reports.hall import HallScreen
from desktop.ui.reports.sheets import SheetsPanel
from desktop.ui.reports.tiles import Tiles
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    FlowLayout,
    Label,
    Page,
    SectionTitle,
    Tag,
    Turning,
    clear,
    scrolled,
)

_BY = (
    (By.CATEGORY, N_("Category")),
    (By.DELEGATION, N_("Delegation")),
    (By.ORGANISATION, N_("Organisation")),
    (By.CHECKPOINT, N_("Checkpoint")),
    (By.DESK, N_("Desk")),
)
_MOST_NAMED, _MOST_ROWS = 60, 500
_RATE_MS = 15_000


class ArrivalsPage(Page):
    """``counted`` carries the ``Arrivals`` each time they are shown."""

    counted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Arrivals"))
        self._context = context
        self.by = By.CATEGORY
        self._found: tuple[datetime, By, Arrivals] | None = None
        self._named: tuple[object, ...] = ()
        look = context.look
        self.tiles, self.curve, self.rows = Tiles(look), Curve(look), Rows(look)
        self.missing = FlowLayout()
        self.nobody, self.unknown = Label(look, role="second", wraps=True), Label(look, role="second", wraps=True)
        self.no_curve = Label(look, N_("Nobody has arrived yet. The chart starts with the first scan."), "second")
        self._group = QButtonGroup(self)
        self.switches = {by: self._switch(by, text) for by, text in _BY}
        self.export, self.sheets = ExportPanel(context), SheetsPanel(context)
        self.hall: HallScreen | None = None
        self.empty = EmptyState(
            look,
            "arrivals",
            N_("Nobody is expected yet"),
            N_("Import the guest list. From the first scan on, arrivals are counted here."),
            N_("Import a guest list"),
        )
        self._counts = QWidget()
        self._arrange()
        self._live = Live(context, COUNTED, self._question)
        self._live.answered.connect(self._on_counted)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._live.ask)
        look.words.changed.connect(self._say)
        context.keeper.changed.connect(self._say)
        self.empty.pressed.connect(partial(context.go, "import"))
        for panel in (self.export, self.sheets):
            panel.hide()
            panel.closed.connect(self._close_panels)
        self._say()

    def _arrange(self) -> None:
        look = self.look
        for text, key, act in (
            (N_("Hall screen"), "hall", self.open_hall),
            (N_("Sign-in sheets"), "sign_in", self.open_sheets),
        ):
            button = Button(look, text)
            button.tell_key(key)
            button.clicked.connect(act)
            self.add_actions(button)
        button = Button(look, N_("Export"), key="export")
        button.clicked.connect(self.open_export)
        self.add_actions(button)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(left.setSpacing, 16)
        left.addWidget(self._over_time(), 3)
        left.addWidget(self._names(), 2)
        counts = QWidget()
        counts.setLayout(left)
        whole = QVBoxLayout(self._counts)
        whole.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(whole.setSpacing, 16)
        whole.addWidget(self.tiles)
        whole.addWidget(self.unknown)
        whole.addWidget(Turning(look, counts, self._by_group(), width=440, least=440, gap=16), 1)
        for part in (self.export, self.sheets, self._counts, self.empty):
            self.body.addWidget(part, 1)

    def _over_time(self) -> Card:
        card = Card(self.look, margin=20, spacing=12)
        card.box.addWidget(SectionTitle(self.look, N_("Check-ins per minute"), N_("line: rate over ten minutes")))
        card.box.addWidget(self.no_curve)
        card.box.addWidget(self.curve, 1)
        return card

    def _names(self) -> Card:
        inner, names = QWidget(), QWidget()
        names.setLayout(self.missing)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(names)
        column.addStretch(1)
        self.look.theme.bind(self.missing.setGaps, 8, 8)
        card = Card(self.look, margin=20, spacing=12)
        card.box.addWidget(SectionTitle(self.look, N_("VIPs still missing")))
        card.box.addWidget(scrolled(inner), 1)
        self.look.theme.bind(card.setMinimumHeight, 132)
        return card

    def _by_group(self) -> Card:
        card = Card(self.look, margin=20, spacing=12)
        switches = QWidget()
        flow = FlowLayout(switches)
        self.look.theme.bind(flow.setGaps, 4, 4)
        for button in self.switches.values():
            flow.addWidget(button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        column.addWidget(self.nobody)
        column.addStretch(1)
        card.box.addWidget(switches)
        card.box.addWidget(scrolled(inner), 1)
        self.look.theme.bind(card.setMinimumHeight, 200)
        return card

    def _switch(self, by: By, text: str) -> Button:
        button = Button(self.look, text, "filter")
        button.setChecked(by is self.by)
        self._group.addButton(button)
        button.toggled.connect(partial(self._on_switched, by))
        return button

    def _on_switched(self, by: By, checked: bool) -> None:
        if checked:
            self.by = by
            self._live.ask()

    def _question(self) -> Any:
        event, store, by = self._context.here.event, self._context.store, self.by
        if event is None:
            return None

        def query(session: Any) -> tuple[datetime, By, Arrivals]:
            now = store.now()
            return now, by, arrivals(session, event.id, now, by)

        return query

    @Slot(object)
    def _on_counted(self, found: tuple[datetime, By, Arrivals]) -> None:
        self._found = found
        self._say()
        self.counted.emit(found[2])

    @Slot()
    def _say(self) -> None:
        _, event = self.look.words._, self._context.here.event
        found = self._found[2] if self._found is not None and event is not None else None
        there = found is not None and bool(found.expected or found.arrived)
        focused = QApplication.focusWidget()
        waiting = focused is not None and (
            focused is self or self._counts.isAncestorOf(focused) or self.empty.isAncestorOf(focused)
        )
        # What is asked in a panel has the page to itself: in large type there is no room for both.
        self._counts.setVisible(there and self.export.isHidden() and self.sheets.isHidden())
        self.empty.setVisible(event is None or (found is not None and not there))
        self.subtitle.put(event.name.said_in(_.language) if event is not None else "")
        if self._found is not None and found is not None and there:
            now, by, _found = self._found
            self.tiles.show_figures(figures(_, found, now, self._context.here.zone.key))
            self._say_curve()
            self._say_rows(_, by, found)
            self._say_missing(_, found.missing_vips)
        if waiting:
            self.arrive()

    def _say_curve(self) -> None:
        if self._found is not None:
            now, _by, found = self._found
            steps = curve(((minute.at, minute.check_ins) for minute in found.minutes), now, self.curve.room)
            self.no_curve.setVisible(not steps)
            self.curve.show_steps(steps, self._context.here.zone)

    def _say_rows(self, _: Translator, by: By, found: Arrivals) -> None:
        self.rows.show_rows([group_row(_, by, tally) for tally in found.rows[:_MOST_ROWS]])
        self.rows.setVisible(bool(found.rows))
        rest = len(found.rows) - _MOST_ROWS
        self.nobody.setVisible(rest > 0 or not found.rows)
        if rest > 0:
            self.nobody.put(_.ngettext("and {n} more", "and {n} more", rest))
        else:
            self.nobody.put(
                _("No desk has checked anyone in yet.") if by is By.DESK else _("No delegation has guests yet.")
            )
        n = found.not_received
        self.unknown.setVisible(n > 0)
        self.unknown.put(
            _.ngettext(
                "{n} more was let in with a badge of a desk that was not heard from yet.",
                "{n} more were let in with badges of desks that were not heard from yet.", n,
            )
        )  # fmt: skip

    def _say_missing(self, _: Translator, missing: tuple[Missing, ...]) -> None:
        seen = [as_seen(self._context, guest.name) for guest in missing[:_MOST_NAMED]]
        key = (*missing[:_MOST_NAMED], *seen, len(missing), _.language)
        if key == self._named:
            return
        self._named = key
        clear(self.missing)
        for guest, name in zip(missing, seen, strict=False):
            tag = Tag(self.look)
            tag.show_text(guest.category.said_in(_.language), " ".join(filter(None, (name, guest.honorific_zh))))
            self.missing.addWidget(tag)
        rest = len(missing) - _MOST_NAMED
        if rest > 0 or not missing:
            more = Label(self.look, role="second")
            more.put(_.ngettext("and {n} more", "and {n} more", rest) if missing else _("All VIPs are here."))
            self.missing.addWidget(more)

    def arrive(self) -> None:
        """Until there is something to switch, the way to it has the focus, or the page itself."""
        panel = next((each for each in (self.export, self.sheets) if not each.isHidden()), None)
        if panel is not None:
            panel.file.line.setFocus()
            return
        button = self.empty.button if self.empty.isVisible() else None
        (self.switches[self.by] if self._counts.isVisible() else button or self).setFocus()

    def open_hall(self) -> None:
        """Show the counts on a screen of their own, for everybody in the hall."""
        if self._context.here.event is None:
            return
        if self.hall is None:
            self.hall = HallScreen(self._context)
        self.hall.come_up(self.window())

    def open_sheets(self) -> None:
        """Ask which sign-in sheets to print."""
        self._open(self.sheets)

    def open_export(self) -> None:
        """Ask what of the arrivals is wanted as a file."""
        self._open(self.export)

    def print_sheets(self) -> None:
        """Print what most doors need, with no question asked."""
        if self._context.here.event is not None:
            self.open_sheets()
            self.sheets.begin()

    def _open(self, panel: ExportPanel | SheetsPanel) -> None:
        for each in (self.export, self.sheets):
            each.setVisible(each is panel)
        self._counts.hide()
        panel.open()

    def _close_panels(self) -> None:
        self.export.hide()
        self.sheets.hide()
        self._say()
        self.arrive()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._say_curve)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(_RATE_MS)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self._live.sleep()
