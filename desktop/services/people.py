"""People at an event: the list, one person with everything about them, walk-ins, changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.matching import person_key
from desktop.domain.text import LocalName, clean
from desktop.domain.verdicts import Status, Verdict
from desktop.errors import N_, UserError
from desktop.models import (
    Badge,
    BadgePrint,
    Category,
    Checkpoint,
    Delegation,
    Desk,
    Organisation,
    Person,
    Post,
    Registration,
    Scan,
    ScanUndo,
)
from desktop.services.arrivals import standing
from desktop.services.badges import BadgeRow, badges, issue_badges
from desktop.services.posts import PostDraft, PostRow, as_written, posts_of, set_posts
from desktop.storage.journal import journal_of

LONGEST_NAME = 120
REGISTERED = frozenset(
    {"registration", "person", "post", "organisation", "badge", "badge_print", "scan", "scan_undo", "category"}
)
"""The tables whose changes change a line of the people list."""


class NoSuchPerson(UserError):
    code = "no_such_person"
    text = N_("There is no registration {registration} at this event.")


class NameTooLong(UserError):
    code = "name_too_long"
    text = N_("A name has at most {most} characters; this one has {length}.")


class NameMissing(UserError):
    code = "name_missing"
    text = N_("A person needs a name, in Chinese or in Latin letters.")


class Show(StrEnum):
    """Which part of the list is wanted."""

    ALL = "all"
    ARRIVED = "arrived"
    ABSENT = "absent"
    UNPRINTED = "unprinted"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the people list. ``arrived_at`` is the first check-in that stands, aware UTC."""

    id: UUID
    person: UUID
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    organisation: str
    title: str
    category_id: UUID
    category_code: str
    category: LocalName
    colour: str
    vip: bool
    status: Status
    serial: str
    printed: bool
    arrived_at: datetime | None
    list_order: int

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """A check-in of one person, standing or taken back."""

    check_in: UUID
    at: datetime
    checkpoint: LocalName
    desk: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """Everything about one person at one event."""

    row: PersonRow
    postnominal_zh: str
    postnominal_en: str
    phone: str
    email: str
    role: str
    attendance: str
    seat: str
    escort: str
    diet: str
    note: str
    delegation: LocalName
    posts: tuple[PostRow, ...]
    badges: tuple[BadgeRow, ...]
    check_ins: tuple[CheckInRow, ...]


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person's fields as a form gives them; None leaves a field as it is."""

    name_zh: str | None = None
    name_latin: str | None = None
    honorific_zh: str | None = None
    honorific_en: str | None = None
    phone: str | None = None
    email: str | None = None
    category_id: UUID | None = None
    status: Status | None = None
    role: str | None = None
    seat: str | None = None
    escort: str | None = None
    diet: str | None = None
    note: str | None = None
    posts: tuple[PostDraft, ...] | None = None


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who stands at the desk and is on no list."""

    category_id: UUID
    name_zh: str = ""
    name_latin: str = ""
    organisation: str = ""
    title: str = ""


def people(
    session: Session,
    event_id: UUID,
    *,
    category_id: UUID | None = None,
    show: Show = Show.ALL,
    only: Collection[UUID] | None = None,
) -> list[PersonRow]:
    """The people of an event in the order of the organisers' list; ``only`` asks for these registrations."""
    query = _lines(event_id)
    if category_id is not None:
        query = query.where(Registration.category_id == category_id)
    if only is not None:
        query = query.where(Registration.id.in_(only))
    rows = [_line(row) for row in session.execute(query).all()]
    if show is Show.UNPRINTED:
        return [row for row in rows if not row.printed]
    if show is Show.ARRIVED:
        return [row for row in rows if row.arrived_at is not None]
    if show is Show.ABSENT:
        return [row for row in rows if row.arrived_at is None and row.status.expected]
    return rows


def person(session: Session, event_id: UUID, registration_id: UUID) -> PersonDetail:
    """Everything about one registration; raises ``NoSuchPerson``."""
    found = people(session, event_id, only=[registration_id])
    if not found:
        raise NoSuchPerson(registration=registration_id)
    registration = session.get_one(Registration, registration_id)
    human = session.get_one(Person, registration.person_id)
    delegation = session.get(Delegation, registration.delegation_id) if registration.delegation_id is not None else None
    return PersonDetail(
        row=found[0],
        postnominal_zh=human.postnominal_zh,
        postnominal_en=human.postnominal_en,
        phone=human.phone,
        email=human.email,
        role=registration.role,
        attendance=registration.attendance,
        seat=registration.seat,
        escort=registration.escort,
        diet=registration.diet,
        note=registration.note,
        delegation=LocalName(delegation.name_hant, delegation.name_hans, delegation.name_en)
        if delegation
        else LocalName(),
        posts=tuple(posts_of(session, human.id)),
        badges=tuple(badges(session, event_id, registration_id=registration_id)),
        check_ins=tuple(_check_ins(session, registration_id)),
    )


def change_person(session: Session, event_id: UUID, registration_id: UUID, draft: PersonDraft) -> PersonDetail:
    """Change what ``draft`` gives; raises ``NoSuchPerson`` or ``NameMissing``."""
    registration = session.get(Registration, registration_id)
    if registration is None or registration.event_id != event_id or registration.deleted_at is not None:
        raise NoSuchPerson(registration=registration_id)
    human = session.get_one(Person, registration.person_id)
    for target, names in (
        (human, ("name_zh", "name_latin", "honorific_zh", "honorific_en", "phone", "email")),
        (registration, ("role", "seat", "escort", "diet", "note")),
    ):
        for name in names:
            value = getattr(draft, name)
            if value is not None:
                setattr(target, name, clean(value))
    _check_name(human.name_zh, human.name_latin)
    human.folded = person_key(human.name_zh, human.name_latin)
    if draft.category_id is not None:
        registration.category_id = draft.category_id
    if draft.status is not None:
        registration.status = draft.status
    if draft.posts is not None:
        set_posts(session, human.id, draft.posts)
    session.flush()
    return person(session, event_id, registration_id)


def register(session: Session, event_id: UUID, guest: WalkIn) -> tuple[PersonDetail, BadgeRow]:
    """Take a walk-in into the event, with a badge; raises ``NameMissing``."""
    name_zh, name_latin = clean(guest.name_zh), clean(guest.name_latin)
    _check_name(name_zh, name_latin)
    journal = journal_of(session)
    human = Person(id=journal.new_id(), name_zh=name_zh, name_latin=name_latin, folded=person_key(name_zh, name_latin))
    session.add(human)
    session.flush()
    set_posts(session, human.id, [as_written(guest.title, guest.organisation)])
    registration = Registration(
        id=journal.new_id(),
        event_id=event_id,
        person_id=human.id,
        category_id=guest.category_id,
        list_order=last_order(session, event_id) + 1,
    )
    session.add(registration)
    session.flush()
    issue_badges(session, event_id, [registration.id])
    detail = person(session, event_id, registration.id)
    return detail, detail.badges[0]


def _check_name(name_zh: str, name_latin: str) -> None:
    if not (name_zh or name_latin):
        raise NameMissing
    length = max(len(name_zh), len(name_latin))
    if length > LONGEST_NAME:
        raise NameTooLong(most=LONGEST_NAME, length=length)


def last_order(session: Session, event_id: UUID) -> int:
    """The last place in the organisers' list of an event; 0 when nobody is on it."""
    return (
        session.scalar(
            select(func.coalesce(func.max(Registration.list_order), 0)).where(Registration.event_id == event_id)
        )
        or 0
    )


def _lines(event_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Registration.id, Registration.person_id, Person.name_zh, Person.name_latin, Person.honorific_zh,
            Person.honorific_en, _place(), Post.title_zh, Post.title_en,
            Category.id, Category.code, Category.name_hant, Category.name_hans, Category.name_en, Category.colour,
            Category.vip, Registration.status, Badge.serial, _printed(), _arrived_at(), Registration.list_order,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Post, and_(Post.person_id == Person.id, Post.rank == 1, Post.deleted_at.is_(None)))
        .outerjoin(
            Badge,
            and_(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None)),
        )
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None))
        .order_by(Registration.list_order, Registration.id)
    )  # fmt: skip


def _place() -> ScalarSelect[str]:
    """The organisation of the first post that names one: an honour that comes first often has none."""
    named = aliased(Post)
    return (
        select(func.coalesce(func.nullif(Organisation.name_zh, ""), Organisation.name_en))
        .join(named, named.organisation_id == Organisation.id)
        .where(named.person_id == Person.id, named.deleted_at.is_(None))
        .order_by(named.rank)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


def _arrived_at() -> ScalarSelect[datetime]:
    return (
        select(func.min(Scan.at))
        .where(Scan.registration_id == Registration.id, Scan.verdict == Verdict.ADMITTED, standing())
        .correlate(Registration)
        .scalar_subquery()
    )


def _printed() -> ColumnElement[bool]:
    return exists().where(BadgePrint.badge_id == Badge.id).correlate(Badge)


def _line(row: Any) -> PersonRow:
    return PersonRow(
        id=row[0],
        person=row[1],
        name_zh=row[2],
        name_latin=row[3],
        honorific_zh=row[4],
        honorific_en=row[5],
        organisation=row[6] or "",
        title=row[7] or row[8] or "",
        category_id=row[9],
        category_code=row[10],
        category=LocalName(row[11], row[12], row[13]),
        colour=row[14],
        vip=row[15],
        status=row[16],
        serial=row[17] or "",
        printed=bool(row[18]),
        arrived_at=row[19],
        list_order=row[20],
    )


def _check_ins(session: Session, registration_id: UUID) -> list[CheckInRow]:
    found = session.execute(
        select(Scan.id, Scan.at, Checkpoint, Desk, ScanUndo.at)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .join(Desk, Desk.id == Scan.desk_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.registration_id == registration_id, Scan.verdict == Verdict.ADMITTED)
        .order_by(Scan.at.desc())
    )
    return [
        CheckInRow(
            check_in=key,
            at=at,
            checkpoint=LocalName(checkpoint.name_hant, checkpoint.name_hans, checkpoint.name_en),
            desk=desk.name or desk.letter,
            undone_at=undone_at,
        )
        for key, at, checkpoint, desk, undone_at in found
    ]
