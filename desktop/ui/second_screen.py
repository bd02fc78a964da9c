"""A window of its own for another screen than the operator's: painted, large, without a mouse."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QScreen
from PySide6.QtWidgets import QWidget

from desktop.ui.context import Context
from desktop.ui.theme import Theme
from desktop.ui.wedge import Wedge

HIGH = 720
"""The height of the screen that lengths are said of."""
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class SecondScreen(QWidget):
    """Fills a screen until Escape. A badge that is scanned while it is in front goes to the desk.

    ``title`` is a message id.
    """

    def __init__(self, context: Context, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.context, self.look = context, context.look
        self._beside: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.look.words.bind(self.setWindowTitle, title)
        for changed in (self.look.words.changed, self.look.theme.changed, context.keeper.changed):
            changed.connect(self.update)
        self._wedge = Wedge()
        self._wedge.scanned.connect(context.scanned)

    def come_up(self, beside: QWidget) -> None:
        """Fill another screen than that of ``beside``, which keeps the keys then, or the only one there is."""
        self._beside = beside
        beside.installEventFilter(self)
        screen = _other_screen(beside.screen())
        alone = screen is beside.screen()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not alone)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self._wedge.watch(self)
        if alone:
            self.activateWindow()
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the window that it belongs to."""
        if event.type() is QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        # What is typed and scanned next goes where it went before.
        if self._beside is not None and self.isActiveWindow():
            self._beside.activateWindow()


class Large:
    """Writes on a screen of any size; lengths are those of a screen 720 px high, which ``u`` is one of."""

    def __init__(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        self.painter, self.theme = painter, theme
        self.u = max(0.5, area.height() / HIGH)
        # What is painted follows the size of the screen alone.
        self.size = self.u / theme.scale
        self.area = area.adjusted(48 * self.u, 32 * self.u, -48 * self.u, -28 * self.u)

    def line(
        self, area: QRectF, text: str, size: float, colour: str = "ink", flags: int = LEFT, *, bold: bool = False
    ) -> int:
        """Write a line, smaller where it would not fit; returns how wide it is."""
        metrics = QFontMetrics(self.theme.font(size * self.size, bold=bold))
        wide = metrics.horizontalAdvance(text)
        if wide > area.width() > 0:
            size = max(10, size * area.width() / wide * 0.98)
            metrics = QFontMetrics(self.theme.font(size * self.size, bold=bold))
        self.painter.setFont(self.theme.font(size * self.size, bold=bold))
        self.painter.setPen(self.theme.colour(colour))
        self.painter.drawText(area, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()) + 1))
        return min(metrics.horizontalAdvance(text), int(area.width()))

    def text(self, area: QRectF, text: str, size: float, colour: str = "ink", *, bold: bool = False) -> float:
        """Write a paragraph, smaller until all of it fits; returns how high it is."""
        while True:
            self.painter.setFont(self.theme.font(size * self.size, bold=bold))
            used = self.painter.boundingRect(area, WRAPPED, text)
            if (used.height() <= area.height() and used.width() <= area.width() + 1) or size <= 12:
                break
            size *= 0.92
        self.painter.setPen(self.theme.colour(colour))
        self.painter.drawText(area, WRAPPED, text)
        return used.height()


def _other_screen(own: QScreen) -> QScreen:
    return next((screen for screen in QGuiApplication.screens() if screen is not own), own)
