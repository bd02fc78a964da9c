"""A person's photo in a form: shown, chosen, taken away. Kept with the rest when the form is saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.photos import as_photo
from desktop.ui.context import Context
from desktop.ui.people.portrait import portrait
from desktop.ui.picture_field import PictureField
from desktop.ui.widgets import Button, clear


class PhotoEdit(QWidget):
    """``photo`` is what stands there now: a JPEG, or nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._look = context.look
        self._name, self.photo = "", b""
        self._shown = QVBoxLayout()
        self.file = PictureField(context, N_("Photo"), as_photo)
        self.remove = Button(self._look, N_("Remove the photo"), "quiet")
        self.file.read.connect(self._put)
        self.remove.clicked.connect(lambda: self._put(b""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 8)
        column.addLayout(self._shown)
        column.addWidget(self.file)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._put(b"")

    def show_photo(self, name: str, photo: bytes) -> None:
        """Show what is kept of the person called ``name``."""
        self.file.accept()
        self.file.line.clear()
        self._name = name
        self._put(photo)

    def _put(self, photo: bytes) -> None:
        self.photo = photo
        clear(self._shown)
        self.remove.setVisible(bool(photo))
        if photo:
            self._shown.addWidget(portrait(self._look, self._name, photo, vip=False))
