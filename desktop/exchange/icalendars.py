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

    Times are of the event's zone, whose rules are in the file. Nothing in it depends on when it is written.
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
        calendar.add_component(_event(schedule, entry))
    if schedule.zone != "UTC":
        calendar.add_missing_timezones()
    file.write(calendar.to_ical(sorted=False))
    return len(schedule.entries)


def _event(schedule: Schedule, entry: Entry) -> "Event":
    from icalendar import Event

    event = Event()
    changed = entry.changed or datetime(1980, 1, 1, tzinfo=UTC)
    changed = changed.astimezone(UTC).replace(microsecond=0)
    event.add("uid", uid(entry))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(entry.sequence, 0))
    event.add("dtstart", schedule.local(entry.start))
    event.add("dtend", schedule.local(entry.end))
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
