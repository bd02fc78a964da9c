"""The door: a badge is read, a verdict is given and kept; a check-in can be taken back.

This is the hottest path of the program, so it is a few statements of plain SQL and one commit. What it writes is
one fact, the scan, whatever the verdict; a check-in is a scan that admitted and was not undone.
"""

import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.ids import whole_milliseconds
from desktop.domain.text import LocalName
from desktop.domain.tokens import clean_scan, is_token, read_serial, read_token
from desktop.domain.verdicts import Held, Opening, Reason, Status, Verdict, decide
from desktop.errors import N_, UserError
from desktop.models import ScanUndo, written
from desktop.storage.driver import driver, fetch
from desktop.storage.journal import INSERT, Journal, journal_of

RAW_KEPT = 200

_COLUMNS = """SELECT b.id AS badge_id, coalesce(b.serial, '') AS serial, b.revoked_at, b.revoked_why,
 valid.serial AS valid_serial, r.event_id, r.id AS registration_id, r.status, r.seat, r.escort, r.role, p.diet,
 r.note, p.name_zh, p.name_latin, p.honorific_zh, p.honorific_en, c.code AS category_code, c.name_hant, c.name_hans,
 c.name_en, c.colour, c.vip, cp.opens_at, cp.closes_at,
 NOT EXISTS (SELECT 1 FROM checkpoint_category a WHERE a.checkpoint_id = cp.id AND a.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM checkpoint_category a WHERE a.checkpoint_id = cp.id AND a.category_id = c.id
 AND a.deleted_at IS NULL) AS category_admitted,
 (SELECT s.id FROM scan s WHERE s.registration_id = r.id AND s.checkpoint_id = cp.id AND s.verdict = 'admitted'
 AND NOT EXISTS (SELECT 1 FROM scan_undo u WHERE u.scan_id = s.id) ORDER BY s.at LIMIT 1) AS standing,
 (SELECT group_concat(line, char(30)) FROM (SELECT coalesce(nullif(o.name_zh, ''), o.name_en, '') || char(31)
 || coalesce(nullif(t.title_zh, ''), t.title_en) AS line FROM post t
 LEFT JOIN organisation o ON o.id = t.organisation_id
 WHERE t.person_id = p.id AND t.deleted_at IS NULL ORDER BY t.rank LIMIT 2)) AS posts"""

_GUEST = """
 JOIN person p ON p.id = r.person_id JOIN category c ON c.id = r.category_id
 JOIN checkpoint cp ON cp.id = :checkpoint LEFT JOIN badge valid ON b.revoked_at IS NOT NULL
 AND valid.id = (SELECT g.id FROM badge g WHERE g.registration_id = r.id AND g.revoked_at IS NULL
 AND g.deleted_at IS NULL ORDER BY g.issued_at DESC, g.id DESC LIMIT 1)"""

_FROM_BADGE = f" FROM badge b JOIN registration r ON r.id = b.registration_id {_GUEST}"
_ALIVE = " AND b.deleted_at IS NULL AND r.deleted_at IS NULL"

_BY_TOKEN = f"{_COLUMNS} {_FROM_BADGE} WHERE b.token = :key {_ALIVE}"
_BY_SERIAL = f"{_COLUMNS} {_FROM_BADGE} WHERE b.serial = :key AND b.event_id = cp.event_id {_ALIVE}"
_NEWEST = (
    "SELECT g.id FROM badge g WHERE g.registration_id = r.id AND g.revoked_at IS NULL AND g.deleted_at IS NULL"
    " ORDER BY g.issued_at DESC LIMIT 1"
)
_FROM_REGISTRATION = f" FROM registration r LEFT JOIN badge b ON b.id = ({_NEWEST}) {_GUEST}"
_BY_REGISTRATION = f"{_COLUMNS} {_FROM_REGISTRATION} WHERE r.id = :key AND r.deleted_at IS NULL"
_INSERT = (
    "INSERT INTO scan (id, event_id, checkpoint_id, desk_id, registration_id, badge_id, at, verdict, reason, raw,"
    " nonce) VALUES (:id, :event_id, :checkpoint_id, :desk_id, :registration_id, :badge_id, :at, :verdict, :reason,"
    " :raw, :nonce)"
)
_FACT = (
    "SELECT s.id, s.at, s.verdict, s.reason, s.registration_id, coalesce(nullif(d.name, ''), d.letter) AS desk,"
    " (SELECT j.who FROM journal j WHERE j.row_id = s.id ORDER BY j.position LIMIT 1) AS who,"
    " (SELECT u.at FROM scan_undo u WHERE u.scan_id = s.id) AS undone_at"
    " FROM scan s JOIN desk d ON d.id = s.desk_id WHERE s.id = :scan"
)
_ALWAYS = Opening()
_BY_NONCE = "SELECT id FROM scan WHERE nonce = :nonce"


class NoSuchCheckIn(UserError):
    code = "no_such_check_in"
    text = N_("There is no check-in {check_in} in this database.")


class UndoneAlready(UserError):
    code = "undone_already"
    text = N_("This check-in was taken back already.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a desk read: ``content`` as it came from scanner or keyboard, or the registration that was picked.

    ``nonce`` names this reading, so that one which is sent twice counts once. ``at`` is aware UTC; it is given
    when it is not now, as for what was ticked on paper.
    """

    event_id: UUID
    checkpoint_id: UUID
    content: str = ""
    registration_id: UUID | None = None
    nonce: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The check-in that stands: when, at which desk, by whom."""

    check_in: UUID
    at: datetime
    desk: str
    who: str


@dataclass(frozen=True, slots=True)
class GuestCard:
    """Who the desk has before it; ``posts`` are (organisation, title), the first two."""

    registration: UUID
    serial: str
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    posts: tuple[tuple[str, str], ...]
    category_code: str
    category: LocalName
    colour: str
    vip: bool
    status: Status
    seat: str
    escort: str
    role: str
    diet: str
    note: str

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The verdict on one reading. ``scan`` is the fact's own id, which is the check-in's where it admitted.

    ``guest`` is None for what is not ours: nothing is said about anybody.
    """

    scan: UUID
    verdict: Verdict
    reason: Reason
    at: datetime
    guest: GuestCard | None = None
    earlier: Earlier | None = None
    valid_serial: str = ""
    revoked_why: str = ""
    opening: Opening = _ALWAYS
    elapsed_ms: float = 0.0

    @property
    def check_in(self) -> UUID | None:
        """The check-in that this scan made, if it admitted."""
        return self.scan if self.verdict is Verdict.ADMITTED else None


def scan(session: Session, reading: Reading) -> ScanResult:
    """Decide on one reading and keep it; it is durable when the caller's transaction is."""
    begun = time.perf_counter()
    run, journal = driver(session.connection()), journal_of(session)
    at = whole_milliseconds(reading.at) if reading.at is not None else journal.now
    found = _find(run, reading)
    repeated = _repeated(run, reading.nonce)
    if repeated is not None:
        kept = _fact(run, repeated)
        guest = guest_at(session, repeated)
        return ScanResult(repeated, Verdict(kept.verdict), Reason(kept.reason), _moment(kept.at) or at, guest)
    opening = Opening() if found is None else Opening(_moment(found.opens_at), _moment(found.closes_at))
    held = None if found is None else _held(found, reading.event_id)
    verdict, reason = decide(held, opening, at)
    if found is None and _is_ours(run, reading):
        reason = Reason.NOT_RECEIVED
    if found is None or verdict is Verdict.UNKNOWN:
        fact = _keep(run, journal, _Fact(reading, at, verdict, reason), None)
        return ScanResult(fact, verdict, reason, at, elapsed_ms=_since(begun))
    fact = _keep(run, journal, _Fact(reading, at, verdict, reason), found)
    return ScanResult(
        scan=fact,
        verdict=verdict,
        reason=reason,
        at=at,
        guest=_card(found),
        earlier=_earlier(run, UUID(found.standing)) if verdict is Verdict.ALREADY_IN else None,
        valid_serial=found.valid_serial or "",
        revoked_why=found.revoked_why or "",
        opening=opening,
        elapsed_ms=_since(begun),
    )


def undo(session: Session, check_in: UUID, why: str = "") -> ScanResult:
    """Take a check-in back; the record of both stays. Raises ``NoSuchCheckIn`` or ``UndoneAlready``."""
    fact = _fact(driver(session.connection()), check_in)
    if fact is None or fact.verdict != Verdict.ADMITTED:
        raise NoSuchCheckIn(check_in=check_in)
    if fact.undone_at is not None:
        raise UndoneAlready
    journal = journal_of(session)
    session.add(ScanUndo(id=journal.new_id(), scan_id=check_in, desk_id=journal.actor.desk_id, at=journal.now, why=why))
    session.flush()
    at = _moment(fact.at) or journal.now
    earlier = Earlier(check_in, at, fact.desk, fact.who)
    return ScanResult(check_in, Verdict.ADMITTED, Reason.NONE, at, guest_at(session, check_in), earlier=earlier)


def guest_at(session: Session, scan_id: UUID) -> GuestCard | None:
    """Who a scan was of; None where it was nobody of ours."""
    run = driver(session.connection())
    row = fetch(run, "SELECT registration_id, checkpoint_id FROM scan WHERE id = :scan", {"scan": scan_id.hex})
    if row is None or row.registration_id is None:
        return None
    found = fetch(run, _BY_REGISTRATION, {"key": row.registration_id, "checkpoint": row.checkpoint_id})
    return None if found is None else _card(found)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _find(run: sqlite3.Connection, reading: Reading) -> Any:
    checkpoint = reading.checkpoint_id.hex
    if reading.registration_id is not None:
        return fetch(run, _BY_REGISTRATION, {"key": reading.registration_id.hex, "checkpoint": checkpoint})
    content = clean_scan(reading.content)
    if is_token(content):
        return fetch(run, _BY_TOKEN, {"key": content, "checkpoint": checkpoint})
    serial = read_serial(content)
    return None if serial is None else fetch(run, _BY_SERIAL, {"key": serial, "checkpoint": checkpoint})


def _is_ours(run: sqlite3.Connection, reading: Reading) -> bool:
    """Whether a token that no badge here has was made under one of the event's keys all the same."""
    content = clean_scan(reading.content)
    if reading.registration_id is not None or not is_token(content):
        return False
    keys = run.execute("SELECT secret FROM event_key WHERE event_id = ?", (reading.event_id.hex,))
    return any(read_token(secret, content) is not None for (secret,) in keys.fetchall())


def _held(found: Any, event_id: UUID) -> Held:
    return Held(
        status=Status(found.status),
        revoked=found.revoked_at is not None and found.valid_serial is None,
        replaced=found.valid_serial is not None,
        category_admitted=bool(found.category_admitted),
        already_in=found.standing is not None,
        other_event=found.event_id != event_id.hex,
    )


class _Fact(NamedTuple):
    """What a scan was told."""

    reading: Reading
    at: datetime
    verdict: Verdict
    reason: Reason


def _keep(run: sqlite3.Connection, journal: Journal, told: _Fact, found: Any) -> UUID:
    reading = told.reading
    key = journal.new_id()
    fact = {
        "id": key.hex,
        "event_id": reading.event_id.hex,
        "checkpoint_id": reading.checkpoint_id.hex,
        "desk_id": journal.actor.desk_id.hex,
        "registration_id": None if found is None else found.registration_id,
        "badge_id": None if found is None else found.badge_id,
        "at": written(told.at),
        "verdict": told.verdict.value,
        "reason": told.reason.value,
        "raw": _printable(reading.content) if found is None else "",
        "nonce": (reading.nonce or journal.new_id()).hex,
    }
    run.execute(_INSERT, fact)
    journal.record("scan", key, INSERT, None, {name: v for name, v in fact.items() if v is not None})
    return key


def _printable(content: str) -> str:
    return content[:RAW_KEPT].encode("utf-8", "backslashreplace").decode()


def _repeated(run: sqlite3.Connection, nonce: UUID | None) -> UUID | None:
    if nonce is None:
        return None
    found = fetch(run, _BY_NONCE, {"nonce": nonce.hex})
    return None if found is None else UUID(found.id)


def _fact(run: sqlite3.Connection, scan_id: UUID) -> Any:
    return fetch(run, _FACT, {"scan": scan_id.hex})


def _earlier(run: sqlite3.Connection, check_in: UUID) -> Earlier:
    fact = _fact(run, check_in)
    return Earlier(check_in, datetime.fromisoformat(fact.at), fact.desk, fact.who)


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _card(found: Any) -> GuestCard:
    lines = (found.posts or "").split("\x1e") if found.posts else []
    return GuestCard(
        registration=UUID(found.registration_id),
        serial=found.serial,
        name_zh=found.name_zh,
        name_latin=found.name_latin,
        honorific_zh=found.honorific_zh,
        honorific_en=found.honorific_en,
        posts=tuple((line.partition("\x1f")[0], line.partition("\x1f")[2]) for line in lines),
        category_code=found.category_code,
        category=LocalName(found.name_hant, found.name_hans, found.name_en),
        colour=found.colour,
        vip=bool(found.vip),
        status=Status(found.status),
        seat=found.seat,
        escort=found.escort,
        role=found.role,
        diet=found.diet,
        note=found.note,
    )
