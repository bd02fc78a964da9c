"""What the door looks up before it decides: the guest behind a badge, the rules of the place, what went before.

Plain SQL on the hottest path of the program. A guest who comes for the first time costs one statement; what went
before is only asked where there is anything.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.door_hours import Hours, whole_day
from desktop.domain.presence import Door, Passage, Place
from desktop.domain.text import LocalName, fold
from desktop.domain.tokens import TokenParts, clean_scan, is_token, read_serial, read_token
from desktop.domain.verdicts import Asking, Direction, Entry, Room, Status, Ways
from desktop.models import written
from desktop.services.readings import Asked, Earlier, GuestCard, GuestPost, Reading
from desktop.storage.driver import fetch

RAW_KEPT = 200
MAIN_DOOR = "door"
"""The code of the checkpoint that every event begins with: who goes out there has left the event."""

_RULES = """cp.id AS checkpoint_id, cp.code AS checkpoint_code, cp.deleted_at AS removed_at, cp.opens_at, cp.closes_at,
 cp.opens_clock, cp.closes_clock, cp.ways, cp.entry, cp.capacity,
 EXISTS (SELECT 1 FROM checkpoint_category a WHERE a.checkpoint_id = cp.id AND a.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM checkpoint_guest a WHERE a.checkpoint_id = cp.id AND a.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM checkpoint_item a WHERE a.checkpoint_id = cp.id AND a.deleted_at IS NULL) AS chosen,
 (SELECT group_concat(a.tag, char(31)) FROM checkpoint_tag a WHERE a.checkpoint_id = cp.id
 AND a.deleted_at IS NULL) AS tags_chosen, c.code AS category_code, c.name_hant, c.name_hans, c.name_en,
 EXISTS (SELECT 1 FROM checkpoint_category a WHERE a.checkpoint_id = cp.id AND a.category_id = c.id
 AND a.deleted_at IS NULL) AS category_chosen"""

_COLUMNS = f"""SELECT b.id AS badge_id, coalesce(b.serial, '') AS serial, coalesce(b.token, '') AS token, b.revoked_at,
 b.revoked_why, valid.serial AS valid_serial, r.event_id, r.id AS registration_id, r.status, r.seat, r.escort, r.role,
 p.diet, r.note, p.name_zh, p.name_latin, p.honorific_zh, p.honorific_en, p.tags, c.colour, c.vip, c.id AS category_id,
 {_RULES},
 EXISTS (SELECT 1 FROM checkpoint_guest a WHERE a.checkpoint_id = cp.id AND a.registration_id = r.id
 AND a.deleted_at IS NULL) OR EXISTS (SELECT 1 FROM checkpoint_item a JOIN programme_item i ON i.id = a.item_id
 AND i.deleted_at IS NULL WHERE a.checkpoint_id = cp.id AND a.deleted_at IS NULL
 AND (EXISTS (SELECT 1 FROM item_person n WHERE n.registration_id = r.id AND n.item_id = i.id
 AND n.deleted_at IS NULL) OR EXISTS (SELECT 1 FROM agreement_person n JOIN agreement g ON g.id = n.agreement_id
 AND g.deleted_at IS NULL WHERE n.registration_id = r.id AND g.item_id = i.id AND n.deleted_at IS NULL)))
 AS guest_chosen,
 EXISTS (SELECT 1 FROM scan s WHERE s.registration_id = r.id AND s.verdict = 'admitted')
 OR EXISTS (SELECT 1 FROM scan s WHERE s.raw = b.token AND s.raw <> '') AS came,
 EXISTS (SELECT 1 FROM question q WHERE q.event_id = r.event_id AND q.deleted_at IS NULL) AS asks,
 (SELECT group_concat(line, char(30)) FROM (SELECT coalesce(o.name_zh, '') || char(31) || coalesce(o.name_en, '')
 || char(31) || t.title_zh || char(31) || t.title_en AS line FROM post t
 LEFT JOIN organisation o ON o.id = t.organisation_id
 WHERE t.person_id = p.id AND t.deleted_at IS NULL ORDER BY t.rank LIMIT 2)) AS posts"""  # noqa: S608  statements of our own

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
_STRANGER = (
    f"SELECT {_RULES} FROM checkpoint cp LEFT JOIN category c ON c.event_id = cp.event_id"  # noqa: S608  of our own
    " AND c.number = :number AND c.deleted_at IS NULL WHERE cp.id = :checkpoint"
)
_PASSAGE = (
    "SELECT s.id, s.checkpoint_id, s.direction, s.clock, s.at, s.desk_id FROM scan s WHERE {}"
    " AND s.verdict = 'admitted' AND NOT EXISTS (SELECT 1 FROM scan_undo u WHERE u.scan_id = s.id)"
)
_PASSAGES = (
    f"{_PASSAGE.format('s.registration_id = :registration')} UNION ALL"
    f""" {_PASSAGE.format("s.raw = :token AND s.raw <> ''")} ORDER BY 4, 1"""
)
_PLACES = (
    "SELECT c.id, c.ways, c.code, l.left_id FROM checkpoint c LEFT JOIN checkpoint_leaves l ON l.checkpoint_id = c.id"
    " AND l.deleted_at IS NULL WHERE c.event_id = ?"
)
# Whoever went out had come in, so that this is never less than are inside. On paper somebody may go out before they
# do so once more by a scan that was made already.
_AT_MOST = (
    "SELECT coalesce(sum(CASE WHEN s.direction = 'in' THEN 1 WHEN s.reason = '' AND NOT s.from_paper THEN -1"
    " ELSE 0 END), 0)"
    " + (SELECT count(*) FROM scan_undo u JOIN scan o ON o.id = u.scan_id"
    " WHERE o.checkpoint_id = :checkpoint AND o.direction = 'out')"
    " FROM scan s WHERE s.checkpoint_id = :checkpoint AND s.verdict = 'admitted'"
)
_NOT_UNDONE = "NOT EXISTS (SELECT 1 FROM scan_undo u WHERE u.scan_id = {}.id)"
# A badge that was not received counts by its token until it is known whose it is, then with its guest.
_CAME = (
    "SELECT coalesce(s.registration_id, (SELECT b.registration_id FROM badge b WHERE b.token = s.raw"  # noqa: S608
    " AND b.deleted_at IS NULL), s.raw) AS who, max(s.clock) AS clock FROM scan s"
    " WHERE s.checkpoint_id = :checkpoint AND s.verdict = 'admitted' AND s.direction = 'in' AND s.at >= :since"
    f" AND s.at < :until AND {_NOT_UNDONE.format('s')} GROUP BY who"
)
_LEFT_SINCE = (
    "NOT EXISTS (SELECT 1 FROM scan o WHERE {} AND o.verdict = 'admitted' AND o.clock > came.clock"  # noqa: S608
    " AND (o.checkpoint_id IN (SELECT value FROM json_each(:leaving))"
    " OR (o.direction = 'out' AND o.checkpoint_id IN (SELECT value FROM json_each(:ways_out))))"
    f" AND {_NOT_UNDONE.format('o')})"
)
_HIS_TOKENS = "SELECT came.who UNION ALL SELECT b.token FROM badge b WHERE b.registration_id = came.who"
_INSIDE = (
    f"SELECT count(*) FROM ({_CAME}) came WHERE {_LEFT_SINCE.format('o.registration_id = came.who')}"  # noqa: S608
    f""" AND {_LEFT_SINCE.format(f"o.raw <> '' AND o.raw IN ({_HIS_TOKENS})")}"""
)
_GUESTS_INSIDE = _INSIDE + " AND came.who IN (SELECT r.id FROM registration r WHERE r.deleted_at IS NULL)"  # noqa: S608
_OTHER_VEHICLE = (
    "SELECT v.name_hant, v.name_hans, v.name_en, v.plate FROM vehicle_person p JOIN vehicle v ON v.id = p.vehicle_id"
    " JOIN visit t ON t.id = p.visit_id WHERE p.registration_id = :registration AND p.deleted_at IS NULL"
    " AND v.deleted_at IS NULL AND t.deleted_at IS NULL AND v.checkpoint_id <> :checkpoint"
    " AND EXISTS (SELECT 1 FROM vehicle h WHERE h.checkpoint_id = :checkpoint AND h.deleted_at IS NULL)"
    " ORDER BY abs(julianday(t.day) - julianday(:at)), p.id LIMIT 1"
)
_ASKED = (
    "SELECT q.id, q.kind, q.text_hant, q.text_hans, q.text_en FROM question q WHERE q.event_id = :event"
    " AND q.deleted_at IS NULL AND (q.checkpoint_id IS NULL OR q.checkpoint_id = :checkpoint)"
    " AND (q.category_id IS NULL OR q.category_id = :category)"
    " AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.question_id = q.id AND a.registration_id = :registration"
    " AND a.deleted_at IS NULL) ORDER BY q.rank, q.id"
)
_FACT = (
    "SELECT s.id, s.at, s.verdict, s.reason, s.direction, s.registration_id, s.checkpoint_id,"
    " coalesce(nullif(d.name, ''), d.letter) AS desk,"
    " (SELECT j.who FROM journal j WHERE j.row_id = s.id ORDER BY j.position LIMIT 1) AS who,"
    " (SELECT u.at FROM scan_undo u WHERE u.scan_id = s.id) AS undone_at,"
    " (SELECT c.undo_needs_reason FROM registration r JOIN category c ON c.id = r.category_id"
    " WHERE r.id = s.registration_id) AS undo_needs_reason"
    " FROM scan s JOIN desk d ON d.id = s.desk_id WHERE s.id = :scan"
)


def find(run: sqlite3.Connection, reading: Reading) -> Any:
    """The guest behind a reading with the rules of its checkpoint, as a row, or None."""
    checkpoint = reading.checkpoint_id.hex
    if reading.registration_id is not None:
        return fetch(run, _BY_REGISTRATION, {"key": reading.registration_id.hex, "checkpoint": checkpoint})
    content = badge_in(reading)
    if is_token(content):
        return fetch(run, _BY_TOKEN, {"key": content, "checkpoint": checkpoint})
    serial = read_serial(content)
    return None if serial is None else fetch(run, _BY_SERIAL, {"key": serial, "checkpoint": checkpoint})


def badge_in(reading: Reading) -> str:
    """The token or serial in what was read; what is longer than either with all that a scanner adds is neither."""
    return clean_scan(reading.content) if len(reading.content) <= RAW_KEPT else ""


def genuine(run: sqlite3.Connection, event_id: UUID, token: str) -> tuple[TokenParts, bool] | None:
    """What an event's token says that no badge here has, and whether it was made under the key of today."""
    if not is_token(token):
        return None
    keys = run.execute(
        "SELECT secret FROM event_key WHERE event_id = ? ORDER BY made_at DESC, id DESC", (event_id.hex,)
    ).fetchall()
    for number, (secret,) in enumerate(keys):
        parts = read_token(secret, token)
        if parts is not None:
            return parts, number == 0
    return None


def was_given(run: sqlite3.Connection, token: str) -> bool:
    """Whether a badge with this token is known, even one that was taken off with its guest."""
    return run.execute("SELECT 1 FROM badge WHERE token = ?", (token,)).fetchone() is not None


def rules_for(run: sqlite3.Connection, reading: Reading, parts: TokenParts) -> Any:
    """The rules of a checkpoint for a guest of whom only the category's number is known."""
    return fetch(run, _STRANGER, {"checkpoint": reading.checkpoint_id.hex, "number": parts.category})


def may_enter(found: Any) -> bool:
    """Whether a guest is among those whom a checkpoint is for."""
    wanted = found.tags_chosen
    if not found.chosen and not wanted:
        return True
    if found.category_chosen or getattr(found, "guest_chosen", 0):
        return True
    if not wanted:
        return False
    tags = set(map(fold, getattr(found, "tags", "").split(",")))
    return any(fold(tag) in tags for tag in wanted.split("\x1f"))


def zone_of(run: sqlite3.Connection, event_id: UUID) -> ZoneInfo:
    """The time zone of an event."""
    (name,) = run.execute("SELECT zone FROM event WHERE id = ?", (event_id.hex,)).fetchone()
    return ZoneInfo(name)


def door_of(found: Any, checkpoint_id: UUID, hours: Hours | None, zone: ZoneInfo | None) -> Door:
    """The rules of the checkpoint that was found about coming again."""
    return Door(checkpoint_id, Ways(found.ways), Entry(found.entry), hours, zone)


def passages(run: sqlite3.Connection, registration: str | None, token: str) -> list[Passage]:
    """Where a guest was let through, in order, under their registration or with a badge that was not received."""
    return [_passage(row) for row in run.execute(_PASSAGES, {"registration": registration, "token": token})]


def places(run: sqlite3.Connection, event_id: str) -> dict[UUID, Place]:
    """What being read at each checkpoint of an event does."""
    known: dict[UUID, tuple[Ways, str]] = {}
    left: dict[UUID, set[UUID]] = {}
    for key, ways, code, left_id in run.execute(_PLACES, (event_id,)):
        known[UUID(key)] = Ways(ways), code
        left.setdefault(UUID(key), set()).update([UUID(left_id)] if left_id else [])
    return {
        key: Place(ways, frozenset(left[key]), code == MAIN_DOOR or (ways is Ways.OUT and not left[key]))
        for key, (ways, code) in known.items()
    }


def room_at(
    run: sqlite3.Connection,
    capacity: int | None,
    door: Door,
    at: datetime,
    known: Mapping[UUID, Place],
    *,
    live: bool = True,
) -> Room:
    """How many are in a place that has a capacity.

    That at most so many can be is found out fast; only where that many would fill it are they counted. ``live`` is
    as for ``count_inside``.
    """
    if capacity is None:
        return Room()
    (most,) = run.execute(_AT_MOST, {"checkpoint": door.checkpoint.hex}).fetchone()
    return Room(most if most < capacity else count_inside(run, door, at, known, live=live), capacity)


def count_inside(
    run: sqlite3.Connection,
    door: Door,
    at: datetime,
    known: Mapping[UUID, Place],
    *,
    live: bool = True,
    guests: bool = False,
) -> int:
    """How many are in the place of ``door`` at ``at``; where entry is daily, of those who came on that day.

    ``live`` says that ``at`` is what the clock shows: who came later than that came before it was set back.
    ``guests`` leaves out badges that were not received, and whoever is not on the list any more.
    """
    since, until = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    if door.entry is Entry.DAILY and door.zone is not None:
        since, until = whole_day(at, door.zone, door.hours)
        until = datetime.max.replace(tzinfo=UTC) if live else until
    ways_out = [key.hex for key, place in known.items() if place.outermost or key == door.checkpoint]
    leaving = [key.hex for key, place in known.items() if door.checkpoint in place.leaves]
    values = {
        "checkpoint": door.checkpoint.hex, "since": written(since), "until": written(until),
        "ways_out": json.dumps(ways_out), "leaving": json.dumps(leaving),
    }  # fmt: skip
    (count,) = run.execute(_GUESTS_INSIDE if guests else _INSIDE, values).fetchone()
    return int(count)


def asked(run: sqlite3.Connection, found: Any) -> tuple[Asked, ...]:
    """What nobody handed over to this guest, or asked them, yet."""
    about = {
        "event": found.event_id, "checkpoint": found.checkpoint_id, "category": found.category_id,
        "registration": found.registration_id,
    }  # fmt: skip
    return tuple(Asked(UUID(key), Asking(kind), LocalName(*text)) for key, kind, *text in run.execute(_ASKED, about))


def other_vehicle(run: sqlite3.Connection, found: Any, at: datetime) -> LocalName:
    """The vehicle with which a guest rides who came to the door of another one, with its plate; nothing else."""
    asked = {"registration": found.registration_id, "checkpoint": found.checkpoint_id, "at": written(at)}
    row = fetch(run, _OTHER_VEHICLE, asked)
    if row is None:
        return LocalName()
    return LocalName(*(f"{name} {row.plate}".strip() if name else "" for name in row[:3]))


def fact(run: sqlite3.Connection, scan_id: UUID) -> Any:
    """A scan with its desk, who was there, and whether it was taken back, as a row, or None."""
    return fetch(run, _FACT, {"scan": scan_id.hex})


def earlier(run: sqlite3.Connection, check_in: UUID, left_at: datetime | None = None) -> Earlier:
    """The check-in that a verdict names."""
    row = fact(run, check_in)
    return Earlier(check_in, datetime.fromisoformat(row.at), row.desk, row.who, left_at)


def guest_of(run: sqlite3.Connection, row: Any) -> GuestCard | None:
    """Who a scan that ``fact`` found was of; None where it was nobody of ours."""
    if row.registration_id is None:
        return None
    found = fetch(run, _BY_REGISTRATION, {"key": row.registration_id, "checkpoint": row.checkpoint_id})
    return None if found is None else card(found)


def _post(place_zh: str, place_en: str, title_zh: str, title_en: str) -> GuestPost:
    return GuestPost(LocalName(place_zh, place_zh, place_en), LocalName(title_zh, title_zh, title_en))


def card(found: Any) -> GuestCard:
    """The guest in a row that ``find`` found."""
    lines = (found.posts or "").split("\x1e") if found.posts else []
    return GuestCard(
        registration=UUID(found.registration_id),
        serial=found.serial,
        name_zh=found.name_zh,
        name_latin=found.name_latin,
        honorific_zh=found.honorific_zh,
        honorific_en=found.honorific_en,
        posts=tuple(_post(*line.split("\x1f")) for line in lines),
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


def moment(value: str | None) -> datetime | None:
    """A moment as the database holds it."""
    return None if value is None else datetime.fromisoformat(value)


def _passage(row: Iterable[Any]) -> Passage:
    key, checkpoint, direction, clock, at, desk = row
    return Passage(UUID(key), UUID(checkpoint), Direction(direction), clock, datetime.fromisoformat(at), UUID(desk))
