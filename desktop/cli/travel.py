"""travel list · set · start · import, export travel: sites, and how many minutes it is from one to another."""

from pathlib import Path

from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.errors import N_, UserError
from desktop.i18n import Translator


class BadBand(UserError):
    code = "bad_band"
    text = N_("“{band}” says no minutes. Give them as 35, or from an hour on as 17=50.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("travel", _("Sites, and the minutes from one to another by the hour."))
    group.add("list", _("The travel table of the event in use."), list_minutes)
    group.add("start", _("Fill the table with sites of Hong Kong and usual minutes; what stands is kept."), start)
    made = group.add("import", _("Read minutes from a file (Excel, CSV); other pairs of sites stay."), import_file)
    made.add_argument("file", type=Path, metavar=_("FILE"), help=_("The list."))
    change = group.add("set", _("Say how long it is from one site to another."), set_minutes)
    change.add_argument("start", metavar=_("FROM"), help=_("A site, by its code, name or id."))
    change.add_argument("end", metavar=_("TO"), help=_("A site, by its code, name or id."))
    change.add_argument(
        "minutes", nargs="+", metavar=_("MINUTES"), help=_("As 35, or by the hour from which they hold: 0=30 17=50.")
    )


def add_export(group: Commands, _: Translator) -> None:
    """Add ``export travel`` to the commands of ``export``."""
    made = group.add("travel", _("The travel table of the event in use."), export_file)
    made.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("The file to write."))


def export_file(run: Run, _: Translator) -> None:
    """Write a row for each pair of sites and hour."""
    from desktop.services import events, travel_table

    with run.database() as db, db.read() as session:
        rows = travel_table.export_travel(session, events.event_in_use(session).id, run.args.out, _)
    run.give(
        {"file": str(run.args.out), "rows": rows},
        [_.ngettext("{n} row is in {file}.", "{n} rows are in {file}.", rows, file=run.args.out)],
    )


def import_file(run: Run, _: Translator) -> None:
    """Take what a file says row by row, and tell each row that says nothing."""
    from desktop.services import events, travel_table

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        read = travel_table.read_travel(session, event.id, run.args.file)
        written = travel_table.write_travel(session, event.id, read)
    told = [_.ngettext("{n} pair of sites was written.", "{n} pairs of sites were written.", written)]
    told += [_("Row {row}: {problem}", row=one.row, problem=_.error(one.error)) for one in read.problems]
    problems = [{"row": one.row, "problem": _.error(one.error), "code": one.error.code} for one in read.problems]
    run.give({"legs": written, "problems": problems}, told)


def list_minutes(run: Run, _: Translator) -> None:
    """Each pair of sites with its minutes by the hour."""
    from desktop.services import events, travel

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        names = {row.id: row for row in travel.sites(session, event.id)}
        table = travel.travel(session, event.id)
    legs = [(names[start], names[end], bands) for (start, end), bands in table.minutes.items()]
    run.give_table(
        {
            "sites": [
                {"site": str(row.id), "code": row.code, "name": row.name.said_in(_.language), "walk": row.walk_minutes}
                for row in names.values()
            ],
            "legs": [
                {"from": str(start.id), "to": str(end.id), "minutes": {str(hour): n for hour, n in bands}}
                for start, end, bands in legs
            ],
        },
        [_("Departs from"), _("Goes to"), _("Minutes from each hour on")],
        [
            (
                start.name.said_in(_.language), end.name.said_in(_.language),
                "  ".join(f"{hour:02d}:00 {n}" for hour, n in bands),
            )
            for start, end, bands in legs
        ],
    )  # fmt: skip


def start(run: Run, _: Translator) -> None:
    """Fill the table."""
    from desktop.services import events, travel

    with run.database() as db, db.write() as session:
        written = travel.starting_table(session, events.event_in_use(session).id)
    run.give(
        {"legs": written}, [_.ngettext("{n} pair of sites was written.", "{n} pairs of sites were written.", written)]
    )


def set_minutes(run: Run, _: Translator) -> None:
    """Replace the minutes of one way; the way back takes as long unless it is set itself."""
    from desktop.services import events, travel

    bands = dict(map(_band, run.args.minutes))
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        first, last = (travel.find_site(session, event.id, text).id for text in (run.args.start, run.args.end))
        travel.set_minutes(session, event.id, first, last, bands)
    list_minutes(run, _)


def _band(text: str) -> tuple[int, int]:
    hour, found, minutes = text.rpartition("=")
    try:
        return int(hour) if found else 0, int(minutes)
    except ValueError as error:
        raise BadBand(band=text) from error
