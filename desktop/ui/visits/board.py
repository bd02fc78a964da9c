"""The board of a visit: time across, groups and vehicles down; stops and legs are moved and stretched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from desktop.domain.visit_board import (
    STEP,
    Block,
    Judged,
    Key,
    VisitBoard,
    What,
    judge,
    moved,
    same_act,
    snapped,
    stretched,
)
from desktop.services.conflicts import ConflictRow
from desktop.ui.look import Look
from desktop.ui.sight import scroll_to
from desktop.ui.stage_words import clock
from desktop.ui.visits.board_grid import AXIS, HEAD, Grid
from desktop.ui.visits.board_paint import BoardPainter
from desktop.ui.visits.board_words import described

_EDGE, _SCROLL_MS, _FASTEST = 8, 30, 24
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_About = Mapping[Key, tuple[ConflictRow, ...]]


@dataclass(slots=True)
class _Drag:
    """What the mouse has: where on the board it was pressed, where it is, and whether it stretches the block."""

    block: Block
    begun: QPointF
    point: QPointF
    stretches: bool
    moved: bool = False
    together: bool = False


class Board(QAbstractScrollArea):
    """``chosen`` and ``opened`` carry a block's key; ``put`` key, start, end and whether all groups there move.

    ``left_out`` and ``pinned`` carry the key of the block that is to be taken off, or pinned or let go; ``row_opened``
    that of a group or vehicle, whose name was pressed, or of whose block Shift and Enter were. ``measured`` carries
    how high all of it is.
    Tab goes from block to block, up and down to the next row. Left and right move a block by five minutes, with Shift
    they stretch it; with Ctrl all groups that are there at the time come along, with the mouse, too.
    """

    chosen = Signal(object)
    opened = Signal(object)
    put = Signal(object, object, object, bool)
    left_out = Signal(object)
    pinned = Signal(object)
    row_opened = Signal(object)
    measured = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.board: VisitBoard | None = None
        self.seen: VisitBoard | None = None
        self.judged = Judged()
        self.key: Key | None = None
        self._about: _About = {}
        self._zone = ZoneInfo("UTC")
        self._now: datetime | None = None
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
        look.words.changed.connect(self._tell)

    def show_board(self, board: VisitBoard | None, about: _About, zone: ZoneInfo) -> None:
        """Show a visit by the clock of ``zone``, with the conflicts that blocks are in."""
        self.board, self._about, self._zone, self._drag = board, about, zone, None
        self._see(board)
        if board is None or board.block(self.key) is None:
            self.key = None
        self._measure()
        self._tell()

    def show_now(self, now: datetime | None) -> None:
        """Put the line of now there; none on another day."""
        self._now = now
        self.viewport().update()

    def choose(self, key: Key | None) -> None:
        """Mark a block and bring it into sight."""
        self.key = key
        block = self.seen.block(key) if self.seen is not None else None
        if block is not None:
            room = QRectF(self.viewport().rect()).adjusted(self._px(AXIS), self._px(HEAD), 0, 0)
            scroll_to(self, self._grid.rect(block), room)
        self._tell()

    def rect_of(self, key: Key) -> QRectF:
        """Where a block is in the viewport, in pixels."""
        block = self.seen.block(key) if self.seen is not None else None
        return self._grid.rect(block) if block is not None else QRectF()

    @property
    def minute(self) -> float:
        """How many pixels a minute is wide."""
        return self._grid.minute

    def sizeHint(self) -> QSize:
        return QSize(self._px(480), int(self._grid.bottom) + self._px(24) if self.board is not None else self._px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.seen is not None:
            block = self.seen.block(self._grid.at(self.seen, QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), "\n".join(self._hints(block)) if block is not None else "", self)
            return True
        return super().viewportEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        order = self._order()
        place = order.index(self.key) + (1 if forward else -1) if self.key in order else (0 if forward else -1)
        if self.hasFocus() and order and 0 <= place < len(order):
            self.choose(order[place])
            self.chosen.emit(self.key)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        block = self.board.block(self.key) if self.board is not None else None
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._let_go()
        elif self.board is None or (block is None and key not in _UPRIGHT | _SIDEWAYS):
            super().keyPressEvent(event)
        elif key in _UPRIGHT or block is None:
            self._go(_UPRIGHT.get(key, 1))
        elif key in _SIDEWAYS:
            together = bool(held & Qt.KeyboardModifier.ControlModifier)
            by = _SIDEWAYS[key] * STEP
            if held & Qt.KeyboardModifier.ShiftModifier:
                self._put(stretched(self.board, block.key, block.end + by, together=together), block, together)
            else:
                self._put(moved(self.board, block.key, block.start + by, together=together), block, together)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held & Qt.KeyboardModifier.ShiftModifier:
            self.row_opened.emit(block.key.row)
        elif not self._acted(key, block):
            super().keyPressEvent(event)

    def _acted(self, key: Qt.Key, block: Block) -> bool:
        """Whether ``key`` does something to a block besides moving it."""
        signals = {
            Qt.Key.Key_Return: self.opened, Qt.Key.Key_Enter: self.opened, Qt.Key.Key_Delete: self.left_out,
            Qt.Key.Key_P: self.pinned,
        }  # fmt: skip
        if key in signals:
            signals[key].emit(block.key)
        return key in signals

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._grid.at(self.board, event.position()) if self.board is not None else None
        block = self.board.block(key) if self.board is not None else None
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.position().x() < self._px(AXIS) and self.board is not None:
            row = self._grid.row_at(self.board, event.position())
            if row is not None:
                self.row_opened.emit(row)
            return
        if block is None:
            return
        # What is pressed stays below the mouse: nothing scrolls now.
        self.key, point = key, event.position()
        self._drag = _Drag(block, self._grid.on_board(point), point, self._at_end(block, point))
        self._tell()
        self.chosen.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._show_cursor(event.position())
            return
        self._drag.point = event.position()
        self._drag.together = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._follow_mouse()
        if self._beyond() == 0:
            self._scroller.stop()
        elif self._drag.moved and not self._scroller.isActive():
            self._scroller.start()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        preview, drag = self.seen, self._let_go()
        if drag is not None and drag.moved and preview is not None:
            self._put(preview, drag.block, drag.together)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._grid.at(self.board, event.position()) if self.board is not None else None
        if key is not None:
            self._let_go()
            self.opened.emit(key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = QRectF(self.viewport().rect())
        if self.seen is not None:
            # What was found of the plan as it stood says nothing while a block is elsewhere.
            about = self._about if self.seen is self.board else {}
            picture = BoardPainter(self._look, painter, self._grid, self.seen, self.judged, about, self._zone, area)
            held = self._drag.block.key if self._drag is not None and self._drag.moved else None
            picture.rows(self.key)
            picture.head()
            if self._now is not None:
                picture.now(self._now)
            if held is not None and (block := self.seen.block(held)) is not None:
                picture.told(block, f"{clock(block.start, self._zone)}–{clock(block.end, self._zone)}")
            if self.hasFocus():
                picture.focus()
        painter.end()

    def _follow_mouse(self) -> None:
        """Show the plan with the block where the mouse has it, and what can't be then."""
        drag, board = self._drag, self.board
        if drag is None or board is None:
            return
        way = self._grid.on_board(drag.point) - drag.begun
        drag.moved = drag.moved or abs(way.x()) > self._px(4)
        if not drag.moved:
            return
        by, block = self._grid.minutes(way.x()), drag.block
        if drag.stretches:
            end = snapped(block.end + by, self._zone)
            self._see(stretched(board, block.key, end, together=drag.together))
        else:
            # A leg is known by when it leaves, not by when people gather for it.
            known = block.leaves or block.start
            start = snapped(known + by, self._zone) - (known - block.start)
            self._see(moved(board, block.key, start, together=drag.together))
        self.viewport().update()

    def _beyond(self) -> int:
        """By how many pixels the mouse has left what is seen, to the right."""
        if self._drag is None:
            return 0
        x = self._drag.point.x()
        return int(max(0.0, x - self.viewport().width()) + min(0.0, x - self._px(AXIS)))

    def _scroll_on(self) -> None:
        """The further outside the mouse is, the faster."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + max(-_FASTEST, min(_FASTEST, self._beyond())))
        self._follow_mouse()

    def _let_go(self) -> _Drag | None:
        drag, self._drag = self._drag, None
        self._scroller.stop()
        self._see(self.board)
        self.viewport().update()
        return drag

    def _put(self, wanted: VisitBoard, block: Block, together: bool) -> None:
        """Keep a plan, and show it until it was read again."""
        now = wanted.block(block.key)
        if now is None or now == block:
            return
        self.board, self._about = wanted, {}
        self._see(wanted)
        self.choose(block.key)
        self.put.emit(block, now.start, now.end, together)

    def _see(self, board: VisitBoard | None) -> None:
        self.seen = board
        self.judged = judge(board) if board is not None else Judged()

    def _go(self, down: int) -> None:
        """Choose in the next row the block that is nearest in time."""
        if self.board is None:
            return
        lanes = [lane for lane in self.board.lanes if lane.blocks]
        block = self.board.block(self.key)
        place = next((number for number, lane in enumerate(lanes) if self.key and lane.id == self.key.row), None)
        to = 0 if place is None else min(max(place + down, 0), len(lanes) - 1)
        if not lanes or to == place:
            return
        middle = block.start + (block.end - block.start) / 2 if block is not None else None
        found = min(
            lanes[to].blocks,
            key=lambda one: abs(one.start + (one.end - one.start) / 2 - middle) if middle else timedelta(),
        )
        self.choose(found.key)
        self.chosen.emit(self.key)

    def _order(self) -> list[Key | None]:
        """Blocks as Tab goes through them: row by row, by time."""
        lanes = self.board.lanes if self.board is not None else ()
        return [one.key for lane in lanes for one in sorted(lane.blocks, key=lambda one: one.start)]

    def _words(self, block: Block) -> list[str]:
        if self.seen is None:
            return []
        rows = self._about.get(block.key, ())
        return described(self._look.words._, self.seen, block, self.judged, rows, self._zone)

    def _hints(self, block: Block) -> list[str]:
        """What a tooltip says of a block, and who would come along."""
        lanes = self.seen.groups if self.seen is not None else ()
        along = sum(same_act(block, one, together=True) for lane in lanes for one in lane.blocks)
        _, stop = self._look.words._, block.what is What.STOP
        hint = _("With Ctrl all groups that are there then move along") if stop and along > 1 else ""
        return [*self._words(block), *filter(None, (hint,))]

    def _tell(self) -> None:
        """Say to a screen reader what is chosen."""
        block = self.seen.block(self.key) if self.seen is not None else None
        self.setAccessibleDescription(", ".join(self._words(block)) if block is not None else "")
        self.viewport().update()

    def _at_end(self, block: Block, point: QPointF) -> bool:
        rect = self._grid.rect(block)
        edge = min(self._px(_EDGE), rect.width() / 3)
        return rect.right() - point.x() <= edge

    def _show_cursor(self, point: QPointF) -> None:
        block = self.seen.block(self._grid.at(self.seen, point)) if self.seen is not None else None
        shape = Qt.CursorShape.ArrowCursor
        if block is not None:
            shape = Qt.CursorShape.SizeHorCursor if self._at_end(block, point) else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    def _measure(self) -> None:
        if self.board is not None:
            whole, room = self._grid.measure(self.board, self.viewport().size()), self.viewport().size()
            for bar, wanted, seen in (
                (self.verticalScrollBar(), whole.height(), room.height()),
                (self.horizontalScrollBar(), whole.width(), room.width()),
            ):
                bar.setRange(0, max(0, wanted - seen))
                bar.setPageStep(seen)
                bar.setSingleStep(self._px(40))
            self.measured.emit(whole.height() + self.horizontalScrollBar().sizeHint().height())
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        self._grid.across, self._grid.down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.viewport().update()

    def _px(self, length: float) -> int:
        return self._look.theme.px(length)
