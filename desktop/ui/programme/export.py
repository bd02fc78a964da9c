"""The programme as a file that is named on the page: tables, calendars, schedules."""

from pathlib import Path
from uuid import UUID

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.programme_export import export_programme
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.file_panel import FilePanel, Making
from desktop.ui.widgets import Field, Label

_ENDINGS = (".xlsx", ".csv", ".ics", ".xml", ".json")


class ProgrammeExport(FilePanel):
    """What, where to, and go."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(
            context, N_("Export the programme"), N_("Export"), N_("Excel, CSV, calendar or schedule"), _ENDINGS,
            what=N_("programme"), called=N_("Exporting the programme"),
        )  # fmt: skip
        hint = N_(
            "The file's ending decides: .xlsx for Excel, .csv for a plain table, .ics for calendars, .xml and .json for"
            " schedule apps and signs."
        )
        self.crew: Choice[bool | None] = Choice(
            look,
            [
                (None, lambda _: _("Public ones, in tables all")),
                (False, lambda _: _("Public ones only")),
                (True, lambda _: _("All, also for the crew")),
            ],
        )
        self.column.insertWidget(0, Label(look, hint, "hint", wraps=True))
        self.column.insertWidget(1, Field(look, N_("Items"), edit=self.crew))

    def arrive(self) -> None:
        """Suggest a file, and wait for Enter."""
        self.suggest()
        self.file.line.setFocus()
        self.file.line.selectAll()

    def making(self, event_id: UUID, out: Path) -> Making:
        store, language, crew = self.context.store, self.context.look.words.language, self.crew.value

        def job(_progress: Progress) -> int:
            with store.read() as session:
                return export_programme(session, event_id, out, language=language, crew=crew)

        return job

    def made(self, file: Path, result: int) -> None:
        def said(_: Translator) -> str:
            items = _.ngettext("{n} item", "{n} items", result)
            return _("{items} exported to {file}.", items=items, file=file.name)

        self.tell(file, said)
        self.closed.emit()
