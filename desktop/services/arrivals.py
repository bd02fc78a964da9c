"""Arrivals: who was expected, who is here, who is still missing, and how fast they come."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, fold
from desktop.domain.verdicts import Direction, Status, Verdict
from desktop.models import (
    Badge,
    Category,
    Delegation,
    Desk,
    Event,
    Organisation,
    Person,
    Post,
    Registration,
    Scan,
    ScanUndo,
)
from desktop.services.checkpoints import checkpoints, named_guests
from desktop.services.whereabouts import count_inside, left

COUNTED = frozenset(
    {
        *("registration", "scan", "scan_undo", "category", "delegation", "checkpoint", "checkpoint_category"),
        *("checkpoint_tag", "checkpoint_guest", "checkpoint_leaves", "checkpoint_item"),
    }
)
"""The tables whose changes change the arrivals."""


class By(StrEnum):
    """What arrivals are counted by."""

    CATEGORY = "category"
    ORGANISATION = "organisation"
    DELEGATION = "delegation"
    CHECKPOINT = "checkpoint"
    DESK = "desk"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a kind: expected, arrived among all, absent of those expected, ``left`` of those who arrived."""

    key: str
    name: LocalName
    expected: int
    arrived: int
    absent: int
    colour: str = ""
    left: int = 0

    @property
    def inside(self) -> int:
        """How many are here now."""
        return self.arrived - self.left


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
    """The whole picture. ``per_minute`` is the rate over the last ten minutes.

    ``not_received`` are genuine badges that were admitted though nobody here knows yet whose they are.
    """

    expected: int
    arrived: int
    absent: int
    rows: tuple[Tally, ...]
    minutes: tuple[Minute, ...]
    per_minute: float
    missing_vips: tuple[Missing, ...]
    left: int = 0
    not_received: int = 0

    @property
    def inside(self) -> int:
        """How many are here now."""
        return self.arrived - self.left


_RATE_MINUTES = 10


def standing() -> ColumnElement[bool]:
    """Whether a scan that admitted is a check-in that stands: it let somebody in, and was not taken back."""
    return and_(Scan.direction == Direction.IN, not_undone())


def not_undone() -> ColumnElement[bool]:
    """Whether a scan was not taken back."""
    return ~exists().where(ScanUndo.scan_id == Scan.id).correlate(Scan)


def arrivals(session: Session, event_id: UUID, now: datetime, by: By = By.CATEGORY) -> Arrivals:
    """Count an event's guests; a guest has arrived with the first check-in that stands, wherever it was."""
    minutes = _minutes(session, event_id)
    since = now - timedelta(minutes=_RATE_MINUTES)
    recent = sum(minute.check_ins for minute in minutes if minute.at >= since)
    gone = left(session, event_id)
    counts = _counts(session, event_id, _KEYS.get(by, Registration.category_id), gone)
    rows = _by_checkpoint(session, event_id, now) if by is By.CHECKPOINT else _ROWS[by](session, event_id, counts)
    return Arrivals(
        expected=sum(count.expected for count in counts.values()),
        arrived=sum(count.arrived for count in counts.values()),
        absent=sum(count.absent for count in counts.values()),
        rows=tuple(rows),
        minutes=tuple(minutes),
        per_minute=recent / _RATE_MINUTES,
        missing_vips=tuple(_missing_vips(session, event_id)),
        left=len(gone),
        not_received=_not_received(session, event_id),
    )


def head_count(session: Session, event_id: UUID, checkpoint_id: UUID | None = None) -> tuple[int, int]:
    """How many have arrived, and how many are expected.

    At a checkpoint, those who have entered there, of those who may.
    """
    if checkpoint_id is None:
        return _arrived(session, event_id), _expected(session, event_id)
    may_enter = and_(_in_event(event_id), _allowed(session, event_id, checkpoint_id))
    came = select(func.count().filter(_is_here(checkpoint_id)), func.count().filter(_EXPECTED)).where(may_enter)
    arrived, expected = session.execute(came).one()
    return arrived, expected


_EXPECTED = Registration.status.in_([status for status in Status if status.expected])


def _in_event(event_id: UUID) -> ColumnElement[bool]:
    return and_(Registration.event_id == event_id, Registration.deleted_at.is_(None))


def _is_here(checkpoint_id: UUID | None = None) -> ColumnElement[bool]:
    """Whether a guest has come in, at this checkpoint or at any."""
    came_in = exists().where(Scan.registration_id == Registration.id, Scan.verdict == Verdict.ADMITTED, standing())
    received = _unknown_then(select(Badge.registration_id).join(Scan, Scan.raw == Badge.token))
    if checkpoint_id is not None:
        there = Scan.checkpoint_id == checkpoint_id
        came_in, received = came_in.where(there), received.where(there)
    return or_(came_in.correlate(Registration), Registration.id.in_(received))


def _unknown_then(scans: Select[Any]) -> Select[Any]:
    """Of ``scans`` those that let in a genuine badge of which nothing more was known then."""
    return scans.where(Scan.registration_id.is_(None), Scan.raw != "", Scan.verdict == Verdict.ADMITTED, standing())


def _first(event_id: UUID) -> Subquery:
    """The first check-in of each guest who is counted: its ``desk_id`` and ``at``."""
    counted = select(Registration.id).where(_in_event(event_id))
    received = select(Badge.registration_id).where(Badge.token == Scan.raw).correlate(Scan).scalar_subquery()
    who = func.coalesce(Scan.registration_id, received)
    return (
        select(Scan.desk_id, func.min(Scan.at).label("at"))
        .where(Scan.event_id == event_id, Scan.verdict == Verdict.ADMITTED, standing(), who.in_(counted))
        .group_by(who)
        .subquery()
    )


def _expected(session: Session, event_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(Registration).where(_in_event(event_id), _EXPECTED)) or 0


def _arrived(session: Session, event_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(Registration).where(_in_event(event_id), _is_here())) or 0


def _allowed(session: Session, event_id: UUID, checkpoint_id: UUID) -> ColumnElement[bool]:
    """Whether a registration is among those whom a checkpoint is for; one that was taken away is for nobody."""
    row = next((row for row in checkpoints(session, event_id) if row.id == checkpoint_id), None)
    if row is None:
        return false()
    if row.for_everyone:
        return true()
    chosen = or_(Registration.category_id.in_(row.category_ids), Registration.id.in_(named_guests(session, row)))
    if not row.tags:
        return chosen
    wanted = set(map(fold, row.tags))
    lists = session.scalars(
        select(Person.tags)
        .join(Registration, Registration.person_id == Person.id)
        .where(_in_event(event_id), Person.tags != "")
        .distinct()
    )
    fitting = [tags for tags in lists if not wanted.isdisjoint(map(fold, tags.split(",")))]
    return or_(chosen, Registration.person_id.in_(select(Person.id).where(Person.tags.in_(fitting))))


def _not_received(session: Session, event_id: UUID) -> int:
    """How many badges were admitted of which nothing is known but that they are genuine."""
    query = select(func.count(Scan.raw.distinct())).where(
        Scan.event_id == event_id,
        Scan.raw != "",
        Scan.registration_id.is_(None),
        Scan.verdict == Verdict.ADMITTED,
        standing(),
        ~exists().where(Badge.token == Scan.raw).correlate(Scan),
    )
    return session.scalar(query) or 0


def _by_category(session: Session, event_id: UUID, counts: "_Counts") -> list[Tally]:
    found = session.scalars(
        select(Category)
        .where(Category.event_id == event_id, Category.deleted_at.is_(None))
        .order_by(Category.precedence, Category.number)
    )
    return [counts[row.id].named(row.code, _local(row), row.colour) for row in found if row.id in counts]


def _by_delegation(session: Session, event_id: UUID, counts: "_Counts") -> list[Tally]:
    found = session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event_id, Delegation.deleted_at.is_(None))
        .order_by(Delegation.name_hant, Delegation.name_en)
    )
    rows = [counts[row.id].named(row.id.hex, _local(row)) for row in found if row.id in counts]
    alone = [counts[None].named("", LocalName())] if None in counts else []
    return rows + alone


def _by_organisation(session: Session, _event_id: UUID, counts: "_Counts") -> list[Tally]:
    """By the organisation, the largest first."""
    names = {row.id: LocalName(row.name_zh, "", row.name_en) for row in session.scalars(select(Organisation))}
    rows = [count.named(key.hex, names[key]) for key, count in counts.items() if key is not None]
    rows.sort(key=lambda row: (-row.expected, row.name.hant or row.name.en))
    return rows + ([counts[None].named("", LocalName())] if None in counts else [])


def _by_checkpoint(session: Session, event_id: UUID, now: datetime) -> list[Tally]:
    """By checkpoint: those who may enter, those who have, and those of them who are not in there now."""
    rows = []
    for row in checkpoints(session, event_id):
        arrived, expected = head_count(session, event_id, row.id)
        there = count_inside(session, event_id, row.id, now, guests=True)
        absent = max(0, expected - arrived)
        rows.append(Tally(row.code, row.name, expected, arrived, absent, left=max(0, arrived - there)))
    return rows


def _by_desk(session: Session, event_id: UUID, _counts: "_Counts") -> list[Tally]:
    """By the desk of each guest's first check-in; a desk expects nobody in particular."""
    first = _first(event_id)
    counted = session.execute(select(first.c.desk_id, func.count()).group_by(first.c.desk_id))
    counts: dict[UUID, int] = dict(counted.all())
    return [
        Tally(desk.letter, LocalName(en=desk.name or desk.letter), 0, counts[desk.id], 0)
        for desk in session.scalars(select(Desk).where(Desk.deleted_at.is_(None)).order_by(Desk.letter))
        if desk.id in counts
    ]


def _by_minute(session: Session, event_id: UUID, _counts: "_Counts") -> list[Tally]:
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


class _Count(NamedTuple):
    """Expected, arrived, absent and left of a kind."""

    expected: int
    arrived: int
    absent: int
    left: int

    def named(self, key: str, name: LocalName, colour: str = "") -> Tally:
        return Tally(key, name, self.expected, self.arrived, self.absent, colour, self.left)


def _counts(
    session: Session, event_id: UUID, key: SQLColumnExpression[Any], gone: Collection[UUID]
) -> dict[UUID | None, _Count]:
    """What is counted, by ``key``."""
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
    went: Counter[UUID | None] = Counter()
    if gone:
        of_all = session.execute(select(Registration.id, key).where(_in_event(event_id)))
        went.update(found for guest, found in of_all if guest in gone)
    return {found: _Count(expected, here, absent, went[found]) for found, expected, here, absent in rows}


_Counts = Mapping[UUID | None, _Count]
_KEYS: Mapping[By, SQLColumnExpression[Any]] = {
    By.CATEGORY: Registration.category_id,
    By.DELEGATION: Registration.delegation_id,
    # That of each guest's first post.
    By.ORGANISATION: (
        select(Post.organisation_id)
        .where(Post.person_id == Registration.person_id, Post.deleted_at.is_(None))
        .order_by(Post.rank)
        .limit(1)
        .correlate(Registration)
        .scalar_subquery()
    ),
}
"""What the rows of each kind are counted by; the sum over all of them is everybody."""
_ROWS = {
    By.CATEGORY: _by_category,
    By.ORGANISATION: _by_organisation,
    By.DELEGATION: _by_delegation,
    By.DESK: _by_desk,
    By.MINUTE: _by_minute,
}


def _local(row: Category | Delegation) -> LocalName:
    return LocalName(row.name_hant, row.name_hans, row.name_en)


def _minutes(session: Session, event_id: UUID) -> list[Minute]:
    """How many guests came first in each minute, those minutes in which anyone did."""
    first = _first(event_id)
    minute = func.substr(first.c.at, 1, 16)
    rows = session.execute(select(minute, func.count()).group_by(minute).order_by(minute)).all()
    return [Minute(datetime.fromisoformat(f"{at}:00+00:00"), count) for at, count in rows]


def _missing_vips(session: Session, event_id: UUID) -> list[Missing]:
    vips = select(Category.id).where(Category.event_id == event_id, Category.vip)
    rows = session.execute(
        select(Registration.id, Person.name_zh, Person.name_latin, Person.honorific_zh, Category)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(_in_event(event_id), Registration.category_id.in_(vips), _EXPECTED, ~_is_here())
        .order_by(Category.precedence, Registration.list_order)
    )
    return [
        Missing(key, name_zh, name_latin, honorific, LocalName(row.name_hant, row.name_hans, row.name_en), row.colour)
        for key, name_zh, name_latin, honorific, row in rows
    ]
