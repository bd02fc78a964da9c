"""A programme drawn as a grid, times down the side and halls or days across the top: each column a list of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.programme_headers import Field, ProgrammeColumn, column_of
from desktop.domain.programme_text import read_day, read_span
from desktop.domain.text import clean

_TIMES = frozenset({Field.TIME, Field.START})
_DEEPEST = 60
_NOTHING = frozenset({"", "-", "–", "—", "/", "(暫停)", "(暂停)"})


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of a grid: what stands above it, a hall or a day, and its cells as rows of ``columns``."""

    columns: tuple[ProgrammeColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid; ``header`` is the index of the row above it."""

    header: int
    columns: tuple[ProgrammeColumn, ...]
    tables: tuple[GridColumn, ...]


def find_grid(rows: Sequence[Sequence[str]], first: date | None = None, last: date | None = None) -> Grid | None:
    """The grid in ``rows``; None where no row heads one.

    A cell that reaches over all halls is one item in none of them.
    """
    for header, row in enumerate(rows[:_DEEPEST]):
        time = next((at for at, cell in enumerate(row) if column_of(at, cell.strip()).field in _TIMES), None)
        if time is None:
            continue
        tops = [(at, clean(cell)) for at, cell in enumerate(row) if at != time and clean(cell)]
        body = rows[header + 1 :]
        if len(tops) > 1 and all(map(_may_head, dict(tops).values())) and _are_times(body, time):
            return _grid(header, time, tops, body, first, last)
    return None


def _may_head(text: str) -> bool:
    """Whether ``text`` may be a hall or a day: it heads no column of another kind."""
    column = column_of(0, text)
    return column.field in (Field.OTHER, Field.HALL, Field.DAY) and len(text) <= 40


def _are_times(body: Sequence[Sequence[str]], time: int) -> bool:
    said = [row[time] for row in body if time < len(row) and row[time].strip() and len(_words(row)) > 1]
    return sum(read_span(text) is not None for text in said) * 2 > len(said)


def _grid(
    header: int,
    time: int,
    tops: Sequence[tuple[int, str]],
    body: Sequence[Sequence[str]],
    first: date | None,
    last: date | None,
) -> Grid:
    days = all(read_day(top, first or date.min, last) for _at, top in tops)
    places = [at for at, _top in tops]
    where = Field.DAY if days else Field.HALL
    columns = (
        ProgrammeColumn(0, "", Field.TIME),
        ProgrammeColumn(1, "", Field.TITLE),
        ProgrammeColumn(2, "", Field.PEOPLE),
        ProgrammeColumn(3, "", where),
    )
    tables = tuple(
        GridColumn(
            tuple(ProgrammeColumn(one.index, top if one.field is Field.TITLE else "", one.field) for one in columns),
            tuple(_rows(body, time, places, at, "" if days else top, top if days else "")),
        )
        for at, top in tops
    )
    heads = (ProgrammeColumn(time, "", Field.TIME), *(ProgrammeColumn(at, top, Field.TITLE) for at, top in tops))
    return Grid(header, heads, tables)


def _rows(
    body: Sequence[Sequence[str]], time: int, places: Sequence[int], at: int, hall: str, day: str
) -> Iterator[tuple[str, ...]]:
    """The rows of one column, as many as the grid has, blank where nothing is on."""
    for row in body:
        cells = [row[place].strip() if place < len(row) else "" for place in places]
        own, when = row[at].strip() if at < len(row) else "", row[time].strip() if time < len(row) else ""
        everywhere = bool(hall) and len(set(cells)) == 1
        if len(_words(row)) == 1 and at == places[0]:
            yield (clean(" ".join(_words(row))),)
        elif clean(own) in _NOTHING or not when or (everywhere and at != places[0]):
            yield ()
        else:
            title, _, people = re.sub(r"\r\n?", "\n", own).partition("\n")
            yield (when, title, people, "" if everywhere else hall or day)


def _words(row: Sequence[str]) -> set[str]:
    return {cell.strip() for cell in row} - {""}
