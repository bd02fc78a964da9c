"""Schedule XML, as frab, pretalx and the video teams of conferences exchange programmes: read and written."""

import io
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.domain.text import has_han
from desktop.errors import N_, UserError
from desktop.exchange.schedules import GENERATOR, Entry, Schedule, by_room, hours, numbers, slug, spoken
from desktop.exchange.sheets import STANDARD_LIMITS, CellTooLong, Limits, TooManyRows

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Rows = tuple[tuple[str, ...], ...]

_START = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<schedule[\s>]", re.DOTALL)
_HEADER = (
    "UID",
    "Day",
    "Start",
    "Duration",
    "Type",
    "Title",
    "Title (English)",
    "Speakers",
    "Room",
    "Language",
    "Note",
)
_BREAKS = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NoSchedule(UserError):
    """XML that holds no schedule, or one that asks for more than a schedule may."""

    code = "no_schedule"
    text = N_("{file} is not a schedule that can be read. Give schedule XML as frab or pretalx export it.")


def looks_like_xml(data: bytes) -> bool:
    """Whether ``data`` begins as XML does, in whatever encoding."""
    start = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"")
    return start.startswith((b"<?xml", b"<schedule", b"<!DOCTYPE", b"<!--"))


def read_schedule(data: bytes, file: str, zone: str = "", limits: Limits = STANDARD_LIMITS) -> tuple[Rows, str, str]:
    """A schedule as the rows of a table, with a header; its title, and its zone where it names one.

    Times are those of clocks in ``zone``, or else in its own. No entity is expanded and nothing outside is fetched.
    Raises ``NoSchedule``, or what is too much for a table.
    """
    root = _parsed(data, file)
    conference = root.find("conference")
    title, named = _text(conference, "title"), _text(conference, "time_zone_name")
    clocks = _zone(zone) or _zone(named)
    rows: list[tuple[str, ...]] = [_HEADER]
    for day in root.iter("day"):
        for room in day.iter("room"):
            rows += (_row(event, day.get("date", ""), room.get("name", ""), clocks) for event in room.iter("event"))
            if len(rows) > limits.rows:
                raise TooManyRows(file=file, limit=limits.rows)
    for number, row in enumerate(rows, 1):
        if max(map(len, row)) > limits.characters:
            raise CellTooLong(row=number, file=file, limit=limits.characters)
    return tuple(rows), title, named if _zone(named) else ""


def _parsed(data: bytes, file: str) -> "Element":
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise NoSchedule(file=file) from error
    if root.tag != "schedule":
        raise NoSchedule(file=file)
    return root


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _text(element: "Element | None", name: str) -> str:
    found = element.find(name) if element is not None else None
    return "".join(found.itertext()).strip() if found is not None else ""


def _row(event: "Element", day: str, room: str, clocks: ZoneInfo | None) -> tuple[str, ...]:
    start = _text(event, "start")
    begins = _moment(_text(event, "date"), clocks)
    if begins is not None:
        day, start = _on_day(day, begins)
    title, subtitle = _text(event, "title"), _text(event, "subtitle")
    english = ""
    if subtitle and has_han(title) != has_han(subtitle):  # the same in another language
        title, english = (title, subtitle) if has_han(title) else (subtitle, title)
    names = [
        "".join(person.itertext()).strip() or person.get("name", "") for person in event.iterfind("persons/person")
    ]
    notes = ("" if english else subtitle, _text(event, "abstract"), _text(event, "description"))
    return (
        event.get("guid", "") or event.get("id", ""), day, start, _text(event, "duration"), _text(event, "type"),
        title, english, "\n".join(filter(None, names)), _text(event, "room") or room, spoken(_text(event, "language")),
        "\n".join(dict.fromkeys(filter(None, notes))),
    )  # fmt: skip


def _moment(text: str, clocks: ZoneInfo | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(clocks).replace(tzinfo=None) if clocks and found.tzinfo else found.replace(tzinfo=None)


def _on_day(day: str, begins: datetime) -> tuple[str, str]:
    """The day that an item is announced under, and its start from that day's midnight: 24:30 if it is the next."""
    try:
        announced = date.fromisoformat(day)
    except ValueError:
        announced = begins.date()
    late = begins - datetime.combine(announced, time())
    if not timedelta() <= late < timedelta(days=2):
        announced, late = begins.date(), begins - datetime.combine(begins.date(), time())
    return announced.isoformat(), hours(int(late.total_seconds()))


def write_schedule_xml(file: BinaryIO, schedule: Schedule) -> int:
    """Write ``schedule``; returns how many items."""
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", name=GENERATOR, version=schedule.program_version)
    _add(root, "version", schedule.version)
    conference = ET.SubElement(root, "conference")
    days = list(schedule.days())
    for name, text in (
        ("title", schedule.title), ("acronym", schedule.acronym), ("start", schedule.starts_on.isoformat()),
        ("end", schedule.ends_on.isoformat()), ("days", str(len(days))), ("timeslot_duration", "00:01"),
        ("time_zone_name", schedule.zone),
    ):  # fmt: skip
        _add(conference, name, text)
    keys = numbers(schedule.entries)
    for index, (day, entries) in enumerate(days, 1):
        first, last = day_bounds(schedule, day)
        element = ET.SubElement(
            root, "day", index=str(index), date=day.isoformat(), start=first.isoformat(), end=last.isoformat()
        )
        for room, items in by_room(entries).items():
            inside = ET.SubElement(element, "room", name=_clean(room))
            for entry in items:
                _add_event(inside, schedule, entry, keys[entry.uid])
    ET.indent(root)
    whole = io.BytesIO()
    ET.ElementTree(root).write(whole, encoding="utf-8", xml_declaration=True)
    file.write(whole.getvalue() + b"\n")
    return len(schedule.entries)


def day_bounds(schedule: Schedule, day: date) -> tuple[datetime, datetime]:
    """From when to when a day of a schedule goes: all of the calendar day, and the night if items are in it."""
    zone = ZoneInfo(schedule.zone)
    first = datetime.combine(day, time(), zone)
    last = datetime.combine(day + timedelta(days=1), time(), zone)
    ends = [schedule.local(entry.end) for entry in schedule.entries if entry.day == day]
    return first, max([last, *ends])


def _add_event(room: ET.Element, schedule: Schedule, entry: Entry, number: int) -> None:
    event = ET.SubElement(room, "event", guid=str(entry.uid), id=str(number))
    start = schedule.local(entry.start)
    for name, text in (
        ("room", entry.room), ("title", entry.title), ("subtitle", entry.subtitle), ("type", entry.kind),
        ("date", start.isoformat()), ("start", hours(start.hour * 3_600 + start.minute * 60 + start.second)),
        ("duration", hours(entry.seconds)), ("abstract", ""), ("slug", slug(schedule, number)),
        ("track", entry.category), ("language", entry.language),
    ):  # fmt: skip
        _add(event, name, text)
    persons = ET.SubElement(event, "persons")
    for key, name in entry.people:
        person = ET.SubElement(persons, "person")
        if key is not None:
            person.set("id", str(key.int & 0x7FFFFFFF or 1))
        person.text = _clean(name)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """``text`` without what XML can't hold."""
    return _BREAKS.sub("", text)
