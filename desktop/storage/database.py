"""The door to the database: sessions to read, transactions to write, and who is told what changed."""

import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, create_engine, event, select, text
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from desktop.models import JournalEntry
from desktop.storage.driver import driver
from desktop.storage.journal import Actor, Journal, journal_of, listen
from desktop.storage.troubles import told

log = logging.getLogger(__name__)

Changes = frozenset[tuple[str, UUID | None]]
"""Which rows were changed; a table with None in place of a row means "many, look again"."""

Listener = Callable[[Changes], None]

_MANY = 2_000
_BUSY_MS, _TURN_MS = 5_000, 34
# The scan that moves the write-ahead log into the file waits for the disk; by default that is one in eighty.
_LOG_PAGES = 4_000
_USUAL_KIB, _MOST_KIB, _KIB_A_PERSON, _MANY_PEOPLE = 2_000, 256 << 10, 3, 20_000
_ROOM = "room"


def utc_now() -> datetime:
    """The machine's clock, aware UTC."""
    return datetime.now(UTC)


def _randomness() -> int:
    return secrets.randbits(80)


class Database:
    """One open database file. Sessions are short and stay on the thread that asked for them.

    ``clock`` and ``randomness`` are arguments so that a demo with a seed, and a test, make the same data twice.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime] = utc_now,
        randomness: Callable[[], int] = _randomness,
    ) -> None:
        self.path = path
        self.actor: Actor | None = None
        self._clock, self.randomness = clock, randomness
        self._engines = _engine(path, writes=False), _engine(path, writes=True)
        self._read = sessionmaker(self._engines[0], expire_on_commit=False, autoflush=False)
        self._write = sessionmaker(self._engines[1], expire_on_commit=False)
        listen(self._write)
        self._listeners: list[Listener] = []
        self._announcing = threading.Lock()
        self._seen = 0

    def now(self) -> datetime:
        """The moment by this database's clock, aware UTC."""
        return self._clock()

    @contextmanager
    def read(self) -> Generator[Session, None, None]:
        """A consistent look at the data; writes nothing."""
        with told(self.path), self._read() as session:
            yield session

    @contextmanager
    def write(
        self,
        actor: Actor | None = None,
        *,
        now: datetime | None = None,
        randomness: Callable[[], int] | None = None,
        quietly: bool = False,
    ) -> Generator[Session, None, None]:
        """One transaction: journalled and committed if the block ends, rolled back whole if it raises.

        ``now`` and ``randomness`` replace the database's own in this transaction, for what has a seed. After a
        ``quietly`` written one listeners are told only at the next ``poll``.
        """
        who = actor or self.actor
        if who is None:
            raise RuntimeError("a write needs an actor: open the database with storage.opening")
        with told(self.path), self._write() as session, session.begin():
            session.info["journal"] = Journal(who, now or self._clock(), randomness or self.randomness)
            yield session
            settle(session)
        if self._listeners and not quietly:
            self.poll()

    def listen(self, listener: Listener) -> None:
        """Tell ``listener`` after each commit, of this process or (through ``poll``) of any other."""
        if not self._listeners:
            with self.read() as session:
                self._seen = _last_position(session)
        self._listeners.append(listener)

    def poll(self) -> None:
        """Announce what the journal holds that was not announced yet. Costs one indexed look-up when idle."""
        with self._announcing:
            with self.read() as session:
                changes, self._seen = _changes_after(session, self._seen)
            if changes:
                for listener in self._listeners:
                    listener(changes)

    def close(self) -> None:
        """Let go of the file."""
        for engine in self._engines:
            engine.dispose()


def _engine(path: Path, *, writes: bool) -> Engine:
    """Connections that write, or that can't, not even by mistake: what is not journalled must not be written.

    They are not the same ones with a switch between: switching makes SQLite prepare every statement anew.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"check_same_thread": False, "timeout": _BUSY_MS / 1000},
        # What a statement was given may be somebody's name, and errors are logged.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _tame(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={_BUSY_MS}",
            f"wal_autocheckpoint={_LOG_PAGES}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # FTS5's list of the words it holds, to look for words like one that was mistyped.
        connection.execute("CREATE VIRTUAL TABLE temp.search_word USING fts5vocab(main, search, row)")
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "checkin")
    def _give_back(connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
        if record.info.pop(_ROOM, False) and connection is not None:
            connection.execute(f"PRAGMA cache_size={-_USUAL_KIB}")
            connection.execute("PRAGMA shrink_memory")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that reads before it writes loses to another writer without waiting.
        if writes:
            _wait_for_turn(driver(connection))
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _wait_for_turn(run: sqlite3.Connection) -> None:
    """Begin to write; wait while others do.

    SQLite's own wait sleeps longer each time, up to a tenth of a second, so that a desk among busy ones may wait for
    seconds. Giving up early and starting over keeps its sleeps short.
    """
    until = time.monotonic() + _BUSY_MS / 1000
    run.execute(f"PRAGMA busy_timeout={_TURN_MS}")
    try:
        while True:
            try:
                run.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            else:
                return
    finally:
        run.execute(f"PRAGMA busy_timeout={_BUSY_MS}")


def make_room(session: Session, people: int) -> None:
    """Let the transaction keep in memory what so many new ``people`` touch, up to 256 MiB.

    With the little room that is enough for a desk, pages are written, read and written again. Fewer fit as it is.
    """
    if people >= _MANY_PEOPLE:
        connection = session.connection()
        connection.info[_ROOM] = True
        connection.exec_driver_sql(f"PRAGMA cache_size={-min(people * _KIB_A_PERSON, _MOST_KIB)}")


def settle(session: Session) -> None:
    """Index and journal what the transaction changed so far; bulk work does so now and then, to keep memory flat."""
    journal = journal_of(session)
    session.flush()
    _index(session, journal)
    journal.write(session.connection())
    journal.changes.clear()


def _index(session: Session, journal: Journal) -> None:
    from desktop.storage.search_index import changes_what_is_found, refresh

    touched = {
        (change.table, change.row_id)
        for change in journal.changes
        if changes_what_is_found(change.table, {**(change.before or {}), **(change.after or {})})
    }
    if touched:
        refresh(session, touched)


def _last_position(session: Session) -> int:
    return session.scalar(text("SELECT coalesce(max(position), 0) FROM journal")) or 0


def _changes_after(session: Session, seen: int) -> tuple[Changes, int]:
    last = _last_position(session)
    if last <= seen:
        # Fewer than were seen: a backup was brought back, and its journal goes on from there.
        return frozenset(), last
    table, row, position = JournalEntry.table_name, JournalEntry.row_id, JournalEntry.position
    if last - seen > _MANY:
        tables = session.scalars(select(table).where(position > seen, position <= last).distinct())
        return frozenset((name, None) for name in tables), last
    rows = session.execute(select(table, row).where(position > seen, position <= last)).all()
    return frozenset((name, row_id) for name, row_id in rows), last
