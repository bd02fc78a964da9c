"""The list of all conflicts as people look at it: found quickly again after each change, with what each leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts import Found, Kind, Severity, find
from desktop.domain.text import LocalName, fold
from desktop.models import AcceptedConflict, JournalEntry
from desktop.services.conflicts import ConflictRow, named, plan_of
from desktop.services.itineraries import ITINERARIES, Everything, everything
from desktop.services.programme import zone_of
from desktop.storage.journal import INSERT

CONFLICTS = ITINERARIES | {"accepted_conflict", "post", "organisation", "visit_tie"}
"""The tables whose changes change what is found."""


class About(StrEnum):
    """What somebody or something in a conflict is."""

    PERSON = "person"
    DELEGATION = "delegation"
    VEHICLE = "vehicle"
    VISIT = "visit"
    GROUP = "group"
    STOP = "stop"
    LEG = "leg"
    JOURNEY = "journey"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something that a conflict is about; ``within`` is its visit or its delegation, where it has one."""

    id: UUID
    about: About
    name: LocalName
    within: UUID | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a conflict is lived with, who said so and when."""

    why: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A conflict in the list. ``key`` names it as long as nothing of it changes.

    ``refs`` are all that it touches, their delegations and visits, too; ``text`` is every name there, folded.
    """

    key: str
    row: ConflictRow
    who: tuple[Party, ...]
    what: tuple[Party, ...]
    on: Party
    refs: frozenset[UUID]
    text: str
    day: date | None = None
    acceptance: Acceptance | None = None

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.row.conflict.kind

    @property
    def severity(self) -> Severity:
        """How bad it is; what is accepted is only noted."""
        return self.row.severity


@dataclass(frozen=True, slots=True)
class ConflictList:
    """All conflicts of an event, the worst first, and the delegations that are in any."""

    lines: tuple[Listed, ...] = ()
    delegations: tuple[tuple[UUID, LocalName], ...] = ()

    def of(self, ref: UUID) -> tuple[Listed, ...]:
        """Those that touch a person, delegation, visit, stop, group, leg, vehicle or item."""
        return tuple(line for line in self.lines if ref in line.refs)


class ConflictFinder:
    """Keeps what it found of one event, so that only what changed is looked at again."""

    def __init__(self) -> None:
        self._event: UUID | None = None
        self._found: Found | None = None

    def look(self, session: Session, event_id: UUID, now: datetime) -> ConflictList:
        """Every conflict there is now."""
        if event_id != self._event:
            self._event, self._found = event_id, None
        whole = everything(session, event_id)
        self._found = find(plan_of(session, event_id, whole, now), self._found)
        rows = named(session, event_id, whole, self._found.conflicts)
        rows.sort(key=lambda row: list(Severity).index(row.severity))
        accepted, zone, parts = _accepted(session, event_id), zone_of(session, event_id), _Parts(whole)
        lines = tuple(_listed(row, parts, zone, accepted) for row in rows)
        touched = {ref for line in lines for ref in line.refs}
        groups = tuple((group.id, group.name) for group in whole.delegations if group.id in touched)
        return ConflictList(lines, groups)


class _Parts:
    """What each reference of a plan is, and what it belongs to."""

    def __init__(self, whole: Everything) -> None:
        self._kinds: dict[UUID, tuple[About, UUID | None]] = {}
        for tour in whole.visits:
            self._kinds[tour.id] = About.VISIT, None
            self._kinds |= {one.id: (About.VEHICLE, None) for one in tour.vehicles}
            self._kinds |= {one.id: (About.GROUP, tour.id) for one in tour.groups}
            self._kinds |= {one.id: (About.STOP, tour.id) for one in tour.stops}
            self._kinds |= {one.id: (About.LEG, tour.id) for one in tour.legs}
        self.delegation_of: dict[UUID, UUID] = {}
        for group in whole.delegations:
            self._kinds[group.id] = About.DELEGATION, None
            self._kinds |= {one.id: (About.JOURNEY, group.id) for one in group.journeys}
            for one in group.people:
                if one.who.registration_id is not None:
                    self.delegation_of.setdefault(one.who.registration_id, group.id)

    def party(self, key: UUID, name: LocalName, otherwise: About) -> Party:
        about, within = self._kinds.get(key, (otherwise, None))
        return Party(key, about, name, within)


def _listed(row: ConflictRow, parts: _Parts, zone: ZoneInfo, accepted: Mapping[str, Acceptance]) -> Listed:
    one = row.conflict
    key = one.key
    who = tuple(parts.party(ref, name, About.PERSON) for ref, name in zip(one.who, row.who, strict=True))
    what = tuple(parts.party(ref, name, About.ITEM) for ref, name in zip(one.what, row.what, strict=True))
    on = parts.party(one.suggestion.ref, row.on, About.ITEM if one.suggestion.ref not in one.who else About.PERSON)
    refs = {ref for party in (*who, *what) for ref in (party.id, party.within) if ref is not None}
    refs |= {parts.delegation_of[party.id] for party in who if party.id in parts.delegation_of}
    day = row.start.astimezone(zone).date() if row.start is not None else None
    text = fold(" ".join(said for name in (*row.who, *row.what) for said in (name.hant, name.hans, name.en)))
    return Listed(key, row, who, what, on, frozenset(refs), text, day, accepted.get(key))


def _accepted(session: Session, event_id: UUID) -> Mapping[str, Acceptance]:
    rows = session.execute(
        select(AcceptedConflict.key, AcceptedConflict.why, JournalEntry.who, AcceptedConflict.at)
        .join(JournalEntry, (JournalEntry.row_id == AcceptedConflict.id) & (JournalEntry.operation == INSERT))
        .where(AcceptedConflict.event_id == event_id, AcceptedConflict.deleted_at.is_(None))
    )
    return {key: Acceptance(why, who, at) for key, why, who, at in rows}
