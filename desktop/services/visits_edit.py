"""Visits, their stops, groups, vehicles and legs are made, changed and taken away.

What another desk took away meanwhile is refused with ``TakenOut``, whoever wants to change it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, clean_lines
from desktop.domain.visits import Aboard, GroupRole, Leaders, ListField, SiteRule, StopPart, StopRole
from desktop.errors import N_, UserError
from desktop.models import GroupPerson, Leg, Site, Slot, Stop, StopPerson, Vehicle, VehiclePerson, Visit, VisitGroup
from desktop.services.visits_doors import keep_doors
from desktop.services.visits_rows import keep_rows, living, remove_rows
from desktop.storage.journal import journal_of


class BadStopTime(UserError):
    code = "bad_stop_time"
    text = N_("A stop has to end after it starts, within a day.")


class BadLegTime(UserError):
    code = "bad_leg_time"
    text = N_("People gather before a leg leaves, and it leaves before it arrives.")


class BadSeats(UserError):
    code = "bad_seats"
    text = N_("A vehicle has 0 to 999 seats.")


class BadWheelchairs(UserError):
    code = "bad_wheelchairs"
    text = N_("A vehicle has no more places for wheelchairs than seats.")


class InGroupTwice(UserError):
    code = "in_group_twice"
    text = N_("Nobody can be in one group, or on one leg, twice.")


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A visit without what it consists of."""

    day: date
    name: LocalName = LocalName()  # noqa: RUF009  frozen
    note: str = ""
    leaders: Leaders = Leaders.ANY


@dataclass(frozen=True, slots=True)
class HostDraft:
    """Who receives, accompanies, guides or interprets at a stop: a registration, or only a name."""

    registration_id: UUID | None = None
    name: str = ""
    role: StopRole = StopRole.RECEIVES
    phone: str = ""
    languages: tuple[str, ...] = ()
    until_at: datetime | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StopDraft:
    """A stop as a form gives it; ``end`` is after ``start``. That its list was sent is ``visitor_list_sent``'s."""

    site_id: UUID
    start: datetime
    end: datetime
    place: LocalName = LocalName()  # noqa: RUF009  frozen
    host_id: UUID | None = None
    host: str = ""
    people: tuple[HostDraft, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    group_limit: int | None = None
    security_minutes: int = 0
    languages: tuple[str, ...] = ()
    parts: frozenset[StopPart] = frozenset()
    content: str = ""
    rules: frozenset[SiteRule] = frozenset()
    list_fields: tuple[ListField, ...] = ()
    list_due_at: datetime | None = None
    fallback: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """When a group is at a stop, where it is not the time of the stop; no ``start`` is "never"."""

    stop_id: UUID
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group with its people in order and its own times."""

    name: LocalName
    people: tuple[tuple[UUID, GroupRole], ...] = ()
    slots: tuple[SlotDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class VehicleDraft:
    """A bus or car with its driver."""

    name: LocalName
    seats: int
    plate: str = ""
    driver: str = ""
    driver_phone: str = ""
    driver_hours: int = 0
    wheelchairs: int = 0


@dataclass(frozen=True, slots=True)
class LegDraft:
    """One leg of one vehicle; without ``arrives`` the travel table says when."""

    vehicle_id: UUID
    from_id: UUID
    to_id: UUID
    leaves: datetime
    gathers: datetime | None = None
    arrives: datetime | None = None
    boarding_point: str = ""
    note: str = ""


def add_visit(session: Session, event_id: UUID, draft: VisitDraft, *, import_id: UUID | None = None) -> UUID:
    """Make a visit without stops."""
    row = Visit(id=journal_of(session).new_id(), event_id=event_id, import_id=import_id, day=draft.day)
    session.add(row)
    session.flush()
    change_visit(session, row.id, draft)
    return row.id


def change_visit(session: Session, visit_id: UUID, draft: VisitDraft) -> None:
    """Give a visit another day, name, note or rule for leaders; its stops keep their times."""
    row = living(session, Visit, visit_id)
    row.day, row.note, row.leaders = draft.day, clean_lines(draft.note), draft.leaders
    row.name_hant, row.name_hans, row.name_en = map(clean, (draft.name.hant, draft.name.hans, draft.name.en))
    session.flush()


def remove_visit(session: Session, visit_id: UUID) -> None:
    """Take a whole visit away; its vehicles stay."""
    groups = session.scalars(select(VisitGroup.id).where(VisitGroup.visit_id == visit_id)).all()
    stops = session.scalars(select(Stop.id).where(Stop.visit_id == visit_id)).all()
    for model, column, keys in (
        (Slot, "group_id", groups), (GroupPerson, "group_id", groups), (StopPerson, "stop_id", stops),
        (VehiclePerson, "visit_id", [visit_id]), (Leg, "visit_id", [visit_id]), (VisitGroup, "visit_id", [visit_id]),
        (Stop, "visit_id", [visit_id]),
    ):  # fmt: skip
        remove_rows(session, model, column, keys)
    session.get_one(Visit, visit_id).deleted_at = journal_of(session).now
    session.flush()
    keep_doors(session, visit_id)


def add_stop(
    session: Session, visit_id: UUID, draft: StopDraft, *, import_id: UUID | None = None, doors: bool = True
) -> UUID:
    """Add a stop behind the others. Raises ``BadStopTime``. Without ``doors`` the caller has to ``keep_doors``."""
    living(session, Visit, visit_id)
    of = (Stop.visit_id == visit_id, Stop.deleted_at.is_(None))
    rank = (session.scalar(select(func.max(Stop.rank)).where(*of)) or 0) + 1
    row = Stop(
        id=journal_of(session).new_id(), visit_id=visit_id, import_id=import_id, site_id=draft.site_id, rank=rank,
        starts_at=draft.start, seconds=0,
    )  # fmt: skip
    session.add(row)
    session.flush()
    change_stop(session, row.id, draft, doors=doors)
    return row.id


def change_stop(session: Session, stop_id: UUID, draft: StopDraft, *, doors: bool = True) -> None:
    """Make a stop what ``draft`` says. Raises ``BadStopTime``. Without ``doors`` the caller has to ``keep_doors``."""
    if not timedelta() < draft.end - draft.start <= timedelta(days=1):
        raise BadStopTime
    row = living(session, Stop, stop_id)
    living(session, Site, draft.site_id)
    values = {
        "site_id": draft.site_id, "starts_at": draft.start, "seconds": _seconds(draft.start, draft.end),
        "place_hant": clean(draft.place.hant), "place_hans": clean(draft.place.hans),
        "place_en": clean(draft.place.en), "host_id": draft.host_id, "host": clean(draft.host),
        "opens_at": draft.opens_at, "closes_at": draft.closes_at, "group_limit": draft.group_limit,
        "security_minutes": draft.security_minutes, "languages": " ".join(draft.languages),
        "parts": " ".join(sorted(draft.parts)), "content": clean_lines(draft.content),
        "rules": " ".join(sorted(draft.rules)), "list_fields": " ".join(draft.list_fields),
        "list_due_at": draft.list_due_at, "fallback": clean(draft.fallback), "note": clean_lines(draft.note),
    }  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    people = [
        (
            one.id,
            {
                "registration_id": one.registration_id, "name": clean(one.name), "role": one.role, "rank": rank,
                "phone": clean(one.phone), "languages": " ".join(one.languages), "until_at": one.until_at,
            },
        )
        for rank, one in enumerate(draft.people, 1)
    ]  # fmt: skip
    keep_rows(session, StopPerson, {"stop_id": stop_id}, people)
    if doors:
        keep_doors(session, row.visit_id)


def remove_stop(session: Session, stop_id: UUID) -> None:
    """Take a stop away with the times that groups have there."""
    row = session.get_one(Stop, stop_id)
    remove_rows(session, Slot, "stop_id", [stop_id])
    remove_rows(session, StopPerson, "stop_id", [stop_id])
    row.deleted_at = journal_of(session).now
    session.flush()
    keep_doors(session, row.visit_id)


def add_group(session: Session, visit_id: UUID, draft: GroupDraft) -> UUID:
    """Add a group behind the others. Raises ``InGroupTwice`` or ``BadStopTime``."""
    living(session, Visit, visit_id)
    of = (VisitGroup.visit_id == visit_id, VisitGroup.deleted_at.is_(None))
    rank = (session.scalar(select(func.max(VisitGroup.rank)).where(*of)) or 0) + 1
    row = VisitGroup(id=journal_of(session).new_id(), visit_id=visit_id, rank=rank)
    session.add(row)
    session.flush()
    change_group(session, row.id, draft)
    return row.id


def change_group(session: Session, group_id: UUID, draft: GroupDraft) -> None:
    """Make a group what ``draft`` says. Raises ``InGroupTwice`` or ``BadStopTime``."""
    row = living(session, VisitGroup, group_id)
    row.name_hant, row.name_hans, row.name_en = map(clean, (draft.name.hant, draft.name.hans, draft.name.en))
    if len({key for key, _role in draft.people}) < len(draft.people):
        raise InGroupTwice
    known = _by(session, GroupPerson, GroupPerson.group_id == group_id, "registration_id")
    people = [
        (known.get(key), {"registration_id": key, "role": role, "rank": rank})
        for rank, (key, role) in enumerate(draft.people, 1)
    ]
    keep_rows(session, GroupPerson, {"group_id": group_id}, people)
    known = _by(session, Slot, Slot.group_id == group_id, "stop_id")
    slots = [(known.get(one.stop_id), {"stop_id": one.stop_id, **_slot(one)}) for one in draft.slots]
    keep_rows(session, Slot, {"group_id": group_id}, slots)
    keep_doors(session, row.visit_id)


def rename_group(session: Session, group_id: UUID, name: LocalName) -> None:
    """Give a group another name and leave all else."""
    row = living(session, VisitGroup, group_id)
    row.name_hant, row.name_hans, row.name_en = map(clean, (name.hant, name.hans, name.en))
    session.flush()


def remove_group(session: Session, group_id: UUID) -> None:
    """Take a group away; its people stay on their vehicles."""
    row = session.get_one(VisitGroup, group_id)
    change_group(session, group_id, GroupDraft(LocalName(row.name_hant, row.name_hans, row.name_en)))
    row.deleted_at = journal_of(session).now
    session.flush()


def add_vehicle(session: Session, event_id: UUID, draft: VehicleDraft) -> UUID:
    """Add a vehicle behind the others. Raises ``BadSeats`` or ``BadWheelchairs``."""
    of = (Vehicle.event_id == event_id, Vehicle.deleted_at.is_(None))
    rank = (session.scalar(select(func.max(Vehicle.rank)).where(*of)) or 0) + 1
    row = Vehicle(id=journal_of(session).new_id(), event_id=event_id, rank=rank)
    session.add(row)
    session.flush()
    change_vehicle(session, row.id, draft)
    return row.id


def change_vehicle(session: Session, vehicle_id: UUID, draft: VehicleDraft) -> None:
    """Make a vehicle what ``draft`` says. Raises ``BadSeats`` or ``BadWheelchairs``."""
    if not 0 <= draft.seats <= 999:
        raise BadSeats
    if not 0 <= draft.wheelchairs <= draft.seats:
        raise BadWheelchairs
    row = living(session, Vehicle, vehicle_id)
    row.name_hant, row.name_hans, row.name_en = map(clean, (draft.name.hant, draft.name.hans, draft.name.en))
    row.plate, row.driver, row.driver_phone = map(clean, (draft.plate, draft.driver, draft.driver_phone))
    row.driver_hours, row.seats, row.wheelchairs = draft.driver_hours, draft.seats, draft.wheelchairs
    session.flush()


def add_leg(session: Session, visit_id: UUID, draft: LegDraft) -> UUID:
    """Add a leg. Raises ``BadLegTime``."""
    living(session, Visit, visit_id)
    row = Leg(
        id=journal_of(session).new_id(), visit_id=visit_id, vehicle_id=draft.vehicle_id, from_id=draft.from_id,
        to_id=draft.to_id, gathers_at=draft.leaves, leaves_at=draft.leaves,
    )  # fmt: skip
    session.add(row)
    session.flush()
    change_leg(session, row.id, draft)
    return row.id


def change_leg(session: Session, leg_id: UUID, draft: LegDraft) -> None:
    """Make a leg what ``draft`` says. Raises ``BadLegTime``."""
    gathers = draft.gathers or draft.leaves
    if gathers > draft.leaves or (draft.arrives is not None and draft.arrives <= draft.leaves):
        raise BadLegTime
    row = living(session, Leg, leg_id)
    living(session, Vehicle, draft.vehicle_id)
    for site in (draft.from_id, draft.to_id):
        living(session, Site, site)
    row.vehicle_id, row.from_id, row.to_id = draft.vehicle_id, draft.from_id, draft.to_id
    row.gathers_at, row.leaves_at, row.arrives_at = gathers, draft.leaves, draft.arrives
    row.boarding_point, row.note = clean(draft.boarding_point), clean_lines(draft.note)
    session.flush()
    keep_doors(session, row.visit_id)


def remove_leg(session: Session, leg_id: UUID) -> None:
    """Take a leg away, with who was to be only on it."""
    row = session.get_one(Leg, leg_id)
    remove_rows(session, VehiclePerson, "leg_id", [leg_id])
    row.deleted_at = journal_of(session).now
    session.flush()
    keep_doors(session, row.visit_id)


def set_aboard(session: Session, visit_id: UUID, vehicle_id: UUID, people: Sequence[tuple[UUID, Aboard]]) -> None:
    """Say who rides with a vehicle on all legs of a visit, in order. Raises ``InGroupTwice``."""
    if len({key for key, _role in people}) < len(people):
        raise InGroupTwice
    of = (
        (VehiclePerson.visit_id == visit_id) & (VehiclePerson.vehicle_id == vehicle_id) & VehiclePerson.leg_id.is_(None)
    )
    known = _by(session, VehiclePerson, of, "registration_id")
    wanted = [
        (known.get(key), {"registration_id": key, "role": role, "rank": rank})
        for rank, (key, role) in enumerate(people, 1)
    ]
    keep_rows(session, VehiclePerson, {"visit_id": visit_id, "vehicle_id": vehicle_id, "leg_id": None}, wanted)
    keep_doors(session, visit_id)


def move_aboard(session: Session, visit_id: UUID, registration_id: UUID, vehicle_id: UUID) -> None:
    """Let somebody ride with another vehicle from now on, behind those who do already."""
    of = (VehiclePerson.visit_id == visit_id, VehiclePerson.deleted_at.is_(None))
    rows = session.scalars(select(VehiclePerson).where(*of, VehiclePerson.registration_id == registration_id)).all()
    there = (*of, VehiclePerson.vehicle_id == vehicle_id)
    rank = (session.scalar(select(func.max(VehiclePerson.rank)).where(*there)) or 0) + 1
    journal = journal_of(session)
    role = next((row.role for row in rows), Aboard.PASSENGER)
    for row in rows:
        row.deleted_at = journal.now
    session.add(
        VehiclePerson(
            id=journal.new_id(), visit_id=visit_id, vehicle_id=vehicle_id, registration_id=registration_id, role=role,
            rank=rank,
        )
    )  # fmt: skip
    session.flush()
    keep_doors(session, visit_id)


def _seconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds())


def _slot(one: SlotDraft) -> dict[str, Any]:
    if one.start is None or one.end is None:
        return {"starts_at": None, "seconds": 0}
    if not timedelta() < one.end - one.start <= timedelta(days=1):
        raise BadStopTime
    return {"starts_at": one.start, "seconds": _seconds(one.start, one.end)}


def _by(session: Session, model: Any, of: Any, column: str) -> dict[UUID, UUID]:
    """The keys of living rows by what ``column`` says."""
    rows = session.execute(select(getattr(model, column), model.id).where(of, model.deleted_at.is_(None)))
    found: Sequence[Any] = rows.all()
    return dict(found)
