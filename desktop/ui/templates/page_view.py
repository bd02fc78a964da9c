"""A page of paper, as large as it fits into the place it has."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.look import Look


class PageView(QWidget):
    """Never asks for more than ``least`` px of height at 100 %; ``middle`` of the width, or at its left."""

    def __init__(self, look: Look, least: int, *, middle: bool = False) -> None:
        super().__init__()
        self._look, self._least, self._middle = look, least, middle
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        look.theme.bind(self.setMinimumHeight, least)

    def show_image(self, image: QImage) -> None:
        """Show this page, or nothing."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(1, self._look.theme.px(self._least))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        wide, high = self._image.width() * scale, self._image.height() * scale
        left = (self.width() - wide) / 2 if self._middle else 0
        dots = self._image.scaled(
            (QSize(round(wide), round(high)) * self.devicePixelRatioF()).expandedTo(QSize(1, 1)),
            mode=Qt.TransformationMode.SmoothTransformation,
        )
        painter = QPainter(self)
        painter.drawImage(QRectF(left, (self.height() - high) / 2, wide, high), dots)
        painter.end()
