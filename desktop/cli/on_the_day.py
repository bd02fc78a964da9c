"""late, left, arrived, everybody: how the day of a visit goes, what happens, and where everybody is."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.cli.delegations import named
from desktop.cli.door import in_zone
from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run, written
from desktop.cli.tables import table
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.catch_up import Option
    from desktop.services.events import EventRow
    from desktop.services.host_calls import Call
    from desktop.services.running_late_view import DayView, LegNow, LimitNow, StayNow


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    late = commands.add("late", _("How late a visit runs, what breaks, what could be done, whom to call."), show_late)
    late.add_argument("visit", nargs="?", default="", metavar=_("VISIT"), help=_("The visit by name or day."))
    for name, text, act in (
        ("left", _("A vehicle left on a leg."), left),
        ("arrived", _("A vehicle arrived at the end of a leg."), arrived),
    ):
        mark = commands.add(name, text, act)
        mark.add_argument("vehicle", metavar=_("VEHICLE"), help=_("The vehicle by name or plate."))
        mark.add_argument("--visit", default="", metavar=_("VISIT"), help=_("The visit by name or day."))
        mark.add_argument("--leg", type=a_count, metavar="N", help=_("The leg of the day, from 1; else the next."))
        _at(mark, _)
    _at(late, _)
    everywhere = commands.add(
        "everybody", _("Where everybody is, from the last reading of each badge."), show_everybody
    )
    everywhere.add_argument(
        "--find", default="", metavar=_("NAME"), help=_("Only who is called so, or has this phone.")
    )


def _at(command: ArgumentParser, _: Translator) -> None:
    command.add_argument(
        "--at", type=datetime.fromisoformat, metavar=_("TIME"), help=_("At this time, if not now: 2026-11-21T14:02.")
    )


def show_late(run: Run, _: Translator) -> None:
    """The day line by line, then ways to catch up and calls."""
    from desktop.services import catch_up, events, host_calls, running_late, visits

    args = run.args
    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        at = in_zone(args.at, event.zone) if args.at is not None else db.now()
        day = running_late.known(session, visits.find_visit(session, event.id, args.visit).id)
        view = day.at(at)
        ways, calls = catch_up.ways(day, at), host_calls.calls_of(session, view)
    run.give(_document(view, ways, calls, event, _), () if run.json else _lines(view, ways, calls, event, _))


def left(run: Run, _: Translator) -> None:
    """Note when a vehicle left."""
    _mark(run, _, begins=True)


def arrived(run: Run, _: Translator) -> None:
    """Note when a vehicle arrived."""
    _mark(run, _, begins=False)


def _mark(run: Run, _: Translator, *, begins: bool) -> None:
    from desktop.services import events, roll_call, running_late, visits
    from desktop.services.on_day_words import row_late, row_title

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        at = in_zone(args.at, event.zone) if args.at is not None else db.now()
        visit = visits.find_visit(session, event.id, args.visit).id
        vehicle = roll_call.find_vehicle(session, event.id, args.vehicle)
        legs = [one for one in running_late.day_of(session, visit, at).legs if one.vehicle.id == vehicle.id]
        number = args.leg or next((n for n, one in enumerate(legs, 1) if _open(one, begins)), 0)
        if not 1 <= number <= len(legs):
            raise roll_call.NoLeg(
                vehicle=vehicle.name.en or vehicle.name.hant, number=args.leg or len(legs) + 1, most=len(legs)
            )
        leg = legs[number - 1].leg.id
        (running_late.left if begins else running_late.arrived)(session, leg, at)
        row = next(one for one in running_late.day_of(session, visit, at).legs if one.leg.id == leg)
    said = f"{row_title(_, row)}: {_.time(at, event.zone)}, {row_late(_, row)}"
    run.give(_row(row, event, _), () if run.json else [said])


def _open(leg: "LegNow", begins: bool) -> bool:
    """Whether a leg is the next that leaves, or that arrives."""
    return leg.record.ended is None and (leg.record.began is None or not begins)


def show_everybody(run: Run, _: Translator) -> None:
    """The places with how many are there; with a name, where they are."""
    from desktop.services import events
    from desktop.services.everybody import Whereabouts, everybody

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        found = everybody(session, event.id)
    words = {Whereabouts.LEFT.value: _("Left the event"), Whereabouts.UNSEEN.value: _("Not seen yet")}
    names = {key: name.said_in(_.language) for key, (_kind, name) in found.doors.items()} | words
    people = found.found(text=run.args.find) if run.args.find else []
    document = {
        "places": [{"place": names[row.key], "kind": row.kind.value, "people": row.count} for row in found.places()],
        "people": [
            {
                "name_zh": one.name_zh, "name_latin": one.name_latin, "phone": one.phone, "place": names[one.place],
                "at": written(one.at, event.zone) if one.at is not None else None,
            }
            for one in people
        ],
    }  # fmt: skip
    if run.args.find:
        rows = [(one.name, names[one.place], _.time(one.at, event.zone) if one.at else "", one.phone) for one in people]
        run.give_table(document, [_("Name"), _("Place"), _("Time"), _("Phone")], rows)
    else:
        run.give_table(document, [_("Place"), _("People")], [(names[row.key], row.count) for row in found.places()])


def _lines(
    view: "DayView", ways: "list[Option]", calls: "list[Call]", event: "EventRow", _: Translator
) -> Iterator[str]:
    from desktop.domain.running_late_words import PRESSURE_WORDS
    from desktop.services.on_day_words import call_said, limit_said, option_effects, option_said, row_late, row_title

    def clock(at: datetime) -> str:
        return _.time(at, event.zone)

    yield from table(
        [_("What"), _("Planned"), _("Expected"), _("Late"), _("Stands")],
        [
            (
                row_title(_, row), f"{clock(row.start)}–{clock(row.end)}",
                f"{clock(row.times.start)}–{clock(row.times.end)}", row_late(_, row), _(PRESSURE_WORDS[row.pressure]),
            )
            for row in view.rows
        ],
    )  # fmt: skip
    for row in view.rows:
        for limit in row.limits:
            yield f"{row_title(_, row)}: {limit_said(_, limit, event.zone)}"
    for number, option in enumerate(ways, 1):
        effects = ", ".join(text for text, _state in option_effects(_, option, event.zone))
        yield f"{number}. {option_said(_, option)} ({effects})"
    for call in calls:
        who = call.person.who if call.person is not None else None
        name = who.said_in(_.language) if who is not None else call.stop.host.said_in(_.language)
        yield f"{name} {who.phone if who is not None else ''}: {call_said(call, view.tour, event.zone, _)}"


def _row(row: "LegNow | StayNow", event: "EventRow", _: Translator) -> dict[str, object]:
    from desktop.services.on_day_words import row_title
    from desktop.services.running_late_view import LegNow

    record = row.record
    return {
        "id": str(row.leg.id) if isinstance(row, LegNow) else None,
        "what": row_title(_, row),
        "planned": [written(row.start, event.zone), written(row.end, event.zone)],
        "expected": [written(row.times.start, event.zone), written(row.times.end, event.zone)],
        "really": [written(at, event.zone) if at is not None else None for at in (record.began, record.ended)],
        "stands": row.times.standing.value,
        "late": row.late,
        "pressure": row.pressure.value,
        "limits": [_limit(one, event) for one in row.limits],
    }


def _limit(limit: "LimitNow", event: "EventRow") -> dict[str, object]:
    return {
        "kind": limit.kind.value, "name": limit.name.en or limit.name.hant, "at": written(limit.at, event.zone),
        "expected": written(limit.expected, event.zone), "pressure": limit.margin.pressure.value,
        "over": limit.margin.over, "who": [named(who) for who in limit.who],
    }  # fmt: skip


def _document(
    view: "DayView", ways: "list[Option]", calls: "list[Call]", event: "EventRow", _: Translator
) -> dict[str, object]:
    from desktop.services.on_day_words import call_said, option_said

    return {
        "visit": view.tour.name.said_in(_.language),
        "at": written(view.now, event.zone),
        "pressure": view.pressure.value,
        "rows": [_row(row, event, _) for row in view.rows],
        "ways": [
            {
                "way": one.way.value, "what": option_said(_, one), "gains": one.gains,
                "mends": [_limit(each, event) for each in one.mends],
                "breaks": [_limit(each, event) for each in one.breaks],
            }
            for one in ways
        ],
        "calls": [
            {
                "stop": call.stop.name.said_in(_.language),
                "host": named(call.person.who) if call.person is not None else None,
                "say": call_said(call, view.tour, event.zone, _),
            }
            for call in calls
        ],
    }  # fmt: skip
