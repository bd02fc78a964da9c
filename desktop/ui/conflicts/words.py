"""Conflicts in the words of the page: who, what, by how much and when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.domain.conflicts import Kind, Severity
from desktop.domain.conflicts_words import solved_by
from desktop.domain.masking import masked
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.conflict_cases import WayOut
from desktop.services.conflict_list import About, Listed, Party
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.stage_words import clock, length, short_day

STATES: Mapping[Severity, str] = {
    Severity.BLOCKS: "refused", Severity.WARNS: "already_in", Severity.NOTES: "elsewhere",
}  # fmt: skip
_OVERLAP = N_("Overlap of {length}: “{one}” and “{other}”.")
_SHORT = N_("{length} missing between “{one}” and “{other}”.")
_SAID: Mapping[Kind, str] = {
    Kind.TWO_PLACES: _OVERLAP,
    Kind.HOST_BUSY: _OVERLAP,
    Kind.VEHICLE_TWICE: _OVERLAP,
    Kind.NO_TIME: _SHORT,
    Kind.JOURNEY: _SHORT,
    Kind.FULL_VEHICLE: N_("Seats missing on “{one}”: {n}."),
    Kind.FULL_STOP: N_("Too many at “{one}” at once, by {n}."),
    Kind.OUTSIDE_HOURS: N_("The visit to “{one}” is {length} outside its hours."),
    Kind.LIST_INCOMPLETE: N_("The host of “{one}” wants to know more of these people: {n}."),
    Kind.LIST_LATE: N_("The list for “{one}” is past its time."),
    Kind.NO_LEADER: N_("Nobody leads this delegation."),
    Kind.NO_LIAISON: N_("Nobody looks after this delegation."),
    Kind.NO_INTERPRETER: N_("Nobody at “{all}” speaks a language of this delegation."),
    Kind.NO_MEAL: N_("There is no time to eat beside “{all}”."),
    Kind.DRIVER_HOURS: N_("The day from “{one}” to “{other}” is {length} longer than the driver may work."),
    Kind.LEFT_BEHIND: N_("Nobody has given them a seat on “{one}”."),
}
_MOST = 3
_PEOPLE = {"who", "before"}


def said(context: Context, line: Listed) -> str:
    """What is wrong, in one sentence; of a kind that needs none, what it is between."""
    _, one = context.look.words._, line.row.conflict
    names = [seen(context, party) for party in line.what]
    text = _SAID.get(line.kind)
    if text is None or (not names and "{" in text):
        return " · ".join(names)
    return _(
        text, one=names[0] if names else "", other=names[-1] if names else "", all=", ".join(names),
        n=one.amount, length=length(_, one.amount * 60),
    )  # fmt: skip


def seen(context: Context, party: Party) -> str:
    """A name as it may be read here."""
    name = party.name.said_in(context.look.words.language)
    return as_seen(context, name) if party.about is About.PERSON else name


def few(context: Context, parties: Sequence[Party], most: int = _MOST) -> str:
    """The first of them by name, and how many more there are."""
    _ = context.look.words._
    named = _.pgettext("between names", ", ").join(seen(context, party) for party in parties[:most])
    if (rest := len(parties) - most) > 0:
        return _("{names} and {n} more", names=named, n=rest)
    return named


def when(context: Context, line: Listed) -> str:
    """The day and from when to when; nothing where it has no time."""
    zone, start, end = context.here.zone, line.row.start, line.row.end
    if start is None:
        return ""
    day = short_day(context.look.words._, start.astimezone(zone).date())
    if end is None or end <= start:
        return f"{day} {clock(start, zone)}"
    return f"{day} {clock(start, zone)}–{clock(end, zone)}"


def moment(_: Translator, at: datetime, zone: ZoneInfo) -> str:
    """A day and a time."""
    return f"{short_day(_, at.astimezone(zone).date())} {clock(at, zone)}"


def solution(context: Context, line: Listed) -> str:
    """What would solve it."""
    return solved_by(context.look.words._, line.row.conflict, seen(context, line.on))


def exact(context: Context, way: WayOut) -> str:
    """What exactly one press would do."""
    if not context.keeper.now.hide_names:
        return way.said(context.look.words._)
    hidden = {name: _hidden(value) if name in _PEOPLE else value for name, value in way.values.items()}
    return replace(way, values=hidden).said(context.look.words._)


def _hidden(value: LocalName | str | int) -> LocalName | str | int:
    return LocalName(*map(masked, (value.hant, value.hans, value.en))) if isinstance(value, LocalName) else value


def counted(_: Translator, severity: Severity, n: int) -> str:
    """How many there are of one grade."""
    if severity is Severity.BLOCKS:
        return _.ngettext("{n} blocking", "{n} blocking", n)
    if severity is Severity.WARNS:
        return _.ngettext("{n} warning", "{n} warnings", n)
    return _.ngettext("{n} noted", "{n} noted", n)
