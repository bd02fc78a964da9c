"""Which schema a database file has, and which this program writes."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.storage.troubles import NotADatabase

MAGIC = b"SQLite format 3\x00"
"""What every SQLite file begins with."""

SCHEMA = "0001"
"""The schema this program writes. Revisions are numbered, so that a later one compares greater."""


def is_sqlite(path: Path) -> bool:
    """Whether the file is a database of SQLite, if maybe a damaged one; raises ``OSError`` where it can't be read.

    SQLite is asked first: to close a plain handle of a file drops the locks that this process has on it as a database.
    """
    size = path.stat().st_size
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN):
            return True
    else:
        return size > 0
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
