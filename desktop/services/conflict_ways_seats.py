"""The way out of conflicts about seats and wishes: people are put elsewhere, as the planner would."""

from uuid import UUID

from desktop.domain.conflicts import Kind
from desktop.domain.visit_planner_words import FOUND_AS
from desktop.errors import N_, UserError
from desktop.services.conflict_cases import Case, Way
from desktop.services.visit_planner import Proposal, propose, take

_MOVED = N_("Put {who} of “{what}” into another group or vehicle")
_MOVED_MANY = N_("Put {n} people of “{what}” into other groups or vehicles")


def reseat(case: Case, visit: UUID | None = None) -> Way:
    """Put as few people of a visit as possible elsewhere, where that solves it and no conflict comes of it."""
    visit = visit or case.conflict.suggestion.ref
    try:
        found = propose(case.session, visit, seconds=0, times=False)
    except UserError:
        return case.by_hand("visits", visit)
    moved = sorted({change.ref for change in found.changes})
    if not moved or found.blocks[1] > found.blocks[0] or _stays(case, found):
        return case.by_hand("visits", visit)

    def do() -> None:
        take(case.session, visit, found)

    if len(moved) == 1:
        return case.pressed(do, _MOVED, who=case.name(moved[0]), what=case.on)
    return case.pressed(do, _MOVED_MANY, n=len(moved), what=case.on)


def _stays(case: Case, found: Proposal) -> bool:
    """Whether the conflict would still be there, or somebody would lose a seat."""
    kind = case.conflict.kind
    told = {told for one in found.broken for told in FOUND_AS.get(one.unmet.rule, ())}
    left = {(one.row.conflict.kind, one.row.conflict.what) for one in found.left}
    return kind in told or Kind.LEFT_BEHIND in told or (kind, case.conflict.what) in left
