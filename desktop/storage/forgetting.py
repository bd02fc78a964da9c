"""Copies that may be handed on: what real badges say is taken out of them."""

import json

from sqlalchemy.orm import Session

from desktop.storage.driver import driver
from desktop.storage.journal import GENESIS, PURGED, as_json, entry_hash, payload_digest

_CHUNK = 5_000
_SAID_BY_BADGES = {"badge": frozenset({"token", "serial"}), "scan": frozenset({"raw"})}
_ENTRIES = (
    "SELECT position, id, desk_id, sequence, clock, who, action, table_name, row_id, operation, before, after"
    " FROM journal WHERE position > ? ORDER BY position LIMIT ?"
)


def forget_badges(session: Session, letter: str) -> None:
    """Take what badges say out of the scans and the journal, which is chained anew: for a copy that others may have.

    Badges whose serials begin with ``letter`` were made for the copy, and stay.
    """
    run = driver(session.connection())
    run.execute("UPDATE scan SET raw = '' WHERE raw <> ''")
    heads: dict[str, str] = {}
    position = 0
    while entries := run.execute(_ENTRIES, (position, _CHUNK)).fetchall():
        lines = []
        for position, *origin, table, row, operation, before, after in entries:
            before, after = (_forgotten(table, said, letter) for said in (before, after))
            desk = origin[1]
            chain = entry_hash(heads.get(desk, GENESIS), origin, (table, row, operation), payload_digest(before, after))
            heads[desk] = chain
            lines.append((before, after, chain, position))
        run.executemany("UPDATE journal SET before = ?, after = ?, hash = ? WHERE position = ?", lines)


def _forgotten(table: str, said: str | None, letter: str) -> str | None:
    """A payload of the journal without what is on a real badge."""
    secret = _SAID_BY_BADGES.get(table)
    if secret is None or said is None or said.startswith(PURGED):
        return said
    values = json.loads(said)
    made_here = values.get("serial", "").startswith(letter)
    return said if made_here else as_json(values | dict.fromkeys(secret & values.keys(), ""))
