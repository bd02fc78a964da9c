"""Store a file of the schema of today, to be opened by every later version: ``python -m tests.migrations.store``."""

import gzip
import sqlite3
import tempfile
from pathlib import Path

from desktop.progress import Progress
from desktop.services import badges, checkin, checkpoints, imports
from desktop.services.checkin import Reading
from desktop.storage.schema import SCHEMA
from tests.world import GUEST_LIST, World


def main() -> None:
    """The organisers' list, badges for all, one guest in."""
    out = Path(__file__).parent / f"v{SCHEMA}.db.gz"
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder) / "summit.db")
        listing = imports.read_list(GUEST_LIST)
        with world.db.write() as session:
            event = imports.import_people(session, listing, None, Progress()).event
            badges.issue_badges(session, event)
            door = checkpoints.find_checkpoint(session, event, None)
            first = badges.badges(session, event)[0]
            checkin.scan(session, Reading(event, door.id, first.token))
        world.db.close()
        connection = sqlite3.connect(world.path)
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.close()
        out.write_bytes(gzip.compress(world.path.read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
