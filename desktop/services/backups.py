"""The copies of a database: which are kept, what one of them holds, and one brought back under an open window."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.services.upkeep import Database, open_database, restore
from desktop.storage.shelf import STAMP, backups_of, last_backup_at, opened

_PEOPLE = "SELECT count(*) FROM registration WHERE deleted_at IS NULL"
_CHECK_INS = """
    SELECT count(*) FROM scan WHERE verdict = 'admitted' AND id NOT IN (SELECT scan_id FROM scan_undo)
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside a database: how many copies, the newest, and when (aware UTC) that was made."""

    copies: int
    newest: Path | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a database file holds, all events together: size in bytes, people, check-ins that stand.

    The counts are None where the file can't tell. ``made`` (aware UTC) is known of automatic backups alone.
    """

    size: int
    made: datetime | None
    people: int | None = None
    check_ins: int | None = None


def kept_backups(path: Path) -> Kept:
    """The automatic backups of the database at ``path``."""
    found = backups_of(path)
    return Kept(len(found), found[0] if found else None, last_backup_at(path))


def held(file: Path) -> Held:
    """What ``file`` holds; one that is missing or damaged holds as little as can be read."""
    size, made = 0, None
    with suppress(OSError):
        size = file.stat().st_size
    with suppress(ValueError):
        made = datetime.strptime(file.stem, STAMP).replace(tzinfo=UTC)
    with suppress(sqlite3.Error), opened(file) as connection:
        people, check_ins = (connection.execute(query).fetchone()[0] for query in (_PEOPLE, _CHECK_INS))
        return Held(size, made, people, check_ins)
    return Held(size, made)


def bring_back(db: Database, source: Path) -> Path | None:
    """Put ``source`` in the place of the file that ``db`` works on; from then on it works on what was brought back.

    Returns where the old file went. Nobody may use ``db`` meanwhile. Raises what ``restore`` raises; then nothing
    changed.
    """
    who = db.actor.who if db.actor is not None else ""
    db.close()
    try:
        _source, kept = restore(db.path, source, db.now())
    finally:
        # Whoever asked meanwhile opened the file that is no longer in its place.
        db.close()
    settled = open_database(db.path, who)
    db.actor = settled.actor
    settled.close()
    return kept
