"""visit plan: which group when at which stop, and who in which vehicle, proposed and taken."""

from typing import TYPE_CHECKING

from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run, written
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.events import EventRow
    from desktop.services.visit_planner import Proposal

_SECONDS = 10


def add(group: Commands, _: Translator) -> None:
    """Add this to the commands of ``visit``."""
    made = group.add("plan", _("Plan a visit: times at stops, legs, groups and seats."), plan_visit)
    made.add_argument("visit", nargs="?", default="", metavar=_("VISIT"), help=_("Its id, its day or its name."))
    made.add_argument("--dry-run", action="store_true", help=_("Only say what would happen."))
    made.add_argument(
        "--seconds", type=a_count, default=_SECONDS, metavar="N", help=_("How long to look for a better plan.")
    )


def plan_visit(run: Run, _: Translator) -> None:
    """Propose a plan and, unless it is a dry run, take it in one act."""
    from desktop.services import events, visit_planner, visits

    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
            tour = visits.find_visit(session, event.id, run.args.visit)
            found = visit_planner.propose(session, tour.id, run.progress(), seconds=run.args.seconds, now=db.now())
        if not run.args.dry_run and found.changes:
            with db.write() as session:
                visit_planner.take(session, tour.id, found)
    taken = bool(found.changes) and not run.args.dry_run
    lines = [change.said(_) for change in found.changes] or [_("Nothing has to change.")]
    lines += [*found.unmet(_), *found.rated(_)]
    run.give(_document(found, event, _, taken), lines)


def _document(found: "Proposal", event: "EventRow", _: Translator, taken: bool) -> dict[str, object]:
    return {
        "visit": str(found.before.id),
        "taken": taken,
        "changes": [{"of": str(one.ref), "text": one.said(_)} for one in found.changes],
        "unmet": [
            *(
                {"rule": one.unmet.rule.value, "who": list(map(str, one.unmet.who)), "text": one.said(_)}
                for one in found.broken
            ),
            *(
                {"rule": one.row.conflict.kind.value, "who": list(map(str, one.row.conflict.who)), "text": one.said(_)}
                for one in found.left
            ),
        ],
        "placed": found.placed,
        "wanted": found.wanted,
        "seated": found.seated,
        "people": found.people,
        "blocking": {"before": found.blocks[0], "after": found.blocks[1]},
        "ends": written(found.ends, event.zone) if found.ends is not None else None,
        "best": found.best,
    }
