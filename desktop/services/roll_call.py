"""Who is aboard and who is not: vehicles and sites, told from the badges read at their doors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.roll_call import Reading, RollCall, Window, called, windows
from desktop.domain.text import LocalName, fold
from desktop.domain.verdicts import Reason, Verdict
from desktop.domain.visits import DelegationRole, GroupRole, Who
from desktop.errors import N_, UserError
from desktop.models import DelegationPerson, Registration, Scan, Vehicle, VehiclePerson, Visit
from desktop.services.arrivals import standing
from desktop.services.taking_back import this_action
from desktop.services.visit_members import put_into_group
from desktop.services.visits import GroupRow, LegRow, StopRow, VehicleRow, VisitRow, vehicles, visit, visits
from desktop.services.visits_edit import move_aboard
from desktop.services.visits_people import who_of, whos

ROLL_CALL = frozenset(
    {
        "scan",
        "scan_undo",
        "vehicle",
        "vehicle_person",
        "leg",
        "stop",
        "group_person",
        "slot",
        "registration",
        "person",
        "delegation_person",
    }
)
"""The tables whose changes change what a roll call answers."""
_AROUND = timedelta(hours=1)


class NoSuchVehicle(UserError):
    code = "no_such_vehicle"
    text = N_("There is no vehicle “{vehicle}”. Those of this event are: {known}.")


class NothingToCall(UserError):
    code = "nothing_to_call"
    text = N_("“{name}” is no vehicle and no stop of a visit. There are: {known}.")


class NoLeg(UserError):
    code = "no_leg"
    text = N_("{vehicle} has no leg {number}; there are {most}.")


class NoOtherVehicle(UserError):
    code = "no_other_vehicle"
    text = N_("This guest rides with no vehicle of a visit that this door belongs to.")


class VehicleFull(UserError):
    code = "vehicle_full"
    text = N_("{vehicle} is full: all {seats} seats are taken.")


@dataclass(frozen=True, slots=True)
class VehicleCall:
    """The roll call of one leg: ``number`` of ``legs`` from 1, and how it stands."""

    visit: UUID
    vehicle: VehicleRow
    leg: LegRow
    number: int
    legs: int
    call: RollCall


@dataclass(frozen=True, slots=True)
class StopCall:
    """The roll call of one stop: who came, and who of them are ``back`` aboard a vehicle."""

    visit: UUID
    stop: StopRow
    call: RollCall
    back: frozenset[UUID]

    @property
    def returned(self) -> int:
        """How many are back aboard."""
        return len(self.back)

    def of_group(self, group: GroupRow) -> "StopCall":
        """The roll call of one group alone."""
        people = [one.who for one in group.expected]
        return replace(self, call=self.call.among(people), back=self.back & {who.key for who in people})


def find_vehicle(session: Session, event_id: UUID, text: str) -> VehicleRow:
    """The vehicle with this id, name or plate. Raises ``NoSuchVehicle``."""
    rows = vehicles(session, event_id)
    found = next((row for row in rows if _is_called(row, text)), None)
    if found is None:
        raise NoSuchVehicle(vehicle=text, known=", ".join(map(_shown, rows)))
    return found


def roll_call(
    session: Session, event_id: UUID, text: str, now: datetime, number: int | None = None
) -> VehicleCall | StopCall:
    """The roll call of the vehicle or stop that ``text`` names, at ``now`` or of its leg ``number`` from 1.

    Raises ``NothingToCall`` or ``NoLeg``.
    """
    tours = visits(session, event_id)
    fleet = [(tour, row) for tour in tours for row in tour.vehicles if _is_called(row, text)]
    if fleet:
        tour, vehicle = min(fleet, key=lambda pair: abs(_first(pair[0], pair[1], now) - now))
        return of_vehicle(session, tour, vehicle, now, number)
    stops = [(tour, stop) for tour in tours for stop in tour.stops]
    for fits in (lambda said, name: said == name, lambda said, name: said in name):
        found = [(tour, stop) for tour, stop in stops if any(fits(fold(text), name) for name in _names(stop))]
        if len(found) == 1:
            return of_stop(session, *found[0], now)
    known = [_shown(row) for row in vehicles(session, event_id)]
    known += [stop.site.en or stop.site.hant for _tour, stop in stops]
    raise NothingToCall(name=text, known=", ".join(known))


def of_vehicle(
    session: Session, tour: VisitRow, vehicle: VehicleRow, now: datetime, number: int | None = None
) -> VehicleCall:
    """Who of a leg is aboard: the one that people board at ``now``, or ``number`` from 1. Raises ``NoLeg``."""
    legs = [leg for leg in tour.legs if leg.vehicle_id == vehicle.id]
    if not legs or (number is not None and not 1 <= number <= len(legs)):
        raise NoLeg(vehicle=_shown(vehicle), number=number or 1, most=len(legs))
    spans = windows([(leg.gathers, leg.arrives) for leg in legs])
    place = number - 1 if number is not None else max(0, sum(span.since <= now for span in spans) - 1)
    expected = [one.who for one in tour.aboard(vehicle.id, legs[place].id)]
    riding = {one.checkpoint_id for one in tour.vehicles}
    # Whoever boarded and was read at a site since was aboard; a site's door only says where the others are.
    readings = _readings(session, _doors(tour), spans[place]) | _readings(session, riding, spans[place])
    for key, tried in _readings(session, riding - {vehicle.checkpoint_id}, spans[place], refused=True).items():
        if key not in readings or readings[key].at < tried.at:
            readings[key] = tried
    call = _called(session, expected, readings, vehicle.checkpoint_id, _door_names(tour))
    return VehicleCall(tour.id, vehicle, legs[place], place + 1, len(legs), call)


def of_stop(session: Session, tour: VisitRow, stop: StopRow, now: datetime) -> StopCall:
    """Who of those expected at a stop has come; each group counts from its own time on."""
    spans = [(group, at) for group in tour.groups if (at := group.at(stop)) is not None]
    begun = [pair for pair in spans if pair[1][0] - _AROUND <= now] or spans[:1]
    expected = [one.who for group, _at in begun for one in group.expected]
    first = min((at[0] for _group, at in begun), default=stop.start) - _AROUND
    readings = _readings(session, _doors(tour), Window(first, None))
    here = _readings(session, {stop.checkpoint_id}, Window(first, None)) if stop.checkpoint_id is not None else {}
    call = _called(session, expected, here, stop.checkpoint_id, _door_names(tour))
    riding = {one.checkpoint_id for one in tour.vehicles}
    back = frozenset(
        key for key, one in here.items()
        if key in readings and readings[key].checkpoint in riding and readings[key].at > one.at
    )  # fmt: skip
    return StopCall(tour.id, stop, call, back)


def of_day(session: Session, tour: VisitRow, now: datetime) -> dict[UUID, VehicleCall | StopCall]:
    """The roll calls of every leg and every stop of a visit, by their keys."""
    found: dict[UUID, VehicleCall | StopCall] = {stop.id: of_stop(session, tour, stop, now) for stop in tour.stops}
    for vehicle in tour.vehicles:
        for number, leg in enumerate([leg for leg in tour.legs if leg.vehicle_id == vehicle.id], 1):
            found[leg.id] = of_vehicle(session, tour, vehicle, now, number)
    return found


def move_here(session: Session, registration_id: UUID, checkpoint_id: UUID, now: datetime) -> UUID:
    """Let a guest who came to the door of another vehicle ride with it; returns the act's key.

    It is on the visit of theirs that is nearest. Where all who ride with it go in one group, the guest joins it, or
    their old group would wait for both vehicles. Raises ``NoOtherVehicle``, or ``VehicleFull`` where nobody else fits.
    """
    vehicle = session.scalars(
        select(Vehicle).where(Vehicle.checkpoint_id == checkpoint_id, Vehicle.deleted_at.is_(None))
    ).first()
    theirs = (
        session.execute(
            select(Visit.id, Visit.day)
            .join(VehiclePerson, VehiclePerson.visit_id == Visit.id)
            .where(
                VehiclePerson.registration_id == registration_id, VehiclePerson.deleted_at.is_(None),
                Visit.deleted_at.is_(None),
            )
        ).all()
        if vehicle is not None
        else ()
    )  # fmt: skip
    if vehicle is None or not theirs:
        raise NoOtherVehicle
    nearest = min(theirs, key=lambda row: abs((row.day - now.date()).days)).id
    tour = visit(session, nearest)
    row = next((one for one in vehicles(session, tour.event_id) if one.id == vehicle.id), None)
    if row is None or not any(leg.vehicle_id == vehicle.id for leg in tour.legs):
        raise NoOtherVehicle
    call = of_vehicle(session, tour, row, now).call
    if len(call.aboard) + len(call.extra) >= row.seats:
        raise VehicleFull(vehicle=_shown(row), seats=row.seats)
    move_aboard(session, nearest, registration_id, vehicle.id)
    group = _group_aboard(tour, vehicle.id, registration_id)
    if group is not None:
        put_into_group(session, group, [registration_id])
    return this_action(session)


def _group_aboard(tour: VisitRow, vehicle_id: UUID, guest: UUID) -> UUID | None:
    """The one group of all other members on a vehicle, where the guest is a member of another."""
    groups: defaultdict[UUID | str, set[UUID]] = defaultdict(set)
    for group in tour.groups:
        for one in group.expected:
            if one.role is GroupRole.MEMBER:
                groups[one.who.key].add(group.id)
    mine = groups.pop(guest, set())
    theirs = {key for one in tour.aboard(vehicle_id) for key in groups.get(one.who.key, ())}
    return next(iter(theirs)) if len(theirs) == 1 and mine and mine != theirs else None


def _called(
    session: Session, expected: Sequence[Who], readings: Mapping[UUID, Reading], door: UUID | None,
    names: Mapping[UUID, LocalName],
) -> RollCall:  # fmt: skip
    strangers = [key for key, one in readings.items() if one.checkpoint == door and not one.refused]
    away = [
        who.registration_id
        for who in expected
        if who.registration_id is not None and who.registration_id not in strangers
    ]
    return called(expected, readings, door, names, whos(session, strangers), liaisons_of(session, away))


def liaisons_of(session: Session, guests: Sequence[UUID]) -> dict[UUID, Who]:
    """Who looks after the delegation of each of these guests, as far as somebody does."""
    if not guests:
        return {}
    rows: Sequence[Any] = session.execute(
        select(Registration.id, DelegationPerson.registration_id, DelegationPerson.name)
        .join(DelegationPerson, DelegationPerson.delegation_id == Registration.delegation_id)
        .where(
            Registration.id.in_(guests), DelegationPerson.role == DelegationRole.LIAISON,
            DelegationPerson.deleted_at.is_(None),
        )
        .order_by(DelegationPerson.rank.desc(), DelegationPerson.id.desc())
    ).all()  # fmt: skip
    known = whos(session, (liaison for _guest, liaison, _name in rows))
    return {guest: who_of(known, liaison, name) for guest, liaison, name in rows}


def _readings(
    session: Session, doors: Iterable[UUID | None], span: Window, *, refused: bool = False
) -> dict[UUID, Reading]:
    """Where each guest was let in last within a span, of these doors; or ``refused`` because they belong elsewhere."""
    asked = [
        Scan.checkpoint_id.in_([door for door in doors if door is not None]), Scan.registration_id.is_not(None),
        Scan.at >= span.since,
        *([Scan.reason == Reason.NOT_HERE] if refused else [Scan.verdict == Verdict.ADMITTED, standing()]),
    ]  # fmt: skip
    if span.until is not None:
        asked.append(Scan.at < span.until)
    rows: Sequence[Any] = session.execute(
        select(Scan.registration_id, Scan.checkpoint_id, Scan.at).where(*asked).order_by(Scan.clock, Scan.id)
    ).all()
    return {key: Reading(checkpoint, at, refused) for key, checkpoint, at in rows}


def _doors(tour: VisitRow) -> set[UUID | None]:
    return {one.checkpoint_id for one in tour.vehicles} | {one.checkpoint_id for one in tour.stops}


def _door_names(tour: VisitRow) -> dict[UUID, LocalName]:
    found: defaultdict[UUID, LocalName] = defaultdict(LocalName)
    for stop in tour.stops:
        if stop.checkpoint_id is not None:
            found[stop.checkpoint_id] = stop.name
    for vehicle in tour.vehicles:
        if vehicle.checkpoint_id is not None:
            found[vehicle.checkpoint_id] = vehicle.name
    return found


def _first(tour: VisitRow, vehicle: VehicleRow, now: datetime) -> datetime:
    """When the leg of a vehicle on a visit leaves that is nearest to ``now``."""
    legs = [leg.leaves for leg in tour.legs if leg.vehicle_id == vehicle.id]
    return min(legs, key=lambda at: abs(at - now), default=now + timedelta(days=10_000))


def _names(stop: StopRow) -> list[str]:
    names = (stop.name, stop.site, stop.place)
    return [str(stop.id), *(fold(each) for name in names for each in _all(name) if each)]


def _is_called(row: VehicleRow, text: str) -> bool:
    return fold(text) in {str(row.id), *(fold(name) for name in (*_all(row.name), row.plate) if name)}


def _all(name: LocalName) -> tuple[str, str, str]:
    return name.hant, name.hans, name.en


def _shown(row: VehicleRow) -> str:
    return row.name.en or row.name.hant or row.plate
