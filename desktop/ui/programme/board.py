"""The board: a day's items by hall and time, to be moved, stretched and copied by mouse and keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from desktop.services.programme import HallRow, ItemRow
from desktop.ui.look import Look
from desktop.ui.programme.board_grid import AXIS, HEAD, Grid
from desktop.ui.programme.board_paint import BoardPainter
from desktop.ui.programme.board_plan import Block, BoardPlan, Drop, plan_board
from desktop.ui.sight import scroll_to
from desktop.ui.stage_words import Seen, said_of_people, span

_EDGE, _SCROLL_MS, _FASTEST = 7, 30, 24
_STEP, _FINE = timedelta(minutes=5), timedelta(minutes=1)
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(slots=True)
class _Drag:
    """What the mouse has: where on the board it was pressed, where it is, and whether it stretches the item."""

    item: UUID
    begun: QPointF
    point: QPointF
    stretches: bool
    start: datetime
    column: int
    seconds: int
    moved: bool = False
    fine: bool = False


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

    def __init__(self, look: Look, seen: Seen) -> None:
        super().__init__()
        self._look, self._seen = look, seen
        self.plan: BoardPlan | None = None
        self.item: UUID | None = None
        self._zone = ZoneInfo("UTC")
        self._grid = Grid(look.theme)
        self._drag: _Drag | None = None
        self._scroller = QTimer(self, interval=_SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)
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
            room = QRectF(self.viewport().rect()).adjusted(self._px(AXIS), self._px(HEAD), 0, 0)
            scroll_to(self, self._grid.rect(block), room)
            self.setAccessibleDescription(self._described(block))
        self.viewport().update()

    def item_at(self, point: QPointF) -> UUID | None:
        """The item there, if any."""
        blocks = self.plan.blocks if self.plan is not None else ()
        return next((block.row.id for block in blocks if self._grid.rect(block).contains(point)), None)

    def rect_of(self, item: UUID) -> QRectF:
        """Where an item is in the viewport, in pixels."""
        block = self.plan.block(item) if self.plan is not None else None
        return self._grid.rect(block) if block is not None else QRectF()

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
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self._let_go()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and block is not None:
            self.opened.emit(block.row.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point, item = event.position(), self.item_at(event.position())
        block = self.plan.block(item) if self.plan is not None else None
        if event.button() is not Qt.MouseButton.LeftButton or item is None or block is None:
            return
        stretches = self._grid.rect(block).bottom() - point.y() <= self._px(_EDGE)
        self.choose(item)
        self.chosen.emit(item)
        row, begun = block.row, self._grid.on_board(point)
        self._drag = _Drag(item, begun, point, stretches, row.start, block.column, row.seconds)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._show_cursor(event.position())
            return
        self._drag.point = event.position()
        self._drag.fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._follow_mouse()
        if self._beyond() == (0, 0):
            self._scroller.stop()
        elif self._drag.moved and not self._scroller.isActive():
            self._scroller.start()

    def _follow_mouse(self) -> None:
        """Put what the mouse has where it is now, also while the board goes by below it."""
        drag = self._drag
        block = self.plan.block(drag.item) if self.plan is not None and drag is not None else None
        if drag is None or block is None:
            return
        way = self._grid.on_board(drag.point) - drag.begun
        drag.moved = drag.moved or way.manhattanLength() > self._px(4)
        step = _FINE if drag.fine else _STEP
        minutes = timedelta(minutes=way.y() / self._grid.minute)
        if drag.stretches:
            end = _snapped(block.row.end + minutes, step)
            drag.seconds = max(int(_FINE.total_seconds()), int((end - block.row.start).total_seconds()))
        else:
            drag.start = _snapped(block.row.start + minutes, step)
            drag.column = self._grid.column_at(drag.point.x())
        self.viewport().update()

    def _beyond(self) -> tuple[int, int]:
        """By how many pixels the mouse has left what is seen, to the right and down."""
        if self._drag is None:
            return 0, 0
        point, port = self._drag.point, self.viewport()
        right = max(0.0, point.x() - port.width()) + min(0.0, point.x() - self._px(AXIS))
        down = max(0.0, point.y() - port.height()) + min(0.0, point.y() - self._px(HEAD))
        return int(right), int(down)

    def _scroll_on(self) -> None:
        """The further outside the mouse is, the faster."""
        for bar, way in zip((self.horizontalScrollBar(), self.verticalScrollBar()), self._beyond(), strict=True):
            bar.setValue(bar.value() + max(-_FASTEST, min(_FASTEST, way)))
        self._follow_mouse()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag = self._let_go()
        block = self.plan.block(drag.item) if drag is not None and self.plan is not None else None
        if drag is None or self.plan is None or block is None or not drag.moved:
            return
        if drag.stretches:
            self._stretch(block, drag.seconds)
        elif (drag.start, drag.column) != (block.row.start, block.column):
            copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.moved.emit(drag.item, self.plan.drop(drag.item, drag.column, drag.start), copies)

    def _let_go(self) -> _Drag | None:
        drag, self._drag = self._drag, None
        self._scroller.stop()
        self.viewport().update()
        return drag

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        if item is not None:
            self._let_go()
            self.opened.emit(item)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        picture = BoardPainter(self._look, painter, self._grid, self._zone, QRectF(self.viewport().rect()), self._seen)
        if self.plan is not None:
            picture.plan(self.plan, self.plan.block(self.item))
            if self._drag is not None and self._drag.moved:
                picture.dragged(self._drag.column, self._drag.start, self._drag.seconds)
            picture.head(self.plan)
        if self.hasFocus():
            picture.focus()
        painter.end()

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

    def _described(self, block: Block) -> str:
        """What a screen reader says of an item: when, where, what; whom it overlaps."""
        _, row, plan = self._look.words._, block.row, self.plan
        hall = row.hall.said_in(_.language) if row.hall else _("Everywhere")
        others = plan.blocks if plan is not None else ()
        beside = [one.row for one in others if one.column == block.column and one.row.id != row.id]
        over = [one for one in beside if one.start < row.end and row.start < one.end and not (one.spare or row.spare)]
        clash = _("overlaps {items}", items=_(", ").join(one.title.said_in(_.language) for one in over)) if over else ""
        return _(", ").join(filter(None, (span(row, self._zone), hall, row.title.said_in(_.language), clash)))

    def _told(self, block: Block) -> str:
        _, row = self._look.words._, block.row
        return "\n".join(
            filter(
                None,
                (span(row, self._zone), row.title.said_in(_.language), said_of_people(_, row, self._seen), row.note),
            )
        )

    def _show_cursor(self, point: QPointF) -> None:
        block = self.plan.block(self.item_at(point)) if self.plan is not None else None
        edge = block is not None and self._grid.rect(block).bottom() - point.y() <= self._px(_EDGE)
        shape = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape if block is not None else Qt.CursorShape.ArrowCursor)

    def _measure(self) -> None:
        if self.plan is not None:
            whole, room = self._grid.measure(self.plan, self.viewport().size()), self.viewport().size()
            for bar, wanted, shown in (
                (self.verticalScrollBar(), whole.height(), room.height()),
                (self.horizontalScrollBar(), whole.width(), room.width()),
            ):
                bar.setRange(0, max(0, wanted - shown))
                bar.setPageStep(shown)
                bar.setSingleStep(self._px(40))
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        self._grid.across, self._grid.down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.viewport().update()

    def _px(self, length: float) -> int:
        return self._look.theme.px(length)


def _snapped(moment: datetime, step: timedelta) -> datetime:
    whole = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return whole + step * round((moment - whole) / step)
