"""Keys at the desk: what the field does with those that aren't text, and how those that miss it come back.

Whatever has the focus, a scan is never lost.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.ui.overlay import Overlay

_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}


class FieldKeys(QObject):
    """Escape closes what is open here before anything else; in a list the arrows step, and Enter alone chooses.

    While the field is empty undo is the desk's. ``something_open``, ``listing`` and ``ticking`` say how things stand:
    where lines are ticked, Space does it.
    """

    stepped = Signal(int)
    closed = Signal()
    chosen = Signal()
    ticked = Signal()

    def __init__(
        self,
        field: QLineEdit,
        something_open: Callable[[], bool],
        listing: Callable[[], bool],
        ticking: Callable[[], bool],
    ) -> None:
        super().__init__(field)
        self._field, self._something_open, self._listing, self._ticking = field, something_open, listing, ticking
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                return self._overrides(event)
            if event.type() is QEvent.Type.KeyPress and self._takes(event):
                return True
        return super().eventFilter(watched, event)

    def _overrides(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._something_open():
            event.accept()
            return True
        if event.matches(QKeySequence.StandardKey.Undo) and not self._field.text():
            event.ignore()
            return True
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape and self._something_open():
            self.closed.emit()
        elif key in _STEPS and self._listing():
            self.stepped.emit(_STEPS[key])
        elif key in _ENTER and event.isAutoRepeat():
            # An Enter that is held down is one Enter: its repeats must not choose what the first one only marked.
            return True
        elif key in _ENTER and self._listing() and not self._field.text():
            self.chosen.emit()
        elif key is Qt.Key.Key_Space and self._ticking() and not self._field.text():
            self.ticked.emit()
        else:
            return False
        return True


class KeysComeBack(QObject):
    """While ``page`` is in front, what is typed and nobody wanted goes to ``field``; what lay over it is closed."""

    def __init__(self, page: QWidget, field: QWidget) -> None:
        super().__init__(page)
        self._page, self._field = page, field
        self._window: QWidget | None = None
        self._over: Overlay | None = None

    def watch(self) -> None:
        """Start with the window that the page is in now."""
        self.stop()
        self._window = self._page.window()
        self._window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def stop(self) -> None:
        """The page has gone to the back."""
        app = QApplication.instance()
        if self._window is not None and isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)
            self._window.removeEventFilter(self)
        self._window = None

    @Slot("QWidget*", "QWidget*")
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What lies over the page keeps keys to itself; so it is asked first."""
        while now is not None and not isinstance(now, Overlay):
            now = now.parentWidget()
        if now is not self._over:
            if self._over is not None:
                self._over.removeEventFilter(self)
            if now is not None:
                now.installEventFilter(self)
            self._over = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.text().isprintable()
            and event.text().strip()
            and not event.modifiers() & _MODIFIED
            and self._field.isVisible()
        ):
            if self._over is not None:
                self._over.dismiss()
            self._field.setFocus()
            QCoreApplication.sendEvent(self._field, event)
            return True
        return super().eventFilter(watched, event)
