"""The hard limits of an event: times that may not be passed, and which items each is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.models import Agreement, AgreementPerson, Hall, HardLimit, ProgrammeItem
from desktop.services.programme import ItemRow, living_item
from desktop.services.reasons import reason
from desktop.services.stage_names import GuestName, guest_names
from desktop.storage.journal import journal_of

LONGEST_WARNING = 24 * 3600
"""Seconds before it would break from which a limit may warn."""


class NoSuchLimit(UserError):
    code = "no_such_limit"
    text = N_("This limit was taken away meanwhile.")


class UnclearLimit(UserError):
    code = "unclear_limit"
    text = N_("A limit is about one guest, one item or one hall, or about the whole day.")


class BadWarning(UserError):
    code = "bad_warning"
    text = N_("A limit warns at most 24 hours before, and never after it.")


@dataclass(frozen=True, slots=True)
class LimitDraft:
    """A limit as a form gives it; at most one of guest, item and hall, none for the whole day. ``at`` is aware."""

    at: datetime
    registration_id: UUID | None = None
    item_id: UUID | None = None
    hall_id: UUID | None = None
    warn_seconds: int = 300
    why: str = ""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit as screens show it; ``guest``, ``item`` or ``hall`` is what it is about, none for the whole day."""

    id: UUID
    event_id: UUID
    registration_id: UUID | None
    item_id: UUID | None
    hall_id: UUID | None
    at: datetime
    warn_seconds: int
    why: str
    guest: GuestName | None = None
    item: LocalName = LocalName()  # noqa: RUF009  frozen
    hall: LocalName = LocalName()  # noqa: RUF009  frozen

    @property
    def whole(self) -> bool:
        """Whether it is about everything that happens, not about items that must happen before it."""
        return self.registration_id is None and self.item_id is None


def limits(session: Session, event_id: UUID) -> list[LimitRow]:
    """The limits of an event, the earliest first, but those about an item that was taken away."""
    found: Sequence[Any] = session.execute(
        select(HardLimit, ProgrammeItem, Hall)
        .outerjoin(ProgrammeItem, ProgrammeItem.id == HardLimit.item_id)
        .outerjoin(Hall, Hall.id == HardLimit.hall_id)
        .where(HardLimit.event_id == event_id, HardLimit.deleted_at.is_(None), ProgrammeItem.deleted_at.is_(None))
        .order_by(HardLimit.at, HardLimit.id)
    ).all()
    guests = guest_names(session, (row.registration_id for row, _item, _hall in found))
    return [
        LimitRow(
            row.id,
            row.event_id,
            row.registration_id,
            row.item_id,
            row.hall_id,
            row.at,
            row.warn_seconds,
            row.why,
            guests.get(row.registration_id),
            LocalName(item.title_hant, item.title_hans, item.title_en) if item is not None else LocalName(),
            LocalName(hall.name_hant, hall.name_hans, hall.name_en) if hall is not None else LocalName(),
        )
        for row, item, hall in found
    ]


def add_limit(session: Session, event_id: UUID, draft: LimitDraft) -> UUID:
    """Set a limit; returns its key. Raises ``UnclearLimit``, ``BadWarning``, ``SaidTooMuch`` or ``NoSuchItem``."""
    values = _values(session, draft)
    row = HardLimit(id=journal_of(session).new_id(), event_id=event_id, **values)
    session.add(row)
    session.flush()
    return row.id


def change_limit(session: Session, limit_id: UUID, draft: LimitDraft) -> None:
    """Make a limit what ``draft`` says; raises what ``add_limit`` does, or ``NoSuchLimit``."""
    row, values = _living(session, limit_id), _values(session, draft)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def remove_limit(session: Session, limit_id: UUID) -> None:
    """Take a limit away; raises ``NoSuchLimit``."""
    _living(session, limit_id).deleted_at = journal_of(session).now
    session.flush()


def parts(session: Session, event_id: UUID, rows: Iterable[ItemRow]) -> dict[UUID, set[UUID]]:
    """The items in which each registration has a part, at an agreement that is signed there too."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for row in rows:
        for person in row.people:
            if person.registration_id is not None:
                found[person.registration_id].add(row.id)
    signing = session.execute(
        select(AgreementPerson.registration_id, Agreement.item_id)
        .join(Agreement, Agreement.id == AgreementPerson.agreement_id)
        .where(
            Agreement.event_id == event_id,
            Agreement.deleted_at.is_(None),
            AgreementPerson.deleted_at.is_(None),
        )
    )
    for registration, item in signing:
        if registration is not None:
            found[registration].add(item)
    return found


def concerned(limit: LimitRow, rows: Sequence[ItemRow], parts: Mapping[UUID, set[UUID]]) -> frozenset[UUID]:
    """The items that must be over at a limit's time, of the day that it is in; ``rows`` are those of all days.

    That day is the latest one that begins before it: at half past midnight it is still the gala's.
    """
    if limit.item_id is not None:
        return frozenset({limit.item_id})
    day = _day(limit.at, rows)
    today = [row for row in rows if row.day == day]
    if limit.registration_id is not None:
        mine = parts.get(limit.registration_id, set())
        return frozenset(row.id for row in today if row.id in mine)
    return frozenset(row.id for row in today if limit.hall_id is None or row.hall_id == limit.hall_id)


def _day(at: datetime, rows: Iterable[ItemRow]) -> date | None:
    begins: dict[date, datetime] = {}
    for row in rows:
        begins[row.day] = min(begins.get(row.day, row.start), row.start)
    return max((day for day, start in begins.items() if start <= at < start + timedelta(days=2)), default=None)


def _living(session: Session, limit_id: UUID) -> HardLimit:
    row = session.get(HardLimit, limit_id)
    if row is None or row.deleted_at is not None:
        raise NoSuchLimit
    return row


def _values(session: Session, draft: LimitDraft) -> dict[str, Any]:
    if sum(key is not None for key in (draft.registration_id, draft.item_id, draft.hall_id)) > 1:
        raise UnclearLimit
    if not 0 <= draft.warn_seconds <= LONGEST_WARNING:
        raise BadWarning
    if draft.item_id is not None:
        living_item(session, draft.item_id)
    return {
        "registration_id": draft.registration_id, "item_id": draft.item_id, "hall_id": draft.hall_id,
        "at": draft.at, "warn_seconds": draft.warn_seconds, "why": reason(draft.why),
    }  # fmt: skip
