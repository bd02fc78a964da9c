"""A scanner tried on a code that is on the screen: what it sends is held against what was shown."""

from time import monotonic

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.errors import N_
from desktop.services.preflight import Check, scanner, test_code, test_symbol
from desktop.ui.look import Look
from desktop.ui.preflight.words import STATES
from desktop.ui.sight import into_view
from desktop.ui.theme import restyle
from desktop.ui.widgets import Edit, Label, Panel

_QUIET, _SIDE, _PATIENCE_MS, _LAID_OUT_MS = 4, 232, 1500, 50


class Symbol(QWidget):
    """A QR code as large as its place, black on white whatever the theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._modules, self._size = 0, 1
        look.theme.bind(self.setMinimumSize, 160, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.words.bind(self.setAccessibleName, N_("A code to try the scanner with"))

    def show_code(self, code: str) -> None:
        """Show ``code``."""
        self._modules, self._size = test_symbol(code)
        self.update()

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(_SIDE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = self._size + 2 * _QUIET
        module = min(self.width(), self.height()) // whole
        left, top = (self.width() - module * whole) // 2, (self.height() - module * whole) // 2
        painter.fillRect(QRectF(left, top, module * whole, module * whole), QColor("#FFFFFF"))
        last = self._size * self._size - 1
        for place in range(last + 1):
            if self._modules >> (last - place) & 1:
                row, column = divmod(place, self._size)
                corner = left + (column + _QUIET) * module, top + (row + _QUIET) * module
                painter.fillRect(QRectF(*corner, module, module), QColor("#000000"))
        painter.end()


class TriedEdit(Edit):
    """What a scanner types into. ``tried`` carries the text, the seconds it took, and whether Enter or Tab came."""

    tried = Signal(str, float, bool)

    def __init__(self) -> None:
        super().__init__()
        self._began: float | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._send(ended=False))
        self.returnPressed.connect(lambda: self._send(ended=True))
        self.textEdited.connect(self._on_typed)

    def event(self, event: QEvent) -> bool:
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if event.type() is QEvent.Type.KeyPress and tab and self.text():
            self._send(ended=True)
            return True
        return super().event(event)

    def _on_typed(self, _text: str) -> None:
        if self._began is None:
            self._began = monotonic()
        self._patience.start()

    def _send(self, *, ended: bool) -> None:
        text, seconds = self.text(), monotonic() - self._began if self._began is not None else 0.0
        self._patience.stop()
        self._began = None
        self.clear()
        if text:
            self.tried.emit(text, seconds, ended)


class ScannerPanel(Panel):
    """The code, the field that waits for it, and what came of it. ``found`` carries the ``Check``."""

    found = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("Try the scanner"))
        self._look = look
        self.code = ""
        self.symbol, self.edit = Symbol(look), TriedEdit()
        self.answer = Label(look, role="strong", wraps=True)
        look.words.bind(self.edit.setAccessibleName, N_("Scan the code above"))
        look.words.bind(self.edit.setPlaceholderText, N_("Scan the code above"))
        for part in (self.symbol, self.edit, self.answer):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.edit.tried.connect(self._on_tried)

    def open(self) -> None:
        """Show a fresh code, and wait for the scanner."""
        self.code = test_code()
        self.symbol.show_code(self.code)
        self._look.words.forget(self.answer.setText)
        self.answer.clear()
        self.show()
        self.edit.setFocus()
        QTimer.singleShot(_LAID_OUT_MS, self, lambda: into_view(self, self.symbol))

    def _on_tried(self, text: str, seconds: float, ended: bool) -> None:
        check: Check = scanner(self.code, text, seconds=seconds, ended=ended)
        self._look.words.follow(self.answer.setText, check.say)
        restyle(self.answer, state=STATES[check.state])
        self.found.emit(check)
