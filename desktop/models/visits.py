"""Delegations in full, visits with stops and groups, vehicles with their legs, and what was said of conflicts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.visits import (
    Aboard,
    DelegationRole,
    GroupRole,
    HandbookPart,
    Leaders,
    Mode,
    StopRole,
    Way,
)
from desktop.models.base import Row


class DelegationPerson(Row, kw_only=True, eq=False):
    """What somebody is to a delegation, in order (``rank`` from 1), with subgroup, room and counterpart.

    Members are those whose registration says so; here stands what more is known of them. ``name`` and
    ``counterpart`` are of those who are not registered; ``languages`` are those an interpreter or liaison speaks.
    """

    __tablename__ = "delegation_person"
    __table_args__ = (Index(None, "delegation_id"), Index(None, "registration_id"))

    delegation_id: Mapped[UUID] = mapped_column(ForeignKey("delegation.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[DelegationRole] = mapped_column(default=DelegationRole.MEMBER)
    rank: Mapped[int] = mapped_column(default=1)
    subgroup: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    counterpart_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    counterpart: Mapped[str] = mapped_column(default="")


class Journey(Row, kw_only=True, eq=False):
    """How a delegation, a subgroup or one guest of it arrives or departs.

    ``at`` is when they are here or leave here; ``far_at`` is the other end of it, in the zone ``far_zone`` (an IANA
    name, or nothing for the event's). ``met_by`` is who meets them without being registered.
    """

    __tablename__ = "journey"
    __table_args__ = (Index(None, "delegation_id"), Index(None, "registration_id"))

    delegation_id: Mapped[UUID] = mapped_column(ForeignKey("delegation.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    subgroup: Mapped[str] = mapped_column(default="")
    way: Mapped[Way]
    mode: Mapped[Mode]
    number: Mapped[str] = mapped_column(default="")
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), default=None)
    place: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    far_place: Mapped[str] = mapped_column(default="")
    far_at: Mapped[datetime | None] = mapped_column(default=None)
    far_zone: Mapped[str] = mapped_column(default="")
    met_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    met_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Gift(Row, kw_only=True, eq=False):
    """A gift that a delegation brings, or gets (``received``), in the order of exchange.

    ``registration_id`` is the guest of the delegation who hands it over or takes it.
    """

    __tablename__ = "gift"
    __table_args__ = (Index(None, "delegation_id"), Index(None, "registration_id"))

    delegation_id: Mapped[UUID] = mapped_column(ForeignKey("delegation.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    received: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str]
    rank: Mapped[int] = mapped_column(default=1)
    done: Mapped[bool] = mapped_column(default=False)


class Site(Row, kw_only=True, eq=False):
    """A place to go to and from; with ``venue_id`` it is a building of the event.

    ``walk_minutes`` lead from where vehicles stop to its rooms. The clocks are hours of each day, as 09:00, or nothing.
    """

    __tablename__ = "site"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    venue_id: Mapped[UUID | None] = mapped_column(ForeignKey("venue.id"), default=None)
    code: Mapped[str] = mapped_column(default="")
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    walk_minutes: Mapped[int] = mapped_column(default=0)
    opens_clock: Mapped[str] = mapped_column(default="")
    closes_clock: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)


class TravelTime(Row, kw_only=True, eq=False):
    """Minutes from one site to another for those who leave at ``hour`` (0 to 23) or later, until the next row's."""

    __tablename__ = "travel_time"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    from_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    hour: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int]


class Visit(Row, kw_only=True, eq=False):
    """A day tour of one or more stops. ``leaders`` says whether leaders of delegations share a vehicle."""

    __tablename__ = "visit"
    __table_args__ = (Index(None, "event_id", "day"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    day: Mapped[date]
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    leaders: Mapped[Leaders] = mapped_column(default=Leaders.ANY)


class VisitTie(Row, kw_only=True, eq=False):
    """Two guests of a visit who stay together in groups and vehicles, or ``apart``."""

    __tablename__ = "visit_tie"
    __table_args__ = (Index(None, "visit_id"),)

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    one_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    apart: Mapped[bool] = mapped_column(default=False)


class Stop(Row, kw_only=True, eq=False):
    """One place on a visit, with who receives, its rules and the list it wants.

    ``starts_at`` and ``seconds`` are the plan for every group that has no slot of its own; ``opens_at`` and
    ``closes_at`` what the host allows. ``place_…`` is the hall or laboratory. ``parts``, ``rules`` and
    ``list_fields`` are values of ``StopPart``, ``SiteRule`` and ``ListField`` with spaces between, ``languages``
    those spoken there. ``host`` is who receives without being in the register. ``checkpoint_id`` is its door.
    """

    __tablename__ = "stop"
    __table_args__ = (Index(None, "visit_id"), Index(None, "site_id"), Index(None, "checkpoint_id"))

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    checkpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkpoint.id"), default=None)
    rank: Mapped[int] = mapped_column(default=1)
    place_hant: Mapped[str] = mapped_column(default="")
    place_hans: Mapped[str] = mapped_column(default="")
    place_en: Mapped[str] = mapped_column(default="")
    host_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    host: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    seconds: Mapped[int]
    opens_at: Mapped[datetime | None] = mapped_column(default=None)
    closes_at: Mapped[datetime | None] = mapped_column(default=None)
    group_limit: Mapped[int | None] = mapped_column(default=None)
    security_minutes: Mapped[int] = mapped_column(default=0)
    languages: Mapped[str] = mapped_column(default="")
    parts: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    rules: Mapped[str] = mapped_column(default="")
    list_fields: Mapped[str] = mapped_column(default="")
    list_due_at: Mapped[datetime | None] = mapped_column(default=None)
    list_sent_at: Mapped[datetime | None] = mapped_column(default=None)
    fallback: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class StopPerson(Row, kw_only=True, eq=False):
    """Who receives, accompanies, guides or interprets at a stop, or is asked there, and until when they can.

    ``name`` and ``phone`` are of who is not registered.
    """

    __tablename__ = "stop_person"
    __table_args__ = (Index(None, "stop_id"), Index(None, "registration_id"))

    stop_id: Mapped[UUID] = mapped_column(ForeignKey("stop.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    role: Mapped[StopRole] = mapped_column(default=StopRole.RECEIVES)
    languages: Mapped[str] = mapped_column(default="")
    until_at: Mapped[datetime | None] = mapped_column(default=None)
    rank: Mapped[int] = mapped_column(default=1)


class VisitGroup(Row, kw_only=True, eq=False):
    """People who go through the stops of a visit together."""

    __tablename__ = "visit_group"
    __table_args__ = (Index(None, "visit_id"),)

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)


class GroupPerson(Row, kw_only=True, eq=False):
    """Somebody in a group of a visit; the planner leaves there who is ``pinned``."""

    __tablename__ = "group_person"
    __table_args__ = (Index(None, "group_id"), Index(None, "registration_id"))

    group_id: Mapped[UUID] = mapped_column(ForeignKey("visit_group.id"))
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    role: Mapped[GroupRole] = mapped_column(default=GroupRole.MEMBER)
    languages: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)
    pinned: Mapped[bool] = mapped_column(default=False)


class Slot(Row, kw_only=True, eq=False):
    """When one group is at a stop, where it is not the time of the stop; with no ``starts_at`` it does not go there.

    The planner leaves alone what is ``pinned``.
    """

    __tablename__ = "slot"
    __table_args__ = (Index(None, "group_id"), Index(None, "stop_id"))

    group_id: Mapped[UUID] = mapped_column(ForeignKey("visit_group.id"))
    stop_id: Mapped[UUID] = mapped_column(ForeignKey("stop.id"))
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    seconds: Mapped[int] = mapped_column(default=0)
    pinned: Mapped[bool] = mapped_column(default=False)


class StopRecord(Row, kw_only=True, eq=False):
    """When a group really came to a stop, and when it left."""

    __tablename__ = "stop_record"
    __table_args__ = (Index(None, "group_id"), Index(None, "stop_id"))

    group_id: Mapped[UUID] = mapped_column(ForeignKey("visit_group.id"))
    stop_id: Mapped[UUID] = mapped_column(ForeignKey("stop.id"))
    arrived_at: Mapped[datetime | None] = mapped_column(default=None)
    left_at: Mapped[datetime | None] = mapped_column(default=None)


class HostCall(Row, kw_only=True, eq=False):
    """The host of a stop was told at ``told_at`` that a group now comes at ``expected_at``, or not at all.

    Without ``told_at`` nobody called: it is what all hosts of the stop knew before the plan changed.
    """

    __tablename__ = "host_call"
    __table_args__ = (Index(None, "stop_id"),)

    stop_id: Mapped[UUID] = mapped_column(ForeignKey("stop.id"))
    stop_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("stop_person.id"), default=None)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("visit_group.id"), default=None)
    expected_at: Mapped[datetime | None] = mapped_column(default=None)
    told_at: Mapped[datetime | None] = mapped_column(default=None)


class Vehicle(Row, kw_only=True, eq=False):
    """A bus or car with its driver; ``checkpoint_id`` is its door. ``driver_hours`` is the longest day, 0 for any.

    Of its ``seats``, ``wheelchairs`` can be places for wheelchairs.
    """

    __tablename__ = "vehicle"
    __table_args__ = (Index(None, "event_id"), Index(None, "checkpoint_id"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    checkpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkpoint.id"), default=None)
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    plate: Mapped[str] = mapped_column(default="")
    driver: Mapped[str] = mapped_column(default="")
    driver_phone: Mapped[str] = mapped_column(default="")
    driver_hours: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int] = mapped_column(default=0)
    wheelchairs: Mapped[int] = mapped_column(default=0)
    rank: Mapped[int] = mapped_column(default=1)


class Leg(Row, kw_only=True, eq=False):
    """One leg of one vehicle on a visit. Without ``arrives_at`` the travel table says when it arrives.

    ``left_at`` and ``arrived_at`` are what happened.
    """

    __tablename__ = "leg"
    __table_args__ = (Index(None, "visit_id"), Index(None, "vehicle_id"))

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    vehicle_id: Mapped[UUID] = mapped_column(ForeignKey("vehicle.id"))
    from_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    boarding_point: Mapped[str] = mapped_column(default="")
    gathers_at: Mapped[datetime]
    leaves_at: Mapped[datetime]
    arrives_at: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    arrived_at: Mapped[datetime | None] = mapped_column(default=None)


class VehiclePerson(Row, kw_only=True, eq=False):
    """Somebody who rides with a vehicle on a visit: on all its legs, or on the one of ``leg_id``.

    The planner leaves there who is ``pinned``.
    """

    __tablename__ = "vehicle_person"
    __table_args__ = (Index(None, "visit_id", "vehicle_id"), Index(None, "registration_id"))

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    vehicle_id: Mapped[UUID] = mapped_column(ForeignKey("vehicle.id"))
    leg_id: Mapped[UUID | None] = mapped_column(ForeignKey("leg.id"), default=None)
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    role: Mapped[Aboard] = mapped_column(default=Aboard.PASSENGER)
    rank: Mapped[int] = mapped_column(default=1)
    pinned: Mapped[bool] = mapped_column(default=False)


class AcceptedConflict(Row, kw_only=True, eq=False):
    """A conflict that somebody lives with, and why. ``key`` names what it is between."""

    __tablename__ = "accepted_conflict"
    __table_args__ = (Index(None, "event_id", "key"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    key: Mapped[str]
    why: Mapped[str]
    at: Mapped[datetime]


class HandbookText(Row, kw_only=True, eq=False):
    """What the organisers write for handbooks, in each language: of one delegation, or without one of all."""

    __tablename__ = "handbook_text"
    __table_args__ = (Index(None, "event_id"), Index(None, "delegation_id"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    delegation_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation.id"), default=None)
    part: Mapped[HandbookPart]
    text_hant: Mapped[str] = mapped_column(default="")
    text_hans: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
