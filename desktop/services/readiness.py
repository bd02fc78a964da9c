"""Readiness of a ceremony, live from the check-ins: who is needed, where each is, what is not ready yet."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.agreements import DocumentState, SigningPart
from desktop.domain.presence import Passage
from desktop.domain.programme import ItemKind, Part
from desktop.domain.readiness import Level, Where, level, of_day, where, worst
from desktop.domain.running_order import PlannedItem, times
from desktop.domain.text import LocalName, fold
from desktop.domain.verdicts import Entry, Purpose, Status
from desktop.errors import N_, UserError
from desktop.models import (
    Agreement,
    ItemPerson,
    ProgrammeItem,
    RunEntry,
)
from desktop.services import door_look as look
from desktop.services.programme import BEGINS
from desktop.services.programme_live import order_of
from desktop.services.whereabouts import paths
from desktop.storage.driver import driver

READINESS = frozenset(
    {
        "programme_item", "item_person", "agreement", "agreement_party", "agreement_person", "agreement_document",
        "ready_thing", "run_entry", "registration", "person", "checkpoint", "checkpoint_leaves", "scan", "scan_undo",
    }
)  # fmt: skip
"""The tables whose changes change what ``readiness`` answers."""
ALARM = timedelta(minutes=20)
"""How long before the expected start whoever is missing rings, unless set."""

_NEEDED = """WITH needed AS (
 SELECT n.registration_id, n.name, n.part, n.rank, NULL AS agreement, NULL AS party, NULL AS stands_for, n.id,
 0 AS batch, 0 AS turn, 0 AS side FROM item_person n WHERE n.item_id = :item AND n.deleted_at IS NULL
 UNION ALL SELECT n.registration_id, n.name, n.part, n.rank, n.agreement_id, n.party_id, o.registration_id, n.id,
 a.batch, a.rank, coalesce(y.rank, 0) FROM agreement a
 JOIN agreement_person n ON n.agreement_id = a.id AND n.deleted_at IS NULL
 LEFT JOIN agreement_person o ON o.id = n.stands_for_id LEFT JOIN agreement_party y ON y.id = n.party_id
 WHERE a.item_id = :item AND a.deleted_at IS NULL)
 SELECT w.agreement, w.party, w.part, w.registration_id, w.name, w.stands_for, r.status, r.escort, p.name_zh,
 p.name_latin, p.honorific_zh, p.honorific_en, p.phone FROM needed w
 LEFT JOIN registration r ON r.id = w.registration_id LEFT JOIN person p ON p.id = r.person_id
 ORDER BY w.batch, w.turn, w.agreement, w.side, w.rank, w.id"""
_AGREEMENTS = """SELECT a.id, a.batch, a.rank, a.title_hant, a.title_hans, a.title_en,
 (SELECT count(*) FROM agreement_document d WHERE d.agreement_id = a.id AND d.deleted_at IS NULL),
 (SELECT count(*) FROM agreement_document d WHERE d.agreement_id = a.id AND d.deleted_at IS NULL
 AND d.state IN ({})) FROM agreement a WHERE a.item_id = ? AND a.deleted_at IS NULL ORDER BY a.batch, a.rank, a.id"""
_THINGS = """SELECT agreement_id, sum(done >= wanted), count(*) FROM ready_thing
 WHERE item_id = ? AND deleted_at IS NULL GROUP BY agreement_id"""
_READY = tuple(state.value for state in DocumentState if state.reached(DocumentState.ON_TABLE))
_CHECKPOINTS = "SELECT id, purpose, entry, name_hant, name_hans, name_en, deleted_at FROM checkpoint WHERE event_id = ?"


class NoSuchCeremony(UserError):
    code = "no_such_ceremony"
    text = N_("The programme has no item “{ceremony}” that people are needed for.")


class SeveralCeremonies(UserError):
    code = "several_ceremonies"
    text = N_("“{ceremony}” is the name of {n} items of the programme. Name one by its number or id.")


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    done: int = 0
    total: int = 0

    @property
    def complete(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class Need:
    """A person needed at a ceremony, with one part there; where they are, and where and when last read.

    ``alternates`` are those who could come in the place of a signatory. ``name`` is of who is not registered.
    """

    part: Part | SigningPart
    registration_id: UUID | None
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    where: Where
    level: Level
    agreement_id: UUID | None = None
    party_id: UUID | None = None
    checkpoint: LocalName = LocalName()  # noqa: RUF009  frozen
    at: datetime | None = None
    escort: str = ""
    phone: str = ""
    stands_for_id: UUID | None = None
    alternates: tuple["Need", ...] = ()

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin

    @property
    def who(self) -> UUID | str:
        """What is the same for the same human being."""
        return self.registration_id or self.name


@dataclass(frozen=True, slots=True)
class AgreementReadiness:
    """How an agreement stands; ``people`` without the alternates."""

    id: UUID
    title: LocalName
    batch: int
    rank: int
    people: tuple[Need, ...]
    documents: Tally
    things: Tally
    level: Level


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a ceremony stands at a moment. ``people`` has everybody once, by their first part, the worst first.

    ``documents`` are ready when they lie on the table. ``start`` is expected, ``planned`` what the programme says.
    """

    item_id: UUID
    code: str
    kind: ItemKind
    title: LocalName
    planned: datetime
    start: datetime
    alarm_at: datetime
    at: datetime
    people: tuple[Need, ...]
    agreements: tuple[AgreementReadiness, ...]
    documents: Tally
    things: Tally
    level: Level

    @property
    def due(self) -> bool:
        """Whether the time of the alarm has come."""
        return self.at >= self.alarm_at

    def count(self, place: Where) -> int:
        """How many people are at ``place``."""
        return sum(one.where is place for one in self.people)

    @property
    def missing(self) -> tuple[Need, ...]:
        """Those who can't be fetched: not arrived, gone, or not coming."""
        return tuple(one for one in self.people if not one.where.here and one.where is not Where.UNKNOWN)


_STATUS = {status.value: status for status in Status}
_SIGNING: Mapping[str, Part | SigningPart] = {part.value: part for part in SigningPart}
_PARTS: Mapping[str, Part | SigningPart] = {part.value: part for part in Part}


class _Spot(NamedTuple):
    """A checkpoint as far as it says where somebody is."""

    purpose: Purpose
    entry: Entry
    name: LocalName


def readiness(
    session: Session, item_id: UUID, now: datetime, *, alarm: timedelta = ALARM, start: datetime | None = None
) -> Readiness:
    """How the ceremony in an item stands at ``now``; an alarm rings ``alarm`` before it starts.

    ``start`` is when it is expected to, for a caller who knows; else that is found out. Raises ``NoSuchCeremony``.
    """
    item = session.get(ProgrammeItem, item_id)
    if item is None or item.deleted_at is not None:
        raise NoSuchCeremony(ceremony=item_id)
    run = driver(session.connection())
    zone = look.zone_of(run, item.event_id)
    planned, start = _times(session, item, zone, now, start)
    spots = _spots(run, item.event_id)
    staged = any(spot.purpose in {Purpose.HOLDING_ROOM, Purpose.STAGE} for spot in spots.values())
    due = now >= start - alarm
    seen = _Seen(session, item, spots, zone, _Alarm(due=due, staged=staged))
    agreements = _agreements(run, item_id, seen, due=due)
    people = _once(seen.needs)
    common = seen.things.get(None, Tally())
    parts = [one.level for one in people] + [one.level for one in agreements]
    if not common.complete:
        parts.append(Level.CALL if due else Level.WAIT)
    return Readiness(
        item_id=item_id, code=item.code, kind=item.kind,
        title=LocalName(item.title_hant, item.title_hans, item.title_en),
        planned=planned, start=start, alarm_at=start - alarm, at=now, people=people, agreements=agreements,
        documents=_sum(one.documents for one in agreements), things=_sum(seen.things.values()),
        level=worst(parts),
    )  # fmt: skip


def find_ceremony(session: Session, event_id: UUID, text: str) -> UUID:
    """The item with this id, code or exact title in any language, that has people.

    Raises ``NoSuchCeremony`` or ``SeveralCeremonies``.
    """
    wanted = fold(text)
    needs = (
        select(ItemPerson.item_id)
        .where(ItemPerson.deleted_at.is_(None))
        .union(select(Agreement.item_id).where(Agreement.deleted_at.is_(None)))
    )
    items = session.scalars(
        select(ProgrammeItem).where(
            ProgrammeItem.event_id == event_id, ProgrammeItem.deleted_at.is_(None), ProgrammeItem.id.in_(needs)
        )
    ).all()
    for names in (_keys, _titles):
        found = [one for one in items if wanted in {fold(name) for name in names(one)} - {""}]
        if len(found) == 1:
            return found[0].id
        if found:
            raise SeveralCeremonies(ceremony=text, n=len(found))
    raise NoSuchCeremony(ceremony=text)


def _keys(item: ProgrammeItem) -> tuple[str, ...]:
    return str(item.id), item.id.hex, item.code


def _titles(item: ProgrammeItem) -> tuple[str, ...]:
    return item.title_hant, item.title_hans, item.title_en


class _Alarm(NamedTuple):
    """Whether its time has come, and whether there are places for those who wait to go on stage."""

    due: bool
    staged: bool


class _Read(NamedTuple):
    """Where a guest is, and where and when they were read last."""

    where: Where
    level: Level
    checkpoint: LocalName
    at: datetime | None


class _Seen:
    """The people of a ceremony with where they were read: ``needs`` as they stand in the plan, without alternates."""

    def __init__(
        self, session: Session, item: ProgrammeItem, spots: Mapping[UUID, _Spot], zone: ZoneInfo, alarm: _Alarm
    ) -> None:
        run = driver(session.connection())
        self._spots, self._alarm = spots, alarm
        self._since = datetime.combine(item.day, time(), zone).astimezone(UTC)
        self._places = look.places(run, item.event_id.hex)
        self._entries = {key: (spot.purpose, spot.entry) for key, spot in spots.items()}
        self._purposes = {key: spot.purpose for key, spot in spots.items()}
        rows = run.execute(_NEEDED, {"item": item.id.hex}).fetchall()
        self._paths = paths(session, {row[3] for row in rows if row[3]})
        self._read: dict[str | None, _Read] = {}
        self._ways: dict[tuple[object, ...], tuple[Where, Level]] = {}
        self._keys: dict[str | None, UUID | None] = {None: None}
        self.things = {self._key(key): Tally(done, total) for key, done, total in run.execute(_THINGS, (item.id.hex,))}
        alternates: dict[tuple[str, str], list[Need]] = {}
        for row in rows:
            if row[2] == SigningPart.ALTERNATE:
                alternates.setdefault(row[:2], []).append(self._need(row))
        self.needs = [
            self._need(row, tuple(alternates.get(row[:2], ())) if row[2] == SigningPart.SIGNATORY else ())
            for row in rows
            if row[2] != SigningPart.ALTERNATE
        ]

    def _key(self, text: str | None) -> UUID | None:
        found = self._keys.get(text)
        if found is None and text is not None:
            found = self._keys[text] = UUID(text)
        return found

    def _need(self, row: Sequence[Any], alternates: tuple[Need, ...] = ()) -> Need:
        agreement, party, part, key, name, stands_for, status, escort, zh, latin, before_zh, before_en, phone = row
        read = self._read.get(key)
        if read is None:
            read = self._read[key] = self._of(key, status)
        return Need(
            (_SIGNING if agreement else _PARTS)[part], self._key(key), zh or ("" if key else name), latin or "",
            before_zh or "", before_en or "", read.where, read.level, self._key(agreement), self._key(party),
            read.checkpoint, read.at, escort or "", phone or "", self._key(stands_for), alternates,
        )  # fmt: skip

    def _of(self, key: str | None, status: str) -> _Read:
        if key is None:
            return _Read(Where.UNKNOWN, level(Where.UNKNOWN, **self._alarm._asdict()), LocalName(), None)
        path = self._paths.get(key)
        place, urgency = self._at(path or [], status)
        if not path:
            return _Read(place, urgency, LocalName(), None)
        spot = self._spots.get(path[-1].checkpoint)
        return _Read(place, urgency, spot.name if spot is not None else LocalName(), path[-1].at)

    def _at(self, path: Sequence[Passage], status: str) -> tuple[Where, Level]:
        """Where somebody is. Many went the same way, so that each way is followed once."""
        today = of_day(path, self._since, self._entries)
        way = (status, *[(one.checkpoint.int, one.direction) for one in today])
        found = self._ways.get(way)
        if found is None:
            place = where(today, self._places, self._purposes, _STATUS[status])
            found = self._ways[way] = place, level(place, **self._alarm._asdict())
        return found


def _agreements(run: sqlite3.Connection, item_id: UUID, seen: _Seen, *, due: bool) -> tuple[AgreementReadiness, ...]:
    people: dict[UUID | None, list[Need]] = {}
    for one in seen.needs:
        people.setdefault(one.agreement_id, []).append(one)
    found = []
    for key, batch, rank, hant, hans, en, total, ready in run.execute(
        _AGREEMENTS.format(",".join("?" * len(_READY))), (*_READY, item_id.hex)
    ):
        needed = tuple(people.get(UUID(key), ()))
        papers, things = Tally(ready, total), seen.things.get(UUID(key), Tally())
        parts = [one.level for one in needed]
        if not (papers.complete and things.complete):
            parts.append(Level.CALL if due else Level.WAIT)
        title = LocalName(hant, hans, en)
        found.append(AgreementReadiness(UUID(key), title, batch, rank, needed, papers, things, worst(parts)))
    return tuple(found)


def _once(needs: Sequence[Need]) -> tuple[Need, ...]:
    """Everybody once, by the part that comes first in an agreement; the most urgent first."""
    found: dict[UUID | str, Need] = {}
    for one in sorted(needs, key=lambda need: _FIRST.get(need.part, len(_FIRST))):
        found.setdefault(one.who, one)
    return tuple(sorted(found.values(), key=lambda one: -one.level.urgency))


_FIRST: Mapping[Part | SigningPart, int] = {part: place for place, part in enumerate(SigningPart)}


def _sum(tallies: Iterable[Tally]) -> Tally:
    found = list(tallies)
    return Tally(sum(one.done for one in found), sum(one.total for one in found))


def _spots(run: sqlite3.Connection, event_id: UUID) -> dict[UUID, _Spot]:
    return {
        UUID(key): _Spot(Purpose(purpose) if gone is None else Purpose.OTHER, Entry(entry), LocalName(*names))
        for key, purpose, entry, *names, gone in run.execute(_CHECKPOINTS, (event_id.hex,))
    }


def _times(
    session: Session, item: ProgrammeItem, zone: ZoneInfo, now: datetime, start: datetime | None
) -> tuple[datetime, datetime]:
    """When an item is planned to start, and when it is expected to, or did."""
    row = ProgrammeItem
    found = session.execute(
        select(row.id, row.starts_at, row.seconds, row.fixed_start, row.fixed_end, row.spare)
        .where(
            row.event_id == item.event_id, row.day == item.day, row.deleted_at.is_(None),
            row.hall_id.is_(None) if item.hall_id is None else row.hall_id == item.hall_id,
        )
        .order_by(row.rank, row.id)
    )  # fmt: skip
    items = [PlannedItem(*one) for one in found]
    spans = times(items, datetime.combine(item.day, BEGINS, zone).astimezone(UTC))
    place = next(n for n, one in enumerate(items) if one.id == item.id)
    done = select(RunEntry.id).where(RunEntry.item_id.in_([one.id for one in items]), RunEntry.deleted_at.is_(None))
    if start is not None or session.scalars(done.limit(1)).first() is None:
        return spans[place].start, start or spans[place].start
    order = order_of(session, item.event_id, item.day, item.hall_id)
    return spans[place].start, order.expected(now)[place].start
