"""Copies of the database that can be trusted: made while desks work, checked, kept, brought back."""

import contextlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from desktop.errors import N_, UserError
from desktop.files import NO_ROOM, DiskFull
from desktop.storage.schema import SCHEMA, is_sqlite, schema_of
from desktop.storage.shelf import STAMP, backup_folder, backups_of, is_whole, opened
from desktop.storage.troubles import CannotOpen, Damaged, NewerDatabase, NotADatabase, told

KEPT = 10

log = logging.getLogger(__name__)


class BackupExists(UserError):
    code = "backup_exists"
    text = N_("{file} exists already. Name another file for the backup.")


class NoSuchBackup(UserError):
    code = "no_such_backup"
    text = N_("There is no file {file} to restore from.")


class SameFile(UserError):
    code = "same_file"
    text = N_("{file} is the database itself. Name the backup to restore from.")


class DamagedBackup(UserError):
    code = "backup_damaged"
    text = N_("{file} is damaged. Choose another backup.")


class NoBackup(UserError):
    code = "no_backup"
    text = N_("There is no backup of {file}. Name the file to restore from.")


def back_up(path: Path, out: Path, *, with_keys: bool) -> Path:
    """Write a consistent, checked copy of ``path`` to ``out`` while others go on writing.

    Without ``with_keys`` the copy lacks the secrets that badges are signed with: printed badges are still known by
    it, but it can't be used to forge new ones. Raises ``BackupExists``; nothing half written is left behind.
    """
    if out.exists():
        raise BackupExists(file=out)
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    with _disk(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(path, partial, shown=out, with_keys=with_keys)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    return out


def automatic_backup(path: Path, now: datetime) -> Path:
    """A full copy in the backup folder, of which the newest ``KEPT`` stay."""
    folder = backup_folder(path)
    out = folder / f"{now.strftime(STAMP)}.db"
    if not out.exists():
        back_up(path, out, with_keys=True)
    # The one just made stays, even where a clock that was wrong once gave others later names.
    for old in [backup for backup in backups_of(path) if backup != out][KEPT - 1 :]:
        old.unlink(missing_ok=True)
    return out


def restore(path: Path, source: Path, now: datetime) -> Path | None:
    """Put ``source`` in the place of ``path``; returns where the old file went, None where there was none.

    Raises ``DamagedBackup``, ``NotADatabase`` or ``NewerDatabase`` for a source that this program can't work on; then
    nothing changed.
    """
    if not source.is_file():
        raise NoSuchBackup(file=source)
    if path.exists() and source.samefile(path):
        raise SameFile(file=source)
    with _disk(source):
        if not is_sqlite(source):
            raise NotADatabase(file=source)
    if not is_whole(source):
        raise DamagedBackup(file=source)
    found = schema_of(source)
    if found is None:
        raise NotADatabase(file=source)
    if found > SCHEMA:
        raise NewerDatabase(file=source)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with _disk(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(source, partial, shown=path, with_keys=True)
            _refuse_if_open(path)
            kept = _set_aside(path, now)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    log.info("restored the database from a backup")
    return kept


def _refuse_if_open(path: Path) -> None:
    """Raise ``Busy`` while another program has the file open: it would go on writing into the one put aside."""
    if not path.exists():
        return
    with told(path), contextlib.closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            # What is still in the log goes into the file, which is kept.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise
        except sqlite3.DatabaseError:
            log.info("the database that is being replaced can't be read")


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Keep the file beside its place, which it holds until it is replaced: a kill in between loses nothing.

    Its write-ahead log goes away, also one without its file: left behind, it would be played into the new file.
    """
    kept = path.with_name(f"{path.stem}.replaced-{now.strftime(STAMP)}{path.suffix}")
    if path.exists():
        try:
            os.link(path, kept)
        except OSError:
            shutil.copy2(path, kept)
    for ending in ("-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(kept.with_name(kept.name + ending))
    return kept if kept.exists() else None


def _copy(path: Path, out: Path, *, shown: Path, with_keys: bool) -> None:
    """Copy ``path`` to ``out``, which is on its way to be ``shown``: troubles name that."""
    out.unlink(missing_ok=True)
    with told(shown), opened(path) as source, contextlib.closing(sqlite3.connect(out)) as target:
        # A copy that is cut short is thrown away, so nothing need be safe before it is whole.
        target.execute("PRAGMA synchronous=OFF")
        target.execute("PRAGMA journal_mode=OFF")
        # All pages at once: copying step by step starts over at each write of another connection.
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode=DELETE")
        # Whoever works on a copy is a desk of its own: two files that count on as one desk can't be merged again.
        target.execute("DELETE FROM local WHERE name = 'desk'")
        if not with_keys:
            target.execute("PRAGMA secure_delete=ON")
            target.execute("DELETE FROM event_key")
        target.commit()
    # The disk is written while the copy is read.
    with ThreadPoolExecutor(1) as beside:
        kept = beside.submit(_sync, out)
        whole = is_whole(out)
    kept.result()
    if not whole:
        raise Damaged(file=path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _disk(path: Path) -> Generator[None, None, None]:
    """Turn what the system says of a file into a sentence about ``path``."""
    try:
        yield
    except OSError as error:
        raise (DiskFull if error.errno in NO_ROOM else CannotOpen)(file=path) from error
