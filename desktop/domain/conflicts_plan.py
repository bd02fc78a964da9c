"""What conflicts are looked for in: who does what when and where, and what stops, vehicles and delegations need."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from desktop.domain.travel import Travel


class Doing(StrEnum):
    """What somebody, or a vehicle, does for a while."""

    PROGRAMME = "programme"
    VISIT = "visit"
    HOST = "host"
    LEG = "leg"
    JOURNEY = "journey"


class Entry(NamedTuple):
    """Something that takes from ``start`` until ``end``, in whole seconds since 1970; it ends after it starts.

    ``number`` is another for each entry. One comes to the site ``come`` and goes from the site ``go`` (None: nobody
    knows, so nothing is said of travel). Entries of one ``spot`` don't exclude each other. ``before`` and ``after``
    are minutes between the spot and where vehicles stop. ``hour`` of the day is when one goes. A ``soft`` entry may
    be left for a while; at a ``meal`` one eats. ``size`` is that of the group.
    """

    start: int
    end: int
    number: int
    come: UUID | None
    go: UUID | None
    spot: Hashable
    doing: Doing
    ref: UUID
    hour: int = 0
    before: int = 0
    after: int = 0
    size: int = 1
    soft: bool = False
    meal: bool = False


class RoomUse(NamedTuple):
    """A group of ``size`` at a stop that takes ``limit`` at a time, and allows visits between the last two."""

    stop: UUID
    group: UUID
    start: int
    end: int
    size: int
    limit: int | None = None
    opens: int | None = None
    closes: int | None = None


class LegUse(NamedTuple):
    """People on a leg of a vehicle."""

    leg: UUID
    vehicle: UUID
    start: int
    end: int
    size: int
    seats: int


class SiteList(NamedTuple):
    """What a host wants to know in advance: of whom something is ``missing``, and whether it was sent in time."""

    stop: UUID
    missing: tuple[UUID, ...]
    due: int | None
    sent: bool
    wanted: bool = True


class Care(NamedTuple):
    """Who looks after a delegation, as far as somebody does; ``dumb`` are stops where nobody speaks its languages."""

    delegation: UUID
    leader: bool
    liaison: bool
    dumb: tuple[UUID, ...] = ()


class Seatless(NamedTuple):
    """Somebody in a group of a visit whom no vehicle takes; ``room`` is one with a free seat."""

    person: UUID
    visit: UUID
    start: int
    room: UUID | None = None


class Chairs(NamedTuple):
    """Those who need a place for a wheelchair on a vehicle with so many of them, from when on."""

    visit: UUID
    vehicle: UUID
    start: int
    people: tuple[UUID, ...]
    places: int


class Pair(NamedTuple):
    """Two guests of a visit who are to stay together, or ``apart``; what they share there, and don't share."""

    visit: UUID
    one: UUID
    other: UUID
    apart: bool
    shared: tuple[UUID, ...]
    unshared: tuple[UUID, ...]


class Heads(NamedTuple):
    """The leaders of delegations on a visit, with the vehicle of each; they ride ``apart``, or all in one."""

    visit: UUID
    apart: bool
    riding: tuple[tuple[UUID, UUID], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole event. ``actors`` are people and vehicles with what they do; ``hours`` is a vehicle's longest day, 0 any.

    ``meals`` are spans in which everybody must get to eat; ``now`` says which lists are late.
    """

    actors: Mapping[UUID, tuple[Entry, ...]]
    travel: Travel = field(default_factory=Travel)
    hours: Mapping[UUID, int] = field(default_factory=dict)
    meals: tuple[tuple[int, int], ...] = ()
    rooms: tuple[RoomUse, ...] = ()
    legs: tuple[LegUse, ...] = ()
    lists: tuple[SiteList, ...] = ()
    care: tuple[Care, ...] = ()
    seatless: tuple[Seatless, ...] = ()
    chairs: tuple[Chairs, ...] = ()
    pairs: tuple[Pair, ...] = ()
    heads: tuple[Heads, ...] = ()
    now: int = 0
