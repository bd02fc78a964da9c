"""How itineraries changed, as calendars want to know: how often an entry did, when last, and what is gone from one."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Doing
from desktop.domain.ids import wall_time
from desktop.domain.itineraries import Task, stop_key
from desktop.domain.text import LocalName
from desktop.models import (
    GroupPerson,
    ItemPerson,
    JournalEntry,
    Journey,
    Leg,
    Site,
    Slot,
    Stop,
    StopPerson,
    VehiclePerson,
    Visit,
    VisitGroup,
)
from desktop.services.itineraries import Everything
from desktop.services.programme_history import histories


@dataclass(frozen=True, slots=True)
class History:
    """How often an entry changed, and when last."""

    sequence: int
    changed: datetime | None


def history(session: Session, event_id: UUID, people: Collection[UUID]) -> dict[UUID, History]:
    """Of each item, stop, leg and journey. To join or leave counts as a change of all of that visit."""
    found = {key: History(max(one.sequence, 0), one.changed) for key, one in histories(session, event_id).items()}
    of_row: dict[UUID, set[UUID]] = defaultdict(set)
    for ref, rows in _rows(session, event_id, people):
        for row in rows:
            of_row[row].add(ref)
    acts: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    entries: Sequence[Any] = session.execute(
        select(JournalEntry.row_id, JournalEntry.action, JournalEntry.clock)
        .where(JournalEntry.table_name.in_(_TABLES))
        .order_by(JournalEntry.position)
    ).all()
    for row, action, clock in entries:
        for ref in of_row.get(row, ()):
            acts[ref][action] = clock
    for ref, known in acts.items():
        found[ref] = History(len(known) - 1, wall_time(max(known.values())))
    return found


_TABLES = ("stop", "slot", "leg", "journey", "group_person", "vehicle_person", "stop_person")


def _rows(session: Session, event_id: UUID, people: Collection[UUID]) -> Iterator[tuple[UUID, set[UUID]]]:
    """What each stop, leg and journey consists of, by the keys of rows, those that are gone included."""
    tours = session.scalars(select(Visit.id).where(Visit.event_id == event_id)).all()
    for tour in tours:
        stops = session.scalars(select(Stop.id).where(Stop.visit_id == tour)).all()
        groups = select(VisitGroup.id).where(VisitGroup.visit_id == tour)
        joined = select(GroupPerson.id).where(GroupPerson.group_id.in_(groups), GroupPerson.registration_id.in_(people))
        shared = set(session.scalars(joined))
        for stop in stops:
            slots = session.scalars(select(Slot.id).where(Slot.stop_id == stop))
            hosts = session.scalars(
                select(StopPerson.id).where(StopPerson.stop_id == stop, StopPerson.registration_id.in_(people))
            )
            yield stop, {stop, *slots, *hosts} | shared
        riding = select(VehiclePerson.id).where(
            VehiclePerson.visit_id == tour, VehiclePerson.registration_id.in_(people)
        )
        shared = set(session.scalars(riding))
        for leg in session.scalars(select(Leg.id).where(Leg.visit_id == tour)):
            yield leg, {leg} | shared
    for journey in session.scalars(select(Journey.id)):
        yield journey, {journey}


def gone(session: Session, event_id: UUID, whole: Everything, people: Collection[UUID]) -> list[Task]:
    """What was in the itinerary of ``people`` and is in it no more, as it was last."""
    now = {one.task.uid for one in whole.assignments if one.person in people}
    known = {one.task.uid: one.task for one in whole.assignments}
    found: dict[UUID, Task] = {}
    for ref, key in _past(session, event_id, people):
        if key not in now and key not in found:
            task = known.get(key) or _lost(session, ref)
            if task is not None:
                found[key] = replace(task, key=key)
    return sorted(found.values(), key=lambda task: (task.start, str(task.uid)))


def _past(session: Session, event_id: UUID, people: Collection[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """The items, stops and legs that these people ever had a part in, with what calendars know them by."""
    here = select(Visit.id).where(Visit.event_id == event_id)
    joined = (
        select(Stop.id, VisitGroup.id)
        .join(VisitGroup, VisitGroup.visit_id == Stop.visit_id)
        .where(Stop.visit_id.in_(here))
        .order_by(Stop.id, VisitGroup.id)
    )
    member = select(GroupPerson.group_id).where(GroupPerson.registration_id.in_(people))
    host = select(StopPerson.stop_id).where(StopPerson.registration_id.in_(people))
    for stop, group in session.execute(joined.where(VisitGroup.id.in_(member) | Stop.id.in_(host))):
        yield stop, stop_key(stop, group)
    riding = (
        select(Leg.id)
        .join(VehiclePerson, (VehiclePerson.visit_id == Leg.visit_id) & (VehiclePerson.vehicle_id == Leg.vehicle_id))
        .where(VehiclePerson.registration_id.in_(people), Leg.visit_id.in_(here))
    )
    items = select(ItemPerson.item_id).where(ItemPerson.registration_id.in_(people))
    for ref in (*session.scalars(riding), *session.scalars(items)):
        yield ref, ref


def _lost(session: Session, ref: UUID) -> Task | None:
    """A stop or a leg that was taken away."""
    stop = session.get(Stop, ref)
    if stop is not None:
        end = stop.starts_at + timedelta(seconds=stop.seconds)
        return Task(ref, Doing.VISIT, stop.starts_at, end, _site(session, stop.site_id))
    leg = session.get(Leg, ref)
    if leg is None:
        return None
    end = leg.arrives_at or leg.leaves_at + timedelta(minutes=1)
    return Task(ref, Doing.LEG, leg.gathers_at, end, _site(session, leg.to_id), _site(session, leg.from_id))


def _site(session: Session, site_id: UUID) -> LocalName:
    row = session.get_one(Site, site_id)
    return LocalName(row.name_hant, row.name_hans, row.name_en)
