"""Bringing a database file up to this program's schema, after a backup of it."""

import logging
from datetime import datetime
from pathlib import Path

from desktop.storage.backup import automatic_backup
from desktop.storage.schema import SCHEMA

log = logging.getLogger(__name__)


def migrate(path: Path, found: str | None, now: datetime) -> None:
    """Upgrade ``path`` from schema ``found`` (None: an empty file) in one transaction, or leave it as it was."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import NullPool

    if found is not None:
        automatic_backup(path, now)
        log.info("upgrading the database from schema %s to %s", found, SCHEMA)
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _tame(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        connection.execute("PRAGMA busy_timeout=5000")  # type: ignore[attr-defined]
        connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]
        # Batch migrations drop and recreate tables; with foreign keys on that deletes the rows that refer to them.
        connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"a migration left {len(broken)} references without their rows")
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()
