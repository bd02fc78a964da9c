"""A field for a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.errors import N_, UserError
from desktop.progress import Progress
from desktop.services.photos import ENDINGS, read_picture
from desktop.ui.context import Context
from desktop.ui.pick import FileField


class PictureField(FileField):
    """``read`` carries what ``made`` made of the file that was chosen; what it refuses is said below the field."""

    read = Signal(object)

    def __init__(self, context: Context, text: str, made: Callable[[bytes], object]) -> None:
        super().__init__(context.look, text, N_("Pictures"), ENDINGS)
        self._context, self._made = context, made
        self.chosen.connect(self._take_in)

    def _take_in(self, path: Path) -> None:
        def job(_: Progress) -> object:
            return self._made(read_picture(path))

        self._context.data.work(job, self._taken, self._refused)

    def _taken(self, picture: object) -> None:
        self.accept()
        self.line.clear()
        self.read.emit(picture)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.refuse(error.text, **error.values)
        else:
            self._context.reporter.report(error)
