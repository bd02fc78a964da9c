"""Badges: given to guests, listed, revoked, replaced, printed to PDF."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.tokens import SERIAL_ALPHABET, SERIAL_LENGTH, make_serial, make_token, read_serial
from desktop.domain.verdicts import EXPECTED
from desktop.errors import N_, UserError
from desktop.models import Badge, BadgePrint, Category, Desk, Person, Registration
from desktop.services.events import secrets_of
from desktop.services.reasons import reason
from desktop.storage.journal import insert_rows, journal_of

_SERIALS = len(SERIAL_ALPHABET) ** SERIAL_LENGTH


class NoSuchBadge(UserError):
    code = "no_such_badge"
    text = N_("There is no badge with the serial {serial} at this event.")


class RevokedAlready(UserError):
    code = "revoked_already"
    text = N_("Badge {serial} was revoked already.")


@dataclass(frozen=True, slots=True)
class BadgeRow:
    """A badge as lists show it; ``printed`` and ``revoked`` are moments, aware UTC."""

    badge: UUID
    registration: UUID
    serial: str
    token: str
    name_zh: str
    name_latin: str
    category_code: str
    category: LocalName
    prints: int
    revoked_at: datetime | None
    revoked_why: str

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


def issue_badges(
    session: Session,
    event_id: UUID,
    registrations: Sequence[UUID] | None = None,
    *,
    category_id: UUID | None = None,
    again: bool = False,
    random: Callable[[int], int] = secrets.randbits,
) -> int:
    """Give a badge to every expected guest who has none, or to those named; returns how many were given.

    A guest whose badge was taken away gets another only ``again``, or by name: printing for all must not undo that.
    ``random`` gives that many random bits; it is an argument so that a demo with a seed comes out the same twice.
    """
    journal = journal_of(session)
    valid = select(Badge.registration_id).where(
        Badge.event_id == event_id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None)
    )
    if registrations is not None:
        valid = valid.where(Badge.registration_id.in_(registrations))
    wanted = (
        select(Registration.id, Category.number)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.event_id == event_id,
            Registration.deleted_at.is_(None),
            Registration.id.not_in(valid),
        )
        .order_by(Registration.list_order, Registration.id)
    )
    if registrations is not None:
        wanted = wanted.where(Registration.id.in_(registrations))
    else:
        wanted = wanted.where(Registration.status.in_(EXPECTED))
        if not again:
            taken_away = select(Badge.registration_id).where(
                Badge.event_id == event_id, Badge.revoked_at.is_not(None), Badge.replaced_by_id.is_(None)
            )
            wanted = wanted.where(Registration.id.not_in(taken_away))
    if category_id is not None:
        wanted = wanted.where(Registration.category_id == category_id)
    rows = session.execute(wanted).all()
    if not rows:
        return 0
    secret = secrets_of(session, event_id)[0]
    letter = session.get_one(Desk, journal.actor.desk_id).letter
    serials = _free_serials(session, event_id, letter, len(rows), random)
    insert_rows(
        session,
        Badge,
        [
            {
                "id": journal.new_id(),
                "event_id": event_id,
                "registration_id": registration_id,
                "token": make_token(secret, random(80), number, letter),
                "serial": serial,
                "issued_at": journal.now,
            }
            for (registration_id, number), serial in zip(rows, serials, strict=True)
        ],
    )
    return len(rows)


def badges(
    session: Session, event_id: UUID, *, category_id: UUID | None = None, registration_id: UUID | None = None
) -> list[BadgeRow]:
    """The badges of an event with who wears them, in the order of the organisers' list."""
    prints = select(BadgePrint.badge_id, func.count().label("n")).group_by(BadgePrint.badge_id).subquery("prints")
    query = (
        select(Badge, Person.name_zh, Person.name_latin, Category, func.coalesce(prints.c.n, 0))
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(prints, prints.c.badge_id == Badge.id)
        .where(Badge.event_id == event_id, Badge.deleted_at.is_(None))
        .order_by(Registration.list_order, Badge.id)
    )
    if category_id is not None:
        query = query.where(Registration.category_id == category_id)
    if registration_id is not None:
        query = query.where(Registration.id == registration_id)
    return [
        BadgeRow(
            badge=badge.id,
            registration=badge.registration_id,
            serial=badge.serial,
            token=badge.token,
            name_zh=name_zh,
            name_latin=name_latin,
            category_code=category.code,
            category=LocalName(category.name_hant, category.name_hans, category.name_en),
            prints=n,
            revoked_at=badge.revoked_at,
            revoked_why=badge.revoked_why,
        )
        for badge, name_zh, name_latin, category, n in session.execute(query)
    ]


def revoke_badge(session: Session, event_id: UUID, serial: str, why: str) -> BadgeRow:
    """Make a badge worthless, for the reason given; raises ``NoSuchBadge``, ``RevokedAlready`` or ``SaidTooMuch``."""
    badge = _by_serial(session, event_id, serial)
    if badge.revoked_at is not None:
        raise RevokedAlready(serial=badge.serial)
    badge.revoked_at, badge.revoked_why = journal_of(session).now, reason(why)
    session.flush()
    return next(
        row for row in badges(session, event_id, registration_id=badge.registration_id) if row.badge == badge.id
    )


def replace_badge(session: Session, event_id: UUID, registration_id: UUID, why: str) -> BadgeRow:
    """Give a guest a new badge; the one they had says at the desk which serial is valid now.

    Raises ``SaidTooMuch``.
    """
    held = select(Badge).where(Badge.registration_id == registration_id, Badge.revoked_at.is_(None))
    _replace(session, event_id, session.scalars(held.where(Badge.deleted_at.is_(None))).all(), [registration_id], why)
    return next(row for row in badges(session, event_id, registration_id=registration_id) if row.revoked_at is None)


def replace_printed(
    session: Session,
    event_id: UUID,
    registrations: Sequence[UUID] | None = None,
    *,
    category_id: UUID | None = None,
    in_doubt: Collection[UUID] = (),
    why: str,
) -> int:
    """Replace every valid badge that is on paper already, of all or of those named; returns how many those were.

    Badges ``in_doubt`` may be on paper and are replaced too. Raises ``SaidTooMuch``.
    """
    held = session.scalars(_on_paper(event_id, registrations, category_id, in_doubt)).all()
    _replace(session, event_id, held, [badge.registration_id for badge in held], why)
    return len(held)


def printed_already(
    session: Session,
    event_id: UUID,
    registrations: Sequence[UUID] | None = None,
    *,
    category_id: UUID | None = None,
    in_doubt: Collection[UUID] = (),
) -> int:
    """How many valid badges, of all or of those named, are on paper already; those ``in_doubt`` count."""
    held = _on_paper(event_id, registrations, category_id, in_doubt)
    return session.scalar(select(func.count()).select_from(held.subquery())) or 0


def _on_paper(
    event_id: UUID, registrations: Sequence[UUID] | None, category_id: UUID | None, in_doubt: Collection[UUID]
) -> Select[Badge]:
    held = (
        select(Badge)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(
            Badge.event_id == event_id,
            Badge.revoked_at.is_(None),
            Badge.deleted_at.is_(None),
            Registration.deleted_at.is_(None),
            exists().where(BadgePrint.badge_id == Badge.id) | Badge.id.in_(in_doubt),
        )
    )
    if registrations is not None:
        held = held.where(Registration.id.in_(registrations))
    return held if category_id is None else held.where(Registration.category_id == category_id)


def _replace(session: Session, event_id: UUID, held: Sequence[Badge], registrations: Sequence[UUID], why: str) -> None:
    said = reason(why)
    for badge in held:
        badge.revoked_at, badge.revoked_why = journal_of(session).now, said
    session.flush()
    issue_badges(session, event_id, registrations)
    new = select(Badge.registration_id, Badge.id).where(
        Badge.registration_id.in_(registrations), Badge.revoked_at.is_(None), Badge.deleted_at.is_(None)
    )
    now: dict[UUID, UUID] = dict(session.execute(new).all())
    for badge in held:
        badge.replaced_by_id = now[badge.registration_id]
    session.flush()


def is_void(session: Session, event_id: UUID, who: str, at: datetime) -> bool:
    """Whether ``who`` is the serial of a badge that was revoked by then, and its guest was given no other since."""
    serial = read_serial(who)
    if serial is None:
        return False
    given = select(Badge).where(Badge.event_id == event_id, Badge.deleted_at.is_(None))
    badge = session.scalar(given.where(Badge.serial == serial))
    if badge is None or badge.revoked_at is None or badge.revoked_at > at:
        return False
    valid = given.where(Badge.registration_id == badge.registration_id, Badge.revoked_at.is_(None))
    return session.scalar(valid) is None


def _by_serial(session: Session, event_id: UUID, serial: str) -> Badge:
    wanted = read_serial(serial)
    found = session.scalar(
        select(Badge).where(Badge.event_id == event_id, Badge.serial == wanted, Badge.deleted_at.is_(None))
    )
    if wanted is None or found is None:
        raise NoSuchBadge(serial=serial)
    return found


def _free_serials(session: Session, event_id: UUID, letter: str, count: int, random: Callable[[int], int]) -> list[str]:
    taken = set(session.scalars(select(Badge.serial).where(Badge.event_id == event_id)))
    made: list[str] = []
    while len(made) < count:
        serial = make_serial(letter, random(64) % _SERIALS)
        if serial not in taken:
            taken.add(serial)
            made.append(serial)
    return made
