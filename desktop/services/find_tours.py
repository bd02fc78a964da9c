"""Delegations, visits, stops and vehicles found by a part of a name, in any language and either script."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.matching import one_script
from desktop.domain.text import LocalName, fold
from desktop.models import Site, Stop, Vehicle, Visit
from desktop.services.delegations import delegations


class TourPart(StrEnum):
    """What was found."""

    DELEGATION = "delegation"
    VISIT = "visit"
    STOP = "stop"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True)
class FoundTour:
    """One of them by its key; ``day`` is a visit's or its stop's."""

    part: TourPart
    id: UUID
    name: LocalName
    day: date | None = None


def find_tours(session: Session, event_id: UUID, text: str, limit: int) -> list[FoundTour]:
    """What ``text`` is a part of the name of: delegations, then visits, stops and vehicles; ``limit`` at most."""
    wanted = one_script(fold(text))
    if not wanted:
        return []
    found = (one for one in _all(session, event_id) if any(wanted in one_script(fold(said)) for said in _said(one)))
    return list(islice(found, limit))


def _said(one: FoundTour) -> tuple[str, str, str]:
    return one.name.hant, one.name.hans, one.name.en


def _all(session: Session, event_id: UUID) -> Iterator[FoundTour]:
    for key, name in delegations(session, event_id).items():
        yield FoundTour(TourPart.DELEGATION, key, name)
    visits = select(Visit.id, Visit.day, Visit.name_hant, Visit.name_hans, Visit.name_en).where(
        Visit.event_id == event_id, Visit.deleted_at.is_(None)
    )
    for key, day, *names in session.execute(visits.order_by(Visit.day, Visit.id)):
        yield FoundTour(TourPart.VISIT, key, LocalName(*names), day)
    stops = (
        select(
            Stop.id, Visit.day, Site.name_hant, Site.name_hans, Site.name_en,
            Stop.place_hant, Stop.place_hans, Stop.place_en,
        )
        .join(Visit, Visit.id == Stop.visit_id)
        .join(Site, Site.id == Stop.site_id)
        .where(Visit.event_id == event_id, Visit.deleted_at.is_(None), Stop.deleted_at.is_(None))
        .order_by(Visit.day, Stop.rank, Stop.id)
    )  # fmt: skip
    for key, day, *names in session.execute(stops):
        both = (" ".join(filter(None, pair)) for pair in zip(names[:3], names[3:], strict=True))
        yield FoundTour(TourPart.STOP, key, LocalName(*both), day)
    fleet = select(Vehicle.id, Vehicle.name_hant, Vehicle.name_hans, Vehicle.name_en).where(
        Vehicle.event_id == event_id, Vehicle.deleted_at.is_(None)
    )
    for key, *names in session.execute(fleet.order_by(Vehicle.rank, Vehicle.id)):
        yield FoundTour(TourPart.VEHICLE, key, LocalName(*names))
