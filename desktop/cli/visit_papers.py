"""What print takes for itineraries, manifests and the other papers of delegations and visits."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from desktop.cli.parser import Parser
from desktop.domain.paper_kinds import OF_DELEGATION, OF_STOP, OF_VEHICLE, OF_VISIT, PaperKind, Whose
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.papers import Choice

HELP = {
    PaperKind.ITINERARY: N_("Everything somebody does: for people, delegations, hosts, interpreters or vehicles."),
    PaperKind.MANIFEST: N_("Who rides with a vehicle, with boxes for each leg."),
    PaperKind.DRIVER_SHEET: N_("When a driver goes from where to where, and whom to call."),
    PaperKind.PHONE_LIST: N_("Whom a liaison officer calls: the delegation, its helpers, drivers and hosts."),
    PaperKind.VISITOR_LIST: N_("Who comes to a stop, with just what its host asks for."),
    PaperKind.HANDBOOK: N_("The handbook of a delegation, or of the crew, in one language or two."),
    PaperKind.DOOR_SIGNS: N_("Signs for the halls and laboratories that are visited."),
    PaperKind.BUS_SIGNS: N_("Signs for the windows of vehicles."),
}
_IN_THEIR_LANGUAGE = frozenset(Whose) - {Whose.VEHICLES}


def add_filters(made: Parser, kind: PaperKind, _: Translator) -> None:
    """What each kind can be a part of."""
    if kind in OF_DELEGATION:
        made.add_argument(
            "--delegation", default="", metavar=_("DELEGATION"), help=_("Only this delegation: its id or name.")
        )
    if kind in OF_VISIT:
        made.add_argument("--visit", default="", metavar=_("VISIT"), help=_("Only this visit: its id, day or name."))
    if kind in OF_VEHICLE:
        made.add_argument(
            "--vehicle", default="", metavar=_("VEHICLE"), help=_("Only this vehicle: its name, plate or id.")
        )
    if kind in OF_STOP:
        made.add_argument(
            "--stop",
            default="",
            metavar=_("STOP"),
            help=_("Only this stop: its id, or the name of its site, hall or host."),
        )
    if kind is PaperKind.ITINERARY:
        made.add_argument(
            "--person", action="append", default=[], metavar=_("PERSON"),
            help=_("Of this person; may be given several times."),
        )  # fmt: skip
        made.add_argument(
            "--for", dest="whose", choices=[one.value for one in Whose],
            help=_("For each of these; --delegation alone makes one for all of it, with people one for each."),
        )  # fmt: skip


def chosen(session: Any, event_id: Any, args: Namespace) -> dict[str, Any]:
    """What was asked for, as the parts of a ``Choice``."""
    from desktop.services import delegations_record, roll_call, search, visitor_list, visits

    found: dict[str, Any] = {}
    if given := getattr(args, "delegation", ""):
        found["delegation_id"] = delegations_record.find_delegation(session, event_id, given).id
    visit = getattr(args, "visit", "")
    if visit:
        found["visit_id"] = visits.find_visit(session, event_id, visit).id
    if given := getattr(args, "vehicle", ""):
        found["vehicle_id"] = roll_call.find_vehicle(session, event_id, given).id
    if given := getattr(args, "stop", ""):
        found["stop_id"] = visitor_list.find_stop(session, event_id, given, visit).id
    if args.kind is PaperKind.ITINERARY:
        found["person_ids"] = tuple(search.resolve(session, event_id, one) for one in args.person)
        found["whose"] = _whose(args)
        in_theirs = found["whose"] in _IN_THEIR_LANGUAGE
        found["own_language"] = in_theirs and args.language is None and args.lang is None
    return found


def missing(session: Any, event_id: Any, kind: PaperKind, choice: "Choice", _: Translator) -> list[str]:
    """What hosts want to know and nobody knows yet, to be said before their lists are printed."""
    from desktop.services import visitor_list

    if kind is not PaperKind.VISITOR_LIST:
        return []
    found = visitor_list.visitor_lists(session, event_id, choice.visit_id, choice.stop_id)
    return [said for listed in found for said in visitor_list.missing_words(listed, _)]


def _whose(args: Namespace) -> Whose:
    """For whom: what was said, else what was named."""
    if args.whose:
        return Whose(args.whose)
    if args.person:
        return Whose.PEOPLE
    if args.delegation:
        return Whose.DELEGATIONS
    if args.stop:
        return Whose.HOSTS
    return Whose.VEHICLES if args.vehicle else Whose.PEOPLE
