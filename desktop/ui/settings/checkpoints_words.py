"""The rules of a checkpoint said back in one sentence."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.door_hours import hours_from
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Entry, Ways
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.door_rules import CheckpointDraft
from desktop.services.events import EventRow

OFTEN = {Entry.ONCE: N_("once"), Entry.DAILY: N_("once a day"), Entry.OFTEN: N_("as often as they like")}


@dataclass(frozen=True, slots=True)
class Named:
    """What the keys in a rule are called, halls by their English names, and the event's zone."""

    categories: Mapping[UUID, LocalName] = field(default_factory=dict)
    places: Mapping[UUID, LocalName] = field(default_factory=dict)
    halls: Mapping[str, LocalName] = field(default_factory=dict)
    zone: str = "UTC"


def named_here(event: EventRow | None, categories: Mapping[UUID, LocalName], places: Mapping[UUID, LocalName]) -> Named:
    """The names that the rules of a checkpoint of ``event`` may speak of."""
    if event is None:
        return Named(categories, places)
    halls = {hall.said_in(Language.EN): hall for venue in event.venues for hall in venue.halls}
    return Named(categories, places, halls, event.zone)


def rules_said(_: Translator, rules: CheckpointDraft, named: Named) -> str:
    """Who may enter, how often, when, how many, and what else holds: ``VIP, once a day, at most 120 inside.``"""
    clauses = [_who(_, rules, named)]
    if rules.ways is not Ways.OUT:
        clauses.append(_(OFTEN[rules.entry]))
    clauses += _when(_, rules, named.zone)
    if rules.ways is Ways.BOTH:
        clauses.append(_("both ways: in and out"))
    if rules.capacity is not None and rules.ways is not Ways.OUT:
        clauses.append(_.ngettext("at most {n} inside", "at most {n} inside", rules.capacity))
    if rules.hall:
        clauses.append(_("in {hall}", hall=named.halls.get(rules.hall, LocalName(en=rules.hall)).said_in(_.language)))
    left = _names(_, rules.leaves, named.places)
    if left:
        clauses.append(_("then no longer in {places}", places=both(_, left)))
    said = _.pgettext("between clauses", ", ").join(clauses)
    return _("{rules}.", rules=said[:1].upper() + said[1:])


def both(_: Translator, names: Sequence[str]) -> str:
    """Several names as one: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    first = _.pgettext("between names", ", ").join(names[:-1])
    return _("{names} and {last}", names=first, last=names[-1])


def moment(at: datetime | None, zone: str) -> str:
    """A moment as a form takes it: 2023-04-12 09:00, in the event's zone."""
    return "" if at is None else at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def _who(_: Translator, rules: CheckpointDraft, named: Named) -> str:
    if rules.ways is Ways.OUT:
        return _("everybody on the way out")
    who = _names(_, rules.category_ids, named.categories)
    if rules.tags:
        who.append(_("guests tagged {tags}", tags=_.pgettext("between names", ", ").join(sorted(rules.tags))))
    if rules.guests:
        who.append(_.ngettext("{n} guest by name", "{n} guests by name", len(rules.guests)))
    if rules.items:
        n = len(rules.items)
        who.append(_.ngettext("people of {n} item of the programme", "people of {n} items of the programme", n))
    return both(_, who) or _("everybody")


def _names(_: Translator, wanted: Collection[UUID], known: Mapping[UUID, LocalName]) -> list[str]:
    return [name.said_in(_.language) for key, name in known.items() if key in wanted]


def _when(_: Translator, rules: CheckpointDraft, zone: str) -> Iterator[str]:
    hours, opens, closes = hours_from(rules.opens_clock, rules.closes_clock), rules.opens_clock, rules.closes_clock
    if hours is not None:
        if not closes:
            yield _("from {opens}", opens=opens)
        elif not opens:
            yield _("until {closes}", closes=closes)
        elif hours.past_midnight:
            yield _("from {opens} to {closes} the next day", opens=opens, closes=closes)
        else:
            yield _("from {opens} to {closes}", opens=opens, closes=closes)
    if rules.opens_at is not None:
        yield _("not before {moment}", moment=_stamp(_, rules.opens_at, zone))
    if rules.closes_at is not None:
        yield _("not after {moment}", moment=_stamp(_, rules.closes_at, zone))


def _stamp(_: Translator, at: datetime, zone: str) -> str:
    return f"{_.date(at.astimezone(ZoneInfo(zone)).date())} {_.time(at, zone)}"
