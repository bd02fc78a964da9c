"""One badge as it will be printed, with its parts to be moved and sized by mouse and keys."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.services.badge_templates import Box, Template
from desktop.ui.look import Look
from desktop.ui.templates.changes import PARTS
from desktop.ui.templates.pictures import dots

_MARGIN, _HANDLE, _GRIP = 12, 8, 12
_STEP = 0.5
_ARROWS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}


class Edges(NamedTuple):
    """Which edges of a part the mouse has: -1 left or top, 1 right or bottom, 0 neither; none of them moves it all."""

    across: int = 0
    down: int = 0


_HANDLES = tuple(Edges(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1) if across or down)


class Canvas(QWidget):
    """Shows a template's badge as large as there is room.

    ``picked`` carries a part's key. ``nudged`` is an arrow key: millimetres right and down, and whether they size
    the part. ``dragged`` carries millimetres right and down since the mouse was pressed, and the ``Edges`` it has.
    """

    picked = Signal(str)
    nudged = Signal(float, float, bool)
    drag_begun = Signal()
    dragged = Signal(float, float, object)
    dropped = Signal()
    resized = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._layout: Template | None = None
        self._image = QImage()
        self._part, self._refused = "", False
        self._pressed: tuple[QPointF, Edges] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        look.theme.changed.connect(self.update)
        look.words.changed.connect(self.update)

    @property
    def dpi(self) -> int:
        """How many dots an inch a picture has that fills the place."""
        if self._layout is None:
            return 72
        ratio, margin = self.devicePixelRatioF(), 2 * self._look.theme.px(_MARGIN)
        room = (max(self.width() - margin, 20) * ratio, max(self.height() - margin, 20) * ratio)
        return dots(room, self._layout.size)

    def show_template(self, layout: Template, part: str) -> None:
        """Show where the parts of ``layout`` are, and that ``part`` is picked."""
        self._layout, self._part, self._refused = layout, part, False
        self.update()

    def show_image(self, image: QImage) -> None:
        """Show the badge itself."""
        self._image = image
        self.update()

    def refuse(self) -> None:
        """Show that the picked part can't go where it is being brought."""
        self._refused = True
        self.update()

    def part_at(self, point: QPointF) -> str:
        """The key of the smallest part there, or nothing."""
        boxes = self._layout.boxes if self._layout else {}
        there = [key for key, box in boxes.items() if self._rect(box).contains(point)]
        return min(there, key=lambda key: boxes[key].width * boxes[key].height, default="")

    def rect_of(self, key: str) -> QRectF:
        """Where a part is on the screen, in pixels."""
        return self._rect(self._layout.boxes[key]) if self._layout else QRectF()

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(240), self._look.theme.px(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(110), self._look.theme.px(110))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if plain and key in _ARROWS:
            self.nudged.emit(*_ARROWS[key], shift)
        elif plain and key is Qt.Key.Key_Space:
            self._pick_next(-1 if shift else 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or self._layout is None:
            return
        edges = self._edges_at(point)
        if edges is None:
            key = self.part_at(point)
            if not key:
                return
            if key != self._part:
                self.picked.emit(key)
            edges = Edges()
        self._pressed = point, edges
        self.drag_begun.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is None:
            self._show_cursor(point)
            return
        begun, edges = self._pressed
        scale = self._scale()
        right, down = ((length / scale) for length in ((point - begun).x(), (point - begun).y()))
        self.dragged.emit(_snapped(right), _snapped(down), edges)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._pressed = None
            self.dropped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme, badge = self._look.theme, self._badge()
        if self._layout is not None:
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.setBrush(QColor("#FFFFFF"))
            painter.drawRect(badge.adjusted(-1, -1, 1, 1))
            if not self._image.isNull():
                painter.drawImage(badge, self._image)
            self._paint_parts(painter, self._layout)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _paint_parts(self, painter: QPainter, layout: Template) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for key, box in layout.boxes.items():
            if key != self._part:
                # Light under dark shows on any colour of a badge.
                for colour, style in (("#FFFFFF", Qt.PenStyle.SolidLine), ("#5B6472", Qt.PenStyle.DotLine)):
                    painter.setPen(QPen(QColor(colour), 1, style))
                    painter.drawRect(self._rect(box))
        if self._part in layout.boxes:
            rect = self._rect(layout.boxes[self._part])
            dark = QColor("#B81D2C" if self._refused else "#1B5CBE")
            for ink, wide in ((QColor("#FFFFFF"), 4), (dark, 2)):
                painter.setPen(QPen(ink, wide))
                painter.drawRect(rect)
            painter.setPen(QPen(QColor("#FFFFFF"), 1))
            painter.setBrush(dark)
            for edges in _HANDLES:
                painter.drawRect(self._handle(rect, edges))
            self._paint_name(painter, rect)

    def _paint_name(self, painter: QPainter, rect: QRectF) -> None:
        """The picked part's name on a tag above it, or where there is room."""
        theme, text = self._look.theme, self._look.words._(PARTS[self._part])
        painter.setFont(theme.font(13, bold=True))
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(text) + theme.px(12), metrics.height() + theme.px(4)
        left = min(max(rect.left(), 2.0), max(self.width() - wide - 2.0, 2.0))
        above = rect.top() - high - theme.px(_HANDLE) / 2
        tag = QRectF(left, above if above >= 2 else rect.bottom() + theme.px(_HANDLE) / 2, wide, high)
        tag.moveBottom(min(tag.bottom(), self.height() - 2.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)

    def _handle(self, rect: QRectF, edges: Edges) -> QRectF:
        side = min(float(self._look.theme.px(_HANDLE)), rect.width() / 3, rect.height() / 3)
        middle = rect.center()
        x = middle.x() + edges.across * rect.width() / 2
        y = middle.y() + edges.down * rect.height() / 2
        return QRectF(x - side / 2, y - side / 2, side, side)

    def _edges_at(self, point: QPointF) -> Edges | None:
        """Which handle of the picked part is there."""
        if self._layout is None or self._part not in self._layout.boxes:
            return None
        rect, more = self._rect(self._layout.boxes[self._part]), (self._look.theme.px(_GRIP) - _HANDLE) / 2
        grips = ((edges, self._handle(rect, edges).adjusted(-more, -more, more, more)) for edges in _HANDLES)
        return next((edges for edges, grip in grips if grip.contains(point)), None)

    def _show_cursor(self, point: QPointF) -> None:
        edges = self._edges_at(point)
        if edges is None:
            self.setCursor(Qt.CursorShape.SizeAllCursor if self.part_at(point) else Qt.CursorShape.ArrowCursor)
        elif edges.across and edges.down:
            falls = edges.across == edges.down
            self.setCursor(Qt.CursorShape.SizeFDiagCursor if falls else Qt.CursorShape.SizeBDiagCursor)
        else:
            self.setCursor(Qt.CursorShape.SizeHorCursor if edges.across else Qt.CursorShape.SizeVerCursor)

    def _pick_next(self, step: int) -> None:
        keys = [key for key in PARTS if self._layout and key in self._layout.boxes]
        if keys:
            at = keys.index(self._part) if self._part in keys else -step
            self.picked.emit(keys[(at + step) % len(keys)])

    def _scale(self) -> float:
        """Pixels a millimetre."""
        return self.dpi / 25.4 / self.devicePixelRatioF()

    def _badge(self) -> QRectF:
        wide, high = self._layout.size if self._layout else (0, 0)
        scale = self._scale()
        left = (self.width() - wide * scale) / 2
        return QRectF(round(left), self._look.theme.px(_MARGIN), wide * scale, high * scale)

    def _rect(self, box: Box) -> QRectF:
        badge, scale = self._badge(), self._scale()
        return QRectF(
            badge.left() + box.left * scale, badge.top() + box.top * scale, box.width * scale, box.height * scale
        )


def stretched(box: Box, right: float, down: float, edges: Edges, least: float) -> Box:
    """``box`` with the edges that the mouse has so many millimetres further, never smaller than ``least``."""
    left, width = box.left, box.width
    if edges.across < 0:
        right = min(right, width - least)
        left, width = left + right, width - right
    elif edges.across > 0:
        width = max(width + right, least)
    top, height = box.top, box.height
    if edges.down < 0:
        down = min(down, height - least)
        top, height = top + down, height - down
    elif edges.down > 0:
        height = max(height + down, least)
    return replace(box, left=left, top=top, width=width, height=height)


def _snapped(length: float) -> float:
    return round(length / _STEP) * _STEP
