"""Writing the journal: whatever a transaction changes becomes entries of the same transaction.

Rows that go through the ORM are seen when they are flushed; bulk and hot paths say what they write by
``insert_rows`` or ``record``. A bulk statement that does neither is refused, so that nothing escapes the journal.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from desktop.domain.ids import milliseconds, tick, uuid7, whole_milliseconds
from desktop.models import Row, written
from desktop.storage.driver import driver

GENESIS = "0" * 64
PURGED = "purged:"
INSERT, UPDATE, DELETE, RESTORE = "insert", "update", "delete", "restore"
Values = Mapping[str, Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_HEAD = (
    "SELECT coalesce((SELECT clock FROM journal ORDER BY position DESC LIMIT 1), 0),"
    " coalesce(h.sequence, 0), coalesce(h.hash, :genesis), coalesce(h.clock, 0)"
    " FROM (SELECT 1) LEFT JOIN (SELECT sequence, hash, clock FROM journal WHERE desk_id = :desk"
    " ORDER BY sequence DESC LIMIT 1) h"
)
_INSERT = (
    "INSERT INTO journal (id, desk_id, sequence, clock, who, action, table_name, row_id, operation, before, after,"
    " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes: the desk, and the person at it by the name the desk goes by."""

    desk_id: UUID
    who: str


class Change(NamedTuple):
    """One changed row, in database values."""

    action: UUID
    table: str
    row_id: str
    operation: str
    before: Values | None
    after: Values | None


@dataclass(slots=True)
class Journal:
    """The entries of one transaction; also where its moment, its action and new keys come from.

    ``action`` may be set to that of an earlier transaction, of whose act this one is a further part.
    """

    actor: Actor
    now: datetime
    randomness: Callable[[], int]
    action: UUID = field(init=False)
    changes: list[Change] = field(default_factory=list)
    _ms: int = field(init=False)

    def __post_init__(self) -> None:
        # The database holds milliseconds; what is answered now is what will be read later.
        self.now = whole_milliseconds(self.now)
        self._ms = milliseconds(self.now)
        self.action = self.new_id()

    def new_id(self) -> UUID:
        """A fresh key (UUIDv7) of this transaction's moment."""
        return uuid7(self._ms, self.randomness())

    def record(self, table: str, row_id: UUID, operation: str, before: Values | None, after: Values | None) -> None:
        """Note a change that the caller has made, or is about to make, by a statement of its own."""
        self.changes.append(Change(self.action, table, row_id.hex, operation, before, after))

    def start_action(self) -> UUID:
        """Let what follows be an act of its own, which can be taken back without what came before it."""
        self.action = self.new_id()
        return self.action

    def write(self, connection: Connection) -> None:
        """Append the noted changes to the journal, chained to this desk's last entry."""
        if not self.changes:
            return
        run, desk = driver(connection), self.actor.desk_id.hex
        clock, sequence, chain, own = run.execute(_HEAD, {"genesis": GENESIS, "desk": desk}).fetchone()
        clock = max(clock, own)
        entries: list[tuple[object, ...]] = []
        for change in self.changes:
            clock, sequence = tick(clock, self._ms), sequence + 1
            before, after = as_json(change.before), as_json(change.after)
            origin = (self.new_id().hex, desk, sequence, clock, self.actor.who, change.action.hex)
            what = (change.table, change.row_id, change.operation)
            chain = entry_hash(chain, origin, what, payload_digest(before, after))
            entries.append((*origin, *what, before, after, chain))
        run.executemany(_INSERT, entries)


def journal_of(session: Session) -> Journal:
    """The journal of the write transaction that ``session`` is in; ``KeyError`` in a read-only one."""
    found: Journal = session.info["journal"]
    return found


def insert_rows(session: Session, model: type[Row], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows in one statement and journal them. Each row names every column that has no default."""
    if not rows:
        return
    journal, table = journal_of(session), table_of(model)
    names = list(table.columns.keys())
    empty = dict.fromkeys(names) | {name: raw_value(value) for name, value in _defaults(table).items()}
    lines: list[list[Any]] = []
    for row in rows:
        values = empty | {name: value if type(value) is str else raw_value(value) for name, value in row.items()}
        lines.append([values[name] for name in names])
        said = {name: value for name, value in values.items() if value is not None}
        journal.record(table.name, row["id"], INSERT, None, said)
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    # Past SQLAlchemy, which would take as long again to bring values that are in their form already into it.
    insert = f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})'  # noqa: S608  names of our own
    driver(session.connection()).executemany(insert, lines)


def raw(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as the database holds them, those that are NULL left out."""
    return {name: raw_value(value) for name, value in values.items() if value is not None}


def raw_value(value: Any) -> Any:
    """One value as the database holds it, which is also what JSON can carry."""
    if value is None or type(value) in (str, int):
        return value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    raise TypeError(f"the journal has no form for {type(value).__name__}")


def as_json(values: Values | None) -> str | None:
    """The one written form of a payload: compact, characters as they are."""
    return None if values is None else _ENCODER.encode(values)


def payload_digest(before: str | None, after: str | None) -> str:
    """SHA-256 over a payload. The chain is over digests, so that a purged payload leaves it whole.

    In the place of a purged payload stands ``PURGED`` and its digest, in ``after``.
    """
    if before is None and after is not None and after.startswith(PURGED):
        return after.removeprefix(PURGED)
    return hashlib.sha256(f"{before or ''}\x00{after or ''}".encode()).hexdigest()


def entry_hash(previous: str, origin: Iterable[object], what: Iterable[object], digest: str) -> str:
    """The hash of an entry, over its fields, its payload's digest and the desk's entry before it."""
    line = "\x1f".join((previous, *map(str, origin), *map(str, what), digest))
    return hashlib.sha256(line.encode()).hexdigest()


def _defaults(table: Table) -> dict[str, Any]:
    """Column defaults as plain values; what has none and may be NULL is NULL."""
    return {
        column.name: column.default.arg if column.default is not None else None  # type: ignore[attr-defined]
        for column in table.columns
        if column.default is not None or column.nullable
    }


def listen(sessions: Any) -> None:
    """Make the sessions of a maker journal what their unit of work writes."""
    event.listen(sessions, "after_flush", _note_flush)
    event.listen(sessions, "do_orm_execute", _refuse_unjournalled)


def _note_flush(session: Session, _context: object) -> None:
    journal = journal_of(session)
    if session.deleted:
        raise TypeError("rows are marked as deleted, never deleted")
    for row in session.new:
        if isinstance(row, Row):
            values = {column.name: getattr(row, column.name) for column in table_of(row).columns}
            journal.record(table_of(row).name, row.id, INSERT, None, raw(values))
    for row in session.dirty:
        if isinstance(row, Row):
            _note_update(journal, row)


def _note_update(journal: Journal, row: Row) -> None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if history.has_changes():
            old, new = (raw_value(values[0]) if values else None for values in (history.deleted, history.added))
            if old != new:
                before[attribute.key], after[attribute.key] = old, new
    if after:
        operation = UPDATE
        if "deleted_at" in after:
            operation = DELETE if after["deleted_at"] else RESTORE
        journal.record(table_of(row).name, row.id, operation, before, after)


def journalled() -> list[type[Row]]:
    """All models whose rows the journal records, by the name of their table."""
    models = (mapper.class_ for mapper in Row.registry.mappers if issubclass(mapper.class_, Row))
    return sorted(models, key=lambda model: table_of(model).name)


def table_of(model: type[Row] | Row) -> Table:
    """The table that a model is mapped to."""
    table: Table = model.__table__  # type: ignore[assignment]
    return table


def _refuse_unjournalled(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise TypeError("a bulk statement must go through storage.journal, which records what it changes")
