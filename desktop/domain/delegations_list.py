"""A list of delegations understood: a row for each member or each delegation, or the reason why it gives nothing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desktop.domain.list_cells import closes, is_note, is_total
from desktop.domain.list_values import Problem
from desktop.domain.matching import place_key
from desktop.domain.programme_problems import BAD_DAY, BAD_TIME
from desktop.domain.programme_text import read_clock, read_day
from desktop.domain.text import clean, clean_lines, fold
from desktop.domain.visits import DelegationRole, Mode, Way
from desktop.errors import N_, UserError

NO_DELEGATION: Final = ("no_delegation", N_("This row names no delegation, and no row above it does."))
NOTHING_SAID: Final = ("nothing_said", N_("This row says nothing of the delegation, and names nobody."))
NO_MOMENT: Final = ("no_moment", N_("Write the day and the time, as 2026-11-23 14:40."))
NO_WHEN: Final = ("no_when", N_("Nothing says when this flight or train is; its number becomes a note."))
UNKNOWN_ROLE: Final = ("unknown_role", N_("This is no role in a delegation; they become a member."))


class DelegationField(StrEnum):
    """What a column of a list of delegations means."""

    DELEGATION = "delegation"
    NAME_EN = "name_en"
    ORIGIN = "origin"
    PURPOSE = "purpose"
    HOST = "host_line"
    LANGUAGES = "languages"
    HOTEL = "hotel"
    CONTACTS = "contacts"
    GIFT = "gift"
    NOTE = "note"
    MEMBERS = "members"
    LATIN = "latin"
    ORGANISATION = "organisation"
    ROLE = "role"
    SUBGROUP = "subgroup"
    ROOM = "room"
    COUNTERPART = "counterpart"
    SPEAKS = "speaks"
    LEADER = "leader"
    DEPUTY = "deputy"
    LIAISON = "liaison"
    INTERPRETER = "interpreter"
    ARRIVES = "arrives"
    ARRIVAL_NUMBER = "arrival_number"
    ARRIVAL_PLACE = "arrival_place"
    ARRIVAL_MODE = "arrival_mode"
    MET_BY = "met_by"
    DEPARTS = "departs"
    DEPARTURE_NUMBER = "departure_number"
    DEPARTURE_PLACE = "departure_place"
    DEPARTURE_MODE = "departure_mode"


_F = DelegationField
_WORDS: Mapping[DelegationField, str] = {
    _F.DELEGATION: "代表團 代表團名稱 代表團中文名 所屬代表團 團組 團名 delegation delegationname group",
    _F.NAME_EN: "代表團英文名 代表團英文名稱 英文團名 delegationinenglish delegationenglishname",
    _F.ORIGIN: "來源地 來自 國家 國家地區 國家/地區 地區 出發地 origin from country region",
    _F.PURPOSE: "目的 來訪目的 訪問目的 purpose",
    _F.HOST: "接待方 接待單位 接待 host hostline receivedby hostorganisation",
    _F.LANGUAGES: "語言 代表團語言 language languages",
    _F.HOTEL: "酒店 住宿 住宿酒店 hotel",
    _F.CONTACTS: "聯絡方式 聯繫方式 聯絡電話 contacts contact",
    _F.GIFT: "禮品 禮物 交換禮品 gift gifts",
    _F.NOTE: "備註 備注 說明 note notes remarks",
    _F.MEMBERS: "姓名 中文姓名 成員 團員 成員姓名 成員名單 name member members fullname chinesename",
    _F.LATIN: "英文姓名 英文名 拼音 latinname englishname",
    _F.ORGANISATION: "單位 工作單位 機構 公司 職務 職位 organisation organization company title post",
    _F.ROLE: "角色 身份 身分 團內職務 role position",
    _F.SUBGROUP: "分組 小組 分團 subgroup team",
    _F.ROOM: "房號 房間 房間號 room roomnumber",
    _F.COUNTERPART: "對接人 對口 對口人 對應 對應接待人 counterpart opposite",
    _F.SPEAKS: "會說 口語 翻譯語言 speaks languagesspoken",
    _F.LEADER: "團長 領隊 leader headofdelegation head",
    _F.DEPUTY: "副團長 副領隊 deputy deputyleader",
    _F.LIAISON: "聯絡人 聯絡員 聯絡官 liaison liaisonofficer",
    _F.INTERPRETER: "翻譯 譯員 interpreter",
    _F.ARRIVES: "到達 抵達 到達時間 抵達時間 抵港時間 arrives arrival arrivaltime",
    _F.ARRIVAL_NUMBER: "航班 車次 到達航班 抵達航班 到達車次 抵港航班 flight train arrivalflight arrivaltrain",
    _F.ARRIVAL_PLACE: "到達地點 抵達地點 口岸 arrivalplace arrivesat",
    _F.ARRIVAL_MODE: "交通方式 到達方式 抵達方式 meansoftravel travelsby arrivalby",
    _F.MET_BY: "接機人 接站人 接待人 迎接人 metby meets",
    _F.DEPARTS: "離開 離港 離開時間 離港時間 返程時間 departs departure departuretime",
    _F.DEPARTURE_NUMBER: "離開航班 離港航班 返程航班 離開車次 返程車次 departureflight departuretrain departurenumber",
    _F.DEPARTURE_PLACE: "離開地點 離港地點 departureplace departsfrom",
    _F.DEPARTURE_MODE: "離開方式 離港方式 departureby",
}
_FIELDS = {place_key(word): field for field, words in _WORDS.items() for word in words.split()}
_ROLE_WORDS: Mapping[DelegationRole, str] = {
    DelegationRole.LEADER: "團長 领队 領隊 leader head headofdelegation",
    DelegationRole.DEPUTY: "副團長 副領隊 deputy deputyleader",
    DelegationRole.MEMBER: "成員 團員 隊員 member delegate",
    DelegationRole.LIAISON: "聯絡人 聯絡員 聯絡官 liaison liaisonofficer",
    DelegationRole.INTERPRETER: "翻譯 譯員 interpreter",
}
_ROLES = {place_key(word): role for role, words in _ROLE_WORDS.items() for word in words.split()}
_MODE_WORDS: Mapping[Mode, str] = {
    Mode.FLIGHT: "飛機 航班 航空 flight plane air",
    Mode.TRAIN: "火車 高鐵 動車 鐵路 train rail",
    Mode.BORDER: "口岸 過關 陸路口岸 border bordercrossing",
    Mode.PORT: "船 渡輪 碼頭 輪船 port ferry ship ferryport",
    Mode.ROAD: "汽車 巴士 公路 自駕 road car bus coach",
}
_MODES = {place_key(word): mode for mode, words in _MODE_WORDS.items() for word in words.split()}
_TRAIN = re.compile(r"[GDCKTZ]\d{1,4}")
FACTS: Final = (_F.NAME_EN, _F.ORIGIN, _F.PURPOSE, _F.HOST, _F.LANGUAGES, _F.HOTEL, _F.CONTACTS)
"""What is said of a whole delegation, and by one of its rows."""
_BY_ROLE = (
    (_F.LEADER, DelegationRole.LEADER), (_F.DEPUTY, DelegationRole.DEPUTY), (_F.LIAISON, DelegationRole.LIAISON),
    (_F.INTERPRETER, DelegationRole.INTERPRETER),
)  # fmt: skip
_CLOCK = re.compile(
    r"(?<![\d:])\d{1,2}[:.：]\d{2}(?:[:：]\d{2})?|\d{1,2}\s*[時时點点].*|[上下]午.*|\d{1,2}\s*[ap]\.?m\.?.*", re.I
)
_MOST_HEADERS, _LEAST = 30, 2


class NoDelegationHeader(UserError):
    """No row of the table names its columns."""

    code = "no_header"
    text = N_("No row here names the columns. Give the list a first row such as Delegation, Name, Role, Room.")


@dataclass(frozen=True, slots=True)
class ListedMention:
    """A cell that names people, in either script, and what they are to the delegation."""

    column: DelegationField
    text: str
    role: DelegationRole
    latin: str = ""


@dataclass(frozen=True, slots=True)
class ListedJourney:
    """How those of a row arrive or depart; ``seconds`` from the midnight that ``day`` begins with."""

    way: Way
    mode: Mode
    day: date
    seconds: int
    number: str = ""
    place: str = ""
    met_by: str = ""

    @property
    def since_midnight(self) -> timedelta:
        """The time of day."""
        return timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row. ``facts`` are of the whole delegation; the rest is of the people whom the row names, if any."""

    row: int
    delegation: str
    facts: Mapping[DelegationField, str] = field(default_factory=dict)
    people: tuple[ListedMention, ...] = ()
    organisation: str = ""
    subgroup: str = ""
    room: str = ""
    counterpart: str = ""
    speaks: str = ""
    gifts: tuple[str, ...] = ()
    note: str = ""
    journeys: tuple[ListedJourney, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedDelegations:
    """A whole list: its rows in order, its problems, and what its columns are called."""

    rows: tuple[ListedRow, ...]
    problems: tuple[Problem, ...]
    headers: Mapping[DelegationField, str]


def is_delegations(rows: Sequence[Sequence[str]]) -> bool:
    """Whether any of the first ``rows`` names the columns of a list of delegations."""
    return _header(rows) is not None


def delegation_columns(rows: Sequence[Sequence[str]]) -> int:
    """How many columns of a list of delegations are named in ``rows``; none where it is no such list."""
    at = _header(rows)
    return 0 if at is None else len(_columns(rows[at]))


def read_delegations(
    rows: Sequence[Sequence[str]], first: date | None = None, last: date | None = None
) -> ListedDelegations:
    """Understand ``rows`` of a sheet; ``first`` and ``last`` are the event's days. Raises ``NoDelegationHeader``."""
    at = _header(rows)
    if at is None:
        raise NoDelegationHeader
    columns = _columns(rows[at])
    headers = {one: clean(rows[at][place]) for one, place in columns.items()}
    reader = _Reader(columns, headers, first, last)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        reader.take(number, row)
    return ListedDelegations(tuple(reader.rows), tuple(reader.problems), headers)


def _columns(row: Sequence[str]) -> dict[DelegationField, int]:
    found: dict[DelegationField, int] = {}
    for place, cell in enumerate(row):
        meant = _FIELDS.get(place_key(re.sub(r"[()（）:：].*", "", cell)))
        if meant is not None:
            found.setdefault(meant, place)
    return found


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    for at, row in enumerate(rows[:_MOST_HEADERS]):
        found = _columns(row)
        if len(found) >= _LEAST and _F.DELEGATION in found:
            return at
    return None


class _Refused(Exception):
    """This row gives nothing."""

    def __init__(self, what: tuple[str, str], column: DelegationField, value: str) -> None:
        super().__init__(what[0])
        self.what, self.column, self.value = what, column, value


class _Reader:
    """Reads one row after the other; a delegation holds for the rows below that name none."""

    def __init__(
        self,
        columns: Mapping[DelegationField, int],
        headers: Mapping[DelegationField, str],
        first: date | None,
        last: date | None,
    ) -> None:
        self._columns, self._headers, self._first, self._last = columns, headers, first, last
        self._delegation = ""
        self.rows: list[ListedRow] = []
        self.problems: list[Problem] = []

    def take(self, number: int, row: Sequence[str]) -> None:
        cells = [clean(cell) for cell in row if cell.strip()]
        if not cells or (len(cells) == 1 and (is_note(cells[0]) or is_total(cells[0]) or closes(cells[0]))):
            return
        try:
            self.rows.append(self._row(number, row))
        except _Refused as refused:
            self._tell(number, refused.column, refused.value, refused.what, rejected=True)

    def _tell(
        self, number: int, column: DelegationField, value: str, what: tuple[str, str], *, rejected: bool = False
    ) -> None:
        self.problems.append(Problem(number, self._headers.get(column, ""), value, *what, rejected=rejected))

    def _row(self, number: int, row: Sequence[str]) -> ListedRow:
        def cell(column: DelegationField) -> str:
            place = self._columns.get(column)
            return row[place].strip() if place is not None and place < len(row) else ""

        delegation = clean(cell(_F.DELEGATION)) or self._delegation
        if not delegation:
            raise _Refused(NO_DELEGATION, _F.DELEGATION, "")
        self._delegation = delegation
        people = self._people(number, cell(_F.MEMBERS), clean(cell(_F.LATIN)), clean(cell(_F.ROLE)))
        people += [ListedMention(column, cell(column), role) for column, role in _BY_ROLE if cell(column)]
        gifts = tuple(filter(None, map(clean, re.split(r"[\n;；、]", cell(_F.GIFT)))))
        journeys = self._journeys({column: clean(cell(column)) for column in self._columns})
        note = "\n".join(filter(None, (clean_lines(cell(_F.NOTE)), *self._timeless(number, cell))))
        listed = ListedRow(
            number, delegation, {column: clean_lines(text) for column in FACTS if (text := cell(column))},
            tuple(people), clean(cell(_F.ORGANISATION)), clean(cell(_F.SUBGROUP)), clean(cell(_F.ROOM)),
            clean(cell(_F.COUNTERPART)), clean(cell(_F.SPEAKS)), gifts, note, journeys,
        )  # fmt: skip
        if not any((listed.people, listed.facts, gifts, journeys, clean(cell(_F.DELEGATION)))):
            raise _Refused(NOTHING_SAID, _F.MEMBERS, "")
        return listed

    def _people(self, number: int, names: str, latin: str, said: str) -> list[ListedMention]:
        if not clean(names) and not latin:
            return []
        role = _ROLES.get(place_key(said), DelegationRole.MEMBER)
        if said and place_key(said) not in _ROLES:
            self._tell(number, _F.ROLE, said, UNKNOWN_ROLE)
        return [ListedMention(_F.MEMBERS if names else _F.LATIN, names or latin, role, latin)]

    def _timeless(self, number: int, cell: Callable[[DelegationField], str]) -> Iterator[str]:
        """The numbers of flights and trains of which nothing says when they are."""
        for at, code in ((_F.ARRIVES, _F.ARRIVAL_NUMBER), (_F.DEPARTS, _F.DEPARTURE_NUMBER)):
            said = clean(cell(code))
            if said and not clean(cell(at)):
                self._tell(number, code, said, NO_WHEN)
                yield said

    def _journeys(self, cells: Mapping[DelegationField, str]) -> tuple[ListedJourney, ...]:
        """A row with an impossible time is left out: half of what it says would mislead whoever meets the guests."""
        found = []
        for way, at, number, place, mode in (
            (Way.ARRIVAL, _F.ARRIVES, _F.ARRIVAL_NUMBER, _F.ARRIVAL_PLACE, _F.ARRIVAL_MODE),
            (Way.DEPARTURE, _F.DEPARTS, _F.DEPARTURE_NUMBER, _F.DEPARTURE_PLACE, _F.DEPARTURE_MODE),
        ):
            if not cells.get(at):
                continue
            day, seconds = self._moment(cells[at], at)
            by = _MODES.get(place_key(cells.get(mode, "")))
            met = cells.get(_F.MET_BY, "") if way is Way.ARRIVAL else ""
            code = cells.get(number, "")
            found.append(ListedJourney(way, by or _mode_of(code), day, seconds, code, cells.get(place, ""), met))
        return tuple(found)

    def _moment(self, said: str, column: DelegationField) -> tuple[date, int]:
        try:
            return read_moment(said, self._first, self._last)
        except NoMoment as error:
            raise _Refused(error.what, column, said) from error


class NoMoment(Exception):
    """Words that say no day and time; ``what`` is the code of what is wrong, and the sentence for it."""

    def __init__(self, what: tuple[str, str]) -> None:
        super().__init__(what[0])
        self.what = what


def read_moment(said: str, first: date | None = None, last: date | None = None) -> tuple[date, int]:
    """The day and the seconds from its midnight that ``said`` names; ``first`` and ``last`` are the event's days.

    Raises ``NoMoment``.
    """
    clock = _CLOCK.search(said)
    if clock is None:
        raise NoMoment(NO_MOMENT)
    named = said[: clock.start()].strip(" T,，")
    day = read_day(named, first, last)
    if day is None:
        raise NoMoment(BAD_DAY if named else NO_MOMENT)
    seconds = read_clock(clock[0])
    if seconds is None:
        raise NoMoment(BAD_TIME)
    return day, seconds


def _mode_of(number: str) -> Mode:
    """How people travel whose flight or train has this number."""
    if not number:
        return Mode.ROAD
    return Mode.TRAIN if _TRAIN.fullmatch(fold(number).upper()) else Mode.FLIGHT
