"""Keystrokes that miss the field come back to it: whatever had the focus, a scan is never lost."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.overlay import Overlay

_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class KeysComeBack(QObject):
    """While ``page`` is in front, what is typed and nobody wanted goes to ``field``; what lay over it is closed."""

    def __init__(self, page: QWidget, field: QWidget) -> None:
        super().__init__(page)
        self._page, self._field = page, field
        self._window: QWidget | None = None

    def watch(self) -> None:
        """Start with the window that the page is in now."""
        self.stop()
        self._window = self._page.window()
        self._window.installEventFilter(self)

    def stop(self) -> None:
        """The page has gone to the back."""
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._window
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.text().isprintable()
            and event.text().strip()
            and not event.modifiers() & _MODIFIED
            and self._field.isVisible()
        ):
            for overlay in self._page.window().findChildren(Overlay):
                overlay.dismiss()
            self._field.setFocus()
            QCoreApplication.sendEvent(self._field, event)
            return True
        return super().eventFilter(watched, event)
