"""The conflicts of an event, with names; and those that somebody lives with, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.domain.conflicts import Conflict, Severity, find
from desktop.domain.conflicts_plan import Care, Entry, LegUse, Plan, RoomUse, Seatless, SiteList
from desktop.domain.itineraries import Task
from desktop.domain.text import LocalName, clean
from desktop.domain.visits import DelegationRole, GroupRole, StopRole, Who
from desktop.errors import N_, UserError
from desktop.models import AcceptedConflict
from desktop.services.conflicts_wishes import chairs, heads, pairs
from desktop.services.itineraries import Everything, everything, tasks_of
from desktop.services.programme import zone_of
from desktop.services.travel import travel
from desktop.services.visitor_list import known_of, missing_of
from desktop.services.visits import StopRow, VisitRow
from desktop.services.visits_people import whos
from desktop.storage.journal import journal_of

_LUNCH = time(12), time(14)


class NoSuchConflict(UserError):
    code = "no_such_conflict"
    text = N_("There is no such conflict any more. Look at the list again.")


class AcceptedForNothing(UserError):
    code = "accepted_for_nothing"
    text = N_("Say why this conflict is accepted.")


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict with the names of what it is about; ``accepted`` says why somebody lives with it, or nothing.

    ``what`` are the things it is between, ``where`` the place of the last; ``on`` is what its suggestion acts on.
    """

    conflict: Conflict
    who: tuple[LocalName, ...]
    what: tuple[LocalName, ...]
    where: LocalName
    start: datetime | None
    end: datetime | None
    on: LocalName
    accepted: str = ""

    @property
    def severity(self) -> Severity:
        """How bad it is; what is accepted is only noted."""
        return Severity.NOTES if self.accepted else self.conflict.severity


def conflicts(
    session: Session, event_id: UUID, now: datetime, *, person: UUID | None = None, delegation: UUID | None = None
) -> list[ConflictRow]:
    """Every conflict in the plan of an event, the worst first, or those of one guest or one delegation's people."""
    whole = everything(session, event_id)
    found = find(plan_of(session, event_id, whole, now)).conflicts
    if person is not None or delegation is not None:
        wanted = {person} if person is not None else _of_delegation(whole, delegation)
        found = tuple(one for one in found if not wanted.isdisjoint(one.who))
    return named(session, event_id, whole, found)


def accept(session: Session, event_id: UUID, now: datetime, key: str, why: str) -> None:
    """Live with a conflict as long as nothing of it changes. Raises ``NoSuchConflict`` or ``AcceptedForNothing``."""
    if not clean(why):
        raise AcceptedForNothing
    found = find(plan_of(session, event_id, everything(session, event_id), now))
    if all(one.key != key for one in found.conflicts):
        raise NoSuchConflict
    for row in session.scalars(_accepted(event_id).where(AcceptedConflict.key == key)):
        row.deleted_at = journal_of(session).now
    journal = journal_of(session)
    session.add(AcceptedConflict(id=journal.new_id(), event_id=event_id, key=key, why=clean(why), at=journal.now))
    session.flush()


def take_acceptance_back(session: Session, event_id: UUID, key: str) -> None:
    """Count a conflict again that somebody lived with."""
    for row in session.scalars(_accepted(event_id).where(AcceptedConflict.key == key)):
        row.deleted_at = journal_of(session).now
    session.flush()


def _accepted(event_id: UUID) -> Select[AcceptedConflict]:
    return select(AcceptedConflict).where(AcceptedConflict.event_id == event_id, AcceptedConflict.deleted_at.is_(None))


def plan_of(session: Session, event_id: UUID, whole: Everything, now: datetime) -> Plan:
    """What the finder looks at."""
    zone = zone_of(session, event_id)
    entries: dict[int, Entry] = {}
    actors: defaultdict[UUID, dict[Entry, None]] = defaultdict(dict)

    def entry(task: Task) -> Entry:
        known = entries.get(id(task))
        if known is None:
            known = entries[id(task)] = _entry(task, len(entries) + 1, zone)
        return known

    for one in whole.assignments:
        actors[one.person][entry(one.task)] = None
    hours = {vehicle.id: vehicle.driver_hours for tour in whole.visits for vehicle in tour.vehicles}
    for vehicle, tasks in whole.legs.items():
        actors[vehicle] = dict.fromkeys(map(entry, tasks))
    days = sorted({tour.day for tour in whole.visits})
    noon, after = ([_seconds(datetime.combine(day, clock, zone)) for day in days] for clock in _LUNCH)
    return Plan(
        {key: tuple(found) for key, found in actors.items()},
        travel(session, event_id),
        hours,
        tuple(zip(noon, after, strict=True)),
        tuple(_rooms(whole.visits)),
        tuple(_legs(whole)),
        tuple(_lists(session, whole.visits)),
        tuple(_care(whole)),
        tuple(_seatless(whole.visits)),
        tuple(chairs(session, whole.visits)),
        tuple(pairs(whole.visits)),
        tuple(heads(whole.visits, whole.delegations)),
        _seconds(now),
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _entry(task: Task, number: int, zone: ZoneInfo) -> Entry:
    return Entry(
        _seconds(task.start), _seconds(task.end), number, task.come, task.go, task.spot, task.doing, task.ref,
        task.end.astimezone(zone).hour, task.before, task.after, task.size, task.soft, task.meal,
    )  # fmt: skip


def _rooms(tours: Iterable[VisitRow]) -> Iterator[RoomUse]:
    for tour in tours:
        for stop in tour.stops:
            opens, closes = (
                None if at is None else _seconds(at) for at in (stop.window.opens_at, stop.window.closes_at)
            )
            for group in tour.groups:
                at = group.at(stop)
                if at is not None and group.expected:
                    start, end = map(_seconds, at)
                    size = len(group.expected)
                    yield RoomUse(stop.id, group.id, start, end, size, stop.group_limit, opens, closes)


def _legs(whole: Everything) -> Iterator[LegUse]:
    for tour in whole.visits:
        seats = {vehicle.id: vehicle.seats for vehicle in tour.vehicles}
        for leg in tour.legs:
            aboard = len(tour.aboard(leg.vehicle_id, leg.id))
            yield LegUse(
                leg.id, leg.vehicle_id, _seconds(leg.gathers), _seconds(leg.arrives), aboard, seats[leg.vehicle_id]
            )


def _lists(session: Session, tours: Iterable[VisitRow]) -> Iterator[SiteList]:
    wanted = [(stop, set(visitors(tour, stop))) for tour in tours for stop in tour.stops if stop.list_fields]
    known = known_of(session, {key for _stop, come in wanted for key in come})
    for stop, come in wanted:
        due = None if stop.list_due_at is None else _seconds(stop.list_due_at)
        missing = tuple(key for key in sorted(come & known.keys()) if missing_of(stop.list_fields, known[key][1]))
        yield SiteList(stop.id, missing, due, stop.list_sent_at is not None)


def visitors(tour: VisitRow, stop: StopRow) -> Iterator[UUID]:
    """The registrations of those who are to come to a stop."""
    for group in tour.groups:
        if group.at(stop) is not None:
            yield from (one.who.registration_id for one in group.expected if one.who.registration_id is not None)


def _care(whole: Everything) -> Iterator[Care]:
    for group in whole.delegations:
        if not group.travelling:
            continue
        members = {one.who.registration_id for one in group.travelling}
        spoken = {word for one in group.of(DelegationRole.INTERPRETER) for word in one.who.languages}
        dumb = tuple(
            stop.id
            for tour in whole.visits
            for stop in tour.stops
            if stop.languages and group.languages and members & set(visitors(tour, stop))
            and not _understood(set(group.languages), tour, stop, spoken)
        )  # fmt: skip
        leader, liaison = group.leader is not None, bool(group.of(DelegationRole.LIAISON))
        yield Care(group.id, leader, liaison, dumb)


def _understood(languages: set[str], tour: VisitRow, stop: StopRow, spoken: set[str]) -> bool:
    """Whether a stop speaks one of ``languages``, or somebody there interprets from it."""
    if languages & set(stop.languages):
        return True
    there = {word for one in stop.people if one.role is StopRole.INTERPRETER for word in one.who.languages}
    there |= {
        word for group in tour.groups for one in group.people if one.role is GroupRole.INTERPRETER
        for word in one.who.languages
    }  # fmt: skip
    return bool(languages & (there | spoken))


def _seatless(tours: Iterable[VisitRow]) -> Iterator[Seatless]:
    for tour in tours:
        if not tour.legs:
            continue
        riding = {one.who.key for one in tour.passengers}
        free = {one.id: one.seats - len(tour.aboard(one.id)) for one in tour.vehicles}
        room = max(free, key=lambda key: free[key], default=None)
        start = _seconds(min(leg.gathers for leg in tour.legs))
        for group in tour.groups:
            for one in group.expected:
                if one.who.key not in riding and one.who.registration_id is not None:
                    better = room if room is not None and free[room] > 0 else None
                    yield Seatless(one.who.registration_id, tour.id, start, better)


def named(session: Session, event_id: UUID, whole: Everything, found: Iterable[Conflict]) -> list[ConflictRow]:
    """Conflicts with the names of what they are about, those that are accepted last."""
    chosen = list(found)
    names = _names(session, whole, chosen)
    places = {ref: task.place for ref, task in tasks_of(whole.assignments).items()}
    why = {row.key: row.why for row in session.scalars(_accepted(event_id))}
    rows = [
        ConflictRow(
            one,
            tuple(names.get(key, LocalName()) for key in one.who),
            tuple(names.get(key, LocalName()) for key in one.what),
            next((places[key] for key in reversed(one.what) if key in places), LocalName()),
            datetime.fromtimestamp(one.start, UTC) if one.start else None,
            datetime.fromtimestamp(one.end, UTC) if one.end else None,
            names.get(one.suggestion.ref, LocalName()),
            why.get(one.key, ""),
        )
        for one in chosen
    ]
    return sorted(rows, key=lambda row: bool(row.accepted))


def _names(session: Session, whole: Everything, found: Iterable[Conflict]) -> dict[UUID, LocalName]:
    names = {ref: task.title for ref, task in tasks_of(whole.assignments).items()}
    for tour in whole.visits:
        names[tour.id] = tour.name
        names |= {group.id: group.name for group in tour.groups}
        names |= {vehicle.id: vehicle.name for vehicle in tour.vehicles}
        names |= {stop.id: stop.name for stop in tour.stops}
        names |= {leg.id: leg.end for leg in tour.legs if leg.id not in names}
    names |= {group.id: group.name for group in whole.delegations}
    people = whos(session, (key for one in found for key in one.who if key not in names))
    return names | {key: local(who) for key, who in people.items()}


def local(who: Who) -> LocalName:
    """A guest's name as each language writes it."""
    return LocalName(who.name_zh, who.name_zh, who.name_latin)


def _of_delegation(whole: Everything, delegation: UUID | None) -> set[UUID | None]:
    group = next((one for one in whole.delegations if one.id == delegation), None)
    return {delegation, *(one.who.registration_id for one in (group.people if group is not None else ()))}
