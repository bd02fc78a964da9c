"""Whoever comes in another one's place travels, visits and receives in it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import DelegationPerson, GroupPerson, Journey, StopPerson, VehiclePerson, Visit
from desktop.services.visits_doors import keep_doors

_HELD: tuple[tuple[Any, str], ...] = (
    (DelegationPerson, "registration_id"), (GroupPerson, "registration_id"), (VehiclePerson, "registration_id"),
    (StopPerson, "registration_id"), (Journey, "registration_id"), (Journey, "met_by_id"),
)  # fmt: skip


def travel_instead(session: Session, event_id: UUID, before: UUID, after: UUID) -> None:
    """Give ``after`` all places that ``before`` has in delegations, groups and vehicles, and let the doors know."""
    moved = False
    for model, name in _HELD:
        for row in session.scalars(select(model).where(getattr(model, name) == before, model.deleted_at.is_(None))):
            setattr(row, name, after)
            moved = True
    session.flush()
    if moved:
        for visit in session.scalars(select(Visit.id).where(Visit.event_id == event_id, Visit.deleted_at.is_(None))):
            keep_doors(session, visit)
