"""scans failed · scans enter · new-key: what let nobody through, what was ticked on paper, and the badges' key."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.door import add_place, place_of
from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run, written
from desktop.cli.verdicts import Line
from desktop.errors import UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.domain.ticked import Ticked
    from desktop.services.failed_scans import FailedScan
    from desktop.services.paper_entry import Entered

_STDIN = "-"


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("scans", _("Scans that let nobody through, and those that were made on paper."))
    failed = group.add(
        "failed", _("Scans that let nobody through, the latest first: what was read, and why not."), list_failed
    )
    failed.add_argument("--checkpoint", metavar=_("CHECKPOINT"), help=_("Only those at this checkpoint."))
    failed.add_argument("--limit", type=a_count, default=100, metavar="N", help=_("At most so many."))
    enter = group.add("enter", _("Enter what was ticked on paper: a guest and a time a line."), enter_ticked)
    enter.epilog = _("Lines that can't be understood are told and left out; then the exit status is 1.")
    enter.add_argument(
        "file", metavar=_("FILE"),
        help=_("Each line a serial, an id or a name, a comma, and a time; “-” reads what is typed."),
    )  # fmt: skip
    enter.add_argument(
        "--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help=_("The day of the sheet; else today.")
    )
    enter.add_argument("--usual", default="", metavar="HH:MM", help=_("The time of lines that have none; else now."))
    enter.add_argument("--out", action="store_true", help=_("They are of guests who left."))
    add_place(enter, _)
    commands.add("new-key", _("Make badges from now on under a new key; those that are known stay good."), new_key)


def list_failed(run: Run, _: Translator) -> None:
    """List what was refused."""
    from desktop.services import checkpoints, events, failed_scans

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        wanted = run.args.checkpoint
        place = checkpoints.find_checkpoint(session, event.id, wanted).id if wanted else None
        rows = failed_scans.failed_scans(session, event.id, checkpoint_id=place, limit=run.args.limit)
    run.give_table(
        [_document(row, event.zone, _) for row in rows],
        [_("Time"), _("Checkpoint"), _("Desk"), _("Verdict"), _("Reason"), _("Serial"), _("Name"), _("What was read")],
        (
            (
                written(row.at, event.zone)[:19].replace("T", " "),
                row.checkpoint.said_in(_.language),
                row.desk,
                row.verdict.value,
                row.reason.value,
                row.serial,
                row.name,
                row.raw,
            )
            for row in rows
        ),
    )


def enter_ticked(run: Run, _: Translator) -> int | None:
    """Enter a sheet in one transaction."""
    from desktop.domain.verdicts import Direction
    from desktop.services import paper_entry

    args = run.args
    lines = _lines(args.file)
    direction = Direction.OUT if args.out else Direction.IN
    with run.database() as db:
        place = place_of(run, db)
        with db.write(place.actor) as session:
            found = paper_entry.enter_ticked(
                session, place.event.id, place.checkpoint.id, lines, day=args.day, usual=args.usual, direction=direction
            )
    line = Line(place.event.zone, place.checkpoint, place.desk, _)
    problems = [one for one in found if one.trouble is not None]
    if run.json:
        run.give(_entered(found, line, _))
    else:
        for one in found:
            if one.result is not None:
                run.line(line.text(one.result, 0))
        for one in problems:
            run.say(_said(one.trouble, _))
    return 1 if problems else None


def new_key(run: Run, _: Translator) -> None:
    """Replace the event's key; it is never shown."""
    from desktop.services import event_keys, events

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        key = event_keys.replace_key(session, event.id)
    run.give(
        {"event": str(event.id), "made_at": written(key.made_at, event.zone)},
        [_("Badges are made under a new key from now on. Those that were given before stay good.")],
    )


def _lines(file: str) -> "list[Ticked]":
    from desktop.services.paper_entry import read_ticked

    if file == _STDIN:
        return read_ticked(sys.stdin.buffer, file)
    with Path(file).open("rb") as source:
        return read_ticked(source, Path(file).name)


def _said(trouble: UserError | None, _: Translator) -> str:
    return _.error(trouble) if trouble is not None else ""


def _entered(found: "list[Entered]", line: Line, _: Translator) -> dict[str, Any]:
    import json

    return {
        "read": len(found),
        "admitted": sum(one.result is not None and one.result.verdict.value == "admitted" for one in found),
        "verdicts": [
            {"line": one.ticked.line, **json.loads(line.document(one.result, 0))} for one in found if one.result
        ],
        "problems": [
            {"line": one.ticked.line, "value": one.ticked.who, "problem": _said(one.trouble, _)}
            for one in found
            if one.trouble
        ],
    }


def _document(row: "FailedScan", zone: str, _: Translator) -> dict[str, object]:
    return {
        "scan": str(row.scan),
        "at": written(row.at, zone),
        "verdict": row.verdict.value,
        "reason": row.reason.value,
        "checkpoint": row.checkpoint.said_in(_.language),
        "desk": row.desk,
        "serial": row.serial or None,
        "name": row.name or None,
        "raw": row.raw or None,
    }
