"""A guest list understood: rows of cells become people, with what was wrong with the rest.

Lists are laid out for reading: a title above, a header somewhere, section rows that say the category of those below
them, blank rows, totals, notes. Nothing a row says is lost: what no column is known for comes back as ``extra``.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.list_headers import NAMES, Meaning, find_header, meaning_of
from desktop.domain.list_title import read_title
from desktop.domain.names import ListedName, is_style, split_name
from desktop.domain.posts import ListedPost, posts
from desktop.domain.text import clean, fold, is_han
from desktop.errors import N_, UserError


class NoHeader(UserError):
    """No row of the table names its columns."""

    code = "no_header"
    text = N_("No row here names the columns. Give the list a first row such as Name, Organisation, Title.")


class NoNameColumn(UserError):
    """The columns were told, and none of them holds names."""

    code = "no_name_column"
    text = N_("No column holds the names. Say which column does.")


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
class ListedPerson:
    """One person as the list gives them; ``row`` counts from 1, as a spreadsheet does."""

    row: int
    name: ListedName
    number: str = ""
    posts: tuple[ListedPost, ...] = ()
    category: str = ""
    role: str = ""
    attendance: str = ""
    seat: str = ""
    phone: str = ""
    email: str = ""
    diet: str = ""
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A whole list: its title as far as it was understood, its columns, its people in order, its problems."""

    title: str
    event_name: str
    place: str
    starts_on: date | None
    ends_on: date | None
    columns: tuple[Column, ...]
    people: tuple[ListedPerson, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


_NO_NAME = ("no_name", N_("This row has no name."))
_SEVERAL = ("several_people", N_("This cell seems to name several people; give each a row."))
_TOO_LONG = ("name_too_long", N_("This is too long for a name."))
_LOST = ("unprintable_character", N_("A character of this name is in no standard; type the name again."))
_EMAIL = ("bad_email", N_("This is no e-mail address."))

_LONGEST_NAME = 120
_TOTAL = re.compile(
    r"^(?:合計|合计|總計|总计|共計|共计|小計|小计|總數|总数|總人數|总人数|(?:sub)?total\b|共\s*\d+\s*[人位名])",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(?:注|註|備註|备注|備注|說明|说明|附註|附注|notes?|remarks?)\s*\d*\s*[:：.、]|^[*＊※]", re.IGNORECASE
)
_SECTION = re.compile(
    r"嘉賓|嘉宾|貴賓|贵宾|來賓|来宾|代表|講者|讲者|演講|演讲|主禮|主礼|媒體|媒体|記者|记者|人員|人员|主辦|主办|協辦|协办|支持|"
    r"機構|机构|單位|单位|企業|企业|接待|參訪|参访|致辭|致辞|評審|评审|參展|参展|選手|选手|"
    r"學生|学生|義工|义工|志願|志愿|[組组團团類类]$|"
    r"guests?|vips?|speakers?|delegat|exhibitor|media|press|staff|sponsor|organi[sz]er|panel|jury|volunteer",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\w|[\ue000-\uf8ff]")
_SEVERAL_NAMES = re.compile(r"\w[、;；\n]\s*\w|\w\s[&＆和及與与]\s\w")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LEAST_STYLED = 0.8


def read_people(rows: Sequence[Sequence[str]], mapping: Mapping[int, str] | None = None) -> PeopleList:
    """Understand ``rows``; ``mapping`` says what columns (from 0) mean where the guess from the header is wrong.

    Raises ``NoHeader``, ``NoNameColumn`` or ``UnknownMeaning``.
    """
    header = find_header(rows)
    if header is None and not mapping:
        raise NoHeader
    first = 0 if header is None else header + 1
    columns = _columns(rows[header] if header is not None else (), rows[first:], mapping or {})
    if not any(column.meaning in NAMES for column in columns):
        raise NoNameColumn
    title = read_title(_line(row) for row in rows[: header or 0] if any(map(str.strip, row)))
    reading = _Reading(columns)
    for number, row in enumerate(rows[first:], first + 1):
        reading.take(number, row)
    return PeopleList(
        title=title.title,
        event_name=title.event_name,
        place=title.place,
        starts_on=title.starts_on,
        ends_on=title.ends_on,
        columns=columns,
        people=tuple(reading.people),
        problems=tuple(reading.problems),
        notes=(*title.rest, *reading.notes),
    )


def column_letter(index: int) -> str:
    """What a spreadsheet calls the column with ``index`` from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _line(row: Sequence[str]) -> str:
    """The text of a row above the table; a merged cell that was filled in everywhere counts once."""
    return "    ".join(dict.fromkeys(cell for cell in row if cell.strip()))


def _columns(header: Sequence[str], body: Sequence[Sequence[str]], mapping: Mapping[int, str]) -> tuple[Column, ...]:
    width = max([len(header), *map(len, body), *(index + 1 for index in mapping)])
    told = {index: _meaning(meaning) for index, meaning in mapping.items()}
    taken = set(told.values())
    columns: list[Column] = []
    for index in range(width):
        written = clean(header[index]) if index < len(header) else ""
        meaning = told.get(index)
        if meaning is None:
            meaning = _guess(written, index, body)
            meaning = Meaning.OTHER if meaning in taken and meaning not in _MAY_REPEAT else meaning
            taken.add(meaning)
        columns.append(Column(index, written, meaning))
    return tuple(columns)


# Several of these in one list are all used, the others only once.
_MAY_REPEAT = NAMES | {Meaning.PHONE, Meaning.NOTE}


def _meaning(said: str) -> Meaning:
    try:
        return Meaning(said)
    except ValueError:
        known = ", ".join(meaning.value for meaning in Meaning if meaning)
        raise UnknownMeaning(meaning=said, known=known) from None


def _guess(header: str, index: int, body: Sequence[Sequence[str]]) -> Meaning:
    """What ``header`` means; a "title" may be Mr and Ms, and a 稱謂 may be a post: the cells tell."""
    meaning = meaning_of(header)
    if meaning is not Meaning.STYLE and fold(header) != "title":
        return meaning
    filled = [cell for row in body[:500] if index < len(row) and (cell := clean(row[index]))]
    styled = sum(map(is_style, filled))
    if not filled or (meaning is Meaning.STYLE and styled):
        return meaning
    return Meaning.STYLE if styled >= _LEAST_STYLED * len(filled) else Meaning.TITLE


@dataclass(slots=True)
class _Reading:
    """The rows below the header, one after another."""

    columns: tuple[Column, ...]
    people: list[ListedPerson] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    section: str = ""

    def take(self, number: int, row: Sequence[str]) -> None:
        """Understand one row: a person, a section, a total, a note, a repeated header, or nothing."""
        filled = [(index, text) for index, cell in enumerate(row) if (text := clean(cell))]
        names = [(index, text) for index, text in filled if self._means(index) in NAMES and _NAMED.search(text)]
        if not filled or all(self._means(index) is Meaning.NUMBER and _is_number(text) for index, text in filled):
            return
        lone = len({text for _index, text in filled}) == 1
        text = filled[0][1]
        if _TOTAL.match(text) or (names and all(meaning_of(name) in NAMES for _index, name in names)):
            return
        if _NOTE.match(text) and (lone or not names):
            self.notes.append(" ".join(text for _index, text in filled))
        elif lone and self._is_section(filled, text):
            self.section = text
        elif not names:
            column = next((column for column in self.columns if column.meaning in NAMES), self.columns[0])
            whole = " ".join(text for _index, text in filled)
            self._problem(number, column, whole, _NO_NAME, rejected=True, name=_whole_name(self.columns, row))
        else:
            self._person(number, row)

    def _means(self, index: int) -> Meaning:
        return self.columns[index].meaning

    def _is_section(self, filled: list[tuple[int, str]], text: str) -> bool:
        if len(filled) > 1 or self._means(filled[0][0]) is Meaning.NUMBER:
            return len(filled) > 1 or not _is_number(text)
        if self._means(filled[0][0]) not in NAMES:
            return filled[0][0] == 0
        several_columns = sum(column.meaning is not Meaning.OTHER for column in self.columns) > 1
        return several_columns and (_SECTION.search(text) is not None or text.endswith((":", "：", ")", "）")))

    def _person(self, number: int, row: Sequence[str]) -> None:
        said: dict[Meaning, list[str]] = {}
        extra: list[tuple[str, str]] = []
        for column, cell in zip(self.columns, row, strict=False):
            if not cell.strip():
                continue
            if column.meaning is Meaning.OTHER:
                extra.append((column.header or column_letter(column.index), clean(cell)))
            else:
                said.setdefault(column.meaning, []).append(cell)
        if not self._name_is_sound(number, row):
            return
        name = split_name(_whole_name(self.columns, row), _first(said, Meaning.STYLE))
        self._check_email(number, said)
        self.people.append(
            ListedPerson(
                row=number,
                name=name,
                number=_first(said, Meaning.NUMBER),
                posts=posts("\n".join(said.get(Meaning.TITLE, ())), "\n".join(said.get(Meaning.ORGANISATION, ()))),
                category=_first(said, Meaning.CATEGORY) or self.section,
                role=_first(said, Meaning.ROLE),
                attendance=_first(said, Meaning.ATTENDANCE),
                seat=_first(said, Meaning.SEAT),
                phone=_all(said, Meaning.PHONE),
                email=_first(said, Meaning.EMAIL),
                diet=_first(said, Meaning.DIET),
                note="; ".join(filter(None, (_all(said, Meaning.NOTE), name.remark))),
                extra=tuple(extra),
            )
        )

    def _name_is_sound(self, number: int, row: Sequence[str]) -> bool:
        """Whether the row's names can be taken; notes what is doubtful about them."""
        for column, cell in zip(self.columns, row, strict=False):
            if column.meaning not in NAMES:
                continue
            value = clean(cell)
            if len(value) > _LONGEST_NAME:
                cut = f"{value[:_LONGEST_NAME]}…"
                self._problem(number, column, cut, _TOO_LONG, rejected=True, name=cut)
                return False
            if _SEVERAL_NAMES.search(cell) and sum(map(is_han, value)) > 3:
                self._problem(number, column, value, _SEVERAL)
            if any(unicodedata.category(c) == "Co" or c == "\ufffd" for c in cell):
                self._problem(number, column, value, _LOST)
        return True

    def _check_email(self, number: int, said: Mapping[Meaning, Sequence[str]]) -> None:
        address = _first(said, Meaning.EMAIL)
        if address and not _ADDRESS.search(address):
            column = next(column for column in self.columns if column.meaning is Meaning.EMAIL)
            self._problem(number, column, address, _EMAIL)

    def _problem(
        self, row: int, column: Column, value: str, what: tuple[str, str], *, rejected: bool = False, name: str = ""
    ) -> None:
        where = column.header or column_letter(column.index)
        self.problems.append(Problem(row, where, value, *what, rejected, name))


def _whole_name(columns: Iterable[Column], row: Sequence[str]) -> str:
    """The cells that make up the name, in the list's order; family and given name in Chinese without a space."""
    whole = ""
    for column, cell in zip(columns, row, strict=False):
        text = clean(cell)
        if column.meaning not in NAMES or not text or fold(text) in fold(whole):
            continue
        close = whole and is_han(whole[-1]) and is_han(text[0]) and column.meaning not in {Meaning.NAME}
        whole = f"{whole}{text}" if close else f"{whole} {text}".strip()
    return whole


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d.,()（）、#]+", text) is not None


def _first(said: Mapping[Meaning, Sequence[str]], meaning: Meaning) -> str:
    return clean(said[meaning][0]) if meaning in said else ""


def _all(said: Mapping[Meaning, Sequence[str]], meaning: Meaning) -> str:
    return "; ".join(dict.fromkeys(map(clean, said.get(meaning, ()))))
