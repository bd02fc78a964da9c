"""The rows of a list below its header, one after another: people, sections, totals, notes.

Nothing a row says is lost: what no column is known for comes back as ``extra``.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.domain.contacts import BETWEEN, tidy_parts
from desktop.domain.list_headers import NAMES, Meaning, is_header_word
from desktop.domain.list_sources import language_of, status_of
from desktop.domain.list_tables import Table, column_letter
from desktop.domain.list_title import only_heads_a_list
from desktop.domain.list_values import ListedPerson, Problem
from desktop.domain.list_words import BODIES
from desktop.domain.names import ListedName, split_name
from desktop.domain.posts import ListedPost, posts, posts_by_line, with_english
from desktop.domain.text import clean, fold, is_han
from desktop.domain.verdicts import EXPECTED
from desktop.errors import N_

_NO_NAME = ("no_name", N_("This row has no name."))
_SEVERAL = ("several_people", N_("This cell seems to name several people; give each a row."))
_TOO_LONG = ("name_too_long", N_("This is too long for a name."))
_LOST = ("unprintable_character", N_("A character of this name is in no standard; type the name again."))
_EMAIL = ("bad_email", N_("This is no e-mail address."))
_HIDDEN = ("hidden_row", N_("This row is hidden in the file."))
_SAME_PERSON = ("same_person", N_("This person stands above already; the posts of both rows count."))
_UNKNOWN_STATUS = ("unknown_status", N_("This status is not known; it is kept as a note."))

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
_REPLACED = "\ufffd"
_NAMED = re.compile(r"\w|[\ue000-\uf8ff]")
_SEVERAL_NAMES = re.compile(r"\w[、;；\n]\s*\w|\w\s[&＆和及與与]\s\w")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_HEAD_COUNT = re.compile(r"\s*[(（]?\s*(?:共\s*)?\d+\s*[人位名]?\s*[)）]?$")
_CLOSING = re.compile(
    r"^(?:製表|制表|編製|编制|更新日期|更新於|更新于|截至|名單截至|名单截至|第\s*\d+\s*[頁页]|以上|[(（]?[完終终][)）]?$|"
    r"prepared by|updated|page \d|end of)",
    re.IGNORECASE,
)
_INTERPRETED = {Meaning.STATUS, Meaning.ATTENDANCE, Meaning.LANGUAGE}
# What is taken as it stands.
_PLAIN = {
    "number": Meaning.NUMBER,
    "category": Meaning.CATEGORY,
    "role": Meaning.ROLE,
    "attendance": Meaning.ATTENDANCE,
    "seat": Meaning.SEAT,
    "escort": Meaning.ESCORT,
    "delegation": Meaning.DELEGATION,
    "email": Meaning.EMAIL,
    "diet": Meaning.DIET,
    "access": Meaning.ACCESS,
    "tags": Meaning.TAGS,
}


@dataclass(slots=True)
class RowReader:
    """Takes the rows of one table; ``number`` is which one, ``hidden`` are rows that the file does not show."""

    table: Table
    number: int = 0
    hidden: Collection[int] = frozenset()
    people: list[ListedPerson] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    section: str = ""
    _place: str = ""
    _held: dict[int, str] = field(default_factory=dict)
    _last: int = 0
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _at: dict[Meaning, tuple[int, ...]] = field(init=False)
    _names: tuple[int, ...] = field(init=False)
    _plain: list[tuple[str, tuple[int, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        at: dict[Meaning, list[int]] = {}
        for place, column in enumerate(self.table.columns):
            at.setdefault(column.meaning, []).append(place)
        self._at = {meaning: tuple(places) for meaning, places in at.items()}
        self._plain = [(one, self._at[meaning]) for one, meaning in _PLAIN.items() if meaning in self._at]
        self._names = tuple(place for place, column in enumerate(self.table.columns) if column.meaning in NAMES)

    def take(self, number: int, row: Sequence[str]) -> None:
        """Understand one row: a person, a section, a total, a note, a repeated header, or nothing."""
        raw = list(row[self.table.start : self.table.end])
        cells = [clean(cell) if cell else "" for cell in raw]
        filled = [place for place, text in enumerate(cells) if text]
        if not filled or all(self._means(place) is Meaning.NUMBER and _is_number(cells[place]) for place in filled):
            return
        names = [place for place in self._names if place < len(cells) and _NAMED.search(cells[place])]
        if names and self.table.source is not None and self.table.source.exact:
            self._person(number, raw, cells)
        elif not self._passed_over(cells, filled, names):
            self._carry(raw, cells)
            if names:
                self._person(number, raw, cells)
            elif not self._goes_on(number, raw, filled):
                self._nameless(number, cells)

    def _passed_over(self, cells: Sequence[str], filled: list[int], names: list[int]) -> bool:
        """Whether a row is no person's: a total, a header again, a note, a section."""
        lone = len({cells[place] for place in filled}) == 1
        text = cells[filled[0]]
        if _TOTAL.match(text) or (names and all(self._heads(place, cells[place]) for place in names)):
            return True
        if (_NOTE.match(text) or (lone and _CLOSING.match(text))) and (lone or not names):
            self.notes.append(" ".join(cells[place] for place in filled))
            return True
        if lone and self._is_section(filled, text):
            self._begin_section(text)
            return True
        return False

    def _heads(self, place: int, text: str) -> bool:
        return is_header_word(text) or text == self.table.columns[place].header

    def _means(self, place: int) -> Meaning:
        return self.table.columns[place].meaning

    def _is_section(self, filled: list[int], text: str) -> bool:
        first = self._means(filled[0])
        if filled[0] in self.table.carried:
            return False
        if len(filled) > 1 or first is Meaning.NUMBER:
            return len(filled) > 1 or not _is_number(text)
        if first not in NAMES:
            return filled[0] == 0
        several = sum(column.meaning is not Meaning.OTHER for column in self.table.columns) > 1
        said = _HEAD_COUNT.sub("", text)
        if Meaning.ORGANISATION not in self._at and said.endswith(BODIES):
            return several
        return several and (_SECTION.search(text) is not None or text.endswith((":", "：", ")", "）")))

    def _begin_section(self, text: str) -> None:
        """What follows belongs to a category, or to an organisation where no column says which."""
        said = _HEAD_COUNT.sub("", text).strip(" :：")
        if Meaning.ORGANISATION not in self._at and said.endswith(BODIES):
            self._place = said
        else:
            self.section, self._place = text, ""

    def _carry(self, raw: list[str], cells: list[str]) -> None:
        """Put into the cells of a row what one above says for it too."""
        for place in self.table.carried:
            if place < len(cells) and cells[place]:
                self._held[place] = cells[place]
            elif place in self._held:
                raw[place] = cells[place] = self._held[place]

    def _goes_on(self, number: int, raw: Sequence[str], filled: list[int]) -> bool:
        """Whether a row without a name and number holds more posts of the person right above it."""
        posts_only = all(self._means(place) in {Meaning.TITLE, Meaning.ORGANISATION} for place in filled)
        if not self.people or self._last != number - 1 or not posts_only or Meaning.NUMBER not in self._at:
            return False
        above = self.people[-1]
        self.people[-1] = replace(above, posts=above.posts + self._posts(raw))
        self._last = number
        return True

    def _nameless(self, number: int, cells: Sequence[str]) -> None:
        place = self._names[0] if self._names else 0
        whole = " ".join(filter(None, cells))
        self._problem(number, place, whole, _NO_NAME, rejected=True, name=self._whole_name(cells))

    def _person(self, number: int, raw: Sequence[str], cells: list[str]) -> None:
        if number in self.hidden:
            whole = self._whole_name(cells)
            self._problem(number, self._names[0], whole, _HIDDEN, rejected=True, name=whole)
            return
        if not self._name_is_sound(number, raw, cells):
            return
        exact = self.table.source is not None and self.table.source.exact
        style = self._first(cells, Meaning.STYLE)
        name = self._exact_name(cells) if exact else split_name(self._whole_name(cells), style)
        plain: dict[str, Any] = {one: self._of(cells, at) for one, at in self._plain}
        person = ListedPerson(
            row=number,
            name=name,
            posts=self._posts(raw, exact=exact),
            note=self._note(raw, cells, name, exact=exact),
            extra=() if exact else self._extra(cells),
            table=self.number,
            phone=self._phone(cells),
            **plain,
        )
        if self.section and not person.category:
            person = replace(person, category=self.section)
        self._check_email(number, person.email)
        if not self._at.keys().isdisjoint(_INTERPRETED):
            person = self._with_language(self._with_status(number, person, cells), cells)
        self._add(person)
        self._last = number

    def _phone(self, cells: Sequence[str]) -> str:
        said = self._said(cells, Meaning.PHONE)
        return tidy_parts(BETWEEN.join(said)) if said else ""

    def _add(self, person: ListedPerson) -> None:
        """Add a person, or the posts alone where the list says by a number that it is somebody who stands above."""
        name = fold(person.name.name_zh or person.name.name_latin)
        keys = [(name, fold(said)) for said in (person.phone, person.email) if said]
        above = next((self._seen[key] for key in keys if key in self._seen), None)
        if above is None and person.number and self.people and self._last == person.row - 1:
            before = self.people[-1]
            same = before.number == person.number and before.name == person.name
            above = len(self.people) - 1 if same else None
        if above is None:
            self._seen.update(dict.fromkeys(keys, len(self.people)))
            self.people.append(person)
            return
        before = self.people[above]
        more = tuple(post for post in person.posts if post not in before.posts)
        if not more:
            self.people.append(person)  # the same row twice, which the import tells
            return
        self.people[above] = replace(before, posts=before.posts + more)
        shown = person.name.name_zh or person.name.name_latin
        self._problem(person.row, self._names[0], shown, _SAME_PERSON, name=shown)

    def _with_status(self, number: int, person: ListedPerson, cells: Sequence[str]) -> ListedPerson:
        """``person`` with the status that its cells say; an answer that somebody won't come is one too."""
        said = self._first(cells, Meaning.STATUS)
        status = status_of(said)
        if said and status is None:
            self._problem(number, self._at[Meaning.STATUS][0], said, _UNKNOWN_STATUS)
            header = self.table.columns[self._at[Meaning.STATUS][0]].header
            return replace(person, extra=(*person.extra, (header, said)))
        answer = status_of(person.attendance)
        if status is None and answer is not None and answer not in EXPECTED:
            status = answer
        return replace(person, status=status) if status is not None else person

    def _with_language(self, person: ListedPerson, cells: Sequence[str]) -> ListedPerson:
        said = self._first(cells, Meaning.LANGUAGE)
        if not said:
            return person
        language = language_of(said)
        if language is not None:
            return replace(person, language=language.value)
        return replace(person, extra=(*person.extra, (self.table.columns[self._at[Meaning.LANGUAGE][0]].header, said)))

    def _posts(self, raw: Sequence[str], *, exact: bool = False) -> tuple[ListedPost, ...]:
        titles, places, titles_en, places_en = (
            "\n".join(raw[place] for place in self._at.get(meaning, ()) if place < len(raw))
            for meaning in (Meaning.TITLE, Meaning.ORGANISATION, Meaning.TITLE_EN, Meaning.ORGANISATION_EN)
        )
        if exact:
            return posts_by_line(titles, places, titles_en, places_en)
        listed = posts(titles, places or self._place)
        return with_english(listed, titles_en, places_en) if titles_en or places_en else listed

    def _exact_name(self, cells: Sequence[str]) -> ListedName:
        return ListedName(
            *(
                self._first(cells, meaning)
                for meaning in (
                    Meaning.NAME_ZH, Meaning.NAME_LATIN, Meaning.STYLE, Meaning.STYLE_EN, Meaning.HONOURS,
                    Meaning.HONOURS_EN,
                )
            )
        )  # fmt: skip

    def _note(self, raw: Sequence[str], cells: Sequence[str], name: ListedName, *, exact: bool) -> str:
        if exact:
            lines = (clean(line) for place in self._at.get(Meaning.NOTE, ()) for line in raw[place].split("\n"))
            return "\n".join(filter(None, lines))
        return "; ".join(filter(None, (*self._said(cells, Meaning.NOTE), name.remark)))

    def _extra(self, cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
        columns = self.table.columns
        return tuple(
            (columns[place].header or column_letter(columns[place].index), cells[place])
            for place in self._at.get(Meaning.OTHER, ())
            if place < len(cells) and cells[place]
        )

    def _name_is_sound(self, number: int, raw: Sequence[str], cells: Sequence[str]) -> bool:
        """Whether the row's names can be taken; notes what is doubtful about them."""
        for place in self._names:
            value = cells[place] if place < len(cells) else ""
            if len(value) > _LONGEST_NAME:
                cut = f"{value[:_LONGEST_NAME]}…"
                self._problem(number, place, cut, _TOO_LONG, rejected=True, name=cut)
                return False
            if value and _SEVERAL_NAMES.search(raw[place]) and sum(map(is_han, value)) > 3:
                self._problem(number, place, value, _SEVERAL)
            private = not value.isprintable() and any(unicodedata.category(c) == "Co" for c in value)
            if private or _REPLACED in value:
                self._problem(number, place, value, _LOST)
        return True

    def _check_email(self, number: int, address: str) -> None:
        if address and not _ADDRESS.search(address):
            self._problem(number, self._at[Meaning.EMAIL][0], address, _EMAIL)

    def _problem(
        self, row: int, place: int, value: str, what: tuple[str, str], *, rejected: bool = False, name: str = ""
    ) -> None:
        column = self.table.columns[place]
        where = column.header or column_letter(column.index)
        self.problems.append(Problem(row, where, value, *what, rejected, name, self.number))

    def _whole_name(self, cells: Sequence[str]) -> str:
        """The cells that make up the name, in the list's order; family and given name in Chinese without a space."""
        whole = ""
        for place in self._in_order(cells):
            text = cells[place] if place < len(cells) else ""
            if not text or (whole and fold(text) in fold(whole)):
                continue
            close = whole and is_han(whole[-1]) and is_han(text[0]) and self._means(place) is not Meaning.NAME
            whole = f"{whole}{text}" if close else f"{whole} {text}".strip()
        return whole

    def _in_order(self, cells: Sequence[str]) -> Sequence[int]:
        """The places of the name's cells; in Chinese the family name comes first, wherever its column stands."""
        family, given = self._at.get(Meaning.FAMILY_NAME, ()), self._at.get(Meaning.GIVEN_NAME, ())
        if not family or not given or given[0] > family[0] or not all(map(is_han, self._of(cells, family)[:1] or "-")):
            return self._names
        return (*family, *(place for place in self._names if place not in family))

    def _first(self, cells: Sequence[str], meaning: Meaning) -> str:
        return self._of(cells, self._at.get(meaning, ()))

    def _of(self, cells: Sequence[str], places: Sequence[int]) -> str:
        for place in places:
            if place < len(cells) and cells[place]:
                return cells[place]
        return ""

    def _said(self, cells: Sequence[str], meaning: Meaning) -> list[str]:
        """What all columns of a meaning say, each thing once."""
        places = self._at.get(meaning, ())
        return list(dict.fromkeys(cells[place] for place in places if place < len(cells) and cells[place]))


def names_category(text: str) -> bool:
    """Whether ``text`` reads like a heading for a kind of guests."""
    return _SECTION.search(text) is not None and not only_heads_a_list(text)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d.,()（）、#]+", text) is not None
