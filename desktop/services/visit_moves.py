"""What one does to blocks of a visit's board: move, stretch, leave out and pin them.

What another desk took away meanwhile is refused with ``TakenOut``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import Leg, Slot, Stop, VehiclePerson, VisitGroup
from desktop.services.visits_doors import keep_doors
from desktop.services.visits_edit import BadLegTime, BadStopTime
from desktop.services.visits_rows import living, remove_rows
from desktop.storage.journal import journal_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when."""

    start: datetime
    end: datetime


def put_stop(session: Session, group_id: UUID | None, stop_id: UUID, span: Span, *, together: bool = False) -> None:
    """Let a group be at a stop at another time; with ``together`` all groups that are there at the time it was.

    Without a group it is the stop's own time that changes. Raises ``BadStopTime``.
    """
    if not timedelta() < span.end - span.start <= _DAY:
        raise BadStopTime
    stop = _on(session, group_id, stop_id)
    own = Span(stop.starts_at, stop.starts_at + timedelta(seconds=stop.seconds))
    slots = _slots(session, stop_id)
    mine = slots.get(group_id) if group_id is not None else None
    was = _span(mine) or own
    if group_id is None or (together and was == own):
        stop.starts_at, stop.seconds = span.start, _seconds(span)
    elif not together:
        _put(session, group_id, stop_id, mine, span)
    if together:
        for slot in slots.values():
            if _span(slot) == was:
                slot.starts_at, slot.seconds = span.start, _seconds(span)
    session.flush()


def skip_stop(session: Session, group_id: UUID, stop_id: UUID) -> None:
    """Let a group not go to a stop."""
    stop = _on(session, group_id, stop_id)
    slot = _slots(session, stop_id).get(group_id)
    if slot is None:
        slot = Slot(id=journal_of(session).new_id(), group_id=group_id, stop_id=stop_id)
        session.add(slot)
    slot.starts_at, slot.seconds = None, 0
    session.flush()
    keep_doors(session, stop.visit_id)


def as_planned(session: Session, group_id: UUID, stop_id: UUID) -> None:
    """Let a group go to a stop at the time that the stop has for everybody."""
    stop = _on(session, group_id, stop_id)
    remove = _slots(session, stop_id).get(group_id)
    if remove is not None:
        remove.deleted_at = journal_of(session).now
    session.flush()
    keep_doors(session, stop.visit_id)


def pin_stop(session: Session, group_id: UUID, stop_id: UUID, *, pinned: bool) -> None:
    """Let the planner leave alone when a group is at a stop, or not."""
    stop, slot = _on(session, group_id, stop_id), _slots(session, stop_id).get(group_id)
    if slot is None:
        span = Span(stop.starts_at, stop.starts_at + timedelta(seconds=stop.seconds))
        slot = _put(session, group_id, stop_id, None, span)
    slot.pinned = pinned
    session.flush()


def put_leg(session: Session, leg_id: UUID, by: timedelta, end: datetime | None = None) -> None:
    """Move a leg as it is, or let it arrive at ``end``. Raises ``BadLegTime``."""
    row = living(session, Leg, leg_id)
    row.gathers_at, row.leaves_at = row.gathers_at + by, row.leaves_at + by
    if end is not None or row.arrives_at is not None:
        row.arrives_at = end or (row.arrives_at + by if row.arrives_at is not None else None)
    if row.arrives_at is not None and row.arrives_at <= row.leaves_at:
        raise BadLegTime
    session.flush()


def leave_vehicle(session: Session, visit_id: UUID, vehicle_id: UUID) -> None:
    """Let a visit do without a vehicle: without its legs, and whoever was to ride with it. The vehicle stays."""
    for model in (VehiclePerson, Leg):
        found = select(model.id).where(
            model.visit_id == visit_id, model.vehicle_id == vehicle_id, model.deleted_at.is_(None)
        )
        remove_rows(session, model, "id", session.scalars(found).all())
    keep_doors(session, visit_id)


def _on(session: Session, group_id: UUID | None, stop_id: UUID) -> Stop:
    """A stop that still stands, for a group that does."""
    if group_id is not None:
        living(session, VisitGroup, group_id)
    return living(session, Stop, stop_id)


def _slots(session: Session, stop_id: UUID) -> dict[UUID, Slot]:
    """The own times of groups at a stop."""
    rows = session.scalars(
        select(Slot)
        .join(VisitGroup, VisitGroup.id == Slot.group_id)
        .where(Slot.stop_id == stop_id, Slot.deleted_at.is_(None), VisitGroup.deleted_at.is_(None))
    )
    return {row.group_id: row for row in rows}


def _put(session: Session, group_id: UUID, stop_id: UUID, slot: Slot | None, span: Span) -> Slot:
    if slot is None:
        slot = Slot(id=journal_of(session).new_id(), group_id=group_id, stop_id=stop_id)
        session.add(slot)
    slot.starts_at, slot.seconds = span.start, _seconds(span)
    return slot


def _span(slot: Slot | None) -> Span | None:
    if slot is None or slot.starts_at is None:
        return None
    return Span(slot.starts_at, slot.starts_at + timedelta(seconds=slot.seconds))


def _seconds(span: Span) -> int:
    return int((span.end - span.start).total_seconds())
