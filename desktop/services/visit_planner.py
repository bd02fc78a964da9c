"""A plan of a visit is proposed, with what it changes and could not keep; and taken in one act."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts import Conflict, Kind, Severity, find
from desktop.domain.conflicts_words import KIND_WORDS
from desktop.domain.itineraries import Task
from desktop.domain.text import LocalName
from desktop.domain.visit_planner import SEATING, Planned, Unmet
from desktop.domain.visit_planner_search import plan
from desktop.domain.visit_planner_words import FOUND_AS, RULE_TEXTS
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.models import GroupPerson, Leg, Slot, StopRecord, VehiclePerson
from desktop.progress import Progress
from desktop.services.conflicts import ConflictRow, local, named, plan_of
from desktop.services.itineraries import Everything, everything, of_visit
from desktop.services.programme import zone_of
from desktop.services.visit_planner_problem import problem_of
from desktop.services.visit_planner_rows import Change, changes, proposed
from desktop.services.visits import GroupRow, VehicleRow, VisitRow, vehicles, visit
from desktop.services.visits_doors import keep_doors
from desktop.services.visits_rows import Wanted, keep_rows, remove_rows
from desktop.storage.journal import journal_of

SECONDS = 10.0
"""For so long a better plan is looked for."""
_NAMED = 5
_CARE = frozenset(
    {Kind.NO_LEADER, Kind.NO_LIAISON, Kind.NO_INTERPRETER, Kind.LIST_INCOMPLETE, Kind.LIST_LATE}
)  # fmt: skip
"""What no plan changes."""
_THINGS = frozenset(
    {Kind.VEHICLE_TWICE, Kind.FULL_VEHICLE, Kind.FULL_STOP, Kind.OUTSIDE_HOURS, Kind.DRIVER_HOURS}
)  # fmt: skip
"""Conflicts of groups and vehicles, not of people."""


class NothingToPlan(UserError):
    code = "nothing_to_plan"
    text = N_("There is nothing to plan yet: give the visit stops, and groups with people.")


class VisitUnderWay(UserError):
    code = "visit_under_way"
    text = N_("This visit is under way. What comes late is moved on its page of the day.")


class PlanOutOfDate(UserError):
    code = "plan_out_of_date"
    text = N_("The visit was changed since this plan was proposed. Propose a new one.")


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a plan could not keep, with the names of whom and what it is about."""

    unmet: Unmet
    who: tuple[LocalName, ...]
    what: tuple[LocalName, ...]

    def said(self, _: Translator, seen: Callable[[str], str] = str) -> str:
        """Who, what and which rule, in one sentence; names of people as they may be ``seen``."""
        who = _joined(_, self.who, seen if self.unmet.rule in SEATING else str)
        what = " → ".join(name.said_in(_.language) for name in self.what)
        return _(RULE_TEXTS[self.unmet.rule], who=who, what=what, n=self.unmet.amount)


@dataclass(frozen=True, slots=True)
class Left:
    """A conflict that is left in a plan."""

    row: ConflictRow

    def said(self, _: Translator, seen: Callable[[str], str] = str) -> str:
        """What it is, with whom and between what; names of people as they may be ``seen``."""
        who = _joined(_, self.row.who, str if self.row.conflict.kind in _THINGS else seen)
        what = " / ".join(name.said_in(_.language) for name in self.row.what)
        return _("{kind}: {who} ({what})", kind=_(KIND_WORDS[self.row.conflict.kind]), who=who, what=what)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a plan would change of a visit that stands as ``before``; ``broken`` and ``left`` are what it can't keep.

    ``placed`` of ``wanted`` visits of groups to stops and ``seated`` of ``people`` are in it. ``blocks`` are how many
    conflicts block before and after. ``best`` is whether none can be better, after ``rounds`` of trying.
    """

    before: VisitRow
    after: VisitRow
    changes: tuple[Change, ...]
    broken: tuple[Broken, ...]
    left: tuple[Left, ...]
    placed: int
    wanted: int
    seated: int
    people: int
    blocks: tuple[int, int]
    ends: datetime | None
    rounds: int
    best: bool

    def unmet(self, _: Translator, seen: Callable[[str], str] = str) -> list[str]:
        """What could not be kept, and why, one sentence each."""
        return [*(one.said(_, seen) for one in self.broken), *(one.said(_, seen) for one in self.left)]

    def rated(self, _: Translator) -> list[str]:
        """How good it is, in short sentences."""
        said = [_("{n} of {total} visits of groups to stops have a time.", n=self.placed, total=self.wanted)]
        if self.after.vehicles:
            said.append(_("{n} of {total} people have a seat.", n=self.seated, total=self.people))
        before, after = self.blocks
        said.append(_("Blocking conflicts: {before} now, {after} with this plan.", before=before, after=after))
        if self.best and not self.broken:
            said.append(_("No plan can be better."))
        return said


def _joined(_: Translator, names: Sequence[LocalName], seen: Callable[[str], str]) -> str:
    said = _.pgettext("between names", ", ").join(seen(name.said_in(_.language)) for name in names[:_NAMED])
    rest = len(names) - _NAMED
    return _("{names} and {n} more", names=said, n=rest) if rest > 0 else said


def propose(
    session: Session, visit_id: UUID, progress: Progress | None = None, *, seconds: float = SECONDS,
    now: datetime | None = None, times: bool = True,
) -> Proposal:  # fmt: skip
    """A plan for a visit, the best found in so many seconds; ``progress`` counts tenths of them, and may cancel.

    Without ``times`` only groups and seats are planned; stops and legs stay as they stand.
    Raises ``NothingToPlan``, ``VisitUnderWay`` or ``NoSuchVisit``.
    """
    tour = visit(session, visit_id)
    if not tour.stops or not any(group.expected for group in tour.groups):
        raise NothingToPlan
    _check_waiting(session, tour)
    whole = everything(session, tour.event_id)
    zone = zone_of(session, tour.event_id)
    moment = now or min(stop.start for stop in tour.stops)
    standing = plan_of(session, tour.event_id, whole, moment)
    fleet = _fleet(session, tour, whole)
    problem = problem_of(session, tour, whole, standing, zone, fleet)
    planned = plan(problem, seconds, (progress or Progress()).step)
    if not times:
        stay = [one for one in planned.unmet if one.rule in SEATING]
        planned = replace(planned, slots={}, legs={}, unmet=tuple(stay))
    sites = {key: row.name for key, row in whole.sites.items()}
    after = proposed(tour, planned, fleet, sites)
    later = _with(whole, tour, after)
    found = find(plan_of(session, tour.event_id, later, moment)).conflicts
    mine = [one for one in found if _concerns(one, after)]
    told = frozenset(kind for one in planned.unmet for kind in FOUND_AS.get(one.rule, ()))
    rows = named(session, tour.event_id, later, [one for one in mine if one.kind not in told])
    names = _names(tour, fleet, sites)
    return Proposal(
        tour, after, tuple(changes(tour, after, fleet, zone)),
        tuple(_broken(one, names) for one in planned.unmet), tuple(Left(row) for row in rows if not row.accepted),
        sum(start is not None for start in planned.slots.values()), len(planned.slots), *_seats(planned),
        (_blocking(one for one in find(standing).conflicts if _concerns(one, tour)), _blocking(mine)),
        max((leg.arrives for leg in after.legs), default=None), planned.rounds, planned.best,
    )  # fmt: skip


def _broken(unmet: Unmet, names: Mapping[UUID, LocalName]) -> Broken:
    return Broken(unmet, tuple(names[key] for key in unmet.who), tuple(names[key] for key in unmet.what))


def take(session: Session, visit_id: UUID, proposal: Proposal) -> None:
    """Write a plan as proposed. Raises ``PlanOutOfDate`` where the visit is no longer what it was made for."""
    tour, after = visit(session, visit_id), proposal.after
    if tour != proposal.before:
        raise PlanOutOfDate
    _check_waiting(session, tour)
    _take_legs(session, tour, after)
    for group in after.groups:
        _take_group(session, group)
    _take_seats(session, tour, after)
    session.flush()
    keep_doors(session, visit_id)


def _take_group(session: Session, group: GroupRow) -> None:
    """Who moves into a group comes behind those who are in it; slots are what the plan says."""
    for rank, one in enumerate(group.people, 1):
        row = session.get_one(GroupPerson, one.id)
        if row.group_id != group.id:
            row.group_id, row.rank = group.id, rank
    query = select(Slot).where(Slot.group_id == group.id, Slot.deleted_at.is_(None))
    known = {slot.stop_id: slot.id for slot in session.scalars(query)}
    wanted: list[Wanted] = []
    for stop, at in group.slots.items():
        start, length = (None, 0) if at is None else (at[0], int((at[1] - at[0]).total_seconds()))
        wanted.append((known.get(stop), {"stop_id": stop, "starts_at": start, "seconds": length}))
    keep_rows(session, Slot, {"group_id": group.id}, wanted)


def _take_legs(session: Session, tour: VisitRow, after: VisitRow) -> None:
    """Legs that stand get other times, others are made, and who is only on one that goes is off it."""
    journal = journal_of(session)
    kept = {leg.id for leg in after.legs}
    for leg in after.legs:
        row = session.get(Leg, leg.id)
        if row is None:
            session.add(
                Leg(
                    id=journal.new_id(), visit_id=tour.id, vehicle_id=leg.vehicle_id, from_id=leg.from_id,
                    to_id=leg.to_id, gathers_at=leg.gathers, leaves_at=leg.leaves,
                    arrives_at=None if leg.estimated else leg.arrives,
                )
            )  # fmt: skip
        elif leg not in tour.legs:
            row.gathers_at, row.leaves_at = leg.gathers, leg.leaves
            row.arrives_at = None if leg.estimated else leg.arrives
    gone = [leg.id for leg in tour.legs if leg.id not in kept]
    remove_rows(session, VehiclePerson, "leg_id", gone)
    remove_rows(session, Leg, "id", gone)


def _take_seats(session: Session, tour: VisitRow, after: VisitRow) -> None:
    journal = journal_of(session)
    stay = {one.id for one in after.passengers}
    ranks = Counter(one.vehicle_id for one in tour.passengers)
    remove_rows(session, VehiclePerson, "id", [one.id for one in tour.passengers if one.id not in stay and one.id])
    for one in after.passengers:
        if one in tour.passengers:
            continue
        ranks[one.vehicle_id] += 1
        rank, key = ranks[one.vehicle_id], one.who.registration_id
        if one.id is not None:
            row = session.get_one(VehiclePerson, one.id)
            row.vehicle_id, row.rank = one.vehicle_id, rank
        elif key is not None:
            session.add(
                VehiclePerson(
                    id=journal.new_id(), visit_id=tour.id, vehicle_id=one.vehicle_id, registration_id=key, rank=rank
                )
            )


def _check_waiting(session: Session, tour: VisitRow) -> None:
    begun = select(StopRecord.id).where(
        StopRecord.stop_id.in_([stop.id for stop in tour.stops]), StopRecord.deleted_at.is_(None)
    )
    if any(leg.left_at is not None for leg in tour.legs) or session.scalar(begun.limit(1)) is not None:
        raise VisitUnderWay


def _fleet(session: Session, tour: VisitRow, whole: Everything) -> list[VehicleRow]:
    """The vehicles of the visit; where it has none, those of the event that no other visit of that day uses."""
    if tour.vehicles:
        return list(tour.vehicles)
    taken = {one.id for other in whole.visits if other.day == tour.day for one in other.vehicles}
    return [one for one in vehicles(session, tour.event_id) if one.id not in taken]


def _with(whole: Everything, before: VisitRow, after: VisitRow) -> Everything:
    """All that is planned, with one visit as it would be."""
    own = {stop.id for stop in before.stops} | {leg.id for leg in before.legs}
    legs: defaultdict[UUID, list[Task]] = defaultdict(list)
    for key, tasks in whole.legs.items():
        if others := [task for task in tasks if task.ref not in own]:
            legs[key] += others
    fresh = tuple(of_visit(after, whole.sites, legs))
    return replace(
        whole, visits=tuple(after if one.id == after.id else one for one in whole.visits),
        assignments=(*(one for one in whole.assignments if one.task.ref not in own), *fresh),
        legs={key: tuple(tasks) for key, tasks in legs.items()},
    )  # fmt: skip


def _concerns(one: Conflict, tour: VisitRow) -> bool:
    """Whether a conflict is about what a plan of a visit says."""
    parts = {tour.id} | {stop.id for stop in tour.stops} | {leg.id for leg in tour.legs}
    parts |= {group.id for group in tour.groups} | {vehicle.id for vehicle in tour.vehicles}
    return one.kind not in _CARE and not parts.isdisjoint((*one.who, *one.what))


def _blocking(found: Iterable[Conflict]) -> int:
    return sum(one.severity is Severity.BLOCKS for one in found)


def _names(tour: VisitRow, fleet: Iterable[VehicleRow], sites: Mapping[UUID, LocalName]) -> dict[UUID, LocalName]:
    names = dict(sites) | {stop.id: stop.name for stop in tour.stops} | {one.id: one.name for one in fleet}
    names |= {group.id: group.name for group in tour.groups}
    people = [one.who for group in tour.groups for one in group.people] + [one.who for one in tour.passengers]
    return names | {who.registration_id: local(who) for who in people if who.registration_id is not None}


def _seats(planned: Planned) -> tuple[int, int]:
    return sum(bus is not None for bus in planned.buses.values()), len(planned.buses)
