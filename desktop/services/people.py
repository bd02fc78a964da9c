"""People at an event: one person with everything about them, walk-ins, changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from desktop.domain import contacts
from desktop.domain.contacts import Phone
from desktop.domain.matching import person_key
from desktop.domain.text import LocalName, clean, clean_lines
from desktop.domain.verdicts import Direction, Status, Verdict
from desktop.errors import N_, UserError
from desktop.models import Checkpoint, Delegation, Desk, Event, JournalEntry, Person, Registration, Scan, ScanUndo
from desktop.services.badges import BadgeRow, badges, issue_badges
from desktop.services.delegations import ensure_delegation
from desktop.services.people_list import PersonRow, people
from desktop.services.photos import keep_picture, picture
from desktop.services.posts import PostDraft, PostRow, as_written, posts_of, set_posts
from desktop.services.ties import Ties, ties_of
from desktop.storage.journal import INSERT, journal_of

LONGEST_NAME = 120
_OF_PERSON = (
    "name_zh", "name_latin", "honorific_zh", "honorific_en", "postnominal_zh", "postnominal_en", "phone", "email",
    "language", "diet", "access", "tags",
)  # fmt: skip
_OF_REGISTRATION = ("role", "attendance", "seat", "escort", "note")
LONGEST: Mapping[str, int] = {
    "honorific_zh": 60, "honorific_en": 60, "postnominal_zh": 120, "postnominal_en": 120, "phone": 200, "email": 400,
    "language": 60, "diet": 300, "access": 300, "tags": 400, "role": 120, "attendance": 120, "seat": 60,
    "escort": 120, "delegation": 120, "note": 4000,
}  # fmt: skip
"""How many characters a field may have at most, where somebody types into it."""


class NoSuchPerson(UserError):
    code = "no_such_person"
    text = N_("There is no registration {registration} at this event.")


class NameTooLong(UserError):
    code = "name_too_long"
    text = N_("A name has at most {most} characters; this one has {length}.")


class NameMissing(UserError):
    code = "name_missing"
    text = N_("A person needs a name, in Chinese or in Latin letters.")


class TextTooLong(UserError):
    """``field`` of the values is the one that is meant, as ``PersonDraft`` calls it."""

    code = "text_too_long"
    text = N_("At most {most} characters have room here; this has {length}.")


class BadPhone(UserError):
    code = "bad_phone"
    text = N_("“{phone}” is no telephone number. Write several with / between them.")


class BadEmail(UserError):
    code = "bad_email"
    text = N_("“{email}” is no e-mail address. Write several with / between them.")


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """A check-in of one person, standing or taken back; ``by`` is who was at the desk, or entered it from paper."""

    check_in: UUID
    at: datetime
    checkpoint: LocalName
    desk: str
    by: str
    undone_at: datetime | None
    from_paper: bool = False


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """Everything about one person at one event."""

    row: PersonRow
    postnominal_zh: str
    postnominal_en: str
    phone: str
    email: str
    language: str
    diet: str
    access: str
    tags: str
    photo: bytes
    role: str
    attendance: str
    seat: str
    escort: str
    note: str
    phones: tuple[Phone, ...]
    delegation: LocalName
    ties: Ties
    posts: tuple[PostRow, ...]
    badges: tuple[BadgeRow, ...]
    check_ins: tuple[CheckInRow, ...]


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person's fields as a form gives them; None leaves a field as it is.

    ``delegation`` is one of its names, and makes the delegation where there is none; empty for none.
    ``photo`` is what ``photos.as_photo`` made, or empty bytes for none.
    """

    name_zh: str | None = None
    name_latin: str | None = None
    honorific_zh: str | None = None
    honorific_en: str | None = None
    postnominal_zh: str | None = None
    postnominal_en: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    diet: str | None = None
    access: str | None = None
    tags: str | None = None
    photo: bytes | None = None
    category_id: UUID | None = None
    status: Status | None = None
    role: str | None = None
    attendance: str | None = None
    seat: str | None = None
    escort: str | None = None
    delegation: str | None = None
    note: str | None = None
    posts: tuple[PostDraft, ...] | None = None


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who is on no list; ``principal`` is the registration of the guest whose companion they are."""

    category_id: UUID
    name_zh: str = ""
    name_latin: str = ""
    organisation: str = ""
    title: str = ""
    principal: UUID | None = None


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
        language=human.language,
        diet=human.diet,
        access=human.access,
        tags=human.tags,
        photo=picture(session, human.photo),
        role=registration.role,
        attendance=registration.attendance,
        seat=registration.seat,
        escort=registration.escort,
        note=registration.note,
        phones=contacts.phones(human.phone, _region(session, event_id)),
        delegation=LocalName(delegation.name_hant, delegation.name_hans, delegation.name_en)
        if delegation
        else LocalName(),
        posts=tuple(posts_of(session, human.id)),
        badges=tuple(badges(session, event_id, registration_id=registration_id)),
        check_ins=tuple(_check_ins(session, registration_id)),
        ties=ties_of(session, registration_id),
    )


def change_person(session: Session, event_id: UUID, registration_id: UUID, draft: PersonDraft) -> PersonDetail:
    """Change what ``draft`` gives.

    Raises ``NoSuchPerson``, ``NameMissing``, ``NameTooLong``, ``TextTooLong``, ``BadPhone`` or ``BadEmail``.
    """
    registration = session.get(Registration, registration_id)
    if registration is None or registration.event_id != event_id or registration.deleted_at is not None:
        raise NoSuchPerson(registration=registration_id)
    human = session.get_one(Person, registration.person_id)
    for target, names in ((human, _OF_PERSON), (registration, _OF_REGISTRATION)):
        for name in names:
            value = getattr(draft, name)
            if value is not None:
                setattr(target, name, _tidy(name, value))
    _check_name(human.name_zh, human.name_latin)
    if draft.phone is not None:
        human.phone_e164 = contacts.callable_numbers(human.phone, _region(session, event_id))
    human.folded = person_key(human.name_zh, human.name_latin)
    if draft.photo is not None:
        human.photo = keep_picture(session, "image/jpeg", draft.photo) if draft.photo else ""
    _place(session, registration, draft)
    if draft.posts is not None:
        set_posts(session, human.id, draft.posts)
    session.flush()
    return person(session, event_id, registration_id)


def _place(session: Session, registration: Registration, draft: PersonDraft) -> None:
    """What somebody is at the event, and with whom they travel."""
    registration.category_id = draft.category_id or registration.category_id
    registration.status = draft.status or registration.status
    if draft.delegation is not None:
        named = _tidy("delegation", draft.delegation)
        registration.delegation_id = ensure_delegation(session, registration.event_id, named) if named else None


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
        principal_id=guest.principal,
        list_order=last_order(session, event_id) + 1,
    )
    session.add(registration)
    session.flush()
    issue_badges(session, event_id, [registration.id])
    detail = person(session, event_id, registration.id)
    return detail, detail.badges[0]


def _phone(text: str) -> str:
    if wrong := contacts.not_a_phone(text):
        raise BadPhone(phone=wrong)
    return contacts.tidy_parts(clean(text))


def _email(text: str) -> str:
    if wrong := contacts.not_an_address(text):
        raise BadEmail(email=wrong)
    return contacts.tidy_parts(clean(text))


def _tags(text: str) -> str:
    return contacts.tidy_tags(clean(text))


_TIDY = {"phone": _phone, "email": _email, "tags": _tags, "note": clean_lines}


def _tidy(name: str, text: str) -> str:
    """What was typed into the field ``name``, as it is stored."""
    value = _TIDY.get(name, clean)(text)
    if len(value) > LONGEST.get(name, len(value)):
        raise TextTooLong(field=name, most=LONGEST[name], length=len(value))
    return value


def _region(session: Session, event_id: UUID) -> str:
    return contacts.region_of(session.get_one(Event, event_id).zone)


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


def _check_ins(session: Session, registration_id: UUID) -> list[CheckInRow]:
    found = session.execute(
        select(Scan.id, Scan.at, Scan.from_paper, Checkpoint, Desk, JournalEntry.who, ScanUndo.at)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .join(Desk, Desk.id == Scan.desk_id)
        .join(JournalEntry, and_(JournalEntry.row_id == Scan.id, JournalEntry.operation == INSERT))
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(
            Scan.registration_id == registration_id,
            Scan.verdict == Verdict.ADMITTED,
            Scan.direction == Direction.IN,
        )
        .order_by(Scan.at.desc())
    )
    return [
        CheckInRow(
            check_in=key,
            at=at,
            checkpoint=LocalName(checkpoint.name_hant, checkpoint.name_hans, checkpoint.name_en),
            desk=desk.name or desk.letter,
            by=who,
            undone_at=undone_at,
            from_paper=from_paper,
        )
        for key, at, from_paper, checkpoint, desk, who, undone_at in found
    ]
