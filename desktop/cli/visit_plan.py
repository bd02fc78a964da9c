"""visit vehicle · leg · group · time: what a visit consists of, put together from the command line."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.cli.door import in_zone
from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run
from desktop.domain.text import LocalName, fold
from desktop.domain.visits import Aboard, GroupRole
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.services.visits import GroupRow, StopRow, VehicleRow, VisitRow
    from desktop.services.visits_edit import VehicleDraft


class NoSuchPart(UserError):
    code = "no_such_part"
    text = N_("“{name}” is none of the visit's. Those it has are: {known}.")


def add(group: Commands, _: Translator) -> None:
    """Add these to the commands of ``visit``."""
    vehicle = group.add("vehicle", _("Name a vehicle with its driver; one of that name is changed."), set_vehicle)
    vehicle.add_argument("name", metavar=_("NAME"), help=_("What it is called."))
    vehicle.add_argument("--seats", type=a_count, required=True, metavar="N", help=_("How many may ride."))
    for option, help_ in (
        ("--plate", _("Its plate.")), ("--driver", _("The driver's name.")), ("--phone", _("The driver's phone.")),
    ):  # fmt: skip
        vehicle.add_argument(option, metavar=_("TEXT"), help=help_)
    vehicle.add_argument("--hours", type=a_count, metavar="N", help=_("The driver's longest day; else any."))
    vehicle.add_argument("--wheelchairs", type=a_count, metavar="N", help=_("How many of the seats take wheelchairs."))
    leg = group.add("leg", _("Add a leg of a vehicle."), add_leg)
    leg.add_argument("vehicle", metavar=_("VEHICLE"), help=_("The vehicle's name, plate or id."))
    for name in ("start", "end"):
        leg.add_argument(name, metavar=_("SITE"), help=_("A site, by its code, name or id."))
    leg.add_argument("--leaves", type=datetime.fromisoformat, required=True, metavar=_("TIME"), help=_("When it goes."))
    leg.add_argument("--gathers", type=datetime.fromisoformat, metavar=_("TIME"), help=_("When people gather."))
    leg.add_argument("--arrives", type=datetime.fromisoformat, metavar=_("TIME"), help=_("Else the table says when."))
    leg.add_argument("--boarding", default="", metavar=_("TEXT"), help=_("Where people board."))
    people = group.add("group", _("Put people into a group, and on a vehicle; a new name makes a group."), set_group)
    people.add_argument("name", metavar=_("NAME"), help=_("What it is called."))
    for option, help_ in (
        ("--delegation", _("All of this delegation.")), ("--person", _("Somebody.")),
        ("--guide", _("Who guides them.")),
    ):  # fmt: skip
        people.add_argument(option, action="append", default=[], metavar=_("TEXT"), help=help_)
    people.add_argument("--vehicle", default="", metavar=_("VEHICLE"), help=_("The vehicle that they ride with."))
    time = group.add("time", _("Give a group a time of its own at a stop."), set_time)
    time.add_argument("group", metavar=_("GROUP"), help=_("The group's name or id."))
    time.add_argument("stop", metavar=_("STOP"), help=_("The stop's site, hall or id."))
    time.add_argument("--start", type=datetime.fromisoformat, metavar=_("TIME"), help=_("From when; else not at all."))
    time.add_argument("--end", type=datetime.fromisoformat, metavar=_("TIME"), help=_("Until when."))
    for command in (leg, people, time):
        command.add_argument("--visit", default="", metavar=_("VISIT"), help=_("The visit, where there are several."))


def set_vehicle(run: Run, _: Translator) -> None:
    """Make or change a vehicle."""
    from desktop.services import events, roll_call, visits_edit

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        try:
            known = roll_call.find_vehicle(session, event.id, args.name)
        except roll_call.NoSuchVehicle:
            known = None
        draft = _said_of_vehicle(known, args)
        if known is None:
            key = visits_edit.add_vehicle(session, event.id, draft)
        else:
            key = known.id
            visits_edit.change_vehicle(session, key, draft)
    run.give({"vehicle": str(key)}, [_("{vehicle} has {n} seats.", vehicle=args.name, n=args.seats)])


def _said_of_vehicle(known: "VehicleRow | None", args: Any) -> "VehicleDraft":
    """What was said of a vehicle; of one that is there, all else stays."""
    from desktop.services.visits_edit import VehicleDraft

    said = {
        "plate": args.plate, "driver": args.driver, "driver_phone": args.phone, "driver_hours": args.hours,
        "wheelchairs": args.wheelchairs,
    }  # fmt: skip
    values = {name: getattr(known, name) if one is None and known is not None else one for name, one in said.items()}
    name = known.name if known is not None else _local(args.name)
    return VehicleDraft(name, args.seats, **{field: one for field, one in values.items() if one is not None})


def add_leg(run: Run, _: Translator) -> None:
    """Add a leg."""
    from desktop.services import events, roll_call, travel, visits, visits_edit
    from desktop.services.visits_edit import LegDraft

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        tour = visits.find_visit(session, event.id, args.visit)
        first, last = (travel.find_site(session, event.id, text).id for text in (args.start, args.end))
        gathers, arrives = (None if at is None else in_zone(at, event.zone) for at in (args.gathers, args.arrives))
        vehicle = roll_call.find_vehicle(session, event.id, args.vehicle).id
        draft = LegDraft(vehicle, first, last, in_zone(args.leaves, event.zone), gathers, arrives, args.boarding)
        key = visits_edit.add_leg(session, tour.id, draft)
        there = next(leg.arrives for leg in visits.visit(session, tour.id).legs if leg.id == key)
    run.give({"leg": str(key)}, [_("It arrives at {time}.", time=_.time(there, event.zone))])


def set_group(run: Run, _: Translator) -> None:
    """Add people to a group, and to a vehicle."""
    from desktop.services import delegations_record, events, roll_call, search, visits, visits_edit
    from desktop.services.visits_edit import GroupDraft

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        tour = visits.find_visit(session, event.id, args.visit)
        known = _group(tour, args.name)
        people = {} if known is None else _roles(known.people)
        for text in args.delegation:
            row = delegations_record.find_delegation(session, event.id, text)
            people |= {key: GroupRole.MEMBER for one in row.travelling if (key := one.who.registration_id) is not None}
        for texts, role in ((args.person, GroupRole.MEMBER), (args.guide, GroupRole.GUIDE)):
            people |= {search.resolve(session, event.id, text): role for text in texts}
        if known is None:
            key = visits_edit.add_group(session, tour.id, GroupDraft(_local(args.name), tuple(people.items())))
        else:
            key = known.id
            visits_edit.change_group(session, key, GroupDraft(known.name, tuple(people.items()), _slots(known)))
        if args.vehicle:
            vehicle = roll_call.find_vehicle(session, event.id, args.vehicle)
            riding = _roles(tour.aboard(vehicle.id))
            riding |= {one: Aboard.PASSENGER for one in people if one not in riding}
            visits_edit.set_aboard(session, tour.id, vehicle.id, tuple(riding.items()))
    said = _.ngettext("{n} person is in {group}.", "{n} people are in {group}.", len(people), group=args.name)
    run.give({"group": str(key), "people": len(people)}, [said])


def set_time(run: Run, _: Translator) -> None:
    """Give a group a slot, or say that it does not go to a stop."""
    from desktop.services import events, visits, visits_edit
    from desktop.services.visits_edit import GroupDraft, SlotDraft

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        tour = visits.find_visit(session, event.id, args.visit)
        group, stop = find_group(tour, args.group, _), find_stop(tour, args.stop)
        start, end = (None if at is None else in_zone(at, event.zone) for at in (args.start, args.end))
        slots = (*(one for one in _slots(group) if one.stop_id != stop.id), SlotDraft(stop.id, start, end))
        people = tuple(_roles(group.people).items())
        visits_edit.change_group(session, group.id, GroupDraft(group.name, people, slots))
    run.give({"group": str(group.id), "stop": str(stop.id)}, [stop.name.said_in(_.language)])


def _local(text: str) -> LocalName:
    from desktop.domain.programme_rows import in_its_script

    return in_its_script(text)


def _roles(people: Iterable[Any]) -> dict["UUID", Any]:
    """What each registered one of a group, or on a vehicle, is there."""
    return {one.who.registration_id: one.role for one in people if one.who.registration_id is not None}


def _slots(group: "GroupRow") -> tuple[Any, ...]:
    from desktop.services.visits_edit import SlotDraft

    return tuple(SlotDraft(stop, *(at or (None, None))) for stop, at in group.slots.items())


def _group(tour: "VisitRow", text: str) -> "GroupRow | None":
    wanted = fold(text)
    return next((row for row in tour.groups if wanted in {str(row.id), *map(fold, _names(row.name))}), None)


def find_group(tour: "VisitRow", text: str, _: Translator) -> "GroupRow":
    """The group of a visit with this name or id. Raises ``NoSuchPart``."""
    found = _group(tour, text)
    if found is None:
        raise NoSuchPart(name=text, known=", ".join(row.name.said_in(_.language) for row in tour.groups))
    return found


def find_stop(tour: "VisitRow", text: str) -> "StopRow":
    """The stop of a visit with this site, hall or id. Raises ``NoSuchPart``."""
    wanted = fold(text)
    for row in tour.stops:
        names = [*_names(row.site), *_names(row.place), *_names(row.name)]
        if wanted == str(row.id) or any(wanted in fold(name) for name in names):
            return row
    raise NoSuchPart(name=text, known=", ".join(row.site.hant or row.site.en for row in tour.stops))


def _names(name: LocalName) -> list[str]:
    return [text for text in (name.hant, name.hans, name.en) if text]
