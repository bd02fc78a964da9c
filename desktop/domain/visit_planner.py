"""What a plan of a visit is made of: groups, stops, vehicles and guests; and the plan that comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.travel import Travel
from desktop.domain.visits import Leaders

RASTER = 300
"""Seconds between the times that are proposed."""
ASSUMED = 30
"""Minutes of a leg of which the travel table says nothing."""

Span = tuple[int, int]
"""From and until, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop: ``limit`` people at a time between ``opens`` and ``closes``; ``rivals`` are stops with the same hosts.

    ``blocked`` is when those who receive there are elsewhere, ``walk`` and ``security`` are minutes.
    """

    id: UUID
    site: UUID
    opens: int | None = None
    closes: int | None = None
    limit: int | None = None
    walk: int = 0
    security: int = 0
    meal: bool = False
    languages: frozenset[str] = frozenset()
    blocked: tuple[Span, ...] = ()
    rivals: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A group: when it is at each of its stops as it stands, and at which of them it has to be just then."""

    id: UUID
    spans: Mapping[UUID, Span]
    pinned: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """A leg as it stands, or as it is proposed; ``assumed`` where the travel table knows nothing of it."""

    start: UUID
    end: UUID
    gathers: int
    leaves: int
    arrives: int
    id: UUID | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Bus:
    """A vehicle; ``busy`` is when it is needed elsewhere, ``hours`` its driver's longest day, 0 any.

    It comes from ``home`` and in the end goes to ``goal``, where these are no stops.
    """

    id: UUID
    seats: int
    wheelchairs: int = 0
    hours: int = 0
    legs: tuple[PlannedLeg, ...] = ()
    busy: tuple[Span, ...] = ()
    home: UUID | None = None
    goal: UUID | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes along; what is ``fixed`` stays. ``needs`` are languages of which they understand one.

    ``speaks`` are those that they interpret for others; ``busy`` is when they are expected elsewhere.
    """

    id: UUID
    group: UUID | None
    bus: UUID | None = None
    fixed_group: bool = False
    fixed_bus: bool = False
    wheelchair: bool = False
    leader: bool = False
    delegation: UUID | None = None
    needs: frozenset[str] = frozenset()
    speaks: frozenset[str] = frozenset()
    busy: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two guests who stay together, or ``apart``."""

    one: UUID
    other: UUID
    apart: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """A visit to plan. Nobody gathers before ``begins``, and nothing at a stop ends after ``latest``.

    ``lunch`` is when people have to eat.
    """

    halts: tuple[Halt, ...]
    parties: tuple[Party, ...]
    buses: tuple[Bus, ...]
    guests: tuple[Guest, ...]
    begins: int
    latest: int
    zone: ZoneInfo
    ties: tuple[Tie, ...] = ()
    leaders: Leaders = Leaders.ANY
    travel: Travel = field(default_factory=Travel)
    lunch: Span | None = None

    def hour(self, moment: int) -> int:
        """The hour of the day at the event."""
        return datetime.fromtimestamp(moment, self.zone).hour

    def minutes(self, start: UUID, end: UUID, leaves: int) -> tuple[int, bool]:
        """Minutes of a leg, and whether they are only assumed."""
        known = self.travel.leg(start, end, self.hour(leaves))
        return (ASSUMED, True) if known is None else (known, False)


class Rule(StrEnum):
    """What a plan could not keep."""

    NO_ROOM = "no_room"
    NOT_OPEN = "not_open"
    PINNED = "pinned"
    TOO_LARGE = "too_large"
    NO_SEAT = "no_seat"
    WHEELCHAIR = "wheelchair"
    APART = "apart"
    TOGETHER = "together"
    LEADERS_APART = "leaders_apart"
    LEADERS_TOGETHER = "leaders_together"
    INTERPRETER = "interpreter"
    TRAVEL = "travel"


SEATING = frozenset(
    {Rule.NO_SEAT, Rule.WHEELCHAIR, Rule.APART, Rule.TOGETHER, Rule.LEADERS_APART, Rule.LEADERS_TOGETHER}
)
"""The rules about groups and seats alone."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A rule that could not be kept: for ``who`` (groups or guests), at ``what`` (a stop, vehicle or sites)."""

    rule: Rule
    who: tuple[UUID, ...]
    what: tuple[UUID, ...] = ()
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan: who is in which group and vehicle, when groups are at stops (None: not at all), and all legs.

    ``rounds`` is how often it was tried to better it, ``best`` whether none can be better.
    """

    groups: Mapping[UUID, UUID]
    buses: Mapping[UUID, UUID | None]
    slots: Mapping[tuple[UUID, UUID], int | None]
    legs: Mapping[UUID, tuple[PlannedLeg, ...]]
    unmet: tuple[Unmet, ...]
    cost: float = 0
    rounds: int = 0
    best: bool = False


@dataclass(frozen=True, slots=True)
class Convoy:
    """Groups that go the same way at one time, in these vehicles with so many people aboard."""

    parties: tuple[UUID, ...]
    buses: Mapping[UUID, int] = field(default_factory=dict)


def up(moment: int) -> int:
    """The next time that may be proposed."""
    return -(-moment // RASTER) * RASTER
