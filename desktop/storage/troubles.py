"""What SQLite can say went wrong, as sentences that say what to do."""

import glob
import shutil
import sqlite3
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desktop.errors import N_, SummitDeskError, Trouble
from desktop.files import DiskFull
from desktop.storage.shelf import last_good_backup


class ReadOnly(Trouble):
    code = "database_read_only"
    text = N_("{file} can't be written: the file or its folder is read-only. Allow writing, or copy it elsewhere.")


class Busy(Trouble):
    code = "database_busy"
    text = N_("Another program holds {file} for too long. Nothing was changed. Close it and do it again.")


class Damaged(Trouble):
    code = "database_damaged"
    text = N_("{file} is damaged, and there is no backup beside it. Restore a backup that is kept elsewhere.")


class DamagedWithBackup(Trouble):
    code = "database_damaged"
    text = N_("{file} is damaged. Restore the last good backup, {backup}.")


class Missing(Trouble):
    code = "database_missing"
    text = N_("{file} is missing or empty. Restore the last good backup, {backup}, or move the backups to start anew.")


class CannotOpen(Trouble):
    code = "database_unavailable"
    text = N_("{file} can't be opened. Check that its folder exists and that you may read and write there.")


class DiskFailed(Trouble):
    code = "disk_failed"
    text = N_("Reading or writing {file} failed. Nothing was changed. Check the disk and its connection.")


class NotADatabase(Trouble):
    code = "not_a_database"
    text = N_("{file} is not a Summit Desk database. Name another file.")


class NewerDatabase(Trouble):
    code = "database_newer"
    text = N_("{file} was written by a newer Summit Desk. Install that version to open it; nothing was changed.")


_LEAST_ROOM = 1 << 16
_BY_CODE: dict[int, type[Trouble]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_CANTOPEN: CannotOpen,
    sqlite3.SQLITE_PERM: CannotOpen,
    sqlite3.SQLITE_IOERR: DiskFailed,
}


def trouble_of(error: BaseException, path: Path) -> SummitDeskError | None:
    """The sentence for what SQLite raised while working on ``path``; None when it is a bug of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    kind = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    if kind is None:
        return None
    if kind is Damaged:
        return damaged(path)
    if kind is DiskFailed and _has_no_room(path):
        kind = DiskFull
    return kind(file=path)


def _has_no_room(path: Path) -> bool:
    """Whether the disk is full, or the file as large as it may be: SQLite calls both a failure of the disk."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM or _is_at_limit(path)
    except OSError:
        return False


def _is_at_limit(path: Path) -> bool:
    """Whether the system lets this process make none of a database's files larger."""
    if sys.platform == "win32":
        return False
    import resource

    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    sizes = [file.stat().st_size for file in path.parent.glob(f"*{glob.escape(path.name)}*")]
    return limit != resource.RLIM_INFINITY and max(sizes, default=0) + _LEAST_ROOM > limit


def damaged(path: Path) -> Trouble:
    """The sentence for a damaged file, with the last good backup where there is one."""
    backup = last_good_backup(path)
    return Damaged(file=path) if backup is None else DamagedWithBackup(file=path, backup=backup)


@contextmanager
def told(path: Path) -> Generator[None, None, None]:
    """Turn what SQLite raises inside into one of the sentences above; let bugs through as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        trouble = trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error
