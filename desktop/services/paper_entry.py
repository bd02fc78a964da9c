"""What was ticked on paper is entered later, all at once, with its times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import BinaryIO
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import fold
from desktop.domain.ticked import Ticked, ticked_at, ticked_lines
from desktop.domain.tokens import read_serial
from desktop.domain.verdicts import Direction
from desktop.errors import N_, UserError
from desktop.exchange.encodings import decode, looks_binary
from desktop.exchange.sheets import FileTooLarge, TooManyRows
from desktop.models import Badge, Event, Person, Registration
from desktop.services.badges import is_void
from desktop.services.checkin import UndoneAlready, scan, undo
from desktop.services.readings import Reading, ScanResult
from desktop.storage.journal import journal_of

_MOST_BYTES, _MOST_LINES = 4 << 20, 10_000
"""Of a sheet: all of it is entered at once, and the desks wait meanwhile."""
_MORNING = 6
"""The hour before which an evening's time is last night's: the evening's sheets are entered then."""
_EVENING = 12


class NoSuchGuest(UserError):
    code = "no_such_guest"
    text = N_("Line {line}: no guest has the serial or the name “{who}”.")


class SeveralGuests(UserError):
    code = "several_guests"
    text = N_("Line {line}: {n} guests are named “{who}”. Give the serial.")


class NoTime(UserError):
    code = "no_time"
    text = N_("Line {line}: “{when}” is no time. Write it like 14:02.")


class NotYet(UserError):
    code = "not_yet"
    text = N_("Line {line}: {when} has not come yet.")


class NoSheet(UserError):
    code = "no_sheet"
    text = N_("{file} is not text. Save what was ticked as CSV or text, a guest and a time a line.")


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a line: the verdict, or the ``trouble`` for which it was left out."""

    ticked: Ticked
    result: ScanResult | None = None
    trouble: UserError | None = None


def read_ticked(source: BinaryIO, name: str) -> list[Ticked]:
    """The lines of a sheet in the file ``name``, in whatever encoding it is.

    Raises ``FileTooLarge``, ``TooManyRows`` or ``NoSheet``.
    """
    data = source.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise FileTooLarge(file=name, megabytes=_MOST_BYTES >> 20)
    if looks_binary(data):
        raise NoSheet(file=name)
    text, _encoding = decode(data, name, damaged=True)
    lines = ticked_lines(text.removeprefix("\ufeff"))
    if len(lines) > _MOST_LINES:
        raise TooManyRows(file=name, limit=_MOST_LINES)
    return lines


def enter_ticked(
    session: Session,
    event_id: UUID,
    checkpoint_id: UUID,
    lines: Sequence[Ticked],
    *,
    day: date | None = None,
    usual: str = "",
    direction: Direction = Direction.IN,
) -> list[Entered]:
    """Enter what was ticked at a checkpoint; what can't be understood is told and left out, the rest is kept.

    Times are in the event's zone on ``day``, or today there, or yesterday where it is night and they are still to come;
    a line without one has the ``usual`` one, or now.
    Each verdict is that of its time, whatever was scanned later; a sheet that is entered twice lets nobody in again.
    The serial of a badge that was revoked then is refused as its scan is, unless another badge took its place.
    Each line is an act of its own, so that one is taken back without the others.
    """
    journal = journal_of(session)
    zone = ZoneInfo(session.get_one(Event, event_id).zone)
    found: list[Entered] = []
    named = _by_name(session, event_id) if any(read_serial(ticked.who) is None for ticked in lines) else {}
    for ticked in lines:
        try:
            guest = _guest(session, event_id, ticked, named)
            at = _at(ticked, usual, day, zone, journal.now)
            void = is_void(session, event_id, ticked.who, at)
        except UserError as trouble:
            found.append(Entered(ticked, trouble=trouble))
            continue
        journal.start_action()
        reading = Reading(event_id, checkpoint_id, registration_id=guest, at=at, direction=direction, on_paper=True)
        if void:
            reading = replace(reading, content=ticked.who, registration_id=None)
        found.append(Entered(ticked, scan(session, reading)))
    return found


def take_ticked_back(session: Session, check_ins: Iterable[UUID], why: str) -> int:
    """Take back what was entered from paper, all of it that still stands, for a reason; returns how many those were."""
    taken = 0
    for check_in in check_ins:
        try:
            undo(session, check_in, why)
        except UndoneAlready:
            continue
        taken += 1
    return taken


def _at(ticked: Ticked, usual: str, day: date | None, zone: ZoneInfo, now: datetime) -> datetime:
    when, there = ticked.when or usual, now.astimezone(zone)
    at = ticked_at(when, day or there.date(), zone) if when else now
    evening = at is not None and at > now and at.astimezone(zone).hour >= _EVENING
    if day is None and evening and there.hour < _MORNING:
        at = ticked_at(when, there.date() - timedelta(days=1), zone)
    if at is None or not 1971 <= at.year <= 9998:
        raise NoTime(line=ticked.line, when=when)
    if at > now:
        raise NotYet(line=ticked.line, when=when)
    return at


def _guest(session: Session, event_id: UUID, ticked: Ticked, named: Mapping[str, Sequence[UUID]]) -> UUID:
    at_event = (Registration.event_id == event_id) & Registration.deleted_at.is_(None)
    serial = read_serial(ticked.who)
    if serial is not None:
        # A badge that was replaced since was good when the sheet was printed.
        query = (
            select(Registration.id)
            .join(Badge, Badge.registration_id == Registration.id)
            .where(at_event, Badge.event_id == event_id, Badge.serial == serial, Badge.deleted_at.is_(None))
        )
        guests = session.scalars(query).all()
    else:
        guests = _by_id(session, event_id, ticked.who) or named.get(fold(ticked.who), ())
    if not guests:
        raise NoSuchGuest(line=ticked.line, who=ticked.who)
    if len(guests) > 1:
        raise SeveralGuests(line=ticked.line, who=ticked.who, n=len(guests))
    return guests[0]


def _by_id(session: Session, event_id: UUID, text: str) -> list[UUID]:
    try:
        row = session.get(Registration, UUID(text))
    except ValueError:
        return []
    return [row.id] if row is not None and row.event_id == event_id and row.deleted_at is None else []


def _by_name(session: Session, event_id: UUID) -> dict[str, list[UUID]]:
    """All guests of an event by their names as they are compared."""
    rows = session.execute(
        select(Registration.id, Person.name_zh, Person.name_latin)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None))
    )
    found: dict[str, list[UUID]] = {}
    for key, name_zh, name_latin in rows:
        for name in {fold(name_zh), fold(name_latin)} - {""}:
            found.setdefault(name, []).append(key)
    return found
