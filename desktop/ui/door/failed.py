"""The scans that failed: listed, filtered by reason and desk, written to a file, led back to the guest."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.verdicts import Reason
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.failed_list import MOST, SAID, export_failed_scans, whose
from desktop.services.failed_scans import FailedScan, failed_scans
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.file_panel import TablePanel
from desktop.ui.filters import Filters
from desktop.ui.live import Live, Query
from desktop.ui.names import as_seen
from desktop.ui.sight import into_view
from desktop.ui.widgets import EmptyState, Field, Label, Turning
from desktop.ui.widgets.marks import state_of
from desktop.ui.widgets.tables import Column, RowsModel, TableView

_TABLES = frozenset({"scan", "checkpoint", "desk", "registration", "person"})
_LAID_OUT_MS = 50


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A scan that failed, as a line of the table."""

    scan: FailedScan

    @property
    def id(self) -> UUID:
        """The scan."""
        return self.scan.scan


class FailedPanel(QWidget):
    """``person`` carries the registration that a line leads to, on Enter or a double click."""

    person = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self._context, self._found = context, list[FailedScan]()
        self._reason: Reason | None = None
        self.reasons: Filters[Reason | None] = Filters(look)
        self.desk: Choice[str] = Choice(look, [("", lambda _: _("All desks"))])
        self.model: RowsModel[FailedRow] = RowsModel(look, self._columns())
        self.table = TableView(look, self.model)
        self.hint = Label(look, N_("Enter opens the guest whose badge it was, where that can be known."), "hint")
        self.empty = EmptyState(
            look,
            "check",
            N_("No scan has failed"),
            N_("What is read at a desk and lets nobody in is kept here: what it was, why, where and when."),
        )
        self.export = TablePanel(
            context, N_("Export the failed scans"), export_failed_scans, _written,
            what=N_("failed scans"), called=N_("Exporting the failed scans"),
        )  # fmt: skip
        self.export.hide()
        self.export.closed.connect(self._close_export)
        self._arrange()
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._show)
        self.reasons.wanted.connect(self._on_reason)
        self.desk.activated.connect(lambda _index: self._fill())
        self.table.opened.connect(self._open)
        look.words.changed.connect(self._say)
        context.keeper.changed.connect(self._fill)

    def open_export(self) -> None:
        """Ask for the file."""
        self.export.show()
        self.export.show_empty()
        QTimer.singleShot(_LAID_OUT_MS, self, lambda: into_view(self, self.export.file))

    def arrive(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()

    def _columns(self) -> list[Column[FailedRow]]:
        context, words = self._context, self._context.look.words
        return [
            Column(N_("Time"), lambda r: self._clock(r.scan), width=150),
            Column(N_("Why"), lambda r: words._(SAID[r.scan.reason]), "tag",
                   lambda r: state_of(r.scan.verdict), width=190),
            Column(N_("What was read"), lambda r: as_seen(context, r.scan.name) or r.scan.raw, "strong", least=120),
            Column(N_("Serial"), lambda r: r.scan.serial, "second", width=110, goes=2),
            Column(N_("Checkpoint"), lambda r: r.scan.checkpoint.said_in(words.language), width=150, goes=1),
            Column(N_("Desk"), lambda r: r.scan.desk, "second", width=110, goes=3),
        ]  # fmt: skip

    def _arrange(self) -> None:
        look = self._context.look
        top, below, list_ = QHBoxLayout(), QVBoxLayout(self), QWidget()
        look.theme.bind(top.setSpacing, 16)
        top.addWidget(self.reasons.row, 1)
        desks = Field(look, N_("Desk"), edit=self.desk)
        look.theme.bind(desks.setFixedWidth, 200)
        top.addWidget(desks, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(list_)
        for layout in (below, column):
            layout.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(layout.setSpacing, 12)
        self.filters = QWidget()
        top.setContentsMargins(0, 0, 0, 0)
        self.filters.setLayout(top)
        for part in (self.filters, self.table, self.hint):
            column.addWidget(part, 1 if part is self.table else 0)
        self.listed = list_
        self._all = Turning(look, list_, self.export, width=360, least=480, gap=16)
        below.addWidget(self._all, 1)
        below.addWidget(self.empty, 1)
        self.empty.hide()

    def _question(self) -> Query | None:
        event = self._context.here.event
        return None if event is None else lambda session: failed_scans(session, event.id, limit=MOST)

    def _show(self, found: list[FailedScan]) -> None:
        if found != self._found or not self.model.rows():
            self._found = found
            self._say()
        self._all.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _say(self) -> None:
        counts = Counter(one.reason for one in self._found)
        if self._reason not in counts:
            self._reason = None
        parts: list[tuple[Reason | None, Say]] = [(None, _counted(N_("All"), len(self._found)))]
        parts += [(reason, _counted(SAID[reason], n)) for reason, n in counts.most_common()]
        self.reasons.offer(parts, self._reason)
        desks = sorted({one.desk for one in self._found})
        before = self.desk.value
        self.desk.offer([("", lambda _: _("All desks")), *((desk, _as_it_is(desk)) for desk in desks)], before)
        self._fill()

    def _fill(self) -> None:
        wanted, desk = self._reason, self.desk.value
        rows = [
            FailedRow(one)
            for one in self._found
            if (wanted is None or one.reason is wanted) and (not desk or one.desk == desk)
        ]
        if rows != list(self.model.rows()):
            line = self.table.currentIndex().row()
            self.model.replace(rows)
            if rows:
                self.table.put_cursor(min(max(line, 0), len(rows) - 1))

    def _on_reason(self, reason: Reason | None) -> None:
        self._reason = reason
        self.reasons.choose(reason)
        self._fill()

    def _open(self, row: FailedRow) -> None:
        event = self._context.here.event
        if event is None:
            return

        def found(registration: UUID | None) -> None:
            if registration is not None:
                self.person.emit(registration)
            else:
                self._context.reporter.say(
                    lambda _: _("Nobody here is known by this: {text}", text=row.scan.raw), state="already_in"
                )

        self._context.data.ask(lambda session: whose(session, event.id, row.scan), found)

    def _close_export(self) -> None:
        self.export.hide()
        self.arrive()

    def _clock(self, scan: FailedScan) -> str:
        _, zone = self._context.look.words._, self._context.here.zone
        return f"{scan.at.astimezone(zone):%m-%d} {_.time(scan.at, zone.key, seconds=True)}"


def _counted(text: str, n: int) -> Say:
    def say(_: Translator) -> str:
        return _("{what} · {n}", what=_(text), n=n)

    return say


def _as_it_is(text: str) -> Say:
    return lambda _: text


def _written(_: Translator, rows: int, file: str) -> str:
    scans = _.ngettext("{n} failed scan", "{n} failed scans", rows)
    return _("{scans} exported to {file}.", scans=scans, file=file)
