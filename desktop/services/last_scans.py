"""What a desk did last: the strip of its scans, and the check-in that its undo takes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.verdicts import Direction, Reason, Verdict
from desktop.models import JournalEntry, Person, Registration, Scan, ScanUndo
from desktop.services.arrivals import not_undone
from desktop.services.checkin import ScanResult, undo
from desktop.services.walk_ins import Listed, take_off
from desktop.storage.journal import INSERT


@dataclass(frozen=True, slots=True)
class LastScan:
    """One scan as the strip shows it; ``name`` is empty for what is not ours, and for what was not received yet."""

    scan: UUID
    at: datetime
    verdict: Verdict
    name: str
    undone: bool = False
    direction: Direction = Direction.IN
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A check-in that was undone, and what became of the guest's registration.

    ``others`` are those of the same act: of a group that was admitted at once.
    """

    result: ScanResult
    listed: Listed = Listed.BEFORE
    others: tuple[ScanResult, ...] = ()


def last_scans(session: Session, event_id: UUID, checkpoint_id: UUID, desk_id: UUID, limit: int = 12) -> list[LastScan]:
    """The last scans of a desk at a checkpoint, the newest first."""
    found = session.execute(
        select(Scan, Person.name_zh, Person.name_latin, ScanUndo.id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .join(JournalEntry, _made_by(desk_id))
        .where(Scan.event_id == event_id, Scan.checkpoint_id == checkpoint_id)
        .order_by(JournalEntry.sequence.desc())
        .limit(limit)
    )
    return [
        LastScan(
            scan.id,
            scan.at,
            scan.verdict,
            name_zh or name_latin or "",
            undone is not None,
            scan.direction,
            scan.reason,
        )
        for scan, name_zh, name_latin, undone in found
    ]


def undo_last(session: Session, event_id: UUID, checkpoint_id: UUID, desk_id: UUID, why: str = "") -> TakenBack | None:
    """Take back the last check-in or check-out of a desk at a checkpoint that stands; None where there is none.

    What was one act is taken back whole: a group goes together, and a walk-in comes off the list too, unless something
    depends on it by now. Raises ``checkin.NeedsReason`` where a guest's category asks ``why``.
    """
    last = session.scalar(_undoable(event_id, checkpoint_id, desk_id))
    if last is None:
        return None
    others = [key for key in _same_act(session, last) if key != last]
    result = undo(session, last, why)
    listed = take_off(session, last, result.guest.registration) if result.guest else Listed.BEFORE
    return TakenBack(result, listed, tuple(undo(session, key, why) for key in others))


def _same_act(session: Session, scan_id: UUID) -> Sequence[UUID]:
    """The check-ins that were made in one act with a scan and stand."""
    entry, other = aliased(JournalEntry), aliased(JournalEntry)
    query = (
        select(Scan.id)
        .join(other, (other.row_id == Scan.id) & (other.operation == INSERT))
        .join(entry, entry.action == other.action)
        .where(entry.row_id == scan_id, entry.operation == INSERT, Scan.verdict == Verdict.ADMITTED, not_undone())
    )
    return session.scalars(query).all()


def _undoable(event_id: UUID, checkpoint_id: UUID, desk_id: UUID) -> Select[UUID]:
    return (
        select(Scan.id)
        .join(JournalEntry, _made_by(desk_id))
        .where(
            Scan.event_id == event_id,
            Scan.checkpoint_id == checkpoint_id,
            Scan.verdict == Verdict.ADMITTED,
            not_undone(),
        )
        .order_by(JournalEntry.sequence.desc())
        .limit(1)
    )


def _made_by(desk_id: UUID) -> ColumnElement[bool]:
    """A scan's entry in a desk's journal, whose order is that of its acts even where its clock was set back."""
    return and_(JournalEntry.desk_id == desk_id, JournalEntry.operation == INSERT, JournalEntry.row_id == Scan.id)
