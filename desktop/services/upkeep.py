"""Keeping the database safe, for window and command line alike: opened, backed up, brought back, checked."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.storage import backup, shelf
from desktop.storage import verify as verification
from desktop.storage.backup import NoBackup
from desktop.storage.database import Database
from desktop.storage.journal import Actor
from desktop.storage.opening import open_database
from desktop.storage.verify import Verification

__all__ = [
    "Actor", "Database", "Verification", "automatic", "back_up", "back_up_when_due", "open_database", "restore",
    "verify",
]  # fmt: skip
"""Database, Actor and open_database are storage's own, named here for those who may not know storage."""

_DUE_AFTER = timedelta(hours=1)


def back_up(db: Database, out: Path, *, with_keys: bool) -> Path:
    """Write a consistent copy to ``out`` while others work; without ``with_keys`` nobody can forge badges by it."""
    return backup.back_up(db.path, out, with_keys=with_keys)


def automatic(db: Database) -> Path:
    """Make a backup beside the database, of which the newest few stay."""
    return backup.automatic_backup(db.path, db.now())


def back_up_when_due(db: Database) -> Path | None:
    """Make a backup beside the database unless there is one from within the hour."""
    last = shelf.last_backup_at(db.path)
    return automatic(db) if last is None or abs(db.now() - last) > _DUE_AFTER else None


def restore(path: Path, source: Path | None, now: datetime) -> tuple[Path, Path | None]:
    """Put ``source``, or the last good automatic backup, in the place of the database at ``path``.

    Returns what was brought back, and where the old file went. Raises ``NoBackup``, ``Busy`` while another program
    has the database open, or what is wrong with the source; then nothing changed.
    """
    path = path.expanduser().resolve()
    found = source or shelf.last_good_backup(path)
    if found is None:
        raise NoBackup(file=path)
    return found, backup.restore(path, found, now)


def verify(session: Session) -> Verification:
    """Hold the database against its journal; reads only."""
    return verification.verify(session)
