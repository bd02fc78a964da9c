"""An imported programme is taken back whole, unless something that came later depends on it."""

import json
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.errors import N_, UserError
from desktop.models import JournalEntry, ProgrammeItem
from desktop.storage.journal import UPDATE
from desktop.storage.undoing import Later, changed_since, delete_unused, rows_of, undo_action, used_since

_TABLES = ("programme_item", "item_person", "cue", "material")
_PLACES = ("hall", "venue")
"""What comes along and stays where others use it by now."""
_NAMED = 5


class ProgrammeInUse(UserError):
    code = "import_in_use"
    text = N_("The import can't be taken back: these items were changed or used since: {items}.")


def wrote_programme(session: Session, action: UUID) -> bool:
    """Whether ``action`` wrote any of the programme."""
    found = select(JournalEntry.id).where(JournalEntry.action == action, JournalEntry.table_name.in_(_TABLES))
    return session.scalar(found.limit(1)) is not None


def undo_programme(session: Session, action: UUID) -> tuple[int, int]:
    """Take back what ``action`` wrote; returns how many items it had made, and how many it had changed.

    Raises ``ProgrammeInUse``.
    """
    made = set(rows_of(session, action, "programme_item"))
    changed = set(rows_of(session, action, "programme_item", UPDATE)) - made
    later = {one for one in changed_since(session, action, _TABLES) if not _only_moved(session, action, one)}
    needed = _items(session, later) | {use.row_id for use in used_since(session, action, ("programme_item",))}
    if needed:
        raise ProgrammeInUse(items=_titles(session, needed))
    undo_action(
        session,
        action,
        keep_later=True,
        leave={Later(table, row) for table in _PLACES for row in rows_of(session, action, table)},
    )
    delete_unused(session, action, _PLACES)
    return len(made), len(changed)


def _only_moved(session: Session, action: UUID, row: Later) -> bool:
    """Whether nothing but its place among others was changed of a row since."""
    mine = select(func.max(JournalEntry.position)).where(
        JournalEntry.row_id == row.row_id, JournalEntry.action == action
    )
    written = session.scalars(
        select(JournalEntry.after).where(
            JournalEntry.row_id == row.row_id, JournalEntry.position > mine.scalar_subquery()
        )
    )
    return all(json.loads(after or "{}").keys() <= {"rank"} for after in written)


def _items(session: Session, rows: Collection[Later]) -> set[UUID]:
    """The items that these rows are, or hang on."""
    found = {row.row_id for row in rows if row.table == "programme_item"}
    keys = [row.row_id for row in rows if row.table != "programme_item"]
    for after in session.scalars(select(JournalEntry.after).where(JournalEntry.row_id.in_(keys))):
        if item := json.loads(after or "{}").get("item_id"):
            found.add(UUID(item))
    return found


def _titles(session: Session, items: Collection[UUID]) -> str:
    few = sorted(items)[:_NAMED]
    found = session.execute(
        select(ProgrammeItem.title_hant, ProgrammeItem.title_hans, ProgrammeItem.title_en)
        .where(ProgrammeItem.id.in_(few))
        .order_by(ProgrammeItem.day, ProgrammeItem.rank)
    )
    named = ", ".join(f"“{hant or hans or en}”" for hant, hans, en in found)
    return named + (" …" if len(items) > len(few) else "")
