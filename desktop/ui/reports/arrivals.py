"""Arrivals: how many are in, how fast they come, who is missing. Follows every desk while it is looked at."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.arrivals import COUNTED, Arrivals, By, Missing, Tally, arrivals
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.look import Look
from desktop.ui.reports.charts import Bars, Column, Row, Rows
from desktop.ui.reports.export import ExportPanel
from desktop.ui.reports.figures import bars, clear_by
from desktop.ui.theme import restyle
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

_BY = ((By.CATEGORY, N_("Category")), (By.DELEGATION, N_("Delegation")), (By.DESK, N_("Desk")))
_TILE, _MOST_NAMED = 216, 60
_RATE_MS = 15_000


class Tile(Card):
    """One figure and what it counts."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, margin=20, spacing=0)
        self.figure, self.beside = Label(look, role="figure"), Label(look, role="second", wraps=True)
        row = QHBoxLayout()
        look.theme.bind(row.setSpacing, 8)
        row.addWidget(self.figure)
        row.addWidget(self.beside, 1)
        self.box.addWidget(Label(look, title, "second"))
        self.box.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_figure(self, figure: str, beside: str = "", state: str = "") -> None:
        """Show finished words; ``state`` colours figure and border."""
        self.figure.put(figure)
        self.beside.put(beside)
        restyle(self.figure, state=state)
        self.show_state(state)


class ArrivalsPage(Page):
    """``counted`` carries the ``Arrivals`` each time they are shown."""

    counted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Arrivals"))
        self._context = context
        self.by = By.CATEGORY
        self._found: tuple[datetime, Arrivals] | None = None
        self._named: tuple[object, ...] = ()
        look = context.look
        self.arrived, self.rate = Tile(look, N_("Arrived")), Tile(look, N_("Arrivals per minute"))
        self.clear_by, self.vips = Tile(look, N_("Everyone in by")), Tile(look, N_("VIPs missing"))
        self.bars, self.rows = Bars(look), Rows(look)
        self.missing = FlowLayout()
        self.nobody = Label(look, role="second", wraps=True)
        self.no_bars = Label(look, N_("Nobody has arrived yet. The chart starts with the first scan."), "second")
        self._group = QButtonGroup(self)
        self.switches = {by: self._switch(by, text) for by, text in _BY}
        self.export = ExportPanel(context)
        self.export.hide()
        self.empty = EmptyState(
            look,
            "arrivals",
            N_("Nobody is expected yet"),
            N_("Import the guest list. From the first scan on, arrivals are counted here."),
            N_("Import a guest list"),
        )
        self._tiles, self._grid, self._counts, self._columns = QWidget(), QGridLayout(), QWidget(), 0
        self._arrange()
        self._live = Live(context, COUNTED, self._question)
        self._live.answered.connect(self._on_counted)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._live.ask)
        look.words.changed.connect(self._say)
        self.empty.pressed.connect(partial(context.go, "import"))
        self.export.closed.connect(self._close_export)
        self._say()

    def _arrange(self) -> None:
        look = self.look
        button = Button(look, N_("Export"), key="export")
        button.clicked.connect(self.export.open)
        self.add_actions(button)
        look.theme.bind(self._grid.setSpacing, 16)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._tiles.setLayout(self._grid)
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
        whole.addWidget(self._tiles)
        whole.addWidget(Turning(look, counts, self._by_group(), width=440, least=440, gap=16), 1)
        for part, stretch in ((self.export, 0), (self._counts, 1), (self.empty, 1)):
            self.body.addWidget(part, stretch)

    def _over_time(self) -> Card:
        card = Card(self.look, margin=20, spacing=12)
        card.box.addWidget(SectionTitle(self.look, N_("Check-ins per five minutes")))
        card.box.addWidget(self.no_bars)
        card.box.addWidget(self.bars, 1)
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
        column.addWidget(self.nobody)
        column.addWidget(self.rows)
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

        def query(session: Any) -> tuple[datetime, Arrivals]:
            now = store.now()
            return now, arrivals(session, event.id, now, by)

        return query

    @Slot(object)
    def _on_counted(self, found: tuple[datetime, Arrivals]) -> None:
        self._found = found
        self._say()
        self.counted.emit(found[1])

    @Slot()
    def _say(self) -> None:
        _, event = self.look.words._, self._context.here.event
        found = self._found[1] if self._found is not None and event is not None else None
        there = found is not None and bool(found.expected or found.arrived)
        focused = QApplication.focusWidget()
        waiting = focused is not None and (
            focused is self or self._counts.isAncestorOf(focused) or self.empty.isAncestorOf(focused)
        )
        self._counts.setVisible(there)
        self.empty.setVisible(event is None or (found is not None and not there))
        self.subtitle.put(event.name.said_in(_.language) if event is not None else "")
        if self._found is not None and there:
            self._say_tiles(_, *self._found)
            self._say_bars(_)
            self._say_rows(_, self._found[1])
            self._say_missing(_, self._found[1].missing_vips)
        if waiting:
            self.arrive()

    def _say_tiles(self, _: Translator, now: datetime, found: Arrivals) -> None:
        self.arrived.show_figure(str(found.arrived), _("of {total}", total=found.expected))
        self.rate.show_figure(f"{found.per_minute:.1f}", _("over the last ten minutes"))
        clear_at = clear_by(found, now)
        if clear_at is not None:
            said = _.time(clear_at, self._context.here.zone.key)
            self.clear_by.show_figure(said, _("at this rate"))
        elif not found.absent:
            self.clear_by.show_figure("✓", _("everyone has arrived"), "admitted")
        else:
            self.clear_by.show_figure("–", _("too few arrivals to estimate"))
        missing = len(found.missing_vips)
        self.vips.show_figure(str(missing), "", "already_in" if missing else "")

    def _say_bars(self, _: Translator) -> None:
        if self._found is not None:
            now, found = self._found
            zone = self._context.here.zone
            shown = bars(found.minutes, now, zone, self.bars.room)
            self.no_bars.setVisible(not shown)
            self.bars.show_columns([Column(f"{bar.at:%H:%M}", bar.check_ins, bar.filling) for bar in shown])

    def _say_rows(self, _: Translator, found: Arrivals) -> None:
        self.rows.show_rows([self._row(_, tally) for tally in found.rows])
        self.nobody.setVisible(not found.rows)
        self.nobody.put(
            _("No desk has checked anyone in yet.") if self.by is By.DESK else _("No delegation has guests yet.")
        )

    def _row(self, _: Translator, tally: Tally) -> Row:
        name = tally.name.said_in(_.language) or _("Without a delegation")
        if self.by is By.DESK and name == tally.key:
            name = _("Desk {letter}", letter=name)
        return Row(name, tally.arrived, tally.expected, tally.colour)

    def _say_missing(self, _: Translator, missing: tuple[Missing, ...]) -> None:
        key = (*missing[:_MOST_NAMED], len(missing), _.language)
        if key == self._named:
            return
        self._named = key
        clear(self.missing)
        for guest in missing[:_MOST_NAMED]:
            tag = Tag(self.look)
            name = " ".join(filter(None, (guest.name, guest.honorific_zh)))
            tag.show_text(guest.category.said_in(_.language), name)
            self.missing.addWidget(tag)
        rest = len(missing) - _MOST_NAMED
        if rest > 0 or not missing:
            more = Label(self.look, role="second")
            more.put(_.ngettext("and {n} more", "and {n} more", rest) if missing else _("All VIPs are here."))
            self.missing.addWidget(more)

    def arrive(self) -> None:
        """Until there is something to switch, the way to it has the focus, or the page itself."""
        button = self.empty.button if self.empty.isVisible() else None
        (self.switches[self.by] if self._counts.isVisible() else button or self).setFocus()

    def _close_export(self) -> None:
        self.export.hide()
        self.arrive()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 4 if self.width() >= self.look.theme.px(4 * _TILE + 112) else 2
        if columns != self._columns:
            self._columns = columns
            for number, tile in enumerate((self.arrived, self.rate, self.clear_by, self.vips)):
                self._grid.removeWidget(tile)
                self._grid.addWidget(tile, number // columns, number % columns)
                self._grid.setColumnStretch(number, int(number < columns))
        QTimer.singleShot(0, self, self._fit_bars)

    @Slot()
    def _fit_bars(self) -> None:
        self._say_bars(self.look.words._)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(_RATE_MS)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self._live.sleep()
