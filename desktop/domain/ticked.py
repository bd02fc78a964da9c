"""What was ticked on a paper sheet, as somebody types or reads it in: a guest and a time a line."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from desktop.domain.door_hours import moment_of
from desktop.domain.text import clean

_CLOCK = re.compile(r"(\d{1,2})[:.時时]?(\d{2})分?\Z")
_BETWEEN = re.compile(r"[\t,;，；]")
_LONGEST = 200
"""Of what stands between two commas, in characters; no name, serial, id or time is as long."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：．", "0123456789:.")


@dataclass(frozen=True, slots=True)
class Ticked:
    """A line of the sheet: ``who`` is a serial, a registration's id or a name, ``when`` a time or nothing."""

    line: int
    who: str
    when: str = ""


def ticked_lines(text: str) -> list[Ticked]:
    """The lines of ``text``, each a guest and behind a comma, semicolon or tab a time; empty ones are left out."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = [clean(part[:_LONGEST]) for part in _BETWEEN.split(line, maxsplit=2)]
        if any(parts):
            found.append(Ticked(number, parts[0], parts[1] if len(parts) > 1 else ""))
    return found


def ticked_at(when: str, day: date, zone: ZoneInfo) -> datetime | None:
    """The moment that ``when`` says, aware UTC, or None where it says none: 9:05, 0905, 14.02, 14時02分, or ISO 8601.

    A time alone is on ``day``; a time without a zone is in the event's.
    """
    plain = clean(when).translate(_FULL_WIDTH).replace(" ", "T" if "-" in when else "")
    clock = _CLOCK.match(plain)
    try:
        if clock is not None:
            return moment_of(day, time(int(clock[1]), int(clock[2])), zone)
        moment = datetime.fromisoformat(plain)
        if moment.tzinfo is None:
            return moment_of(moment.date(), moment.time(), zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # OverflowError: the first or the last hours of the calendar
        return None
