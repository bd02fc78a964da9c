"""The rows of a list below its header, one after another: people, sections, totals, notes.

Nothing a row says is lost: what no column is known for comes back as ``extra``.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from desktop.domain import list_problems as wrong
from desktop.domain.contacts import BETWEEN, tidy_parts
from desktop.domain.list_cells import (
    DITTO,
    cleaned,
    closes,
    declines,
    half_width,
    heads_guests,
    is_hint,
    is_note,
    is_number,
    is_other_script,
    is_total,
    names_nobody,
    seems_several,
    several_names,
    without_head_count,
)
from desktop.domain.list_gathered import Gathered
from desktop.domain.list_headers import NAMES, Meaning, is_header_word
from desktop.domain.list_posts import PostCells, posts_of
from desktop.domain.list_sources import language_of, status_of
from desktop.domain.list_tables import Table, column_letter
from desktop.domain.list_values import ListedPerson, Problem
from desktop.domain.list_words import BODIES
from desktop.domain.names import ListedName, split_name
from desktop.domain.posts import ListedPost, posts_by_line
from desktop.domain.text import clean, fold, is_han
from desktop.domain.verdicts import EXPECTED, Status

_LONGEST_NAME = 120
_REPLACED = "\ufffd"
_NAMED = re.compile(r"\w|[\ue000-\uf8ff]")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_INTERPRETED = {Meaning.STATUS, Meaning.ATTENDANCE, Meaning.LANGUAGE}
_AROUND_NAMES = (Meaning.STYLE, Meaning.STYLE_EN, Meaning.HONOURS, Meaning.HONOURS_EN)
# What can be true of one person only.
_OF_ONE = (Meaning.PHONE, Meaning.EMAIL, *_AROUND_NAMES)
_POSTS = (Meaning.TITLE, Meaning.ORGANISATION, Meaning.TITLE_EN, Meaning.ORGANISATION_EN)
_PARTED = frozenset("/;；、,，|\n")
_MOST_KNOWN = 4_096
# What is taken as it stands.
_PLAIN = {
    "number": Meaning.NUMBER,
    "category": Meaning.CATEGORY,
    "role": Meaning.ROLE,
    "attendance": Meaning.ATTENDANCE,
    "seat": Meaning.SEAT,
    "escort": Meaning.ESCORT,
    "delegation": Meaning.DELEGATION,
    "diet": Meaning.DIET,
    "access": Meaning.ACCESS,
    "tags": Meaning.TAGS,
    "serial": Meaning.SERIAL,
    "host": Meaning.HOST,
}


@dataclass(slots=True)
class RowReader:
    """Takes the rows of one table; ``number`` is which one, ``hidden`` are rows that the file does not show."""

    table: Table
    number: int = 0
    hidden: Collection[int] = frozenset()
    gathered: Gathered = field(default_factory=Gathered)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    section: str = ""
    sections: int = 0
    _place: str = ""
    _held: dict[int, str] = field(default_factory=dict)
    _above: list[str] = field(default_factory=list)
    _known: dict[tuple[str, ...], tuple[ListedPost, ...]] = field(default_factory=dict)
    _of_posts: tuple[tuple[int, ...], ...] = field(init=False)
    _at: dict[Meaning, tuple[int, ...]] = field(init=False)
    _names: tuple[int, ...] = field(init=False)
    _plain: list[tuple[str, tuple[int, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        at: dict[Meaning, list[int]] = {}
        for place, column in enumerate(self.table.columns):
            at.setdefault(column.meaning, []).append(place)
        self._at = {meaning: tuple(places) for meaning, places in at.items()}
        self._plain = [(one, self._at[meaning]) for one, meaning in _PLAIN.items() if meaning in self._at]
        self._of_posts = tuple(self._at.get(meaning, ()) for meaning in _POSTS)
        self._names = tuple(place for place, column in enumerate(self.table.columns) if column.meaning in NAMES)

    @property
    def people(self) -> list[ListedPerson]:
        """Those who were taken, in their order."""
        return self.gathered.people

    def head_first(self, section: str) -> None:
        """Put those who stand above the first section of the table under ``section``."""
        self.gathered.people = [one if one.category else replace(one, category=section) for one in self.people]

    def take(self, number: int, row: Sequence[str]) -> None:
        """Understand one row: a person, a section, a total, a note, a repeated header, or nothing."""
        raw = list(row[self.table.start : self.table.end])
        raw += [""] * (len(self.table.columns) - len(raw))
        cells = list(map(cleaned, raw))
        filled = [place for place, text in enumerate(cells) if text]
        if not filled or all(self._means(place) is Meaning.NUMBER and is_number(cells[place]) for place in filled):
            return
        names = [place for place in self._names if _NAMED.search(cells[place])]
        if names and self.table.source is not None and self.table.source.exact:
            self._person(number, raw, cells)
        elif not self._passed_over(cells, filled, names):
            self._carry(raw, cells)
            if not DITTO.isdisjoint(cells):
                self._repeat(raw, cells)
            if names:
                self._person(number, raw, cells)
                self._above = raw
            elif not self._goes_on(number, raw, filled):
                self._nameless(number, cells)

    def _passed_over(self, cells: Sequence[str], filled: list[int], names: list[int]) -> bool:
        """Whether a row is no person's: a total, a header again, a note, a section."""
        lone = len({cells[place] for place in filled}) == 1
        text = cells[filled[0]]
        if is_total(text) or (names and self._is_header_again(cells, filled, names)):
            return True
        if not self.people and is_hint([cells[place] for place in filled], [cells[place] for place in names]):
            self.notes.append(" ".join(cells[place] for place in filled))
            return True
        if (is_note(text) or (lone and closes(text))) and (lone or not names):
            self.notes.append(" ".join(cells[place] for place in filled))
            return True
        if lone and self._is_section(filled, text):
            self._begin_section(text)
            return True
        return False

    def _is_header_again(self, cells: Sequence[str], filled: list[int], names: list[int]) -> bool:
        if not all(self._heads(place, cells[place]) for place in names):
            return False
        return sum(self._heads(place, cells[place]) for place in filled) * 2 > len(filled)

    def _heads(self, place: int, text: str) -> bool:
        return is_header_word(text) or text == self.table.columns[place].header

    def _means(self, place: int) -> Meaning:
        return self.table.columns[place].meaning

    def _is_section(self, filled: list[int], text: str) -> bool:
        first = self._means(filled[0])
        if filled[0] in self.table.carried:
            return False
        if len(filled) > 1 or first is Meaning.NUMBER:
            return len(filled) > 1 or not is_number(text)
        if first not in NAMES:
            return filled[0] == 0
        several = sum(column.meaning is not Meaning.OTHER for column in self.table.columns) > 1
        said = without_head_count(text)
        if Meaning.ORGANISATION not in self._at and said.endswith(BODIES):
            return several
        return several and (heads_guests(text) or text.endswith((":", "：", ")", "）")))

    def _begin_section(self, text: str) -> None:
        """What follows belongs to a category, or to an organisation where no column says which."""
        said = without_head_count(text).strip(" :：")
        if Meaning.ORGANISATION not in self._at and said.endswith(BODIES):
            self._place = said
        else:
            self.section, self._place = text, ""
            self.sections += 1

    def _carry(self, raw: list[str], cells: list[str]) -> None:
        """Put into the cells of a row what one above says for it too."""
        for place in self.table.carried:
            if cells[place]:
                self._held[place] = cells[place]
            elif place in self._held:
                raw[place] = cells[place] = self._held[place]

    def _repeat(self, raw: list[str], cells: list[str]) -> None:
        """Put what the person above has into the cells that say 同上."""
        for place, text in enumerate(cells):
            if text in DITTO and place not in self._names and place < len(self._above):
                raw[place] = self._above[place]
                cells[place] = clean(raw[place])

    def _goes_on(self, number: int, raw: Sequence[str], filled: list[int]) -> bool:
        """Whether a row without a name and number holds more posts of the person right above it."""
        posts_only = all(self._means(place) in {Meaning.TITLE, Meaning.ORGANISATION} for place in filled)
        if not self.people or self.gathered.last != number - 1 or not posts_only or Meaning.NUMBER not in self._at:
            return False
        above = self.people[-1]
        self.people[-1] = replace(above, posts=above.posts + self._posts(raw))
        self.gathered.last = number
        return True

    def _nameless(self, number: int, cells: Sequence[str]) -> None:
        place = self._names[0] if self._names else 0
        whole = " ".join(filter(None, cells))
        self._problem(number, place, whole, wrong.NO_NAME, rejected=True, name=self._whole_name(cells))

    def _person(self, number: int, raw: Sequence[str], cells: list[str]) -> None:
        if number in self.hidden:
            whole = self._whole_name(cells)
            self._problem(number, self._names[0], whole, wrong.HIDDEN, rejected=True, name=whole)
            return
        if not self._name_is_sound(number, raw, cells):
            return
        if self.table.source is not None and self.table.source.exact:
            self._take_in(number, raw, cells, self._exact_name(cells), exact=True)
            return
        whole = self._whole_name(cells)
        if names_nobody(whole):
            self._problem(number, self._names[0], whole, wrong.NOBODY, rejected=True, name=whole)
            return
        several = self._people_in(raw, cells)
        if several:
            self._problem(number, self._names[0], whole, wrong.SPLIT)
        for one in several or (whole,):
            self._take_in(number, raw, cells, self._listed_name(one, cells))

    def _people_in(self, raw: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
        """The names of several people in the one name cell of a row that says nothing of only one of them."""
        found = several_names(raw[self._names[0]]) if len(self._names) == 1 else ()
        return () if found and any(self._first(cells, meaning) for meaning in _OF_ONE) else found

    def _listed_name(self, whole: str, cells: Sequence[str]) -> ListedName:
        """The name with what columns of their own say around it."""
        if self._at.keys().isdisjoint(_AROUND_NAMES):
            return split_name(whole)
        styles = (self._first(cells, meaning) for meaning in (Meaning.STYLE, Meaning.STYLE_EN))
        name = split_name(whole, " ".join(filter(None, styles)))
        for meaning, kept in ((Meaning.HONOURS, "postnominal_zh"), (Meaning.HONOURS_EN, "postnominal_en")):
            said = self._first(cells, meaning)
            field_name = kept if any(map(is_han, said)) else "postnominal_en"
            if said and not getattr(name, field_name):
                name = replace(name, **{field_name: said})
        return name

    def _take_in(
        self, number: int, raw: Sequence[str], cells: list[str], name: ListedName, *, exact: bool = False
    ) -> None:
        plain: dict[str, Any] = {one: self._of(cells, at) for one, at in self._plain}
        person = ListedPerson(
            row=number,
            name=name,
            posts=self._posts(raw, exact=exact),
            note=self._note(raw, cells, name, exact=exact),
            extra=() if exact else self._extra(cells),
            table=self.number,
            phone=self._phone(cells, exact=exact),
            email=self._first(cells, Meaning.EMAIL) if exact else half_width(self._first(cells, Meaning.EMAIL)),
            **plain,
        )
        if self.section and not person.category:
            person = replace(person, category=self.section)
        self._check_email(number, person.email)
        if not self._at.keys().isdisjoint(_INTERPRETED):
            person = self._with_language(self._with_status(number, person, cells), cells)
        if exact:
            self.gathered.take_as_it_is(person)
        elif self.gathered.add(person):
            shown = name.name_zh or name.name_latin
            self._problem(number, self._names[0], shown, wrong.SAME_PERSON, name=shown)

    def _phone(self, cells: Sequence[str], *, exact: bool) -> str:
        said = [text if exact else half_width(text) for text in self._said(cells, Meaning.PHONE)]
        if len(said) == 1 and _PARTED.isdisjoint(said[0]):
            return said[0]
        return tidy_parts(BETWEEN.join(said)) if said else ""

    def _with_status(self, number: int, person: ListedPerson, cells: Sequence[str]) -> ListedPerson:
        """``person`` with the status that its cells say; an answer that somebody won't come is one too."""
        said = self._first(cells, Meaning.STATUS)
        status = status_of(said)
        if said and status is None:
            self._problem(number, self._at[Meaning.STATUS][0], said, wrong.UNKNOWN_STATUS)
            header = self.table.columns[self._at[Meaning.STATUS][0]].header
            return replace(person, extra=(*person.extra, (header, said)))
        answer = Status.DECLINED if declines(person.attendance) else status_of(person.attendance)
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
        cells = PostCells(*[[raw[place] for place in places] for places in self._of_posts])
        if exact:
            return posts_by_line(*map("\n".join, cells))
        key = (self._place, *chain.from_iterable(cells))
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = posts_of(cells, self._place)
        return self._known[key]

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
            if cells[place]
        )

    def _name_is_sound(self, number: int, raw: Sequence[str], cells: Sequence[str]) -> bool:
        """Whether the row's names can be taken; notes what is doubtful about them."""
        for place in self._names:
            value = cells[place]
            if len(value) > _LONGEST_NAME:
                cut = f"{value[:_LONGEST_NAME]}…"
                self._problem(number, place, cut, wrong.TOO_LONG, rejected=True, name=cut)
                return False
            if value and seems_several(raw[place]) and not self._people_in(raw, cells):
                self._problem(number, place, value, wrong.SEVERAL)
            private = not value.isprintable() and any(unicodedata.category(c) == "Co" for c in value)
            if private or _REPLACED in value:
                self._problem(number, place, value, wrong.LOST)
        return True

    def _check_email(self, number: int, address: str) -> None:
        if address and not _ADDRESS.search(address):
            self._problem(number, self._at[Meaning.EMAIL][0], address, wrong.EMAIL)

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
            text = cells[place]
            if not text or (whole and not is_other_script(text, whole) and fold(text) in fold(whole)):
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
            if cells[place]:
                return cells[place]
        return ""

    def _said(self, cells: Sequence[str], meaning: Meaning) -> list[str]:
        """What all columns of a meaning say, each thing once."""
        places = self._at.get(meaning, ())
        return list(dict.fromkeys(cells[place] for place in places if cells[place]))
