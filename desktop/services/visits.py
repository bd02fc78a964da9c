"""Visits as they are planned: stops, groups, vehicles with their legs and the people on them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.domain.door_hours import window_at
from desktop.domain.text import LocalName, fold
from desktop.domain.travel import Travel
from desktop.domain.verdicts import Opening
from desktop.domain.visits import ListField, SiteRule, StopPart
from desktop.errors import N_, UserError
from desktop.models import (
    GroupPerson,
    Leg,
    Organisation,
    Registration,
    Site,
    Slot,
    Stop,
    StopPerson,
    Vehicle,
    VehiclePerson,
    Visit,
    VisitGroup,
    VisitTie,
)
from desktop.services.programme import zone_of
from desktop.services.travel import travel
from desktop.services.visits_parts import (
    GroupRow,
    HostRow,
    InGroup,
    LegRow,
    Passenger,
    StopRow,
    TieRow,
    VehicleRow,
    VisitRow,
    spellings,
)
from desktop.services.visits_people import who_of, whos

__all__ = [
    "GroupRow",
    "HostRow",
    "InGroup",
    "LegRow",
    "NoSuchVisit",
    "Passenger",
    "StopRow",
    "TieRow",
    "VehicleRow",
    "VisitRow",
    "find_visit",
    "vehicles",
    "visit",
    "visits",
]


class NoSuchVisit(UserError):
    code = "no_such_visit"
    text = N_("There is no visit “{visit}”. Those of this event are: {known}.")


class VisitTakenAway(NoSuchVisit):
    code = "visit_taken_away"
    text = N_("This visit was taken away meanwhile.")


def visits(session: Session, event_id: UUID) -> list[VisitRow]:
    """The visits of an event, by day."""
    return _read(session, event_id, Visit.event_id == event_id)


def visit(session: Session, visit_id: UUID) -> VisitRow:
    """One visit. Raises ``NoSuchVisit``."""
    found = session.get(Visit, visit_id)
    if found is None or found.deleted_at is not None:
        raise VisitTakenAway
    return _read(session, found.event_id, Visit.id == visit_id)[0]


def find_visit(session: Session, event_id: UUID, text: str) -> VisitRow:
    """The visit with this id, day or name; the only one for nothing. Raises ``NoSuchVisit``."""
    rows, wanted = visits(session, event_id), fold(text)
    if not wanted and len(rows) == 1:
        return rows[0]
    for row in rows:
        if wanted in {str(row.id), row.day.isoformat(), *map(fold, filter(None, spellings(row.name)))}:
            return row
    known = ", ".join(next(filter(None, spellings(row.name)), "") or row.day.isoformat() for row in rows)
    raise NoSuchVisit(visit=text, known=known)


def vehicles(session: Session, event_id: UUID) -> list[VehicleRow]:
    """The vehicles of an event, in order."""
    rows = session.scalars(
        select(Vehicle)
        .where(Vehicle.event_id == event_id, Vehicle.deleted_at.is_(None))
        .order_by(Vehicle.rank, Vehicle.id)
    )
    return [
        VehicleRow(
            row.id, LocalName(row.name_hant, row.name_hans, row.name_en), row.plate, row.driver, row.driver_phone,
            row.driver_hours, row.seats, row.checkpoint_id, row.wheelchairs,
        )
        for row in rows
    ]  # fmt: skip


def _read(session: Session, event_id: UUID, asked: ColumnElement[bool]) -> list[VisitRow]:
    rows = session.scalars(select(Visit).where(asked, Visit.deleted_at.is_(None)).order_by(Visit.day, Visit.id)).all()
    keys = [row.id for row in rows]
    if not keys:
        return []
    zone = zone_of(session, event_id)
    stops, groups = _stops(session, keys, zone), _groups(session, keys)
    legs = _legs(session, keys, travel(session, event_id), zone)
    passengers, ties = _passengers(session, keys), _ties(session, keys)
    fleet = vehicles(session, event_id)
    found = []
    for row in rows:
        used = {one.vehicle_id for one in (*legs.get(row.id, ()), *passengers.get(row.id, ()))}
        found.append(
            VisitRow(
                row.id, row.event_id, row.day, LocalName(row.name_hant, row.name_hans, row.name_en), row.note,
                tuple(stops.get(row.id, ())), tuple(groups.get(row.id, ())),
                tuple(one for one in fleet if one.id in used), tuple(legs.get(row.id, ())),
                tuple(passengers.get(row.id, ())), row.leaders, tuple(ties.get(row.id, ())),
            )
        )  # fmt: skip
    return found


def _ties(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[TieRow]]:
    rows = session.scalars(
        select(VisitTie)
        # Two records of one person may have been brought together since.
        .where(VisitTie.visit_id.in_(keys), VisitTie.deleted_at.is_(None), VisitTie.one_id != VisitTie.other_id)
        .order_by(VisitTie.id)
    ).all()
    known = whos(session, (key for row in rows for key in (row.one_id, row.other_id)))
    found: defaultdict[UUID, list[TieRow]] = defaultdict(list)
    for row in rows:
        found[row.visit_id].append(TieRow(row.id, known[row.one_id], known[row.other_id], row.apart))
    return found


def _window(stop: Stop, site: Site, zone: ZoneInfo) -> Opening:
    hours = window_at(stop.starts_at, site.opens_clock, site.closes_clock, zone)
    return Opening(stop.opens_at or hours.opens_at, stop.closes_at or hours.closes_at)


def _stops(session: Session, keys: Sequence[UUID], zone: ZoneInfo) -> dict[UUID, list[StopRow]]:
    rows: Sequence[Any] = session.execute(
        select(Stop, Site, Organisation)
        .join(Site, Site.id == Stop.site_id)
        .outerjoin(Organisation, Organisation.id == Stop.host_id)
        .where(Stop.visit_id.in_(keys), Stop.deleted_at.is_(None))
        .order_by(Stop.rank, Stop.id)
    ).all()
    people = _hosts(session, [stop.id for stop, _site, _host in rows])
    found: defaultdict[UUID, list[StopRow]] = defaultdict(list)
    for stop, site, host in rows:
        named = LocalName(host.name_zh, host.name_zh, host.name_en) if host is not None else LocalName(stop.host)
        found[stop.visit_id].append(
            StopRow(
                id=stop.id, visit_id=stop.visit_id, site_id=site.id, rank=stop.rank, host_id=stop.host_id, host=named,
                site=LocalName(site.name_hant, site.name_hans, site.name_en),
                place=LocalName(stop.place_hant, stop.place_hans, stop.place_en),
                start=stop.starts_at, end=stop.starts_at + timedelta(seconds=stop.seconds),
                people=tuple(people.get(stop.id, ())), opens_at=stop.opens_at, closes_at=stop.closes_at,
                group_limit=stop.group_limit, security_minutes=stop.security_minutes,
                languages=tuple(stop.languages.split()), parts=frozenset(map(StopPart, stop.parts.split())),
                content=stop.content, rules=frozenset(map(SiteRule, stop.rules.split())),
                list_fields=tuple(map(ListField, stop.list_fields.split())), list_due_at=stop.list_due_at,
                list_sent_at=stop.list_sent_at, fallback=stop.fallback, note=stop.note,
                checkpoint_id=stop.checkpoint_id, window=_window(stop, site, zone),
            )
        )  # fmt: skip
    return found


def _hosts(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[HostRow]]:
    rows = session.scalars(
        select(StopPerson)
        .where(StopPerson.stop_id.in_(keys), StopPerson.deleted_at.is_(None))
        .order_by(StopPerson.rank, StopPerson.id)
    ).all()
    known = whos(session, (one.registration_id for one in rows))
    found: defaultdict[UUID, list[HostRow]] = defaultdict(list)
    for one in rows:
        who = who_of(known, one.registration_id, one.name, one.phone, one.languages)
        found[one.stop_id].append(HostRow(one.id, who, one.role, one.until_at, tuple(one.languages.split())))
    return found


def _expected(session: Session, keys: Iterable[UUID]) -> set[UUID]:
    """Those of these registrations who come."""
    rows = session.execute(
        select(Registration.id, Registration.status).where(
            Registration.id.in_(set(keys)), Registration.deleted_at.is_(None)
        )
    )
    return {key for key, status in rows if status.expected}


def _groups(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[GroupRow]]:
    rows = session.scalars(
        select(VisitGroup)
        .where(VisitGroup.visit_id.in_(keys), VisitGroup.deleted_at.is_(None))
        .order_by(VisitGroup.rank, VisitGroup.id)
    ).all()
    groups = [row.id for row in rows]
    living = (GroupPerson.group_id.in_(groups), GroupPerson.deleted_at.is_(None))
    people = session.scalars(select(GroupPerson).where(*living).order_by(GroupPerson.rank, GroupPerson.id)).all()
    known = whos(session, (one.registration_id for one in people))
    come = _expected(session, known)
    members: defaultdict[UUID, list[InGroup]] = defaultdict(list)
    for one in people:
        who = who_of(known, one.registration_id, "", languages=one.languages)
        members[one.group_id].append(InGroup(who, one.role, one.registration_id in come, one.id, one.pinned))
    slots: defaultdict[UUID, dict[UUID, tuple[datetime, datetime] | None]] = defaultdict(dict)
    pinned: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for slot in session.scalars(select(Slot).where(Slot.group_id.in_(groups), Slot.deleted_at.is_(None))):
        start = slot.starts_at
        slots[slot.group_id][slot.stop_id] = None if start is None else (start, start + timedelta(seconds=slot.seconds))
        if slot.pinned:
            pinned[slot.group_id].add(slot.stop_id)
    found: defaultdict[UUID, list[GroupRow]] = defaultdict(list)
    for row in rows:
        name = LocalName(row.name_hant, row.name_hans, row.name_en)
        found[row.visit_id].append(
            GroupRow(
                row.id, row.visit_id, name, row.rank, tuple(members[row.id]), dict(slots[row.id]),
                frozenset(pinned[row.id]),
            )
        )  # fmt: skip
    return found


def _legs(session: Session, keys: Sequence[UUID], table: Travel, zone: ZoneInfo) -> dict[UUID, list[LegRow]]:
    rows = session.scalars(
        select(Leg).where(Leg.visit_id.in_(keys), Leg.deleted_at.is_(None)).order_by(Leg.leaves_at, Leg.id)
    ).all()
    named = {
        row.id: LocalName(row.name_hant, row.name_hans, row.name_en)
        for row in session.scalars(
            select(Site).where(Site.id.in_({key for row in rows for key in (row.from_id, row.to_id)}))
        )
    }
    found: defaultdict[UUID, list[LegRow]] = defaultdict(list)
    for row in rows:
        minutes = table.leg(row.from_id, row.to_id, row.leaves_at.astimezone(zone).hour) or 0
        arrives = row.arrives_at or row.leaves_at + timedelta(minutes=minutes)
        found[row.visit_id].append(
            LegRow(
                row.id, row.visit_id, row.vehicle_id, row.from_id, row.to_id, named[row.from_id], named[row.to_id],
                row.boarding_point, row.gathers_at, row.leaves_at, arrives, row.arrives_at is None, row.note,
                row.left_at, row.arrived_at,
            )
        )  # fmt: skip
    return found


def _passengers(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[Passenger]]:
    rows = session.scalars(
        select(VehiclePerson)
        .where(VehiclePerson.visit_id.in_(keys), VehiclePerson.deleted_at.is_(None))
        .order_by(VehiclePerson.rank, VehiclePerson.id)
    ).all()
    known = whos(session, (one.registration_id for one in rows))
    come = _expected(session, known)
    found: defaultdict[UUID, list[Passenger]] = defaultdict(list)
    for one in rows:
        found[one.visit_id].append(
            Passenger(
                one.vehicle_id, known[one.registration_id], one.role, one.leg_id, one.registration_id in come, one.id,
                one.pinned,
            )
        )  # fmt: skip
    return found
