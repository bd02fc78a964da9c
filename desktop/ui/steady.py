"""A place for several things, one at a time, that does not grow with them."""

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.ui.look import Look


class SteadyStack(QStackedWidget):
    """As large as there is room, whatever it holds, and at least ``least`` px at 100 %: each part scrolls by itself."""

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
        width, height = self._least
        return QSize(self._look.theme.px(width), self._look.theme.px(height))

    def _into_view(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)
