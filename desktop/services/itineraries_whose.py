"""For whom itineraries are printed: people, delegations, hosts, interpreters or vehicles, with what each does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import Assignment, Task, stop_key
from desktop.domain.paper_kinds import Whose
from desktop.domain.text import LocalName
from desktop.domain.visits import DelegationRole, GroupRole, StopRole, Who
from desktop.models import Registration
from desktop.services.delegations_record import DelegationRow
from desktop.services.itineraries import Everything
from desktop.services.itineraries_attended import Attended
from desktop.services.paper_facts import Choice
from desktop.services.visits import GroupRow, StopRow, VisitRow

_HOSTS = {StopRole.RECEIVES, StopRole.ACCOMPANIES, StopRole.CONTACT}
Key = UUID | str


@dataclass(frozen=True, slots=True)
class Mine:
    """A task with the parts (message ids) that somebody has in it.

    ``who`` of a delegation are in it where not all are or some have parts; where only a few are not, those are
    ``without``. ``along`` is a delegation that one only goes with. ``attended`` is the programme, to look at. A
    ``counted`` one says how many come.
    """

    task: Task
    roles: tuple[str, ...] = ()
    who: tuple[tuple[Who, tuple[str, ...]], ...] = ()
    without: tuple[Who, ...] = ()
    along: LocalName | None = None
    attended: Attended | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody, or something, with all that they do in time order; ``whose`` says which of the rest is there."""

    whose: Whose
    key: Key
    tasks: tuple[Mine, ...]
    who: Who | None = None

    def attending(self, programme: Sequence[Attended]) -> "Owner":
        """It, with what of the ``programme`` there is time for."""
        away = [mine.task for mine in self.tasks if mine.task.doing is not Doing.PROGRAMME]
        there = (Mine(one.task, attended=one) for one in programme if one.leaves_time(away))
        return replace(self, tasks=_in_order((*self.tasks, *there)))


def owners(session: Session, whole: Everything, choice: Choice) -> list[Owner]:
    """Those that are asked for, in the order in which they are listed; those who do nothing too."""
    by_person: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    for one in whole.assignments:
        by_person[one.person].append(one)
    match choice.whose:
        case Whose.PEOPLE:
            return [Owner(Whose.PEOPLE, key, _own(by_person[key])) for key in _people(session, whole, choice)]
        case Whose.DELEGATIONS:
            return [Owner(Whose.DELEGATIONS, one.id, _together(one, by_person)) for one in _groups(whole, choice)]
        case Whose.HOSTS:
            return [one.owner(Whose.HOSTS, by_person) for one in _hosts(whole, choice)]
        case Whose.INTERPRETERS:
            return [one.owner(Whose.INTERPRETERS, by_person) for one in _interpreters(whole, choice, by_person)]
        case Whose.VEHICLES:
            return _vehicles(whole, choice)


def visits_asked(whole: Everything, choice: Choice) -> list[VisitRow]:
    """The visits that are asked for."""
    return [one for one in whole.visits if choice.visit_id in {None, one.id}]


def _asked(whole: Everything, choice: Choice) -> list[UUID] | None:
    """The people that all of what is asked for have in common, in order; None where anybody is meant."""
    tours, parts = visits_asked(whole, choice), list[list[UUID | None]]()
    if choice.person_ids:
        parts.append(list(choice.person_ids))
    if choice.delegation_id is not None:
        groups = (one for one in whole.delegations if one.id == choice.delegation_id)
        parts.append([one.who.registration_id for group in groups for one in group.travelling])
    if choice.vehicle_id is not None:
        parts.append([one.who.registration_id for tour in tours for one in tour.aboard(choice.vehicle_id)])
    if choice.stop_id is not None or (choice.visit_id is not None and choice.vehicle_id is None):
        parts.append(
            [
                one.who.registration_id
                for tour in tours
                for group in tour.groups
                if choice.stop_id is None or any(stop.id == choice.stop_id for stop in _stops(tour, group))
                for one in group.expected
            ]
        )
    if not parts:
        return None
    first, *others = parts
    return [key for key in dict.fromkeys(first) if key is not None and all(key in other for other in others)]


def _stops(tour: VisitRow, group: GroupRow) -> list[StopRow]:
    return [stop for stop in tour.stops if group.at(stop) is not None]


def _meant(people: Iterable[Who], asked: list[UUID] | None) -> bool:
    """Whether any of these people is asked for."""
    return asked is None or any(one.registration_id in asked for one in people)


def _groups(whole: Everything, choice: Choice) -> list[DelegationRow]:
    """The delegations that are asked for, or of which somebody is."""
    asked = _asked(whole, choice)
    found = [one for one in whole.delegations if choice.delegation_id in {None, one.id}]
    if choice == replace(Choice(), delegation_id=choice.delegation_id, whose=choice.whose):
        return found
    return [one for one in found if _meant((member.who for member in one.travelling), asked)]


def _people(session: Session, whole: Everything, choice: Choice) -> list[UUID]:
    """The registrations that are asked for; nobody in particular is everybody who does anything."""
    asked = _asked(whole, choice)
    if asked is not None:
        return asked
    rows = session.execute(
        select(Registration.id, Registration.status)
        .where(Registration.id.in_({one.person for one in whole.assignments}))
        .order_by(Registration.list_order, Registration.id)
    )
    return [key for key, status in rows if status.expected]


def _own(assignments: Sequence[Assignment]) -> tuple[Mine, ...]:
    """What one person does, each task once with all parts."""
    tasks: dict[tuple[UUID, datetime], tuple[Task, dict[str, None]]] = {}
    for one in assignments:
        _task, roles = tasks.setdefault((one.task.ref, one.task.start), (one.task, {}))
        if one.role:
            roles[one.role] = None
    return _in_order(Mine(task, tuple(roles)) for task, roles in tasks.values())


def _together(group: DelegationRow, by_person: Mapping[UUID, Sequence[Assignment]]) -> tuple[Mine, ...]:
    """What the members of a delegation do, each task once, with those who are in it where not all simply are."""
    members = [one.who for one in group.travelling if one.who.registration_id is not None]
    tasks: dict[tuple[UUID, datetime], tuple[Task, dict[Key, tuple[Who, dict[str, None]]]]] = {}
    for who in members:
        for one in by_person.get(who.registration_id, ()) if who.registration_id is not None else ():
            _task, people = tasks.setdefault((one.task.ref, one.task.start), (one.task, {}))
            _who, roles = people.setdefault(who.key, (who, {}))
            if one.role:
                roles[one.role] = None
    return _in_order(
        _shared(task, [(who, tuple(roles)) for who, roles in people.values()], members)
        for task, people in tasks.values()
    )


def _shared(task: Task, people: Sequence[tuple[Who, tuple[str, ...]]], members: Sequence[Who]) -> Mine:
    """A task of these of the ``members``, told in the shortest way."""
    here = {who.key for who, _roles in people}
    without = tuple(who for who in members if who.key not in here)
    parts = tuple(one for one in people if one[1])
    if len(without) < len(members) / 2:
        return Mine(task, who=parts, without=without)
    return Mine(task, who=tuple(people))


@dataclass(slots=True)
class _Helper:
    """Somebody on the hosts' side, with what they do besides what the register knows of."""

    who: Who
    tasks: list[Mine] = field(default_factory=list)

    def owner(self, whose: Whose, by_person: Mapping[UUID, Sequence[Assignment]]) -> Owner:
        key = self.who.registration_id
        own = _own(by_person.get(key, ())) if key is not None else ()
        known = {(mine.task.ref, mine.task.start) for mine in own}
        more = (mine for mine in self.tasks if (mine.task.ref, mine.task.start) not in known)
        return Owner(whose, self.who.key, _in_order((*own, *more)), self.who)


def _stops_asked(whole: Everything, choice: Choice) -> list[tuple[VisitRow, StopRow]]:
    """The stops that are asked for, or to which somebody goes who is."""
    some = choice.delegation_id is not None or choice.vehicle_id is not None
    asked = _asked(whole, replace(choice, person_ids=())) if some else None
    return [
        (tour, stop)
        for tour in visits_asked(whole, choice)
        for stop in tour.stops
        if choice.stop_id in {None, stop.id}
        and _meant((one.who for group in tour.groups if group.at(stop) for one in group.expected), asked)
    ]


def _hosts(whole: Everything, choice: Choice) -> list[_Helper]:
    """Those who receive, accompany or are asked at the stops."""
    found: dict[Key, _Helper] = {}
    _at_stops(found, whole, choice, _HOSTS)
    return _chosen(found, choice)


def _at_stops(found: dict[Key, _Helper], whole: Everything, choice: Choice, roles: Set[StopRole]) -> None:
    for tour, stop in _stops_asked(whole, choice):
        for one in stop.people:
            if one.role in roles:
                found.setdefault(one.who.key, _Helper(one.who)).tasks += _hosting(tour, stop)


def _interpreters(
    whole: Everything, choice: Choice, by_person: Mapping[UUID, Sequence[Assignment]]
) -> list[_Helper]:  # fmt: skip
    """Those who interpret for a delegation, for a group, or at a stop; with a delegation they do what it does."""
    found: dict[Key, _Helper] = {}
    others = replace(choice, person_ids=())
    for group in _groups(whole, others):
        for one in group.of(DelegationRole.INTERPRETER):
            tasks = [Mine(mine.task, along=group.name) for mine in _together(group, by_person)]
            found.setdefault(one.who.key, _Helper(one.who)).tasks += tasks
    _at_stops(found, whole, choice, {StopRole.INTERPRETER})
    asked = _asked(whole, others)
    for party in (group for tour in visits_asked(whole, choice) for group in tour.groups):
        if _meant((one.who for one in party.expected), asked):
            helping = (one.who for one in party.expected if one.role is GroupRole.INTERPRETER)
            found |= {who.key: _Helper(who) for who in helping if who.key not in found}
    return _chosen(found, choice)


def _chosen(found: Mapping[Key, _Helper], choice: Choice) -> list[_Helper]:
    return [one for key, one in found.items() if not choice.person_ids or key in choice.person_ids]


def _hosting(tour: VisitRow, stop: StopRow) -> list[Mine]:
    """When those on the hosts' side are at a stop: once for all groups that come at one time."""
    times = {at: group.id for group in reversed(tour.groups) if (at := group.at(stop)) is not None}
    if not tour.groups:
        times = {(stop.start, stop.end): stop.id}
    return [
        Mine(Task(stop.id, Doing.HOST, start, end, stop.name, stop.place or stop.site, key=stop_key(stop.id, group)))
        for (start, end), group in times.items()
    ]


def _vehicles(whole: Everything, choice: Choice) -> list[Owner]:
    asked, tours = _asked(whole, replace(choice, vehicle_id=None, visit_id=None)), visits_asked(whole, choice)
    found = dict.fromkeys(
        one.id for tour in tours for one in tour.vehicles if _meant((who.who for who in tour.aboard(one.id)), asked)
    )
    legs = {leg.id for tour in tours for leg in tour.legs}
    return [
        Owner(
            Whose.VEHICLES,
            key,
            _in_order(Mine(task, counted=True) for task in whole.legs.get(key, ()) if task.ref in legs),
        )
        for key in found
        if choice.vehicle_id in {None, key}
    ]


def _in_order(tasks: Iterator[Mine] | Sequence[Mine]) -> tuple[Mine, ...]:
    return tuple(
        sorted(tasks, key=lambda mine: (mine.task.start, not mine.attended, mine.task.end, str(mine.task.ref)))
    )
