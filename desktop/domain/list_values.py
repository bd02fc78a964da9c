"""What a guest list says: its people, its problems, what it says of itself."""

from dataclasses import dataclass, field
from datetime import date

from desktop.domain.list_tables import Column
from desktop.domain.names import ListedName
from desktop.domain.posts import ListedPost
from desktop.domain.verdicts import Status


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person as the list gives them.

    ``row`` counts from 1, as a spreadsheet does; ``table`` from 0, where tables stand side by side or on several
    sheets. ``serial`` is that of a badge, ``host`` the guest with whom they come: the name, then their number in the
    list in brackets where it is known; ``photo`` is ready to be kept. ``same`` is what somebody said where it is in
    doubt whether this is the person of the same name who is known or stands above.
    """

    row: int
    name: ListedName
    number: str = ""
    posts: tuple[ListedPost, ...] = ()
    category: str = ""
    role: str = ""
    attendance: str = ""
    status: Status | None = None
    seat: str = ""
    escort: str = ""
    delegation: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    diet: str = ""
    access: str = ""
    tags: str = ""
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    table: int = 0
    serial: str = ""
    host: str = ""
    photo: bytes = field(default=b"", repr=False)
    same: bool | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row; where ``rejected``, the row gave no person. ``text`` is a message id.

    ``value`` is what is wrong, which may be the whole row; ``name`` is what stands in its name cell.
    """

    row: int
    column: str
    value: str
    code: str
    text: str
    rejected: bool = False
    name: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A whole list: its title as far as it was understood, its columns, its people in order, its problems.

    ``header_row`` counts from 1, 0 is none; ``source`` is the program that made the list, where it is known;
    ``tables`` says how many there are.
    """

    title: str
    event_name: str
    place: str
    starts_on: date | None
    ends_on: date | None
    columns: tuple[Column, ...]
    people: tuple[ListedPerson, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    header_row: int = 0
    source: str = ""
    tables: int = 1
