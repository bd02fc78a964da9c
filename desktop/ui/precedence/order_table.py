"""The table of the order, of which lines can be dragged to another place."""

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.look import Look
from desktop.ui.widgets.tables import RowsModel, TableView

_EDGE = 24


class OrderTable(TableView):
    """``dragged`` carries the line that was dragged and the one where it was let go, both from 0."""

    dragged = Signal(int, int)

    def __init__(self, look: Look, model: RowsModel[Any]) -> None:
        super().__init__(look, model)
        self._theme = look.theme
        self._from: tuple[int, QPoint] | None = None
        self._to = -1
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        line, left = self.rowAt(event.position().toPoint().y()), event.button() is Qt.MouseButton.LeftButton
        self._from = (line, event.position().toPoint()) if left and line >= 0 else None
        self._to = -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        if self._to < 0 and (at - self._from[1]).manhattanLength() < QApplication.startDragDistance():
            return
        self._scroll_near(at.y())
        self._to = self._line_near(at.y())
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, to = self._from, self._to
        self._from, self._to = None, -1
        self.viewport().unsetCursor()
        self.viewport().update()
        super().mouseReleaseEvent(event)
        if begun is not None and to >= 0 and to not in {begun[0], begun[0] + 1}:
            # Whoever goes down leaves a place above the mark.
            self.dragged.emit(begun[0], to - 1 if to > begun[0] else to)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._to < 0:
            return
        painter = QPainter(self.viewport())
        last = self.model().rowCount()
        y = self.rowViewportPosition(self._to) if self._to < last else self.rowViewportPosition(last - 1) + self._high()
        painter.fillRect(0, y - 2, self.viewport().width(), 4, self._theme.colour("accent"))
        painter.end()

    def _line_near(self, y: int) -> int:
        """The gap between two lines that is nearest, by the line below it."""
        line = self.rowAt(y)
        if line < 0:
            return self.model().rowCount() if y > 0 else 0
        return line + (y - self.rowViewportPosition(line) > self._high() / 2)

    def _high(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _scroll_near(self, y: int) -> None:
        edge, bar = self._theme.px(_EDGE), self.verticalScrollBar()
        if y < edge:
            bar.setValue(bar.value() - edge)
        elif y > self.viewport().height() - edge:
            bar.setValue(bar.value() + edge)
