"""Rows of visits: those that still stand, and those that hang on another one, brought to just what is wanted."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.errors import N_, UserError
from desktop.models import Row
from desktop.storage.journal import journal_of

T = TypeVar("T", bound=Row)
Wanted = tuple[UUID | None, Mapping[str, Any]]
"""The key of a row that stands, or None for a new one, and what it says."""


class TakenOut(UserError):
    """Another desk has taken away what is to be changed."""

    code = "taken_out"
    text = N_("This was taken out of the visit meanwhile. Nothing was changed.")


def living(session: Session, model: type[T], key: UUID) -> T:
    """The row with this key. Raises ``TakenOut`` where it was taken away."""
    row = session.get(model, key)
    if row is None or row.deleted_at is not None:
        raise TakenOut
    return row


def keep_rows(session: Session, model: Any, owner: Mapping[str, Any], wanted: Iterable[Wanted]) -> list[UUID]:
    """Let just ``wanted`` rows of ``model`` hang on ``owner``: known ones are changed, others made, the rest deleted.

    Returns their keys in order.
    """
    journal = journal_of(session)
    of = [getattr(model, name) == value for name, value in owner.items()]
    known: dict[UUID, Row] = {
        row.id: row for row in session.scalars(select(model).where(*of, model.deleted_at.is_(None)))
    }
    keys: list[UUID] = []
    for key, values in wanted:
        row = known.pop(key, None) if key is not None else None
        if row is None:
            row = model(id=journal.new_id(), **owner, **values)
            session.add(row)
        else:
            for name, value in values.items():
                setattr(row, name, value)
        keys.append(row.id)
    for row in known.values():
        row.deleted_at = journal.now
    session.flush()
    return keys


def remove_rows(session: Session, model: Any, column: str, keys: Iterable[UUID]) -> None:
    """Delete the rows of ``model`` whose ``column`` is one of ``keys``."""
    named = getattr(model, column).in_(list(keys))
    for row in session.scalars(select(model).where(named, model.deleted_at.is_(None))):
        row.deleted_at = journal_of(session).now
    session.flush()
