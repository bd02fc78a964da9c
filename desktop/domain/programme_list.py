"""A programme understood: the rows of a sheet become items, with what was wrong with the rest."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.list_cells import closes, is_note, is_total
from desktop.domain.list_title import ListTitle, read_title
from desktop.domain.list_values import Problem
from desktop.domain.matching import one_script
from desktop.domain.programme_grid import find_grid
from desktop.domain.programme_headers import Field, ProgrammeColumn, find_columns, score
from desktop.domain.programme_problems import HIDDEN, LISTED_TWICE, NO_END, NO_TIME, NOT_PLANNED, SAME_ID, UNTIL_NEXT
from desktop.domain.programme_rows import Complaint, ListedItem, Refused, RowReader
from desktop.domain.programme_text import DAY, read_day
from desktop.domain.programme_words import word_key
from desktop.domain.text import clean, has_han
from desktop.errors import N_, UserError

ASSUMED = 300
"""Seconds that an item takes of which nothing says how long."""
LONG = 2 * 3_600
"""Seconds; an item is told of that goes on for longer only because nothing says when it ends."""
_PROGRAMME = re.compile(
    r"[\s\-–—_:：|·]*(?:活動|活动|會議|会议|大會|大会)?(?:議程|议程|日程|流程|程序|節目|节目|安排|(?:run(?:ning)?\s*(?:down|order|sheet)|agenda|programme|program|schedule))"
    r"(?:表|安排)?\s*(?:[(（][^()（）]*[)）])?\s*$",
    re.IGNORECASE,
)


class NoProgrammeHeader(UserError):
    """No row of the table names its columns."""

    code = "no_header"
    text = N_("No row here names the columns. Give the programme a first row such as Day, Start, End, Title, Hall.")


@dataclass(frozen=True, slots=True)
class ListedProgramme:
    """A whole programme: its title as far as it was understood, its columns, its items in order, its problems.

    ``header_row`` counts from 1.
    """

    title: ListTitle
    items: tuple[ListedItem, ...]
    problems: tuple[Problem, ...]
    columns: tuple[ProgrammeColumn, ...] = ()
    header_row: int = 0


def read_programme(
    rows: Sequence[Sequence[str]],
    *,
    first: date | None = None,
    last: date | None = None,
    name: str = "",
    table: int = 0,
    hidden: Collection[int] = frozenset(),
) -> ListedProgramme:
    """Understand ``rows`` of a sheet called ``name``, which may be a day.

    ``first`` and ``last`` are the days of the event, if there is one. Rows with the numbers ``hidden`` are left out.
    Raises ``NoProgrammeHeader``.
    """
    found = find_columns(rows)
    grid = None if found else find_grid(rows, first, last)
    if grid:
        found = grid.header, grid.columns
    if found is None:
        raise NoProgrammeHeader
    header, columns = found
    title = read_title(_line(row) for row in rows[:header] if any(map(str.strip, row)))
    title = replace(title, event_name=_PROGRAMME.sub("", title.event_name) or title.event_name)
    first, last = first or title.starts_on, last or title.ends_on
    begins = read_day(name, first, last) or title.starts_on or _day_above(rows[:header], first, last) or first
    body = rows[header + 1 :]
    simplified = _is_simplified(columns, body)
    tables = [(one.columns, one.rows) for one in grid.tables] if grid else [(columns, body)]
    items: list[ListedItem] = []
    problems: list[Problem] = []
    for part, part_rows in tables:
        reader = RowReader(part, first, last, begins, simplified, table)
        some, wrong = _walk(reader, part_rows, header + 2, hidden)
        items, problems = [*items, *some], [*problems, *wrong]
    kept, more = _settled(items, columns)
    problems = sorted((*problems, *more), key=lambda problem: problem.row)
    return ListedProgramme(title, tuple(kept), tuple(problems), columns, header + 1)


def _day_above(rows: Sequence[Sequence[str]], first: date | None, last: date | None) -> date | None:
    """The one day without a year that stands over the table: 4月13日 議程."""
    words = (word for row in rows for cell in row for word in re.split(r"[\s()（）,，]+", cell) if word)
    found = {day for word in words if (day := read_day(word, first, last))}
    return found.pop() if len(found) == 1 else None


def is_programme(rows: Sequence[Sequence[str]]) -> bool:
    """Whether any of the first ``rows`` names the columns of a programme, or heads a grid."""
    return find_columns(rows) is not None or find_grid(rows) is not None


def _walk(
    reader: RowReader, body: Sequence[Sequence[str]], number: int, hidden: Collection[int]
) -> tuple[list[ListedItem], list[Problem]]:
    items: list[ListedItem] = []
    problems: list[Problem] = []
    for at, row in enumerate(body, number):
        cells = [clean(cell) for cell in row if cell.strip()]
        if not cells or score(row) >= len(cells) > 1:
            continue  # blank, or the header again on the next page
        if at in hidden:
            problems.append(_problem(at, (HIDDEN, "", " ".join(cells)), reader.table, rejected=True))
        elif is_total(cells[0]) or (len(set(cells)) == 1 and _says_no_item(reader, cells[0])):
            continue
        elif len(cells) > 1 and len(set(cells)) == 1:
            problems.append(_problem(at, (NOT_PLANNED, "", cells[0]), reader.table, rejected=True))
        else:
            try:
                items.append(reader.item(at, row))
                problems += (_problem(at, complaint, reader.table) for complaint in reader.complaints)
            except Refused as refused:
                problems.append(_problem(at, refused.complaint, reader.table, rejected=True))
    return items, problems


def _says_no_item(reader: RowReader, text: str) -> bool:
    """Whether a line that stands alone heads a day, sums up, or is a note under the table."""
    return reader.heading(text) or is_note(text) or closes(text) or is_total(text)


def _settled(items: Sequence[ListedItem], columns: Sequence[ProgrammeColumn]) -> tuple[list[ListedItem], list[Problem]]:
    """The items with how long each takes, without those that stand twice."""
    kept: list[ListedItem] = []
    problems: list[Problem] = []
    ids: set[str] = set()
    seen: set[tuple[object, ...]] = set()
    above: dict[tuple[date, str], ListedItem] = {}
    for item, following in zip(items, _following(items), strict=True):
        own = {(item.uid or item.code).casefold()} - {""}
        same = (
            item.day,
            item.start,
            word_key(item.hall),
            *map(word_key, (item.title.hant, item.title.hans, item.title.en)),
        )
        complaint: Complaint | None = None
        if own & ids:
            complaint = (SAME_ID, _header_of_id(item, columns), item.uid or item.code)
        elif same in seen and item.start is not None and not item.uid:
            complaint = (LISTED_TWICE, "", item.title.hant or item.title.hans or item.title.en)
        if complaint is not None:
            problems.append(_problem(item.row, complaint, item.table, rejected=True))
            continue
        ids |= own
        seen.add(same)
        settled, complaint = _with_length(item, following, above.get((item.day, item.hall)))
        if complaint is not None:
            problems.append(_problem(item.row, complaint, item.table, rejected=settled is None))
        if settled is not None:
            kept.append(settled)
            above[settled.day, settled.hall] = settled
    return kept, problems


def _header_of_id(item: ListedItem, columns: Sequence[ProgrammeColumn]) -> str:
    wanted = Field.UID if item.uid else Field.CODE
    return next((column.header for column in columns if column.field is wanted), "")


def _following(items: Sequence[ListedItem]) -> list[int | None]:
    """Of each item when the next one begins that is below it, later, on that day in that hall."""
    found: list[int | None] = []
    later: dict[tuple[date, str], list[int]] = {}
    for item in reversed(items):
        starts = later.setdefault((item.day, item.hall), [])
        if item.start is not None:
            while starts and starts[-1] <= item.start:
                starts.pop()
        found.append(starts[-1] if starts else None)
        if item.start is not None:
            starts.append(item.start)
    return found[::-1]


def _with_length(
    item: ListedItem, following: int | None, above: ListedItem | None
) -> tuple[ListedItem | None, Complaint | None]:
    title = item.title.hant or item.title.hans or item.title.en
    if item.seconds:
        return item, None
    if item.start is None:
        if above is not None and above.end is not None and item.end is not None and item.end > above.end:
            return replace(item, seconds=item.end - above.end), None
        return None, (NO_TIME, "", title)
    if following is not None and following - item.start <= DAY:
        seconds = following - item.start
        return replace(item, seconds=seconds, end=following), (UNTIL_NEXT, "", title) if seconds > LONG else None
    return replace(item, seconds=ASSUMED, end=item.start + ASSUMED), (NO_END, "", title)


def _problem(row: int, complaint: Complaint, table: int, *, rejected: bool = False) -> Problem:
    (code, text), column, value = complaint
    return Problem(row, column, value, code, text, rejected=rejected, table=table)


def _is_simplified(columns: Sequence[ProgrammeColumn], body: Sequence[Sequence[str]]) -> bool:
    """Whether no character of a list is one that Simplified lists don't have."""
    places = [column.index for column in columns if column.field in (Field.TITLE, Field.HALL, Field.KIND)]
    texts = {row[place] for row in body for place in places if place < len(row) and has_han(row[place])}
    return bool(texts) and all(one_script(text) == text for text in texts)


def _line(row: Sequence[str]) -> str:
    return "    ".join(dict.fromkeys(cell for cell in row if cell.strip()))
