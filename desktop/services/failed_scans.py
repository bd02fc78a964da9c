"""The scans that let nobody through: what was read, why not, where and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Reason, Verdict
from desktop.models import Badge, Checkpoint, Desk, Person, Registration, Scan

REFUSED = frozenset(Verdict) - {Verdict.ADMITTED}


@dataclass(frozen=True, slots=True)
class FailedScan:
    """A scan that let nobody through. Of a badge that is known it tells the guest and the serial, else the text that
    was read: at most 200 characters, with signs in place of those that can't be seen.
    """

    scan: UUID
    at: datetime
    verdict: Verdict
    reason: Reason
    checkpoint: LocalName
    desk: str
    raw: str
    serial: str
    name: str


def failed_scans(
    session: Session,
    event_id: UUID,
    *,
    checkpoint_id: UUID | None = None,
    verdicts: Collection[Verdict] = REFUSED,
    limit: int = 100,
) -> list[FailedScan]:
    """An event's scans with one of these ``verdicts``, the latest first; those read twice by mistake are left out."""
    query = (
        select(Scan, Checkpoint, Desk, Person.name_zh, Person.name_latin, Badge.serial)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .join(Desk, Desk.id == Scan.desk_id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(Badge, Badge.id == Scan.badge_id)
        .where(Scan.event_id == event_id, Scan.verdict.in_(verdicts), Scan.reason != Reason.REPEATED)
        .order_by(Scan.at.desc(), Scan.id.desc())
        .limit(limit)
    )
    if checkpoint_id is not None:
        query = query.where(Scan.checkpoint_id == checkpoint_id)
    return [
        FailedScan(
            scan=scan.id,
            at=scan.at,
            verdict=scan.verdict,
            reason=scan.reason,
            checkpoint=LocalName(place.name_hant, place.name_hans, place.name_en),
            desk=desk.name or desk.letter,
            raw=scan.raw,
            serial=serial or "",
            name=name_zh or name_latin or "",
        )
        for scan, place, desk, name_zh, name_latin, serial in session.execute(query)
    ]


def failures(session: Session, event_id: UUID) -> dict[Reason, int]:
    """How many scans of an event let nobody through, by why."""
    rows = session.execute(
        select(Scan.reason, func.count())
        .where(Scan.event_id == event_id, Scan.verdict.in_(REFUSED), Scan.reason != Reason.REPEATED)
        .group_by(Scan.reason)
    )
    return dict(rows.all())
