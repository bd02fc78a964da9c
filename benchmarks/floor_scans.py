"""The floor under a scan: sqlite3 alone looks the badge up and writes the same two rows, as durably.

As a process it reads a badge a line and answers a line each: the floor under ``scan --stdin``.
"""

import hashlib
import json
import random
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from benchmarks.summits import Summit, described
from desktop.domain.ids import uuid7

_FIND = "SELECT b.id, b.registration_id, b.event_id FROM badge b WHERE b.token = ?"
_SCAN = (
    "INSERT INTO scan (id, event_id, checkpoint_id, desk_id, registration_id, badge_id, at, clock, direction, verdict,"
    " reason, from_paper, raw, nonce) VALUES (?, ?, ?, ?, ?, ?, ?, 1795222800000, 'in', 'admitted', '', 0, '', ?)"
)
_ENTRY = (
    "INSERT INTO journal (id, desk_id, sequence, clock, who, action, table_name, row_id, operation, before, after,"
    " hash) VALUES (?, ?, ?, ?, 'bench', ?, 'scan', ?, 'insert', NULL, ?, ?)"
)
_AT = "2026-11-21T01:00:00.000Z"


class FloorScans:
    """Gives no verdict and asks nothing of the rows it wrote; the verdict's cost is what is above this floor."""

    def __init__(self, where: Summit) -> None:
        self._checkpoint, self._desk = where.checkpoint, where.desk
        self._connection = sqlite3.connect(where.path, isolation_level=None, timeout=5)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        (self._sequence,) = self._connection.execute("SELECT max(sequence) FROM journal").fetchone()
        self._random = random.Random(2)

    def scan(self, token: str) -> str:
        """Keep that ``token`` was read; returns the registration's key."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        badge, registration, event = run(_FIND, (token,)).fetchone()
        key, entry, action = self._key(), self._key(), self._key()
        run(_SCAN, (key, event, self._checkpoint, self._desk, registration, badge, _AT, action))
        after = json.dumps(
            {"id": key, "event_id": event, "checkpoint_id": self._checkpoint, "desk_id": self._desk,
             "registration_id": registration, "badge_id": badge, "at": _AT, "nonce": action}
        )  # fmt: skip
        self._sequence += 1
        digest = hashlib.sha256(after.encode()).hexdigest()
        run(_ENTRY, (entry, self._desk, self._sequence, self._sequence, action, key, after, digest))
        run("COMMIT")
        return str(registration)

    def close(self) -> None:
        self._connection.close()

    def _key(self) -> str:
        return uuid7(time.time_ns() // 1_000_000, self._random.getrandbits(80)).hex


def serve(path: Path) -> None:
    with closing(FloorScans(described(path))) as scans:
        for line in sys.stdin:
            sys.stdout.write(f"admitted {scans.scan(line.strip())}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
