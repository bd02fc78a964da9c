"""How a visit stands, as the database says it: legs and stays, roll calls, ways to catch up, calls to make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.services import catch_up, host_calls, roll_call
from desktop.services.catch_up import Option
from desktop.services.host_calls import Call
from desktop.services.roll_call import ROLL_CALL, StopCall, VehicleCall
from desktop.services.running_late import ON_DAY, known
from desktop.services.running_late_view import DayView, LegNow, StayNow
from desktop.services.visits import VisitRow, visits

STANDING = ON_DAY | ROLL_CALL
"""The tables whose changes change how a visit stands."""
Row = LegNow | StayNow
Key = UUID | tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Stand:
    """How a visit stood when it was asked for, and which others there are."""

    tours: tuple[VisitRow, ...]
    view: DayView
    calls: Mapping[UUID, VehicleCall | StopCall]
    ways: tuple[Option, ...]
    hosts: tuple[Call, ...]

    def row(self, key: Key | None) -> Row | None:
        """The leg or stay with this key."""
        return next((row for row in self.view.rows if key_of(row) == key), None)

    def call(self, row: Row) -> VehicleCall | StopCall | None:
        """The roll call of a leg, or of a stay's group at its stop."""
        if isinstance(row, LegNow):
            return self.calls.get(row.leg.id)
        found = self.calls.get(row.stop.id)
        return found.of_group(row.group) if isinstance(found, StopCall) else None


def key_of(row: Row) -> Key:
    """What a leg or stay is known by."""
    return row.leg.id if isinstance(row, LegNow) else row.key


def stand(session: Any, event_id: UUID, visit_id: UUID | None, now: datetime) -> Stand | None:
    """How a visit stands at ``now``, or the one that is on; None where there is none."""
    tours = visits(session, event_id)
    tour = next((one for one in tours if one.id == visit_id), None) or _current(tours, now)
    if tour is None:
        return None
    day = known(session, tour.id)
    view = day.at(now)
    return Stand(
        tuple(tours), view, roll_call.of_day(session, day.tour, now), tuple(catch_up.ways(day, now)),
        tuple(host_calls.calls_of(session, view)),
    )  # fmt: skip


def _current(tours: list[VisitRow], now: datetime) -> VisitRow | None:
    """The visit that is on at ``now``, or the nearest."""

    def far(tour: VisitRow) -> float:
        starts = [leg.gathers for leg in tour.legs] + [stop.start for stop in tour.stops]
        ends = [leg.arrives for leg in tour.legs] + [stop.end for stop in tour.stops]
        if not starts:
            return abs((tour.day - now.date()).total_seconds()) + 1
        return max((min(starts) - now).total_seconds(), (now - max(ends)).total_seconds(), 0)

    return min(tours, key=far, default=None)
