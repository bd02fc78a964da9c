"""A card over the window that isn't a dialog: Escape or a click beside it closes it, and the focus goes back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from desktop.ui.look import Look


class Overlay(QWidget):
    """Covers ``over`` while it is open; what it shows goes into ``box``. ``width`` is px at 100 %."""

    closed = Signal()

    def __init__(self, look: Look, over: QWidget, width: int) -> None:
        super().__init__(over)
        self._look, self._over, self._width = look, over, width
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setProperty("role", "overlay")
        self.box = QVBoxLayout(self.card)
        self.box.setContentsMargins(1, 1, 1, 1)
        self.box.setSpacing(0)
        look.theme.changed.connect(self._place)
        over.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget) -> None:
        """Come up, with the focus on ``focus``."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        focus.setFocus()

    def dismiss(self) -> None:
        """Go, and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def height_wanted(self, available: int) -> int:
        """How high the card is where ``available`` px can be had."""
        return min(self.card.sizeHint().height(), available)

    def _place(self) -> None:
        over = self._over
        self.setGeometry(over.rect())
        margin, top = self._look.theme.px(32), min(self._look.theme.px(72), over.height() // 10)
        width = min(self._look.theme.px(self._width), over.width() - 2 * margin)
        height = self.height_wanted(over.height() - top - margin)
        self.card.setGeometry((over.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab inside while it is open."""
        before = QApplication.focusWidget()
        moved = super().focusNextPrevChild(next)
        now = QApplication.focusWidget()
        if before is not None and now is not None and not self.isAncestorOf(now):
            before.setFocus()
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; no other key gets through to what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(8, 12, 18, 160 if self._look.theme.dark else 92))
        painter.end()
