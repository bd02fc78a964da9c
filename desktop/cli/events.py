"""event list · create · show · use, and the demo."""

from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.cli.parser import Commands, Parser
from desktop.cli.run import Run
from desktop.domain.seating import Convention
from desktop.domain.text import LocalName
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.events import EventRow


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("event", _("The events in this database."))
    group.add("list", _("All events, the latest first."), list_events)
    show = group.add("show", _("One event: the one in use, or the one named."), show_event)
    show.add_argument("event", nargs="?", metavar=_("EVENT"), help=_("An event's id, or a part of its name."))
    use = group.add("use", _("Work on this event from now on."), use_event)
    use.add_argument("event", metavar=_("EVENT"), help=_("An event's id, or a part of its name."))
    create = group.add("create", _("Make an event and put it in use."), create_event)
    for option, help_ in (
        ("--name-zh-hant", _("Its name in traditional Chinese.")),
        ("--name-zh-hans", _("Its name in simplified Chinese.")),
        ("--name-en", _("Its name in English.")),
    ):
        create.add_argument(option, default="", metavar=_("TEXT"), help=help_)
    _add_day(create, "--from", _("Its first day."), dest="starts_on", required=True)
    _add_day(create, "--to", _("Its last day, if it has several."), dest="ends_on")
    create.add_argument("--zone", metavar="AREA/CITY", help=_("Its time zone, such as Asia/Hong_Kong."))
    create.add_argument("--colour", metavar="#RRGGBB", help=_("Its colour on papers and screens."))
    create.add_argument(
        "--convention", choices=[each.value for each in Convention], default=Convention.INTERNATIONAL.value,
        help=_("Whose hand is the second place: the first's left (domestic) or right (international)."),
    )  # fmt: skip
    for option, help_ in (
        ("--venue", _("Where it is; may be repeated.")),
        ("--host", _("Who holds it; may be repeated.")),
        ("--co-organiser", _("Who helps to hold it; may be repeated.")),
    ):
        create.add_argument(option, action="append", default=[], metavar=_("TEXT"), help=help_)
    demo = commands.add("demo", _("Fill an empty database with a demo summit."), fill_demo)
    demo.add_argument("--people", type=int, default=300, metavar="N", help=_("How many people it has."))
    demo.add_argument("--seed", type=int, default=1, metavar="N", help=_("The same number gives the same data."))
    _add_day(demo, "--date", _("Its first day; else today."))


def _add_day(parser: Parser, option: str, help_: str, **more: Any) -> None:
    parser.add_argument(option, type=date.fromisoformat, metavar="YYYY-MM-DD", help=help_, **more)


def list_events(run: Run, _: Translator) -> None:
    """All events."""
    from desktop.services import events

    with run.database() as db, db.read() as session:
        rows = events.events(session)
    run.give_table(
        [as_document(row, _) for row in rows],
        [_("In use"), _("Event"), _("From"), _("To"), _("Time zone"), _("Id")],
        (
            (
                "*" if row.in_use else "",
                row.name.said_in(_.language),
                row.starts_on.isoformat(),
                row.ends_on.isoformat(),
                row.zone,
                str(row.id),
            )
            for row in rows
        ),
    )


def show_event(run: Run, _: Translator) -> None:
    """One event with all that is known of it."""
    from desktop.services import events

    with run.database() as db, db.read() as session:
        wanted = run.args.event
        row = events.find_event(session, wanted) if wanted else events.event_in_use(session)
    _tell(run, _, row)


def use_event(run: Run, _: Translator) -> None:
    """Put another event in use."""
    from desktop.services import events

    with run.database() as db, db.write() as session:
        found = events.find_event(session, run.args.event)
        events.use_event(session, found.id)
        row = events.event_by_id(session, found.id)
    _tell(run, _, row)


def create_event(run: Run, _: Translator) -> None:
    """Make an event."""
    from desktop.services import events

    args = run.args
    draft = events.EventDraft(
        name=LocalName(args.name_zh_hant, args.name_zh_hans, args.name_en),
        starts_on=args.starts_on,
        ends_on=args.ends_on or args.starts_on,
        zone=args.zone or events.DEFAULT_ZONE,
        colour=args.colour or events.DEFAULT_COLOUR,
        venues=tuple(events.VenueRow(LocalName(hant=name)) for name in args.venue),
        hosts=tuple(args.host),
        co_organisers=tuple(args.co_organiser),
        convention=Convention(args.convention),
    )
    with run.database(new=True) as db, db.write() as session:
        row = events.create_event(session, draft)
    _tell(run, _, row)


def fill_demo(run: Run, _: Translator) -> None:
    """Fill in the demo summit; from then on there is a backup of it."""
    from desktop.services import demo, upkeep

    args = run.args
    demo.check(args.people, args.date)
    with run.database(new=True) as db:
        counts = demo.fill(db, people=args.people, seed=args.seed, day=args.date, progress=run.progress())
        upkeep.back_up_when_due(db)
    said = {
        "people": _("People"), "posts": _("Posts"), "organisations": _("Organisations"),
        "delegations": _("Delegations"), "badges": _("Badges"), "items": _("Items"), "signings": _("Signings"),
        "documents": _("Documents"), "visits": _("Visits"), "stops": _("Stops"), "vehicles": _("Vehicles"),
        "visitors": _("Visitors"), "seat blocks": _("Seat blocks"), "stage plans": _("Stage plans"),
    }  # fmt: skip
    run.give_table(
        counts, [_("The demo summit"), _("Count")], ((said.get(kind, kind), n) for kind, n in counts.items())
    )


def as_document(row: "EventRow", _: Translator) -> dict[str, object]:
    """An event as JSON."""
    return {
        "id": str(row.id),
        "name": row.name.said_in(_.language),
        "name_zh_hant": row.name.hant,
        "name_zh_hans": row.name.hans,
        "name_en": row.name.en,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "zone": row.zone,
        "colour": row.colour,
        "convention": row.convention.value,
        "in_use": row.in_use,
        "venues": [
            {
                "name": venue.name.said_in(_.language),
                "halls": [hall.said_in(_.language) for hall in venue.halls],
            }
            for venue in row.venues
        ],
        "hosts": list(row.hosts),
        "co_organisers": list(row.co_organisers),
    }


def _tell(run: Run, _: Translator, row: "EventRow") -> None:
    places = [venue.name.said_in(_.language) for venue in row.venues]
    shown = [
        (_("From"), _.date(row.starts_on)),
        (_("To"), _.date(row.ends_on)),
        (_("Time zone"), row.zone),
        (_("Venues"), " · ".join(places)),
        (_("Hosts"), " · ".join(row.hosts)),
        (_("Co-organisers"), " · ".join(row.co_organisers)),
        (_("In use"), _("Yes") if row.in_use else _("No")),
        (_("Id"), str(row.id)),
    ]
    headers = [_("Event"), row.name.said_in(_.language)]
    run.give_table(as_document(row, _), headers, [(what, said) for what, said in shown if said])
