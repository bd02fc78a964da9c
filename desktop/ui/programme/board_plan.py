"""Where items stand on the board: a column a hall, downwards the clock; and what dropping one there means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.services.programme import HallRow, ItemRow
from desktop.services.programme_edit import Seam, gaps_and_overlaps

HOUR = timedelta(hours=1)
CLOSE = timedelta(seconds=150)
"""Whoever is dropped as near as this behind another item follows it."""


@dataclass(frozen=True, slots=True)
class Block:
    """An item in its column; ``lane`` of ``lanes`` where others go on at the same time in the same hall."""

    row: ItemRow
    column: int
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing, or too much (``seconds`` below 0), from ``start`` on in a column."""

    column: int
    start: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Where an item is put: with no ``starts_at`` it follows the one before the place ``rank`` from 1."""

    hall_id: UUID | None
    rank: int | None
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """A day as the board shows it, from one full hour to another; a column's hall None is everywhere."""

    columns: tuple[HallRow | None, ...]
    begin: datetime
    end: datetime
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]

    def block(self, item_id: UUID | None) -> Block | None:
        """The block of an item, if it is on the board."""
        return next((each for each in self.blocks if each.row.id == item_id), None)

    def drop(self, item_id: UUID, column: int, start: datetime) -> Drop:
        """What it means that an item is put into ``column`` at ``start``."""
        hall = self.columns[column]
        key = hall.id if hall is not None else None
        block = self.block(item_id)
        others = [each.row for each in self.blocks if each.column == column and each.row.id != item_id]
        before = min(
            (row for row in others if not row.spare and abs(row.end - start) <= CLOSE),
            key=lambda row: abs(row.end - start),
            default=None,
        )
        fixed = block is not None and block.row.fixed_start
        onto = next((row for row in others if not row.spare and row.start <= start < row.end), None)
        if before is None and onto is not None and not fixed:
            # What is put onto another comes before or behind it, and waits for its turn.
            behind = start >= onto.start + (onto.end - onto.start) / 2
            return Drop(key, sum(row.rank < onto.rank for row in others) + 1 + behind, None)
        if before is None:
            return Drop(key, None, start)
        # Places are counted without the item itself.
        ahead = sum(row.rank <= before.rank for row in others)
        return Drop(key, ahead + 1, before.end if fixed else None)

    def beside(self, item_id: UUID | None, right: int, down: int) -> UUID | None:
        """The item next to another: in its column by time, or in the next column that has one at about that time."""
        ordered = sorted(self.blocks, key=lambda each: (each.column, each.row.start, each.row.rank))
        block = self.block(item_id)
        if block is None:
            return ordered[0].row.id if ordered else None
        if down:
            column = [each for each in ordered if each.column == block.column]
            place = min(max(column.index(block) + down, 0), len(column) - 1)
            return column[place].row.id
        over = [each for each in ordered if (each.column - block.column) * right > 0]
        near = min(
            over,
            key=lambda each: (abs(each.column - block.column), abs(each.row.start - block.row.start)),
            default=block,
        )
        return near.row.id


def plan_board(rows: Sequence[ItemRow], halls: Iterable[HallRow]) -> BoardPlan | None:
    """The board of one day's ``rows``; None where there is nothing to show. Halls that have nothing stand last."""
    if not rows:
        return None
    used = {row.hall_id for row in rows}
    named = {hall.id: hall for hall in halls}
    for row in rows:
        if row.hall_id is not None:
            named.setdefault(row.hall_id, HallRow(row.hall_id, row.hall or LocalName()))
    everywhere: list[HallRow | None] = [None] if None in used else []
    columns = (
        *everywhere,
        *(hall for hall in named.values() if hall.id in used),
        *(hall for hall in named.values() if hall.id not in used),
    )
    place = {hall.id if hall is not None else None: number for number, hall in enumerate(columns)}
    blocks = [block for key, number in place.items() for block in _in_lanes(rows, key, number)]
    begin = min(row.start for row in rows)
    end = max(row.end for row in rows)
    first = begin.replace(minute=0, second=0, microsecond=0)
    last = end.replace(minute=0, second=0, microsecond=0)
    return BoardPlan(columns, first, last if last == end else last + HOUR, tuple(blocks), _gaps(rows, place))


def _in_lanes(rows: Sequence[ItemRow], hall_id: UUID | None, column: int) -> list[Block]:
    """The blocks of one hall; those that overlap stand side by side."""
    ordered = sorted((row for row in rows if row.hall_id == hall_id), key=lambda row: (row.start, row.rank))
    blocks: list[Block] = []
    together: list[tuple[ItemRow, int]] = []
    until: datetime | None = None

    def close() -> None:
        lanes = max((lane for _row, lane in together), default=0) + 1
        blocks.extend(Block(row, column, lane, lanes) for row, lane in together)
        together.clear()

    for row in ordered:
        if until is not None and row.start >= until:
            close()
            until = None
        taken = {lane for other, lane in together if other.end > row.start}
        lane = next(number for number in range(len(together) + 1) if number not in taken)
        together.append((row, lane))
        until = row.end if until is None else max(until, row.end)
    close()
    return blocks


def _gaps(rows: Sequence[ItemRow], place: dict[UUID | None, int]) -> tuple[Gap, ...]:
    by_id = {row.id: row for row in rows}

    def gap(seam: Seam) -> Gap:
        after = by_id[seam.after]
        start = by_id[seam.before].end if seam.seconds > 0 else after.start
        return Gap(place[after.hall_id], start, seam.seconds)

    return tuple(gap(seam) for seam in gaps_and_overlaps(rows))
