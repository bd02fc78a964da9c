"""preflight · rehearse: before the doors open."""

import argparse
from pathlib import Path

from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.i18n import Translator

_MARKS = {"ready": "✓", "look": "!", "stop": "✗"}


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    commands.add("preflight", _("Whether everything is ready for the doors, and what to do where it is not."), look)
    rehearse_ = commands.add(
        "rehearse", _("A copy of the event to practise on, whose badges no real desk admits."), rehearse
    )
    rehearse_.add_argument(
        "--out", type=Path, metavar=_("FILE"), help=_("The file to write; else one beside the database.")
    )
    rehearse_.add_argument(
        "--arrived", type=_share, default=0, metavar="PERCENT", help=_("How many of the guests have come already.")
    )


def look(run: Run, _: Translator) -> None:
    """Go through everything; a finding is an answer, so the exit status is 0."""
    from desktop.services import events, preflight
    from desktop.services.printers import Printers

    known = run.settings.printers
    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
        of_names, wrong = preflight.names(db, event.id, known, _.language, run.progress())
        found = preflight.in_order(
            [
                *preflight.checks(db, event.id),
                preflight.printer(Printers(), known, db.path),
                preflight.scanner(),
                of_names,
            ]
        )
    run.give_table(
        [
            {
                "what": one.code,
                "state": one.state.value,
                "finding": one.say(_),
                **({"texts": [[each.serial, each.name, each.text] for each in wrong]} if one.code == "names" else {}),
            }
            for one in found
        ],
        ["", _("What"), _("Finding")],
        ((_MARKS[one.state], _(one.name), one.say(_)) for one in found),
    )


def rehearse(run: Run, _: Translator) -> None:
    """Make a rehearsal."""
    from desktop.services import rehearsal, upkeep

    upkeep.require(run.path)
    with run.database() as db:
        out = run.args.out or rehearsal.file_for(db)
        made = rehearsal.rehearse(db, out, run.progress(), arrived=run.args.arrived / 100)
    run.give(
        {"file": str(made.file), "badges": made.badges, "arrived": made.arrived},
        [
            _("The rehearsal is in {file}. Open it with: summit-desk --db {file}", file=made.file),
            _.ngettext("{n} badge is for it alone.", "{n} badges are for it alone.", made.badges),
        ],
    )


def _share(text: str) -> int:
    """A part of a hundred."""
    percent = int(text)
    if not 0 <= percent <= 100:
        raise argparse.ArgumentTypeError(text)
    return percent
