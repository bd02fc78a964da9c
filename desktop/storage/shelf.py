"""The shelf of automatic backups beside a database file."""

import contextlib
import sqlite3
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

STAMP = "%Y%m%dT%H%M%S%fZ"
"""How a backup's file name says when it was made."""


def backup_folder(path: Path) -> Path:
    """Where the automatic backups of ``path`` are kept, beside it."""
    return path.with_name(f"{path.stem}.backups")


def backups_of(path: Path) -> list[Path]:
    """The automatic backups of ``path``, newest first."""
    with contextlib.suppress(OSError):
        return sorted(backup_folder(path).glob("*.db"), reverse=True)
    return []


def last_backup_at(path: Path) -> datetime | None:
    """When the newest automatic backup of ``path`` was made, aware UTC."""
    for made in backups_of(path):
        with contextlib.suppress(ValueError):
            return datetime.strptime(made.stem, STAMP).replace(tzinfo=UTC)
    return None


def last_good_backup(path: Path) -> Path | None:
    """The newest automatic backup that is whole, or None."""
    return next((backup for backup in backups_of(path) if is_whole(backup)), None)


def is_whole(path: Path) -> bool:
    """Whether the file holds something, and SQLite finds nothing wrong with it by its quick check."""
    try:
        with opened(path) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            # To SQLite a file cut down to nothing is a database without tables.
            return bool(sound and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except sqlite3.Error:
        return False


@contextlib.contextmanager
def opened(path: Path) -> Generator[sqlite3.Connection, None, None]:
    """The file, to be read alone; nothing is made where there is none."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        yield connection
    finally:
        connection.close()
