"""Keeping the data: a backup while badges are read, and holding the database against its journal."""

import hashlib
import sqlite3
import threading
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from uuid import UUID

from benchmarks.harness import Budget, Result, alone, measure
from benchmarks.summits import Summit, summit, working_folder

BACKUP, VERIFY = "backup while scanning", "verify the journal and all rows"
_PEOPLE = 24_500
"""A demo summit of so many has a journal of 100,000 entries."""


def main(sizes: Sequence[int], people: int = _PEOPLE) -> list[Result]:
    """Backups at every size; ``verify`` once, at its own; its size is the number of entries."""
    results = []
    for size in sizes:
        with working_folder() as folder:
            results.append(_backup(size, folder))
    with working_folder() as folder:
        results.append(_verify(people, folder))
    return results


def _backup(size: int, folder: Path) -> Result:
    """Ours is checked and synced before it is called a backup; the floor is SQLite's copy alone."""
    from desktop.storage.backup import back_up

    where, out, copy = summit(size, folder), folder / "backup.db", folder / "copy.db"

    def ours() -> None:
        out.unlink(missing_ok=True)
        back_up(where.path, out, with_keys=True)

    def floor() -> None:
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(where.path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target, pages=-1)

    with _scanning(where):
        return measure(BACKUP, size, ours, floor, Budget(median_ms=500))


@contextmanager
def _scanning(where: Summit) -> Generator[None, None, None]:
    """Somebody reads twenty badges a second meanwhile; a scan that fails is raised at the end."""
    from desktop.services.checkin import Reading, scan
    from desktop.storage.opening import open_database

    event, checkpoint = UUID(where.event), UUID(where.checkpoint)
    done = threading.Event()
    failed: list[Exception] = []

    def read() -> None:
        try:
            with closing(open_database(where.path, "bench")) as db:
                for token in cycle(where.tokens):
                    if done.wait(0.05):
                        return
                    with db.write() as session:
                        scan(session, Reading(event, checkpoint, token))
        except Exception as error:  # noqa: BLE001  raised where it is seen
            failed.append(error)

    scanner = threading.Thread(target=read)
    scanner.start()
    try:
        yield
    finally:
        done.set()
        scanner.join()
    if failed:
        raise failed[0]


def _verify(people: int, folder: Path) -> Result:
    from desktop.services.upkeep import verify
    from desktop.storage.opening import open_database

    where = summit(people, folder)
    with closing(open_database(where.path, "bench")) as db, closing(sqlite3.connect(where.path)) as bare:

        def ours() -> None:
            with db.read() as session:
                found = verify(session)
            if found.faults:
                raise RuntimeError(f"the database is not whole: {found.faults}")

        (entries,) = bare.execute("SELECT count(*) FROM journal").fetchone()
        return measure(VERIFY, entries, ours, lambda: _chain(bare), Budget(median_ms=3_000))


def _chain(connection: sqlite3.Connection) -> str:
    """SHA-256 over each entry's text and the hash before it, as the journal has it, and nothing compared."""
    last = ""
    for row in connection.execute(
        "SELECT id, desk_id, sequence, clock, who, action, table_name, row_id, operation, before, after FROM journal"
    ):
        digest = hashlib.sha256(f"{row[-2] or ''}\x00{row[-1] or ''}".encode()).hexdigest()
        last = hashlib.sha256("\x1f".join((last, *map(str, row[:-2]), digest)).encode()).hexdigest()
    return last


if __name__ == "__main__":
    alone(main)
