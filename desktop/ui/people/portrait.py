"""Somebody's face: their photo, or the first character of their name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.look import Look

_WIDE, _HIGH, _ROUND = 72, 96, 10


def portrait(look: Look, name: str, photo: bytes, *, vip: bool) -> QWidget:
    """The photo where it can be shown, else the initial on a soft tile."""
    picture = QPixmap()
    if photo and picture.loadFromData(photo):
        return Photo(look, picture, name)
    return _Initial(look, name[:1], vip=vip)


class Photo(QWidget):
    """A photo, three to four, with round corners."""

    def __init__(self, look: Look, picture: QPixmap, name: str) -> None:
        super().__init__()
        self._look, self._picture = look, picture
        self.setAccessibleName(name)
        look.theme.bind(self.setFixedSize, _WIDE, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline, radius = QPainterPath(), self._look.theme.px(_ROUND)
        outline.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(outline)
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        fitted = self._picture.scaled(
            size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
        )
        left, top = (fitted.width() - size.width()) // 2, (fitted.height() - size.height()) // 2
        painter.drawPixmap(self.rect(), fitted, fitted.rect().adjusted(left, top, -left, -top))
        painter.end()


class _Initial(QFrame):
    """The first character of a name on a soft tile."""

    def __init__(self, look: Look, initial: str, *, vip: bool) -> None:
        super().__init__()
        state = "vip" if vip else "accent"
        self.setProperty("role", "fact")
        self.setProperty("soft", True)
        self.setProperty("state", state)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        letter = QLabel(initial)
        letter.setProperty("role", "title")
        letter.setProperty("state", state)
        letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(letter)
        look.theme.bind(self.setFixedSize, _WIDE, _WIDE)
