"""import people · list · undo: lists of people go in, and are taken back whole."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.cli import delegations, programme, visits
from desktop.cli.parser import Commands
from desktop.cli.run import Run, written
from desktop.domain.list_reading import ENCODINGS, Reading, as_document, from_document
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.list_values import Problem
    from desktop.services.import_plan import Missing
    from desktop.services.imports import Listing


class NoMapping(UserError):
    code = "no_mapping"
    text = N_("{file} holds no mapping. It must be a JSON object from the list's column headings to what they mean.")


class NoBatch(UserError):
    code = "no_such_import"
    text = N_("“{batch}” is no import. “import list” names those of the event in use.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("import", _("Lists go in, and are taken back."))
    people = group.add("people", _("Read a list of people (Excel, CSV, TSV) into the event in use."), import_people)
    people.add_argument("file", type=Path, metavar=_("FILE"), help=_("The list."))
    people.add_argument("--mapping", type=Path, metavar="M.json", help=_("What the list's columns mean."))
    people.add_argument(
        "--encoding", choices=ENCODINGS, help=_("The encoding of a text file, where the guess is wrong.")
    )
    people.add_argument(
        "--category", default="", metavar=_("CATEGORY"), help=_("The category of those of whom the list says none.")
    )
    people.add_argument(
        "--cancel-missing", action="store_true", help=_("Cancel those who came from an earlier version of the list.")
    )
    people.add_argument("--dry-run", action="store_true", help=_("Only say what would happen."))
    programme.add_import(group, _)
    visits.add_import(group, _)
    delegations.add_import(group, _)
    group.add("list", _("The imports of the event in use, the latest first."), list_imports)
    undo = group.add("undo", _("Take a whole import back."), undo_import)
    undo.add_argument("batch", metavar=_("IMPORT"), help=_("The import's id."))


def import_people(run: Run, _: Translator) -> None:
    """Read a list into the event in use, or into one made from its title; all of it or nothing."""
    from desktop.services import imports, upkeep

    reading = _mapping(run.args.mapping)
    if run.args.encoding:
        reading = replace(reading or Reading(), encoding=run.args.encoding)
    listing = imports.read_list(run.args.file, reading, run.args.category)
    if run.args.dry_run:
        _preview(run, _, listing)
        return
    with run.database(new=True) as db:
        with db.read() as session:
            event_id = _event(run, _, session, listing)
        if event_id is not None:
            upkeep.automatic(db)
        with db.write() as session:
            done = imports.import_people(session, listing, event_id, run.progress(), cancel=run.args.cancel_missing)
        upkeep.back_up_when_due(db)
    document: dict[str, object] = {"batch": str(done.batch), "event": str(done.event)}
    for name in ("read", "new", "updated", "same", "rejected"):
        document[name] = getattr(done, name)
    document |= {"problems": [_problem(problem, _) for problem in done.problems], "cancelled": done.cancelled}
    _tell(run, _, document | _about(listing, done.missing, _))


def list_imports(run: Run, _: Translator) -> None:
    """What was imported, and what of it was taken back."""
    from desktop.services import events, imports

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        found = imports.batches(session, event.id)
    document = [
        {
            "batch": str(one.batch), "file": one.file_name, "at": written(one.at, event.zone), "read": one.read,
            "new": one.new, "updated": one.updated,
            "undone_at": written(one.undone_at, event.zone) if one.undone_at is not None else None,
        }
        for one in found
    ]  # fmt: skip
    headers = [_("Import"), _("File"), _("Time"), _("Rows read"), _("New"), _("Changed"), _("Taken back")]

    def said(moment: datetime | None) -> str:
        if moment is None:
            return ""
        day = moment.astimezone(ZoneInfo(event.zone)).date()
        return f"{_.date(day)} {_.time(moment, event.zone)}"

    lines = (
        (str(one.batch), one.file_name, said(one.at), one.read, one.new, one.updated, said(one.undone_at))
        for one in found
    )
    run.give_table(document, headers, lines)


def undo_import(run: Run, _: Translator) -> None:
    """Take an import back."""
    from desktop.services import imports, upkeep

    try:
        batch = UUID(run.args.batch)
    except ValueError as error:
        raise NoBatch(batch=run.args.batch) from error
    with run.database() as db:
        upkeep.automatic(db)
        with db.write() as session:
            undone = imports.undo_import(session, batch)
    counts = {
        "registrations": undone.registrations, "people": undone.people, "updated": undone.updated,
        "badges": undone.badges, "kept": undone.kept, "items": undone.items, "stops": undone.stops,
        "delegations": undone.delegations,
    }  # fmt: skip
    said = (
        _("Registrations"), _("People"), _("People who are again as they were"), _("Badges"),
        _("People who stay, because another event has them"), _("Items of the programme"),
        _("Stops of visits"), _("Delegations"),
    )  # fmt: skip
    run.give_table(counts, [_("Taken back"), _("Count")], zip(said, counts.values(), strict=True))


def _mapping(path: Path | None) -> Reading | None:
    if path is None:
        return None
    if path.exists() and not path.is_file():  # a pipe would never end
        raise NoMapping(file=path)
    try:
        return from_document(json.loads(path.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise NoMapping(file=path) from error


def _event(run: Run, _: Translator, session: Any, listing: "Listing") -> UUID | None:
    """The event in use; where the list names another one, that is said."""
    from desktop.services import events, imports

    try:
        event = events.event_in_use(session)
    except events.NoEvent:
        return None
    if imports.names_another(listing, event):
        draft = imports.event_draft(listing, event.starts_on)
        run.say(
            _(
                "This list speaks of {other}, but the event in use is {event}.",
                other=draft.name.said_in(_.language),
                event=event.name.said_in(_.language),
            )
        )
    return event.id


def _preview(run: Run, _: Translator, listing: "Listing") -> None:
    from desktop.services import imports

    with run.database() as db, db.read() as session:
        seen = imports.preview(session, listing, _event(run, _, session, listing))
    _tell(
        run,
        _,
        {
            "batch": None,
            "event": None,
            "read": len(seen.rows) + seen.rejected,
            "new": seen.new,
            "updated": seen.updated,
            "same": seen.same,
            "rejected": seen.rejected,
            "problems": [_problem(problem, _) for problem in seen.problems],
            "cancelled": 0,
            **_about(listing, seen.missing, _),
        },
    )


def _about(listing: "Listing", gone: "Iterable[Missing]", _: Translator) -> dict[str, object]:
    """Who is no longer on the list, and how it was read, in the form that ``--mapping`` takes."""
    people = listing.people
    columns = {column.header: column.meaning.value for column in people.columns if column.header}
    sheet = listing.reading.sheet or _one(listing.read)
    read = replace(listing.reading, sheet=sheet, header_row=people.header_row, columns=columns)
    return {
        "missing": [
            {
                "registration": str(one.registration), "name": one.name, "posts": one.posts,
                "category": one.category.said_in(_.language), "arrived": one.arrived,
            }
            for one in gone
        ],
        "sheets": list(listing.sheets),
        "source": people.source or None,
        "encoding": listing.encoding or None,
        "mapping": as_document(read),
    }  # fmt: skip


def _one(sheets: "Sequence[str]") -> str:
    """The sheet that was read; nothing where they are several."""
    names = set(sheets)
    return names.pop() if len(names) == 1 else ""


def _problem(problem: "Problem", _: Translator) -> dict[str, object]:
    return {
        "row": problem.row,
        "table": problem.table,
        "column": problem.column,
        "value": problem.value,
        "problem": _(problem.text),
        "code": problem.code,
        "rejected": problem.rejected,
    }


def _tell(run: Run, _: Translator, done: dict[str, Any]) -> None:
    run.give_table(
        done,
        [_("Rows read"), _("New"), _("Changed"), _("Already there"), _("Rejected"), _("Import")],
        [(done["read"], done["new"], done["updated"], done["same"], done["rejected"], done["batch"])],
    )
    if done["missing"] and not run.json:
        run.line("")
        run.line(_("No longer on the list:"))
        said = ((one["name"], one["posts"], one["category"]) for one in done["missing"])
        run.give_table(None, [_("Name"), _("Organisation and title"), _("Category")], said)
    if done["problems"] and not run.json:
        run.line("")
        run.give_table(
            None,
            [_("Row"), _("Column"), _("Value"), _("Problem")],
            ((one["row"], one["column"], one["value"], one["problem"]) for one in done["problems"]),
        )
