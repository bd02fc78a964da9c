"""An imported list of delegations is taken back whole, unless something that came later depends on it."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.errors import N_, UserError
from desktop.models import Delegation, DelegationPerson, Gift, JournalEntry, Journey
from desktop.storage.journal import UPDATE
from desktop.storage.undoing import changed_since, rows_of, undo_action, used_since

_NAMED = 5
_PARTS: Mapping[str, Any] = {"delegation_person": DelegationPerson, "journey": Journey, "gift": Gift}


class DelegationsInUse(UserError):
    code = "import_in_use"
    text = N_("The import can't be taken back: these delegations were changed or used since: {delegations}.")


def wrote_delegations(session: Session, action: UUID) -> bool:
    """Whether the import ``action`` is of a list of delegations: a list of guests only makes those that it names."""
    entries = session.execute(
        select(JournalEntry.table_name, JournalEntry.operation).where(JournalEntry.action == action).distinct()
    )
    wrote = {(table, operation) for table, operation in entries}
    tables = {table for table, _operation in wrote}
    if tables & _PARTS.keys() or ("delegation", UPDATE) in wrote:
        return True
    return "delegation" in tables and not tables & {"person", "registration"}


def undo_delegations(session: Session, action: UUID) -> tuple[int, int]:
    """Take back what ``action`` wrote; returns how many delegations it had made and changed.

    Raises ``DelegationsInUse``.
    """
    made = set(rows_of(session, action, "delegation"))
    touched = _owners(session, [(name, row) for name in _PARTS for row in _written(session, action, name)])
    touched |= set(rows_of(session, action, "delegation", UPDATE))
    later = [one for one in changed_since(session, action) if one.table != "import_batch"]
    used = used_since(session, action, ("delegation", *_PARTS))
    if later or used:
        rows = {(one.table, one.row_id) for one in later} | {(one.table, one.row_id) for one in used}
        named = {row for table, row in rows if table == "delegation"} | _owners(session, rows)
        raise DelegationsInUse(delegations=_names(session, named or made or touched))
    undo_action(session, action)
    return len(made), len(touched - made)


def _written(session: Session, action: UUID, table: str) -> list[UUID]:
    return [*rows_of(session, action, table), *rows_of(session, action, table, UPDATE)]


def _owners(session: Session, rows: Collection[tuple[str, UUID]]) -> set[UUID]:
    """The delegations to which these rows belong."""
    found: set[UUID] = set()
    for name, model in _PARTS.items():
        keys = [row for table, row in rows if table == name]
        found |= set(session.scalars(select(model.delegation_id).where(model.id.in_(keys))))
    return found


def _names(session: Session, delegations: Collection[UUID]) -> str:
    few = sorted(delegations)[:_NAMED]
    found = session.execute(
        select(Delegation.name_hant, Delegation.name_hans, Delegation.name_en).where(Delegation.id.in_(few))
    )
    named = ", ".join(f"“{hant or hans or en}”" for hant, hans, en in found)
    return named + (" …" if len(delegations) > len(few) else "")
