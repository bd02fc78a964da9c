"""iCalendar (RFC 5545): a programme for people's own calendars, which follow its changes."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from desktop.exchange.schedules import GENERATOR, Entry, Schedule

if TYPE_CHECKING:
    from icalendar import Event

_DOMAIN = "summit-desk"


def uid(entry: Entry) -> str:
    """What a calendar knows an item by, in this file and all later ones."""
    return f"{entry.uid}@{_DOMAIN}"


def write_icalendar(file: BinaryIO, schedule: Schedule) -> int:
    """Write ``schedule`` with its cancelled items; returns how many items.

    Times are in UTC, which no calendar misunderstands: libraries disagree on how the rules of a zone are written.
    Nothing in it depends on when it is written.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{GENERATOR}//{schedule.program_version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", schedule.title)
    calendar.add("x-wr-calname", schedule.title)
    calendar.add("x-wr-timezone", schedule.zone)
    for entry in schedule.entries:
        calendar.add_component(_event(entry))
    file.write(calendar.to_ical(sorted=False))
    return len(schedule.entries)


def _event(entry: Entry) -> "Event":
    from icalendar import Event

    event = Event()
    changed = entry.changed or datetime(1980, 1, 1, tzinfo=UTC)
    changed = changed.astimezone(UTC).replace(microsecond=0)
    event.add("uid", uid(entry))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(entry.sequence, 0))
    event.add("dtstart", entry.start.astimezone(UTC))
    event.add("dtend", entry.end.astimezone(UTC))
    event.add("summary", entry.title)
    if entry.room:
        event.add("location", entry.room)
    text = "\n".join(filter(None, (entry.subtitle, entry.who)))
    if text:
        event.add("description", text)
    if entry.category:
        event.add("categories", [entry.category])
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
