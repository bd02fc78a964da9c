"""What a desk did last: the strip of its scans, and the check-in that its undo takes back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.domain.verdicts import Verdict
from desktop.models import Person, Registration, Scan, ScanUndo
from desktop.services.arrivals import standing
from desktop.services.checkin import ScanResult, undo
from desktop.services.walk_ins import Listed, take_off


@dataclass(frozen=True, slots=True)
class LastScan:
    """One scan as the strip shows it; ``name`` is empty for what is not ours."""

    scan: UUID
    at: datetime
    verdict: Verdict
    name: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A check-in that was undone, and what became of the guest's registration."""

    result: ScanResult
    listed: Listed = Listed.BEFORE


def last_scans(session: Session, event_id: UUID, checkpoint_id: UUID, desk_id: UUID, limit: int = 12) -> list[LastScan]:
    """The last scans of a desk at a checkpoint, the newest first."""
    found = session.execute(
        select(Scan.id, Scan.at, Scan.verdict, Person.name_zh, Person.name_latin, ScanUndo.id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.event_id == event_id, Scan.checkpoint_id == checkpoint_id, Scan.desk_id == desk_id)
        .order_by(Scan.at.desc(), Scan.id.desc())
        .limit(limit)
    )
    return [
        LastScan(key, at, verdict, name_zh or name_latin or "", undone is not None)
        for key, at, verdict, name_zh, name_latin, undone in found
    ]


def undo_last(session: Session, event_id: UUID, checkpoint_id: UUID, desk_id: UUID) -> TakenBack | None:
    """Take back the last check-in of a desk at a checkpoint that still stands; None where there is none.

    What was one act is taken back whole: a walk-in comes off the list too, unless something depends on it by now.
    """
    last = session.scalar(_standing(event_id, checkpoint_id, desk_id))
    if last is None:
        return None
    result = undo(session, last)
    return TakenBack(result, take_off(session, last, result.guest.registration) if result.guest else Listed.BEFORE)


def _standing(event_id: UUID, checkpoint_id: UUID, desk_id: UUID) -> Select[UUID]:
    return (
        select(Scan.id)
        .where(
            Scan.event_id == event_id,
            Scan.checkpoint_id == checkpoint_id,
            Scan.desk_id == desk_id,
            Scan.verdict == Verdict.ADMITTED,
            standing(),
        )
        .order_by(Scan.at.desc(), Scan.id.desc())
        .limit(1)
    )
