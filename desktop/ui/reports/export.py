"""The arrivals as a file that is named on the page: the report with its pictures, or every check-in as a table."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.arrivals_report import write_report
from desktop.services.exports import export_check_ins
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.file_panel import FilePanel, Making
from desktop.ui.settings.section import Check
from desktop.ui.sight import into_view
from desktop.ui.widgets import Field, Label

REPORT, CHECK_INS = "report", "check-ins"
_ENDINGS = {REPORT: (".pdf", ".xlsx"), CHECK_INS: (".xlsx", ".csv", ".json")}
_HINTS = {
    REPORT: N_("The file's ending decides: .pdf to print or send, .xlsx for Excel, both with the chart."),
    CHECK_INS: N_("The file's ending decides: .xlsx for Excel, .csv for a plain table, .json for other programs."),
}


class ExportPanel(FilePanel):
    """What, where to, and go."""

    def __init__(self, context: Context) -> None:
        look = context.look
        endings = tuple(dict.fromkeys((*_ENDINGS[REPORT], *_ENDINGS[CHECK_INS])))
        super().__init__(
            context, N_("Export the arrivals"), N_("Export"), N_("PDF, Excel, CSV or JSON"), endings,
            what=N_("arrivals"), called=N_("Exporting the arrivals"),
        )  # fmt: skip
        self.kind: Choice[str] = Choice(
            look,
            [
                (REPORT, lambda _: _("The report with its chart")),
                (CHECK_INS, lambda _: _("Every check-in as a table")),
            ],
        )
        self.names = Check(look, N_("Name the VIPs who are missing"))
        self.names.setChecked(True)
        self.hint = Label(look, role="hint", wraps=True)
        for place, part in enumerate((Field(look, N_("Export what"), edit=self.kind), self.names, self.hint)):
            self.column.insertWidget(place, part)
        self.kind.currentIndexChanged.connect(self._follow_kind)
        self._follow_kind()

    def open(self) -> None:
        """Come up, in sight, and wait for Enter."""
        self.show()
        self.suggest()
        self._follow_kind()
        self.file.line.setFocus()
        self.file.line.selectAll()
        QTimer.singleShot(0, self, partial(into_view, self, self.file))

    def making(self, event_id: UUID, out: Path) -> Making:
        store, words, names = self.context.store, self.context.look.words._, self.names.isChecked()
        report = self.kind.value == REPORT

        def job(_progress: Progress) -> int | None:
            if report:
                write_report(store, event_id, out, words, names=names)
                return None
            with store.read() as session:
                return export_check_ins(session, event_id, out, words)

        return job

    def made(self, file: Path, result: Any) -> None:
        self.tell(file, partial(_written, result, file.name))
        self.closed.emit()

    def _follow_kind(self, _index: int = 0) -> None:
        """A file that is named for the other kind gets an ending that this one can have."""
        kind = self.kind.value
        self.hint.say(_HINTS[kind])
        self.names.setVisible(kind == REPORT)
        if self.file.path is not None and self.file.path.suffix.lower() not in _ENDINGS[kind]:
            self.file.show_path(self.file.path.with_suffix(_ENDINGS[kind][0]))


def _written(rows: int | None, file: str, _: Translator) -> str:
    if rows is None:
        return _("The report is in {file}.", file=file)
    check_ins = _.ngettext("{n} check-in", "{n} check-ins", rows)
    return _("{check_ins} exported to {file}.", check_ins=check_ins, file=file)
