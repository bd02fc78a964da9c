"""The day of a visit in words: legs and stays, what breaks, what could be done, what to say to a host."""

from desktop.domain.running_late import Pressure, minutes
from desktop.domain.running_late_words import late_by, left_of, what_to_say
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.catch_up import CatchUp, Option
from desktop.services.host_calls import Call
from desktop.services.running_late_view import LegNow, LimitKind, LimitNow, StayNow
from desktop.services.visits import VisitRow

_LIMITS = {
    LimitKind.HOST: N_("{name} has until {time}"),
    LimitKind.CLOSES: N_("{name} closes at {time}"),
    LimitKind.FULL: N_("{name} is still there at {time}, and both are too many"),
    LimitKind.JOURNEY: N_("{people} must be at {name} by {time}"),
    LimitKind.ITEM: N_("{people} must be at {name} by {time}"),
}
_FEW = 3


def named(_: Translator, name: LocalName) -> str:
    """A name for who reads, or whatever there is of it."""
    return name.said_in(_.language)


def row_title(_: Translator, row: LegNow | StayNow) -> str:
    """What a leg or a stay is called."""
    if isinstance(row, LegNow):
        return _("{vehicle} → {end}", vehicle=named(_, row.vehicle.name), end=named(_, row.leg.end))
    return _("{group}: {stop}", group=named(_, row.group.name), stop=named(_, row.stop.name))


def row_late(_: Translator, row: LegNow | StayNow) -> str:
    """How late it is."""
    return late_by(_, row.late)


def row_stands(_: Translator, row: LegNow | StayNow) -> str:
    """How late it is, or by how much too late for what does not wait."""
    if row.pressure is Pressure.BREAKS:
        return left_of(_, minutes(row.limits[0].margin.left))
    return row_late(_, row)


def limit_said(_: Translator, limit: LimitNow, zone: str) -> str:
    """A limit, whom it is about, and what is left before it."""
    people = [who.said_in(_.language) for who in limit.who[:_FEW]]
    more = len(limit.who) - len(people)
    if more:
        people.append(_.ngettext("and {n} more", "and {n} more", more))
    said = _(_LIMITS[limit.kind], name=named(_, limit.name), time=_.time(limit.at, zone), people=", ".join(people))
    return _("{what}: {state}", what=said, state=left_of(_, minutes(limit.margin.left)))


def option_said(_: Translator, option: Option) -> str:
    """What a way to catch up is."""
    groups = ", ".join(named(_, one.name) for one in option.groups)
    stops = [named(_, one.name) for one in option.stops]
    if option.way is CatchUp.SHORTEN:
        return _("{groups}: shorten {stop} by {n} min", groups=groups, stop=stops[0], n=option.cut)
    if option.way is CatchUp.SKIP:
        return _("{groups}: leave out {stop}", groups=groups, stop=stops[0])
    return _("{groups}: {first} before {second}", groups=groups, first=stops[0], second=stops[1])


def option_effects(_: Translator, option: Option, zone: str) -> list[tuple[str, str]]:
    """What it gains, mends and breaks, each with the state it is shown in."""
    found = []
    if option.gains > 0:
        found.append((_("gains {n} min", n=option.gains), "admitted"))
    elif option.gains < 0:
        found.append((_("costs {n} min", n=-option.gains), "already_in"))
    mends = dict.fromkeys(_mended(_, one, zone) for one in option.mends)
    found += [(_("holds: {limit}", limit=each), "admitted") for each in mends]
    breaks = dict.fromkeys(_mended(_, one, zone) for one in option.breaks)
    found += [(_("breaks: {limit}", limit=each), "refused") for each in breaks]
    if option.hungry:
        found.append((_("a meal falls out"), "already_in"))
    return found


def _mended(_: Translator, limit: LimitNow, zone: str) -> str:
    name = named(_, limit.name)
    return _("{name} {time}", name=name, time=_.time(limit.at, zone))


def call_said(call: Call, tour: VisitRow, zone: str, default: Translator) -> str:
    """What to say to a host: in their language, or that of ``default`` where it is not known."""
    _ = Translator(call.language) if call.language is not None else default
    groups = [(named(_, one.group.name), one.size, one.was, one.now) for one in call.groups]
    until = call.breaks.at if call.breaks is not None and call.breaks.kind is LimitKind.HOST else None
    return what_to_say(_, named(_, tour.name), zone, groups, until)
