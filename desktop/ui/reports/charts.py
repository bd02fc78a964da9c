"""Counts as pictures: how fast guests come, and how far each group has come. Painted; read out as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.arrival_curve import Step, plan
from desktop.ui.colours import mixed
from desktop.ui.look import Look
from desktop.ui.theme import Theme

ROW = 46
_AXIS, _SCALE, _TRACK = 26, 36, 8
_LEAST_MINUTE, _MINUTES = 3, (30, 360)
_LEFT_SHARE = 0.4
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Row:
    """A group: ``done`` of ``total``, ``left`` of them gone again; ``note`` says so.

    A ``total`` of 0 is measured against the longest row.
    """

    name: str
    done: int
    total: int
    colour: str = ""
    left: int = 0
    note: str = ""

    @property
    def counted(self) -> str:
        """How many of how many."""
        return f"{self.done} / {self.total}" if self.total else str(self.done)


def soft(theme: Theme, colour: str) -> QColor:
    """A weak form of a colour, for what stands behind it."""
    return QColor(mixed(theme.legible(colour).name(), theme.colour("surface").name(), _LEFT_SHARE))


def paint_curve(
    painter: QPainter, area: QRectF, theme: Theme, steps: Sequence[Step], zone: ZoneInfo, size: float = 1.0
) -> None:
    """Draw the minutes as bars and the rate as a line, ``size`` times as large as on a page."""
    font = theme.font(12 * size)
    painter.setFont(font)
    axis, scale = theme.px(_AXIS * size), theme.px(_SCALE * size)
    field = QRectF(area.x() + scale, area.y() + theme.px(8 * size), area.width() - scale, 0)
    field.setBottom(area.bottom() - axis)
    label = QFontMetrics(font).horizontalAdvance("00:00")
    drawn = plan(steps, zone, max(2, int(field.width() / (label * 1.8))))
    for level, text in drawn.levels:
        y = field.bottom() - level * field.height()
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(QRectF(area.x(), y - axis / 2, scale - theme.px(8 * size), axis), _RIGHT, text)
    for place, text in drawn.hours:
        middle = min(max(field.left() + place * field.width(), area.left() + label / 2), area.right() - label / 2)
        painter.drawText(QRectF(middle - label, field.bottom() + theme.px(4), 2 * label, axis), _MIDDLE, text)
    gap = min(theme.px(2 * size), field.width() / max(1, len(steps)) * 0.25)
    for left, wide, high in drawn.bars:
        tall = max(1.0, high * field.height())
        bar = QRectF(
            field.left() + left * field.width() + gap / 2, field.bottom() - tall, wide * field.width() - gap, tall
        )
        painter.fillRect(bar, soft(theme, "accent"))
    painter.fillRect(QRectF(field.left(), field.bottom(), field.width(), 1), theme.colour("edge"))
    points = [QPointF(field.left() + x * field.width(), field.bottom() - y * field.height()) for x, y in drawn.line]
    painter.setPen(QPen(theme.colour("accent"), max(2.0, theme.px(2.5 * size)), j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF(points))


def paint_row(painter: QPainter, area: QRectF, theme: Theme, row: Row, longest: int, size: float = 1.0) -> None:
    """Draw a group's line: its name and counts over a track that fills; who left again is a lighter part of it."""
    _paint_words(painter, row, area, theme, size)
    high = theme.px(_TRACK * size)
    track = QRectF(area.x(), area.bottom() - high - theme.px(10 * size), area.width(), high)
    whole = max(1, row.total or longest)
    painter.setPen(Qt.PenStyle.NoPen)
    for count, colour in (
        (whole, theme.colour("line")),
        (row.done, soft(theme, row.colour or "accent")),
        (row.done - row.left, theme.legible(row.colour or "accent")),
    ):
        if count > 0:
            painter.setBrush(colour)
            wide = max(high, track.width() * min(1.0, count / whole))
            painter.drawRoundedRect(QRectF(track.x(), track.y(), wide, high), high / 2, high / 2)


def _paint_words(painter: QPainter, row: Row, area: QRectF, theme: Theme, size: float) -> None:
    plain, bold, small = theme.font(16 * size), theme.font(16 * size, bold=True), theme.font(13 * size)
    line = area.adjusted(0, 0, 0, -theme.px((_TRACK + 12) * size))
    of = f" / {row.total}" if row.total else ""
    end = line.right()
    for text, font, colour, gap in (
        (of, plain, "ink2", 0),
        (str(row.done), bold, "ink", 16),
        (row.note, small, "ink2", 16),
    ):
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        painter.drawText(QRectF(line.x(), line.y(), end - line.x(), line.height()), _RIGHT, text)
        end -= QFontMetrics(font).horizontalAdvance(text) + (theme.px(gap * size) if text else 0)
    painter.setFont(plain)
    painter.setPen(theme.colour("ink"))
    name = QFontMetrics(plain).elidedText(row.name, Qt.TextElideMode.ElideRight, max(0, int(end - line.x())))
    painter.drawText(line, _LEFT, name)


class Curve(QWidget):
    """How many came in each minute, and the rate; ``room`` says how many minutes can be told apart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.steps: tuple[Step, ...] = ()
        self._zone = ZoneInfo("UTC")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.theme.changed.connect(self.update)

    @property
    def room(self) -> int:
        """How many minutes can stand side by side."""
        least, most = _MINUTES
        return max(least, min(most, self.width() // self._look.theme.px(_LEAST_MINUTE)))

    def show_steps(self, steps: Sequence[Step], zone: ZoneInfo) -> None:
        """Show these minutes by the clock of ``zone``."""
        self.steps, self._zone = tuple(steps), zone
        came = (f"{step.at.astimezone(zone):%H:%M}: {step.came}" for step in self.steps if step.came)
        self.setAccessibleDescription(", ".join(came))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(240), self._look.theme.px(120))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.steps:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_curve(painter, QRectF(self.rect()), self._look.theme, self.steps, self._zone)
            painter.end()


class Rows(QWidget):
    """One line a group: name, how many of how many, and a track that fills."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.rows: tuple[Row, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self._again)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.rows = tuple(rows)
        said = (", ".join(filter(None, (f"{row.name}: {row.counted}", row.note))) for row in self.rows)
        self.setAccessibleDescription("; ".join(said))
        self._again()

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(240), self._look.theme.px(ROW) * max(1, len(self.rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(160), self.sizeHint().height())

    def _again(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max((row.done for row in self.rows), default=0)
        high = theme.px(ROW)
        first, last = event.rect().top() // high, event.rect().bottom() // high + 1
        for number, row in enumerate(self.rows[first:last], first):
            paint_row(painter, QRectF(0, number * high, self.width(), high), theme, row, longest)
        painter.end()
