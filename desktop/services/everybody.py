"""Where everybody is, from the last reading of each badge."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.presence import inside
from desktop.domain.text import LocalName, fold
from desktop.domain.verdicts import Purpose
from desktop.services import door_look as look
from desktop.services.checkpoints import checkpoints
from desktop.services.whereabouts import paths
from desktop.storage.driver import driver

EVERYBODY = frozenset({"scan", "scan_undo", "registration", "person", "checkpoint", "delegation", "badge"})
"""The tables whose changes change where somebody is."""
_STANDS = "s.verdict = 'admitted' AND NOT EXISTS (SELECT 1 FROM scan_undo u WHERE u.scan_id = s.id)"
# Of several columns beside max() SQLite takes those of the row that has it.
_LAST = (
    "WITH last AS (SELECT s.registration_id AS who, s.checkpoint_id AS place, s.direction AS way, s.at AS at,"  # noqa: S608
    " max(s.clock) FROM scan s WHERE s.event_id = :event AND s.registration_id IS NOT NULL"
    f" AND {_STANDS} GROUP BY s.registration_id)"
    " SELECT r.id, p.name_zh, p.name_latin, p.phone, r.delegation_id, last.place, last.way, last.at"
    " FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN last ON last.who = r.id"
    " WHERE r.event_id = :event AND r.deleted_at IS NULL"
    " AND (last.who IS NOT NULL OR r.status NOT IN ('declined', 'cancelled'))"
    " ORDER BY r.list_order, r.id"
)
_DELEGATIONS = (
    "SELECT d.id, d.name_hant, d.name_hans, d.name_en FROM delegation d WHERE d.event_id = :event"
    " AND d.deleted_at IS NULL ORDER BY d.rowid"
)


class Whereabouts(StrEnum):
    """What kind of place somebody is at."""

    DOOR = "door"
    VEHICLE = "vehicle"
    SITE = "site"
    LEFT = "left"
    UNSEEN = "unseen"


class Seen(NamedTuple):
    """Somebody and where they are: the checkpoint ``place`` since ``at``, or None who left or was not seen yet."""

    id: UUID
    name_zh: str
    name_latin: str
    phone: str
    delegation: str | None
    place: str
    at: datetime | None

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with how many are there; ``key`` is its checkpoint in hex, or a word for those who are nowhere."""

    key: str
    kind: Whereabouts
    name: LocalName
    count: int


@dataclass(frozen=True)
class Everybody:
    """Everybody, and the names of the places and delegations they are of."""

    people: tuple[Seen, ...]
    doors: Mapping[str, tuple[Whereabouts, LocalName]]
    delegations: Mapping[str, LocalName]

    def places(self, delegation: str | None = None) -> list[PlaceRow]:
        """The places with somebody there, in the order of the doors, then who left and who was not seen yet.

        With a ``delegation`` (in hex) only its people count.
        """
        counted = Counter(one.place for one in self.people if delegation is None or one.delegation == delegation)
        rows = [PlaceRow(key, *said, counted[key]) for key, said in self.doors.items() if counted[key]]
        nowhere = (Whereabouts.LEFT, Whereabouts.UNSEEN)
        return [*rows, *(PlaceRow(word.value, word, LocalName(), counted[word.value]) for word in nowhere)]

    def found(self, place: str = "", text: str = "", delegation: str | None = None) -> list[Seen]:
        """Those at ``place`` (or anywhere) in whose name or phone ``text`` occurs."""
        wanted = fold(text)
        chosen: Iterable[int] = range(len(self.people))
        if wanted:
            chosen = (line for line, said in enumerate(self._folded) if wanted in said)
        people = (self.people[line] for line in chosen)
        return [
            one
            for one in people
            if (not place or one.place == place) and (delegation is None or one.delegation == delegation)
        ]

    def prepared(self) -> "Everybody":
        """The same, ready to be searched at once; so whoever waits for a keystroke need not wait for this."""
        _ = self._folded
        return self

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(f"{one.name_zh}\n{one.name_latin}\n{one.phone}") for one in self.people]


def everybody(session: Session, event_id: UUID) -> Everybody:
    """Where everybody of an event is, by the last reading of each badge that stands."""
    run = driver(session.connection())
    asked = {"event": event_id.hex}
    rows = run.execute(_LAST, asked).fetchall()
    out = _out(session, run, event_id, [row[0] for row in rows if row[6] == "out"])
    moments: dict[str, datetime] = {}
    people = []
    for key, zh, latin, phone, delegation, place, way, at in rows:
        where = Whereabouts.UNSEEN.value if place is None else place if way == "in" else out[key]
        if at is not None and at not in moments:
            moments[at] = datetime.fromisoformat(at)
        people.append(Seen(UUID(key), zh, latin, phone, delegation, where, moments[at] if at is not None else None))
    doors = {row.id.hex: (_kind(row.purpose), row.name) for row in checkpoints(session, event_id)}
    # Whoever was read last at a door that is none any more is where nobody can say.
    known = doors.keys() | {Whereabouts.LEFT.value, Whereabouts.UNSEEN.value}
    gone = Whereabouts.LEFT.value
    named = {key: LocalName(hant, hans, en) for key, hant, hans, en in run.execute(_DELEGATIONS, asked)}
    return Everybody(tuple(one if one.place in known else one._replace(place=gone) for one in people), doors, named)


def _out(session: Session, run: sqlite3.Connection, event_id: UUID, guests: Sequence[str]) -> dict[str, str]:
    """Where those are who were last read on their way out: in the place around that one, or in none."""
    if not guests:
        return {}
    places = look.places(run, event_id.hex)
    found = {}
    walked = paths(session, guests)
    for guest in guests:
        there = inside(walked.get(guest, ()), places)
        last = max(there.values(), key=lambda one: one.clock, default=None)
        found[guest] = last.checkpoint.hex if last is not None else Whereabouts.LEFT.value
    return found


def _kind(purpose: Purpose) -> Whereabouts:
    return {Purpose.VEHICLE: Whereabouts.VEHICLE, Purpose.SITE: Whereabouts.SITE}.get(purpose, Whereabouts.DOOR)
