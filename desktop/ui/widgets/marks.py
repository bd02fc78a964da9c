"""A state as a shape, so that colour is never needed to tell it: painted, at any size."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.domain.verdicts import Verdict
from desktop.ui.look import Look

_STATE = {Verdict.CANCELLED: "stopped", Verdict.REPLACED: "stopped", Verdict.UNKNOWN: "refused"}


def state_of(verdict: Verdict) -> str:
    """The state under which ``verdict`` is drawn and coloured."""
    return _STATE.get(verdict, verdict.value)


def paint_mark(painter: QPainter, area: QRectF, state: str, colour: QColor, ground: QColor) -> None:
    """Draw the shape of ``state`` in ``colour``, what is cut out of it in ``ground``.

    Admitted: a disc with a tick. Already in: a triangle with an exclamation mark. Elsewhere: a diamond with an
    arrow. Stopped: a square with a bar; replaced: one with two arrows. Refused: an octagon with a cross. Left: an
    arrow. VIP: a star. Dot (a category's colour): a plain disc. Anything else, such as a guest who is still expected:
    an empty ring.
    Below 20 px a shape stands without what is cut out; only the octagon, near to a disc there, keeps its cross.
    """
    side = min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center().x() - side / 2, area.center().y() - side / 2)
    painter.scale(side / 100, side / 100)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    if state in _POLYGONS:
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _POLYGONS[state]]))
    elif state in {"admitted", "dot"}:
        painter.drawEllipse(QRectF(2, 2, 96, 96))
    elif state in {"stopped", "replaced"}:
        painter.drawRoundedRect(QRectF(8, 8, 84, 84), 8, 8)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 12))
        painter.drawEllipse(QRectF(9, 9, 82, 82))
    if side >= 20 or state == "refused":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(
                ground,
                11 if side >= 20 else 15,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        for line in _CUTS.get(state, ()):
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
    painter.restore()


class StateMark(QWidget):
    """The shape of a state, ``size`` px high at 100 %. ``colour`` overrides the state's own."""

    def __init__(self, look: Look, state: str = "", size: int = 16, colour: str = "") -> None:
        super().__init__()
        self._look, self._state, self._colour = look, state, colour
        self._ground = "surface"
        look.theme.bind(self.setFixedSize, size, size)
        look.theme.changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_state(self, state: str, *, colour: str = "", ground: str = "surface") -> None:
        """Show ``state``; ``ground`` is the colour token of what lies behind."""
        self._state, self._colour, self._ground = state, colour, ground
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._look.theme
        token = self._colour or (self._state if self._state in _CUTS else "ink2")
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._state, colours.legible(token), colours.colour(self._ground))
        painter.end()

    def sizeHint(self) -> QSize:
        return self.minimumSize()


def _ring(points: int, radius: float, turn: float, inner: float = 0.0) -> list[tuple[float, float]]:
    """The corners of a regular figure around the middle; with ``inner`` a star."""
    count = points * 2 if inner else points
    return [
        (50 + r * cos(angle), 50 + r * sin(angle))
        for number in range(count)
        for r, angle in [(inner if inner and number % 2 else radius, turn + 2 * pi * number / count)]
    ]


_POLYGONS: dict[str, list[tuple[float, float]]] = {
    "already_in": [(50, 5), (99, 93), (1, 93)],
    "elsewhere": [(50, 1), (99, 50), (50, 99), (1, 50)],
    "left": [(4, 34), (48, 34), (48, 8), (98, 50), (48, 92), (48, 66), (4, 66)],
    "refused": _ring(8, 51, pi / 8),
    "vip": _ring(5, 52, -pi / 2, 24),
}
_CUTS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "admitted": (((27, 52), (44, 69), (74, 35)),),
    "already_in": (((50, 38), (50, 62)), ((50, 79), (50, 79.1))),
    "elsewhere": (((32, 50), (67, 50)), ((54, 36), (68, 50), (54, 64))),
    "stopped": (((28, 50), (72, 50)),),
    "replaced": (((28, 38), (72, 38)), ((61, 27), (72, 38)), ((72, 62), (28, 62)), ((39, 73), (28, 62))),
    "refused": (((33, 33), (67, 67)), ((67, 33), (33, 67))),
    "vip": (),
}
