"""Where things stand on the board, in pixels of what is seen of it."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize

from desktop.ui.programme.board_plan import Block, BoardPlan
from desktop.ui.theme import Theme

HEAD, AXIS, GUTTER = 40, 64, 6
_LEAST_COLUMN, _EMPTY_COLUMN, _LEAST_BLOCK, _MOST_A_MINUTE, _LEAST_A_MINUTE = 168, 104, 30, 9.0, 1.2
_LEAST_HIGH = 12


class Grid:
    """``measure`` fits a plan into the room there is; ``across`` and ``down`` are how far it is scrolled."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._plan: BoardPlan | None = None
        self.across = self.down = 0
        self.minute = 2.0
        self.widths: list[float] = []

    def measure(self, plan: BoardPlan, room: QSize) -> QSize:
        """Share the room; returns how large all of the board is.

        The shortest item has room for a line, unless that would make the board endless.
        """
        self._plan = plan
        self.widths = self._share(plan, room.width())
        shortest = min(block.row.seconds for block in plan.blocks) / 60
        minutes = (plan.end - plan.begin).total_seconds() / 60
        fits = (room.height() - self.px(HEAD)) / max(minutes, 1)
        wanted = self.px(_LEAST_BLOCK) / max(shortest, 1)
        self.minute = max(fits, min(wanted, self.px(_MOST_A_MINUTE)), self.px(_LEAST_A_MINUTE))
        high = int(minutes * self.minute) + self.px(HEAD) + self.px(24)
        return QSize(int(sum(self.widths)) + self.px(AXIS), high)

    def column_at(self, x: float) -> int:
        """The column there, or the nearest."""
        right = float(self.px(AXIS) - self.across)
        for number, wide in enumerate(self.widths):
            right += wide
            if x < right:
                return number
        return len(self.widths) - 1

    def x(self, column: int) -> float:
        """Where a column begins."""
        return self.px(AXIS) + sum(self.widths[:column]) - self.across

    def y(self, moment: datetime) -> float:
        """Where a moment is."""
        begin = self._plan.begin if self._plan is not None else moment
        return self.px(HEAD) + (moment - begin).total_seconds() / 60 * self.minute - self.down

    def rect(self, block: Block) -> QRectF:
        """Where an item is."""
        gutter = self.px(GUTTER)
        wide = (self.widths[block.column] - 2 * gutter) / block.lanes
        high = block.row.seconds / 60 * self.minute
        left = self.x(block.column) + gutter + block.lane * wide
        return QRectF(
            left, self.y(block.row.start) + 1, wide - (2 if block.lanes > 1 else 0), max(high - 2, _LEAST_HIGH)
        )

    def place(self, column: int, start: datetime, seconds: float) -> QRectF:
        """Where something would be that has a column to itself."""
        area = QRectF(self.x(column), self.y(start), self.widths[column], seconds / 60 * self.minute)
        return area.adjusted(self.px(GUTTER), 1, -self.px(GUTTER), -1)

    def on_board(self, point: QPointF) -> QPointF:
        """A point of what is seen, as a point of all of the board."""
        return point + QPointF(self.across, self.down)

    def px(self, length: float) -> int:
        """So many px at 100 %."""
        return self._theme.px(length)

    def _share(self, plan: BoardPlan, room: int) -> list[float]:
        """How wide the columns are: those of halls where nothing happens are narrow."""
        used = {block.column for block in plan.blocks}
        narrow = self.px(_EMPTY_COLUMN)
        rest = room - self.px(AXIS) - narrow * (len(plan.columns) - len(used))
        wide = max(float(self.px(_LEAST_COLUMN)), rest / max(len(used), 1))
        return [wide if number in used else narrow for number in range(len(plan.columns))]
