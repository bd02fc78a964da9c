"""Whom and what a person belongs to: companions, the guest they come with, other events, records merged into theirs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status, Verdict
from desktop.errors import N_, UserError
from desktop.models import Category, Event, Person, Registration, Scan
from desktop.services.arrivals import standing
from desktop.services.likely import namesakes


class OwnCompanion(UserError):
    code = "own_companion"
    text = N_("{name} can't come with somebody who comes with {name}. Choose another guest.")


@dataclass(frozen=True, slots=True)
class Tied:
    """Another registration at the same event."""

    registration: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A person at another event, and when they first came in there (aware UTC)."""

    event: LocalName
    starts_on: date
    category: LocalName
    status: Status
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A record that was merged into a person's."""

    person: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ties:
    """All of it; ``principal`` is the guest whose companion this is, ``alike`` how many records may be theirs too."""

    principal: Tied | None = None
    companions: tuple[Tied, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    merged: tuple[Merged, ...] = ()
    alike: int = 0


def ties_of(session: Session, registration_id: UUID) -> Ties:
    """What ties the person of a registration to others."""
    registration = session.get_one(Registration, registration_id)
    companions = _tied(session, Registration.principal_id == registration_id)
    principal = _tied(session, Registration.id == registration.principal_id)
    return Ties(
        principal=principal[0] if principal else None,
        companions=companions,
        elsewhere=_elsewhere(session, registration),
        merged=tuple(
            Merged(person.id, person.name_zh or person.name_latin, person.deleted_at)
            for person in session.scalars(
                select(Person).where(Person.merged_into_id == registration.person_id).order_by(Person.deleted_at)
            )
            if person.deleted_at is not None
        ),
        alike=len(namesakes(session, registration.event_id, registration.person_id)),
    )


def tie(session: Session, companion_id: UUID, host_id: UUID | None) -> None:
    """Let a registration be the companion of another at the same event, or with None of nobody any more.

    Raises ``OwnCompanion`` where the host is that person, or comes with them.
    """
    companion = session.get_one(Registration, companion_id)
    host = session.get_one(Registration, host_id) if host_id is not None else None
    above = host
    while above is not None and above.id != companion_id:
        above = session.get(Registration, above.principal_id) if above.principal_id is not None else None
    if above is not None:
        person = session.get_one(Person, companion.person_id)
        raise OwnCompanion(name=person.name_zh or person.name_latin)
    companion.principal_id = host_id
    session.flush()


def _tied(session: Session, wanted: ColumnElement[bool]) -> tuple[Tied, ...]:
    found = session.execute(
        select(Registration.id, Person.name_zh, Person.name_latin)
        .join(Person, Person.id == Registration.person_id)
        .where(wanted, Registration.deleted_at.is_(None))
        .order_by(Registration.list_order, Registration.id)
    )
    return tuple(Tied(key, name_zh or name_latin) for key, name_zh, name_latin in found)


def _elsewhere(session: Session, here: Registration) -> tuple[Elsewhere, ...]:
    arrived = (
        select(func.min(Scan.at))
        .where(Scan.registration_id == Registration.id, Scan.verdict == Verdict.ADMITTED, standing())
        .correlate(Registration)
        .scalar_subquery()
    )
    found = session.execute(
        select(Event, Category, Registration.status, arrived)
        .join(Event, Event.id == Registration.event_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.person_id == here.person_id,
            Registration.id != here.id,
            Registration.deleted_at.is_(None),
            Event.deleted_at.is_(None),
        )
        .order_by(Event.starts_on.desc(), Event.id)
    )
    return tuple(
        Elsewhere(
            LocalName(event.name_hant, event.name_hans, event.name_en),
            event.starts_on,
            LocalName(category.name_hant, category.name_hans, category.name_en),
            status,
            at,
        )
        for event, category, status, at in found
    )
