"""Visits for the board: rows of groups and vehicles, what each conflict is about, and how the doors stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.conflicts import Severity, find
from desktop.domain.text import LocalName
from desktop.domain.visit_board import Block, Key, Lane, StopFacts, VisitBoard, What
from desktop.domain.visits import StopRole, Who
from desktop.services.conflicts import ConflictRow, named, plan_of
from desktop.services.itineraries import ITINERARIES, everything
from desktop.services.programme import zone_of
from desktop.services.travel import SiteRow, travel
from desktop.services.visits import GroupRow, LegRow, StopRow, VehicleRow, VisitRow, vehicles

BOARD = ITINERARIES | {"visit_tie", "accepted_conflict", "organisation", "checkpoint", "post"}
"""The tables whose changes change what is answered here."""
_HERE = frozenset({StopRole.RECEIVES, StopRole.ACCOMPANIES})


@dataclass(frozen=True, slots=True)
class Together:
    """People who may be taken all at once: those of a delegation, or of a group."""

    id: UUID
    name: LocalName
    people: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The visits of an event; the board of one of them with its conflicts, the worst first; what can come into it.

    ``about`` are the conflicts that each block is in.
    """

    tours: tuple[VisitRow, ...] = ()
    tour: VisitRow | None = None
    board: VisitBoard | None = None
    conflicts: tuple[ConflictRow, ...] = ()
    about: Mapping[Key, tuple[ConflictRow, ...]] = field(default_factory=dict)
    sites: tuple[SiteRow, ...] = ()
    fleet: tuple[VehicleRow, ...] = ()
    delegations: tuple[Together, ...] = ()

    @property
    def doors_open(self) -> bool:
        """Whether all stops and vehicles of the visit have a door."""
        if self.tour is None:
            return False
        doors = [*(one.checkpoint_id for one in self.tour.stops), *(one.checkpoint_id for one in self.tour.vehicles)]
        return bool(doors) and None not in doors


def shown(session: Session, event_id: UUID, visit_id: UUID | None, now: datetime) -> Shown:
    """All that the board shows of a visit: the one asked for, else today's, the next one or the last."""
    whole = everything(session, event_id)
    zone = zone_of(session, event_id)
    tour = _chosen(whole.visits, visit_id, now.astimezone(zone).date().isoformat())
    places, fleet = tuple(whole.sites.values()), tuple(vehicles(session, event_id))
    teams = tuple(
        Together(one.id, one.name, tuple(_known(member.who for member in one.travelling))) for one in whole.delegations
    )
    if tour is None:
        return Shown((), sites=places, fleet=fleet, delegations=teams)
    board = VisitBoard(
        tour.id, tuple(_groups(tour)), tuple(_fleet(tour)), {stop.id: _facts(stop) for stop in tour.stops},
        travel(session, event_id), zone,
    )  # fmt: skip
    refs = tour.parts
    found = [
        one
        for one in find(plan_of(session, event_id, whole, now)).conflicts
        if refs.intersection((*one.what, *one.who))
    ]
    rows = tuple(named(session, event_id, whole, found))
    return Shown(tuple(whole.visits), tour, board, rows, about(tour, board, rows), places, fleet, teams)


def of_groups(tour: VisitRow) -> tuple[Together, ...]:
    """The people of each group of a visit, who may board all at once."""
    return tuple(Together(one.id, one.name, tuple(_known(each.who for each in one.expected))) for one in tour.groups)


def _known(people: Iterable[Who]) -> Iterator[UUID]:
    return (one.registration_id for one in people if one.registration_id is not None)


def _chosen(tours: Iterable[VisitRow], wanted: UUID | None, today: str) -> VisitRow | None:
    found = list(tours)
    asked = next((one for one in found if one.id == wanted), None)
    coming = next((one for one in found if one.day.isoformat() >= today), None)
    return asked or coming or (found[-1] if found else None)


def about(tour: VisitRow, board: VisitBoard, rows: Iterable[ConflictRow]) -> dict[Key, tuple[ConflictRow, ...]]:
    """Which of these conflicts each block of a board is in."""
    people = {group.id: {one.who.registration_id for one in group.people} for group in tour.groups}
    aboard = {one.id: {each.who.registration_id for each in tour.aboard(one.id)} for one in tour.vehicles}
    hosts = {stop.id: {one.who.registration_id for one in stop.people} for stop in tour.stops}
    by_ref: defaultdict[UUID, list[ConflictRow]] = defaultdict(list)
    for row in rows:
        if row.severity is not Severity.NOTES:
            for ref in row.conflict.what:
                by_ref[ref].append(row)
    found: dict[Key, tuple[ConflictRow, ...]] = {}
    for lane in board.lanes:
        for block in lane.blocks:
            ref = block.key.ref
            there = {lane.id, block.vehicle, *people.get(lane.id, ()), *aboard.get(lane.id, ()), *hosts.get(ref, ())}
            mine = [row for row in by_ref[ref] if not row.conflict.who or there.intersection(row.conflict.who)]
            if mine:
                found[block.key] = tuple(mine)
    return found


def _facts(stop: StopRow) -> StopFacts:
    until = min((one.until_at for one in stop.people if one.until_at is not None and one.role in _HERE), default=None)
    return StopFacts(
        stop.id, stop.site_id, stop.rank, stop.site, stop.place, stop.group_limit, stop.security_minutes,
        stop.window.opens_at, stop.window.closes_at, until,
    )  # fmt: skip


def _groups(tour: VisitRow) -> Iterator[Lane]:
    fleet = {one.id: one for one in tour.vehicles}
    riders = {leg.id: {one.who.key for one in tour.aboard(leg.vehicle_id, leg.id)} for leg in tour.legs}
    for group in tour.groups:
        mine = {one.who.key for one in group.expected}
        legs = [leg for leg in tour.legs if mine & riders[leg.id]]
        used = dict.fromkeys(leg.vehicle_id for leg in legs)
        blocks = (*_stops(tour, group), *(_leg(tour, group.id, leg) for leg in legs))
        yield Lane(group.id, group.name, len(mine), blocks, tuple(fleet[key].name for key in used))
    if not tour.groups:
        stops = tuple(
            Block(Key(tour.id, one.id), What.STOP, one.start, one.end, one.site_id, one.site_id) for one in tour.stops
        )
        yield Lane(tour.id, LocalName(), 0, stops)


def _stops(tour: VisitRow, group: GroupRow) -> Iterator[Block]:
    for stop in tour.stops:
        at = group.at(stop)
        if at is not None:
            yield Block(
                Key(group.id, stop.id), What.STOP, *at, stop.site_id, stop.site_id, len(group.expected),
                own=stop.id in group.slots, pinned=stop.id in group.pinned,
            )  # fmt: skip


def _leg(tour: VisitRow, lane: UUID, leg: LegRow) -> Block:
    seats = next(one.seats for one in tour.vehicles if one.id == leg.vehicle_id)
    return Block(
        Key(lane, leg.id), What.LEG, leg.gathers, leg.arrives, leg.from_id, leg.to_id,
        len(tour.aboard(leg.vehicle_id, leg.id)), leg.leaves, leg.vehicle_id, seats, leg.estimated,
    )  # fmt: skip


def _fleet(tour: VisitRow) -> Iterator[Lane]:
    for one in tour.vehicles:
        legs = tuple(_leg(tour, one.id, leg) for leg in tour.legs if leg.vehicle_id == one.id)
        yield Lane(one.id, one.name, len(tour.aboard(one.id)), legs, seats=one.seats)
