"""Keeping the database safe, for window and command line alike: opened, backed up, brought back, checked."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from desktop.errors import N_, UserError
from desktop.services.events import NoEvent
from desktop.storage import backup, opening, search_index, shelf
from desktop.storage import verify as verification
from desktop.storage.backup import NoBackup
from desktop.storage.database import Database, utc_now
from desktop.storage.journal import Actor
from desktop.storage.verify import Verification

__all__ = [
    "Actor", "Database", "NoDatabase", "Verification", "at_hand", "automatic", "back_up", "back_up_when_due",
    "open_database", "rebuild_search", "require", "restore", "verify",
]  # fmt: skip
"""Database, Actor and Verification are storage's types, named here for those who may not know storage."""

_DUE_AFTER = timedelta(hours=1)


class NoDatabase(UserError):
    code = "no_database"
    text = N_("There is no database {file} yet; it is made on first use.")


def open_database(path: Path, who: str, *, clock: Callable[[], datetime] = utc_now) -> Database:
    """Open ``path`` for ``who``, made where there is none; raises a ``Trouble`` that says what is wrong with it."""
    return opening.open_database(path, who, clock=clock)


@contextmanager
def at_hand(path: Path, who: str) -> Generator[Database, None, None]:
    """The database ``path``; where there is none, an empty one in its place that is gone afterwards.

    Raises ``NoDatabase`` for a question about an event where there is none: the name was mistyped, more likely.
    """
    path = path.absolute()
    with ExitStack() as stack:
        there = opening.check(path) is not None
        used = path if there else Path(stack.enter_context(TemporaryDirectory())) / "empty.db"
        db = stack.enter_context(closing(open_database(used, who)))
        try:
            yield db
        except NoEvent:
            if there:
                raise
            raise NoDatabase(file=path) from None


def require(path: Path) -> None:
    """Raise ``NoDatabase`` where there is none at ``path``, or what would stop opening it."""
    if opening.check(path) is None:
        raise NoDatabase(file=path)


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


def rebuild_search(session: Session) -> None:
    """Make what people are found by anew from the rows."""
    search_index.rebuild(session)


def verify(session: Session) -> Verification:
    """Hold the database against its journal; reads only."""
    return verification.verify(session)
