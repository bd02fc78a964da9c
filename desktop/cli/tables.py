"""Tables of text for a terminal, where a Chinese character is as wide as two Latin letters."""

import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | int | None
"""Numbers stand at the right; None is nothing."""

_TERMINAL = 80


def width(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Lines of a table with its columns aligned; columns in which no row has anything are left out."""
    body = [list(row) for row in rows]
    kept = [place for place in range(len(headers)) if any(row[place] not in (None, "") for row in body)] or [0]
    body = [[row[place] for place in kept] for row in body]
    head: list[Cell] = [headers[place] for place in kept]
    widths = [max(width(_text(row[place])) for row in [head, *body]) for place in range(len(head))]
    numbers = [all(isinstance(row[place], int | None) for row in body) for place in range(len(head))]
    rule = ["─" * columns for columns in widths]
    rule[-1] = rule[-1][: max(10, _TERMINAL - sum(widths[:-1]) - 2 * len(widths[:-1]))]
    lines: list[Sequence[Cell]] = [head, rule, *body]
    return [_line(row, widths, numbers) for row in lines]


def _line(row: Sequence[Cell], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    cells = (
        padded(_text(cell), columns, right=right) for cell, columns, right in zip(row, widths, numbers, strict=True)
    )
    return "  ".join(cells).rstrip()


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """``text`` with spaces to fill ``columns`` of a terminal, before it where it stands at the ``right``."""
    spaces = " " * (columns - width(text))
    return spaces + text if right else text + spaces


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
