"""Taking an action back: the inverse of each of its entries, written as entries of a new action."""

import json
from collections import Counter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, aliased

from desktop.models import JournalEntry, written
from desktop.storage.journal import DELETE, INSERT, RESTORE, UPDATE, journal_of, journalled, table_of


class Later(NamedTuple):
    """A row of the action that another action has changed since."""

    table: str
    row_id: UUID


def changed_since(session: Session, action: UUID) -> list[Later]:
    """The rows of ``action`` that a later action changed too, so that taking it back would lose that change."""
    later = aliased(JournalEntry)
    query = (
        select(JournalEntry.table_name, JournalEntry.row_id)
        .join(
            later,
            (later.row_id == JournalEntry.row_id)
            & (later.table_name == JournalEntry.table_name)
            & (later.position > JournalEntry.position)
            & (later.action != action),
        )
        .where(JournalEntry.action == action)
        .distinct()
    )
    return [Later(table, row_id) for table, row_id in session.execute(query)]


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


def undo_action(session: Session, action: UUID, *, keep_later: bool = False) -> Counter[str]:
    """Write the inverse of ``action``; returns how many rows of each table were taken back.

    With ``keep_later`` a column that says something else by now stays as it is.
    """
    journal = journal_of(session)
    connection = session.connection()
    columns = {table_of(model).name: set(table_of(model).columns.keys()) for model in journalled()}
    counts: Counter[str] = Counter()
    entries = session.execute(
        select(
            JournalEntry.table_name,
            JournalEntry.row_id,
            JournalEntry.operation,
            JournalEntry.before,
            JournalEntry.after,
        )
        .where(JournalEntry.action == action)
        .order_by(JournalEntry.position.desc())
    ).all()
    for table, row_id, operation, before, after in entries:
        old: dict[str, Any] = json.loads(before) if before else {}
        new: dict[str, Any] = json.loads(after) if after else {}
        if operation == INSERT:
            old, new, inverse = {"deleted_at": written(journal.now)}, {"deleted_at": None}, DELETE
        else:
            inverse = {DELETE: RESTORE, RESTORE: DELETE}.get(operation, UPDATE)
        if not set(old) <= columns[table]:
            raise KeyError(f"the journal names columns that {table} does not have")
        if keep_later:
            now = connection.execute(text(f'SELECT * FROM "{table}" WHERE id = :row'), {"row": row_id.hex})  # noqa: S608
            current = now.mappings().one()
            old = {name: value for name, value in old.items() if current[name] == new.get(name)}
            if not old:
                continue
        assignments = ", ".join(f'"{name}" = :{name}' for name in old)
        connection.execute(
            text(f'UPDATE "{table}" SET {assignments} WHERE id = :row'),  # noqa: S608  names checked above
            {**old, "row": row_id.hex},
        )
        journal.record(table, row_id, inverse, {name: new.get(name) for name in old}, old)
        counts[table] += 1
    session.expire_all()
    return counts


def last_clock(session: Session) -> int:
    """The hybrid clock of the newest entry; 0 in an empty journal."""
    return session.scalar(select(func.max(JournalEntry.clock))) or 0
