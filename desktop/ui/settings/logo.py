"""The event's logo: a picture on its badges and papers."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from desktop.errors import N_, UserError
from desktop.services.events import MOST_LOGO, BadLogo, EventRow, logo, picture_type, set_logo
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.pick import FileField
from desktop.ui.settings.section import Section
from desktop.ui.widgets import Button

_HIGH, _WIDE = 72, 320


class LogoSection(Section):
    """Shows the logo, takes another, or none."""

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(look, N_("Logo"), N_("PNG or JPEG, up to 1 MB. It appears at the top of each badge."))
        self._context, self._acts = context, acts
        self._data = b""
        self.picture = QLabel()
        self.file = FileField(look, N_("Picture"), N_("PNG or JPEG"), (".png", ".jpg", ".jpeg"))
        self.remove = Button(look, N_("Remove the logo"), "quiet")
        for part in (self.picture, self.file):
            self.box.addWidget(part)
        self.box.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.file.chosen.connect(self._take)
        self.remove.clicked.connect(lambda: self._set(b"", ""))
        context.here.changed.connect(self._load)
        look.theme.changed.connect(self._draw)
        self._load()

    def _load(self) -> None:
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(lambda session: logo(session, event.id), self._show)

    def _show(self, data: bytes) -> None:
        self._data = data
        self._draw()

    def _draw(self) -> None:
        picture = QPixmap()
        there = bool(self._data) and picture.loadFromData(self._data)
        self.picture.setVisible(there)
        self.remove.setVisible(bool(self._data))
        if there:
            px = self._context.look.theme.px
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(picture.scaled(px(_WIDE), px(_HIGH), keep, smooth))

    def _take(self, path: Path) -> None:
        try:
            if path.stat().st_size > MOST_LOGO:
                raise BadLogo
            data = path.read_bytes()
            media_type = picture_type(data)
        except UserError as error:
            self.file.refuse(error.text, **error.values)
        except OSError:
            self.file.refuse(N_("{file} can't be read. Choose another file."), file=path.name)
        else:
            self.file.accept()
            self._set(data, media_type)

    def _set(self, data: bytes, media_type: str) -> None:
        here = self._context.here
        event = here.event
        if event is None:
            return

        def done(row: EventRow) -> None:
            self.file.line.clear()
            here.move(event=row, checkpoint=here.checkpoint)

        self._acts.do(
            lambda session: set_logo(session, event.id, media_type, data),
            lambda _: _("The logo is changed.") if data else _("The logo is removed."),
            done,
        )
