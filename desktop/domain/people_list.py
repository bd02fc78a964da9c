"""A guest list understood: rows of cells become people, with what was wrong with the rest.

Lists are laid out for reading: a title above, a header somewhere, tables side by side, section rows that say the
category of those below them, blank rows, totals, notes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from desktop.domain.list_cells import KINDS, names_category
from desktop.domain.list_headers import NAMES, Meaning
from desktop.domain.list_rows import RowReader
from desktop.domain.list_tables import column_letter, header_of, tables_of
from desktop.domain.list_title import read_title
from desktop.domain.list_values import ListedPerson, PeopleList, Problem
from desktop.domain.text import clean
from desktop.errors import N_, UserError


class NoHeader(UserError):
    """No row of the table names its columns."""

    code = "no_header"
    text = N_("No row here names the columns. Give the list a first row such as Name, Organisation, Title.")


class NoNameColumn(UserError):
    """The columns were told, and none of them holds names."""

    code = "no_name_column"
    text = N_("No column holds the names. Say which column does.")


_DEEPEST = 60
_LONGEST_HEADING = 12
_SAMPLE = 200
_MOSTLY = 0.6


def read_people(
    rows: Sequence[Sequence[str]],
    mapping: Mapping[int, str] | None = None,
    *,
    header_row: int = 0,
    hidden: Collection[int] = frozenset(),
    section: str = "",
) -> PeopleList:
    """Understand ``rows``; ``mapping`` says what columns (from 0) mean where the guess from the header is wrong.

    ``header_row`` is the number from 1 of the row that names the columns, 0 a guess; the rows with the numbers
    ``hidden`` are left out; ``section`` is what heads the whole list, which may be a category. Raises ``NoHeader``,
    ``NoNameColumn`` or ``UnknownMeaning``.
    """
    header = header_of(rows, header_row)
    if header is None and not mapping:
        raise NoHeader
    tables = tables_of(rows, header, mapping or {})
    if not any(column.meaning in NAMES for table in tables for column in table.columns):
        raise NoNameColumn
    above = list(rows[: header.first]) if header else []
    first = header.body if header else 0
    section = section if names_category(section) else ""
    readers = [
        RowReader(table, number, hidden, section=table.section or section) for number, table in enumerate(tables)
    ]
    for reader in readers:
        for number, row in enumerate(rows[first:], first + 1):
            reader.take(number, row)
    heading = _first_section(above, readers)
    title = read_title(_line(row) for row in (above[:-1] if heading else above) if any(map(str.strip, row)))
    source = tables[0].source
    return PeopleList(
        title=title.title,
        event_name=title.event_name,
        place=title.place,
        starts_on=title.starts_on,
        ends_on=title.ends_on,
        columns=tuple(column for table in tables for column in table.columns),
        people=tuple(person for reader in readers for person in reader.people),
        problems=tuple(problem for reader in readers for problem in reader.problems),
        notes=(*title.rest, *(note for reader in readers for note in reader.notes)),
        header_row=header.first + 1 if header else 0,
        source=source.name if source else "",
        tables=len(tables),
    )


def columns_alone(rows: Sequence[Sequence[str]], header_row: int = 0) -> PeopleList:
    """What can be said of a list that ``read_people`` refuses: its columns, so that a person can say what they mean.

    The header is the row that was told, else the fullest of the first ones.
    """
    deepest = rows[:_DEEPEST]
    fullest = max(range(len(deepest)), key=lambda index: sum(map(bool, map(str.strip, deepest[index]))), default=0)
    header = header_of(rows, header_row) or (header_of(rows, fullest + 1) if header_row >= 0 else None)
    tables = tables_of(rows, header, {})
    columns = tuple(column for table in tables for column in table.columns)
    number = header.first + 1 if header else 0
    return PeopleList("", "", "", None, None, columns, (), (), header_row=number, tables=len(tables))


def columns_by_content(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """What the columns of a list without a header seem to mean, by their letters.

    Nothing where none holds names, or all that can be told of the others is nothing: any short words look like names.
    """
    found: dict[str, str] = {}
    for index in range(max(map(len, rows), default=0)):
        cells = [text for row in rows[:_SAMPLE] if index < len(row) and (text := clean(row[index]))]
        for meaning, fits in KINDS.items():
            taken = meaning.value in found.values()
            if cells and not taken and sum(map(fits, cells)) >= _MOSTLY * len(cells):
                found[column_letter(index)] = meaning.value
                break
    kinds = set(found.values()) - {Meaning.NUMBER.value}
    return found if Meaning.NAME.value in kinds and len(kinds) > 1 else {}


def together(lists: Sequence[PeopleList]) -> PeopleList:
    """The lists of several sheets as one; what it says of itself is what the first says."""
    first, tables = lists[0], 0
    people: list[ListedPerson] = []
    problems: list[Problem] = []
    for one in lists:
        people += [replace(person, table=person.table + tables) for person in one.people]
        problems += [replace(problem, table=problem.table + tables) for problem in one.problems]
        tables += one.tables
    notes = tuple(dict.fromkeys(note for one in lists for note in one.notes))
    return replace(first, people=tuple(people), problems=tuple(problems), notes=notes, tables=tables)


def _first_section(above: Sequence[Sequence[str]], readers: Sequence[RowReader]) -> str:
    """The line right above the header, where it heads the first guests as later ones have their own heading."""
    heading = _line(above[-1]) if above else ""
    said = any(column.meaning is Meaning.CATEGORY for reader in readers for column in reader.table.columns)
    sectioned = not said and any(reader.sections for reader in readers)
    if not sectioned or len(heading) > _LONGEST_HEADING or not names_category(heading):
        return ""
    for reader in readers:
        reader.head_first(heading)
    return heading


def _line(row: Sequence[str]) -> str:
    """The text of a row above the table; a merged cell that was filled in everywhere counts once."""
    return "    ".join(dict.fromkeys(cell for cell in row if cell.strip()))
