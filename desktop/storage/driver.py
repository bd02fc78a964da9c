"""Statements of the hottest paths, run by the driver itself: SQLAlchemy's results cost as much as the work does.

They are part of the session's transaction like any other statement. Values are as the database holds them.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection under ``connection``, whose transaction has begun."""
    found: object = connection.connection.dbapi_connection
    if not isinstance(found, sqlite3.Connection):
        raise TypeError("this database is not SQLite")
    return found


def fetch(run: sqlite3.Connection, sql: str, values: Mapping[str, object]) -> Any:
    """The first row that ``sql`` finds, its columns by name, or None."""
    cursor = run.execute(sql, values)
    cursor.row_factory = _named
    row = cursor.fetchone()
    # A statement that was not read to its end would hold the transaction open.
    cursor.close()
    return row


def _named(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> Any:
    return _shape(tuple(column[0] for column in cursor.description))._make(values)


@cache
def _shape(columns: tuple[str, ...]) -> Any:
    return namedtuple("Found", columns)
