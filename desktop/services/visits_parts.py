"""What visits consist of, as rows: stops, groups, vehicles with their legs, people, and who stays together."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Opening
from desktop.domain.visits import Aboard, GroupRole, Leaders, ListField, SiteRule, StopPart, StopRole, Who


@dataclass(frozen=True, slots=True)
class HostRow:
    """Who receives, accompanies, guides or interprets at a stop, or is asked there; ``languages`` as written there."""

    id: UUID
    who: Who
    role: StopRole
    until_at: datetime | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopRow:
    """One place on a visit; ``start`` and ``end`` are for every group that has no slot of its own there.

    ``window`` is when people may be there: what the host allows, and where it says nothing the site's own hours.
    """

    id: UUID
    visit_id: UUID
    site_id: UUID
    site: LocalName
    rank: int
    place: LocalName
    host_id: UUID | None
    host: LocalName
    start: datetime
    end: datetime
    people: tuple[HostRow, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    group_limit: int | None = None
    security_minutes: int = 0
    languages: tuple[str, ...] = ()
    parts: frozenset[StopPart] = frozenset()
    content: str = ""
    rules: frozenset[SiteRule] = frozenset()
    list_fields: tuple[ListField, ...] = ()
    list_due_at: datetime | None = None
    list_sent_at: datetime | None = None
    fallback: str = ""
    note: str = ""
    checkpoint_id: UUID | None = None
    window: Opening = Opening()  # noqa: RUF009  frozen

    @property
    def name(self) -> LocalName:
        """The site with the hall or laboratory there."""
        return LocalName(
            *(" ".join(filter(None, pair)) for pair in zip(spellings(self.site), spellings(self.place), strict=True))
        )


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody in a group; ``expected`` is whether they come at all."""

    who: Who
    role: GroupRole = GroupRole.MEMBER
    expected: bool = True
    id: UUID | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """People who go through the stops together; ``slots`` are their own times by stop, None where they don't go.

    The planner leaves alone what they do at the stops in ``pinned``.
    """

    id: UUID
    visit_id: UUID
    name: LocalName
    rank: int
    people: tuple[InGroup, ...]
    slots: dict[UUID, tuple[datetime, datetime] | None]
    pinned: frozenset[UUID] = frozenset()

    def at(self, stop: StopRow) -> tuple[datetime, datetime] | None:
        """When the group is at ``stop``; None where it does not go there."""
        return self.slots.get(stop.id, (stop.start, stop.end))

    @property
    def expected(self) -> tuple[InGroup, ...]:
        """Those who come."""
        return tuple(one for one in self.people if one.expected)


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A bus or car with its driver; ``driver_hours`` 0 is any length of a day. ``wheelchairs`` are of the ``seats``."""

    id: UUID
    name: LocalName
    plate: str
    driver: str
    driver_phone: str
    driver_hours: int
    seats: int
    checkpoint_id: UUID | None = None
    wheelchairs: int = 0


@dataclass(frozen=True, slots=True)
class LegRow:
    """One leg; ``arrives`` is what is planned, or what the travel table says (``estimated``).

    ``left_at`` and ``arrived_at`` are what happened.
    """

    id: UUID
    visit_id: UUID
    vehicle_id: UUID
    from_id: UUID
    to_id: UUID
    start: LocalName
    end: LocalName
    boarding_point: str
    gathers: datetime
    leaves: datetime
    arrives: datetime
    estimated: bool
    note: str = ""
    left_at: datetime | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passenger:
    """Somebody with a vehicle on a visit, on all its legs or only that of ``leg_id``."""

    vehicle_id: UUID
    who: Who
    role: Aboard = Aboard.PASSENGER
    leg_id: UUID | None = None
    expected: bool = True
    id: UUID | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class TieRow:
    """Two guests who stay together in groups and vehicles, or ``apart``."""

    id: UUID
    one: Who
    other: Who
    apart: bool = False


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A whole day tour; ``vehicles`` are those that it uses."""

    id: UUID
    event_id: UUID
    day: date
    name: LocalName
    note: str
    stops: tuple[StopRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    vehicles: tuple[VehicleRow, ...] = ()
    legs: tuple[LegRow, ...] = ()
    passengers: tuple[Passenger, ...] = ()
    leaders: Leaders = Leaders.ANY
    ties: tuple[TieRow, ...] = ()

    def aboard(self, vehicle_id: UUID, leg_id: UUID | None = None) -> tuple[Passenger, ...]:
        """Who rides with a vehicle and comes: at all, or on one of its legs; everybody once."""
        found: dict[UUID | str, Passenger] = {}
        for one in self.passengers:
            here = one.vehicle_id == vehicle_id and (leg_id is None or one.leg_id in {None, leg_id})
            if here and one.expected:
                found.setdefault(one.who.key, one)
        return tuple(found.values())

    @property
    def parts(self) -> frozenset[UUID]:
        """The keys of the visit, and of its stops, groups and legs."""
        stops, groups, legs = ((one.id for one in rows) for rows in (self.stops, self.groups, self.legs))
        return frozenset((self.id, *stops, *groups, *legs))

    def stop_named(self, key: UUID) -> StopRow:
        """The stop with this key."""
        return next(one for one in self.stops if one.id == key)


def spellings(name: LocalName) -> tuple[str, str, str]:
    """A name in its three languages."""
    return name.hant, name.hans, name.en
