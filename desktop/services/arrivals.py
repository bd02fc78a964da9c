"""Arrivals: who was expected, who is here, who is still missing, and how fast they come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status, Verdict
from desktop.models import Category, CheckpointCategory, Delegation, Desk, Event, Person, Registration, Scan, ScanUndo

COUNTED = frozenset({"registration", "scan", "scan_undo", "category", "delegation", "checkpoint_category"})
"""The tables whose changes change the arrivals."""


class By(StrEnum):
    """What arrivals are counted by."""

    CATEGORY = "category"
    DELEGATION = "delegation"
    DESK = "desk"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a kind: expected, arrived among all, absent of those expected."""

    key: str
    name: LocalName
    expected: int
    arrived: int
    absent: int
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Minute:
    """Check-ins that were made within one minute, which starts ``at`` (aware UTC)."""

    at: datetime
    check_ins: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A VIP who is expected and not here."""

    registration: UUID
    name_zh: str
    name_latin: str
    honorific_zh: str
    category: LocalName
    colour: str

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The whole picture. ``per_minute`` is the rate over the last ten minutes."""

    expected: int
    arrived: int
    absent: int
    rows: tuple[Tally, ...]
    minutes: tuple[Minute, ...]
    per_minute: float
    missing_vips: tuple[Missing, ...]


_RATE_MINUTES = 10


def standing() -> ColumnElement[bool]:
    """Whether a scan was not taken back."""
    return ~exists().where(ScanUndo.scan_id == Scan.id).correlate(Scan)


def arrivals(session: Session, event_id: UUID, now: datetime, by: By = By.CATEGORY) -> Arrivals:
    """Count an event's guests; a guest has arrived with the first check-in that stands, wherever it was."""
    here = _arrived(session, event_id)
    expected = _expected(session, event_id)
    minutes = _minutes(session, event_id)
    since = now - timedelta(minutes=_RATE_MINUTES)
    recent = sum(minute.check_ins for minute in minutes if minute.at >= since)
    rows = {
        By.CATEGORY: _by_category,
        By.DELEGATION: _by_delegation,
        By.DESK: _by_desk,
        By.MINUTE: _by_minute,
    }[by](session, event_id)
    return Arrivals(
        expected=expected,
        arrived=here,
        absent=_absent(session, event_id),
        rows=tuple(rows),
        minutes=tuple(minutes),
        per_minute=recent / _RATE_MINUTES,
        missing_vips=tuple(_missing_vips(session, event_id)),
    )


def head_count(session: Session, event_id: UUID, checkpoint_id: UUID | None = None) -> tuple[int, int]:
    """How many have arrived, and how many are expected.

    At a checkpoint, those who have entered there, of those who may.
    """
    if checkpoint_id is None:
        return _arrived(session, event_id), _expected(session, event_id)
    allowed = session.scalars(
        select(CheckpointCategory.category_id).where(
            CheckpointCategory.checkpoint_id == checkpoint_id, CheckpointCategory.deleted_at.is_(None)
        )
    ).all()
    here = _in_event(event_id)
    may_enter = and_(here, Registration.category_id.in_(allowed)) if allowed else here
    came = select(func.count().filter(_is_here(checkpoint_id)), func.count().filter(_EXPECTED)).where(may_enter)
    arrived, expected = session.execute(came).one()
    return arrived, expected


_EXPECTED = Registration.status.in_([status for status in Status if status.expected])


def _in_event(event_id: UUID) -> ColumnElement[bool]:
    return and_(Registration.event_id == event_id, Registration.deleted_at.is_(None))


def _is_here(checkpoint_id: UUID | None = None) -> ColumnElement[bool]:
    """Whether a guest has come in, at this checkpoint or at any."""
    came_in = exists().where(Scan.registration_id == Registration.id, Scan.verdict == Verdict.ADMITTED, standing())
    at = came_in if checkpoint_id is None else came_in.where(Scan.checkpoint_id == checkpoint_id)
    return at.correlate(Registration)


def _expected(session: Session, event_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(Registration).where(_in_event(event_id), _EXPECTED)) or 0


def _arrived(session: Session, event_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(Registration).where(_in_event(event_id), _is_here())) or 0


def _absent(session: Session, event_id: UUID) -> int:
    query = select(func.count()).select_from(Registration).where(_in_event(event_id), _EXPECTED, ~_is_here())
    return session.scalar(query) or 0


def _by_category(session: Session, event_id: UUID) -> list[Tally]:
    counts = _counts(session, event_id, Registration.category_id)
    found = session.scalars(
        select(Category)
        .where(Category.event_id == event_id, Category.deleted_at.is_(None))
        .order_by(Category.precedence, Category.number)
    )
    return [
        Tally(row.code, LocalName(row.name_hant, row.name_hans, row.name_en), *counts[row.id], row.colour)
        for row in found
        if row.id in counts
    ]


def _by_delegation(session: Session, event_id: UUID) -> list[Tally]:
    counts = _counts(session, event_id, Registration.delegation_id)
    found = session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event_id, Delegation.deleted_at.is_(None))
        .order_by(Delegation.name_hant, Delegation.name_en)
    )
    rows = [
        Tally(row.id.hex, LocalName(row.name_hant, row.name_hans, row.name_en), *counts[row.id])
        for row in found
        if row.id in counts
    ]
    alone = [Tally("", LocalName(), *counts[None])] if None in counts else []
    return rows + alone


def _by_desk(session: Session, event_id: UUID) -> list[Tally]:
    """By the desk of each guest's first check-in; a desk expects nobody in particular."""
    first = (
        select(Scan.registration_id, Scan.desk_id, func.min(Scan.at))
        .where(Scan.event_id == event_id, Scan.verdict == Verdict.ADMITTED, standing())
        .group_by(Scan.registration_id)
        .subquery()
    )
    counted = session.execute(select(first.c.desk_id, func.count()).group_by(first.c.desk_id))
    counts: dict[UUID, int] = dict(counted.all())
    return [
        Tally(desk.letter, LocalName(en=desk.name or desk.letter), 0, counts[desk.id], 0)
        for desk in session.scalars(select(Desk).where(Desk.deleted_at.is_(None)).order_by(Desk.letter))
        if desk.id in counts
    ]


def _by_minute(session: Session, event_id: UUID) -> list[Tally]:
    zone = ZoneInfo(session.get_one(Event, event_id).zone)
    return [
        Tally(
            minute.at.astimezone(zone).isoformat(timespec="minutes"),
            LocalName(en=minute.at.astimezone(zone).strftime("%H:%M")),
            0,
            minute.check_ins,
            0,
        )
        for minute in _minutes(session, event_id)
    ]


def _counts(
    session: Session, event_id: UUID, key: InstrumentedAttribute[Any]
) -> dict[UUID | None, tuple[int, int, int]]:
    """Expected, arrived and absent by ``key``."""
    rows = session.execute(
        select(
            key,
            func.count().filter(_EXPECTED),
            func.count().filter(_is_here()),
            func.count().filter(_EXPECTED, ~_is_here()),
        )
        .where(_in_event(event_id))
        .group_by(key)
    ).all()
    return {found: (expected, here, absent) for found, expected, here, absent in rows}


def _minutes(session: Session, event_id: UUID) -> list[Minute]:
    """How many guests came first in each minute, those minutes in which anyone did."""
    first = (
        select(func.min(Scan.at).label("at"))
        .where(Scan.event_id == event_id, Scan.verdict == Verdict.ADMITTED, standing())
        .group_by(Scan.registration_id)
        .subquery()
    )
    minute = func.substr(first.c.at, 1, 16)
    rows = session.execute(select(minute, func.count()).group_by(minute).order_by(minute)).all()
    return [Minute(datetime.fromisoformat(f"{at}:00+00:00"), count) for at, count in rows]


def _missing_vips(session: Session, event_id: UUID) -> list[Missing]:
    rows = session.execute(
        select(Registration.id, Person.name_zh, Person.name_latin, Person.honorific_zh, Category)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(_in_event(event_id), Category.vip, _EXPECTED, ~_is_here())
        .order_by(Category.precedence, Registration.list_order)
    )
    return [
        Missing(key, name_zh, name_latin, honorific, LocalName(row.name_hant, row.name_hans, row.name_en), row.colour)
        for key, name_zh, name_latin, honorific, row in rows
    ]
