"""Lists of visits go in: compared with what stands, written in one transaction, taken back whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.domain.list_values import Problem
from desktop.domain.matching import place_key
from desktop.domain.programme_people import Mention
from desktop.domain.programme_problems import OUTSIDE, SEVERAL_PEOPLE, UNKNOWN_PERSON
from desktop.domain.programme_rows import in_its_script
from desktop.domain.text import LocalName
from desktop.domain.visits import StopRole
from desktop.domain.visits_list import (
    ListedStop,
    ListedVisits,
    NoVisitHeader,
    VisitField,
    is_visits,
    moments_of,
    read_visits,
)
from desktop.services.bulk import uncollected
from desktop.services.events import DEFAULT_ZONE, EventDraft, EventRow, create_event, event_by_id
from desktop.services.import_changes import Standing
from desktop.services.list_files import (
    ListImported,
    ListTable,
    NothingUnderHeader,
    keep_batch,
    read_list_table,
    rejected_rows,
)
from desktop.services.organisations import ensure_organisation
from desktop.services.programme_import import NothingListed
from desktop.services.programme_register import Register
from desktop.services.travel import SiteDraft, add_site, sites
from desktop.services.visits import StopRow, VisitRow, visits
from desktop.services.visits_doors import keep_doors
from desktop.services.visits_edit import HostDraft, StopDraft, VisitDraft, add_stop, add_visit, change_stop
from desktop.storage.journal import journal_of

_NAME = LocalName("參訪", "参访", "Visit")


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One row and what becomes of it: ``stop`` is the one that stands; the site and visit may have to be made."""

    listed: ListedStop
    standing: Standing
    hosts: tuple[HostDraft, ...]
    start: datetime
    end: datetime
    stop: StopRow | None = None
    site_id: UUID | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class VisitsPlan:
    """What an import would do; ``event`` is the one that it goes into, or what one will be made of."""

    table: ListTable
    rows: tuple[PlannedStop, ...]
    problems: tuple[Problem, ...]
    event: UUID | EventDraft

    def count(self, standing: Standing) -> int:
        """How many rows are new, updated or the same."""
        return sum(row.standing is standing for row in self.rows)

    @property
    def rejected(self) -> int:
        """How many rows give no stop."""
        return rejected_rows(self.problems)


def read_visits_file(path: Path, encoding: str = "", sheet: str = "") -> ListTable:
    """Read a file. Raises the readers' refusals, ``NoVisitHeader`` or ``NoSuchSheet``."""
    return read_list_table(path, is_visits, NoVisitHeader, encoding, sheet)


@uncollected()
def plan_visits(session: Session, event_id: UUID | None, table: ListTable) -> VisitsPlan:
    """What importing ``table`` into an event (None: one that would be made) would do. Raises ``NothingUnderHeader``."""
    event = event_by_id(session, event_id) if event_id is not None else None
    listed = read_visits(table.rows, event.starts_on if event else None, event.ends_on if event else None)
    if not listed.stops and not listed.problems:
        raise NothingUnderHeader(file=table.file.name)
    planner = _Planner(session, event, listed)
    rows = [planner.planned(stop) for stop in listed.stops]
    problems = tuple(sorted((*listed.problems, *planner.problems), key=lambda one: one.row))
    return VisitsPlan(table, tuple(rows), problems, event.id if event is not None else _event_draft(listed, table))


def _event_draft(listed: ListedVisits, table: ListTable) -> EventDraft:
    days = [stop.day for stop in listed.stops] or [date.max]
    return EventDraft(in_its_script(table.file.stem), min(days), max(days), zone=DEFAULT_ZONE)


class _Planner:
    """Compares the rows of a list with the visits of an event."""

    def __init__(self, session: Session, event: EventRow | None, listed: ListedVisits) -> None:
        self.problems: list[Problem] = []
        self._event, self._headers = event, listed.headers
        self._taken: set[UUID] = set()
        self._zone = ZoneInfo(event.zone if event is not None else DEFAULT_ZONE)
        self._visits: list[VisitRow] = visits(session, event.id) if event is not None else []
        self._register = Register(session, event.id if event is not None else None)
        self._sites = {
            key: site.id
            for site in reversed(sites(session, event.id) if event is not None else [])
            for name in (site.name.hant, site.name.hans, site.name.en)
            if name
            for key in (place_key(re.sub(r"[(（].*", "", name)), place_key(name))
        }

    def planned(self, stop: ListedStop) -> PlannedStop:
        start, end = (self._moment(stop, at) for at in moments_of(stop))
        site = self._sites.get(place_key(stop.site))
        hosts = self._hosts(stop)
        visit = next((row for row in self._visits if row.day == stop.day), None)
        known = self._known(visit, stop, site, start)
        standing = Standing.NEW
        if known is not None:
            same = _draft(stop, hosts, start, end, known.site_id, known) == draft_of_stop(known)
            standing = Standing.SAME if same else Standing.UPDATED
        if self._event is not None and not self._event.starts_on <= stop.day <= self._event.ends_on:
            self.problems.append(self._problem(stop, VisitField.DAY, stop.day.isoformat(), OUTSIDE))
        return PlannedStop(stop, standing, hosts, start, end, known, site, visit.id if visit is not None else None)

    def _known(self, visit: VisitRow | None, stop: ListedStop, site: UUID | None, start: datetime) -> StopRow | None:
        """The stop of that day and place that no row above meant; where there are several, the one that starts then."""
        here = visit.stops if visit is not None else ()
        same = [
            row
            for row in here
            if row.site_id == site and row.id not in self._taken and place_key(stop.place) in _keys(row.place)
        ]
        found = min(same, key=lambda row: abs(row.start - start), default=None)
        if found is not None:
            self._taken.add(found.id)
        return found

    def _moment(self, stop: ListedStop, at: timedelta) -> datetime:
        local = datetime.combine(stop.day, time()) + at
        return local.replace(tzinfo=self._zone).astimezone(UTC)

    def _hosts(self, stop: ListedStop) -> tuple[HostDraft, ...]:
        found: list[HostDraft] = []
        for field, text in ((VisitField.PEOPLE, stop.people), (VisitField.COMPANIONS, stop.companions)):
            named, rest = self._register.read([Mention(text)] if text else [], f"{stop.host} {stop.site}")
            for one in named:
                if one.registration_id is None:
                    what = SEVERAL_PEOPLE if one.several else UNKNOWN_PERSON
                    self.problems.append(self._problem(stop, field, one.text, what))
                receives = field is VisitField.PEOPLE and not found
                role = StopRole.RECEIVES if receives else StopRole.ACCOMPANIES
                name = "" if one.registration_id is not None else one.text
                found.append(HostDraft(one.registration_id, name, role))
            found += [HostDraft(name=text, role=StopRole.CONTACT) for text in rest.splitlines()]
        return tuple(found)

    def _problem(self, stop: ListedStop, field: VisitField, value: str, what: tuple[str, str]) -> Problem:
        return Problem(stop.row, self._headers.get(field, ""), value, *what)


def _keys(name: LocalName) -> set[str]:
    """What the names of a place have in common with other spellings; nothing for a place without one."""
    return {place_key(text) for text in (name.hant, name.hans, name.en) if text} or {""}


def draft_of_stop(row: StopRow) -> StopDraft:
    """The draft that leaves a stop as it is."""
    people = tuple(
        HostDraft(
            one.who.registration_id, "" if one.who.registration_id else one.who.name, one.role,
            "" if one.who.registration_id else one.who.phone, one.languages, one.until_at, one.id,
        )
        for one in row.people
    )  # fmt: skip
    return StopDraft(
        row.site_id, row.start, row.end, row.place, row.host_id, "" if row.host_id else row.host.hant, people,
        row.opens_at, row.closes_at, row.group_limit, row.security_minutes, row.languages, row.parts, row.content,
        row.rules, row.list_fields, row.list_due_at, row.fallback, row.note,
    )  # fmt: skip


def _draft(
    stop: ListedStop, hosts: Sequence[HostDraft], start: datetime, end: datetime, site: UUID, known: StopRow | None
) -> StopDraft:
    """A stop with what the row says; what it doesn't say stays as it is."""
    old = draft_of_stop(known) if known is not None else StopDraft(site, start, end)
    names = {(one.registration_id, one.name): one for one in old.people}
    people = tuple(names.pop((one.registration_id, one.name), one) for one in hosts)
    return replace(
        old,
        start=start,
        end=end,
        place=old.place or in_its_script(stop.place),
        people=(*people, *names.values()),
        group_limit=stop.limit or old.group_limit,
        parts=old.parts | stop.parts,
        content=stop.content or old.content,
        note=stop.note or old.note,
    )


@uncollected()
def write_visits(session: Session, plan: VisitsPlan) -> ListImported:
    """Write what was planned, in the caller's transaction: all of it or nothing. Raises ``NothingListed``."""
    if not plan.rows:
        raise NothingListed
    journal = journal_of(session)
    if isinstance(plan.event, EventDraft):
        event_id = create_event(session, plan.event).id
        session.flush()
        journal.start_action()
    else:
        event_id = plan.event
    done = keep_batch(session, event_id, plan)
    _write_rows(session, event_id, done.batch, plan.rows)
    return done


def _write_rows(session: Session, event_id: UUID, batch: UUID, rows: Sequence[PlannedStop]) -> None:
    made_sites: dict[str, UUID] = {}
    made_visits: dict[date, UUID] = {}
    touched: set[UUID] = set()
    for row in rows:
        stop, known = row.listed, row.stop
        if row.standing is Standing.SAME:
            continue
        site = row.site_id or made_sites.get(place_key(stop.site))
        if site is None:
            site = add_site(session, event_id, SiteDraft(in_its_script(stop.site)), import_id=batch)
            made_sites[place_key(stop.site)] = site
        draft = _draft(stop, row.hosts, row.start, row.end, site, known)
        if stop.host and draft.host_id is None:
            draft = replace(draft, host_id=ensure_organisation(session, stop.host), host="")
        if known is not None:
            change_stop(session, known.id, draft, doors=False)
            touched.add(known.visit_id)
            continue
        visit = row.visit_id or made_visits.get(stop.day)
        if visit is None:
            visit = add_visit(session, event_id, VisitDraft(stop.day, _NAME), import_id=batch)
            made_visits[stop.day] = visit
        add_stop(session, visit, draft, import_id=batch, doors=False)
        touched.add(visit)
    for visit in sorted(touched):
        keep_doors(session, visit)
