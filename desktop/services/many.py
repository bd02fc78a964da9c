"""Changing many registrations at once: few in one transaction, very many in a job; taken back as one either way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.verdicts import Status
from desktop.models import Category, JournalEntry, Registration
from desktop.progress import Progress
from desktop.services.categories import NoSuchCategory, categories
from desktop.services.taking_back import ChangedSince
from desktop.storage.database import Database
from desktop.storage.in_bulk import unsearched, update_rows
from desktop.storage.journal import journal_of
from desktop.storage.undoing import changed_since, undo_action

AT_ONCE = 5_000
"""How many registrations are changed in one transaction."""
_REST = 0.03
"""Seconds for others to write in, between two transactions: longer than SQLite sleeps before it looks again."""


@dataclass(frozen=True, slots=True)
class ManyChanged:
    """How many registrations were changed, and the action that ``take_many_back`` undoes."""

    action: UUID
    changed: int


def change_many(
    session: Session,
    event_id: UUID,
    registrations: Sequence[UUID],
    *,
    category_id: UUID | None = None,
    status: Status | None = None,
) -> int:
    """Give these registrations a category or a status, where they have another; returns how many were changed.

    Raises ``NoSuchCategory``. Whoever is no longer on the list is left alone.
    """
    _check_category(session, event_id, category_id)
    wanted = {"category_id": category_id, "status": status}
    values = {name: value for name, value in wanted.items() if value is not None}
    with unsearched(session):
        return update_rows(session, Registration, registrations, values, where={"event_id": event_id})


def change_very_many(
    db: Database,
    event_id: UUID,
    registrations: Sequence[UUID],
    progress: Progress,
    *,
    category_id: UUID | None = None,
    status: Status | None = None,
) -> ManyChanged:
    """``change_many`` in transactions so short that no desk waits long for its turn, under one action.

    Raises ``NoSuchCategory``; or ``Cancelled``, and everything is as it was.
    """
    # By their keys, neighbours in the file are changed together, and each of its pages once.
    ordered = sorted(registrations)
    parts = [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]

    def change(session: Session, part: Sequence[UUID]) -> int:
        return change_many(session, event_id, part, category_id=category_id, status=status)

    return _one_by_one(db, parts, change, progress)


def take_many_back(db: Database, action: UUID, progress: Progress) -> None:
    """Undo what ``change_very_many`` did, in as short transactions; raises ``ChangedSince`` or ``Cancelled``."""
    with db.read() as session:
        if changed_since(session, action):
            raise ChangedSince
    _take_back(db, action, progress)


def _take_back(db: Database, action: UUID, progress: Progress) -> None:
    with db.read() as session:
        positions = session.scalars(
            select(JournalEntry.position).where(JournalEntry.action == action).order_by(JournalEntry.position.desc())
        ).all()
    parts = [positions[start : start + AT_ONCE] for start in range(0, len(positions), AT_ONCE)]

    def undo(session: Session, part: Sequence[int]) -> int:
        return undo_action(session, action, keep_later=True, positions=part).total()

    _one_by_one(db, parts, undo, progress)


def _one_by_one(
    db: Database, parts: Sequence[Sequence[Any]], work: Callable[[Session, Any], int], progress: Progress
) -> ManyChanged:
    """Do ``work`` on each part in a transaction of its own, all under one action; undo it if not all can be done."""
    with db.write() as session:
        action = journal_of(session).action
    done, total, changed = 0, sum(map(len, parts)), 0
    try:
        for part in parts:
            progress.step(done, total)
            with db.write() as session:
                journal_of(session).action = action
                changed += work(session, part)
            done += len(part)
            progress.stop.wait(_REST)
        progress.step(done, total)
    except Exception:
        if done:
            _take_back(db, action, Progress())
        raise
    return ManyChanged(action, changed)


def _check_category(session: Session, event_id: UUID, category_id: UUID | None) -> None:
    if category_id is None:
        return
    category = session.get(Category, category_id)
    if category is None or category.event_id != event_id or category.deleted_at is not None:
        known = ", ".join(row.code for row in categories(session, event_id))
        raise NoSuchCategory(category=category_id, known=known)
