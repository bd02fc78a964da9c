"""Several papers in one file, each with its own pages; for the pocket, four pages on one side of an A4.

For the pocket the sheet is folded twice, the print outside: its last quarter is the front, the quarters above stand
on their heads and are the inside.
"""

from collections.abc import Sequence
from typing import BinaryIO

from desktop.documents.page import LINE, Paper
from desktop.documents.sheet import Sheet, batched
from desktop.documents.templates import MM

_PANELS = ((1, 0, False), (1, 1, True), (0, 1, True), (0, 0, False))
"""Of each page of four in order: its column, its row from below, and whether it is turned."""
_TICK = 4 * MM


def write_sheets(out: BinaryIO, sheets: Sequence[Sheet], title: str) -> int:
    """Write ``sheets`` of one size one after the other as PDF; returns how many pages there are."""
    size = sheets[0].size
    paper = Paper(out, (size.wide, size.high), title, sheets[0].language)
    for sheet in sheets:
        sheet.prepare(paper)
        for number in range(sheet.pages):
            with paper.page():
                sheet.draw_page(paper, number)
    paper.save()
    return paper.pages


def write_pockets(out: BinaryIO, sheets: Sequence[tuple[Sheet, float]], title: str, size: tuple[float, float]) -> int:
    """Write sheets, each at its scale, for the pocket: quarters of ``size``. Returns how many pages there are."""
    wide, high = size
    paper = Paper(out, (2 * wide, 2 * high), title, sheets[0][0].language)
    for sheet, scale in sheets:
        sheet.prepare(paper)
        for side in batched(range(-(-sheet.pages // 4) * 4), 4):
            with paper.page():
                for number, (column, row, turned) in zip(side, _PANELS, strict=True):
                    if number < sheet.pages:
                        x, y = column * wide, row * high
                        with paper.at(x + wide * turned, y + high * turned, scale, turned=turned):
                            sheet.draw_page(paper, number)
                paper.strokes(_folds(wide, high), LINE, 0.4)
    paper.save()
    return paper.pages


def _folds(wide: float, high: float) -> list[tuple[float, float, float, float]]:
    """Where the sheet is folded: short strokes at its edges and in its middle."""
    return [
        (0, high, _TICK, high),
        (2 * wide - _TICK, high, 2 * wide, high),
        (wide, 0, wide, _TICK),
        (wide, 2 * high - _TICK, wide, 2 * high),
        (wide - _TICK / 2, high, wide + _TICK / 2, high),
        (wide, high - _TICK / 2, wide, high + _TICK / 2),
    ]
