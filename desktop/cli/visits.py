"""import visits · visit list · show · doors · move: day tours with their stops, groups and vehicles."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import visit_plan, visit_planner, visit_wishes
from desktop.cli.delegations import named
from desktop.cli.list_told import tell_import
from desktop.cli.parser import Commands
from desktop.cli.run import Run, written
from desktop.cli.tables import table
from desktop.domain.list_reading import ENCODINGS
from desktop.domain.visits_words import RULE_WORDS, STOP_ROLE_WORDS
from desktop.i18n import Translator

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.services.events import EventRow
    from desktop.services.visits import GroupRow, LegRow, StopRow, VehicleRow, VisitRow
    from desktop.services.visits_import import VisitsPlan


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("visit", _("Visits: stops, groups, vehicles and their legs."))
    group.add("list", _("The visits of the event in use."), list_visits)
    show = group.add("show", _("Everything about a visit."), show_visit)
    doors = group.add("doors", _("Give each vehicle and stop of a visit a checkpoint of its own."), open_doors)
    for command in (show, doors):
        command.add_argument("visit", nargs="?", default="", metavar=_("VISIT"), help=_("Its id, its day or its name."))
    visit_plan.add(group, _)
    visit_planner.add(group, _)
    visit_wishes.add(group, _)
    moving = group.add("move", _("Let somebody ride with another vehicle."), move)
    moving.add_argument("person", metavar=_("PERSON"), help=_("Who it is: an id, a badge's serial or a name."))
    moving.add_argument("vehicle", metavar=_("VEHICLE"), help=_("The vehicle's name, plate or id."))
    moving.add_argument("--visit", default="", metavar=_("VISIT"), help=_("The visit, where there are several."))


def add_import(group: Commands, _: Translator) -> None:
    """Add ``import visits`` to the commands of ``import``."""
    made = group.add("visits", _("Read a list of visits (Excel, CSV, TSV) into the event in use."), import_visits)
    made.add_argument("file", type=Path, metavar=_("FILE"), help=_("The list."))
    made.add_argument("--encoding", choices=ENCODINGS, help=_("The encoding of a text file, where the guess is wrong."))
    made.add_argument("--sheet", default="", metavar=_("SHEET"), help=_("The one sheet of a workbook to read."))
    made.add_argument("--dry-run", action="store_true", help=_("Only say what would happen."))


def import_visits(run: Run, _: Translator) -> None:
    """Read a list into the event in use, or into one made for it; all of it or nothing."""
    from desktop.services import upkeep, visits_import

    listed = visits_import.read_visits_file(run.args.file, run.args.encoding or "", run.args.sheet)
    if run.args.dry_run:
        with run.database() as db, db.read() as session:
            plan = visits_import.plan_visits(session, _event(session), listed)
        tell_import(run, _, _planned(plan), plan.problems)
        return
    with run.database(new=True) as db:
        with db.read() as session:
            event = _event(session)
        if event is not None:
            upkeep.automatic(db)
        with db.write() as session:
            plan = visits_import.plan_visits(session, event, listed)
            if not plan.rows:
                tell_import(run, _, _planned(plan), plan.problems)
            done = visits_import.write_visits(session, plan)
        upkeep.back_up_when_due(db)
    document: dict[str, Any] = {"batch": str(done.batch), "event": str(done.event)}
    document |= {name: getattr(done, name) for name in ("read", "new", "updated", "same", "rejected")}
    tell_import(run, _, document, done.problems)


def list_visits(run: Run, _: Translator) -> None:
    """Each with its day and how much there is of it."""
    from desktop.services import events, visits

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        rows = visits.visits(session, event.id)
    run.give_table(
        [_document(row, event, _) for row in rows],
        [_("Visit"), _("Day"), _("Stops"), _("Tour groups"), _("Vehicles"), _("People")],
        [
            (
                row.name.said_in(_.language), _.date(row.day), len(row.stops), len(row.groups), len(row.vehicles),
                sum(len(group.expected) for group in row.groups),
            )
            for row in rows
        ],
    )  # fmt: skip


def show_visit(run: Run, _: Translator) -> None:
    """Tell everything."""
    from desktop.services import events, visits

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        row = visits.find_visit(session, event.id, run.args.visit)
    run.give(_document(row, event, _), () if run.json else _lines(row, event, _))


def open_doors(run: Run, _: Translator) -> None:
    """Make the checkpoints that are not there yet."""
    from desktop.services import checkpoints, events, visits, visits_doors

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = visits.find_visit(session, event.id, run.args.visit)
        visits_doors.open_doors(session, row.id)
        row = visits.visit(session, row.id)
        doors = {one.checkpoint_id for one in row.vehicles} | {one.checkpoint_id for one in row.stops}
        found = [one for one in checkpoints.checkpoints(session, event.id) if one.id in doors]
    run.give_table(
        [{"checkpoint": one.code, "name": one.name.said_in(_.language), "guests": len(one.guests)} for one in found],
        [_("Checkpoint"), _("Name"), _("People")],
        [(one.code, one.name.said_in(_.language), len(one.guests)) for one in found],
    )


def move(run: Run, _: Translator) -> None:
    """Change somebody's vehicle."""
    from desktop.services import events, roll_call, search, visits, visits_edit

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = visits.find_visit(session, event.id, args.visit)
        person = search.resolve(session, event.id, args.person)
        vehicle = roll_call.find_vehicle(session, event.id, args.vehicle)
        visits_edit.move_aboard(session, row.id, person, vehicle.id)
        row = visits.visit(session, row.id)
    name, aboard = vehicle.name.said_in(_.language), len(row.aboard(vehicle.id))
    told = _.ngettext("{n} person rides with {vehicle}.", "{n} people ride with {vehicle}.", aboard, vehicle=name)
    run.give(_document(row, event, _), [told])


def _event(session: Any) -> "UUID | None":
    from desktop.services import events

    try:
        return events.event_in_use(session).id
    except events.NoEvent:
        return None


def _planned(plan: "VisitsPlan") -> dict[str, Any]:
    from desktop.services.import_changes import Standing

    counts = {str(standing): plan.count(standing) for standing in Standing}
    return {"batch": None, "event": None, "read": len(plan.rows) + plan.rejected, **counts, "rejected": plan.rejected}


def _span(start: datetime, end: datetime, event: "EventRow", _: Translator) -> str:
    return f"{_.time(start, event.zone)}–{_.time(end, event.zone)}"


def _lines(row: "VisitRow", event: "EventRow", _: Translator) -> Iterator[str]:
    """The stops with who receives, the legs, the groups with their times."""
    yield f"{row.name.said_in(_.language)} {_.date(row.day)}".strip()
    yield ""
    yield from table(
        [_("Time"), _("Site"), _("Received by"), _("People"), _("Rules")],
        [
            (
                _span(stop.start, stop.end, event, _), stop.name.said_in(_.language), stop.host.said_in(_.language),
                ", ".join(f"{one.who.said_in(_.language)} ({_(STOP_ROLE_WORDS[one.role])})" for one in stop.people),
                ", ".join(_(RULE_WORDS[rule]) for rule in sorted(stop.rules)),
            )
            for stop in row.stops
        ],
    )  # fmt: skip
    if row.legs:
        named_vehicles = {one.id: one for one in row.vehicles}
        yield ""
        yield from table(
            [
                _("Gather"), _("Departs"), _("Arrives"), _("Vehicle"), _("Plate"), _("Departs from"), _("Goes to"),
                _("Boarding at"),
            ],
            [
                (
                    _.time(leg.gathers, event.zone), _.time(leg.leaves, event.zone), _.time(leg.arrives, event.zone),
                    named_vehicles[leg.vehicle_id].name.said_in(_.language), named_vehicles[leg.vehicle_id].plate,
                    leg.start.said_in(_.language), leg.end.said_in(_.language), leg.boarding_point,
                )
                for leg in row.legs
            ],
        )  # fmt: skip
    if row.groups:
        yield ""
        yield from table(
            [_("Tour group"), _("People"), _("Stops")],
            [
                (
                    group.name.said_in(_.language), len(group.expected),
                    ", ".join(
                        f"{_.time(at[0], event.zone)} {stop.site.said_in(_.language)}"
                        for stop in row.stops if (at := group.at(stop)) is not None
                    ),
                )
                for group in row.groups
            ],
        )  # fmt: skip


def _document(row: "VisitRow", event: "EventRow", _: Translator) -> dict[str, object]:
    return {
        "visit": str(row.id),
        "day": row.day.isoformat(),
        "name": row.name.said_in(_.language),
        "note": row.note,
        "leaders": row.leaders.value,
        "ties": [visit_wishes.tie_document(one) for one in row.ties],
        "stops": [_stop(one, event, _) for one in row.stops],
        "groups": [_group(one, row, event, _) for one in row.groups],
        "vehicles": [_vehicle(one, row, _) for one in row.vehicles],
        "legs": [_leg(one, event, _) for one in row.legs],
    }


def _stop(one: "StopRow", event: "EventRow", _: Translator) -> dict[str, object]:
    def moment(at: datetime | None) -> str | None:
        return written(at, event.zone) if at is not None else None

    return {
        "stop": str(one.id),
        "site": one.site.said_in(_.language),
        "place": one.place.said_in(_.language),
        "host": one.host.said_in(_.language),
        "start": moment(one.start),
        "end": moment(one.end),
        "opens": moment(one.opens_at),
        "closes": moment(one.closes_at),
        "people": [{**named(each.who), "role": each.role.value, "until": moment(each.until_at)} for each in one.people],
        "group_limit": one.group_limit,
        "security_minutes": one.security_minutes,
        "languages": list(one.languages),
        "parts": sorted(one.parts),
        "content": one.content,
        "rules": sorted(one.rules),
        "list_fields": [field.value for field in one.list_fields],
        "list_due": moment(one.list_due_at),
        "list_sent": moment(one.list_sent_at),
        "fallback": one.fallback,
        "note": one.note,
    }


def _group(one: "GroupRow", row: "VisitRow", event: "EventRow", _: Translator) -> dict[str, object]:
    times = [
        {
            "stop": str(stop.id), "start": written(at[0], event.zone), "end": written(at[1], event.zone),
            "pinned": stop.id in one.pinned,
        }
        for stop in row.stops
        if (at := one.at(stop)) is not None
    ]  # fmt: skip
    people = [
        {**named(each.who), "role": each.role.value, "expected": each.expected, "pinned": each.pinned}
        for each in one.people
    ]
    return {"group": str(one.id), "name": one.name.said_in(_.language), "people": people, "stops": times}


def _vehicle(one: "VehicleRow", row: "VisitRow", _: Translator) -> dict[str, object]:
    return {
        "vehicle": str(one.id),
        "name": one.name.said_in(_.language),
        "plate": one.plate,
        "driver": one.driver,
        "driver_phone": one.driver_phone,
        "seats": one.seats,
        "wheelchairs": one.wheelchairs,
        "people": [{**named(each.who), "role": each.role.value, "pinned": each.pinned} for each in row.aboard(one.id)],
    }


def _leg(one: "LegRow", event: "EventRow", _: Translator) -> dict[str, object]:
    return {
        "leg": str(one.id),
        "vehicle": str(one.vehicle_id),
        "from": one.start.said_in(_.language),
        "to": one.end.said_in(_.language),
        "boarding_point": one.boarding_point,
        "gathers": written(one.gathers, event.zone),
        "leaves": written(one.leaves, event.zone),
        "arrives": written(one.arrives, event.zone),
        "estimated": one.estimated,
    }
