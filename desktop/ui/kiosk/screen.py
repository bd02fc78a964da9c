"""The kiosk: a window of its own over the whole screen, in which a guest checks in alone.

The program's own window is hidden while it is open, so that no key, notice or page of it can be reached.
"""

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.desk.eyes import CameraView
from desktop.ui.kiosk.press import Press
from desktop.ui.kiosk.stage import Stage
from desktop.ui.kiosk.touch import Corner
from desktop.ui.kiosk.visit import Visit
from desktop.ui.wedge import Wedge

_LINE_S = 2.0
"""Keys that come later than this after the one before begin another line."""
_EYES = 240
_FITS = (800, 720)
"""The width and height in px that the screens need at 100 %; on a larger screen all is larger."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Kiosk(QWidget):
    """``left`` comes when somebody left it with the PIN."""

    left = Signal()

    def __init__(self, context: Context, over: QWidget) -> None:
        """``over`` is the program's window."""
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        look = context.look
        self._context, self._over, self._ending = context, over, False
        self._scale = look.theme.scale
        self._line, self._line_at = "", 0.0
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look.words.bind(self.setWindowTitle, N_("Summit Desk"))
        self.stage, self.eyes = Stage(context), CameraView(context)
        self.visit = Visit(context, self.stage, Press(context, self))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        # All is made to fit the screen; while it is still larger it must not make the window larger than that.
        self._row.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.addWidget(self.stage, 1)
        self._row.addWidget(self.eyes, 0, Qt.AlignmentFlag.AlignCenter)
        look.theme.bind(self.eyes.setMinimumHeight, _EYES)
        look.theme.bind(self._row.setContentsMargins, 32, 24, 32, 24)
        look.theme.bind(self._row.setSpacing, 24)
        self.corner, self.wedge = Corner(look, self), Wedge()
        self.corner.held.connect(self.stage.ask_pin)
        self.wedge.scanned.connect(self._on_scanned)
        self.eyes.read.connect(self.visit.read)
        self.stage.turned.connect(self._on_turned)
        self.stage.pin.opened.connect(self.leave)

    def open(self) -> None:
        """Cover the screen, and stay there, also after a restart, until somebody has the PIN."""
        if not self._context.keeper.now.kiosk:
            self._context.keeper.change(kiosk=True)
        self.setGeometry(self._over.screen().geometry())
        self.showFullScreen()
        self._over.hide()
        self.activateWindow()
        self.wedge.watch(self)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        if self._context.keeper.now.kiosk_camera:
            self.eyes.toggle()
        self.stage.go_home()

    def leave(self) -> None:
        """Bring back the program's window."""
        self._over.show()
        self._over.activateWindow()
        self.end()
        self.left.emit()
        self._context.keeper.change(kiosk=False)

    def end(self) -> None:
        """Let everything go; the kiosk opens again with the program, unless somebody left it."""
        self._ending = True
        self.stage.wait(0)
        self._context.look.words.switch(self.stage.home)
        self._context.look.theme.change(scale=self._scale)
        self.stage.pin.jobs.close()
        self.close()
        self.deleteLater()

    def _on_scanned(self, token: str) -> None:
        self._line = ""
        self.visit.read(token)

    def _on_turned(self) -> None:
        """Nobody is filmed who types, and every badge is seen that is held up between two guests."""
        self._line = ""
        self.eyes.setVisible(self.eyes.wanted and self.stage.page in (self.stage.idle, self.stage.result))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No key does anything here that isn't the kiosk's; one that is held down is pressed once."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.isAutoRepeat() and event.key() in _ENTER
            writes = bool(event.text()) and event.text().isprintable()
            return held or (bool(event.modifiers() & _MODIFIED) and not writes)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field took: Escape, or a scanner that reads something which is no badge."""
        now = monotonic()
        if event.key() == Qt.Key.Key_Escape:
            leaving = self.stage.page is self.stage.pin
            self.stage.go_home() if leaving else self.stage.ask_pin()
        elif event.key() in _ENTER:
            line, self._line = self._line, ""
            if now - self._line_at < _LINE_S:
                self.visit.read(line)
        elif event.text() and event.text().isprintable():
            self._line = (self._line if now - self._line_at < _LINE_S else "") + event.text()
            self._line_at = now
            if isinstance(self.focusWidget(), QPushButton):
                # The Enter that ends the line must not press what has the focus.
                self.stage.page.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        upright = self.height() > self.width()
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        if not self._ending:
            fitting = min(self.width() / _FITS[0], self.height() / _FITS[1])
            self._context.look.theme.change(scale=round(fitting * 8) / 8)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._ending:
            event.ignore()
            self.stage.ask_pin()
