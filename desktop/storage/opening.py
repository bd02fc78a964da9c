"""Opening a database file: made when there is none, checked, brought up to date, given its desk."""

import os
import stat
from collections.abc import Callable
from datetime import datetime
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from uuid import UUID

from sqlalchemy import select

from desktop.models import Desk, Local
from desktop.storage import search_index
from desktop.storage.database import Database, utc_now
from desktop.storage.journal import Actor, Journal
from desktop.storage.migrate import migrate
from desktop.storage.schema import SCHEMA, is_sqlite, schema_of
from desktop.storage.shelf import backups_of, last_good_backup
from desktop.storage.troubles import CannotOpen, Missing, NewerDatabase, NotADatabase, ReadOnly, damaged, told

_DESK, _SEARCH = "desk", "search"
_MORE_LETTERS = ["".join(pair) for pair in product(ascii_uppercase, repeat=2)]


def open_database(
    path: Path,
    who: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    randomness: Callable[[], int] | None = None,
) -> Database:
    """Open ``path`` for ``who``; raises a ``Trouble`` that says what is wrong with the file and what to do."""
    try:
        path = path.expanduser().resolve()
    except (RuntimeError, OSError) as error:  # no such user, or links that go round in a circle
        raise CannotOpen(file=path) from error
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
            _renew_search(db)
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
        found = schema_of(path)
    if found is not None and found > SCHEMA:
        raise NewerDatabase(file=path)
    return found


def _check_file(path: Path) -> None:
    if path.exists() and not path.is_file():  # a folder, or a pipe or device that SQLite would write beside
        raise NotADatabase(file=path)
    try:
        if not path.exists() or path.stat().st_size == 0:
            _refuse_to_start_anew(path)
            return
        # An administrator could write a read-only file all the same; whoever marked it so did not want that.
        if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
            raise ReadOnly(file=path)
        ours = is_sqlite(path)
    except OSError as error:
        raise CannotOpen(file=path) from error
    if not ours:
        # A file that was ours and lost its first page is damaged; one that never was ours is a mistake.
        raise damaged(path) if backups_of(path) else NotADatabase(file=path)


def _refuse_to_start_anew(path: Path) -> None:
    """A file that is gone while its backups are there was lost; an empty one in its place would hide that."""
    backup = last_good_backup(path)
    if backup is not None:
        raise Missing(file=path, backup=backup)


def _actor(db: Database, who: str) -> Actor:
    """This file's own desk: A in a new file, the next free letter in one that was restored."""
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
        taken = set(session.scalars(select(Desk.letter).where(Desk.deleted_at.is_(None))))
        letter = next(one for one in (*ascii_uppercase, *_MORE_LETTERS) if one not in taken)
        session.add(Local(name=_DESK, value=desk_id.hex))
        session.add(Desk(id=desk_id, letter=letter, name=""))
    return Actor(desk_id, who)


def _renew_search(db: Database) -> None:
    """Make the search index anew where another version of the program made it, once."""
    query = select(Local.value).where(Local.name == _SEARCH)
    with db.read() as session:
        made_by = session.scalar(query)
    if made_by == search_index.VERSION:
        return
    with db.write() as session:
        if session.scalar(query) != search_index.VERSION:
            search_index.rebuild(session)
            session.merge(Local(name=_SEARCH, value=search_index.VERSION))
