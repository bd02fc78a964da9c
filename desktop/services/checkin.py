"""The door: a badge is read, a verdict is given and kept; a check-in can be taken back.

This is the hottest path of the program, so it is a few statements of plain SQL and one commit. What it writes is
one fact, the scan, whatever the verdict; a check-in is a scan that let somebody in and was not undone.
"""

import sqlite3
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.door_hours import hours_from, opening_at
from desktop.domain.ids import milliseconds, whole_milliseconds
from desktop.domain.presence import Passage, Standing, standing
from desktop.domain.text import LocalName
from desktop.domain.tokens import TokenParts, visible
from desktop.domain.verdicts import (
    Direction,
    Entry,
    Held,
    Opening,
    Reason,
    Room,
    Status,
    Verdict,
    Ways,
    decide,
    direction_of,
)
from desktop.errors import N_, UserError
from desktop.models import ScanOverride, ScanUndo, written
from desktop.services import door_look as look
from desktop.services.checkpoints import no_such_checkpoint
from desktop.services.readings import Earlier, GuestCard, Override, Reading, ScanResult
from desktop.services.reasons import reason
from desktop.storage.driver import driver, fetch
from desktop.storage.journal import INSERT, Journal, journal_of

__all__ = [
    "Earlier", "GuestCard", "NeedsReason", "NoSuchCheckIn", "NobodyToAdmit", "Override", "OverrideIncomplete",
    "Reading", "ScanResult", "UndoneAlready", "guest_at", "scan", "undo",
]  # fmt: skip

_INSERT = (
    "INSERT INTO scan (id, event_id, checkpoint_id, desk_id, registration_id, badge_id, at, clock, direction, verdict,"
    " reason, from_paper, raw, nonce) VALUES (:id, :event_id, :checkpoint_id, :desk_id, :registration_id, :badge_id,"
    " :at, :clock, :direction, :verdict, :reason, :from_paper, :raw, :nonce)"
)
_BY_NONCE = "SELECT id FROM scan WHERE nonce = :nonce"


class NoSuchCheckIn(UserError):
    code = "no_such_check_in"
    text = N_("There is no check-in {check_in} in this database.")


class UndoneAlready(UserError):
    code = "undone_already"
    text = N_("This check-in was taken back already.")


class NeedsReason(UserError):
    code = "needs_reason"
    text = N_("A check-in of this category is taken back only for a reason. Say why.")


class OverrideIncomplete(UserError):
    code = "override_incomplete"
    text = N_("Letting somebody in against a refusal needs the name of who decides it, and why.")


class NobodyToAdmit(UserError):
    code = "nobody_to_admit"
    text = N_("This is no badge of a guest of this event. Find the guest by name, or register a walk-in.")


class _Who(NamedTuple):
    """Whose badge was read, as far as it is known."""

    registration: str | None
    badge: str | None
    token: str
    held: Held
    came: bool


class _Case(NamedTuple):
    """One reading, decided."""

    verdict: Verdict
    reason: Reason
    clock: int
    found: Any = None
    who: _Who | None = None
    standing: Standing = Standing()
    opening: Opening = Opening()
    room: Room = Room()
    parts: TokenParts | None = None
    override: Override | None = None


def scan(session: Session, reading: Reading, override: Override | None = None) -> ScanResult:
    """Decide on one reading and keep it; it is durable when the caller's transaction is.

    With an ``override`` a guest is let in whom the rules refuse; that is kept with the scan. Raises
    ``OverrideIncomplete``, or ``NobodyToAdmit`` where nobody is known to let in; ``checkpoints.NoSuchCheckpoint``
    where the checkpoint was taken away since the desk opened there.
    """
    begun = time.perf_counter()
    run, journal = driver(session.connection()), journal_of(session)
    at = whole_milliseconds(reading.at) if reading.at is not None else journal.now
    repeated = _repeated(run, reading.nonce)
    if repeated is not None:
        return _as_before(run, repeated)
    found = look.find(run, reading)
    desk = journal.actor.desk_id
    case = _of_stranger(run, desk, reading, at) if found is None else _of_guest(run, desk, reading, at, found)
    if override is not None:
        case = _overridden(case, reading, override)
    if case.found is not None and case.found.removed_at is not None:
        raise no_such_checkpoint(session, reading.event_id, case.found.checkpoint_code)
    fact = _keep(run, journal, reading, at, case)
    if case.override is not None:
        session.add(ScanOverride(id=journal.new_id(), scan_id=fact, by=case.override.by, why=case.override.why))
        session.flush()
    return _result(run, fact, at, case, begun)


def undo(session: Session, check_in: UUID, why: str = "") -> ScanResult:
    """Take a check-in or a check-out back; the record of both stays.

    Raises ``NoSuchCheckIn``, ``UndoneAlready``, or ``NeedsReason`` where the guest's category asks for a reason,
    ``SaidTooMuch`` where it is too long.
    """
    run = driver(session.connection())
    fact = look.fact(run, check_in)
    if fact is None or fact.verdict != Verdict.ADMITTED:
        raise NoSuchCheckIn(check_in=check_in)
    if fact.undone_at is not None:
        raise UndoneAlready
    why = reason(why)
    if fact.undo_needs_reason and not why:
        raise NeedsReason
    journal = journal_of(session)
    session.add(ScanUndo(id=journal.new_id(), scan_id=check_in, desk_id=journal.actor.desk_id, at=journal.now, why=why))
    session.flush()
    at = datetime.fromisoformat(fact.at)
    return ScanResult(
        check_in,
        Verdict.ADMITTED,
        Reason.NONE,
        at,
        look.guest_of(run, fact),
        earlier=Earlier(check_in, at, fact.desk, fact.who),
        direction=Direction(fact.direction),
    )


def guest_at(session: Session, scan_id: UUID) -> GuestCard | None:
    """Who a scan was of; None where it was nobody of ours."""
    run = driver(session.connection())
    fact = look.fact(run, scan_id)
    return None if fact is None else look.guest_of(run, fact)


def _as_before(run: sqlite3.Connection, scan_id: UUID) -> ScanResult:
    kept = look.fact(run, scan_id)
    return ScanResult(
        scan_id,
        Verdict(kept.verdict),
        Reason(kept.reason),
        datetime.fromisoformat(kept.at),
        look.guest_of(run, kept),
        direction=Direction(kept.direction),
    )


def _of_guest(run: sqlite3.Connection, desk: UUID, reading: Reading, at: datetime, found: Any) -> _Case:
    if found.event_id != reading.event_id.hex:
        return _Case(Verdict.UNKNOWN, Reason.OTHER_EVENT, milliseconds(at))
    held = Held(
        Status(found.status),
        revoked=found.revoked_at is not None and found.valid_serial is None,
        replaced=found.valid_serial is not None,
        may_enter=look.may_enter(found),
    )
    who = _Who(found.registration_id, found.badge_id, found.token, held, bool(found.came))
    return _judged(run, desk, reading, at, found, who)


def _of_stranger(run: sqlite3.Connection, desk: UUID, reading: Reading, at: datetime) -> _Case:
    """A badge that no guest here has: forged, or ours and printed at a desk that was not heard from yet.

    Under a key that was replaced anybody may have made it, so that it admits only whoever is known to have it.
    """
    token = "" if reading.registration_id is not None else look.badge_in(reading)
    known = look.genuine(run, reading.event_id, token)
    if known is None:
        return _Case(Verdict.UNKNOWN, Reason.NOT_OURS, milliseconds(at))
    parts, current = known
    if look.was_given(run, token):
        return _Case(Verdict.UNKNOWN, Reason.OFF_THE_LIST, milliseconds(at))
    if not current:
        return _Case(Verdict.UNKNOWN, Reason.NOT_RECEIVED, milliseconds(at))
    found = look.rules_for(run, reading, parts)
    who = _Who(None, None, token, Held(Status.CONFIRMED, may_enter=look.may_enter(found)), came=True)
    case = _judged(run, desk, reading, at, found, who)
    admitted = case.verdict is Verdict.ADMITTED
    return case._replace(parts=parts, reason=Reason.NOT_RECEIVED if admitted else case.reason)


def _judged(run: sqlite3.Connection, desk: UUID, reading: Reading, at: datetime, found: Any, who: _Who) -> _Case:
    """Decide by the rules of the checkpoint and what went before."""
    opening = Opening(look.moment(found.opens_at), look.moment(found.closes_at))
    hours = hours_from(found.opens_clock, found.closes_clock)
    zone = look.zone_of(run, reading.event_id) if hours or found.entry == Entry.DAILY else None
    if hours is not None and zone is not None:
        opening = opening_at(opening, hours, at, zone)
    past: Sequence[Passage] = ()
    clock = milliseconds(at)
    if not who.came and found.capacity is None:
        stands = Standing(reading.direction or direction_of(Ways(found.ways), inside=False))
        room = Room()
    else:
        past = look.passages(run, who.registration, who.token)
        if reading.on_paper:
            past = [one for one in past if one.clock <= clock or one.at == at]
        if past:
            clock = max(clock, past[-1].clock + 1)
        door, known = look.door_of(found, reading.checkpoint_id, hours, zone), look.places(run, reading.event_id.hex)
        stands = standing(past, known, door, at, _wanted(reading), desk=desk, live=reading.at is None)
        comes = stands.direction is Direction.IN and not (stands.entered or stands.repeated)
        capacity = found.capacity if comes else None
        room = look.room_at(run, capacity, door, at, known, live=reading.at is None)
    held = who.held
    # The same line on paper is no badge that was held up a moment too long: whoever came in is in.
    again = stands.repeated and not (reading.on_paper and stands.entered)
    held = Held(held.status, held.revoked, held.replaced, held.may_enter, stands.entered, stands.inside, again)
    verdict, reason = decide(held, opening, at, stands.direction, room)
    return _Case(verdict, reason, clock, found, who, stands, opening, room)


def _wanted(reading: Reading) -> Direction | None:
    return Direction.IN if reading.on_paper and reading.direction is None else reading.direction


def _overridden(case: _Case, reading: Reading, override: Override) -> _Case:
    by, why = reason(override.by), reason(override.why)
    if not by or not why:
        raise OverrideIncomplete
    if case.verdict is Verdict.UNKNOWN:
        raise NobodyToAdmit
    if case.verdict is Verdict.ADMITTED:
        return case
    leaves = reading.direction is Direction.OUT or case.reason is Reason.NOT_INSIDE
    stands = Standing(Direction.OUT if leaves else Direction.IN, first=case.standing.first)
    return case._replace(verdict=Verdict.ADMITTED, standing=stands, override=Override(by, why))


def _keep(run: sqlite3.Connection, journal: Journal, reading: Reading, at: datetime, case: _Case) -> UUID:
    key, who = journal.new_id(), case.who
    raw = "" if who is not None and who.registration is not None else visible(reading.content, look.RAW_KEPT)
    if who is not None and who.registration is None:
        raw = who.token
    fact = {
        "id": key.hex,
        "event_id": reading.event_id.hex,
        "checkpoint_id": reading.checkpoint_id.hex,
        "desk_id": journal.actor.desk_id.hex,
        "registration_id": None if who is None else who.registration,
        "badge_id": None if who is None else who.badge,
        "at": written(at),
        "clock": case.clock,
        "direction": case.standing.direction.value,
        "verdict": case.verdict.value,
        "reason": case.reason.value,
        "from_paper": int(reading.on_paper),
        "raw": raw,
        "nonce": (reading.nonce or journal.new_id()).hex,
    }
    run.execute(_INSERT, fact)
    journal.record("scan", key, INSERT, None, {name: v for name, v in fact.items() if v is not None})
    return key


def _result(run: sqlite3.Connection, fact: UUID, at: datetime, case: _Case, begun: float) -> ScanResult:
    found, who, stands = case.found, case.who, case.standing
    if found is None or who is None:
        return ScanResult(fact, case.verdict, case.reason, at, elapsed_ms=_since(begun))
    known = who.registration is not None
    first = stands.first if case.verdict is Verdict.ALREADY_IN or stands.left_at is not None else None
    asks = known and found.asks and stands.direction is Direction.IN
    entered = case.verdict in {Verdict.ADMITTED, Verdict.ALREADY_IN}
    return ScanResult(
        scan=fact,
        verdict=case.verdict,
        reason=case.reason,
        at=at,
        guest=look.card(found) if known else None,
        earlier=look.earlier(run, first.scan, stands.left_at) if first is not None else None,
        valid_serial=(found.valid_serial or "") if known else "",
        revoked_why=(found.revoked_why or "") if known else "",
        opening=case.opening,
        direction=stands.direction,
        room=case.room,
        asked=look.asked(run, found) if asks and entered else (),
        elapsed_ms=_since(begun),
        category=LocalName(found.name_hant or "", found.name_hans or "", found.name_en or ""),
        from_desk=case.parts.desk if case.parts is not None else "",
        override=case.override,
        rides=look.other_vehicle(run, found, at) if known and case.reason is Reason.NOT_HERE else LocalName(),
    )


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _repeated(run: sqlite3.Connection, nonce: UUID | None) -> UUID | None:
    if nonce is None:
        return None
    found = fetch(run, _BY_NONCE, {"nonce": nonce.hex})
    return None if found is None else UUID(found.id)
