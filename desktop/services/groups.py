"""People who come together: a delegation, an organisation, a guest with companions; admitted in one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Direction, Status, Verdict
from desktop.i18n import Translator
from desktop.models import Category, Delegation, Organisation, Person, Post, Registration, Scan
from desktop.services.arrivals import standing
from desktop.services.badges import is_void
from desktop.services.checkin import scan
from desktop.services.delegations_record import leaders
from desktop.services.readings import Override, Reading, ScanResult
from desktop.storage.journal import journal_of


class Together(StrEnum):
    """What people of a group have in common."""

    DELEGATION = "delegation"
    ORGANISATION = "organisation"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Group:
    """A group by its ``key``: a delegation's, an organisation's, or the registration that companions come with.

    ``name`` of a party is its guest's; ``size`` is how many are expected; ``leader`` is the registration of whoever
    leads a delegation, where that is known.
    """

    kind: Together
    key: UUID
    name: LocalName
    size: int
    leader: UUID | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group; ``came`` is whether they are checked in at the checkpoint that was asked about."""

    registration: UUID
    name_zh: str
    name_latin: str
    category: LocalName
    colour: str
    status: Status
    came: bool

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin

    @property
    def awaited(self) -> bool:
        """Whether this one is expected and not here yet: those who are ticked before anybody says who is absent."""
        return self.status.expected and not self.came


def groups_of(session: Session, event_id: UUID, registration_id: UUID) -> list[Group]:
    """The groups of more than one that a guest belongs to, the closest first."""
    guest = session.get_one(Registration, registration_id)
    person = session.get_one(Person, guest.person_id)
    host = guest if guest.principal_id is None else session.get_one(Registration, guest.principal_id)
    if host is not guest:
        person = session.get_one(Person, host.person_id)
    found = [(Together.PARTY, host.id, LocalName(person.name_zh, "", person.name_latin))]
    delegation = session.get(Delegation, guest.delegation_id) if guest.delegation_id is not None else None
    if delegation is not None:
        found.append((Together.DELEGATION, delegation.id, _name(delegation)))
    bodies = (
        select(Organisation)
        .join(Post, Post.organisation_id == Organisation.id)
        .where(Post.person_id == guest.person_id, Post.deleted_at.is_(None))
        .order_by(Post.rank)
    )
    for body in session.scalars(bodies):
        found.append((Together.ORGANISATION, body.id, LocalName(body.name_zh, "", body.name_en)))  # noqa: PERF401
    led = leaders(session, [key for kind, key, _name in found if kind is Together.DELEGATION])
    sized = [Group(kind, key, name, _size(session, event_id, kind, key), led.get(key)) for kind, key, name in found]
    return [group for group in sized if group.size > 1]


def group_of_delegation(session: Session, event_id: UUID, delegation_id: UUID) -> Group:
    """Those who travel with a delegation."""
    kind, name = Together.DELEGATION, _name(session.get_one(Delegation, delegation_id))
    led = leaders(session, [delegation_id]).get(delegation_id)
    return Group(kind, delegation_id, name, _size(session, event_id, kind, delegation_id), led)


def members(session: Session, event_id: UUID, checkpoint_id: UUID, kind: Together, key: UUID) -> list[Member]:
    """All of a group in the order of the organisers' list, those who do not come included."""
    came = exists().where(
        Scan.registration_id == Registration.id,
        Scan.checkpoint_id == checkpoint_id,
        Scan.verdict == Verdict.ADMITTED,
        standing(),
    )
    rows = session.execute(
        select(Registration.id, Person.name_zh, Person.name_latin, Category, Registration.status, came)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(_in(event_id, kind, key))
        .order_by(Registration.list_order, Registration.id)
    )
    return [
        Member(
            guest, name_zh, name_latin, LocalName(row.name_hant, row.name_hans, row.name_en), row.colour, status, here
        )
        for guest, name_zh, name_latin, row, status, here in rows
    ]


def here_words(_: Translator, group: Group, people: Iterable[Member]) -> str:
    """How many of a group are here, and whether whoever leads it is: 8 of 11 here, leader not yet."""
    expected = [one for one in people if one.status.expected]
    leader = next((one for one in expected if one.registration == group.leader), None)
    return came_words(_, sum(one.came for one in expected), len(expected), leader.came if leader is not None else None)


def came_words(_: Translator, n: int, total: int, leader: bool | None) -> str:
    """How many of a group are here, and whether its ``leader`` is, None where nobody leads it."""
    if leader is None:
        return _("{n} of {total} here", n=n, total=total)
    if leader:
        return _("{n} of {total} here, the leader too", n=n, total=total)
    return _("{n} of {total} here, leader not yet", n=n, total=total)


def admit_group(
    session: Session,
    reading: Reading,
    registrations: Sequence[UUID],
    override: Override | None = None,
    named: Mapping[UUID, str] | None = None,
) -> list[ScanResult]:
    """A verdict on each of ``registrations``, all in the caller's transaction; ``reading`` says where and when.

    ``named`` is by what some of them were named: the serial of a badge that was revoked gets the badge's verdict.
    They are one act: ``last_scans.undo_last`` takes all of them back.
    """
    each = replace(reading, content="", nonce=None, direction=reading.direction or Direction.IN)
    at, found = reading.at or journal_of(session).now, []
    for key in registrations:
        text = (named or {}).get(key, "")
        void = is_void(session, reading.event_id, text, at)
        one = replace(each, content=text) if void else replace(each, registration_id=key)
        found.append(scan(session, one, override))
    return found


def _name(delegation: Delegation) -> LocalName:
    return LocalName(delegation.name_hant, delegation.name_hans, delegation.name_en)


def _in(event_id: UUID, kind: Together, key: UUID) -> ColumnElement[bool]:
    at_event = (Registration.event_id == event_id) & Registration.deleted_at.is_(None)
    if kind is Together.DELEGATION:
        return at_event & (Registration.delegation_id == key)
    if kind is Together.PARTY:
        return at_event & or_(Registration.id == key, Registration.principal_id == key)
    held = exists().where(
        Post.person_id == Registration.person_id, Post.organisation_id == key, Post.deleted_at.is_(None)
    )
    return at_event & held


def _size(session: Session, event_id: UUID, kind: Together, key: UUID) -> int:
    expected = Registration.status.in_([status for status in Status if status.expected])
    query = select(func.count()).select_from(Registration).where(_in(event_id, kind, key), expected)
    return session.scalar(query) or 0
