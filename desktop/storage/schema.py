"""Which schema a database file has, and which this program writes."""

import sqlite3
from pathlib import Path

from desktop.storage.troubles import NotADatabase

MAGIC = b"SQLite format 3\x00"
"""What every SQLite file begins with."""

SCHEMA = "0001"
"""The schema this program writes. Revisions are numbered, so that a later one compares greater."""


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as a database of SQLite does; raises ``OSError`` where it can't be read."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def schema_of(path: Path) -> str | None:
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
