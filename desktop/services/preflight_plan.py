"""Before the doors open: whether what was printed of the plan is right, and whether the plan can be at all."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.conflicts import Severity
from desktop.services.conflicts import conflicts as all_conflicts
from desktop.services.paper_revisions import latest
from desktop.services.preflight_check import Act, Check, State


def papers(session: Session, event_id: UUID) -> list[Check]:
    """Whether what was printed of the programme is still right; nothing where nothing was."""
    printed = latest(session, event_id)
    n = sum(not one.latest for one in printed)
    if n:
        return [Check(
            "papers", State.LOOK,
            lambda _: _.ngettext(
                "{n} printed paper is no longer right.", "{n} printed papers are no longer right.", n
            ),
            Act.PAPERS,
        )]  # fmt: skip
    return [Check("papers", State.READY, lambda _: _("All printed papers are still right."))] if printed else []


def conflicts(session: Session, event_id: UUID, now: datetime) -> list[Check]:
    """How many conflicts block the plan; nothing where there is no conflict at all."""
    found = all_conflicts(session, event_id, now)
    n = sum(row.severity is Severity.BLOCKS for row in found)
    if n:
        return [Check(
            "conflicts", State.LOOK,
            lambda _: _.ngettext("{n} conflict blocks the plan.", "{n} conflicts block the plan.", n),
            Act.CONFLICTS,
        )]  # fmt: skip
    return (
        [Check("conflicts", State.READY, lambda _: _("No conflict blocks the plan."), Act.CONFLICTS)] if found else []
    )
