"""What the manifest of a site says: who is expected there, with boxes for having come and being back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.domain.naming import unbroken
from desktop.domain.visits import GroupRole, StopRole
from desktop.domain.visits_words import STOP_ROLE_WORDS
from desktop.i18n import Translator
from desktop.services import paper_facts_legs
from desktop.services.itineraries import everything
from desktop.services.itineraries_heads import named, reached
from desktop.services.itineraries_said import clock, end_clock, people_count
from desktop.services.itineraries_whose import visits_asked
from desktop.services.paper_facts import Gathered, NothingOnPaper, PaperLine, Told, line
from desktop.services.paper_facts_legs import Members, both_names, key_of, members_of, of_delegation
from desktop.services.visits import GroupRow, InGroup, StopRow, VisitRow

if TYPE_CHECKING:
    from desktop.documents.manifest import ManifestRow


def manifests(session: Session, about: Told) -> Gathered:
    """A manifest for each vehicle; with a stop one for each group that is expected there."""
    if about.choice.stop_id is None:
        return paper_facts_legs.manifests(session, about)
    return _at_stop(session, about)


def _at_stop(session: Session, about: Told) -> Gathered:
    from desktop.documents.manifest import Manifest

    whole, _ = everything(session, about.event_id), about.says[0]
    members, drawn, lines = members_of(whole), [], list[PaperLine]()
    for tour, stop, group in _groups(visits_asked(whole, about.choice), about):
        name, second = named(stop.name, _)
        facts = tuple(_facts(tour, stop, group, about))
        aboard = None
        if about.choice.vehicle_id is not None:
            aboard = {one.who.key for one in tour.aboard(about.choice.vehicle_id)}
        people = [one for one in group.expected if aboard is None or one.who.key in aboard]
        rows = tuple(_row(one, members, _) for one in people)
        drawn.append(Manifest(name, second, facts, (), rows, (_("Came"), _("Back aboard"))))
        mark = f"{stop.id.hex}-{group.id.hex}"
        lines.append(line("stop", f"{stop.id.hex}/{group.id.hex}", name, (name, second, facts)))
        lines += [
            line("registration", f"{key_of(one.who)}/{mark}", f"{name} {row.name}", row)
            for one, row in zip(people, rows, strict=True)
        ]
    if not drawn:
        raise NothingOnPaper
    return Gathered(tuple(drawn), tuple(lines))


def _groups(tours: list[VisitRow], about: Told) -> Iterator[tuple[VisitRow, StopRow, GroupRow]]:
    for tour in tours:
        for stop in tour.stops:
            if stop.id == about.choice.stop_id:
                yield from ((tour, stop, group) for group in tour.groups if group.at(stop) is not None)


def _facts(tour: VisitRow, stop: StopRow, group: GroupRow, about: Told) -> Iterator[tuple[str, str]]:
    """When which group is expected, and whom to call there."""
    _, at = about.says[0], group.at(stop)
    yield tour.name.said_in(_.language) or _("Visit"), _.date(tour.day, weekday=True)
    if at is not None:
        yield _("Time"), f"{clock(at[0], about.zone)}–{end_clock(at[0], at[1], about.zone)}"
    yield group.name.said_in(_.language) or _("Group"), people_count(len(group.expected), _)
    for one in stop.people:
        if one.role in {StopRole.CONTACT, StopRole.RECEIVES}:
            yield _(STOP_ROLE_WORDS[one.role]), reached(one.who, _)
    for helper in group.expected:
        if helper.role is GroupRole.GUIDE:
            yield _("Guide"), reached(helper.who, _)


def _row(one: InGroup, members: Members, _: Translator) -> "ManifestRow":
    from desktop.documents.manifest import ManifestRow

    name, second = both_names(one.who, _)
    role = {GroupRole.GUIDE: _("Guide"), GroupRole.INTERPRETER: _("Interpreter")}.get(one.role, "")
    what = filter(None, (role, *of_delegation(one.who, members, _)))
    return ManifestRow(name, second, "\n".join(what), unbroken(one.who.phone), ())
