"""A badge that is scanned while another page is in front is a scan all the same, not digits in some field.

Keyboard-wedge scanners type. Nobody types the 48 digits of a token by hand, so that how fast they come does not
matter: what they did to the field they fell into is taken back, with whatever the scanner sent before them.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.domain import paper_codes
from desktop.domain.tokens import DIGITS, is_token
from desktop.ui.widgets import ScanEdit

_BY_MACHINE_MS = 50
"""Keys that follow each other sooner than this come from a scanner."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True, slots=True)
class _Held:
    """What a field held, and where its cursor stood."""

    field: QWidget | None
    text: str = ""
    cursor: int = 0

    def give_back(self) -> None:
        if isinstance(self.field, QLineEdit):
            self.field.selectAll()
            self.field.insert(self.text)
            self.field.setCursorPosition(self.cursor)
        elif isinstance(self.field, QPlainTextEdit | QTextEdit):
            self.field.selectAll()
            self.field.insertPlainText(self.text)
            cursor = self.field.textCursor()
            cursor.setPosition(self.cursor, QTextCursor.MoveMode.MoveAnchor)
            self.field.setTextCursor(cursor)


class Wedge(QObject):
    """Watches the keys that reach a window. ``scanned`` carries a token, or the code of a paper, that came to a field
    which reads none."""

    scanned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._digits, self._last = "", 0
        self._chain = self._before = _Held(None)

    def watch(self, window: QWidget) -> None:
        """Begin with the keys of ``window``, which is shown already."""
        handle = window.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        now, text = event.timestamp(), event.text()
        if event.key() in _ENDS:
            code, self._digits = _code(self._digits), ""
            if not code or isinstance(QApplication.focusWidget(), ScanEdit):
                return False
            self._before.give_back()
            self.scanned.emit(code)
            return True
        if text and text.isprintable():
            if now - self._last > _BY_MACHINE_MS:
                self._chain = _held()
            if not text.isdecimal():
                self._digits = ""
            else:
                if not self._digits:
                    self._before = self._chain
                self._digits = (self._digits + text)[-2 * DIGITS :]
            self._last = now
        return False


def _code(digits: str) -> str:
    """The token that these end with, or the code of a paper that they are; else empty."""
    if is_token(digits[-DIGITS:]):
        return digits[-DIGITS:]
    return paper_codes.read_code(digits) or ""


def _held() -> _Held:
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        return _Held(field, field.text(), field.cursorPosition())
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return _Held(field, field.toPlainText(), field.textCursor().position())
    return _Held(None)
