"""A place for several things, one at a time, that does not grow with them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop.ui.look import Look


class SteadyStack(QStackedWidget):
    """As large as there is room, and no larger for what it holds: its parts scroll by themselves.

    It never gets smaller than ``least`` px at 100 %, nor than the least that the part in front can do with.
    """

    def __init__(self, look: Look, least: tuple[int, int]) -> None:
        super().__init__()
        self._look, self._least = look, least

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        width, height = map(self._look.theme.px, self._least)
        part = self.currentWidget()
        layout = part.layout() if part is not None else None
        if layout is not None and layout.hasHeightForWidth():
            height = max(height, layout.totalMinimumHeightForWidth(max(width, self.width())))
        elif layout is not None:
            height = max(height, layout.totalMinimumSize().height())
        return QSize(width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
