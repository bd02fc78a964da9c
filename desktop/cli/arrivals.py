"""report arrivals: who was expected, has arrived, has left, is absent."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.arrivals import Arrivals

_BY = ("category", "organisation", "delegation", "checkpoint", "desk", "minute")
_WITHOUT = {"organisation": N_("Without an organisation"), "delegation": N_("Without a delegation")}


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("report", _("What has happened so far."))
    arrivals = group.add("arrivals", _("Who was expected, has arrived, has left, is absent."), report_arrivals)
    arrivals.add_argument("--by", choices=_BY, default=_BY[0], help=_("What they are counted by."))
    arrivals.add_argument(
        "--out", type=Path, metavar=_("FILE"), help=_("Also write the whole report with its chart: .pdf or .xlsx.")
    )
    arrivals.add_argument("--no-names", action="store_true", help=_("In that file, name nobody who is missing."))


def report_arrivals(run: Run, _: Translator) -> None:
    """Count who is there."""
    from desktop.services import arrivals, arrivals_report, events

    by = arrivals.By(run.args.by)
    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        found = arrivals.arrivals(session, event.id, db.now(), by)
        if run.args.out is not None:
            arrivals_report.write_report(db, event.id, run.args.out, _, names=not run.args.no_names)
    expects = by not in {arrivals.By.DESK, arrivals.By.MINUTE}
    rows = _tallies(found, by.value, _, expects=expects)
    total = {
        "expected": found.expected,
        "arrived": found.arrived,
        "left": found.left,
        "absent": found.absent,
    }
    heading = {
        "category": _("Category"), "organisation": _("Organisation"), "delegation": _("Delegation"),
        "checkpoint": _("Checkpoint"), "desk": _("Desk"), "minute": _("Minute"),
    }[by.value]  # fmt: skip
    run.give_table(
        {
            "event": str(event.id),
            "by": by.value,
            **total,
            "inside": found.inside,
            "not_received": found.not_received,
            "rows": rows,
        },
        [heading, _("Expected"), _("Arrived"), _("Left"), _("Absent")],
        [
            *((row["name"], row["expected"], row["arrived"], row["left"], row["absent"]) for row in rows),
            (_("All"), *total.values()),
        ],
    )


def _tallies(found: "Arrivals", by: str, _: Translator, *, expects: bool) -> list[dict[str, Any]]:
    """The table's rows. Nobody is expected at a desk or in a minute, and nobody leaves one."""
    return [
        {
            "key": row.key,
            "name": row.name.said_in(_.language) or _(_WITHOUT[by]),
            "expected": row.expected if expects else None,
            "arrived": row.arrived,
            "left": row.left if expects else None,
            "absent": row.absent if expects else None,
        }
        for row in found.rows
    ]
