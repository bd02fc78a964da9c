"""Whether those whom a ceremony needs are there, from where they were read; what to do about who is not."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from uuid import UUID

from desktop.domain.presence import Passage, Place, inside
from desktop.domain.verdicts import Direction, Entry, Purpose, Status


class Where(StrEnum):
    """Where somebody is, as far as their badge was read. ``UNKNOWN`` is who has none: they aren't registered."""

    NOT_ARRIVED = "not_arrived"
    LEFT = "left"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    IN_BUILDING = "in_building"
    HOLDING_ROOM = "holding_room"
    ON_STAGE = "on_stage"

    @property
    def here(self) -> bool:
        """Whether they can be fetched."""
        return self in _HERE

    @property
    def coming(self) -> bool:
        """Whether they may still come."""
        return self not in {Where.CANCELLED, Where.DECLINED}


_clock = attrgetter("clock")
_HERE = frozenset({Where.IN_BUILDING, Where.HOLDING_ROOM, Where.ON_STAGE})
_AT = {Purpose.STAGE: Where.ON_STAGE, Purpose.HOLDING_ROOM: Where.HOLDING_ROOM, Purpose.DOOR: Where.IN_BUILDING}
_AWAY = {Status.CANCELLED: Where.CANCELLED, Status.DECLINED: Where.DECLINED}


class Level(StrEnum):
    """How it stands, best first: ready; time enough; to be fetched or finished; an alarm."""

    READY = "ready"
    WAIT = "wait"
    CALL = "call"
    ALARM = "alarm"

    @property
    def urgency(self) -> int:
        """0 for what is ready, more for what is worse."""
        return _URGENCY[self]


_URGENCY = {level: place for place, level in enumerate(Level)}


def worst(levels: Sequence[Level]) -> Level:
    """The most urgent of all; ready where there are none."""
    return max(levels, key=lambda level: level.urgency, default=Level.READY)


def where(
    path: Sequence[Passage], places: Mapping[UUID, Place], purposes: Mapping[UUID, Purpose], status: Status
) -> Where:
    """Where a guest is who was let through by ``path``, in order.

    Of all places they are in, the last one they were let into counts. A place with no purpose for a ceremony, as a
    bus, says only that they are not in the building unless they are in one that is.
    """
    here = sorted(inside(path, places).values(), key=_clock, reverse=True) if path else []
    for number, one in enumerate(here):
        found = _AT.get(purposes.get(one.checkpoint, Purpose.OTHER))
        if found is not None:
            return Where.IN_BUILDING if number else found
    if status in _AWAY:
        return _AWAY[status]
    been = any(one.direction is Direction.IN and purposes.get(one.checkpoint) in _AT for one in path)
    return Where.LEFT if been else Where.NOT_ARRIVED


def of_day(path: Sequence[Passage], since: datetime, entries: Mapping[UUID, tuple[Purpose, Entry]]) -> list[Passage]:
    """Of a guest's passages those that say something of the day that began at ``since``.

    Of an earlier day is only known that they came into the building, where nobody is let in again on another day.
    """
    once = (Purpose.DOOR, Entry.ONCE)
    return [one for one in path if one.at >= since or (entries.get(one.checkpoint) == once)]


def level(place: Where, *, due: bool, staged: bool) -> Level:
    """How urgent somebody is who is at ``place``.

    ``due`` says that the time of the alarm has come, ``staged`` that there is a holding room or a stage where badges
    are read, so that being in the building is not enough.
    """
    if place in {Where.ON_STAGE, Where.HOLDING_ROOM} or (place is Where.IN_BUILDING and not staged):
        return Level.READY
    if not place.coming:
        return Level.ALARM
    if not due:
        return Level.WAIT
    return Level.CALL if place in {Where.IN_BUILDING, Where.UNKNOWN} else Level.ALARM
