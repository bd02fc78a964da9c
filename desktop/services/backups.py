"""The automatic copies of a database, for a list."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.storage.shelf import backups_of, last_backup_at


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside a database: how many copies, where, and when (aware UTC) the newest was made."""

    copies: int
    folder: Path | None
    last: datetime | None


def kept_backups(path: Path) -> Kept:
    """The automatic backups of the database at ``path``."""
    found = backups_of(path)
    return Kept(len(found), found[0].parent if found else None, last_backup_at(path))
