"""What itineraries say: of people, delegations, hosts, interpreters and vehicles."""

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Doing
from desktop.domain.naming import unbroken
from desktop.i18n import Translator
from desktop.services.itineraries import everything
from desktop.services.itineraries_attended import Attended, attended
from desktop.services.itineraries_heads import Heads, ItineraryHead
from desktop.services.itineraries_said import Planned, Said, people_count
from desktop.services.itineraries_whose import Mine, Owner, owners
from desktop.services.paper_facts import OF_PERSON, Gathered, NothingOnPaper, PaperLine, Told, line

if TYPE_CHECKING:
    from desktop.documents.itinerary_sheet import Itinerary, ItineraryLine

_KEYS: Final = {
    Doing.PROGRAMME: "item", Doing.VISIT: "stop", Doing.HOST: "stop", Doing.LEG: "leg", Doing.JOURNEY: "journey",
}  # fmt: skip
_COLOURS: Final = {
    Doing.PROGRAMME: "#6B3FA0", Doing.VISIT: "#0B7F48", Doing.HOST: "#0B7F48", Doing.LEG: "#2158B8",
    Doing.JOURNEY: "#9A5B00",
}  # fmt: skip


def itineraries(session: Session, about: Told) -> Gathered:
    """An itinerary for each of those who are asked for and do anything, in the order in which they are listed."""
    whole = everything(session, about.event_id)
    asked = owners(session, whole, about.choice)
    heads, programme = Heads(session, whole, about.choice, asked), attended(session, about.event_id)
    found = []
    for one in asked:
        head = heads.head(one)
        owner = one.attending(programme) if head.attends else one
        found += [(owner, head)] if owner.tasks else []
    if not found:
        raise NothingOnPaper
    planned = Planned(whole, about.zone)
    drawn, lines = [], list[PaperLine]()
    for one, head in found:
        itinerary, listed = _itinerary(one, head, planned, several=len(found) > 1)
        drawn.append(itinerary)
        lines += listed
    return Gathered(tuple(drawn), tuple(lines))


def _itinerary(
    owner: Owner, head: ItineraryHead, planned: Planned, *, several: bool
) -> tuple["Itinerary", list[PaperLine]]:
    from desktop.documents.itinerary_sheet import Itinerary, ItineraryDay

    says = [Translator(language) for language in head.languages]
    wall = ZoneInfo(planned.zone)
    mark = owner.key.hex if isinstance(owner.key, UUID) else owner.key
    mark = f"{OF_PERSON if head.kind == 'registration' else '/'}{mark}"
    days, lines = [], [line(head.kind, owner.key, head.name, (head.name, head.second, head.facts))]
    seen: Counter[UUID] = Counter()
    for day, tasks in groupby(owner.tasks, key=lambda mine: mine.task.start.astimezone(wall).date()):
        drawn = []
        for mine in tasks:
            shown = _line(mine, planned, head.seat, says)
            drawn.append(shown)
            seen[mine.task.ref] += mine.attended is None
            number = seen[mine.task.ref] if mine.attended is None else "programme"
            key = f"{mine.task.ref.hex}{mark}{f'-{number}' if number != 1 else ''}"
            said = " ".join((head.name if several else "", says[0].date(day), shown.start, shown.titles[0])).strip()
            lines.append(line(_KEYS[mine.task.doing], key, said, (day, shown)))
        days.append(ItineraryDay(tuple(say.date(day, weekday=True) for say in says), tuple(drawn)))
    return Itinerary(head.languages, head.name, head.second, head.facts, tuple(days)), lines


def _line(mine: Mine, planned: Planned, seat: str, says: list[Translator]) -> "ItineraryLine":
    from desktop.documents.itinerary_sheet import ItineraryLine

    found = [planned.said(mine.task, say) for say in says]
    if mine.attended is not None:
        found = [_attended(one, mine.attended, seat, say) for one, say in zip(found, says, strict=True)]
    return ItineraryLine(
        start=found[0].start,
        end=found[0].end,
        titles=tuple(one.title for one in found),
        details=tuple((*one.details, *_parts(mine, say)) for one, say in zip(found, says, strict=True)),
        asked=tuple(one.asked for one in found),
        colour=_COLOURS[mine.task.doing],
    )


def _attended(said: Said, attended: Attended, seat: str, _: Translator) -> Said:
    """A stretch of the programme; a single item has its own title."""
    where, what = attended.details(seat, _)
    if attended.first == attended.last:
        return replace(said, title=what, details=(where,))
    return replace(said, title=_("Programme"), details=(where, what))


def _parts(mine: Mine, _: Translator) -> tuple[str, ...]:
    """What whoever it is for does there, and who of a delegation is in it."""
    between = _.pgettext("between names", ", ")
    if mine.along is not None:
        return (_("With: {names}", names=mine.along.said_in(_.language)),)
    if mine.counted:
        return (people_count(mine.task.size, _),)
    if mine.roles:
        return (_("Your part: {parts}", parts=between.join(map(_, mine.roles))),)
    found = []
    if mine.who:
        named = (
            unbroken(who.said_in(_.language)) + (f" ({between.join(map(_, roles))})" if roles else "")
            for who, roles in mine.who
        )
        found.append(_("For: {names}", names=between.join(named)))
    if mine.without:
        found.append(
            _("Without: {names}", names=between.join(unbroken(who.said_in(_.language)) for who in mine.without))
        )
    return tuple(found)
