"""A place for several things, one at a time, that does not grow with them."""

from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.ui.look import Look

_SLACK = 4
"""Px at 100 % that a place which scrolls keeps for its own edges."""


class SteadyStack(QStackedWidget):
    """As large as there is room, and no larger for what it holds: its parts scroll by themselves.

    It never gets smaller than ``least`` px at 100 %, nor than the least that the part in front can do with.
    """

    def __init__(self, look: Look, least: tuple[int, int]) -> None:
        super().__init__()
        self._look, self._least = look, least

    def bring(self, part: QWidget) -> None:
        """Show ``part``, and scroll the page to it where it stands below something."""
        self.setCurrentWidget(part)
        QTimer.singleShot(0, self, self._into_view)

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
        if part is not None and self.property("turned"):
            height = max(height, self._whole(part))
        return QSize(width, height)

    def _whole(self, part: QWidget) -> int:
        """The height at which nothing in ``part`` scrolls: below something else the page does."""
        height, layout = 0, part.layout()
        if layout is not None:
            height = layout.totalMinimumSize().height()
        for area in part.findChildren(QScrollArea):
            inner, width = area.widget() or area, area.viewport().width()
            tall = max(inner.sizeHint().height(), inner.heightForWidth(width))
            height += max(0, tall - area.minimumSizeHint().height()) + self._look.theme.px(_SLACK)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _into_view(self) -> None:
        self.updateGeometry()
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.property("turned"):
            above.verticalScrollBar().setValue(
                self.mapTo(above.widget() or above, QPoint(0, -self._look.theme.px(16))).y()
            )
