"""The doors of vehicles and sites: checkpoints for just those who ride there, or visit."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Entry, Purpose, Ways
from desktop.models import GroupPerson, Leg, Site, Slot, Stop, StopPerson, Vehicle, VehiclePerson, Visit, VisitGroup
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.services.door_rules import (
    CheckpointDraft,
    change_checkpoint,
    draft_of,
    make_checkpoint,
    remove_checkpoint,
)


def open_doors(session: Session, visit_id: UUID) -> None:
    """Give each vehicle and stop of a visit that has no door one; whoever is read at one has left the others."""
    event_id = session.get_one(Visit, visit_id).event_id
    for vehicle in _vehicles(session, visit_id):
        if vehicle.checkpoint_id is None:
            name = LocalName(vehicle.name_hant, vehicle.name_hans, vehicle.name_en)
            vehicle.checkpoint_id = _made(session, event_id, name, Purpose.VEHICLE, name.en)
    for stop in _stops(session, visit_id):
        if stop.checkpoint_id is None:
            site = session.get_one(Site, stop.site_id)
            name = LocalName(
                stop.place_hant or site.name_hant, stop.place_hans or site.name_hans, stop.place_en or site.name_en
            )
            stop.checkpoint_id = _made(session, event_id, name, Purpose.SITE, site.code)
    session.flush()
    keep_doors(session, visit_id)


def keep_doors(session: Session, visit_id: UUID) -> None:
    """Let the doors of a visit be for those who ride with its vehicles, and who go to its stops or receive there.

    The door of a stop or vehicle that was taken away is none any more.
    """
    event_id = session.get_one(Visit, visit_id).event_id
    _close(session, event_id, visit_id)
    # A vehicle that nobody of this visit rides with any more has to know that, too.
    fleet = select(Vehicle).where(Vehicle.event_id == event_id, Vehicle.deleted_at.is_(None))
    vehicles, stops = list(session.scalars(fleet)), _stops(session, visit_id)
    found = (*(row.checkpoint_id for row in vehicles), *(row.checkpoint_id for row in stops))
    doors = set(_known(found))
    if not doors:
        return
    known = {row.id: row for row in checkpoints(session, event_id)}
    for vehicle in vehicles:
        if vehicle.checkpoint_id in known:
            _keep(session, event_id, known[vehicle.checkpoint_id], _riding(session, vehicle.id), doors)
    for stop in stops:
        if stop.checkpoint_id in known:
            _keep(session, event_id, known[stop.checkpoint_id], _visiting(session, visit_id, stop.id), doors)


def _close(session: Session, event_id: UUID, visit_id: UUID) -> None:
    """Take the doors away of stops of a visit, and of vehicles, that are gone and have theirs for themselves."""
    gone = (
        *session.scalars(select(Stop.checkpoint_id).where(Stop.visit_id == visit_id, Stop.deleted_at.is_not(None))),
        *session.scalars(
            select(Vehicle.checkpoint_id).where(Vehicle.event_id == event_id, Vehicle.deleted_at.is_not(None))
        ),
    )
    closed = set(_known(gone))
    if not closed:
        return
    for model in (Stop, Vehicle):
        used = select(model.checkpoint_id).where(model.checkpoint_id.in_(closed), model.deleted_at.is_(None))
        closed -= set(_known(session.scalars(used)))
    known = {row.id: row for row in checkpoints(session, event_id)}
    for key in sorted(closed & known.keys()):
        if known[key].purpose in {Purpose.SITE, Purpose.VEHICLE} and len(known) > 1:
            remove_checkpoint(session, event_id, known.pop(key).id)


def _keep(session: Session, event_id: UUID, row: CheckpointRow, guests: frozenset[UUID], doors: set[UUID]) -> None:
    draft = replace(draft_of(row), guests=guests, leaves=row.leaves | (doors - {row.id}))
    if draft != draft_of(row):
        change_checkpoint(session, event_id, row.id, draft)


def _made(session: Session, event_id: UUID, name: LocalName, purpose: Purpose, code: str) -> UUID:
    """A door under a code that no other has: ``code``, or its name, with a number where that is taken."""
    taken = {row.code.casefold() for row in checkpoints(session, event_id)}
    base = code or name.en or name.hant or name.hans
    codes = (base if number == 1 else f"{base} {number}" for number in range(1, len(taken) + 2))
    code = next(code for code in codes if code.casefold() not in taken)
    draft = CheckpointDraft(name, code, ways=Ways.IN, entry=Entry.OFTEN, purpose=purpose)
    return make_checkpoint(session, event_id, draft).id


def _vehicles(session: Session, visit_id: UUID) -> list[Vehicle]:
    """The vehicles that a visit uses."""
    used = (
        select(Leg.vehicle_id)
        .where(Leg.visit_id == visit_id, Leg.deleted_at.is_(None))
        .union(
            select(VehiclePerson.vehicle_id).where(
                VehiclePerson.visit_id == visit_id, VehiclePerson.deleted_at.is_(None)
            )
        )
    )
    keys = set(session.scalars(used))
    query = select(Vehicle).where(Vehicle.id.in_(keys), Vehicle.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Vehicle.rank, Vehicle.id)))


def _stops(session: Session, visit_id: UUID) -> list[Stop]:
    query = select(Stop).where(Stop.visit_id == visit_id, Stop.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Stop.rank, Stop.id)))


def _riding(session: Session, vehicle_id: UUID) -> frozenset[UUID]:
    query = select(VehiclePerson.registration_id).where(VehiclePerson.vehicle_id == vehicle_id)
    return frozenset(session.scalars(query.where(VehiclePerson.deleted_at.is_(None))))


def _visiting(session: Session, visit_id: UUID, stop_id: UUID) -> frozenset[UUID]:
    """Those of the groups that go to a stop, and those who receive there."""
    skipped = select(Slot.group_id).where(Slot.stop_id == stop_id, Slot.starts_at.is_(None), Slot.deleted_at.is_(None))
    groups = select(VisitGroup.id).where(
        VisitGroup.visit_id == visit_id, VisitGroup.deleted_at.is_(None), VisitGroup.id.not_in(skipped)
    )
    guests = select(GroupPerson.registration_id).where(
        GroupPerson.group_id.in_(groups), GroupPerson.deleted_at.is_(None)
    )
    hosts = select(StopPerson.registration_id).where(StopPerson.stop_id == stop_id, StopPerson.deleted_at.is_(None))
    return frozenset(_known((*session.scalars(guests), *session.scalars(hosts))))


def _known(keys: Iterable[UUID | None]) -> Iterable[UUID]:
    return (key for key in keys if key is not None)
