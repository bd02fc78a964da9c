"""The itinerary of one guest, delegation or vehicle, with the names of those in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import ItineraryEntry, itinerary
from desktop.domain.text import LocalName
from desktop.domain.visits import Who
from desktop.i18n import Language, language_from
from desktop.models import Person, Registration
from desktop.services.delegations_record import delegation
from desktop.services.itineraries import everything
from desktop.services.visits_people import whos


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what happens from when until when, and where; ``roles`` are message ids of the parts in it.

    ``leaves`` is when a leg or flight goes; ``people`` are those of whoever it is for; ``ask`` knows more.
    """

    ref: UUID
    doing: Doing
    start: datetime
    end: datetime
    title: LocalName
    place: LocalName
    roles: tuple[str, ...]
    people: tuple[Who, ...]
    leaves: datetime | None
    ask: Who | None
    note: str


def of_person(session: Session, event_id: UUID, registration_id: UUID) -> list[Line]:
    """What one guest does: as guest, host, guide, interpreter, on stage and on the way."""
    return of_people(session, event_id, [registration_id])


def of_people(session: Session, event_id: UUID, people: Sequence[UUID]) -> list[Line]:
    """What these guests do, each task once, with who is in it."""
    return _lines(session, itinerary(everything(session, event_id).assignments, people))


def of_delegation(session: Session, event_id: UUID, delegation_id: UUID) -> list[Line]:
    """What the members of a delegation do, and those who look after it."""
    row = delegation(session, delegation_id)
    people = [one.who.registration_id for one in row.people if one.who.registration_id is not None]
    return of_people(session, event_id, people)


def of_vehicle(session: Session, event_id: UUID, vehicle_id: UUID) -> list[Line]:
    """The legs of a vehicle, with who is to be aboard."""
    whole = everything(session, event_id)
    tasks = {task.ref for task in whole.legs.get(vehicle_id, ())}
    riding = [one for one in whole.assignments if one.task.ref in tasks]
    empty = [ItineraryEntry(task) for task in whole.legs.get(vehicle_id, ())]
    found = itinerary(riding, [one.person for one in riding])
    known = {line.task.ref for line in found}
    lines = [*(replace(line, roles=()) for line in found), *(line for line in empty if line.task.ref not in known)]
    return _lines(session, sorted(lines, key=lambda line: line.task.start))


def language_of(session: Session, registration_id: UUID) -> Language | None:
    """The language in which a guest reads, where that is known."""
    query = select(Person.language).join(Registration, Registration.person_id == Person.id)
    said = session.scalar(query.where(Registration.id == registration_id))
    return language_from(said) if said else None


def _lines(session: Session, found: Iterable[ItineraryEntry]) -> list[Line]:
    entries = list(found)
    known = whos(session, (key for entry in entries for key in entry.people))
    return [
        Line(
            entry.task.ref, entry.task.doing, entry.task.start, entry.task.end, entry.task.title, entry.task.place,
            entry.roles, tuple(known[key] for key in entry.people if key in known), entry.task.leaves, entry.task.ask,
            entry.task.note,
        )
        for entry in entries
    ]  # fmt: skip
