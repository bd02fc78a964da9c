"""The event's logo: a picture on its badges and papers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from desktop.errors import N_
from desktop.services.photos import as_logo, logo, set_logo
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.picture_field import PictureField
from desktop.ui.settings.section import Section
from desktop.ui.widgets import Button

_HIGH, _WIDE = 72, 320


class LogoSection(Section):
    """Shows the logo, takes another, or none."""

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(look, N_("Logo"), N_("It appears at the top of each badge."))
        self._context, self._acts = context, acts
        self._data = b""
        self.picture = QLabel()
        self.file = PictureField(context, N_("Picture"), as_logo)
        self.remove = Button(look, N_("Remove the logo"), "quiet")
        for part in (self.picture, self.file):
            self.box.addWidget(part)
        self.box.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.file.read.connect(self._set)
        self.remove.clicked.connect(lambda: self._set(None))
        context.here.changed.connect(self._load)
        context.data.changed.connect(self._on_changed)
        look.theme.changed.connect(self._draw)
        self._load()

    def _load(self) -> None:
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(lambda session: logo(session, event.id), self._show)

    def _on_changed(self, changes: Changes) -> None:
        if any(table == "event" for table, _row in changes):
            self._load()

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

    def _set(self, made: tuple[str, bytes] | None) -> None:
        event = self._context.here.event
        if event is None:
            return
        self._acts.do(
            lambda session: set_logo(session, event.id, made),
            lambda _: _("The logo is changed.") if made else _("The logo is removed."),
        )
