"""The people of an event as lines of a list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.text import LocalName, Posted
from desktop.domain.verdicts import Status, Verdict
from desktop.models import Badge, BadgePrint, Category, Delegation, Organisation, Person, Post, Registration, Scan
from desktop.services.arrivals import standing

_MANY = 10_000
"""SQLite takes 32,766 values in a statement; long before, it is quicker to read everybody."""
REGISTERED = frozenset(
    {"registration", "person", "post", "organisation", "badge", "badge_print", "scan", "scan_undo", "category"}
)
"""The tables whose changes change a line of the people list."""


class Show(StrEnum):
    """Which part of the list is wanted."""

    ALL = "all"
    ARRIVED = "arrived"
    ABSENT = "absent"
    ABSENT_VIPS = "absent_vips"
    UNPRINTED = "unprinted"


@dataclass(frozen=True, slots=True)
class PersonRow(Posted):
    """One line of the people list. ``arrived_at`` is the first check-in that stands, aware UTC.

    The organisation is that of the first post that names one.
    """

    id: UUID
    person: UUID
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    organisation_name: LocalName
    title_name: LocalName
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
    seat: str
    delegation: LocalName
    tags: str
    phone: str
    language: str
    diet: str
    access: str
    role: str
    escort: str
    note: str

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


def people(
    session: Session,
    event_id: UUID,
    *,
    category_id: UUID | None = None,
    show: Show = Show.ALL,
    only: Collection[UUID] | None = None,
) -> list[PersonRow]:
    """The people of an event in the order of the organisers' list; ``only`` asks for these registrations."""
    query = _lines().where(registered(event_id, only))
    if category_id is not None:
        query = query.where(Registration.category_id == category_id)
    rows = [_line(row) for row in session.execute(query).all()]
    if only is not None and len(only) > _MANY:
        asked = frozenset(only)
        rows = [row for row in rows if row.id in asked]
    if show is Show.UNPRINTED:
        return [row for row in rows if not row.printed]
    if show is Show.ARRIVED:
        return [row for row in rows if row.arrived_at is not None]
    if show in (Show.ABSENT, Show.ABSENT_VIPS):
        missing = [row for row in rows if row.arrived_at is None and row.status.expected]
        return missing if show is Show.ABSENT else [row for row in missing if row.vip]
    return rows


def registered(event_id: UUID, only: Collection[UUID] | None = None) -> ColumnElement[bool]:
    """Whether a registration is one of this event, and of ``only`` where those are few enough to be named."""
    here = and_(Registration.event_id == event_id, Registration.deleted_at.is_(None))
    if only is None or len(only) > _MANY:
        return here
    # With the event as a bare condition SQLite reads the whole event to find a few of it.
    return and_(Registration.id.in_(only), case((here, 1), else_=0) == 1)


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Registration.id, Registration.person_id, Person.name_zh, Person.name_latin, Person.honorific_zh,
            Person.honorific_en, Organisation.name_zh, Organisation.name_en, Post.title_zh, Post.title_en,
            Category.id, Category.code, Category.name_hant, Category.name_hans, Category.name_en, Category.colour,
            Category.vip, Registration.status, Badge.serial, _printed(), _arrived_at(), Registration.list_order,
            Registration.seat, Delegation.name_hant, Delegation.name_hans, Delegation.name_en, Person.tags,
            Person.phone, Person.language, Person.diet, Person.access, Registration.role, Registration.escort,
            Registration.note,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .outerjoin(Post, and_(Post.person_id == Person.id, Post.rank == 1, Post.deleted_at.is_(None)))
        .outerjoin(Organisation, Organisation.id == _place())
        .outerjoin(
            Badge,
            and_(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None)),
        )
        .order_by(Registration.list_order, Registration.id)
    )  # fmt: skip


def _place() -> ScalarSelect[UUID | None]:
    """The organisation of the first post that names one: an honour that comes first often has none."""
    named = aliased(Post)
    return (
        select(named.organisation_id)
        .where(named.person_id == Person.id, named.organisation_id.is_not(None), named.deleted_at.is_(None))
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
        organisation_name=LocalName(row[6] or "", row[6] or "", row[7] or ""),
        title_name=LocalName(row[8] or "", row[8] or "", row[9] or ""),
        category_id=row[10],
        category_code=row[11],
        category=LocalName(row[12], row[13], row[14]),
        colour=row[15],
        vip=row[16],
        status=row[17],
        serial=row[18] or "",
        printed=bool(row[19]),
        arrived_at=row[20],
        list_order=row[21],
        seat=row[22],
        delegation=LocalName(row[23] or "", row[24] or "", row[25] or ""),
        tags=row[26],
        phone=row[27],
        language=row[28],
        diet=row[29],
        access=row[30],
        role=row[31],
        escort=row[32],
        note=row[33],
    )
