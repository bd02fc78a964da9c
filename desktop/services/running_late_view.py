"""How the day of a visit goes: what was left and reached, what is expected since, which limits that breaks."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.running_late import (
    LATE,
    Link,
    Margin,
    Pressure,
    Standing,
    Step,
    Times,
    expected,
    minutes_late,
    worst,
)
from desktop.domain.text import LocalName
from desktop.domain.travel import Travel, boarding
from desktop.domain.visits import Who
from desktop.services.visits import GroupRow, LegRow, Passenger, StopRow, VehicleRow, VisitRow

Stay = tuple[UUID, UUID]
"""A group at a stop, by their keys."""
Key = UUID | Stay
"""What a step is known by: a leg, or a stay."""


class LimitKind(StrEnum):
    """What does not wait: a host, a stop that closes, one that is full, a journey, an item of the programme."""

    HOST = "host"
    CLOSES = "closes"
    FULL = "full"
    JOURNEY = "journey"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Record:
    """When something began and ended, as far as somebody said so (``began``, ``ended``) or doors saw it."""

    began: datetime | None = None
    ended: datetime | None = None
    seen_began: datetime | None = None
    seen_ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody of the visit is needed at ``at`` in ``title``, at ``site``, ``walk`` minutes from its vehicles."""

    who: Who
    ref: UUID
    kind: LimitKind
    title: LocalName
    at: datetime
    site: UUID | None
    walk: int = 0


@dataclass(frozen=True, slots=True)
class LimitNow:
    """A limit: at ``at`` it must be over, at ``expected`` it is; ``who`` are the people it is about.

    Of a full stop ``name`` is the group that is still there then.
    """

    kind: LimitKind
    ref: UUID
    name: LocalName
    at: datetime
    expected: datetime
    who: tuple[Who, ...] = ()

    @property
    def margin(self) -> Margin:
        """What is left before it."""
        return Margin(self.at - self.expected)


@dataclass(frozen=True, slots=True)
class LegNow:
    """A leg as planned, as it went, and as expected; ``size`` people are to be aboard, of ``groups``."""

    leg: LegRow
    vehicle: VehicleRow
    record: Record
    times: Times
    size: int
    groups: frozenset[UUID]
    limits: tuple[LimitNow, ...] = ()

    @property
    def start(self) -> datetime:
        """When it is planned to leave."""
        return self.leg.leaves

    @property
    def end(self) -> datetime:
        """When it is planned to arrive."""
        return self.leg.arrives

    @property
    def gathers(self) -> datetime:
        """When people are to gather by now."""
        return self.leg.gathers + max(timedelta(), self.times.start - self.leg.leaves)

    @property
    def late(self) -> int:
        """Minutes by which it is later than planned, below 0 earlier: arriving, once it has left."""
        if self.times.standing is Standing.COMING:
            return minutes_late(self.times.start - self.leg.leaves)
        return minutes_late(self.times.end - self.leg.arrives)

    @property
    def pressure(self) -> Pressure:
        """Its colour."""
        return _pressure(self.times, self.late, self.limits)


@dataclass(frozen=True, slots=True)
class StayNow:
    """A group's stay at a stop as planned from ``start`` to ``end``, as it went, and as expected."""

    group: GroupRow
    stop: StopRow
    start: datetime
    end: datetime
    record: Record
    times: Times
    limits: tuple[LimitNow, ...] = ()

    @property
    def key(self) -> Stay:
        """The group and the stop."""
        return self.group.id, self.stop.id

    @property
    def late(self) -> int:
        """Minutes by which it begins later than planned, below 0 earlier."""
        return minutes_late(self.times.start - self.start)

    @property
    def pressure(self) -> Pressure:
        """Its colour."""
        return _pressure(self.times, self.late, self.limits)


@dataclass(frozen=True, slots=True)
class DayView:
    """The whole day of a visit at ``now``, in the order of the plan."""

    tour: VisitRow
    now: datetime
    legs: tuple[LegNow, ...]
    stays: tuple[StayNow, ...]

    @property
    def rows(self) -> tuple[LegNow | StayNow, ...]:
        """Legs and stays by time of the plan."""
        return tuple(
            sorted((*self.legs, *self.stays), key=lambda row: row.leg.leaves if isinstance(row, LegNow) else row.start)
        )

    @property
    def pressure(self) -> Pressure:
        """The worst of the day."""
        return worst(row.pressure for row in self.rows)

    @property
    def broken(self) -> tuple[LimitNow, ...]:
        """The limits that are to break."""
        return tuple(one for row in self.rows for one in row.limits if one.margin.pressure is Pressure.BREAKS)


def _pressure(times: Times, late: int, limits: Iterable[LimitNow]) -> Pressure:
    if times.standing is Standing.OVER:
        return Pressure.CALM
    found = worst(one.margin.pressure for one in limits)
    return Pressure.TIGHT if found is Pressure.CALM and late * 60 >= LATE.total_seconds() else found


@dataclass(frozen=True, slots=True)
class Known:
    """All that the day of a visit is reckoned from; ``at`` says how it stands, without asking anybody again."""

    tour: VisitRow
    zone: ZoneInfo
    travel: Travel
    legs: Mapping[UUID, Record] = field(default_factory=dict)
    stays: Mapping[Stay, Record] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()

    def at(self, now: datetime) -> DayView:
        """The day at ``now``."""
        plan = _Plan(self)
        times = expected(list(plan.steps.values()), plan.links, self.travel, self.zone, now)
        limits = _Limits(self, plan, times).found()
        fleet = {one.id: one for one in self.tour.vehicles}
        legs = tuple(
            LegNow(
                leg, fleet[leg.vehicle_id], self.legs.get(leg.id, Record()), times[leg.id], plan.sizes[leg.id],
                frozenset(plan.carried[leg.id]), limits.get(leg.id, ()),
            )
            for leg in self.tour.legs
        )  # fmt: skip
        stays = tuple(
            StayNow(group, stop, *at, self.stays.get(key, Record()), times[key], limits.get(key, ()))
            for key, (group, stop, at) in plan.stays.items()
        )
        return DayView(self.tour, now, legs, stays)


class _Plan:
    """The steps of a visit, and who goes through which: for everybody in a group or a vehicle the order of them."""

    def __init__(self, known: Known) -> None:
        self._known, tour = known, known.tour
        self.legs = {leg.id: leg for leg in tour.legs}
        self.stays = {
            (group.id, stop.id): (group, stop, at)
            for stop in tour.stops
            for group in tour.groups
            if (at := group.at(stop)) is not None
        }
        self.steps: dict[Key, Step] = {leg.id: self._leg(leg) for leg in tour.legs}
        self.steps |= {key: self._stay(key, at) for key, (_group, _stop, at) in self.stays.items()}
        self.whose: dict[UUID | str, tuple[Key, ...]] = {}
        self.carried: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self.sizes: dict[UUID, int] = {}
        self._follow(tour)
        self.links = list(self._linked(tour))

    def _leg(self, leg: LegRow) -> Step:
        record = self._known.legs.get(leg.id, Record())
        end = max(leg.arrives, leg.leaves)
        return Step(leg.id, leg.leaves, end, record.began, record.ended, (leg.from_id, leg.to_id))

    def _stay(self, key: Stay, at: tuple[datetime, datetime]) -> Step:
        record = self._known.stays.get(key, Record())
        return Step(key, *at, record.began or record.seen_began, record.ended or record.seen_ended)

    def _follow(self, tour: VisitRow) -> None:
        mine: defaultdict[UUID | str, set[Key]] = defaultdict(set)
        groups: defaultdict[UUID | str, set[UUID]] = defaultdict(set)
        for key, (group, _stop, _at) in self.stays.items():
            for one in group.expected:
                mine[one.who.key].add(key)
                groups[one.who.key].add(group.id)
        riding: defaultdict[UUID, list[Passenger]] = defaultdict(list)
        for rider in tour.passengers:
            riding[rider.vehicle_id].append(rider)
        for leg in tour.legs:
            mates = riding[leg.vehicle_id]
            aboard = {each.who.key for each in mates if each.expected and each.leg_id in {None, leg.id}}
            self.sizes[leg.id] = len(aboard)
            for who in aboard:
                mine[who].add(leg.id)
                self.carried[leg.id] |= groups[who]
        place = {key: at for at, key in enumerate(sorted(self.steps, key=lambda key: self.steps[key][1:3]))}
        self.whose = {who: tuple(sorted(keys, key=lambda key: place[key])) for who, keys in mine.items()}

    def _linked(self, tour: VisitRow) -> Iterator[Link]:
        chains = dict.fromkeys(self.whose.values())
        for before, after in dict.fromkeys(pair for chain in chains for pair in pairwise(chain)):
            yield Link(before, after, self._between(before, after))
        for vehicle in tour.vehicles:
            for leg, following in pairwise(leg for leg in tour.legs if leg.vehicle_id == vehicle.id):
                hour = leg.arrives.astimezone(self._known.zone).hour
                yield Link(leg.id, following.id, self._known.travel.leg(leg.to_id, following.from_id, hour) or 0)

    def _between(self, before: Key, after: Key) -> int:
        """Minutes from the end of one step to the beginning of the next, for a whole group."""
        travel, (come, security, size) = self._known.travel, self._come(after)
        go, riding = self.site_after(before), (isinstance(before, UUID), isinstance(after, UUID))
        if go == come:
            walk = travel.walks.get(come, 0) if riding[0] != riding[1] else 0
            return walk + security + (boarding(size) if riding[1] else 0)
        hour = self.steps[before].end.astimezone(self._known.zone).hour
        return travel.needed(go, come, hour, size, security) or 0

    def _come(self, key: Key) -> tuple[UUID, int, int]:
        """The site where a step begins, minutes of security there, and how many people."""
        if isinstance(key, UUID):
            return self.legs[key].from_id, 0, self.sizes[key]
        group, stop, _at = self.stays[key]
        return stop.site_id, stop.security_minutes, len(group.expected)

    def site_after(self, key: Key) -> UUID:
        """The site where one is after a step."""
        return self.legs[key].to_id if isinstance(key, UUID) else self.stays[key][1].site_id


class _Limits:
    """What does not wait for a visit that runs late, by the step that must be over for it."""

    def __init__(self, known: Known, plan: _Plan, times: Mapping[Hashable, Times]) -> None:
        self._known, self._plan, self._times = known, plan, times
        self._here: defaultdict[UUID, list[tuple[GroupRow, tuple[datetime, datetime]]]] = defaultdict(list)
        for group, stop, at in plan.stays.values():
            self._here[stop.id].append((group, at))

    def found(self) -> dict[Key, tuple[LimitNow, ...]]:
        """The limits of every step that is not over, the tightest first."""
        found: defaultdict[Key, list[LimitNow]] = defaultdict(list)
        for key, (group, stop, _at) in self._plan.stays.items():
            found[key] += [*self._at_stop(stop, self._times[key].end), *self._full(group, stop)]
        for step, limit in self._elsewhere():
            found[step].append(limit)
        return {
            key: tuple(sorted(limits, key=lambda one: one.margin.left))
            for key, limits in found.items()
            if self._times[key].standing is not Standing.OVER
        }

    def _at_stop(self, stop: StopRow, end: datetime) -> Iterator[LimitNow]:
        for host in stop.people:
            if host.until_at is not None:
                name = LocalName(host.who.name_zh, host.who.name_zh, host.who.name_latin)
                yield LimitNow(LimitKind.HOST, host.id, name, host.until_at, end, (host.who,))
        if stop.window.closes_at is not None:
            yield LimitNow(LimitKind.CLOSES, stop.id, stop.name, stop.window.closes_at, end)

    def _full(self, group: GroupRow, stop: StopRow) -> Iterator[LimitNow]:
        """Groups that are still there when this one comes, though not by plan, and with which it is one too many."""
        if stop.group_limit is None:
            return
        start, _end = self._plan.stays[group.id, stop.id][2]
        comes, size = self._times[group.id, stop.id].start, len(group.expected)
        for other, at in self._here[stop.id]:
            end = self._times[other.id, stop.id].end
            if at[1] <= start and end > comes and other is not group and len(other.expected) + size > stop.group_limit:
                yield LimitNow(LimitKind.FULL, other.id, other.name, comes, end)

    def _elsewhere(self) -> Iterator[tuple[Key, LimitNow]]:
        known: dict[tuple[Key, UUID], LimitNow] = {}
        for one in self._known.elsewhere:
            chain = self._plan.whose.get(one.who.key, ())
            key = next((key for key in reversed(chain) if self._plan.steps[key].start < one.at), None)
            if key is None:
                continue
            there = self._times[key].end + timedelta(minutes=self._way(key, one))
            before = known.get((key, one.ref))
            who = (*(before.who if before is not None else ()), one.who)
            known[key, one.ref] = LimitNow(one.kind, one.ref, one.title, one.at, there, who)
        yield from ((key, limit) for (key, _ref), limit in known.items())

    def _way(self, key: Key, one: Elsewhere) -> int:
        if one.site is None:
            return 0
        here, travel = self._plan.site_after(key), self._known.travel
        hour = self._times[key].end.astimezone(self._known.zone).hour
        return one.walk if here == one.site else travel.needed(here, one.site, hour) or 0


def of_group(view: DayView, group_id: UUID) -> Sequence[LegNow | StayNow]:
    """What a group does, in order."""
    return [
        row for row in view.rows if (group_id in row.groups if isinstance(row, LegNow) else row.group.id == group_id)
    ]
