"""Where things stand on a visit's board, in pixels of what is seen of it."""

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize

from desktop.domain.visit_board import Block, Key, Lane, VisitBoard, What
from desktop.ui.theme import Theme

HEAD, AXIS, NARROW, BETWEEN = 36, 128, 40, 34
_ROW, _LOW_ROW, _FEW = 86, 64, 6
"""Where there are more than a few groups, their rows are lower."""
_LEAST_HOUR, _MOST_HOUR, _INSET, _END = 78, 240, 9, 16


class Grid:
    """``measure`` fits a board into the room there is; ``across`` and ``down`` are how far it is scrolled."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._begin: datetime | None = None
        self._tops: dict[object, tuple[float, float]] = {}
        self.across = self.down = 0
        self.minute = 1.5
        self.between = 0.0
        self.bottom = 0.0

    def measure(self, board: VisitBoard, room: QSize) -> QSize:
        """Share the room; returns how large all of the board is."""
        span = board.span()
        self._begin = span[0] if span is not None else None
        minutes = (span[1] - span[0]).total_seconds() / 60 if span is not None else 60.0
        fits = (room.width() - self.px(AXIS) - self.px(_END)) / minutes
        self.minute = min(max(fits, self.px(_LEAST_HOUR) / 60), self.px(_MOST_HOUR) / 60)
        top = float(self.px(HEAD))
        self._tops = {}
        high = self.px(_ROW if len(board.groups) <= _FEW else _LOW_ROW)
        for lane in board.groups:
            self._tops[lane.id] = top, high
            top += high
        self.between = top
        if board.fleet:
            top += self.px(BETWEEN)
        for lane in board.fleet:
            self._tops[lane.id] = top, self.px(NARROW)
            top += self.px(NARROW)
        self.bottom = top
        return QSize(int(minutes * self.minute) + self.px(AXIS) + self.px(_END), int(top) + self.px(8))

    def x(self, moment: datetime) -> float:
        """Where a moment is."""
        begin = self._begin if self._begin is not None else moment
        return self.px(AXIS) + (moment - begin).total_seconds() / 60 * self.minute - self.across

    def row(self, lane: Lane) -> tuple[float, float]:
        """Where a row begins, and how high it is."""
        top, high = self._tops.get(lane.id, (0.0, 0.0))
        return top - self.down, high

    def rect(self, block: Block) -> QRectF:
        """Where a block is; a leg in the row of a group is a band around its line."""
        top, high = self._tops.get(block.key.row, (0.0, 0.0))
        inset = self.px(_INSET if high > self.px(_LOW_ROW) else 5)
        left, right = self.x(block.start), self.x(block.end)
        return QRectF(left, top - self.down + inset, max(right - left, self.px(6)), high - 2 * inset)

    def at(self, board: VisitBoard, point: QPointF) -> Key | None:
        """The block there, if any; a stop rather than a leg."""
        found = [one for lane in board.lanes for one in lane.blocks if self.rect(one).contains(point)]
        return next((one.key for one in sorted(found, key=lambda one: one.what is What.LEG)), None)

    def row_at(self, board: VisitBoard, point: QPointF) -> UUID | None:
        """The group or vehicle of the row there, if any."""
        for lane in board.lanes:
            top, high = self.row(lane)
            if top <= point.y() < top + high:
                return lane.id
        return None

    def minutes(self, pixels: float) -> timedelta:
        """How long so many pixels are."""
        return timedelta(minutes=pixels / self.minute)

    def on_board(self, point: QPointF) -> QPointF:
        """A point of what is seen, as a point of all of the board."""
        return point + QPointF(self.across, self.down)

    def px(self, length: float) -> int:
        """So many px at 100 %."""
        return self._theme.px(length)
