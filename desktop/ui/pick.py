"""A field for a file: typed, dropped on it, or chosen with Browse."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.widgets import Button, Field


class FileField(Field):
    """``chosen`` carries the path once it is picked, dropped, or typed and ended with Enter.

    ``kind`` is a message id for what is looked for, ``endings`` what its files end with. With ``save`` the file
    may be a new one.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, text: str, kind: str, endings: Sequence[str], *, save: bool = False) -> None:
        line = _PathEdit()
        super().__init__(look, text, edit=line)
        self.line = line
        self._kind, self._endings, self._save = kind, tuple(endings), save
        self.browse_button = Button(look, N_("Browse"), icon="folder")
        self.browse_button.clicked.connect(self.browse)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.removeWidget(line)
            row = QHBoxLayout()
            look.theme.bind(row.setSpacing, 8)
            row.addWidget(line, 1)
            row.addWidget(self.browse_button)
            column.insertLayout(1, row)
        line.dropped.connect(self._take)
        line.returnPressed.connect(self._typed)

    @property
    def path(self) -> Path | None:
        """The file that the field names, or None while it is empty."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def show_path(self, path: Path) -> None:
        """Name ``path``."""
        self.accept()
        self.line.setText(str(path))

    def browse(self) -> None:
        """Open the system's dialog for files."""
        _ = self._look.words._
        dialog = QFileDialog(self.window())
        save = QFileDialog.AcceptMode.AcceptSave if self._save else QFileDialog.AcceptMode.AcceptOpen
        dialog.setAcceptMode(save)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile if self._save else QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{ending}" for ending in self._endings)
        dialog.setNameFilters([f"{_(self._kind)} ({patterns})"])
        if self._save:
            dialog.setDefaultSuffix(self._endings[0].lstrip("."))
        if self.path is not None:
            dialog.setDirectory(str(self.path.parent))
            dialog.selectFile(self.path.name)
        dialog.fileSelected.connect(lambda name: self._take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, path: Path) -> None:
        self.show_path(path)
        self.chosen.emit(path)

    def _typed(self) -> None:
        if self.path is not None:
            self.chosen.emit(self.path)


class _PathEdit(QLineEdit):
    dropped = Signal(object)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is None:
            super().dropEvent(event)
        else:
            event.acceptProposedAction()
            self.dropped.emit(path)


def dropped_file(data: QMimeData) -> Path | None:
    """The first file of this machine among what is dragged, or None."""
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None)


def named_after(event: str, what: str, ending: str) -> Path:
    """A file in the user's documents (or home) named after the event and what it is."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    name = " ".join(part for part in (event, what) if part)
    return (folder if folder.is_dir() else Path.home()) / f"{''.join(c for c in name if c not in _FORBIDDEN)}{ending}"


def open_folder(file: Path) -> None:
    """Show the folder of ``file`` as this system does."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.absolute().parent)))


_FORBIDDEN = '\\/:*?"<>|'
