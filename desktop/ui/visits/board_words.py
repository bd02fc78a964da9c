"""What a visit's board says of its blocks: to the eye, in a tooltip, and to a screen reader."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from desktop.domain.conflicts import Severity
from desktop.domain.conflicts_words import KIND_WORDS
from desktop.domain.visit_board import Block, Judged, Lane, StopFacts, Trouble, VisitBoard, What
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.conflicts import ConflictRow
from desktop.services.visit_board import Shown
from desktop.services.visits import VisitRow
from desktop.ui.choices import Say
from desktop.ui.stage_words import clock, short_day

TROUBLE_WORDS = {
    Trouble.OVERLAP: N_("Overlaps what is beside it"),
    Trouble.SHORT: N_("No time to get there"),
    Trouble.CROWDED: N_("Too many people at once"),
    Trouble.OUTSIDE: N_("Outside the hours of the stop"),
    Trouble.FULL: N_("Vehicle too small"),
    Trouble.HOST_GONE: N_("The host has to go before it ends"),
}


def lane_name(_: Translator, lane: Lane) -> str:
    """The name of a group or vehicle; of a visit without groups that of everybody."""
    return lane.name.said_in(_.language) or _("Everybody")


def lane_about(_: Translator, lane: Lane) -> str:
    """How many there are, and what they ride with; of a vehicle how full it is."""
    if lane.seats is not None:
        return _("{n}/{total} seats", n=lane.size, total=lane.seats)
    said = [_.ngettext("{n} person", "{n} people", lane.size)]
    said += [name.said_in(_.language) for name in lane.vehicles]
    return " · ".join(said)


def stop_names(_: Translator, stop: StopFacts) -> tuple[str, str]:
    """The site, and the hall or laboratory there."""
    return stop.site.said_in(_.language), stop.place.said_in(_.language)


def spare_words(_: Translator, minutes: int) -> str:
    """How many minutes are to spare, or lack."""
    return _("{n} min short", n=-minutes) if minutes < 0 else _("{n} min spare", n=minutes)


def state_of(troubles: Iterable[Trouble], rows: Iterable[ConflictRow]) -> str:
    """The state that colours a block; empty where all is well."""
    found, severities = set(troubles), {row.severity for row in rows}
    if Severity.BLOCKS in severities or any(one.blocks for one in found):
        return "refused"
    return "already_in" if found or Severity.WARNS in severities else ""


def described(
    _: Translator, board: VisitBoard, block: Block, judged: Judged, rows: Iterable[ConflictRow], zone: ZoneInfo
) -> list[str]:
    """What there is to say of a block, line by line: what and when, for how many, minutes to spare, what can't be."""
    lane = board.lane(block.key.row)
    when = f"{clock(block.start, zone)}–{clock(block.end, zone)}"
    said = [" · ".join((lane_name(_, lane) if lane is not None else "", when))]
    if block.what is What.STOP:
        stop = board.stops[block.key.ref]
        said.append(" ".join(filter(None, stop_names(_, stop))))
        if stop.limit is not None:
            said.append(_("{n} of at most {total} people", n=block.size, total=stop.limit))
    elif block.leaves is not None:
        gathers, leaves, arrives = (clock(moment, zone) for moment in (block.start, block.leaves, block.end))
        said.append(_("Gather {gather}, leave {leave}, arrive {arrive}", gather=gathers, leave=leaves, arrive=arrives))
        said.append(_("{n}/{total} seats", n=block.size, total=block.seats))
    before, after = judged.around(block.key)
    if before is not None:
        said.append(_("before it: {spare}", spare=spare_words(_, before)))
    if after is not None:
        said.append(_("after it: {spare}", spare=spare_words(_, after)))
    if block.pinned:
        said.append(_("Pinned: the planner leaves it there"))
    troubles = judged.troubles.get(block.key, frozenset())
    kinds = [_(KIND_WORDS[row.conflict.kind]) for row in rows]
    said += dict.fromkeys([*(_(TROUBLE_WORDS[one]) for one in Trouble if one in troubles), *kinds])
    return said


def block_name(_: Translator, block: Block, shown: Shown) -> str:
    """What a block is called where one tells what was done to it."""
    lane = shown.board.lane(block.key.row) if shown.board is not None else None
    row = lane_name(_, lane) if lane is not None else ""
    if block.what is What.STOP and shown.board is not None:
        return f"{row} · {stop_names(_, shown.board.stops[block.key.ref])[0]}"
    legs = shown.tour.legs if shown.tour is not None else ()
    end = next((one.end.said_in(_.language) for one in legs if one.id == block.key.ref), "")
    return f"{row} → {end}" if end else row


def choice_words(tour: VisitRow) -> Say:
    """A visit where one chooses among several: its day, its name, how many go."""

    def said(_: Translator) -> str:
        return " · ".join(filter(None, (short_day(_, tour.day), tour.name.said_in(_.language), _people(_, tour))))

    return said


def visit_words(_: Translator, tour: VisitRow) -> str:
    """The day and the name of a visit, and what it consists of."""
    said = [
        short_day(_, tour.day),
        tour.name.said_in(_.language),
        _people(_, tour),
        _.ngettext("{n} group", "{n} groups", len(tour.groups)),
        _.ngettext("{n} vehicle", "{n} vehicles", len(tour.vehicles)),
    ]
    return " · ".join(filter(None, said))


def _people(_: Translator, tour: VisitRow) -> str:
    people = sum(len(group.expected) for group in tour.groups)
    return _.ngettext("{n} person", "{n} people", people)
