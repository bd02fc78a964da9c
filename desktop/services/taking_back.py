"""Taking back what one act of a user changed, whatever it was."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.verdicts import Verdict
from desktop.errors import N_, UserError
from desktop.models import JournalEntry, Scan
from desktop.services.arrivals import standing
from desktop.storage.journal import INSERT, journal_of
from desktop.storage.undoing import Later, changed_since, undo_action, used_since

_NO_USE = {("scan", "registration_id"), ("scan", "badge_id"), ("homonym", "person_id"), ("homonym", "other_id")}
"""References that are only a record; of scans those count that let somebody in."""

_COME_ALONG = ("organisation", "delegation")


class ChangedSince(UserError):
    code = "changed_since"
    text = N_("This can't be taken back: what it changed was changed again since.")


class UsedSince(UserError):
    code = "used_since"
    text = N_("This can't be taken back: something else depends on it by now.")


def this_action(session: Session) -> UUID:
    """The action that the write transaction of ``session`` is; ``take_back`` undoes it later."""
    return journal_of(session).action


def take_back(session: Session, action: UUID) -> None:
    """Undo a whole action, but an organisation or a delegation that came with it stays when others have it by now.

    Raises ``ChangedSince`` when something later would be lost with it, ``UsedSince`` when something depends on it.
    """
    if changed_since(session, action):
        raise ChangedSince
    uses = [use for use in used_since(session, action) if (use.by_table, use.by_column) not in _NO_USE]
    if any(use.table not in _COME_ALONG for use in uses) or checked_in(session, action):
        raise UsedSince
    undo_action(session, action, leave={Later(use.table, use.row_id) for use in uses})


def checked_in(session: Session, action: UUID) -> set[UUID]:
    """The registrations that ``action`` made and that have come in."""
    made = select(JournalEntry.row_id).where(
        JournalEntry.action == action, JournalEntry.table_name == "registration", JournalEntry.operation == INSERT
    )
    admitted = select(Scan.registration_id).where(Scan.verdict == Verdict.ADMITTED, standing())
    return {key for key in session.scalars(admitted.where(Scan.registration_id.in_(made))) if key is not None}
