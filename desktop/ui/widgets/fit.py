"""A line of text as large as its place allows: the name on a verdict."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.look import Look


class FitLabel(QWidget):
    """Shows a text and, smaller and beside it, an honorific. Never cut: it shrinks, and breaks where it must.

    ``largest`` and ``smallest`` are px at 100 %; the honorific stands at two fifths of the text's size.
    """

    _BESIDE = 0.4

    def __init__(self, look: Look, largest: int = 92, smallest: int = 28) -> None:
        super().__init__()
        self._look, self._largest, self._smallest = look, largest, smallest
        self._text = self._beside = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.theme.changed.connect(self._again)

    def show_text(self, text: str, beside: str = "") -> None:
        """Show ``text``, with ``beside`` after it."""
        self._text, self._beside = text, beside
        self.setAccessibleName(f"{text} {beside}".strip())
        self._again()

    def _again(self) -> None:
        self.updateGeometry()
        self.update()

    def _size(self, width: int) -> int:
        """The largest size at which the line fits ``width``, in px at 100 %."""
        needed = self._width(100)
        fitting = int(100 * width / needed) if needed else self._largest
        return max(self._smallest, min(self._largest, fitting))

    def _width(self, size: int) -> int:
        theme = self._look.theme
        width = QFontMetrics(theme.font(size, bold=True)).horizontalAdvance(self._text)
        if self._beside:
            beside = QFontMetrics(theme.font(size * self._BESIDE))
            width += round(theme.px(size) * 0.25) + beside.horizontalAdvance(self._beside)
        return width + 2

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._size(width)
        metrics = QFontMetrics(self._look.theme.font(size, bold=True))
        if self._width(size) <= width:
            return round(self._look.theme.px(size) * _LINE)
        box = metrics.boundingRect(0, 0, width, 10_000, int(_WRAPPED), f"{self._text} {self._beside}")
        return box.height()

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._look.theme.px(320))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(160), self._look.theme.px(self._smallest * _LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, size = self._look.theme, self._size(self.width())
        font = theme.font(size, bold=True)
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        if self._width(size) > self.width():
            painter.drawText(self.rect(), int(_WRAPPED), f"{self._text} {self._beside}")
        else:
            line = theme.px(size) * _LINE
            baseline = round((self.height() - line) / 2 + line * 0.8)
            painter.drawText(0, baseline, self._text)
            after = QFontMetrics(font).horizontalAdvance(self._text) + round(theme.px(size) * 0.25)
            painter.setFont(theme.font(size * self._BESIDE))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(after, baseline, self._beside)
        painter.end()


_LINE = 1.16
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
