"""What a finger needs: keys on the screen, and a corner to hold."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.look import Look

LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm-'")
MAIL = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm._")
PAD = ("123", "456", "789", "0")
_BACK, _SPACE = "⌫", "␣"
_MOST, _GAP = 88, 8
_PAD_WIDTH, _BOARD_WIDTH = 420, 1080
_CORNER, _HOLD_MS = 96, 3_000


class TouchKeys(QWidget):
    """Keys that type into ``field``; they never have the focus, so that it stays there."""

    def __init__(self, look: Look, field: QLineEdit) -> None:
        super().__init__()
        self._look, self._field = look, field
        self.keys: dict[str, QPushButton] = {}
        self._rows: Sequence[str] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self._column.setSpacing, _GAP)
        self._board = QWidget()
        self._column.addWidget(self._board, 1)

    def show_rows(self, rows: Sequence[str], *, space: bool = False) -> None:
        """Offer these characters; the last row ends with the key that deletes one."""
        if rows == self._rows:
            return
        self._rows, self.keys = rows, {}
        self._look.theme.bind(self.setMaximumWidth, _PAD_WIDTH if rows is PAD else _BOARD_WIDTH)
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, _GAP)
        for row in rows:
            column.addLayout(self._line(row, last=row is rows[-1], space=space), 1)
        self._column.replaceWidget(self._board, board)
        self._board.hide()
        self._board.deleteLater()
        self._board = board

    def _line(self, characters: str, *, last: bool, space: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        self._look.theme.bind(line.setSpacing, _GAP)
        for character in characters:
            line.addWidget(self._key(character, partial(self._field.insert, character)), 1)
        if last and space:
            key = self._key(_SPACE, partial(self._field.insert, " "))
            self._look.words.bind(key.setAccessibleName, N_("Space"))
            line.addWidget(key, 2)
        if last:
            key = self._key(_BACK, self._field.backspace)
            key.setAutoRepeat(True)
            self._look.words.bind(key.setAccessibleName, N_("Delete the last character"))
            line.addWidget(key, 2)
        return line

    def _key(self, character: str, act: object) -> QPushButton:
        key = QPushButton(character)
        key.setProperty("kind", "touch-key")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._look.theme.bind(key.setMaximumHeight, _MOST)
        key.clicked.connect(act)
        self.keys[character] = key
        return key


class Corner(QWidget):
    """Nothing to be seen, in the upper left corner. ``held`` comes when a finger or the mouse stays there."""

    held = Signal()

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        look.theme.bind(self.resize, _CORNER, _CORNER)
        self.timer = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self.timer.timeout.connect(self.held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.timer.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.rect().contains(event.position().toPoint()):
            self.timer.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.timer.stop()
