"""Readiness of a ceremony of 200 people: from the database to who is where, everybody read three times.

The floor asks SQLite alone, in one statement, who is needed and where each was last read.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.harness import Budget, Result, alone, measure
from benchmarks.summits import summit, working_folder
from desktop.domain.agreements import SigningPart
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Direction, Reason, Verdict
from desktop.models import Scan
from desktop.services.agreements import AgreementDraft, PartyDraft, PersonDraft, add_agreement, agreements
from desktop.services.ceremony_things import make_copies
from desktop.services.readiness import find_ceremony, readiness
from desktop.storage.database import Database
from desktop.storage.journal import insert_rows, journal_of
from desktop.storage.opening import open_database

PEOPLE = 200
RUNS = 60
BUDGET = Budget(median_ms=10)
NOW = datetime(2026, 11, 21, 8, 10, tzinfo=UTC)
_PARTS = (
    SigningPart.SIGNATORY, SigningPart.ALTERNATE, SigningPart.WITNESS, SigningPart.WITNESS, SigningPart.ASSISTANT
)  # fmt: skip
_GUESTS = "SELECT id FROM registration ORDER BY list_order LIMIT ?"
_SPOTS = "SELECT id FROM checkpoint WHERE code IN ('door', 'vip-room', 'holding')"
_FLOOR = (
    "SELECT p.name_zh, p.name_latin, r.status, s.checkpoint_id, max(s.clock) FROM agreement a"
    " JOIN agreement_person n ON n.agreement_id = a.id JOIN registration r ON r.id = n.registration_id"
    " JOIN person p ON p.id = r.person_id LEFT JOIN scan s ON s.registration_id = r.id AND s.verdict = 'admitted'"
    " WHERE a.item_id = ? AND n.deleted_at IS NULL GROUP BY n.id"
)


def main(sizes: Sequence[int], people: int = PEOPLE, runs: int = RUNS) -> list[Result]:
    """One line a size, for a ceremony that needs so many ``people``."""
    with working_folder() as folder:
        return [_measured(size, summit(size, folder).path, people, runs) for size in sizes]


def _measured(size: int, path: Path, people: int, runs: int) -> Result:
    db = open_database(path, "bench")
    try:
        item = _ceremony(db, people)
        with closing(sqlite3.connect(path)) as plain:

            def ours() -> int:
                with db.read() as session:
                    return len(readiness(session, item, NOW).people)

            def floor() -> list[Any]:
                return plain.execute(_FLOOR, (item.hex,)).fetchall()

            if ours() < people:
                raise RuntimeError("the ceremony has too few people")
            return measure(f"readiness of {people} people", size, ours, floor, BUDGET, runs)
    finally:
        db.close()


def _ceremony(db: Database, people: int) -> UUID:
    """Let the demo's signing need ``people`` with those it has, and alternates, all read at three checkpoints."""
    with db.write() as session:
        (event,) = (UUID(row[0]) for row in _rows(session, "SELECT id FROM event"))
        item = find_ceremony(session, event, "13")
        parties = agreements(session, item_id=item)[0].parties
        keys = [UUID(row[0]) for row in _rows(session, _GUESTS, people * 9 // 8)]
        for first in range(0, len(keys), 10):
            group = keys[first : first + 10]
            sides = tuple(
                PartyDraft(
                    party.organisation_id,
                    people=tuple(map(PersonDraft, _PARTS, group[5 * place : 5 * place + 5])),
                )
                for place, party in enumerate(parties[:2])
            )
            key = add_agreement(session, item, AgreementDraft(LocalName(en="One more"), 4, parties=sides))
            make_copies(session, key, ("hant", "hans", "en"))
        _read(session, event)
    return item


def _read(session: Any, event: UUID) -> None:
    """Let up to 20,000 guests have come in by the door and two more checkpoints."""
    spots = [UUID(row[0]) for row in _rows(session, _SPOTS)]
    keys = [UUID(row[0]) for row in _rows(session, _GUESTS, 20_000)]
    journal = journal_of(session)
    rows = [
        {
            "id": journal.new_id(), "event_id": event, "checkpoint_id": spot, "desk_id": journal.actor.desk_id,
            "registration_id": key, "at": NOW - timedelta(minutes=60 - turn), "clock": 1_000 * turn,
            "verdict": Verdict.ADMITTED, "direction": Direction.IN, "reason": Reason.NONE, "nonce": journal.new_id(),
        }
        for turn, spot in enumerate(spots)
        for key in keys
    ]  # fmt: skip
    insert_rows(session, Scan, rows)


def _rows(session: Any, sql: str, *values: object) -> list[Any]:
    return list(session.connection().exec_driver_sql(sql, values))


if __name__ == "__main__":
    alone(main)
