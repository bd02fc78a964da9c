"""An imported list of visits is taken back whole, unless something that came later depends on it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.errors import N_, UserError
from desktop.models import JournalEntry, Site, Stop, StopPerson
from desktop.storage.journal import UPDATE
from desktop.storage.undoing import Later, changed_since, delete_unused, rows_of, undo_action, used_since

_TABLES = ("visit", "stop", "stop_person")
_PLACES = ("site", "organisation")
"""What comes along and stays where others use it by now."""
_NAMED = 5


class VisitsInUse(UserError):
    code = "import_in_use"
    text = N_("The import can't be taken back: these stops were changed or used since: {stops}.")


def wrote_visits(session: Session, action: UUID) -> bool:
    """Whether ``action`` wrote any stops."""
    found = select(JournalEntry.id).where(JournalEntry.action == action, JournalEntry.table_name == "stop")
    return session.scalar(found.limit(1)) is not None


def undo_visits(session: Session, action: UUID) -> tuple[int, int]:
    """Take back what ``action`` wrote; returns how many stops it had made and changed. Raises ``VisitsInUse``."""
    made = set(rows_of(session, action, "stop"))
    changed = set(rows_of(session, action, "stop", UPDATE)) - made
    later = changed_since(session, action, _TABLES)
    used = used_since(session, action, ("visit", "stop"))
    stops = {one.row_id for one in later if one.table == "stop"} | {use.row_id for use in used if use.table == "stop"}
    stops |= set(
        session.scalars(
            select(StopPerson.stop_id).where(
                StopPerson.id.in_([one.row_id for one in later if one.table == "stop_person"])
            )
        )
    )
    if later or used:
        raise VisitsInUse(stops=_names(session, stops or made))
    undo_action(
        session, action, leave={Later(table, row) for table in _PLACES for row in rows_of(session, action, table)}
    )
    delete_unused(session, action, _PLACES)
    return len(made), len(changed)


def _names(session: Session, stops: Collection[UUID]) -> str:
    few = sorted(stops)[:_NAMED]
    found = session.execute(
        select(Site.name_hant, Site.name_hans, Site.name_en)
        .join(Stop, Stop.site_id == Site.id)
        .where(Stop.id.in_(few))
        .order_by(Stop.starts_at)
    )
    named = ", ".join(f"“{hant or hans or en}”" for hant, hans, en in found)
    return named + (" …" if len(stops) > len(few) else "")
