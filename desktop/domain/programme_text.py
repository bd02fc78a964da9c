"""Times, durations and days as people write them into a programme: 下午2:00, 2 pm, 14:00–14:05, 24:30, 90 min."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from desktop.domain.list_title import YEARS, read_days
from desktop.domain.text import fold

DAY = 86_400
_LATEST = 2 * DAY
"""A time after midnight may be said as of the day before: 24:30."""
_NOON = 43_200


@dataclass(frozen=True, slots=True)
class Span:
    """What a cell says of time, in seconds from the midnight that the day begins with."""

    start: int
    end: int | None = None
    seconds: int | None = None


_NEXT = r"(?:次日|翌日|隔日|隔天|第二天|nextday|\(?\+1\)?)"
_MORNING = r"凌晨|清晨|早上|早晨|上午|早"
_LATER = r"下午|午后|午後|傍晚|晚上|晚间|晚間|晚|夜"
_HALF = r"(?:a\.?m\.?|p\.?m\.?)"
_PART = re.compile(f"{_HALF}|{_MORNING}|{_LATER}|[中正]午")
_CLOCK = re.compile(
    rf"(?P<next>{_NEXT})?(?P<part>{_MORNING}|中午|正午|{_LATER}|{_HALF})?"
    r"(?P<h>\d{1,2})"
    r"(?:(?P<mark>[:.h時时點点])(?:(?P<m>\d{2})分?(?:[:.]?(?P<s>\d{2})(?:\.\d+)?秒?)?|(?P<half>半)|[正整]|(?<=[h時时點点])))?"
    rf"(?P<after>{_HALF})?(?P<next2>{_NEXT}|\(次日\)|\(翌日\))?(?:h|hrs|起|开始|開始|onwards)?"
)
_FOUR = re.compile(r"([0-2]\d)([0-5]\d)(?:h|hrs|hours)?")
_FRACTION = re.compile(r"0?\.\d+|[01]\.\d{3,}")
_DAYS_AND = re.compile(r"(\d)days?,(\d{1,2}:\d\d(?::\d\d)?)")
_NAMED = {"noon": _NOON, "中午": _NOON, "正午": _NOON, "midnight": DAY, "午夜": DAY, "半夜": DAY}
_TO = re.compile(r"-|–|—|−|~|〜|至|到|to|until")
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)} | {"兩": 2, "两": 2}
_SPELT = re.compile(r"(十?)([一二三四五六七八九兩两]?)(?=[時时點点])")
_DATED = re.compile(r"^\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]+|$)")
_BRACKETED = re.compile(r"\(([^()]*)\)")


def read_clock(text: str) -> int | None:
    """The time of day that ``text`` says, in seconds from midnight; None where it says none, or an impossible one.

    24:30 is half past midnight of the following day. A calendar day before the time doesn't count.
    """
    return _clock(fold(_DATED.sub("", unicodedata.normalize("NFKC", text))))


def read_span(text: str) -> Span | None:
    """The time, or the times from and to, that ``text`` says; None where any of it is no time."""
    said = _DATED.sub("", unicodedata.normalize("NFKC", text)).strip().replace("\n", "-")
    seconds = None
    for inside in _BRACKETED.findall(said):
        if (found := read_duration(inside)) is not None and not inside.strip().isdecimal():
            seconds = found
            said = said.replace(f"({inside})", "")
    pieces = _TO.split(fold(said))
    if len(pieces) == 1:
        start = _clock(pieces[0])
        return None if start is None else Span(start, None, seconds)
    if len(pieces) != 2:
        return None
    return _from_to(pieces[0], pieces[1], seconds)


def _from_to(first: str, last: str, seconds: int | None) -> Span | None:
    start, end = _clock(first), _clock(last)
    if end is None:
        return None
    if start is None and first.isdecimal():  # 2–3:30 pm
        start = _clock(f"{first}:00")
    if start is None:
        return None
    said, said_after = _PART.search(first), _PART.search(last)
    if said and not said_after and end < start <= end + _NOON:
        end += _NOON
    elif said_after and not said and re.search(f"p\\.?m|{_LATER}", last):
        start += _NOON if start + _NOON <= end else 0
    return Span(start, end, seconds)


def _clock(said: str) -> int | None:
    if said in _NAMED:
        return _NAMED[said]
    if _FRACTION.fullmatch(said):
        return round(float(said) * DAY)
    if found := _FOUR.fullmatch(said):
        return _seconds(int(found[1]), int(found[2]), 0)
    if found := _DAYS_AND.fullmatch(said):
        clock = _clock(found[2])
        return None if clock is None or (late := clock + int(found[1]) * DAY) >= _LATEST else late
    found = _CLOCK.fullmatch(_SPELT.sub(_in_digits, said))
    if found is None or not (found["mark"] or found["part"] or found["after"]):
        return None
    minutes = 30 if found["half"] else int(found["m"] or 0)
    hours = _hours(int(found["h"]), (found["after"] or found["part"] or "").replace(".", ""))
    if hours is None:
        return None
    if found["next"] or found["next2"]:
        hours += 24
    return _seconds(hours, minutes, int(found["s"] or 0))


def _in_digits(found: re.Match[str]) -> str:
    number = 10 * bool(found[1]) + _NUMERALS.get(found[2], 0)
    return str(number) if number else found[0]


def _hours(hours: int, part: str) -> int | None:
    """``hours`` on a clock of 24; ``part`` is what part of the day was said."""
    if not part:
        return hours
    if hours > 12:
        later = part == "pm" or re.fullmatch(_LATER, part)
        return hours if later and hours <= 24 else None
    if part in ("am", "凌晨"):
        return hours % 12
    if part in ("中午", "正午"):
        return hours if hours > 9 else hours + 12
    if part == "pm" or part.startswith(("下午", "午", "傍")):
        return hours % 12 + 12
    if re.fullmatch(_LATER, part):
        return hours + 12
    return hours


def _seconds(hours: int, minutes: int, seconds: int) -> int | None:
    found = hours * 3_600 + minutes * 60 + seconds
    return found if minutes < 60 and seconds < 60 and found < _LATEST else None


_LONG = re.compile(
    r"(?:約|约|about|approx\.?)?"
    r"(?:(?P<h>\d+(?:\.\d+)?)(?:hours?|hrs?|h|[個个]?小[時时]|[個个]?鐘頭|[個个]?钟头|[時时])(?P<more>半)?)?"
    r"(?:(?P<m>\d+(?:\.\d+)?)(?:minutes?|mins?\.?|m|分[鐘钟]?|['’′]))?"
    r"(?:(?P<s>\d+)(?:seconds?|secs?\.?|s|秒[鐘钟]?|[\"”″]))?"
)
_COLONS = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")


def read_duration(text: str) -> int | None:
    """How many seconds ``text`` says, at least 1 and at most a day; a number alone says minutes. None if it doesn't."""
    said = fold(text).strip("()")
    seconds: float | None = None
    if found := _COLONS.fullmatch(said):
        hours, minutes, rest = (int(part or 0) for part in found.groups())
        seconds = hours * 3_600 + minutes * 60 + rest if minutes < 60 and rest < 60 else None
    elif said in ("半小時", "半小时", "半個小時", "半个小时", "halfanhour"):
        seconds = 1_800
    elif re.fullmatch(r"0?\.\d{3,}", said):  # a part of a day, as Excel keeps times
        seconds = round(float(said) * DAY)
    elif re.fullmatch(r"\d{1,5}(?:\.\d+)?", said):
        seconds = float(said) * 60
    elif said and (found := _LONG.fullmatch(said)) and any(found[part] for part in "hms"):
        seconds = 3_600 * float(found["h"] or 0) + 60 * float(found["m"] or 0) + int(found["s"] or 0)
        seconds += 1_800 if found["more"] else 0
    return None if seconds is None or not 1 <= round(seconds) <= DAY else round(seconds)


_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号號]?")
_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ")  # noqa: SIM905  shorter to read
_DAY_NAME = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:of)?({'|'.join(_NAMES)})[a-z]*\.?")
_NAME_DAY = re.compile(rf"({'|'.join(_NAMES)})[a-z]*\.?(\d{{1,2}})(?:st|nd|rd|th)?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_WEEKDAY = re.compile(
    r"\(?(?:星期|週|周|禮拜|礼拜)[一二三四五六日天]\)?|\([一二三四五六日天]\)"
    r"|\(?(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?\)?,?"
)
_ORDINAL = re.compile(r"第([一二三四五六七八九十\d]+)[天日]|day(\d{1,2})")


def read_day(text: str, first: date | None = None, last: date | None = None) -> date | None:
    """The calendar day that ``text`` says, alone or with its day of the week; None where it says none.

    ``first`` and ``last`` are those of the event: they give the year, what day 1 is, and which is the month in 4/12.
    """
    if found := read_days(unicodedata.normalize("NFKC", text)):
        return found[0]
    said = _WEEKDAY.sub("", fold(text))
    if compact := _COMPACT.fullmatch(said):
        return _date(*map(int, compact.groups()))
    if first is None:
        return None
    if ordinal := _ORDINAL.fullmatch(said):
        number = ordinal[1] or ordinal[2]
        place = _NUMERALS.get(number) or (int(number) if number.isdecimal() else 0)
        return first + timedelta(days=place - 1) if 0 < place <= 31 else None
    last = last or first
    if slashed := _SLASHED.fullmatch(said):
        one, other = int(slashed[1]), int(slashed[2])
        fitting = [day for pair in ((one, other), (other, one)) if (day := _within(*pair, first, last))]
        return fitting[0] if len(set(fitting)) == 1 else None
    if chinese := _MONTH_DAY.fullmatch(said):
        return _nearest(int(chinese[1]), int(chinese[2]), first, last)
    if english := _DAY_NAME.fullmatch(said):
        return _nearest(_NAMES.index(english[2]) + 1, int(english[1]), first, last)
    if english := _NAME_DAY.fullmatch(said):
        return _nearest(_NAMES.index(english[1]) + 1, int(english[2]), first, last)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if YEARS[0] <= year <= YEARS[1] else None
    except ValueError:
        return None


def _within(month: int, day: int, first: date, last: date) -> date | None:
    found = _nearest(month, day, first, last)
    return found if found and first <= found <= last else None


def _nearest(month: int, day: int, first: date, last: date) -> date | None:
    years = dict.fromkeys((first.year, last.year))
    return next((found for year in years if (found := _date(year, month, day)) and first <= found <= last), None) or (
        _date(first.year, month, day)
    )


def clock_words(seconds: int) -> str:
    """A time of day as a programme writes it, 14:05 or 14:05:30; past midnight it goes on to 24:30."""
    hours, rest = divmod(seconds, 3_600)
    minutes, rest = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{rest:02d}" if rest else "")


def duration_words(seconds: int) -> str:
    """A duration as a table writes it, hours, minutes and seconds: 0:05:00."""
    hours, rest = divmod(seconds, 3_600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"


def overlapping(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of indices of ``spans`` (start, end), where the second begins before what came before it is over."""
    order = sorted(range(len(spans)), key=lambda place: (spans[place], place))
    found: list[tuple[int, int]] = []
    longest = order[0] if order else 0
    for before, place in pairwise(order):
        longest = before if spans[before][1] >= spans[longest][1] else longest
        if spans[place][0] < spans[longest][1]:
            found.append((longest, place))
    return found
