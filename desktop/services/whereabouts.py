"""Who is inside and who has left, from where each guest was let through."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.door_hours import hours_from
from desktop.domain.presence import Door, Passage, inside
from desktop.domain.verdicts import Direction, Verdict
from desktop.models import Checkpoint, Event, Registration, Scan, ScanUndo
from desktop.services import door_look as look
from desktop.storage.driver import driver


def left(session: Session, event_id: UUID) -> frozenset[UUID]:
    """The registrations of those who came and are in no place of the event any more."""
    out = aliased(Scan)
    went = select(out.registration_id).where(
        out.event_id == event_id, out.verdict == Verdict.ADMITTED, out.direction == Direction.OUT
    )
    places = look.places(driver(session.connection()), event_id.hex)
    return frozenset(
        guest
        for guest, path in _paths(session, Scan.registration_id.in_(went))
        if not inside(path, places) and any(one.direction is Direction.IN for one in path)
    )


def count_inside(session: Session, event_id: UUID, checkpoint_id: UUID, now: datetime, *, guests: bool = False) -> int:
    """How many are in the place of a checkpoint at ``now``; where entry is daily, of those who came that day.

    ``guests`` leaves out badges that were not received, and whoever is not on the list any more.
    """
    run = driver(session.connection())
    row = session.get_one(Checkpoint, checkpoint_id)
    zone = ZoneInfo(session.get_one(Event, event_id).zone)
    door = Door(checkpoint_id, row.ways, row.entry, hours_from(row.opens_clock, row.closes_clock), zone)
    return look.count_inside(run, door, now, look.places(run, event_id.hex), guests=guests)


def where_is(session: Session, event_id: UUID, registration_id: UUID) -> dict[UUID, datetime]:
    """The checkpoints in whose places a guest is, with when they came in there; empty for who is nowhere."""
    run = driver(session.connection())
    path = look.passages(run, registration_id.hex, "")
    return {key: passage.at for key, passage in inside(path, look.places(run, event_id.hex)).items()}


def _paths(session: Session, whose: ColumnElement[bool]) -> Iterable[tuple[UUID, list[Passage]]]:
    """Where each guest was let through, in order."""
    undone = exists().where(ScanUndo.scan_id == Scan.id).correlate(Scan)
    query = (
        select(Scan.registration_id, Scan.id, Scan.checkpoint_id, Scan.direction, Scan.clock, Scan.at, Scan.desk_id)
        .join(Registration, Registration.id == Scan.registration_id)
        .where(whose, Scan.verdict == Verdict.ADMITTED, Registration.deleted_at.is_(None), ~undone)
        .order_by(Scan.registration_id, Scan.clock, Scan.id)
    )
    for guest, rows in groupby(session.execute(query), itemgetter(0)):
        yield guest, [Passage(*row[1:]) for row in rows]
