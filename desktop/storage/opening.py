"""Opening a database file: made when there is none, checked, brought up to date, given its desk."""

import os
import sqlite3
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from desktop.models import Desk, Local
from desktop.storage.database import Database, utc_now
from desktop.storage.journal import Actor, Journal
from desktop.storage.migrate import SCHEMA, migrate
from desktop.storage.shelf import backups_of
from desktop.storage.troubles import CannotOpen, NewerDatabase, NotADatabase, ReadOnly, damaged, told

_MAGIC = b"SQLite format 3\x00"
_DESK = "desk"


def open_database(
    path: Path,
    who: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    randomness: Callable[[], int] | None = None,
) -> Database:
    """Open ``path`` for ``who``; raises a ``Trouble`` that says what is wrong with the file and what to do."""
    path = path.expanduser().absolute()
    found = check(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(file=path) from error
    with told(path):
        if found != SCHEMA:
            migrate(path, found, clock())
        options = {} if randomness is None else {"randomness": randomness}
        db = Database(path, clock=clock, **options)
        try:
            db.actor = _actor(db, who)
        except BaseException:
            db.close()
            raise
        return db


def check(path: Path) -> str | None:
    """The schema version of ``path``, None where there is no database yet; changes nothing in it.

    Raises what would stop ``open_database``.
    """
    _check_file(path)
    with told(path):
        found = _schema(path)
    if found is not None and found > SCHEMA:
        raise NewerDatabase(file=path)
    return found


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise NotADatabase(file=path)
    try:
        if not path.exists() or path.stat().st_size == 0:
            return
        # An administrator could write a read-only file all the same; whoever marked it so did not want that.
        if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
            raise ReadOnly(file=path)
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise CannotOpen(file=path) from error
    if head != _MAGIC:
        # A file that was ours and lost its first page is damaged; one that never was ours is a mistake.
        raise damaged(path) if backups_of(path) else NotADatabase(file=path)


def _schema(path: Path) -> str | None:
    """The schema version of the file; None for one without any table. Raises for another program's file."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path)
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        row = (
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if "alembic_version" in tables
            else None
        )
        if row is None or not isinstance(row[0], str) or "journal" not in tables:
            raise NotADatabase(file=path)
        return row[0]
    finally:
        connection.close()


def _actor(db: Database, who: str) -> Actor:
    """This file's own desk; the first desk of a new file has the letter A."""
    with db.read() as session:
        known = session.scalar(select(Local.value).where(Local.name == _DESK))
    if known is not None:
        return Actor(UUID(known), who)
    desk_id = Journal(Actor(UUID(int=0), who), db.now(), db.randomness).new_id()
    with db.write(Actor(desk_id, who)) as session:
        # Two programs may open a new file at once; the first to write names its desk.
        known = session.scalar(select(Local.value).where(Local.name == _DESK))
        if known is not None:
            return Actor(UUID(known), who)
        session.add(Local(name=_DESK, value=desk_id.hex))
        session.add(Desk(id=desk_id, letter="A", name=""))
    return Actor(desk_id, who)
