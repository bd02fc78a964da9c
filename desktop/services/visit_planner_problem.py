"""A visit as the planner looks at it: what it may change, and what stands in its way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Entry, Plan
from desktop.domain.visit_planner import Bus, Guest, Halt, Party, PlannedLeg, Problem, Span, Tie
from desktop.domain.visits import Aboard, DelegationRole, GroupRole, StopPart, StopRole
from desktop.services.conflicts_wishes import wheelchairs
from desktop.services.itineraries import Everything
from desktop.services.travel import SiteRow
from desktop.services.visits import GroupRow, StopRow, VehicleRow, VisitRow

_LUNCH = time(12), time(14)
_LAST = time(22)
_EARLY = timedelta(hours=3)
"""How long before the first stop vehicles may be used where no leg stands yet."""


def problem_of(
    session: Session, tour: VisitRow, whole: Everything, plan: Plan, zone: ZoneInfo, fleet: Sequence[VehicleRow]
) -> Problem:
    """What there is to plan of a visit whose vehicles are ``fleet``."""
    own = {stop.id for stop in tour.stops} | {leg.id for leg in tour.legs}
    busy = {
        key: [one for one in entries if one.ref not in own and not one.soft] for key, entries in plan.actors.items()
    }
    spans = [at for group in tour.groups for stop in tour.stops if (at := group.at(stop)) is not None]
    first = min((start for start, _end in spans), default=datetime.combine(tour.day, time(9), zone))
    begins = min(first, *(leg.gathers for leg in tour.legs)) if tour.legs else first - _EARLY
    last = max((end for _start, end in spans), default=first)
    latest = max(datetime.combine(tour.day, _LAST, zone), last, *(leg.arrives for leg in tour.legs))
    ends = _ends(tour, whole)
    opens = None if tour.legs else _seconds(first)
    lunch = tuple(_seconds(datetime.combine(tour.day, clock, zone)) for clock in _LUNCH)
    return Problem(
        tuple(_halt(stop, tour, whole.sites, busy, opens) for stop in tour.stops),
        tuple(_party(group, tour) for group in tour.groups),
        tuple(_bus(vehicle, tour, busy, ends.get(vehicle.id, ends[None])) for vehicle in fleet),
        tuple(_guests(session, tour, whole, busy, plan, ends[None][0])),
        _seconds(begins), _seconds(latest), zone,
        tuple(
            Tie(one, other, tie.apart)
            for tie in tour.ties
            if (one := tie.one.registration_id) is not None and (other := tie.other.registration_id) is not None
        ),
        tour.leaders, plan.travel, (lunch[0], lunch[1]),
    )  # fmt: skip


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _ends(tour: VisitRow, whole: Everything) -> dict[UUID | None, tuple[UUID | None, UUID | None]]:
    """Where each vehicle comes from and goes in the end; those without legs (None) as most do, or as the event does.

    Vehicles that begin or end at stops, each at another one, have only legs between these.
    """
    ways: dict[UUID, tuple[UUID, UUID]] = {}
    for leg in tour.legs:
        ways[leg.vehicle_id] = (ways.get(leg.vehicle_id, (leg.from_id,))[0], leg.to_id)
    if not ways:
        home = next((row.id for row in whole.sites.values() if row.venue_id is not None), None)
        return {None: (home, home)}
    stops = {stop.site_id for stop in tour.stops}

    def base(number: int) -> dict[UUID, UUID | None]:
        sites = {way[number] for way in ways.values()}
        return {key: None if way[number] in stops and len(sites) > 1 else way[number] for key, way in ways.items()}

    homes, goals = base(0), base(1)
    most = Counter((homes[key], goals[key]) for key in ways).most_common(1)[0][0]
    return {None: most} | {key: (homes[key], goals[key]) for key in ways}


def _halt(
    stop: StopRow, tour: VisitRow, sites: Mapping[UUID, SiteRow], busy: Mapping[UUID, Sequence[Entry]],
    opens: int | None,
) -> Halt:  # fmt: skip
    site = sites.get(stop.site_id)
    hosts = {one.who.registration_id for one in stop.people} - {None}
    tos = [stop.window.closes_at, *(one.until_at for one in stop.people if one.role is StopRole.RECEIVES)]
    closes = [_seconds(at) for at in tos if at is not None]
    interpreted = {word for one in stop.people if one.role is StopRole.INTERPRETER for word in one.who.languages}
    return Halt(
        stop.id, stop.site_id, opens if stop.window.opens_at is None else _seconds(stop.window.opens_at),
        min(closes, default=None),
        stop.group_limit, 0 if site is None else site.walk_minutes, stop.security_minutes,
        StopPart.MEAL in stop.parts, frozenset((*stop.languages, *interpreted)) if stop.languages else frozenset(),
        tuple((one.start, one.end) for key in hosts if key is not None for one in busy.get(key, ())),
        tuple(
            other.id for other in tour.stops
            if other.id != stop.id and hosts & {one.who.registration_id for one in other.people}
        ),
    )  # fmt: skip


def _party(group: GroupRow, tour: VisitRow) -> Party:
    spans = {
        stop.id: (_seconds(at[0]), _seconds(at[1])) for stop in tour.stops if (at := group.at(stop)) is not None
    }  # fmt: skip
    return Party(group.id, spans, group.pinned & set(spans))


def _bus(
    vehicle: VehicleRow, tour: VisitRow, busy: Mapping[UUID, Sequence[Entry]], ends: tuple[UUID | None, UUID | None]
) -> Bus:
    legs = tuple(
        PlannedLeg(leg.from_id, leg.to_id, _seconds(leg.gathers), _seconds(leg.leaves), _seconds(leg.arrives), leg.id)
        for leg in tour.legs
        if leg.vehicle_id == vehicle.id
    )
    elsewhere = tuple((one.start, one.end) for one in busy.get(vehicle.id, ()))
    return Bus(vehicle.id, vehicle.seats, vehicle.wheelchairs, vehicle.driver_hours, legs, elsewhere, *ends)


def _guests(
    session: Session, tour: VisitRow, whole: Everything, busy: Mapping[UUID, Sequence[Entry]], plan: Plan,
    home: UUID | None,
) -> Iterator[Guest]:  # fmt: skip
    """Everybody of the visit who comes: those in groups, then those who only ride."""
    seats = {one.who.registration_id: one for one in tour.passengers if one.leg_id is None and one.expected}
    seen = Counter(one.who.registration_id for group in tour.groups for one in group.expected)
    chairs = wheelchairs(session, [key for key in (*seen, *seats) if key is not None])
    of, needs, leaders = _delegations(whole)
    done: set[UUID] = set()
    for group in tour.groups:
        for one in group.expected:
            key = one.who.registration_id
            if key is None or key in done:
                continue
            done.add(key)
            seat = seats.get(key)
            yield Guest(
                key, group.id, None if seat is None else seat.vehicle_id,
                one.pinned or one.role is GroupRole.GUIDE or seen[key] > 1,
                seat is not None and (seat.pinned or seat.role is Aboard.ESCORT),
                key in chairs, key in leaders, of.get(key), needs.get(key, frozenset()),
                frozenset(one.who.languages) if one.role is GroupRole.INTERPRETER else frozenset(),
                tuple(_away(busy.get(key, ()), plan, home)),
            )  # fmt: skip
    for key, seat in seats.items():
        if key is not None and key not in done:
            yield Guest(
                key, None, seat.vehicle_id, fixed_group=True, fixed_bus=True, wheelchair=key in chairs,
                leader=key in leaders,
            )  # fmt: skip


def _delegations(whole: Everything) -> tuple[dict[UUID, UUID], dict[UUID, frozenset[str]], set[UUID]]:
    """Of whom everybody is, what they understand where nobody of their own interprets, and who leads."""
    of: dict[UUID, UUID] = {}
    needs: dict[UUID, frozenset[str]] = {}
    leaders: set[UUID] = set()
    for group in whole.delegations:
        spoken = {word for one in group.of(DelegationRole.INTERPRETER) for word in one.who.languages}
        for one in group.travelling:
            if (key := one.who.registration_id) is not None:
                of[key] = group.id
                needs[key] = frozenset() if spoken & set(group.languages) else frozenset(group.languages)
                if one.role is DelegationRole.LEADER:
                    leaders.add(key)
    return of, needs, leaders


def _away(entries: Sequence[Entry], plan: Plan, home: UUID | None) -> Iterator[Span]:
    """When somebody is expected elsewhere, with the way there from where the visit begins, and back."""
    for one in entries:
        there = plan.travel.leg(home, one.come, one.hour) if home is not None and one.come is not None else None
        back = plan.travel.leg(one.go, home, one.hour) if home is not None and one.go is not None else None
        yield one.start - (there or 0) * 60, one.end + (back or 0) * 60
