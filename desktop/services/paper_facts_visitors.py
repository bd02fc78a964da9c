"""What a list of visitors says to its host: the fields it asked for of those who come, group by group."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.domain.visits import ListField
from desktop.domain.visits_words import FIELD_WORDS
from desktop.i18n import Translator
from desktop.services.paper_facts import Gathered, NothingOnPaper, PaperLine, Told, line
from desktop.services.visitor_list import Visitor, VisitorGroup, VisitorList, missing_words, visitor_lists

if TYPE_CHECKING:
    from desktop.documents.visitor_list import ListedVisitor, StopList

_IN_LANGUAGES = frozenset({ListField.ORGANISATION, ListField.TITLE})


def visitors(session: Session, about: Told) -> Gathered:
    """The list of a stop, or of each stop of a visit, or of all. Raises ``NothingOnPaper``."""
    from desktop.documents.visitor_list import VisitorLists

    choice = about.choice
    found = visitor_lists(session, about.event_id, choice.visit_id, choice.stop_id)
    found = [listed for listed in found if any(listed.people)]
    if not found:
        raise NothingOnPaper
    lists, lines = [], []
    for listed in found:
        made, said = _list(listed, about)
        lists.append(made)
        lines += said
    return Gathered(VisitorLists(tuple(lists)), tuple(lines))


def _list(listed: VisitorList, about: Told) -> "tuple[StopList, list[PaperLine]]":
    from desktop.documents.visitor_list import StopList

    says, stop = about.says, listed.stop
    zone, groups, lines = ZoneInfo(about.zone), [], []
    for group in listed.groups:
        shown = tuple(_visitor(one, listed, says) for one in group.people)
        groups.append((tuple(_headed(group, about, _) for _ in says), shown))
        lines += [
            line("registration", f"{one.registration_id.hex}/{stop.id.hex}", one.name.said_in(says[0].language), drawn)
            for one, drawn in zip(group.people, shown, strict=True)
        ]
    day, due = listed.visit.day, stop.list_due_at
    made = StopList(
        name=tuple(
            " · ".join(filter(None, (stop.site.said_in(_.language), stop.place.said_in(_.language)))) for _ in says
        ),
        host=tuple(stop.host.said_in(_.language) for _ in says),
        when=tuple(_.date(day, weekday=True) for _ in says),
        count=tuple(_.ngettext("{n} visitor", "{n} visitors", sum(1 for _one in listed.people)) for _ in says),
        due="" if due is None else _due(says[0], says[0].date(due.astimezone(zone).date()), about.clock(due)),
        columns=tuple((field, tuple(_(FIELD_WORDS[field]) for _ in says)) for field in listed.fields),
        groups=tuple(groups),
        missing=tuple(missing_words(listed, says[0])),
    )
    return made, lines


def _due(_: Translator, day: str, time: str) -> str:
    return _("List due {when}", when=_("{day}, {time}", day=day, time=time))


def _headed(group: VisitorGroup, about: Told, _: Translator) -> str:
    span = f"{about.clock(group.start)}–{about.clock(group.end)}"
    people = _.ngettext("{n} person", "{n} people", len(group.people))
    return " · ".join(filter(None, (group.name.said_in(_.language), span, people)))


def _visitor(one: Visitor, listed: VisitorList, says: tuple[Translator, ...]) -> "ListedVisitor":
    from desktop.documents.visitor_list import ListedVisitor

    cells = []
    for field, value in zip(listed.fields, one.values, strict=True):
        in_each = says if field in _IN_LANGUAGES else says[:1]
        cells.append(tuple(dict.fromkeys(value.said_in(_.language) for _ in in_each)))
    blank = tuple(field in one.missing for field in listed.fields)
    return ListedVisitor(tuple(cells), blank)
