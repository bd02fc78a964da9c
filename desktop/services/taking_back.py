"""Taking back what one act of a user changed, whatever it was."""

from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import N_, UserError
from desktop.storage.journal import journal_of
from desktop.storage.undoing import changed_since, undo_action


class ChangedSince(UserError):
    code = "changed_since"
    text = N_("This can't be taken back: what it changed was changed again since.")


def this_action(session: Session) -> UUID:
    """The action that the write transaction of ``session`` is; ``take_back`` undoes it later."""
    return journal_of(session).action


def take_back(session: Session, action: UUID) -> None:
    """Undo a whole action; raises ``ChangedSince`` when something later would be lost with it."""
    if changed_since(session, action):
        raise ChangedSince
    undo_action(session, action)
