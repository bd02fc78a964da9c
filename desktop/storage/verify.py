"""Whether a database is whole: its pages, its references, its journal, and rows that are what the journal says."""

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from desktop.errors import N_
from desktop.storage import search_index
from desktop.storage.journal import GENESIS, INSERT, PURGED, entry_hash, journalled, payload_digest, table_of

SEARCH = "search"
"""The code of the one fault that touches no data: the search index can be made anew from it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be; ``code`` is stable, ``text`` is a message id for ``values``."""

    code: str
    text: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``verify`` looked at and found."""

    entries: int
    rows: int
    faults: tuple[Fault, ...]


def verify(session: Session) -> Verification:
    """Check everything that can be checked without another copy; reads only."""
    connection = session.connection()
    faults = [
        *_pages(connection),
        *_references(connection),
        *_pictures(connection),
    ]
    state, entries, chain_faults = _replay(connection)
    faults += chain_faults
    rows, state_faults = _compare(connection, state)
    return Verification(entries, rows, (*faults, *state_faults, *_search(session)))


def _pages(connection: Connection) -> list[Fault]:
    found = [row[0] for row in connection.execute(text("PRAGMA integrity_check(10)"))]
    return [] if found == ["ok"] else [Fault("pages", N_("The file is damaged inside."), {})]


def _references(connection: Connection) -> list[Fault]:
    broken = Counter(row[0] for row in connection.execute(text("PRAGMA foreign_key_check")))
    return [
        Fault("references", N_("{n} rows of {table} refer to rows that are gone."), {"n": n, "table": table})
        for table, n in sorted(broken.items())
    ]


def _pictures(connection: Connection) -> list[Fault]:
    """Pictures are outside the journal, which names them by the hash of their bytes."""
    there = {
        key: sha256(data).hexdigest() for key, data in connection.execute(text("SELECT sha256, data FROM picture"))
    }
    named = connection.execute(
        text("SELECT photo FROM person WHERE photo <> '' UNION SELECT logo FROM event")
    ).scalars()
    wrong = {key for key, found in there.items() if key != found} | ({key for key in named if key} - there.keys())
    return [Fault("pictures", N_("{n} pictures are damaged or missing."), {"n": len(wrong)})] if wrong else []


def _search(session: Session) -> list[Fault]:
    if search_index.is_current(session):
        return []
    return [Fault(SEARCH, N_("What people are found by is not what their data say."), {})]


_Key = tuple[str, str]


def _replay(connection: Connection) -> tuple[dict[_Key, dict[str, Any]], int, list[Fault]]:
    """What all entries together say each row is, and where a desk's chain is broken."""
    state: dict[_Key, dict[str, Any]] = {}
    heads: dict[str, tuple[int, str]] = {}
    broken: set[str] = set()
    faults: list[Fault] = []
    count = 0
    for entry in connection.exec_driver_sql(
        "SELECT id, desk_id, sequence, clock, who, action, table_name, row_id, operation, before, after, hash"
        " FROM journal ORDER BY position"
    ):
        count += 1
        desk, sequence, table, row, operation, before, after, found = *entry[1:3], *entry[6:]
        last, previous = heads.get(desk, (0, GENESIS))
        expected = entry_hash(previous, entry[:6], (table, row, operation), payload_digest(before, after))
        if desk not in broken and (sequence != last + 1 or found != expected):
            broken.add(desk)
            faults.append(
                Fault(
                    "chain",
                    N_("The journal of desk {desk} was changed or lost entries at entry {sequence}."),
                    {"desk": desk, "sequence": sequence},
                )
            )
        heads[desk] = (sequence, found)
        if after is not None and after.startswith(PURGED):
            state[table, row] = {PURGED: True}
            continue
        values = json.loads(after) if after else {}
        if operation == INSERT:
            state[table, row] = values
        else:
            state.setdefault((table, row), {}).update(values)
    return state, count, faults


def _compare(connection: Connection, state: dict[_Key, dict[str, Any]]) -> tuple[int, list[Fault]]:
    """Hold each row against what the journal says of it."""
    faults: list[Fault] = []
    seen = 0
    for model in journalled():
        table = table_of(model).name
        names = [column.name for column in table_of(model).columns]
        columns = ", ".join(f'"{name}"' for name in names)
        differing = 0
        for values in connection.exec_driver_sql(f'SELECT {columns} FROM "{table}"'):  # noqa: S608
            row = dict(zip(names, values, strict=True))
            key = row.pop("id")
            seen += 1
            told = state.pop((table, key), None)
            if told is not None and PURGED in told:
                continue
            if told is None or any(told.get(name) != value for name, value in row.items()):
                differing += 1
        if differing:
            faults.append(
                Fault(
                    "rows",
                    N_("{n} rows of {table} differ from the journal."),
                    {"n": differing, "table": table},
                )
            )
    lost = Counter(table for table, _ in state)
    faults += [
        Fault("lost", N_("{n} rows of {table} are in the journal and nowhere else."), {"n": n, "table": table})
        for table, n in sorted(lost.items())
    ]
    return seen, faults
