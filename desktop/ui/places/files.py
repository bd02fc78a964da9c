"""The table of travel minutes from a file and to one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.travel_table import ReadTravel, export_travel, read_travel, write_travel
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.file_panel import TablePanel
from desktop.ui.pick import FileField
from desktop.ui.widgets import Button, Label, Panel, clear

_ENDINGS = (".xlsx", ".csv", ".txt")
_MOST = 20


class TravelExport(TablePanel):
    """A row for each pair of sites and hour."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, N_("Export the travel minutes"), export_travel, _written, what=N_("travel minutes"),
            called=N_("Exporting the travel minutes"),
        )  # fmt: skip


class TravelImport(Panel):
    """Reads a file and shows every row that can't be taken; ``imported`` comes once the others are written."""

    imported = Signal()

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(look, N_("Import travel minutes"))
        self._context, self._acts = context, acts
        self._read: ReadTravel | None = None
        self.file = FileField(look, N_("File"), N_("Excel or CSV"), _ENDINGS)
        self.said = Label(look, role="", wraps=True)
        self.problems = QVBoxLayout()
        self.make = Button(look, N_("Import"), "primary")
        self.box.addWidget(
            Label(look, N_("Each row: a site, another site, the hour from which it holds, the minutes."), "hint",
                  wraps=True)
        )  # fmt: skip
        for part in (self.file, self.said):
            self.box.addWidget(part)
        self.box.addLayout(self.problems)
        self.box.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addStretch(1)
        self.file.chosen.connect(self.open_file)
        self.make.clicked.connect(self._write)
        look.words.changed.connect(self._say)
        self._say()

    def open_file(self, path: Path) -> None:
        """Read ``path`` and say what of it can be taken."""
        event = self._context.here.event
        if event is not None:
            self.file.show_path(path)
            self._context.data.ask(lambda session: read_travel(session, event.id, path), self._show, self._refuse)

    def _show(self, read: ReadTravel) -> None:
        self._read = read
        self._say()
        if read.minutes:
            self.make.setFocus()

    def _say(self) -> None:
        read, _ = self._read, self._context.look.words._
        clear(self.problems)
        self.said.setVisible(read is not None)
        self.make.setVisible(read is not None and bool(read.minutes))
        if read is None:
            return
        said = [_.ngettext("{n} pair of sites can be taken.", "{n} pairs of sites can be taken.", len(read.minutes))]
        if read.problems:
            said.append(_.ngettext("{n} row is left out:", "{n} rows are left out:", len(read.problems)))
        self.said.put(" ".join(said))
        for problem in read.problems[:_MOST]:
            line = Label(self._context.look, role="second", wraps=True)
            line.put(_("Row {row}: {problem}", row=problem.row, problem=_.error(problem.error)))
            self.problems.addWidget(line)
        if (rest := len(read.problems) - _MOST) > 0:
            more = Label(self._context.look, role="second")
            more.put(_.ngettext("and {n} more", "and {n} more", rest))
            self.problems.addWidget(more)

    def _write(self) -> None:
        event, read = self._context.here.event, self._read
        if event is None or read is None:
            return

        def done(_pairs: int) -> None:
            self._read = None
            self._say()
            self.imported.emit()

        pairs = len(read.minutes)
        self._acts.do(
            lambda session: write_travel(session, event.id, read),
            lambda _: _.ngettext("{n} pair of sites was written.", "{n} pairs of sites were written.", pairs),
            done,
        )

    def _refuse(self, error: Exception) -> None:
        self._read = None
        self._say()
        if isinstance(error, UserError):
            self.file.refuse(error.text, **error.values)
        else:
            self._context.reporter.report(error)


def _written(_: Translator, rows: int, file: str) -> str:
    return _.ngettext("{n} row is in {file}.", "{n} rows are in {file}.", rows, file=file)
