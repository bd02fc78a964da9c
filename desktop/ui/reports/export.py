"""The check-ins of the event as a table, into a file that is named on the page."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.exports import export_check_ins
from desktop.ui.context import Context
from desktop.ui.pick import FileField, named_after
from desktop.ui.widgets import Button, Label, Panel


class ExportPanel(Panel):
    """Where to, and go. ``closed`` comes by itself once the file is there."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Export the check-ins"))
        self._context = context
        self.file = FileField(context.look, N_("File"), N_("Excel, CSV or JSON"), (".xlsx", ".csv", ".json"), save=True)
        self.trouble = Label(context.look, role="error", wraps=True)
        self.trouble.hide()
        self.make = Button(context.look, N_("Export"), "primary")
        self.make.clicked.connect(self.begin)
        self.file.line.returnPressed.connect(self.begin)
        self.box.addWidget(self.file)
        self.box.addWidget(self.trouble)
        self.box.addWidget(self.make)

    def open(self) -> None:
        """Name a file after the event where none is named yet, and wait for Enter."""
        event, _ = self._context.here.event, self._context.look.words._
        if self.file.path is None and event is not None:
            self.file.show_path(named_after(event.name.said_in(_.language), _("check-ins"), ".xlsx"))
        self.trouble.hide()
        self.show()
        self.file.line.setFocus()
        self.file.line.selectAll()

    def begin(self) -> None:
        """Write the file."""
        event, out, _ = self._context.here.event, self.file.path, self._context.look.words._
        if event is None or not self.make.isEnabled():
            return
        if out is None:
            self.file.refuse(N_("Name the file to write."))
            return
        self.trouble.hide()
        self.make.setEnabled(False)
        store = self._context.store

        def job(_progress: Progress) -> int:
            with store.read() as session:
                return export_check_ins(session, event.id, out, _)

        then = partial(self._on_written, out)
        self._context.data.work(job, then, self._on_refused, called=N_("Exporting the check-ins"))

    def _on_written(self, file: Path, rows: int) -> None:
        self.make.setEnabled(True)

        def said(_: Translator) -> str:
            check_ins = _.ngettext("{n} check-in", "{n} check-ins", rows)
            return _("{check_ins} written to {file}.", check_ins=check_ins, file=file.name)

        folder = QUrl.fromLocalFile(str(file.parent))
        self._context.reporter.say(said, action=N_("Open folder"), act=partial(QDesktopServices.openUrl, folder))
        self.closed.emit()

    def _on_refused(self, error: Exception) -> None:
        self.make.setEnabled(True)
        if isinstance(error, SummitDeskError):
            self._context.look.words.follow(self.trouble.setText, lambda _: _.error(error))
            self.trouble.show()
        else:
            self._context.reporter.report(error)
