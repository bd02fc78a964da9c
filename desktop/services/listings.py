"""A file becomes a listing: read, understood, corrected as a person said. Touches no database."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.list_kinds import ListKind, kind_of
from desktop.domain.list_problems import NO_PHOTO
from desktop.domain.list_reading import ALL_SHEETS, NO_HEADER, Reading, shape_of
from desktop.domain.list_tables import column_letter, header_of
from desktop.domain.list_values import PeopleList, Problem
from desktop.domain.people_list import NoHeader, NoNameColumn, columns_alone, columns_by_content, read_people, together
from desktop.domain.text import fold
from desktop.errors import N_, UserError
from desktop.exchange.encodings import UnreadableText
from desktop.services.bulk import uncollected

if TYPE_CHECKING:
    from desktop.exchange.sheets import Sheet


class EmptyList(UserError):
    code = "empty_list"
    text = N_("{file} has a header and nobody under it.")


class BadMapping(UserError):
    code = "bad_mapping"
    text = N_("The mapping names a column “{column}” that {file} does not have.")


class NoSuchSheet(UserError):
    code = "no_such_sheet"
    text = N_("{file} has no sheet “{sheet}”. It has: {sheets}.")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was read and understood, with the file it came from.

    ``sheets`` are the names of all sheets of the file, ``read`` of those that were read, a name a table of the list.
    ``reading`` is what was said of how to read it, now or where ``remembered`` of a list of the same ``shape``, which
    is what lists with the same headers have in common. ``trouble`` is why nobody could be read. ``encoding`` is that
    of a text file, as Python calls it. ``kind`` is what the file lists where it is not guests.
    """

    file: Path
    sha256: str
    people: PeopleList
    sheets: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)
    shape: str = ""
    remembered: bool = False
    default_category: str = ""
    trouble: UserError | None = None
    encoding: str = ""
    kind: ListKind | None = None

    @property
    def sheet(self) -> str:
        """The names of the sheets that were read."""
        return ", ".join(dict.fromkeys(self.read))


@uncollected()
def read_list(
    path: Path,
    reading: Reading | None = None,
    category: str = "",
    *,
    memory: Mapping[str, Reading] | None = None,
    lenient: bool = False,
) -> Listing:
    """Read and understand a file.

    ``reading`` says what a guess would get wrong; where it is None, it is what ``memory`` holds for lists with the
    same headers. ``category`` is for rows of which the list says none. Where it is ``lenient``, a list whose columns
    or characters are not understood comes without people, for them to be told. Raises the reader's refusals,
    ``BadMapping``, ``NoSuchSheet`` or ``EmptyList``.
    """
    from desktop.exchange.tables import sheets_with_people

    sheets, unreadable = _sheets(path, reading.encoding if reading else "", lenient=lenient)
    likely = sheets_with_people(sheets)
    shape = _shape(likely[0])
    known = reading is None
    if reading is None:
        reading = (memory or {}).get(shape, Reading())
    remembered = known and bool(reading)
    if lenient and not reading and not header_of(likely[0].rows):
        guessed = columns_by_content(likely[0].rows)
        reading = Reading(header_row=NO_HEADER, columns=guessed) if guessed else reading
    chosen = _chosen(sheets, likely, reading, path)
    trouble: UserError | None = None
    try:
        if unreadable is not None:
            raise unreadable
        lists = _understood(chosen, reading, path)
    except (NoHeader, NoNameColumn, BadMapping, EmptyList, UnreadableText) as error:
        if not lenient:
            raise
        trouble, chosen = error, chosen[:1]
        lists = [columns_alone(chosen[0].rows, reading.header_row)]
        reading = replace(reading, header_row=reading.header_row or lists[0].header_row)
    return Listing(
        file=path,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        people=together(lists) if len(lists) > 1 else lists[0],
        sheets=tuple(sheet.name for sheet in sheets),
        read=tuple(sheet.name for sheet, one in zip(chosen, lists, strict=True) for _table in range(one.tables)),
        reading=reading,
        shape=shape,
        remembered=remembered,
        default_category=category,
        trouble=trouble,
        encoding=sheets[0].encoding,
        kind=kind_of(sheet.rows for sheet in sheets),
    )


def kind_of_file(path: Path) -> ListKind | None:
    """What a file lists where it is not guests; None also where it can't be read."""
    try:
        sheets, _unreadable = _sheets(path, "", lenient=False)
    except UserError:
        return None
    return kind_of(sheet.rows for sheet in sheets)


def with_choices(listing: Listing, choices: Mapping[tuple[int, int], bool]) -> Listing:
    """``listing`` with what somebody said of rows, by table and row: whether they are the person of the same name."""
    if not choices:
        return listing
    people = tuple(
        replace(one, same=choices[one.table, one.row]) if (one.table, one.row) in choices else one
        for one in listing.people.people
    )
    return replace(listing, people=replace(listing.people, people=people))


def _sheets(path: Path, encoding: str, *, lenient: bool) -> tuple[tuple["Sheet", ...], "UserError | None"]:
    """The sheets of a file, and why they can't be read where they are only good enough to be looked at."""
    from desktop.exchange.tables import read_sheets

    try:
        return read_sheets(path, encoding or None), None
    except UnreadableText as error:
        if not lenient:
            raise
        return read_sheets(path, encoding or None, damaged=True), error


def _chosen(sheets: Sequence["Sheet"], likely: Sequence["Sheet"], reading: Reading, path: Path) -> Sequence["Sheet"]:
    if not reading.sheet:
        return likely
    if reading.sheet == ALL_SHEETS:
        return [sheet for sheet in sheets if header_of(sheet.rows)] or likely
    found = [sheet for sheet in sheets if sheet.name == reading.sheet]
    if not found:
        raise NoSuchSheet(file=path, sheet=reading.sheet, sheets=", ".join(sheet.name for sheet in sheets))
    return found


def _understood(chosen: Sequence["Sheet"], reading: Reading, path: Path) -> list[PeopleList]:
    lists = [_read(sheet, reading, path, several=len(chosen) > 1) for sheet in chosen]
    if not any(one.people or one.problems for one in lists):
        raise EmptyList(file=path)
    return lists


def _read(sheet: "Sheet", reading: Reading, path: Path, *, several: bool) -> PeopleList:
    listed = read_people(
        sheet.rows,
        _told(sheet, reading, path),
        header_row=reading.header_row,
        hidden=frozenset() if reading.hidden else sheet.hidden,
        section=sheet.name if several else "",
    )
    return _with_photos(listed, sheet.photos) if sheet.photos else listed


def _with_photos(listed: PeopleList, photos: Mapping[int, bytes]) -> PeopleList:
    """``listed`` with the photos of its rows, as they are kept; what is none is told."""
    from desktop.exchange.portraits import as_listed_photo

    people, problems = [], list(listed.problems)
    for person in listed.people:
        if data := photos.get(person.row, b""):
            try:
                person = replace(person, photo=as_listed_photo(data))
            except UserError:
                name = person.name.name_zh or person.name.name_latin
                problems.append(Problem(person.row, "", name, *NO_PHOTO, table=person.table))
        people.append(person)
    return replace(listed, people=tuple(people), problems=tuple(problems))


def _told(sheet: "Sheet", reading: Reading, path: Path) -> dict[int, str]:
    """What was said of columns, by their index; a column is named by its header, or by its letter."""
    header = header_of(sheet.rows, reading.header_row)
    cells = header.cells if header else ()
    letters = {column_letter(index): index for index in range(max(map(len, sheet.rows), default=0))}
    told: dict[int, str] = {}
    for name, meaning in reading.columns.items():
        places = [index for index, cell in enumerate(cells) if cell and fold(cell) == fold(name)]
        places = places or [letters[name.upper()]] if places or name.upper() in letters else []
        if not places:
            raise BadMapping(column=name, file=path)
        told.update(dict.fromkeys(places, meaning))
    return told


def _shape(sheet: "Sheet") -> str:
    header = header_of(sheet.rows)
    named = header.cells if header else next((row for row in sheet.rows if sum(map(bool, row)) > 1), ())
    return shape_of(named)
