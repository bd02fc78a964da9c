"""What the camera sees, beside the verdict: a badge held before it is read as if a scanner had typed it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.devices.codes import Code, can_see
from desktop.devices.qt_camera import Camera
from desktop.domain.tokens import is_token
from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.trouble import Notice

_WIDTH, _SHAPE, _RADIUS = 300, 9 / 16, 16
NOT_THERE = N_("The camera needs an addition of Summit Desk that is not installed here: summit-desk[camera].")
NONE_FOUND = N_("No camera is connected. Plug one in and press the key again.")
_SAYS = N_("Hold a badge before the camera")
_SEVERAL = N_("Several badges in view: hold one in the middle")


class CameraView(QWidget):
    """``read`` carries the text of a code, once. On while it is wanted and in sight; mirrored, as one sees oneself."""

    read = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self.camera: Camera | None = None
        self.wanted = self._several = False
        self._picture, self._codes = QImage(), tuple[Code, ...]()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for changed in (self._look.theme.changed, self._look.words.changed):
            changed.connect(self._on_changed)
        self._on_changed()
        self.hide()

    def beside(self, *parts: QWidget) -> QHBoxLayout:
        """A row of ``parts``, of which one shows at a time, and this view."""
        row, middle = QHBoxLayout(), QVBoxLayout()
        for part in parts:
            middle.addWidget(part, 1)
        row.addLayout(middle, 1)
        row.addWidget(self)
        self._look.theme.bind(row.setSpacing, 16)
        return row

    def toggle(self) -> None:
        """Switch the camera on or off; where there is none, say so."""
        if self.wanted:
            self._switch_off()
            return
        if not can_see():
            self._say(NOT_THERE)
            return
        self.wanted = True
        self.show()

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(_WIDTH), self._look.theme.px(_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.wanted and self.camera is None:
            self.camera = Camera(self)
            self.camera.read.connect(self.read)
            self.camera.pictured.connect(self._on_pictured)
            self.camera.several.connect(self._on_several)
            self.camera.failed.connect(self._on_failed)
            if not self.camera.start():
                self._on_failed("")

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is filmed whom nobody looks at."""
        super().hideEvent(event)
        self._let_go()

    def _switch_off(self) -> None:
        self.wanted = False
        self.hide()
        self._let_go()

    def _let_go(self) -> None:
        if self.camera is not None:
            self.camera.stop()
            self.camera.deleteLater()
            self.camera = None
        self._picture, self._codes = QImage(), ()

    @Slot(QImage, object)
    def _on_pictured(self, picture: QImage, codes: Sequence[Code]) -> None:
        self._picture, self._codes = picture, tuple(codes)
        self.update()

    @Slot(bool)
    def _on_several(self, several: bool) -> None:
        self._several = several

    @Slot(str)
    def _on_failed(self, said: str) -> None:
        # A camera may fail twice, as it starts and as it runs; that is one sentence.
        if self.wanted:
            self._switch_off()
            self._say(said or NONE_FOUND)

    def _say(self, text: str) -> None:
        self._context.reporter.noticed.emit(Notice(lambda _: _(text), state="already_in"))

    def _on_changed(self) -> None:
        self.setAccessibleName(self._look.words._(_SAYS))
        self.setFixedWidth(self._look.theme.px(_WIDTH))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width()
        area = QRectF(0, 0, width, min(width * _SHAPE, self.height() - theme.px(48)))
        round_off = QPainterPath()
        round_off.addRoundedRect(area, theme.px(_RADIUS), theme.px(_RADIUS))
        painter.fillPath(round_off, theme.colour("sunken"))
        if not self._picture.isNull():
            painter.save()
            painter.setClipPath(round_off)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._picture.flipped(Qt.Orientation.Horizontal))
            for code in self._codes:
                colour = "admitted" if is_token(code.text) and not self._several else "already_in"
                painter.setPen(QPen(theme.colour(colour), theme.px(3)))
                corners = [QPointF(area.width() * (1 - x), area.height() * y) for x, y in code.corners]
                painter.drawPolygon(QPolygonF(corners))
            painter.restore()
        words = self._look.words._(_SEVERAL if self._several else _SAYS)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("ink2"))
        below = QRectF(0, area.bottom() + theme.px(8), width, theme.px(40))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap), words)
        painter.end()
