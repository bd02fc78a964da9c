"""import programme · export programme: the running order goes in and out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.parser import Commands, a_language
from desktop.cli.run import Run
from desktop.domain.list_reading import ENCODINGS
from desktop.i18n import Language, Translator

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.domain.list_values import Problem
    from desktop.services.programme_import import ProgrammePlan, ProgrammeTable
    from desktop.services.programme_plan import Left


def add_import(group: Commands, _: Translator) -> None:
    """Add ``import programme`` to the commands of ``import``."""
    made = group.add(
        "programme", _("Read a programme (Excel, CSV, TSV, schedule XML) into the event in use."), import_programme
    )
    made.add_argument("file", type=Path, metavar=_("FILE"), help=_("The programme."))
    made.add_argument("--encoding", choices=ENCODINGS, help=_("The encoding of a text file, where the guess is wrong."))
    made.add_argument("--sheet", default="", metavar=_("SHEET"), help=_("The one sheet of a workbook to read."))
    made.add_argument("--dry-run", action="store_true", help=_("Only say what would happen."))


def add_export(group: Commands, _: Translator) -> None:
    """Add ``export programme`` to the commands of ``export``."""
    made = group.add(
        "programme",
        _("The programme of the event in use: .xlsx, .csv, .ics, .xml (schedule XML) or .json (schedule JSON)."),
        export_programme,
    )
    made.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("The file to write."))
    made.add_argument("--language", type=a_language, help=_("The language of titles and halls; else that of --lang."))
    which = made.add_mutually_exclusive_group()
    which.add_argument("--public", action="store_true", help=_("Only items that everybody may read of."))
    which.add_argument(
        "--crew", action="store_true", help=_("Items for the crew, too; calendars and schedules leave them out.")
    )


def import_programme(run: Run, _: Translator) -> None:
    """Read a programme into the event in use, or into one made for it; all of it or nothing."""
    from desktop.services import programme_import, upkeep

    table = programme_import.read_programme_file(run.args.file, run.args.encoding or "", run.args.sheet)
    if run.args.dry_run:
        with run.database() as db, db.read() as session:
            plan = programme_import.plan_programme(session, _event(session), table)
            _tell(run, _, table, *_planned(plan))
        return
    with run.database(new=True) as db:
        with db.read() as session:
            event = _event(session)
        if event is not None:
            upkeep.automatic(db)
        with db.write() as session:
            plan = programme_import.plan_programme(session, event, table)
            if not plan.rows:
                _tell(run, _, table, *_planned(plan))
            done = programme_import.write_programme(session, plan)
        upkeep.back_up_when_due(db)
    document: dict[str, Any] = {"batch": str(done.batch), "event": str(done.event)}
    for name in ("read", "new", "updated", "same", "rejected"):
        document[name] = getattr(done, name)
    _tell(run, _, table, document, done.problems, done.left)


def export_programme(run: Run, _: Translator) -> None:
    """Write the programme to a file; its ending says what it becomes."""
    from desktop.services import events, programme_export

    crew = True if run.args.crew else False if run.args.public else None
    out = run.args.out
    said: Language | None = run.args.language
    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        rows = programme_export.export_programme(session, event.id, out, language=said or _.language, crew=crew)
    run.give(
        {"file": str(out), "rows": rows},
        [_.ngettext("{n} row is in {file}.", "{n} rows are in {file}.", rows, file=out)],
    )


def _event(session: Any) -> "UUID | None":
    from desktop.services import events

    try:
        return events.event_in_use(session).id
    except events.NoEvent:
        return None


def _planned(plan: "ProgrammePlan") -> "tuple[dict[str, Any], Sequence[Problem], Sequence[Left]]":
    from desktop.services.import_changes import Standing

    document: dict[str, Any] = {"batch": None, "event": None, "read": len(plan.rows) + plan.rejected}
    document |= {str(standing): plan.count(standing) for standing in Standing}
    return document | {"rejected": plan.rejected}, plan.problems, plan.left


def _tell(
    run: Run,
    _: Translator,
    table: "ProgrammeTable",
    done: dict[str, Any],
    problems: "Sequence[Problem]",
    left: "Sequence[Left]",
) -> None:
    sheets = [sheet.name for sheet in table.sheets] if len(table.sheets) > 1 else [""] * max(len(table.sheets), 1)
    document = done | {
        "problems": [
            {
                "sheet": sheets[one.table],
                "row": one.row, "table": one.table, "column": one.column, "value": one.value, "problem": _(one.text),
                "code": one.code, "rejected": one.rejected,
            }
            for one in problems
        ],
        "missing": [
            {"item": str(one.item), "day": one.day.isoformat(), "title": one.title.said_in(_.language)} for one in left
        ],
    }  # fmt: skip
    run.give_table(
        document,
        [_("Rows read"), _("New"), _("Changed"), _("Already there"), _("Rejected"), _("Import")],
        [(done["read"], done["new"], done["updated"], done["same"], done["rejected"], done["batch"])],
    )
    if run.json:
        return
    if left:
        run.line("")
        run.line(_("No longer on the list:"))
        run.give_table(None, [_("Day"), _("Title")], ((_.date(one.day), one.title.said_in(_.language)) for one in left))
    if problems:
        run.line("")
        run.give_table(
            None,
            [_("Sheet"), _("Row"), _("Column"), _("Value"), _("Problem")],
            ((sheets[one.table], one.row, one.column, one.value, _(one.text)) for one in problems),
        )
