"""roll-call: who is aboard a vehicle or at a stop, and who is missing."""

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
    from desktop.services.events import EventRow
    from desktop.services.roll_call import StopCall, VehicleCall


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    command = commands.add("roll-call", _("Who is aboard a vehicle or at a stop, and who is missing."), show)
    command.add_argument("place", metavar=_("PLACE"), help=_("The vehicle by name or plate, or the stop by its site."))
    command.add_argument("--leg", type=a_count, metavar="N", help=_("The leg of the day, from 1; else the one of now."))
    command.add_argument(
        "--at", type=datetime.fromisoformat, metavar=_("TIME"), help=_("At this time, if not now: 2026-11-21T14:02.")
    )


def show(run: Run, _: Translator) -> None:
    """Count, then name the missing with their phones."""
    from desktop.services import events, roll_call

    args = run.args
    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        at = in_zone(args.at, event.zone) if args.at is not None else db.now()
        found = roll_call.roll_call(session, event.id, args.place, at, args.leg)
    run.give(_document(found, event, _), () if run.json else _lines(found, event, _))


def _lines(found: "VehicleCall | StopCall", event: "EventRow", _: Translator) -> Iterator[str]:
    from desktop.services.roll_call import VehicleCall

    call = found.call
    counted = _("{n} of {total} here", n=len(call.aboard), total=call.expected)
    if isinstance(found, VehicleCall):
        yield _(
            "{vehicle}, leg {number} of {legs}, {start} → {end}, leaves at {time}: {counted}",
            vehicle=found.vehicle.name.said_in(_.language), number=found.number, legs=found.legs,
            start=found.leg.start.said_in(_.language), end=found.leg.end.said_in(_.language),
            time=_.time(found.leg.leaves, event.zone), counted=counted,
        )  # fmt: skip
    else:
        yield f"{found.stop.name.said_in(_.language)}: {counted}"
        yield _.ngettext("{n} person is back aboard.", "{n} people are back aboard.", found.returned)
    if call.missing:
        yield ""
        yield from table(
            [_("Missing"), _("Phone"), _("Last scanned at"), _("Time")],
            [
                (
                    one.who.said_in(_.language), one.who.phone, one.seen.said_in(_.language),
                    _.time(one.at, event.zone) if one.at is not None else "",
                )
                for one in call.missing
            ],
        )  # fmt: skip
    if call.extra:
        yield ""
        yield from table(
            [_("Not expected here"), _("Phone")], [(one.said_in(_.language), one.phone) for one in call.extra]
        )


def _document(found: "VehicleCall | StopCall", event: "EventRow", _: Translator) -> dict[str, object]:
    from desktop.services.roll_call import VehicleCall

    call = found.call
    place: dict[str, object]
    if isinstance(found, VehicleCall):
        place = {
            "vehicle": found.vehicle.name.said_in(_.language),
            "plate": found.vehicle.plate,
            "seats": found.vehicle.seats,
            "leg": found.number,
            "legs": found.legs,
            "from": found.leg.start.said_in(_.language),
            "to": found.leg.end.said_in(_.language),
            "leaves": written(found.leg.leaves, event.zone),
        }
    else:
        place = {"stop": found.stop.name.said_in(_.language), "returned": found.returned}
    return {
        **place,
        "expected": call.expected,
        "here": len(call.aboard),
        "aboard": [named(who) for who in call.aboard],
        "missing": [
            {
                **named(one.who),
                "seen": one.seen.said_in(_.language) or None,
                "at": written(one.at, event.zone) if one.at is not None else None,
            }
            for one in call.missing
        ],
        "extra": [named(who) for who in call.extra],
    }
