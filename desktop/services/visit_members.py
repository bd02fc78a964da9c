"""People come into groups and vehicles of a visit, go, are pinned there, and are kept together or apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.visits import Aboard, GroupRole
from desktop.errors import N_, UserError
from desktop.models import GroupPerson, Vehicle, VehiclePerson, Visit, VisitGroup, VisitTie
from desktop.services.visits_doors import keep_doors
from desktop.services.visits_rows import keep_rows, living
from desktop.storage.journal import journal_of


class TiedToThemselves(UserError):
    code = "tied_to_themselves"
    text = N_("A tie is between two different people.")


@dataclass(frozen=True, slots=True)
class TieDraft:
    """Two who stay together, or ``apart``."""

    one_id: UUID
    other_id: UUID
    apart: bool = False
    id: UUID | None = None


def put_into_group(session: Session, group_id: UUID, people: Sequence[UUID]) -> None:
    """Let people be in a group, behind those who are; of another group of the visit they are no more."""
    visit_id = living(session, VisitGroup, group_id).visit_id
    groups = select(VisitGroup.id).where(VisitGroup.visit_id == visit_id)
    known = _living(session, GroupPerson, GroupPerson.group_id.in_(groups), people)
    rank = _last(session, GroupPerson, GroupPerson.group_id == group_id)
    for number, key in enumerate(dict.fromkeys(people), rank + 1):
        rows = known.get(key, [])
        if any(row.group_id == group_id for row in rows):
            continue
        _drop(session, rows)
        kept = {"role": rows[0].role, "languages": rows[0].languages} if rows else {}
        made = GroupPerson(id=journal_of(session).new_id(), group_id=group_id, registration_id=key, rank=number, **kept)
        session.add(made)
    session.flush()
    keep_doors(session, visit_id)


def take_out_of_group(session: Session, group_id: UUID, people: Sequence[UUID]) -> None:
    """Let people be in a group no more; on their vehicles they stay."""
    for rows in _living(session, GroupPerson, GroupPerson.group_id == group_id, people).values():
        _drop(session, rows)
    session.flush()
    keep_doors(session, session.get_one(VisitGroup, group_id).visit_id)


def change_in_group(
    session: Session,
    group_id: UUID,
    people: Sequence[UUID],
    *,
    role: GroupRole | None = None,
    languages: Sequence[str] | None = None,
    pinned: bool | None = None,
) -> None:
    """Say what people are in a group, what they speak, and whether the planner leaves them there."""
    for rows in _living(session, GroupPerson, GroupPerson.group_id == group_id, people).values():
        for row in rows:
            row.role = role if role is not None else row.role
            row.languages = " ".join(languages) if languages is not None else row.languages
            row.pinned = pinned if pinned is not None else row.pinned
    session.flush()


def put_aboard(
    session: Session, visit_id: UUID, vehicle_id: UUID, people: Sequence[UUID], role: Aboard | None = None
) -> None:
    """Let people ride with a vehicle on all legs of a visit, and with no other; ``role`` None leaves what they are."""
    living(session, Visit, visit_id)
    living(session, Vehicle, vehicle_id)
    known = _living(session, VehiclePerson, VehiclePerson.visit_id == visit_id, people)
    rank = _last(
        session, VehiclePerson, (VehiclePerson.visit_id == visit_id) & (VehiclePerson.vehicle_id == vehicle_id)
    )
    for number, key in enumerate(dict.fromkeys(people), rank + 1):
        rows = known.get(key, [])
        here = next((row for row in rows if row.vehicle_id == vehicle_id and row.leg_id is None), None)
        if here is not None:
            here.role = role or here.role
            _drop(session, [row for row in rows if row is not here])
            continue
        _drop(session, rows)
        made = VehiclePerson(
            id=journal_of(session).new_id(), visit_id=visit_id, vehicle_id=vehicle_id, registration_id=key,
            role=role or (rows[0].role if rows else Aboard.PASSENGER), rank=number,
        )  # fmt: skip
        session.add(made)
    session.flush()
    keep_doors(session, visit_id)


def take_off(session: Session, visit_id: UUID, vehicle_id: UUID, people: Sequence[UUID]) -> None:
    """Let people ride with a vehicle no more."""
    of = (VehiclePerson.visit_id == visit_id) & (VehiclePerson.vehicle_id == vehicle_id)
    for rows in _living(session, VehiclePerson, of, people).values():
        _drop(session, rows)
    session.flush()
    keep_doors(session, visit_id)


def change_aboard(session: Session, visit_id: UUID, vehicle_id: UUID, people: Sequence[UUID], *, pinned: bool) -> None:
    """Let the planner leave people on a vehicle, or not."""
    of = (VehiclePerson.visit_id == visit_id) & (VehiclePerson.vehicle_id == vehicle_id)
    for rows in _living(session, VehiclePerson, of, people).values():
        for row in rows:
            row.pinned = pinned
    session.flush()


def keep_ties(session: Session, visit_id: UUID, ties: Sequence[TieDraft]) -> None:
    """Let just these stay together or apart. Raises ``TiedToThemselves``."""
    if any(one.one_id == one.other_id for one in ties):
        raise TiedToThemselves
    wanted = [(one.id, {"one_id": one.one_id, "other_id": one.other_id, "apart": one.apart}) for one in ties]
    keep_rows(session, VisitTie, {"visit_id": visit_id}, wanted)


def _living(session: Session, model: Any, of: Any, people: Sequence[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    named = model.registration_id.in_(list(people))
    for row in session.scalars(select(model).where(of, named, model.deleted_at.is_(None)).order_by(model.rank)):
        found.setdefault(row.registration_id, []).append(row)
    return found


def _last(session: Session, model: Any, of: Any) -> int:
    return session.scalar(select(func.max(model.rank)).where(of, model.deleted_at.is_(None))) or 0


def _drop(session: Session, rows: Sequence[Any]) -> None:
    for row in rows:
        row.deleted_at = journal_of(session).now
