"""Writing a delay into the plan: what would change, then the act. And how it went: planned against actual."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.services.programme_run import PushRow, ReportRow
from desktop.ui.context import Context
from desktop.ui.running.words import STANDINGS, STATES, digits
from desktop.ui.stage_words import clock, length
from desktop.ui.widgets import Button, Label, Panel
from desktop.ui.widgets.tables import Column, RowsModel, TableView


@dataclass(frozen=True, slots=True)
class PushLine:
    """A change as a line of the table."""

    push: PushRow

    @property
    def id(self) -> UUID:
        """The item's key."""
        return self.push.item_id


class PushPanel(Panel):
    """``wanted`` carries the rows once somebody said yes."""

    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Write the delay into the plan"))
        words, here = look.words, context.here
        self._rows: Sequence[PushRow] = ()
        self.about = Label(look, role="second", wraps=True)
        self.model: RowsModel[PushLine] = RowsModel(
            look,
            (
                Column(N_("Item"), lambda line: line.push.row.title.said_in(words.language), "strong"),
                Column(N_("Planned"), lambda line: clock(line.push.before.start, here.zone), "second", width=84),
                Column(N_("Then"), lambda line: self._then(line.push), "strong", width=132),
            ),
        )
        self.table = TableView(look, self.model, compact=True)
        self.yes = Button(look, N_("Write it into the plan"), "primary")
        no = Button(look, N_("Leave the plan as it is"), "quiet")
        self.yes.clicked.connect(lambda: self.wanted.emit(self._rows))
        no.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        for button in (self.yes, no):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._context = context
        self.box.addWidget(self.about)
        self.box.addWidget(self.table, 1)
        self.box.addLayout(buttons)

    def wait(self) -> None:
        """What would change is not known yet."""
        self._rows = ()
        self.about.put("")
        self.table.hide()
        self.yes.hide()

    def show_rows(self, rows: Sequence[PushRow]) -> None:
        """Show what would change."""
        self._rows = rows
        self.model.replace([PushLine(row) for row in rows])
        self.table.setVisible(bool(rows))
        self.yes.setVisible(bool(rows))
        self.about.say(
            N_("From then on these are the planned times; papers that were printed before are no longer the latest.")
            if rows
            else N_("Nothing starts later than planned: there is no delay to write into the plan.")
        )
        (self.yes if rows else self).setFocus()

    def _then(self, push: PushRow) -> str:
        _ = self._context.look.words._
        if push.spare:
            return _("Skipped")
        zone = self._context.here.zone
        return f"{clock(push.after.start, zone)}–{clock(push.after.end, zone)}"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An item as it went, as a line of the table."""

    report: ReportRow

    @property
    def id(self) -> UUID:
        """The item's key."""
        return self.report.row.id


class ReportPanel(Panel):
    """Planned against actual, item by item, and in all."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("How it went"))
        words, here = look.words, context.here
        self._look = look
        self.model: RowsModel[ReportLine] = RowsModel(
            look,
            (
                Column(N_("Item"), lambda line: line.report.row.title.said_in(words.language), "strong"),
                Column(
                    N_("Standing"),
                    lambda line: words._(STANDINGS[line.report.standing]),
                    "tag",
                    state=lambda line: STATES[line.report.standing],
                    width=112,
                    goes=2,
                ),
                Column(N_("Planned"), lambda line: clock(line.report.row.start, here.zone), "second", width=84),
                Column(
                    N_("Began"),
                    lambda line: (
                        clock(line.report.start.replace(microsecond=0), here.zone) if line.report.start else ""
                    ),
                    width=92,
                ),
                Column(N_("Late"), lambda line: _signed(line.report.late), width=104),
                Column(N_("Took"), lambda line: _time(line.report.seconds), width=84),
                Column(N_("Over"), lambda line: _signed(_over(line.report)), width=104),
                Column(N_("Held"), lambda line: _time(line.report.held or None), "second", width=72, goes=1),
            ),
        )
        self.table = TableView(look, self.model, compact=True)
        self.sum = Label(look, role="second", wraps=True)
        self.box.addWidget(self.sum)
        self.box.addWidget(self.table, 1)

    def show_rows(self, rows: Sequence[ReportRow]) -> None:
        """Show how it went."""
        _ = self._look.words._
        self.model.replace([ReportLine(row) for row in rows])
        ran = [row for row in rows if row.over is not None]
        skipped = sum(row.standing is Standing.SKIPPED for row in rows)
        over = int(sum(_over(row) or 0 for row in ran))
        self.sum.put(
            " · ".join(
                (
                    _.ngettext("{n} item ran", "{n} items ran", len(ran)),
                    _.ngettext("{n} was skipped", "{n} were skipped", skipped),
                    _("{length} longer than planned in all", length=length(_, over))
                    if over >= 0
                    else _("{length} shorter than planned in all", length=length(_, over)),
                )
            )
        )
        self.table.setFocus()


def _over(row: ReportRow) -> float | None:
    """How much longer it took; what still runs is not shorter than planned yet."""
    runs = row.standing in {Standing.RUNNING, Standing.HELD}
    return None if row.over is None or (runs and row.over < 0) else row.over


def _signed(seconds: float | None) -> str:
    if seconds is None or abs(seconds) < 1:
        return ""
    return f"{'+' if seconds > 0 else '−'}{digits(abs(seconds))}"


def _time(seconds: float | None) -> str:
    return digits(seconds) if seconds is not None else ""
