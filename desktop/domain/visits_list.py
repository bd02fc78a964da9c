"""A list of visits understood: each row becomes a stop, or the reason why it gives none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desktop.domain.list_cells import closes, is_note, is_total
from desktop.domain.list_values import Problem
from desktop.domain.matching import one_script, place_key
from desktop.domain.programme_problems import BAD_DAY, BAD_TIME, ENDS_FIRST, NO_DAY
from desktop.domain.programme_text import DAY, read_clock, read_day, read_duration, read_span
from desktop.domain.text import clean, clean_lines, fold
from desktop.domain.visits import StopPart
from desktop.errors import N_, UserError

NO_SITE: Final = ("no_site", N_("This row says when, but not where to."))
NO_STOP_TIME: Final = ("no_time", N_("This row doesn't say from when until when the stop is."))
NO_LIMIT: Final = ("no_limit", N_("This is no number of people; the stop gets no limit."))
TWICE: Final = ("listed_twice", N_("This stop stands above already; that row counts."))


class VisitField(StrEnum):
    """What a column of a list of visits means."""

    DAY = "day"
    START = "start"
    END = "end"
    TIME = "time"
    DURATION = "duration"
    SITE = "site"
    PLACE = "place"
    HOST = "host"
    PEOPLE = "people"
    COMPANIONS = "companions"
    CONTENT = "content"
    LIMIT = "limit"
    NOTE = "note"


_WORDS: Mapping[VisitField, str] = {
    VisitField.DAY: "日期 日 date day",
    VisitField.START: "到達 到達時間 抵達 抵達時間 開始 開始時間 arrive arrival start from",
    VisitField.END: "離開 離開時間 結束 結束時間 leave departure end until",
    VisitField.TIME: "時間 時段 time",
    VisitField.DURATION: "時長 停留 停留時間 duration minutes",
    VisitField.SITE: "參訪點 參訪單位 參觀點 地點 參訪地點 參觀地點 site place stop venue",
    VisitField.PLACE: "實驗室 展廳 場地 房間 laboratory lab hall room",
    VisitField.HOST: "接待方 接待單位 接待機構 主辦方 host hostorganisation",
    VisitField.PEOPLE: "接待人 接待人員 接待者 負責人 receivedby receives hosts",
    VisitField.COMPANIONS: "陪同 陪同人員 陪同人 accompaniedby accompanies",
    VisitField.CONTENT: "內容 活動內容 安排 參訪內容 content programme agenda",
    VisitField.LIMIT: "人數上限 上限 限額 grouplimit limit capacity",
    VisitField.NOTE: "備註 備注 說明 note notes remarks",
}
_FIELDS = {place_key(word): field for field, words in _WORDS.items() for word in words.split()}
_PARTS: Mapping[StopPart, re.Pattern[str]] = {
    StopPart.TOUR: re.compile(r"参观|参访|考察|导览|\btour|\bvisit"),
    StopPart.TALK: re.compile(r"座谈|交流|会谈|讲座|分享|研讨|\btalk|meeting|seminar"),
    StopPart.SIGNING: re.compile(r"签约|签署|\bsign"),
    StopPart.MEAL: re.compile(r"午餐|晚餐|早餐|午宴|晚宴|用餐|茶歇|lunch|dinner|breakfast"),
}
_MOST_HEADERS = 30
_LEAST = 3
_MOST_FIGURES = 6


class NoVisitHeader(UserError):
    """No row of the table names its columns."""

    code = "no_header"
    text = N_("No row here names the columns. Give the list a first row such as Day, Arrive, Leave, Site, Host.")


@dataclass(frozen=True, slots=True)
class ListedStop:
    """One stop as a list gives it. ``row`` counts from 1; times are seconds from the midnight that ``day`` begins with.

    ``people`` and ``companions`` are the cells as they are; ``limit`` 0 is none.
    """

    row: int
    day: date
    start: int
    end: int
    site: str
    place: str = ""
    host: str = ""
    people: str = ""
    companions: str = ""
    content: str = ""
    note: str = ""
    limit: int = 0
    parts: frozenset[StopPart] = frozenset()


@dataclass(frozen=True, slots=True)
class ListedVisits:
    """A whole list: its stops in order, its problems, and what its columns are called."""

    stops: tuple[ListedStop, ...]
    problems: tuple[Problem, ...]
    headers: Mapping[VisitField, str]


def is_visits(rows: Sequence[Sequence[str]]) -> bool:
    """Whether any of the first ``rows`` names the columns of a list of visits."""
    return _header(rows) is not None


def read_visits(rows: Sequence[Sequence[str]], first: date | None = None, last: date | None = None) -> ListedVisits:
    """Understand ``rows`` of a sheet; ``first`` and ``last`` are the days of the event. Raises ``NoVisitHeader``."""
    at = _header(rows)
    if at is None:
        raise NoVisitHeader
    columns = _columns(rows[at])
    headers = {field: clean(rows[at][place]) for field, place in columns.items()}
    reader = _Reader(columns, headers, first, last)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        reader.take(number, row)
    return ListedVisits(tuple(reader.stops), tuple(reader.problems), headers)


def _columns(row: Sequence[str]) -> dict[VisitField, int]:
    found: dict[VisitField, int] = {}
    for place, cell in enumerate(row):
        field = _FIELDS.get(place_key(re.sub(r"[()（）:：].*", "", cell)))
        if field is not None:
            found.setdefault(field, place)
    return found


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    for at, row in enumerate(rows[:_MOST_HEADERS]):
        found = _columns(row)
        timed = VisitField.TIME in found or VisitField.START in found
        if len(found) >= _LEAST and VisitField.SITE in found and timed:
            return at
    return None


class _Refused(Exception):
    """This row gives no stop."""

    def __init__(self, what: tuple[str, str], field: VisitField, value: str) -> None:
        super().__init__(what[0])
        self.what, self.field, self.value = what, field, value


class _Reader:
    """Reads one row after the other; a day holds for the rows below that say none."""

    def __init__(
        self,
        columns: Mapping[VisitField, int],
        headers: Mapping[VisitField, str],
        first: date | None,
        last: date | None,
    ) -> None:
        self._columns, self._headers, self._first, self._last = columns, headers, first, last
        self._day: date | None = None
        self._seen: set[tuple[date, int, str, str]] = set()
        self.stops: list[ListedStop] = []
        self.problems: list[Problem] = []

    def take(self, number: int, row: Sequence[str]) -> None:
        cells = [clean(cell) for cell in row if cell.strip()]
        if not cells:
            return
        if len(cells) == 1 and (is_note(cells[0]) or is_total(cells[0]) or closes(cells[0])):
            return
        if len(cells) == 1 and (day := read_day(cells[0], self._first, self._last)):
            self._day = day
            return
        try:
            self.stops.append(self._once(self._stop(number, row)))
        except _Refused as refused:
            column = self._headers.get(refused.field, "")
            self.problems.append(Problem(number, column, refused.value, *refused.what, rejected=True))

    def _once(self, stop: ListedStop) -> ListedStop:
        key = (stop.day, stop.start, place_key(stop.site), place_key(stop.place))
        if key in self._seen:
            raise _Refused(TWICE, VisitField.SITE, stop.site)
        self._seen.add(key)
        return stop

    def _cell(self, row: Sequence[str], field: VisitField) -> str:
        place = self._columns.get(field)
        return row[place].strip() if place is not None and place < len(row) else ""

    def _stop(self, number: int, row: Sequence[str]) -> ListedStop:
        day = self._read_day(row)
        start, end = self._times(row)
        host = clean(self._cell(row, VisitField.HOST))
        site, place = split_site(clean(self._cell(row, VisitField.SITE)), host)
        if not site:
            raise _Refused(NO_SITE, VisitField.SITE, "")
        self._day = day
        content = clean_lines(self._cell(row, VisitField.CONTENT))
        said = one_script(fold(content))
        return ListedStop(
            number, day, start, end, site, clean(self._cell(row, VisitField.PLACE)) or place, host,
            self._cell(row, VisitField.PEOPLE), self._cell(row, VisitField.COMPANIONS), content,
            clean_lines(self._cell(row, VisitField.NOTE)), self._limit(number, row),
            frozenset(part for part, words in _PARTS.items() if words.search(said)),
        )  # fmt: skip

    def _limit(self, number: int, row: Sequence[str]) -> int:
        """How many fit at a time, 0 for any number; of a figure that can't be one it is said."""
        said = clean(self._cell(row, VisitField.LIMIT))
        found = re.search(r"\d+", fold(said))
        if found is None:
            return 0
        if len(found[0]) <= _MOST_FIGURES:
            return int(found[0])
        self.problems.append(Problem(number, self._headers[VisitField.LIMIT], said, *NO_LIMIT))
        return 0

    def _read_day(self, row: Sequence[str]) -> date:
        said = clean(self._cell(row, VisitField.DAY))
        if not said:
            if self._day is None:
                raise _Refused(NO_DAY, VisitField.DAY, "")
            return self._day
        found = read_day(said, self._first, self._last)
        if found is None:
            raise _Refused(BAD_DAY, VisitField.DAY, said)
        return found

    def _times(self, row: Sequence[str]) -> tuple[int, int]:
        both = self._cell(row, VisitField.TIME)
        if both:
            span = read_span(both)
            if span is None:
                raise _Refused(BAD_TIME, VisitField.TIME, clean(both))
            start, end = span.start, span.end
        else:
            start = self._clock(row, VisitField.START)
            end = self._clock(row, VisitField.END) if self._cell(row, VisitField.END) else None
        length = read_duration(self._cell(row, VisitField.DURATION)) if end is None else None
        end = start + length if length is not None else end
        if end is None:
            raise _Refused(NO_STOP_TIME, VisitField.END, "")
        if end < start and start >= 3 * DAY // 4 and end <= DAY // 4:
            end += DAY
        if end <= start:
            raise _Refused(ENDS_FIRST, VisitField.END, clean(self._cell(row, VisitField.END) or both))
        return start, end

    def _clock(self, row: Sequence[str], field: VisitField) -> int:
        said = self._cell(row, field)
        if not said:
            raise _Refused(NO_STOP_TIME, field, "")
        found = read_clock(said)
        if found is None:
            raise _Refused(BAD_TIME, field, clean(said))
        return found


def split_site(text: str, host: str = "") -> tuple[str, str]:
    """The site and the hall or laboratory that one cell names: 科技大學 先進顯示實驗室."""
    if host and text != host and text.startswith(host):
        return host, text[len(host) :].strip(" ,，·-–—/")
    for mark in (" - ", " – ", "，", ", ", "·", " "):
        site, found, place = text.partition(mark)
        if found and re.search(r"實驗室|实验室|中心|廳|厅|館|馆|室|\blab|\bhall|\broom", place, re.IGNORECASE):
            return site.strip(), place.strip()
    return text, ""


def moments_of(stop: ListedStop) -> tuple[timedelta, timedelta]:
    """When a stop starts and ends, from the midnight its day begins with."""
    return timedelta(seconds=stop.start), timedelta(seconds=stop.end)
