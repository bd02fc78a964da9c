"""Who does what when: the programme, ceremonies, visits, legs and journeys of an event, put together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.ceremony_words import SIGNING_WORDS
from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import CLEARING, LEAD, Assignment, Task, stop_key
from desktop.domain.programme import ItemKind
from desktop.domain.programme_words import PART_WORDS
from desktop.domain.text import LocalName
from desktop.domain.visits import Aboard, GroupRole, StopPart, StopRole, Way, Who
from desktop.domain.visits_words import ABOARD_WORDS, STOP_ROLE_WORDS
from desktop.errors import N_
from desktop.models import Agreement, AgreementPerson, Hall, Registration
from desktop.services.delegations_record import DelegationRow, JourneyRow, delegation_rows
from desktop.services.programme import ItemRow, programme
from desktop.services.travel import SiteRow, sites
from desktop.services.visits import StopRow, VisitRow, visits

ITINERARIES = frozenset(
    {
        "programme_item", "item_person", "agreement", "agreement_person", "registration", "person", "delegation",
        "delegation_person", "journey", "site", "travel_time", "visit", "stop", "stop_person", "visit_group",
        "group_person", "slot", "vehicle", "leg", "vehicle_person", "hall", "venue",
    }
)  # fmt: skip
"""The tables whose changes change what is answered here."""
_SOFT = frozenset({ItemKind.ARRIVAL, ItemKind.EXHIBITION, ItemKind.TALKS, ItemKind.BREAK, ItemKind.MEAL})
_GROUP_WORDS = {GroupRole.MEMBER: "", GroupRole.GUIDE: N_("Guide"), GroupRole.INTERPRETER: N_("Interpreter")}
_MEETS = N_("Meets the delegation")
_SEES_OFF = N_("Sees the delegation off")


@dataclass(frozen=True, slots=True)
class Everything:
    """An event as it is planned: what its parts are, and who does what in them.

    ``legs`` are the tasks of each vehicle, ``everybody`` the registrations of those who come.
    """

    visits: tuple[VisitRow, ...]
    delegations: tuple[DelegationRow, ...]
    sites: Mapping[UUID, SiteRow]
    assignments: tuple[Assignment, ...]
    legs: Mapping[UUID, tuple[Task, ...]]


def everything(session: Session, event_id: UUID) -> Everything:
    """Put together what everybody does. Items that happen only if time allows are left out."""
    here = {row.id: row for row in sites(session, event_id)}
    tours, groups = visits(session, event_id), delegation_rows(session, event_id)
    found = list(_programme(session, event_id, here))
    legs: defaultdict[UUID, list[Task]] = defaultdict(list)
    for tour in tours:
        found += of_visit(tour, here, legs)
    for group in groups:
        found += _journeys(group)
    return Everything(
        tuple(tours), tuple(groups), here, tuple(found), {key: tuple(tasks) for key, tasks in legs.items()}
    )


def _programme(session: Session, event_id: UUID, here: Mapping[UUID, SiteRow]) -> Iterator[Assignment]:
    by_venue = {row.venue_id: row.id for row in here.values() if row.venue_id is not None}
    halls = {key: by_venue.get(venue) for key, venue in session.execute(select(Hall.id, Hall.venue_id))}
    signers: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = session.execute(
        select(Agreement.item_id, AgreementPerson.registration_id, AgreementPerson.part)
        .join(AgreementPerson, AgreementPerson.agreement_id == Agreement.id)
        .where(
            Agreement.event_id == event_id, Agreement.deleted_at.is_(None), AgreementPerson.deleted_at.is_(None),
            AgreementPerson.registration_id.is_not(None),
        )
    )  # fmt: skip
    for item_id, key, part in rows:
        if key is not None:
            signers[item_id].append((key, SIGNING_WORDS[part]))
    for row in programme(session, event_id):
        if row.spare or row.end <= row.start:
            continue
        task = _of_item(row, halls.get(row.hall_id) if row.hall_id is not None else None)
        people = [(one.registration_id, PART_WORDS[one.part]) for one in row.people if one.registration_id is not None]
        if row.kind is ItemKind.MEAL and not row.people:
            people = [(key, "") for key in _everybody(session, event_id)]
        for key, role in dict.fromkeys((*people, *signers[row.id])):
            yield Assignment(key, task, role)


def _of_item(row: ItemRow, site: UUID | None) -> Task:
    return Task(
        row.id, Doing.PROGRAMME, row.start, row.end, row.title, row.hall, site, site, row.hall_id,
        soft=row.kind in _SOFT, meal=row.kind is ItemKind.MEAL, note=row.note,
    )  # fmt: skip


def _everybody(session: Session, event_id: UUID) -> list[UUID]:
    rows = session.execute(
        select(Registration.id, Registration.status).where(
            Registration.event_id == event_id, Registration.deleted_at.is_(None)
        )
    )
    return [key for key, status in rows if status.expected]


def of_visit(tour: VisitRow, here: Mapping[UUID, SiteRow], legs: defaultdict[UUID, list[Task]]) -> Iterator[Assignment]:
    """Who does what on a visit at these sites; what its vehicles do is added to ``legs``."""
    yield from _visited(tour, here)
    yield from _ridden(tour, legs)


def _visited(tour: VisitRow, here: Mapping[UUID, SiteRow]) -> Iterator[Assignment]:
    """What groups do at the stops, and those who receive them there: once for groups that come at one time."""
    for stop in tour.stops:
        received: set[tuple[object, object]] = set()
        for group in tour.groups:
            at = group.at(stop)
            if at is None:
                continue
            task = _of_stop(stop, at, here, len(group.expected), stop_key(stop.id, group.id))
            for one in group.expected:
                if one.who.registration_id is not None:
                    yield Assignment(one.who.registration_id, task, _GROUP_WORDS[one.role])
            if at not in received:
                received.add(at)
                yield from _received(stop, task)
        if not tour.groups:
            yield from _received(stop, _of_stop(stop, (stop.start, stop.end), here, 1))


def _of_stop(
    stop: StopRow, at: tuple[datetime, datetime], here: Mapping[UUID, SiteRow], size: int, key: UUID | None = None
) -> Task:
    start, end = at
    site = here.get(stop.site_id)
    walk = site.walk_minutes if site is not None else 0
    ask = next((one.who for one in stop.people if one.role in {StopRole.CONTACT, StopRole.RECEIVES}), None)
    return Task(
        stop.id, Doing.VISIT, start, end, stop.name, stop.place or stop.site,
        stop.site_id, stop.site_id, stop.id, before=walk + stop.security_minutes, after=walk, size=size,
        meal=StopPart.MEAL in stop.parts, ask=ask, note=stop.content, key=key,
    )  # fmt: skip


def _received(stop: StopRow, task: Task) -> Iterator[Assignment]:
    host = Task(
        task.ref, Doing.HOST, task.start, task.end, task.title, task.place, task.come, task.go, task.spot,
        meal=task.meal, note=task.note, key=task.key,
    )  # fmt: skip
    for one in stop.people:
        if one.who.registration_id is not None:
            yield Assignment(one.who.registration_id, host, STOP_ROLE_WORDS[one.role])


def _ridden(tour: VisitRow, legs: defaultdict[UUID, list[Task]]) -> Iterator[Assignment]:
    fleet = {one.id: one for one in tour.vehicles}
    for leg in tour.legs:
        vehicle = fleet[leg.vehicle_id]
        aboard = tour.aboard(leg.vehicle_id, leg.id)
        escort = next((one.who for one in aboard if one.role is Aboard.ESCORT), None)
        driver = Who(None, vehicle.driver, "", vehicle.driver_phone) if vehicle.driver else None
        task = Task(
            leg.id, Doing.LEG, leg.gathers, max(leg.arrives, leg.leaves + timedelta(minutes=1)),
            _joined(vehicle.name, leg.end), leg.start, leg.from_id, leg.to_id, vehicle.id, leg.leaves,
            size=len(aboard), ask=escort or driver, note=" ".join(filter(None, (vehicle.plate, leg.boarding_point))),
        )  # fmt: skip
        # A vehicle can't be on two legs at once; whoever stays aboard is in no other place.
        legs[vehicle.id].append(replace(task, spot=leg.id))
        for one in aboard:
            if one.who.registration_id is not None:
                role = ABOARD_WORDS[one.role] if one.role is Aboard.ESCORT else ""
                yield Assignment(one.who.registration_id, task, role)


def _joined(vehicle: LocalName, end: LocalName) -> LocalName:
    pairs = ((vehicle.hant, end.hant), (vehicle.hans, end.hans), (vehicle.en, end.en))
    return LocalName(*(" → ".join(pair) if all(pair) else "" for pair in pairs))


def _journeys(group: DelegationRow) -> Iterator[Assignment]:
    for journey in group.journeys:
        task = _of_journey(journey, group)
        for one in group.travelling:
            mine = journey.registration_id in {None, one.who.registration_id}
            if mine and journey.subgroup in {"", one.subgroup} and one.who.registration_id is not None:
                yield Assignment(one.who.registration_id, task)
        if journey.met_by is not None and journey.met_by.registration_id is not None:
            role = _MEETS if journey.way is Way.ARRIVAL else _SEES_OFF
            yield Assignment(journey.met_by.registration_id, task, role)


def _of_journey(journey: JourneyRow, group: DelegationRow) -> Task:
    arrives = journey.way is Way.ARRIVAL
    start = journey.at if arrives else journey.at - timedelta(minutes=LEAD[journey.mode] or 1)
    end = journey.at + timedelta(minutes=CLEARING[journey.mode]) if arrives else journey.at
    there = "→" if not arrives else "←"
    title = " ".join(filter(None, (journey.number, there if journey.far_place else "", journey.far_place)))
    named = LocalName(title, title, title) if title else journey.place
    liaison = next((one.who for one in group.people if one.role == "liaison"), None)
    return Task(
        journey.id, Doing.JOURNEY, start, end, named, journey.place, journey.site_id, journey.site_id, journey.id,
        leaves=None if arrives else journey.at, size=len(group.travelling), ask=journey.met_by or liaison,
        note=journey.note,
    )  # fmt: skip


def tasks_of(assignments: Iterable[Assignment]) -> dict[UUID, Task]:
    """The first task of each reference."""
    found: dict[UUID, Task] = {}
    for one in assignments:
        found.setdefault(one.task.ref, one.task)
    return found
