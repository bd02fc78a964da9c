"""A line of data that is cut in its middle where it is too long; its tooltip says all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent

from desktop.ui.look import Look
from desktop.ui.widgets import Label


class ElidedLabel(Label):
    """``least`` is the width it keeps, in pixels at 100 %."""

    def __init__(self, look: Look, role: str, *, least: int) -> None:
        super().__init__(look, role=role)
        self._whole, self._least = "", least

    def put(self, data: str) -> None:
        self._whole = data
        self.setToolTip(data)
        self._fit()

    def _fit(self) -> None:
        super().put(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(self._least), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
