"""Conflicts in words: what each is, how bad, and what would solve it, as message ids."""

from desktop.domain.conflicts import Act, Conflict, Kind, Severity
from desktop.errors import N_
from desktop.i18n import Translator

SEVERITY_WORDS = {Severity.BLOCKS: N_("Blocking"), Severity.WARNS: N_("Warning"), Severity.NOTES: N_("Noted")}
KIND_WORDS = {
    Kind.TWO_PLACES: N_("In two places"),
    Kind.HOST_BUSY: N_("Host is elsewhere"),
    Kind.NO_TIME: N_("No time to get there"),
    Kind.JOURNEY: N_("Arrives too late or departs too early"),
    Kind.VEHICLE_TWICE: N_("Vehicle in two places"),
    Kind.FULL_VEHICLE: N_("Vehicle too small"),
    Kind.FULL_STOP: N_("Too many people at once"),
    Kind.OUTSIDE_HOURS: N_("Outside the hours of the stop"),
    Kind.LIST_INCOMPLETE: N_("Fields missing for the site's list"),
    Kind.LIST_LATE: N_("The site's list was not sent in time"),
    Kind.NO_LEADER: N_("Delegation without leader"),
    Kind.NO_LIAISON: N_("Delegation without liaison officer"),
    Kind.NO_INTERPRETER: N_("Nobody speaks the delegation's language"),
    Kind.NO_MEAL: N_("No time to eat"),
    Kind.DRIVER_HOURS: N_("The driver's day is too long"),
    Kind.LEFT_BEHIND: N_("In no vehicle"),
    Kind.NO_WHEELCHAIR: N_("No place for a wheelchair"),
    Kind.NOT_APART: N_("Not kept apart"),
    Kind.NOT_TOGETHER: N_("Not kept together"),
    Kind.LEADERS_TOGETHER: N_("Leaders in one vehicle"),
    Kind.LEADERS_APART: N_("Leaders in several vehicles"),
}
_ACTS = {
    Act.TAKE_OUT: N_("Take them out of “{what}”"),
    Act.SUBSTITUTE: N_("Let somebody else receive at “{what}”"),
    Act.SHORTEN: N_("End “{what}” {n} min earlier"),
    Act.MOVE_PEOPLE: N_("Move {n} people from “{what}” to another vehicle"),
    Act.SPLIT_GROUP: N_("Split “{what}”: {n} people too many"),
    Act.FILL_FIELDS: N_("Fill in what is missing of {n} people for “{what}”"),
    Act.SEND_LIST: N_("Send the list to “{what}” now"),
    Act.NAME_LEADER: N_("Name who leads “{what}”"),
    Act.NAME_LIAISON: N_("Name a liaison officer for “{what}”"),
    Act.NAME_INTERPRETER: N_("Name an interpreter for “{what}”"),
    Act.ADD_MEAL: N_("Plan a meal beside “{what}”"),
    Act.SECOND_DRIVER: N_("Name a second driver for “{what}”"),
    Act.GIVE_SEAT: N_("Give them a seat on “{what}”"),
    Act.RESEAT: N_("Put people of “{what}” into other groups or vehicles"),
}
_EARLIER, _LATER = N_("Start “{what}” {n} min earlier"), N_("Start “{what}” {n} min later")
_CROWDED = N_("Let “{what}” come at another time: {n} people too many")


def solved_by(_: Translator, conflict: Conflict, what: str) -> str:
    """What would solve ``conflict``; ``what`` is the name of that on which it acts."""
    suggestion = conflict.suggestion
    if suggestion.act is Act.MOVE and conflict.kind is Kind.FULL_STOP:
        text = _CROWDED
    elif suggestion.act is Act.MOVE:
        text = _EARLIER if suggestion.amount < 0 else _LATER
    else:
        text = _ACTS[suggestion.act]
    return _(text, what=what, n=abs(suggestion.amount))
