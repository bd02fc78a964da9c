"""One row of a programme: its cells become an item, or the reason why it gives none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.domain.list_title import read_days
from desktop.domain.matching import one_script
from desktop.domain.programme import Audience, Department, ItemKind, MaterialKind, MaterialState
from desktop.domain.programme_headers import Field, ProgrammeColumn
from desktop.domain.programme_people import Mention, clean_parts, exact_mentions, mentions, packed, unpacked
from desktop.domain.programme_problems import (
    BAD_DAY,
    BAD_DURATION,
    BAD_TIME,
    ENDS_FIRST,
    NO_DAY,
    NO_TIME,
    NO_TITLE,
    NOT_UNDERSTOOD,
    PAST_MIDNIGHT,
    TWO_LENGTHS,
    UNKNOWN_KIND,
)
from desktop.domain.programme_text import (
    DAY,
    Span,
    clock_words,
    duration_words,
    read_clock,
    read_day,
    read_duration,
    read_span,
)
from desktop.domain.programme_titles import hall_said, in_two_languages
from desktop.domain.programme_words import (
    AUDIENCES,
    DEPARTMENTS,
    KINDS,
    MATERIALS,
    STATES,
    TIMINGS,
    Timing,
)
from desktop.domain.text import LocalName, clean, clean_lines, has_han


@dataclass(frozen=True, slots=True)
class ListedCue:
    """A cue, ``seconds`` from the start of its item or from its end."""

    department: Department
    text: str
    seconds: int = 0
    from_end: bool = False


@dataclass(frozen=True, slots=True)
class ListedMaterial:
    """Something that must be there before an item."""

    kind: MaterialKind
    state: MaterialState = MaterialState.AWAITED
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item as a list gives it; ``row`` counts from 1, ``table`` from 0 where it has several sheets.

    ``start`` and ``end`` are in seconds from the midnight that ``day`` begins with; ``start`` is None where it
    *follows*. ``seconds`` is 0 while nothing says how long it takes, ``end`` likewise None.
    ``kind`` and ``audience`` are None where the list says none. ``said`` is what it has columns for: other things of
    an item that is known already stay as they are.
    """

    row: int
    day: date
    start: int | None
    title: LocalName
    seconds: int = 0
    end: int | None = None
    kind: ItemKind | None = None
    hall: str = ""
    people: tuple[Mention, ...] = ()
    note: str = ""
    code: str = ""
    uid: str = ""
    owner: str = ""
    language: str = ""
    audience: Audience | None = None
    timing: frozenset[Timing] = frozenset()
    cues: tuple[ListedCue, ...] = ()
    materials: tuple[ListedMaterial, ...] = ()
    said: frozenset[Field] = frozenset()
    table: int = 0


Complaint = tuple[tuple[str, str], str, str]
"""What is wrong, a code and its sentence; the column, and what stands there."""


class Refused(Exception):
    """This row gives no item. ``complaint`` says why."""

    def __init__(self, what: tuple[str, str], column: str, value: str) -> None:
        super().__init__(what[0])
        self.complaint: Complaint = (what, column, value)


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table. ``first`` and ``last`` are the days of the event, as far as they are known.

    ``day`` is that of the last row, or of a heading above: it holds for rows that say none. ``exact`` lists are our
    own, whose cells nobody has to interpret; ``simplified`` says which script a title without other signs is in.
    """

    columns: Sequence[ProgrammeColumn]
    first: date | None
    last: date | None
    day: date | None
    simplified: bool
    table: int = 0
    hall: str = ""
    """That of the heading above, for rows that say none."""
    said: frozenset[Field] = field(init=False)
    exact: bool = field(init=False)
    complaints: list[Complaint] = field(init=False, default_factory=list)
    _late: dict[str, tuple[date, int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.said = frozenset(column.field for column in self.columns)
        self.exact = {Field.UID, Field.TIMING} <= self.said

    def item(self, number: int, row: Sequence[str]) -> ListedItem:
        """The item that a row gives; ``complaints`` is then what is doubtful about it. Raises ``Refused``."""
        self.complaints = []
        cells = _Cells(self.columns, row)
        title, hall = self._title(cells), clean(cells.text(Field.HALL)) or self.hall
        day, own_day = self._day(cells)
        if not title:
            raise Refused(NO_TITLE, cells.header(Field.TITLE), "")
        timing = frozenset(filter(None, map(TIMINGS.exactly, re.split("[;；、]", cells.text(Field.TIMING)))))
        start, end, seconds = self._times(cells, follows=Timing.FOLLOWS in timing)
        if start is not None and not own_day and not self.exact and self._is_past_midnight(hall, day, start):
            start, end = start + DAY, None if end is None else end + DAY
            self.complaints.append((PAST_MIDNIGHT, cells.header(Field.DAY), clock_words(start)))
        if start is not None:
            self._late[hall] = (day, start)
        self.day = day
        code, uid = clean(cells.text(Field.CODE)), clean(cells.text(Field.UID))
        return ListedItem(
            row=number,
            day=day,
            start=start,
            title=title,
            seconds=seconds,
            end=end,
            kind=self._kind(cells, title),
            hall=hall,
            people=self._people(row),
            note=self._note(cells, row),
            code=code,
            uid=uid,
            owner=clean(cells.text(Field.OWNER)),
            language=clean(cells.text(Field.LANGUAGE)),
            audience=self._audience(cells),
            timing=timing,
            cues=self._cues(row),
            materials=self._materials(cells),
            said=self.said,
            table=self.table,
        )

    def heading(self, text: str) -> bool:
        """Take a line that stands alone: a day or a hall holds for the rows below. Whether it was one."""
        found = read_day(text, self.first, self.last)
        if found is not None:
            self.day, self.hall = found, ""
            return True
        hall = "" if self.exact else hall_said(text)
        self.hall = hall or self.hall
        return bool(hall)

    def _title(self, cells: "_Cells") -> LocalName:
        hant, hans, en = (clean(cells.text(one)) for one in (Field.TITLE_HANT, Field.TITLE_HANS, Field.TITLE_EN))
        if plain := cells.text(Field.TITLE):
            named = in_its_script(clean(plain), simplified=self.simplified)
            if not self.exact and (two := in_two_languages(plain)):
                named = replace(in_its_script(two[0], simplified=self.simplified), en=two[1])
            hant, hans, en = hant or named.hant, hans or named.hans, en or named.en
        return LocalName(hant, hans, en)

    def _day(self, cells: "_Cells") -> tuple[date, bool]:
        """The day, and whether this row says it itself."""
        said = clean(cells.text(Field.DAY))
        if said:
            found = read_day(said, self.first, self.last)
            if found is None:
                raise Refused(BAD_DAY, cells.header(Field.DAY), said)
            return found, found != self.day
        for one in (Field.START, Field.TIME):
            if dated := read_days(cells.text(one)):
                return dated[0], True
        if self.day is None:
            raise Refused(NO_DAY, cells.header(Field.DAY), "")
        return self.day, False

    def _is_past_midnight(self, hall: str, day: date, start: int) -> bool:
        before = self._late.get(hall)
        return before is not None and before[0] == day and start < DAY // 4 and before[1] >= 3 * DAY // 4

    def _times(self, cells: "_Cells", *, follows: bool) -> tuple[int | None, int | None, int]:
        """Start, end and duration; 0 seconds where they are not said."""
        start, end, seconds = (None, None, 0) if follows else self._start(cells)
        if (text := cells.text(Field.END)) and not follows:
            end = self._end(cells, text)
        if text := cells.text(Field.DURATION):
            header = cells.header(Field.DURATION)
            length = read_duration(f"{text} s" if text.isdecimal() and _SECONDS.search(header) else text)
            if length is None:
                raise Refused(BAD_DURATION, header, clean(text))
            seconds = length
        if start is not None and end is not None:
            end, seconds = self._length(cells, start, end, seconds)
        elif start is None and end is None and not seconds:
            raise Refused(NO_TIME, "", cells.whole)
        return start, end, seconds

    def _start(self, cells: "_Cells") -> tuple[int | None, int | None, int]:
        """What the cells with the start, or with both times, say; a duration alone may stand there, too."""
        one = Field.START if cells.text(Field.START) else Field.TIME
        text = cells.text(one)
        if not text:
            return None, None, 0
        span = read_span(text)
        if span is not None:
            return span.start, span.end, span.seconds or 0
        length = read_duration(text) if one is Field.TIME else None
        if length is None:
            raise Refused(BAD_TIME, cells.header(one), clean(text))
        return None, None, length

    def _end(self, cells: "_Cells", text: str) -> int:
        end = read_clock(text)
        if end is None:
            raise Refused(BAD_TIME, cells.header(Field.END), clean(text))
        start_text = cells.text(Field.START)
        if not start_text:
            return end
        first, last = read_days(start_text), read_days(text)
        if first and last:
            return end + DAY * max((last[0] - first[0]).days, 0)
        both: Span | None = read_span(f"{start_text} - {text}") if not last else None
        return end if both is None or both.end is None else both.end

    def _length(self, cells: "_Cells", start: int, end: int, seconds: int) -> tuple[int, int]:
        if end < start and start >= 3 * DAY // 4 and end <= DAY // 4:
            end += DAY
        said = cells.text(Field.END) or cells.text(Field.TIME) or cells.text(Field.START)
        column = next((one for one in (Field.END, Field.TIME, Field.START) if cells.text(one)), Field.END)
        if end <= start:
            raise Refused(ENDS_FIRST, cells.header(column), clean(said))
        if end - start > DAY:
            raise Refused(BAD_DURATION, cells.header(column), clean(said))
        if seconds and seconds != end - start:
            length = cells.text(Field.DURATION) or clock_words(seconds)
            self.complaints.append((TWO_LENGTHS, cells.header(Field.DURATION), clean(length)))
        return end, end - start

    def _kind(self, cells: "_Cells", title: LocalName) -> ItemKind | None:
        said = clean(cells.text(Field.KIND))
        if not said:
            guesses = (KINDS.within(name) for name in (title.hant, title.hans, title.en) if name)
            return next(filter(None, guesses), None)
        found = KINDS.exactly(said) or KINDS.within(said)
        if found is None:
            self.complaints.append((UNKNOWN_KIND, cells.header(Field.KIND), said))
        return found or ItemKind.CUSTOM

    def _people(self, row: Sequence[str]) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for column in self.columns:
            text = row[column.index] if column.index < len(row) else ""
            if column.field is Field.PEOPLE and text.strip():
                found += exact_mentions(text) if self.exact else mentions(text, column.part)
        return tuple(found)

    def _note(self, cells: "_Cells", row: Sequence[str]) -> str:
        """The notes, and what else the row says under the header of its column."""
        notes = [clean_lines(text) for text in cells.all(Field.NOTE)]
        for column in self.columns:
            text = clean(row[column.index]) if column.index < len(row) else ""
            if column.field is Field.OTHER and text:
                notes.append(f"{column.header}: {text}" if column.header else text)
        unknown = [value for what, _column, value in self.complaints if what is UNKNOWN_KIND]
        return "\n".join(filter(None, [*notes, *unknown]))

    def _audience(self, cells: "_Cells") -> Audience | None:
        said = clean(cells.text(Field.AUDIENCE))
        found = AUDIENCES.exactly(said) if said else None
        if said and found is None:
            self.complaints.append((NOT_UNDERSTOOD, cells.header(Field.AUDIENCE), said))
        return found

    def _cues(self, row: Sequence[str]) -> tuple[ListedCue, ...]:
        found: list[ListedCue] = []
        for column in self.columns:
            text = row[column.index].strip() if column.index < len(row) else ""
            if column.field is not Field.CUES or not text:
                continue
            if column.department is not None:
                found.append(ListedCue(column.department, clean_parts(text)))
            elif self.exact:
                found += filter(None, map(read_cue, text.split("\n")))
            else:
                found.append(ListedCue(Department.STAGE, clean_parts(text)))
        return tuple(found)

    def _materials(self, cells: "_Cells") -> tuple[ListedMaterial, ...]:
        text = cells.text(Field.MATERIALS)
        if not text:
            return ()
        if not self.exact:
            return (ListedMaterial(MATERIALS.within(text) or MaterialKind.OTHER, name=clean(text)),)
        return tuple(filter(None, map(read_material, text.split("\n"))))


class _Cells:
    """A row by what its columns mean."""

    def __init__(self, columns: Sequence[ProgrammeColumn], row: Sequence[str]) -> None:
        self._columns, self._row = columns, row

    def all(self, wanted: Field) -> list[str]:
        places = (column.index for column in self._columns if column.field is wanted)
        return [self._row[place].strip() for place in places if place < len(self._row)]

    def text(self, wanted: Field) -> str:
        """What stands in the first column that means ``wanted``; nothing where there is none."""
        return next(filter(None, self.all(wanted)), "")

    def header(self, wanted: Field) -> str:
        return next((column.header for column in self._columns if column.field is wanted), "")

    @property
    def whole(self) -> str:
        return " ".join(filter(None, map(clean, self._row)))


def in_its_script(text: str, *, simplified: bool = False) -> LocalName:
    """``text`` as a name in the language it seems to be in."""
    if not has_han(text):
        return LocalName(en=text)
    return LocalName(hans=text) if simplified and one_script(text) == text else LocalName(hant=text)


_SECONDS = re.compile(r"秒|\bsec", re.IGNORECASE)
_WHEN = re.compile(r"(?P<from_end>end)?\s*(?P<sign>[+-])(?P<hours>\d+):(?P<minutes>\d\d):(?P<seconds>\d\d)")


def written_cue(department: str, seconds: int, text: str, *, from_end: bool) -> str:
    """A cue as a line of a cell, which ``read_cue`` reads."""
    when = f"{'end ' if from_end else ''}{'-' if seconds < 0 else '+'}{duration_words(abs(seconds))}"
    return packed(department, when, text)


def read_cue(line: str) -> ListedCue | None:
    """The cue that ``written_cue`` wrote; any other line is one for the stage."""
    if not clean(line):
        return None
    department, when, text, *_rest = (*unpacked(line), "", "", "")
    whose, at = DEPARTMENTS.exactly(department), _WHEN.fullmatch(when)
    if whose is None or at is None:
        return ListedCue(Department.STAGE, clean(line))
    offset = (int(at["hours"]) * 60 + int(at["minutes"])) * 60 + int(at["seconds"])
    return ListedCue(whose, clean_lines(text), -offset if at["sign"] == "-" else offset, bool(at["from_end"]))


def written_material(kind: str, state: str, name: str, note: str) -> str:
    """A material as a line of a cell, which ``read_material`` reads."""
    return packed(kind, state, name, note)


def read_material(line: str) -> ListedMaterial | None:
    """The material that ``written_material`` wrote; any other line is one that is awaited."""
    if not clean(line):
        return None
    what, how_far, name, note, *_rest = (*unpacked(line), "", "", "")
    kind, state = MATERIALS.exactly(what), STATES.exactly(how_far) if how_far else None
    if kind is None or state is None:
        return ListedMaterial(MaterialKind.OTHER, name=clean(line))
    return ListedMaterial(kind, state, clean(name), clean_lines(note))
