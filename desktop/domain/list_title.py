"""What stands above the table of a guest list: the event's name, its place, its dates."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.text import clean


@dataclass(frozen=True, slots=True)
class ListTitle:
    """The lines above a table, understood as far as they can be; ``rest`` holds what else they say."""

    title: str = ""
    event_name: str = ""
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    rest: tuple[str, ...] = ()


YEARS = 1900, 2999
"""The first and the last year in which a day of a list can be."""
_LIST = (
    r"(?:(?:出席|參會|参会|與會|与会|擬邀|拟邀|邀請|邀请|受邀|主要|重要|報名|报名)?"
    r"(?:嘉賓|嘉宾|人員|人员|來賓|来宾|代表|貴賓|贵宾|與會者|与会者)?(?:名單|名单|一覽表|一览表|名冊|名册|信息表|資料表|资料表|彙總表|汇总表|登記表|登记表|統計表|统计表|報名表|报名表|回執|回执)(?:表)?"
    r"|(?:guest|attendee|participant|delegate|invitation|name)s?\s*list|list\s+of\s+(?:guests|attendees|participants))"
)
_LIST_END = re.compile(rf"[\s\-–—_:：|·]*{_LIST}\s*(?:[(（][^()（）]*[)）])?\s*$", re.IGNORECASE)
_LIST_START = re.compile(rf"^{_LIST}\s*(?:of|for|:|：|-|–|—)\s*", re.IGNORECASE)
_PLACE_LABEL = r"(?:地點|地点|會場|会场|場地|场地|venue|place|location)"
_LABEL = r"(?:地點|地点|會場|会场|場地|场地|日期|時間|时间|venue|place|location|dates?|time)"
_PLACE = re.compile(
    rf"{_PLACE_LABEL}\s*[:：]\s*(.+?)(?=\s{{2,}}|\t|\n|\s*[,，;；、|]?\s*{_LABEL}\s*[:：]|[(（;；|]|$)", re.IGNORECASE
)
_LABELLED = re.compile(rf"{_LABEL}\s*[:：]", re.IGNORECASE)

_APPENDIX = re.compile(
    r"\s*(?:附件|附表|附錄|附录|annex|appendix)\s*[\d一二三四五六七八九十A-Z]*\s*[:：]?\s*$", re.IGNORECASE
)
# The day of the list, which is not that of the event.
_OF_THE_LIST = re.compile(
    r"(?:填[報报表]|製表|制表|更新|截至|截止|列印|打印|印製|版本|as\s+(?:at|of)|updated|printed|version|rev\.?)"
    r"[^\d]{0,12}\d[\d\s年月日/.,a-z-]*",
    re.IGNORECASE,
)

_TO = r"\s*(?:-|–|—|−|~|～|至|到|to|until)\s*"
_YMD = r"(?P<y{0}>\d{{4}})\s*[年/.-]\s*(?P<m{0}>\d{{1,2}})\s*[月/.-]\s*(?P<d{0}>\d{{1,2}})\s*日?"
_WEEKDAY = r"\s*(?:[(（](?:星期|週|周|禮拜)?[一二三四五六日天][)）])?"
_MONTH = r"(?P<n{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ")  # noqa: SIM905  shorter to read
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _YMD.format(1)
        + _WEEKDAY
        + rf"(?:{_TO}(?:{_YMD.format(2)}|(?:(?P<m3>\d{{1,2}})\s*月\s*)?(?P<d3>\d{{1,2}})\s*日?))?",
        rf"(?P<d1>\d{{1,2}})(?:{_TO}(?P<d3>\d{{1,2}}))?\s*(?:st|nd|rd|th)?\s+{_MONTH.format(1)},?\s+(?P<y1>\d{{4}})",
        rf"{_MONTH.format(1)}\s+(?P<d1>\d{{1,2}})(?:{_TO}(?P<d3>\d{{1,2}}))?,?\s+(?P<y1>\d{{4}})",
        r"(?<!\d)(?P<d1>\d{1,2})/(?P<m1>\d{1,2})/(?P<y1>\d{4})",
    )
)


def read_title(lines: Iterable[str]) -> ListTitle:
    """What the ``lines`` above a table say; the first that is no "place: …" line is the title."""
    title, place = "", ""
    days: tuple[date, date] | None = None
    rest: list[str] = []
    for line in lines:
        found = _PLACE.search(line)
        place = place or (clean(found[1]) if found else "")
        days = days or read_days(_OF_THE_LIST.sub("", line))
        if not title and not _LABELLED.search(line) and not _APPENDIX.match(line):
            title = clean(line)
        elif remaining := _remaining(line):
            rest.append(remaining)
    first, last = days or (None, None)
    return ListTitle(title, event_name(title), place, first, last, tuple(rest))


def event_name(title: str) -> str:
    """``title`` without the words that only say that it heads a list; a title of nothing else stays."""
    return _bare(title) or title


def only_heads_a_list(title: str) -> bool:
    """Whether ``title`` says no more than that a list follows."""
    return not _bare(title)


def _bare(title: str) -> str:
    return _LIST_START.sub("", _LIST_END.sub("", title)).strip(" 《》「」-–—:：")


def read_days(text: str) -> tuple[date, date] | None:
    """The first and the last day that ``text`` speaks of, or None; days before months where both are numbers."""
    plain = text.translate({0xFF10 + digit: str(digit) for digit in range(10)})
    for form in _FORMS:
        found = form.search(plain)
        if found is None:
            continue
        said = {name: value for name, value in found.groupdict().items() if value}
        try:
            first = date(int(said["y1"]), _month(said, "1"), int(said["d1"]))
            last = _last_day(said, first)
        except ValueError:
            continue
        if YEARS[0] <= first.year and last.year <= YEARS[1]:
            return (first, last) if first <= last else (first, first)
    return None


def _last_day(said: dict[str, str], first: date) -> date:
    if "y2" in said:
        return date(int(said["y2"]), _month(said, "2"), int(said["d2"]))
    if "d3" in said:
        return first.replace(month=int(said.get("m3", first.month)), day=int(said["d3"]))
    return first


def _month(said: dict[str, str], which: str) -> int:
    if name := said.get(f"n{which}"):
        return _MONTHS.index(name.lower()) + 1
    return int(said[f"m{which}"])


def _remaining(line: str) -> str:
    """What a line says besides place and dates, such as a remark in brackets."""
    without = re.sub(r"(?:日期|時間|时间|dates?|time)\s*[:：]", "", _PLACE.sub("", line), flags=re.IGNORECASE)
    for form in _FORMS:
        without = form.sub("", without)
    return clean(without).strip("()（） ,，;；")
