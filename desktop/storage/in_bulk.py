"""Very many rows changed at once: in few statements, journalled like all else."""

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from desktop.models import Row
from desktop.storage.database import settle
from desktop.storage.driver import driver
from desktop.storage.journal import UPDATE, journal_of, raw_value, table_of


@contextmanager
def unsearched(session: Session) -> Generator[None, None, None]:
    """For changes of what nobody is found by: they are journalled, and the search index is not asked about them."""
    settle(session)
    yield
    session.flush()
    journal = journal_of(session)
    journal.write(session.connection())
    journal.changes.clear()


def update_rows(
    session: Session, model: type[Row], rows: Sequence[UUID], values: Mapping[str, Any], *, where: Mapping[str, Any]
) -> int:
    """Let those of ``rows`` say ``values`` that say ``where`` and are not deleted, and journal it.

    Returns how many said something else.
    """
    session.flush()
    journal, connection, table = journal_of(session), session.connection(), table_of(model).name
    names, new = list(values), [raw_value(value) for value in values.values()]
    columns, limits = ", ".join(f't."{name}"' for name in names), "".join(f' AND t."{name}" = ?' for name in where)
    # Joined across, or SQLite looks through all rows that say ``where`` for the few that are meant.
    present = (
        f'SELECT t.id, {columns} FROM json_each(?) wanted CROSS JOIN "{table}" t ON t.id = wanted.value'  # noqa: S608
        f" WHERE t.deleted_at IS NULL{limits}"
    )
    keys = [json.dumps([row.hex for row in rows]), *map(raw_value, where.values())]
    changed: list[str] = []
    for row_id, *old in driver(connection).execute(present, keys).fetchall():
        after = {name: value for name, was, value in zip(names, old, new, strict=True) if was != value}
        if after:
            before = {name: was for name, was in zip(names, old, strict=True) if name in after}
            journal.record(table, UUID(row_id), UPDATE, before, after)
            changed.append(row_id)
    assignments = ", ".join(f'"{name}" = ?' for name in names)
    driver(connection).execute(
        f'UPDATE "{table}" SET {assignments} WHERE id IN (SELECT value FROM json_each(?))',  # noqa: S608
        [*new, json.dumps(changed)],
    )
    session.expire_all()
    return len(changed)


def update_lines(connection: Connection, table: str, names: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    """Set the columns ``names`` of a row for each of ``lines``: raw values, then its key. The caller journals it."""
    places = ", ".join(f'"{name}" = ?' for name in names)
    driver(connection).executemany(f'UPDATE "{table}" SET {places} WHERE id = ?', lines)  # noqa: S608
