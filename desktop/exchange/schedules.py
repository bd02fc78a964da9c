"""A programme as other programs exchange it: what schedule XML, schedule JSON and calendars are made of."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

GENERATOR = "Summit Desk"
_TAGS = {"hant": "zh-Hant", "hans": "zh-Hans"}
_LANGUAGES = {"zh-hant": "hant", "zh-hk": "hant", "zh-tw": "hant", "zh-hans": "hans", "zh-cn": "hans"}


def language_tag(language: str) -> str:
    """How other programs call the ``language`` of an item."""
    return _TAGS.get(language, language)


def spoken(tag: str) -> str:
    """The language of an item that others tag so; as it is written where it is none of ours."""
    return _LANGUAGES.get(tag.casefold().replace("_", "-"), tag)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. ``start`` and ``end`` are aware; ``day`` is that it is announced under. ``room`` is never empty.

    ``people`` are those with a part in it, with the keys of the registered ones; ``who`` says it in lines to be read.

    ``sequence`` counts its changes, the last of which was at ``changed``. A ``cancelled`` one is known to calendars
    alone.
    """

    uid: UUID
    day: date
    start: datetime
    end: datetime
    title: str
    subtitle: str
    kind: str
    room: str
    language: str = ""
    people: tuple[tuple[UUID | None, str], ...] = ()
    who: str = ""
    category: str = ""
    sequence: int = 0
    changed: datetime | None = None
    cancelled: bool = False

    def after(self, sequence: int, changed: datetime | None) -> "Entry":
        """This after so many changes."""
        return replace(self, sequence=sequence, changed=changed)

    @property
    def seconds(self) -> int:
        """How long it takes."""
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True, slots=True)
class Schedule:
    """A programme that is given out, by a ``GENERATOR`` of some ``program_version``.

    ``acronym`` has small Latin letters, digits and underscores alone. ``rooms`` have their keys.
    """

    title: str
    acronym: str
    starts_on: date
    ends_on: date
    zone: str
    language: str
    version: str
    program_version: str
    rooms: Mapping[str, UUID | None]
    entries: tuple[Entry, ...] = field(default=())

    def local(self, moment: datetime) -> datetime:
        """``moment`` on the clocks of the event."""
        return moment.astimezone(ZoneInfo(self.zone))

    def days(self) -> Iterator[tuple[date, list[Entry]]]:
        """Each day of the event, and others that have items, with its items."""
        own = range(self.starts_on.toordinal(), self.ends_on.toordinal() + 1)
        for day in sorted({*map(date.fromordinal, own), *(entry.day for entry in self.entries)}):
            yield day, [entry for entry in self.entries if entry.day == day]


def by_room(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """``entries`` by their room, in the order of their first."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.room, []).append(entry)
    return found


def numbers(entries: Sequence[Entry]) -> dict[UUID, int]:
    """A number above 0 for each item that stays its own from file to file, whatever comes before it."""
    found: dict[UUID, int] = {}
    taken: set[int] = set()
    for uid in sorted(entry.uid for entry in entries):
        number = uid.int & 0x7FFFFFFF or 1
        while number in taken:
            number += 1
        taken.add(number)
        found[uid] = number
    return found


def acronym(names: Iterable[str], day: date) -> str:
    """A short name for an event of ``day`` that fits into an address: from its first name in Latin letters."""
    for name in names:
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        words = re.findall(r"[a-z0-9]+", plain.casefold())
        if sum(map(len, words)) > 3 and any(word.isalpha() for word in words):
            return "_".join(words)[:40].strip("_")
    return f"event_{day:%Y_%m_%d}"


def hours(seconds: int) -> str:
    """A duration as schedules write it, HH:MM, with seconds only where there are any."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")


def slug(schedule: Schedule, number: int) -> str:
    """The name of an item that fits into an address, its own within the schedule."""
    return f"{schedule.acronym}-{number}"
