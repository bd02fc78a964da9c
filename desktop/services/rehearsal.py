"""A rehearsal: the event in a file of its own, with guests who come although nobody does.

Its badges are made under a key that no real desk has and have serials that no real desk gives, so that nothing of it
opens a real door, and no real badge opens its own. What real badges say is nowhere in the file.
"""

import secrets
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.tokens import KEY_BYTES, make_serial, make_token
from desktop.domain.verdicts import Verdict
from desktop.errors import N_, UserError
from desktop.models import Badge, Category, Event, EventKey, Local, Registration, Scan, ScanUndo
from desktop.progress import Progress
from desktop.services.arrivals import not_undone
from desktop.services.badges import badges, issue_badges
from desktop.services.events import event_in_use
from desktop.services.morning import MORNING, come_in, mingled
from desktop.services.people_list import Show, people
from desktop.storage.backup import BackupExists, back_up
from desktop.storage.database import Database, settle
from desktop.storage.forgetting import forget_badges
from desktop.storage.journal import insert_rows, journal_of
from desktop.storage.opening import open_database
from desktop.storage.shelf import opened
from desktop.storage.troubles import told

LETTER = "ZZ"
"""What serials of a rehearsal begin with; no desk gets this letter."""
_MARK = "rehearsal"
_PREFIX = {"name_hant": "演練 · ", "name_hans": "演练 · ", "name_en": "Rehearsal · "}
_STAMP = "%Y%m%dT%H%M%S"
_CHUNK = 500
_MAKING, _FRESH_S = ".making", 60
"""How the name of one ends that is being made, and for how many seconds it may be between two steps."""


class RehearsalOfRehearsal(UserError):
    code = "rehearsal_of_rehearsal"
    text = N_("This is a rehearsal already. Rehearse from the real event.")


class NoRehearsal(UserError):
    code = "no_rehearsal"
    text = N_("This is no rehearsal: guests are made up only there.")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was made: the file to open, how many badges it has, and how many have come already."""

    file: Path
    badges: int
    arrived: int


def is_rehearsal(session: Session) -> bool:
    """Whether this database is a rehearsal."""
    return session.get(Local, _MARK) is not None


def file_for(db: Database) -> Path:
    """Where a rehearsal of this database goes unless somebody names a file: beside it."""
    return db.path.with_name(f"{db.path.stem}.rehearsal-{db.now():{_STAMP}}{db.path.suffix}")


def rehearse(db: Database, out: Path, progress: Progress, *, arrived: float = 0) -> Rehearsal:
    """Make a rehearsal of the event in use in the file ``out``; this part (0 to 1) of its guests has come already.

    Every guest who is expected has a badge there, and whoever had come has not. Older rehearsals beside it that
    nobody has open are thrown away. Raises ``RehearsalOfRehearsal``, ``NoEvent``, and what ``back_up`` raises; then
    nothing stays.
    """
    with db.read() as session:
        if is_rehearsal(session):
            raise RehearsalOfRehearsal
        event_in_use(session)
    _throw_away_old(db.path, out, db.now())
    if out.exists():
        raise BackupExists(file=out)
    # Under its own name stands only what holds no real badge any more, also when the program is killed meanwhile.
    making = out.with_name(f"{out.stem}{_MAKING}{out.suffix}")
    back_up(db.path, making, with_keys=False)
    try:
        with closing(open_database(making, db.actor.who if db.actor is not None else "")) as copy:
            made = _made(copy, out, progress, arrived)
        # What was written over stands in the file until it is written anew.
        with told(out), closing(sqlite3.connect(making)) as connection:
            connection.execute("VACUUM")
        making.replace(out)
    except BaseException:
        _remove(making)
        raise
    return made


def let_some_in(db: Database, count: int, *, over: timedelta = timedelta()) -> int:
    """Let up to ``count`` guests of a rehearsal come in at the first checkpoint, spread over the time before now.

    Returns how many were admitted. Raises ``NoRehearsal`` in a real event.
    """
    with db.write() as session:
        if not is_rehearsal(session):
            raise NoRehearsal
        event = event_in_use(session)
        waiting = mingled(people(session, event.id, show=Show.ABSENT))
        valid = {row.registration: row.token for row in badges(session, event.id) if row.revoked_at is None}
        tokens = [valid[guest.id] for guest in waiting if guest.id in valid][:count]
        return come_in(session, event.id, tokens, over)


def _made(copy: Database, out: Path, progress: Progress, arrived: float) -> Rehearsal:
    with copy.write() as session:
        session.add(Local(name=_MARK, value=out.name))
        event = event_in_use(session)
        row = session.get_one(Event, event.id)
        for column, prefix in _PREFIX.items():
            setattr(row, column, prefix + getattr(row, column) if getattr(row, column) else "")
        secret = secrets.token_bytes(KEY_BYTES)
        session.add(EventKey(id=journal_of(session).new_id(), event_id=event.id, secret=secret, made_at=_now(session)))
        issue_badges(session, event.id)
        _empty_the_house(session, event.id)
        count = _sign_anew(session, event.id, secret, progress)
        settle(session)
        forget_badges(session, LETTER)
        expected = len(people(session, event.id, show=Show.ABSENT))
    came = let_some_in(copy, round(expected * arrived), over=MORNING) if arrived else 0
    return Rehearsal(out, count, came)


def _sign_anew(session: Session, event_id: UUID, secret: bytes, progress: Progress) -> int:
    """Give every badge of the copy another token and serial, the void ones and those of other events too.

    Returns how many of this event are valid.
    """
    numbers = dict(
        session.execute(
            select(Registration.id, Category.number).join(Category, Category.id == Registration.category_id)
        ).all()
    )
    found = session.scalars(select(Badge)).all()
    progress.step(0, len(found))
    serials: set[str] = set()
    for number, badge in enumerate(found):
        serial = make_serial(LETTER, secrets.randbits(64))
        while serial in serials:
            serial = make_serial(LETTER, secrets.randbits(64))
        serials.add(serial)
        badge.token = make_token(secret, secrets.randbits(80), numbers.get(badge.registration_id, 0))
        badge.serial = serial
        if number % _CHUNK == _CHUNK - 1:
            settle(session)
            progress.step(number, len(found))
    session.flush()
    progress.step(len(found), len(found))
    return sum(badge.revoked_at is None for badge in found if badge.event_id == event_id)


def _empty_the_house(session: Session, event_id: UUID) -> None:
    """Take back every check-in there was: a rehearsal begins with nobody there."""
    standing = session.scalars(
        select(Scan.id).where(Scan.event_id == event_id, Scan.verdict == Verdict.ADMITTED, not_undone())
    ).all()
    journal = journal_of(session)
    insert_rows(
        session,
        ScanUndo,
        [
            {"id": journal.new_id(), "scan_id": key, "desk_id": journal.actor.desk_id, "at": journal.now, "why": _MARK}
            for key in standing
        ],
    )


def _now(session: Session) -> datetime:
    return journal_of(session).now


def _throw_away_old(path: Path, out: Path, now: datetime) -> None:
    """Rehearsals hold everybody's data too: those that are over are not kept, nor those that were never finished."""
    for old in [
        *path.parent.glob(f"{path.stem}.rehearsal-*{path.suffix}"), *out.parent.glob(f"{out.stem}{_MAKING}{out.suffix}")
    ]:  # fmt: skip
        if (_is_marked(old) or _is_left(old, now)) and not _is_open(old):
            _remove(old)


def _is_left(file: Path, now: datetime) -> bool:
    """Whether it is one that was being made, some time ago."""
    with suppress(OSError):
        return file.stem.endswith(_MAKING) and now.timestamp() - file.stat().st_mtime > _FRESH_S
    return False


def _is_marked(file: Path) -> bool:
    with suppress(sqlite3.Error), opened(file) as connection:
        return connection.execute("SELECT 1 FROM local WHERE name = ?", (_MARK,)).fetchone() is not None
    return False


def _is_open(file: Path) -> bool:
    """Whether another program works on it."""
    try:
        with closing(sqlite3.connect(file, timeout=0.1, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        return True
    return False


def _remove(file: Path) -> None:
    """The file, what SQLite keeps beside it, and its own backups."""
    for part in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        with suppress(OSError):
            part.unlink(missing_ok=True)
    folder = file.with_name(f"{file.stem}.backups")
    for copy in folder.glob("*.db"):
        with suppress(OSError):
            copy.unlink()
    with suppress(OSError):
        folder.rmdir()
