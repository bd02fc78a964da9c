"""admit · substitute: guests who come together, and guests who come for others."""

from typing import TYPE_CHECKING

from desktop.cli.door import add_place, place_of
from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.cli.verdicts import Line
from desktop.domain.text import fold
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.groups import Group


class NoSuchGroup(UserError):
    code = "no_such_group"
    text = N_("{person} comes with nobody like that.")


class HalfOverride(UserError):
    code = "half_override"
    text = N_("To let guests in against a refusal, give both --by and --why.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    who = _("A registration's id, a badge's serial, or a text that finds exactly one person.")
    admit = commands.add(
        "admit", _("Let guests in by name, or all who come with one of them: a verdict a line."), admit_
    )
    admit.add_argument("person", nargs="+", metavar=_("PERSON"), help=who)
    admit.add_argument(
        "--all", choices=["party", "delegation", "organisation"], dest="together",
        help=_("Also everyone of the party, delegation or organisation of the first who is expected and not in."),
    )  # fmt: skip
    admit.add_argument(
        "--absent", action="append", default=[], metavar=_("PERSON"), help=_("Who of them is missing; may be repeated.")
    )
    admit.add_argument("--by", default="", metavar=_("NAME"), help=_("Who lets them in against a refusal."))
    admit.add_argument("--why", default="", metavar=_("TEXT"), help=_("Why, for the record."))
    add_place(admit, _)
    instead = commands.add("substitute", _("Let another guest come in somebody's place."), substitute_)
    instead.add_argument("person", metavar=_("PERSON"), help=who)
    for option, help_ in (
        ("--name-zh", _("The Chinese name of who comes.")),
        ("--name-latin", _("The name of who comes in Latin letters.")),
        ("--organisation", _("Where they are from.")),
        ("--title", _("What they are there.")),
        ("--category", _("Their category; else that of the one whose place it is.")),
        ("--why", _("Why, for the record.")),
    ):
        instead.add_argument(option, default="", metavar=_("TEXT"), help=help_)


def admit_(run: Run, _: Translator) -> None:
    """Admit in one transaction."""
    from desktop.services import groups, search
    from desktop.services.readings import Override, Reading

    args = run.args
    if bool(args.by) != bool(args.why):
        raise HalfOverride
    override = Override(args.by, args.why) if args.by else None
    with run.database() as db:
        place = place_of(run, db)
        event, door = place.event.id, place.checkpoint.id
        with db.write(place.actor) as session:
            texts = {search.resolve(session, event, text): text for text in args.person}
            named = list(texts)
            if args.together:
                found = groups.groups_of(session, event, named[0])
                group = _chosen(found, args.together, args.person[0])
                everyone = groups.members(session, event, door, group.kind, group.key)
                named += [one.registration for one in everyone if one.awaited and one.registration not in named]
            absent = {search.resolve(session, event, text) for text in args.absent}
            coming = [key for key in dict.fromkeys(named) if key not in absent]
            results = groups.admit_group(session, Reading(event, door, at=place.at), coming, override, texts)
            here = ""
            if args.together and group.leader is not None:
                everyone = groups.members(session, event, door, group.kind, group.key)
                here = groups.here_words(_, group, everyone)
    line = Line(place.event.zone, place.checkpoint, place.desk, _)
    for result in results:
        run.line(line.document(result, result.elapsed_ms) if run.json else line.text(result, 0))
    if here and not run.json:
        run.line(here)


def substitute_(run: Run, _: Translator) -> None:
    """Replace one guest by another."""
    from desktop.services import categories, events, people, search, substitutes
    from desktop.services.people import WalkIn

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        key = search.resolve(session, event.id, args.person)
        before = people.person(session, event.id, key).row
        text = args.category or before.category_code
        category = categories.find_category(session, event.id, text).id
        guest = WalkIn(category, args.name_zh, args.name_latin, args.organisation, args.title)
        made = substitutes.substitute(session, event.id, key, guest, args.why)
    badge, words = made.badge, N_("{name} comes in the place of {other}: badge {serial}.")
    run.give(
        {
            "registration": str(badge.registration), "replaces": str(made.replaced), "serial": badge.serial,
            "token": badge.token, "name": badge.name,
        },
        [_(words, name=badge.name, other=before.name, serial=badge.serial)],
    )  # fmt: skip


def _chosen(found: "list[Group]", kind: str, person: str) -> "Group":
    for group in found:
        if fold(group.kind.value) == kind:
            return group
    raise NoSuchGroup(person=person)
