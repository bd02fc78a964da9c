"""Line icons on a 24 px grid, drawn in a colour of the theme."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.resources import resource
from desktop.ui.theme import Theme


class Icons:
    """Icons by the name of their file in ``resources/icons``."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def pixmap(self, name: str, colour: str = "ink", size: int = 24) -> QPixmap:
        """The icon in the ``colour`` token, ``size`` px high at 100 %."""
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        side = self._theme.px(size)
        drawing = QPixmap(round(side * ratio), round(side * ratio))
        drawing.setDevicePixelRatio(ratio)
        drawing.fill(Qt.GlobalColor.transparent)
        source = _source(name).replace("currentColor", self._theme.colour(colour).name())
        painter = QPainter(drawing)
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        return drawing

    def icon(self, name: str, colour: str = "ink", chosen: str = "", size: int = 24) -> QIcon:
        """As ``pixmap``; ``chosen`` is the colour while the button it stands on is checked."""
        icon = QIcon(self.pixmap(name, colour, size))
        if chosen:
            icon.addPixmap(self.pixmap(name, chosen, size), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def bind(
        self, setter: Callable[..., object], name: str, colour: str = "ink", chosen: str = "", size: int = 24
    ) -> None:
        """Hand the icon to ``setter`` (``button.setIcon``) now and whenever the theme changes."""
        self._theme.follow(setter, lambda: (self.icon(name, colour, chosen, size),))

    def bind_pixmap(self, setter: Callable[..., object], name: str, colour: str = "ink", size: int = 24) -> None:
        """Hand the drawing to ``setter`` (``label.setPixmap``) now and whenever the theme changes."""
        self._theme.follow(setter, lambda: (self.pixmap(name, colour, size),))


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")
