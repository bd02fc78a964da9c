"""Where the tables of a list are: its header, also over two rows; tables side by side; what each column means."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop.domain.list_cells import is_hint
from desktop.domain.list_headers import NAMES, Meaning, find_header, header_score, is_counted, meaning_of
from desktop.domain.list_sources import OURS, Source, is_ours, meaning_in, source_of
from desktop.domain.list_words import BODIES
from desktop.domain.names import is_style
from desktop.domain.text import clean, fold
from desktop.errors import N_, UserError


class UnknownMeaning(UserError):
    """A mapping names something that a column can't mean."""

    code = "unknown_meaning"
    text = N_("A column can't mean “{meaning}”. Known are: {known}.")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its index from 0, its header as written, what it was taken to mean."""

    index: int
    header: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns; ``first`` is the index of the row they begin in, ``body`` of the row below them."""

    first: int
    body: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a list: its columns, whose cells are ``start`` to ``end`` of each row.

    ``carried`` are the places among them whose cell holds for the rows below it too; ``section`` heads them all.
    """

    columns: tuple[Column, ...]
    start: int
    end: int
    carried: frozenset[int]
    source: Source | None
    section: str = ""


Rows = Sequence[Sequence[str]]

# Several of these in one list are all used, the others only once.
_MAY_REPEAT = NAMES | {Meaning.PHONE, Meaning.NOTE, Meaning.SKIP}
_LEAST_STYLED = 0.8
_SAMPLE = 500
_LEAST_BLANK = 1 / 3
_UNKNOWN_BELOW = 3
_DEPARTMENT = re.compile(r"(?:部門|部门|院系|科室|處室|处室|department|dept\.?|division)$")
_MARKS_A_TABLE = frozenset({Meaning.TITLE, Meaning.ORGANISATION, Meaning.NUMBER, Meaning.EMAIL})
_CATEGORY_WORDS = re.compile(
    r"嘉賓|嘉宾|貴賓|贵宾|來賓|来宾|代表|講者|讲者|主禮|主礼|媒體|媒体|記者|记者|人員|人员|企業|企业|guest|vip|speaker|delegat|"
    r"exhibitor|media|press|staff|[組组團团類类]$",
    re.IGNORECASE,
)


def header_of(rows: Rows, told: int = 0) -> Header | None:
    """The header of a list; ``told`` is the number of its row from 1, or that it has none, where a person said so."""
    if told < 0:
        return None
    index = told - 1 if 0 < told <= len(rows) else find_header(rows)
    if index is None:
        return None
    alone = tuple(map(clean, rows[index]))
    if index + 1 < len(rows):
        both = _over_two_rows(rows[index], rows[index + 1])
        if both and header_score(both) > header_score(alone):
            return Header(index, index + 2, both)
    if index and not told and sum(map(bool, map(str.strip, rows[index - 1]))) > 1:
        both = _over_two_rows(rows[index - 1], rows[index])
        if both and header_score(both) > header_score(alone):
            return Header(index - 1, index + 1, both)
    return Header(index, index + 1, alone)


def _over_two_rows(top: Sequence[str], bottom: Sequence[str]) -> tuple[str, ...] | None:
    """The headers of a row with a second row of headers below it, or None where that is no such row."""
    if sum(map(bool, map(str.strip, bottom))) < 2:
        return None
    cells: list[str] = []
    above, unknown = "", 0
    for index in range(max(len(top), len(bottom))):
        high, low = (clean(row[index]) if index < len(row) else "" for row in (top, bottom))
        above = high or (above if low else "")
        if low and high == low:
            cells.append(low)
        elif not low:
            cells.append(high)
        elif above and meaning_of(f"{above} {low}") is not Meaning.OTHER:
            cells.append(f"{above} {low}")
        elif meaning_of(low) is not Meaning.OTHER:
            cells.append(low)
        else:
            cells.append(f"{above} {low}".strip())
            unknown += 1
    few = unknown * _UNKNOWN_BELOW <= sum(map(bool, map(str.strip, bottom)))
    return tuple(cells) if few else None


def tables_of(rows: Rows, header: Header | None, told: Mapping[int, str]) -> tuple[Table, ...]:
    """The tables below ``header``, from left to right; ``told`` says what columns (from 0) mean."""
    first = header.body if header else 0
    body = rows[first:]
    cells = header.cells if header else ()
    width = max([len(cells), *map(len, body[:_SAMPLE]), max(map(len, body), default=0), *(i + 1 for i in told)])
    cells = (*cells, *[""] * (width - len(cells)))
    meant = {index: _meaning(meaning) for index, meaning in told.items()}
    return tuple(_table(cells, body, meant, start, end) for start, end in _spans(cells, body, meant))


def _spans(cells: Sequence[str], body: Rows, told: Mapping[int, Meaning]) -> list[tuple[int, int]]:
    """Where tables that stand side by side begin and end: the same header of names comes again, after others.

    A table of helpers beside the guests is one too: after a blank column, headed by who they are.
    """
    names = [i for i, cell in enumerate(cells) if told.get(i, meaning_of(cell)) in {Meaning.NAME, Meaning.NAME_ZH}]
    starts = [0]
    for before, place in pairwise(names):
        if fold(cells[before]) != fold(cells[place]):
            continue
        blank = [i for i in range(before + 1, place) if not cells[i] and not _used(body, i)]
        period = place - before
        if blank:
            starts.append(blank[-1] + 1)
        elif period > 1 and [fold(c) for c in cells[starts[-1] : starts[-1] + period]] == [
            fold(c) for c in cells[starts[-1] + period : starts[-1] + 2 * period]
        ]:
            starts.append(starts[-1] + period)
    if len(starts) == 1 and not told:
        starts += _table_of_others(cells, body)
    return list(zip(starts, [*starts[1:], len(cells)], strict=True))


def _table_of_others(cells: Sequence[str], body: Rows) -> list[int]:
    """Where a table of others begins beside that of the guests: it says again what must be said but once."""
    meanings = [meaning_of(cell) for cell in cells]
    for place in range(2, len(cells) - 1):
        heads = cells[place] and not cells[place - 1] and meanings[place] is Meaning.OTHER
        if not heads or not _CATEGORY_WORDS.search(cells[place]) or _used(body, place - 1):
            continue
        again = set(meanings[:place]) & set(meanings[place:]) & _MARKS_A_TABLE
        if again and not NAMES.isdisjoint(meanings[:place]) and NAMES.isdisjoint(meanings[place:]):
            return [place]
    return []


def _used(body: Rows, index: int) -> bool:
    return any(index < len(row) and row[index].strip() for row in body)


def _table(cells: Sequence[str], body: Rows, told: Mapping[int, Meaning], start: int, end: int) -> Table:
    headers = cells[start:end]
    source = OURS if is_ours(map(meaning_of, headers)) else source_of(headers)
    taken = {meaning for index, meaning in told.items() if start <= index < end}
    columns: list[Column] = []
    for index in range(start, end):
        meaning = told.get(index)
        if meaning is None:
            known = meaning_in(source, cells[index]) if source else None
            if known is None:
                known = meaning_of(cells[index]) if source and source.exact else _guess(cells[index], index, body)
            meaning = known
            if meaning in taken and meaning not in _MAY_REPEAT and not is_counted(cells[index]):
                meaning = Meaning.OTHER
            taken.add(meaning)
        columns.append(Column(index, cells[index], meaning))
    if source and Meaning.EMAIL not in taken:
        columns = [
            replace(column, meaning=Meaning.EMAIL) if meaning_of(column.header) is Meaning.EMAIL else column
            for column in columns
        ]
    section = ""
    if start and not told and not any(column.meaning in NAMES for column in columns):
        columns[0] = replace(columns[0], meaning=Meaning.NAME)
        section = columns[0].header
    if Meaning.ORGANISATION not in taken:
        columns = _with_department(columns, told)
    columns = _without_header(columns, body, told)
    carried = frozenset() if source else _carried(columns, body)
    return Table(tuple(columns), start, end, carried, source, section)


def _with_department(columns: list[Column], told: Collection[int]) -> list[Column]:
    """Where no column says the organisation, the department is what there is of it."""
    for place, column in enumerate(columns):
        other = column.meaning is Meaning.OTHER and column.index not in told
        if other and _DEPARTMENT.search(fold(column.header)):
            return [*columns[:place], replace(column, meaning=Meaning.ORGANISATION), *columns[place + 1 :]]
    return columns


def _meaning(said: str) -> Meaning:
    try:
        return Meaning(said)
    except ValueError:
        known = ", ".join(meaning.value for meaning in Meaning if meaning)
        raise UnknownMeaning(meaning=said, known=known) from None


def _guess(header: str, index: int, body: Rows) -> Meaning:
    """What ``header`` means; a "title" may be Mr and Ms, and a 稱謂 may be a post: the cells tell."""
    meaning = meaning_of(header)
    if meaning is not Meaning.STYLE and fold(header).strip("*:") != "title":
        return meaning
    filled = [text for text in _filled(body[:_SAMPLE], index) if not is_hint((), (text,))]
    styled = sum(map(is_style, filled))
    if not filled or (meaning is Meaning.STYLE and styled):
        return meaning
    return Meaning.STYLE if styled >= _LEAST_STYLED * len(filled) else Meaning.TITLE


def _filled(body: Rows, index: int) -> list[str]:
    return [text for row in body if index < len(row) and (text := clean(row[index]))]


def _without_header(columns: list[Column], body: Rows, told: Collection[int]) -> list[Column]:
    """A column without a header, left of the names, may be the category or the organisation, merged over its rows."""
    taken = {column.meaning for column in columns}
    first = next((place for place, column in enumerate(columns) if column.meaning in NAMES), 0)
    found = list(columns)
    for place, column in enumerate(columns[:first]):
        if column.header or column.index in told:
            continue
        values = [value for value in dict.fromkeys(_filled(body, column.index)) if not value.isdecimal()]
        meaning = _kind_of(values)
        if meaning is not None and meaning not in taken:
            found[place] = replace(column, meaning=meaning)
            taken.add(meaning)
    return found


def _kind_of(values: Sequence[str]) -> Meaning | None:
    if len(values) < 2:
        return None
    if sum(_CATEGORY_WORDS.search(value) is not None for value in values) * 2 >= len(values):
        return Meaning.CATEGORY
    return Meaning.ORGANISATION if sum(value.endswith(BODIES) for value in values) * 2 >= len(values) else None


def _carried(columns: Sequence[Column], body: Rows) -> frozenset[int]:
    """The columns whose cell holds until the next one: written once for several people, as merged cells are saved.

    Such a column stands left of the names, begins in the first person's row, leaves many rows blank and never says the
    same twice in a row.
    """
    names = [place for place, column in enumerate(columns) if column.meaning in NAMES]
    if not names:
        return frozenset()
    people = [row for row in body if any(_cell(row, columns[place].index) for place in names)]
    carried: set[int] = set()
    for place, column in enumerate(columns[: names[0]]):
        if column.meaning not in {Meaning.CATEGORY, Meaning.ORGANISATION} or not people:
            continue
        values = [_cell(row, column.index) for row in people]
        said = [value for value in values if value]
        again = any(value == following for value, following in pairwise(said))
        if values[0] and len(said) > 1 and not again and values.count("") >= _LEAST_BLANK * len(values):
            carried.add(place)
    return frozenset(carried)


def _cell(row: Sequence[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def column_letter(index: int) -> str:
    """What a spreadsheet calls the column with ``index`` from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
