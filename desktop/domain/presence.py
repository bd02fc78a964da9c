"""Where a guest stands with a door, from the facts about them: what they used up, where they are, which way they go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.door_hours import Hours, day_of
from desktop.domain.verdicts import Direction, Entry, Ways, direction_of

SAME_READING = timedelta(seconds=2)
"""Within this time a badge that is read again was held before the scanner too long."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A guest who was let through with ``scan`` at a ``desk`` of a checkpoint.

    ``clock`` orders the passages of one guest.
    """

    scan: UUID
    checkpoint: UUID
    direction: Direction
    clock: int
    at: datetime
    desk: UUID


@dataclass(frozen=True, slots=True)
class Place:
    """What being read at a checkpoint does: ``leaves`` are the places that one is no longer in then.

    Whoever goes out where it is ``outermost`` is in no place any more: at the main door, or a way out that names none.
    """

    ways: Ways = Ways.IN
    leaves: frozenset[UUID] = frozenset()
    outermost: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """The rules of a checkpoint about coming again; ``zone`` is needed where they speak of days."""

    checkpoint: UUID
    ways: Ways = Ways.IN
    entry: Entry = Entry.ONCE
    hours: Hours | None = None
    zone: ZoneInfo | None = None

    def same_day(self, at: datetime, other: datetime) -> bool:
        """Whether both count to one day here; everything does where days do not matter."""
        if self.entry is not Entry.DAILY or self.zone is None:
            return True
        return day_of(at, self.zone, self.hours) == day_of(other, self.zone, self.hours)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a guest stands with a door; ``first`` is the check-in that uses up their right, if there is one."""

    direction: Direction = Direction.IN
    entered: bool = False
    inside: bool = False
    repeated: bool = False
    first: Passage | None = None
    left_at: datetime | None = None


def inside(passages: Iterable[Passage], places: Mapping[UUID, Place]) -> dict[UUID, Passage]:
    """The places that a guest is in, with how they came in; ``passages`` come in order."""
    there: dict[UUID, Passage] = {}
    for passage in passages:
        place = places.get(passage.checkpoint, _PLAIN)
        if place.outermost and passage.direction is Direction.OUT:
            there.clear()
        for left in place.leaves:
            there.pop(left, None)
        if passage.direction is Direction.IN:
            there[passage.checkpoint] = passage
        else:
            there.pop(passage.checkpoint, None)
    return there


def standing(
    passages: Sequence[Passage],
    places: Mapping[UUID, Place],
    door: Door,
    at: datetime,
    wanted: Direction | None = None,
    *,
    desk: UUID | None = None,
    live: bool = True,
) -> Standing:
    """Where a guest with these ``passages``, in order, stands with ``door`` at ``at`` (aware UTC).

    ``live`` says that ``at`` is what the clock shows, which may have been set back: the day is then never before
    that of the last passage. A badge that is read at two desks at once is no mere repetition: there are two of it.
    """
    last = next((one for one in reversed(passages) if one.checkpoint == door.checkpoint), None)
    if last is not None and timedelta() <= at - last.at < SAME_READING and wanted in {None, last.direction}:
        came, same = last.direction is Direction.IN, desk in {None, last.desk}
        return Standing(last.direction, entered=came, inside=came, repeated=same, first=last)
    today = max(at, passages[-1].at) if live and passages else at
    counted = [one for one in passages if door.same_day(one.at, today)]
    here = inside(counted, places)
    place = places.get(door.checkpoint, _PLAIN)
    if place.outermost and door.ways is Ways.OUT:
        is_in = bool(here)
    else:
        is_in = not here.keys().isdisjoint({door.checkpoint, *(place.leaves if place.ways is Ways.OUT else ())})
    entries = [one for one in counted if one.checkpoint == door.checkpoint and one.direction is Direction.IN]
    direction = wanted or direction_of(door.ways, inside=is_in)
    entered = bool(entries) if door.entry is not Entry.OFTEN else is_in and door.ways is Ways.BOTH
    left = next((one for one in reversed(counted) if _leads_out(one, door.checkpoint, places)), None)
    return Standing(
        direction,
        entered=entered,
        inside=is_in or (bool(entries) and left is None),
        first=entries[0] if entries else None,
        left_at=left.at if left is not None and not is_in else None,
    )


_PLAIN = Place()


def _leads_out(passage: Passage, checkpoint: UUID, places: Mapping[UUID, Place]) -> bool:
    place = places.get(passage.checkpoint, _PLAIN)
    if passage.checkpoint == checkpoint:
        return passage.direction is Direction.OUT
    return (place.outermost and passage.direction is Direction.OUT) or checkpoint in place.leaves
