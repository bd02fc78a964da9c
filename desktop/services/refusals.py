"""Why the door says what it says, in one sentence of the reader's language."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.domain.verdicts import Reason, Verdict
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.readings import ScanResult

_PLAIN: Mapping[Reason, str] = {
    Reason.REPEATED: N_("The same badge was read a moment ago."),
    Reason.NOT_INSIDE: N_("This guest was not scanned in, so nobody can be scanned out."),
    Reason.DECLINED: N_("The guest declined the invitation."),
    Reason.CANCELLED: N_("The registration was cancelled."),
    Reason.OTHER_EVENT: N_("This is a badge of another event."),
    Reason.NOT_OURS: N_("This is no badge of this event."),
    Reason.NOT_RECEIVED: N_("This badge was made under a key that was replaced, and no guest here has it."),
    Reason.OFF_THE_LIST: N_("The guest of this badge was taken off the list."),
}


def why(_: Translator, result: ScanResult, place: str, zone: str) -> str:
    """Why ``result`` was said at the checkpoint called ``place``; nothing where there is nothing to explain.

    ``zone`` is the event's, by its IANA name.
    """
    if result.override is not None:
        return _("Let in by {by}: {why}", by=result.override.by, why=result.override.why)
    if result.verdict is Verdict.ADMITTED:
        return _of_admitted(_, result)
    if result.verdict is Verdict.ALREADY_IN and result.reason is Reason.NONE:
        return _already_in(_, result, zone)
    told = _SAID.get(result.reason)
    return told(_, result, place, zone) if told is not None else _(_PLAIN[result.reason])


def moment(_: Translator, zone: str, at: datetime, now: datetime) -> str:
    """``at`` on the event's clock, with its day where that isn't the day of ``now``."""
    there = ZoneInfo(zone)
    day = at.astimezone(there).date()
    return _.time(at, zone) if day == now.astimezone(there).date() else f"{_.date(day)} {_.time(at, zone)}"


def _of_admitted(_: Translator, result: ScanResult) -> str:
    if result.reason is not Reason.NOT_RECEIVED:
        return ""
    if result.from_desk:
        return _("A genuine badge, not yet received from desk {desk}.", desk=result.from_desk)
    return _("A genuine badge, not yet received from the desk that gave it.")


def _already_in(_: Translator, result: ScanResult, zone: str) -> str:
    earlier = result.earlier
    if earlier is None:
        return ""
    at = moment(_, zone, earlier.at, result.at)
    if not earlier.who:
        return _("Came in at {time} at desk {desk}.", time=at, desk=earlier.desk)
    return _("Came in at {time} at desk {desk}, by {who}.", time=at, desk=earlier.desk, who=earlier.who)


def _left(_: Translator, result: ScanResult, _place: str, zone: str) -> str:
    earlier = result.earlier
    if earlier is None or earlier.left_at is None:
        return _("Has entered here before, and may not enter again.")
    return _(
        "Came in at {time}, left at {left}, and may not enter again.",
        time=moment(_, zone, earlier.at, result.at),
        left=moment(_, zone, earlier.left_at, result.at),
    )


def _not_yet_open(_: Translator, result: ScanResult, place: str, zone: str) -> str:
    opens = result.opening.opens_at
    return _("{place} opens at {time}.", place=place, time=moment(_, zone, opens, result.at) if opens else "")


def _closed(_: Translator, result: ScanResult, place: str, zone: str) -> str:
    closes = result.opening.closes_at
    return _("{place} closed at {time}.", place=place, time=moment(_, zone, closes, result.at) if closes else "")


def _full(_: Translator, result: ScanResult, place: str, _zone: str) -> str:
    room = result.room
    return _("{place} is full: {inside} of {capacity} are in.", place=place, inside=room.inside, capacity=room.capacity)


def _not_here(_: Translator, result: ScanResult, place: str, _zone: str) -> str:
    if result.rides:
        return _(
            "This guest rides with {vehicle}, not with {place}.", vehicle=result.rides.said_in(_.language), place=place
        )
    return _("{place} is not for this guest.", place=place)


def _replaced(_: Translator, result: ScanResult, _place: str, _zone: str) -> str:
    return _("This badge was replaced; valid now is {serial}.", serial=result.valid_serial)


def _revoked(_: Translator, result: ScanResult, _place: str, _zone: str) -> str:
    if not result.revoked_why:
        return _("This badge was revoked.")
    return _("This badge was revoked: {why}", why=result.revoked_why)


_SAID: Mapping[Reason, Callable[[Translator, ScanResult, str, str], str]] = {
    Reason.LEFT: _left,
    Reason.NOT_YET_OPEN: _not_yet_open,
    Reason.CLOSED: _closed,
    Reason.FULL: _full,
    Reason.NOT_HERE: _not_here,
    Reason.BADGE_REPLACED: _replaced,
    Reason.BADGE_REVOKED: _revoked,
}
