"""Who is inside and who has left, from where each guest was let through."""

import json
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

_STANDS = "s.verdict = 'admitted' AND NOT EXISTS (SELECT 1 FROM scan_undo u WHERE u.scan_id = s.id)"
_PASSED = "s.checkpoint_id, s.direction, s.clock, s.at, s.id"
_UNNAMED = UUID(int=0)
_WAYS = {way.value: way for way in Direction}
_PATHS = (
    f"SELECT w.value AS who, {_PASSED} FROM json_each(:whose) w CROSS JOIN scan s ON s.registration_id = w.value"  # noqa: S608
    f" WHERE {_STANDS} UNION ALL SELECT w.value, {_PASSED} FROM json_each(:whose) w"
    " CROSS JOIN badge b ON b.registration_id = w.value CROSS JOIN scan s ON s.raw = b.token AND s.raw <> ''"
    f" WHERE {_STANDS} ORDER BY 1, 4, 6"
)


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


def paths(session: Session, registrations: Iterable[str]) -> dict[str, list[Passage]]:
    """Where each of these guests was let through, in order, by registration in hex.

    What was read of their badge before they were known here counts as theirs. To cost little for many, scans and
    desks are not named.
    """
    found: dict[str, list[Passage]] = {}
    known: dict[str, UUID] = {}
    for whose, checkpoint, direction, clock, at, _scan in driver(session.connection()).execute(
        _PATHS, {"whose": json.dumps(sorted(registrations))}
    ):
        place = known.get(checkpoint)
        if place is None:
            place = known[checkpoint] = UUID(checkpoint)
        passage = Passage(_UNNAMED, place, _WAYS[direction], clock, datetime.fromisoformat(at), _UNNAMED)
        found.setdefault(whose, []).append(passage)
    return found


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
