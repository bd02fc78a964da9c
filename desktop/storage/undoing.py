"""Taking an action back: the inverse of each of its entries, written as entries of a new action."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import JournalEntry, written
from desktop.storage.driver import driver
from desktop.storage.in_bulk import unsearched, update_lines
from desktop.storage.journal import DELETE, INSERT, RESTORE, UPDATE, Change, journal_of, journalled, table_of
from desktop.storage.search_index import changes_what_is_found

_INVERSE = {DELETE: RESTORE, RESTORE: DELETE, UPDATE: UPDATE}
_LIVES_ON = {("person", "merged_into_id")}
"""References that count even from a row that is marked as deleted: it is part of the other one by now."""


class Later(NamedTuple):
    """A row of an action on which something that came later depends."""

    table: str
    row_id: UUID


class Use(NamedTuple):
    """A row that an action made, and who refers to it since: the column of another row that no part of it wrote."""

    table: str
    row_id: UUID
    by_table: str
    by_column: str
    by: UUID


def changed_since(session: Session, action: UUID, tables: Collection[str] = ()) -> list[Later]:
    """The rows of ``action`` that by now say something else than it wrote, so that taking it back would lose that.

    A later change that was itself taken back is none. With ``tables`` it is about rows of those alone.
    """
    session.flush()
    return [
        Later(table, UUID(row_id))
        for table in _tables(session, action)
        if not tables or table in tables
        for row_id, wrote, present in _compared(session, action, table)
        if any(present[name] != value for name, value in wrote.items())
    ]


def used_since(session: Session, action: UUID, tables: Collection[str] = ()) -> list[Use]:
    """The rows that ``action`` made, in ``tables`` or in any, and other rows refer to by what it did not write."""
    session.flush()
    found: list[Use] = []
    for table in (name for name in _tables(session, action) if not tables or name in tables):
        made = json.dumps([row.hex for row in rows_of(session, action, table)])
        for by_table, by_column in _referring(table):
            living = "" if (by_table, by_column) in _LIVES_ON else "AND deleted_at IS NULL"
            query = f"""
                SELECT "{by_column}", id FROM "{by_table}"
                WHERE "{by_column}" IN (SELECT value FROM json_each(?)) {living}
            """  # noqa: S608  names of our own
            users = set(driver(session.connection()).execute(query, (made,)).fetchall())
            # A reference of the action's own goes with it, be it in a row that it made or in one that it changed.
            users -= _references(session, action, by_table, by_column) if users else set()
            found += [Use(table, UUID(row), by_table, by_column, UUID(by)) for row, by in sorted(users)]
    return found


def rows_of(session: Session, action: UUID, table: str, operation: str = INSERT) -> list[UUID]:
    """The rows of ``table`` on which ``action`` did ``operation``."""
    return list(
        session.scalars(
            select(JournalEntry.row_id).where(
                JournalEntry.action == action,
                JournalEntry.table_name == table,
                JournalEntry.operation == operation,
            )
        )
    )


def undo_action(
    session: Session,
    action: UUID,
    *,
    keep_later: bool = False,
    leave: Collection[Later] = (),
    positions: Sequence[int] = (),
) -> Counter[str]:
    """Write the inverse of ``action``; returns how many rows of each table were taken back.

    With ``keep_later`` a column that says something else by now stays as it is, and so do the rows in ``leave``. Of
    ``positions`` the first and the last bound which entries are meant; without any, all are.
    """
    session.flush()
    left = {(table, row_id.hex) for table, row_id in leave}
    inverted = [one for one in _inverses(session, action, positions) if one[:2] not in left]
    if keep_later:
        inverted = list(_still_so(session, inverted))
    if any(changes_what_is_found(table, new) for table, _row, _operation, _old, new in inverted):
        return _write(session, inverted)
    with unsearched(session):
        return _write(session, inverted)


def delete_unused(session: Session, action: UUID, tables: Sequence[str]) -> Counter[str]:
    """Take back what ``action`` made in ``tables``, but not what is referred to by now or was changed since.

    Tables that refer to others of them come first.
    """
    session.flush()
    counts: Counter[str] = Counter()
    run = driver(session.connection())
    changed = {row_id for _table, row_id in changed_since(session, action, tables)}
    for table in tables:
        free = set(rows_of(session, action, table)) - changed
        for by_table, by_column in _referring(table):
            query = f'SELECT DISTINCT "{by_column}" FROM "{by_table}" WHERE deleted_at IS NULL'  # noqa: S608
            free -= {UUID(key) for (key,) in run.execute(query) if key}
        counts += delete_rows(session, table, free)
    return counts


def delete_rows(session: Session, table: str, rows: Collection[UUID]) -> Counter[str]:
    """Mark ``rows`` of ``table``, which are not, as deleted."""
    session.flush()
    gone = {"deleted_at": written(journal_of(session).now)}
    return _write(session, [(table, row.hex, DELETE, {"deleted_at": None}, gone) for row in sorted(rows)])


def last_clock(session: Session) -> int:
    """The hybrid clock of the newest entry; 0 in an empty journal."""
    return session.scalar(select(func.max(JournalEntry.clock))) or 0


_Inverse = tuple[str, str, str, dict[str, Any], dict[str, Any]]
"""A row's table and key in hex, what is done to it, what its columns say before and after."""


def _inverses(session: Session, action: UUID, positions: Sequence[int]) -> Iterator[_Inverse]:
    """The last entry's first."""
    between, deleted = "", {"deleted_at": written(journal_of(session).now)}
    values: list[object] = [action.hex]
    if positions:
        between = " AND position BETWEEN ? AND ?"
        values += [min(positions), max(positions)]
    query = f"""
        SELECT table_name, row_id, operation, before, after FROM journal
        WHERE action = ?{between} ORDER BY position DESC
    """  # noqa: S608  nothing but its own words
    for table, row, operation, before, after in driver(session.connection()).execute(query, values):
        if operation == INSERT:
            yield table, row, DELETE, {"deleted_at": None}, deleted
        else:
            old, new = json.loads(after or "{}"), json.loads(before or "{}")
            yield table, row, _INVERSE[operation], {name: old.get(name) for name in new}, new


def _still_so(session: Session, inverted: Sequence[_Inverse]) -> Iterator[_Inverse]:
    """The inverses without what says something else by now than they would change."""
    by_table: defaultdict[str, set[str]] = defaultdict(set)
    for table, row, *_rest in inverted:
        by_table[table].add(row)
    present: dict[tuple[str, str], dict[str, Any]] = {}
    for table, rows in by_table.items():
        cursor = driver(session.connection()).execute(
            f'SELECT * FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))',  # noqa: S608
            (json.dumps(list(rows)),),
        )
        names = [column[0] for column in cursor.description]
        where = names.index("id")
        present |= {(table, line[where]): dict(zip(names, line, strict=True)) for line in cursor}
    for table, row, operation, old, new in inverted:
        now = present[table, row]
        kept = {name: value for name, value in new.items() if now[name] == old[name]}
        now |= kept
        if kept:
            yield table, row, operation, {name: old[name] for name in kept}, kept


def _write(session: Session, inverted: Iterable[_Inverse]) -> Counter[str]:
    columns = {table_of(model).name: set(table_of(model).columns.keys()) for model in journalled()}
    counts: Counter[str] = Counter()
    journal, connection = journal_of(session), session.connection()
    for (table, names), group in groupby(inverted, key=lambda one: (one[0], tuple(one[4]))):
        if not set(names) <= columns[table]:
            raise KeyError(f"the journal names columns that {table} does not have")
        lines = []
        for _table, row, operation, old, new in group:
            lines.append([*new.values(), row])
            journal.changes.append(Change(journal.action, table, row, operation, old, new))
        if names:
            update_lines(connection, table, names, lines)
        counts[table] += len(lines)
    session.expire_all()
    return counts


def _tables(session: Session, action: UUID) -> list[str]:
    return list(session.scalars(select(JournalEntry.table_name).where(JournalEntry.action == action).distinct()))


def _compared(session: Session, action: UUID, table: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each row of ``table`` that ``action`` wrote: its key, what was written last, and what it says now."""
    cursor = driver(session.connection()).execute(
        f'SELECT j.operation, j.after, t.* FROM journal j JOIN "{table}" t ON t.id = j.row_id'  # noqa: S608
        " WHERE j.action = ? AND j.table_name = ? ORDER BY t.id, j.position",
        (action.hex, table),
    )
    names = [column[0] for column in cursor.description[2:]]
    where = names.index("id") + 2
    for row_id, group in groupby(cursor, key=itemgetter(where)):
        wrote: dict[str, Any] = {}
        present: dict[str, Any] = {}
        for operation, after, *values in group:
            if operation == INSERT:
                wrote = dict.fromkeys(names)
            wrote |= json.loads(after or "{}")
            present = dict(zip(names, values, strict=True))
        yield row_id, wrote, present


def _references(session: Session, action: UUID, table: str, column: str) -> set[tuple[str, str]]:
    """The references that ``action`` wrote in a column: to which row, and where."""
    entries = driver(session.connection()).execute(
        "SELECT after, row_id FROM journal WHERE action = ? AND table_name = ?", (action.hex, table)
    )
    return {(json.loads(after or "{}").get(column), row) for after, row in entries}


def _referring(table: str) -> list[tuple[str, str]]:
    """The tables and columns that refer to rows of ``table``."""
    return [
        (table_of(model).name, key.parent.name)
        for model in journalled()
        for key in sorted(table_of(model).foreign_keys, key=lambda key: key.parent.name)
        if key.column.table.name == table
    ]
