"""Counts as pictures: bars over time, and how far each group has come. Painted; read out as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.look import Look

_BAR, _ROW, _AXIS, _TRACK = 32, 46, 26, 8


@dataclass(frozen=True, slots=True)
class Column:
    """One bar: what stands under it, how high it is, and whether it is still growing."""

    label: str
    count: int
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A group: ``done`` of ``total``; a ``total`` of 0 is measured against the longest row."""

    name: str
    done: int
    total: int
    colour: str = ""


class Bars(QWidget):
    """As many bars as have room; ``room`` says how many that is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.columns: tuple[Column, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.theme.changed.connect(self.update)

    @property
    def room(self) -> int:
        """How many bars can stand side by side, each with its time under it."""
        return max(4, min(36, self.width() // self._look.theme.px(_BAR)))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these."""
        self.columns = tuple(columns)
        self.setAccessibleDescription(", ".join(f"{column.label}: {column.count}" for column in self.columns))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(240), self._look.theme.px(120))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.columns:
            return
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / max(len(self.columns), 12)
        font = theme.font(12)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        floor, head = self.height() - theme.px(_AXIS), metrics.height() + theme.px(4)
        high = max(1, *(column.count for column in self.columns))
        every = max(1, -(-int(metrics.horizontalAdvance("00:00 ")) // max(1, int(step))))
        painter.fillRect(QRectF(0, floor, self.width(), 1), theme.colour("line"))
        for number, column in enumerate(self.columns):
            area = QRectF(number * step, 0, step, floor)
            if column.count:
                tall = max(theme.px(4), (floor - head) * column.count / high)
                self._paint_bar(painter, column, QRectF(area.x() + step * 0.18, floor - tall, step * 0.64, tall))
                painter.setPen(theme.colour("ink"))
                above = QRectF(area.x() - step, floor - tall - head, 3 * step, head)
                painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), str(column.count))
            if (len(self.columns) - 1 - number) % every == 0:
                painter.setPen(theme.colour("ink2"))
                below = QRectF(area.x() - step, floor + theme.px(4), 3 * step, theme.px(_AXIS - 4))
                painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), column.label)
        painter.end()

    def _paint_bar(self, painter: QPainter, column: Column, area: QRectF) -> None:
        theme = self._look.theme
        radius = min(theme.px(5), area.width() / 3)
        painter.setPen(theme.colour("accent") if column.growing else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft" if column.growing else "accent"))
        painter.drawRoundedRect(area, radius, radius)


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
        self.setAccessibleDescription(", ".join(f"{row.name}: {_counted(row)}" for row in self.rows))
        self._again()

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(240), self._look.theme.px(_ROW) * max(1, len(self.rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(160), self.sizeHint().height())

    def _again(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max((row.done for row in self.rows), default=0)
        for number, row in enumerate(self.rows):
            area = QRectF(0, number * theme.px(_ROW), self.width(), theme.px(_ROW))
            self._paint_words(painter, row, area)
            track = QRectF(0, area.bottom() - theme.px(_TRACK + 10), area.width(), theme.px(_TRACK))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
            share = min(1.0, row.done / max(1, row.total or longest))
            if row.done:
                track.setWidth(max(track.height(), track.width() * share))
                painter.setBrush(theme.legible(row.colour or "accent"))
                painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.end()

    def _paint_words(self, painter: QPainter, row: Row, area: QRectF) -> None:
        theme = self._look.theme
        plain, bold = theme.font(16), theme.font(16, bold=True)
        line = area.adjusted(0, 0, 0, -theme.px(_TRACK + 12))
        of = f" / {row.total}" if row.total else ""
        right = QFontMetrics(plain).horizontalAdvance(of)
        left = QFontMetrics(bold).horizontalAdvance(str(row.done))
        flags, end = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), line.right()
        painter.setFont(plain)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(line, flags, of)
        painter.setFont(bold)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRectF(line.x(), line.y(), line.width() - right, line.height()), flags, str(row.done))
        room = int(end - right - left - theme.px(16))
        name = QFontMetrics(plain).elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(plain)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)


def _counted(row: Row) -> str:
    return f"{row.done} / {row.total}" if row.total else str(row.done)
