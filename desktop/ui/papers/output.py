"""Where papers go: into a file, or to a printer of this machine's system."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.config import PrinterKind, PrinterSettings
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.pick import FileField
from desktop.ui.printers import printers_here
from desktop.ui.widgets import Button, Field, FlowLayout


class FolderField(FileField):
    """A file field that names a folder."""

    def browse(self) -> None:
        dialog = QFileDialog(self.window())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        if self.path is not None:
            dialog.setDirectory(str(self.path))
        dialog.fileSelected.connect(lambda name: self._take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class Output(QWidget):
    """``wanted`` comes with the printer, or None for ``file``, and whether the file is to be opened.

    ``print_text`` and ``save_text`` (message ids) are what the button says. What is saved ``opens`` where asked to.
    """

    wanted = Signal(object, bool)

    def __init__(self, context: Context, file: FileField, print_text: str, save_text: str, *, opens: bool) -> None:
        super().__init__()
        self._context, self.file, self._opens = context, file, opens
        self._print_text, self._save_text = print_text, save_text
        look = context.look
        self._asked = False
        self._queues: Sequence[str] = ()
        self.device: Choice[PrinterSettings | None] = Choice(look)
        self._device = Field(look, N_("Print on"), edit=self.device)
        self.make = Button(look, save_text, "primary")
        self.open = Button(look, N_("Save and open"))
        buttons = QWidget()
        row = FlowLayout(buttons)
        look.theme.bind(row.setGaps, 8, 8)
        for button in (self.make, self.open):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 10)
        for part in (self._device, file, buttons):
            column.addWidget(part)
        self.device.currentIndexChanged.connect(self._on_device)
        self.make.clicked.connect(lambda: self.go())
        self.open.clicked.connect(lambda: self.go(opened=True))
        file.line.returnPressed.connect(lambda: self.go())
        context.keeper.changed.connect(self._offer)
        self._offer()

    def ask_printers(self) -> None:
        """Ask the system, once, which printers it has."""
        if not self._asked:
            self._asked = True
            self._context.data.work(lambda _progress: printers_here().queues(), self._on_queues, device=True)

    def go(self, *, opened: bool = False) -> None:
        """Print, or write the file."""
        if not self.make.isEnabled():
            return
        if self.device.value is None and self.file.path is None:
            self.file.refuse(N_("Enter the name of the file to write."))
            return
        self.wanted.emit(self.device.value, opened)

    def allow(self, *, able: bool) -> None:
        """Whether there is something to print and nothing is under way."""
        self.make.setEnabled(able)
        self.open.setEnabled(able)

    def _on_queues(self, found: Sequence[str]) -> None:
        self._queues = found
        self._offer()

    def _offer(self) -> None:
        """A file, the printers of the settings that print sheets, and those that the system has besides."""
        known = [one for one in self._context.keeper.now.printers if one.kind is PrinterKind.SYSTEM]
        others = {one.address for one in known}
        found = [*known, *(PrinterSettings(queue, address=queue) for queue in self._queues if queue not in others)]
        before = self.device.value if self.device.count() else None
        parts: list[tuple[PrinterSettings | None, Say]] = [(None, _to_pdf)]
        self.device.offer([*parts, *((one, partial(_called, one)) for one in found)], before)
        self._device.setVisible(bool(found))
        self._on_device()

    def _on_device(self) -> None:
        in_file = self.device.value is None
        self.file.setVisible(in_file)
        self.open.setVisible(in_file and self._opens)
        self.make.say(self._save_text if in_file else self._print_text)


def open_file(file: Path) -> None:
    """Open a file as this system does."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.absolute())))


def _to_pdf(_: Translator) -> str:
    return _("A PDF file")


def _called(printer: PrinterSettings, _: Translator) -> str:
    return printer.name
