"""The board: a day's items by hall and time, to be moved, stretched and copied by mouse and keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from desktop.domain.programme import Audience
from desktop.services.programme import HallRow, ItemRow
from desktop.ui.look import Look
from desktop.ui.programme.board_plan import HOUR, Block, BoardPlan, Drop, Gap, plan_board
from desktop.ui.stage_words import clock, length, said_of_people, span

_HEAD, _AXIS, _GUTTER, _EDGE = 40, 64, 6, 7
_LEAST_COLUMN, _EMPTY_COLUMN, _LEAST_BLOCK, _MOST_A_MINUTE, _LEAST_A_MINUTE = 168, 104, 30, 9.0, 1.2
_STEP, _FINE = timedelta(minutes=5), timedelta(minutes=1)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(slots=True)
class _Drag:
    """What the mouse has: where it was pressed, and whether it stretches the item."""

    item: UUID
    begun: QPointF
    stretches: bool
    start: datetime
    column: int
    seconds: int
    moved: bool = False


class Board(QAbstractScrollArea):
    """``chosen`` and ``opened`` carry an item's key; ``moved`` key, ``Drop`` and whether a copy is meant;
    ``stretched`` key and seconds.

    Arrows choose; with Alt they move the item by five minutes or to the next hall, with Alt and Shift up and down
    shorten and lengthen it. The mouse moves in steps of five minutes, with Shift of one; with Ctrl it copies.
    """

    chosen = Signal(object)
    opened = Signal(object)
    moved = Signal(object, object, bool)
    stretched = Signal(object, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.plan: BoardPlan | None = None
        self.item: UUID | None = None
        self._zone = ZoneInfo("UTC")
        self._minute = 2.0
        self._widths: list[float] = []
        self._drag: _Drag | None = None
        self.setProperty("role", "board")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        look.theme.changed.connect(self._measure)
        look.words.changed.connect(self.viewport().update)

    def show_items(self, rows: Sequence[ItemRow], halls: Sequence[HallRow], zone: ZoneInfo) -> None:
        """Show the items of one day by the clock of ``zone``."""
        self.plan, self._zone, self._drag = plan_board(rows, halls), zone, None
        if self.plan is None or self.plan.block(self.item) is None:
            self.item = None
        self._measure()

    def choose(self, item: UUID | None) -> None:
        """Mark an item and bring it into sight."""
        self.item = item
        block = self.plan.block(item) if self.plan is not None else None
        if block is not None:
            rect = self._rect(block)
            room = QRectF(self.viewport().rect()).adjusted(self._px(_AXIS), self._px(_HEAD), 0, 0)
            for bar, low, high, edge_low, edge_high in (
                (self.verticalScrollBar(), rect.top(), rect.bottom(), room.top(), room.bottom()),
                (self.horizontalScrollBar(), rect.left(), rect.right(), room.left(), room.right()),
            ):
                if low < edge_low:
                    bar.setValue(bar.value() - int(edge_low - low) - 8)
                elif high > edge_high:
                    bar.setValue(bar.value() + int(min(high - edge_high, low - edge_low)) + 8)
            _ = self._look.words._
            self.setAccessibleDescription(f"{span(block.row, self._zone)} {block.row.title.said_in(_.language)}")
        self.viewport().update()

    def item_at(self, point: QPointF) -> UUID | None:
        """The item there, if any."""
        blocks = self.plan.blocks if self.plan is not None else ()
        return next((block.row.id for block in blocks if self._rect(block).contains(point)), None)

    def rect_of(self, item: UUID) -> QRectF:
        """Where an item is in the viewport, in pixels."""
        block = self.plan.block(item) if self.plan is not None else None
        return self._rect(block) if block is not None else QRectF()

    def sizeHint(self) -> QSize:
        return QSize(self._px(480), self._px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            block = self.plan.block(self.item_at(QPointF(event.pos()))) if self.plan is not None else None
            QToolTip.showText(event.globalPos(), self._told(block) if block is not None else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        block = self.plan.block(self.item) if self.plan is not None else None
        if key in _ARROWS and self.plan is not None and not held:
            self.choose(self.plan.beside(self.item, *_ARROWS[key]))
            self.chosen.emit(self.item)
        elif key in _ARROWS and block is not None and held == alt:
            self._nudge(block, *_ARROWS[key])
        elif key in _ARROWS and block is not None and held == alt | shift and _ARROWS[key][1]:
            self._stretch(block, block.row.seconds + _ARROWS[key][1] * int(_STEP.total_seconds()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and block is not None:
            self.opened.emit(block.row.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or item is None or self.plan is None:
            return
        block = self.plan.block(item)
        if block is None:
            return
        self.choose(item)
        self.chosen.emit(item)
        stretches = self._rect(block).bottom() - event.position().y() <= self._px(_EDGE)
        self._drag = _Drag(item, event.position(), stretches, block.row.start, block.column, block.row.seconds)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or self.plan is None:
            self._show_cursor(event.position())
            return
        block = self.plan.block(self._drag.item)
        if block is None:
            return
        way = event.position() - self._drag.begun
        self._drag.moved = self._drag.moved or way.manhattanLength() > self._px(4)
        step = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        minutes = timedelta(minutes=way.y() / self._minute)
        if self._drag.stretches:
            end = _snapped(block.row.end + minutes, step)
            self._drag.seconds = max(int(_FINE.total_seconds()), int((end - block.row.start).total_seconds()))
        else:
            self._drag.start = _snapped(block.row.start + minutes, step)
            self._drag.column = self._column_at(event.position().x())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self.viewport().update()
        block = self.plan.block(drag.item) if drag is not None and self.plan is not None else None
        if drag is None or self.plan is None or block is None or not drag.moved:
            return
        if drag.stretches:
            self._stretch(block, drag.seconds)
        elif (drag.start, drag.column) != (block.row.start, block.column):
            copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.moved.emit(drag.item, self.plan.drop(drag.item, drag.column, drag.start), copies)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        if item is not None:
            self._drag = None
            self.opened.emit(item)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        painter.fillRect(self.viewport().rect(), theme.colour("surface"))
        if self.plan is not None:
            self._paint_hours(painter, self.plan)
            for gap in self.plan.gaps:
                self._paint_gap(painter, gap)
            for block in self.plan.blocks:
                self._paint_block(painter, block, self._rect(block))
            self._paint_dragged(painter)
            self._paint_head(painter, self.plan)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _paint_hours(self, painter: QPainter, plan: BoardPlan) -> None:
        theme, left = self._look.theme, self._px(_AXIS)
        painter.setFont(theme.font(13))
        half, quarter = HOUR / 2, HOUR / 4
        step = quarter if self._minute >= 4 else half
        moment = plan.begin
        while moment <= plan.end:
            y = self._y(moment)
            full = moment.minute == 0
            painter.setPen(theme.colour("edge" if full else "line"))
            painter.drawLine(QPointF(left, y), QPointF(self.viewport().width(), y))
            painter.setPen(theme.colour("ink" if full else "ink2"))
            painter.drawText(QRectF(8, y, left - 12, self._px(20)), _LEFT, clock(moment, self._zone))
            moment += step

    def _paint_head(self, painter: QPainter, plan: BoardPlan) -> None:
        theme, _ = self._look.theme, self._look.words._
        high = self._px(_HEAD)
        painter.fillRect(QRectF(0, 0, self.viewport().width(), high), theme.colour("surface"))
        painter.setPen(theme.colour("edge"))
        painter.drawLine(QPointF(0, high), QPointF(self.viewport().width(), high))
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.colour("ink"))
        painter.save()
        painter.setClipRect(QRectF(self._px(_AXIS), 0, self.viewport().width(), high))
        for number, hall in enumerate(plan.columns):
            name = hall.name.said_in(_.language) if hall is not None else _("Everywhere")
            area = QRectF(self._x(number) + self._px(_GUTTER), 0, self._widths[number] - 2 * self._px(_GUTTER), high)
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, _LEFT, shown)
        painter.restore()

    def _paint_gap(self, painter: QPainter, gap: Gap) -> None:
        theme = self._look.theme
        high = abs(gap.seconds) / 60 * self._minute
        area = QRectF(self._x(gap.column), self._y(gap.start), self._widths[gap.column], high)
        painter.setFont(theme.font(11))
        if gap.seconds < 0:
            edge = QRectF(area.right() - self._px(_GUTTER), area.top(), self._px(4), area.height())
            painter.fillRect(edge, theme.colour("refused"))
        elif high >= self._px(14):
            painter.setPen(theme.colour("ink2"))
            told = self._look.words._("{length} free", length=length(self._look.words._, gap.seconds))
            painter.drawText(area.adjusted(self._px(12), 0, 0, 0), _LEFT, told)

    def _paint_block(self, painter: QPainter, block: Block, rect: QRectF) -> None:
        theme, row = self._look.theme, block.row
        chosen = row.id == self.item
        ground = theme.colour("accent_soft" if chosen else "sunken" if row.audience is Audience.CREW else "hover")
        style = Qt.PenStyle.DashLine if row.spare else Qt.PenStyle.SolidLine
        painter.setBrush(ground)
        painter.setPen(QPen(theme.colour("accent" if chosen else "edge"), 2 if chosen else 1, style))
        painter.drawRoundedRect(rect, 6, 6)
        # A thick edge can't be moved: the start, the end, or both.
        for fixed, y in ((row.fixed_start, rect.top()), (row.fixed_end, rect.bottom() - 4)):
            if fixed:
                painter.fillRect(QRectF(rect.left() + 4, y, rect.width() - 8, 4), theme.colour("ink"))
        self._paint_words(painter, row, rect.adjusted(self._px(8), self._px(3), -self._px(6), -self._px(2)))

    def _paint_words(self, painter: QPainter, row: ItemRow, area: QRectF) -> None:
        theme, _ = self._look.theme, self._look.words._
        title, when = row.title.said_in(_.language), span(row, self._zone)
        small, bold = theme.font(11), theme.font(13, bold=True)
        painter.save()
        painter.setClipRect(area)
        line, thick = QFontMetrics(small).height(), QFontMetrics(bold).height()
        title_area = area
        if area.height() < line + thick:
            painter.setFont(small)
            painter.setPen(theme.colour("ink2"))
            painter.drawText(area, _LEFT, when)
            title_area = area.adjusted(painter.fontMetrics().horizontalAdvance(when) + self._px(8), 0, 0, 0)
        else:
            painter.setFont(small)
            painter.setPen(theme.colour("ink2"))
            painter.drawText(area, _WRAPPED, when)
            title_area = area.adjusted(0, line, 0, 0)
        painter.setFont(bold)
        painter.setPen(theme.colour("ink"))
        used = painter.boundingRect(title_area, _WRAPPED, title)
        if used.height() > title_area.height():
            # What doesn't fit in whole lines is one line with its end left out.
            first = QRectF(title_area.left(), title_area.top(), title_area.width(), min(title_area.height(), thick))
            title = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, max(0, int(first.width())))
            painter.drawText(first, _LEFT, title)
        else:
            painter.drawText(title_area, _WRAPPED, title)
            self._paint_people(painter, row, title_area.adjusted(0, used.height() + 2, 0, 0))
        painter.restore()

    def _paint_people(self, painter: QPainter, row: ItemRow, area: QRectF) -> None:
        painter.setFont(self._look.theme.font(11))
        lines = int(area.height() // painter.fontMetrics().height())
        if lines:
            painter.setPen(self._look.theme.colour("ink2"))
            whole = QRectF(area.left(), area.top(), area.width(), lines * painter.fontMetrics().height())
            painter.setClipRect(whole)
            painter.drawText(whole, _WRAPPED, said_of_people(self._look.words._, row))

    def _paint_dragged(self, painter: QPainter) -> None:
        drag, theme = self._drag, self._look.theme
        if drag is None or not drag.moved:
            return
        high = drag.seconds / 60 * self._minute
        rect = QRectF(self._x(drag.column), self._y(drag.start), self._widths[drag.column], high)
        rect = rect.adjusted(self._px(_GUTTER), 1, -self._px(_GUTTER), -1)
        ground = QColor(theme.colour("accent"))
        ground.setAlphaF(0.25)
        painter.setBrush(ground)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.colour("ink"))
        end = drag.start + timedelta(seconds=drag.seconds)
        painter.drawText(
            rect.adjusted(self._px(8), self._px(2), 0, 0),
            _WRAPPED,
            f"{clock(drag.start, self._zone)}–{clock(end, self._zone)}",
        )

    def _nudge(self, block: Block, right: int, down: int) -> None:
        if self.plan is None:
            return
        column = min(max(block.column + right, 0), len(self.plan.columns) - 1)
        start = block.row.start + down * _STEP
        if (column, start) == (block.column, block.row.start):
            return
        hall = self.plan.columns[column]
        follows = right and block.row.starts_at is None
        drop = self.plan.drop(block.row.id, column, start) if follows else None
        self.moved.emit(block.row.id, drop or Drop(hall.id if hall is not None else None, None, start), False)

    def _stretch(self, block: Block, seconds: int) -> None:
        if seconds != block.row.seconds and seconds > 0:
            self.stretched.emit(block.row.id, seconds)

    def _told(self, block: Block) -> str:
        _, row = self._look.words._, block.row
        return "\n".join(
            filter(None, (span(row, self._zone), row.title.said_in(_.language), said_of_people(_, row), row.note))
        )

    def _show_cursor(self, point: QPointF) -> None:
        block = self.plan.block(self.item_at(point)) if self.plan is not None else None
        edge = block is not None and self._rect(block).bottom() - point.y() <= self._px(_EDGE)
        shape = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape if block is not None else Qt.CursorShape.ArrowCursor)

    def _measure(self) -> None:
        """How long a minute is: the shortest item has room for a line, unless that would make the board endless."""
        plan = self.plan
        self._widths = self._share()
        if plan is not None:
            shortest = min(block.row.seconds for block in plan.blocks) / 60
            minutes = (plan.end - plan.begin).total_seconds() / 60
            fits = (self.viewport().height() - self._px(_HEAD)) / max(minutes, 1)
            wanted = self._px(_LEAST_BLOCK) / max(shortest, 1)
            self._minute = max(fits, min(wanted, self._px(_MOST_A_MINUTE)), self._px(_LEAST_A_MINUTE))
            high = int(minutes * self._minute) + self._px(_HEAD) + self._px(24)
            wide = int(sum(self._widths)) + self._px(_AXIS)
            for bar, whole, shown in (
                (self.verticalScrollBar(), high, self.viewport().height()),
                (self.horizontalScrollBar(), wide, self.viewport().width()),
            ):
                bar.setRange(0, max(0, whole - shown))
                bar.setPageStep(shown)
                bar.setSingleStep(self._px(40))
        self.viewport().update()

    def _share(self) -> list[float]:
        """How wide the columns are: those of halls where nothing happens are narrow."""
        if self.plan is None:
            return []
        used = {block.column for block in self.plan.blocks}
        narrow = self._px(_EMPTY_COLUMN)
        rest = self.viewport().width() - self._px(_AXIS) - narrow * (len(self.plan.columns) - len(used))
        wide = max(float(self._px(_LEAST_COLUMN)), rest / max(len(used), 1))
        return [wide if number in used else narrow for number in range(len(self.plan.columns))]

    def _column_at(self, x: float) -> int:
        right = self._px(_AXIS) - self.horizontalScrollBar().value()
        for number, wide in enumerate(self._widths):
            right += int(wide)
            if x < right:
                return number
        return len(self._widths) - 1

    def _x(self, column: int) -> float:
        return self._px(_AXIS) + sum(self._widths[:column]) - self.horizontalScrollBar().value()

    def _y(self, moment: datetime) -> float:
        begin = self.plan.begin if self.plan is not None else moment
        minutes = (moment - begin).total_seconds() / 60
        return self._px(_HEAD) + minutes * self._minute - self.verticalScrollBar().value()

    def _rect(self, block: Block) -> QRectF:
        gutter = self._px(_GUTTER)
        wide = (self._widths[block.column] - 2 * gutter) / block.lanes
        high = block.row.seconds / 60 * self._minute
        left = self._x(block.column) + gutter + block.lane * wide
        return QRectF(left, self._y(block.row.start) + 1, wide - (2 if block.lanes > 1 else 0), max(high - 2, 12))

    def _px(self, length: float) -> int:
        return self._look.theme.px(length)


def _snapped(moment: datetime, step: timedelta) -> datetime:
    whole = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return whole + step * round((moment - whole) / step)
