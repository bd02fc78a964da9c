"""Seats of a hall: what each is called, where it lies on the plan, and which are the best.

The plan is measured in seats, x to the right and y away from the stage, which lies on top.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.seating import Convention

TABLE_WIDTH = 4
"""How many seats wide a round table is, with its chairs and the way round it."""
TABLES_ABREAST = 5
"""So many tables of one block stand beside each other before the next line of them."""
_RADIUS = 1.4


@dataclass(frozen=True, slots=True)
class Block:
    """Seats that belong together: ``rows`` of ``seats`` each, or if ``round`` that many tables of ``seats``."""

    name: str
    rows: int
    seats: int
    round: bool = False
    x: int = 0
    y: int = 0

    @property
    def prefixes(self) -> list[str]:
        """What its rows or tables are called; a single one has the name of the block."""
        return [self.name] if self.rows == 1 else [f"{self.name}{row}" for row in range(1, self.rows + 1)]

    @property
    def size(self) -> tuple[int, int]:
        """Width and depth on the plan."""
        if not self.round:
            return self.seats, self.rows
        lines = -(-self.rows // TABLES_ABREAST)
        return min(self.rows, TABLES_ABREAST) * TABLE_WIDTH, lines * TABLE_WIDTH


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat. ``row`` from 1 is the row or the table, ``number`` from 1 the seat in it."""

    label: str
    row: int
    number: int
    x: float
    y: float


def chairs(block: Block) -> list[Chair]:
    """The seats of a block by row and number. A row counts from the left; a table clockwise, 1 facing the stage."""
    digits = max(2, len(str(block.seats)))
    found: list[Chair] = []
    for row, prefix in enumerate(block.prefixes, 1):
        for number in range(1, block.seats + 1):
            x, y = _lies(block, row, number)
            found.append(Chair(f"{prefix}-{number:0{digits}}", row, number, x, y))
    return found


def best_first(blocks: Sequence[Block], convention: Convention = Convention.INTERNATIONAL) -> list[Chair]:
    """The seats of all ``blocks``, the best first: the front, from the middle outwards; tables one after another.

    Of two as far from the middle the one at the hand that ``convention`` says is the better; so it is at a table,
    from the seat that faces the stage.
    """
    every = [(block, _groups(block)) for block in blocks]
    across = [chair.x for _block, groups in every for group in groups for chair in group]
    if not across:
        return []
    middle, right = (min(across) + max(across)) / 2, -1 if convention is Convention.INTERNATIONAL else 1

    def rank(group: Sequence[Chair]) -> tuple[float, float, float]:
        x = sum(chair.x for chair in group) / len(group)
        return round(min(chair.y for chair in group), 3), round(abs(x - middle), 3), right * round(x, 3)

    groups = sorted((group for _block, each in every for group in each), key=rank)
    return [chair for group in groups for chair in _around(group, convention)]


def _groups(block: Block) -> list[list[Chair]]:
    """What is filled one after another: each seat of a row, all seats of a table."""
    every = chairs(block)
    if not block.round:
        return [[chair] for chair in every]
    return [every[start : start + block.seats] for start in range(0, len(every), block.seats)]


def _around(table: Sequence[Chair], convention: Convention) -> list[Chair]:
    """The seats of a table by how near they are to the first, its better hand before the other."""
    first, *others = table
    clockwise, counter = others, others[::-1]
    sides = (clockwise, counter) if convention is Convention.DOMESTIC else (counter, clockwise)
    turns = [chair for pair in zip(*sides, strict=True) for chair in pair]
    return [first, *dict.fromkeys(turns)]


def _lies(block: Block, row: int, number: int) -> tuple[float, float]:
    if not block.round:
        return block.x + number - 1, block.y + row - 1
    line, column = divmod(row - 1, TABLES_ABREAST)
    angle = math.tau * (number - 1) / block.seats
    middle = (TABLE_WIDTH - 1) / 2
    x = block.x + column * TABLE_WIDTH + middle - _RADIUS * math.sin(angle)
    return x, block.y + line * TABLE_WIDTH + middle + _RADIUS * math.cos(angle)
