"""What the pictures of a visit's day are taken of: a copy in which one bus is late and somebody is missing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from desktop.services.checkin import scan
from desktop.services.events import NoEvent, event_in_use
from desktop.services.readings import Reading
from desktop.services.running_late import left
from desktop.services.visits import LegRow, VisitRow, visits
from desktop.storage.database import Database

_LATE, _SINCE = timedelta(minutes=35), timedelta(minutes=5)


class Clock:
    """A clock that stands still at ``now`` until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def stage_tour(opened: Callable[[Clock], Database], clock: Clock) -> bool:
    """Play the morning of the first visit with legs on the copy that ``opened`` opens; ``clock`` stays at its end.

    The first vehicle leaves 35 minutes late and without one of its people; all others leave on time. False where
    no visit has legs.
    """
    db = opened(clock)
    try:
        with db.read() as session:
            tour = _tour(session)
        if tour is None:
            return False
        first = {leg.vehicle_id: leg for leg in sorted(tour.legs, key=lambda leg: leg.leaves, reverse=True)}
        late, *others = sorted(first.values(), key=lambda leg: (leg.leaves, leg.vehicle_id))
        clock.now = late.gathers
        for leg in (late, *others):
            _board(db, tour, leg, missing=1 if leg is late else 0)
        for leg, at in ((leg, leg.leaves) for leg in others):
            clock.now = max(clock.now, at)
            with db.write() as session:
                left(session, leg.id, at)
        clock.now = max(clock.now, late.leaves + _LATE)
        with db.write() as session:
            left(session, late.id, clock.now)
        clock.now += _SINCE
        return True
    finally:
        db.close()


def _tour(session: Session) -> VisitRow | None:
    try:
        event = event_in_use(session)
    except NoEvent:
        return None
    return next((tour for tour in visits(session, event.id) if tour.legs), None)


def _board(db: Database, tour: VisitRow, leg: LegRow, *, missing: int) -> None:
    """Read everybody at the vehicle's door but for so many."""
    vehicle = next(one for one in tour.vehicles if one.id == leg.vehicle_id)
    riders = [one.who.registration_id for one in tour.aboard(vehicle.id)]
    if vehicle.checkpoint_id is None:
        return
    with db.write() as session:
        for rider in riders[: len(riders) - missing]:
            scan(session, Reading(tour.event_id, vehicle.checkpoint_id, registration_id=rider))
