"""Changing many registrations at once, in one transaction that is taken back as one."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.verdicts import Status
from desktop.models import Category, Registration
from desktop.services.categories import NoSuchCategory, categories

_AT_ONCE = 500


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
    if category_id is not None:
        category = session.get(Category, category_id)
        if category is None or category.event_id != event_id or category.deleted_at is not None:
            known = ", ".join(row.code for row in categories(session, event_id))
            raise NoSuchCategory(category=category_id, known=known)
    changed = 0
    for start in range(0, len(registrations), _AT_ONCE):
        some = registrations[start : start + _AT_ONCE]
        for registration in session.scalars(select(Registration).where(Registration.id.in_(some))):
            if registration.event_id != event_id or registration.deleted_at is not None:
                continue
            before = registration.category_id, registration.status
            after = category_id or registration.category_id, status or registration.status
            if before != after:
                registration.category_id, registration.status = after
                changed += 1
        session.flush()
    return changed
