"""A layout that sets widgets in lines, like words."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, and on to the next line where the width is used up; each line is centred on its height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across, self._down = 0, 0
        self.setContentsMargins(QMargins())

    def setGaps(self, across: int, down: int) -> None:
        """The px between two things in a line and between two lines; ``theme.bind`` scales them."""
        self._across, self._down = across, down
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + max(0, len(hints) - 1) * self._across
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if lines[-1] and used + size.width() > rect.width():
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._across
        heights = [max((size.height() for _, size in line), default=0) for line in lines]
        total = sum(heights) + self._down * (len(lines) - 1)
        if place:
            y = rect.y() + max(0, rect.height() - total) // 2
            for line, height in zip(lines, heights, strict=True):
                self._place(line, QRect(rect.x(), y, rect.width(), height))
                y += height + self._down
        return total

    def _place(self, line: list[tuple[QLayoutItem, QSize]], area: QRect) -> None:
        x = area.x()
        for item, size in line:
            y = area.y() + (area.height() - size.height()) // 2
            item.setGeometry(QRect(x, y, min(size.width(), area.width()), size.height()))
            x += size.width() + self._across
