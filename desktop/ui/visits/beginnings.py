"""What stands in the fields of something new on a visit: the time and place that it most likely has."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.visit_board import STEP
from desktop.services.events import EventRow
from desktop.services.visit_board import Shown
from desktop.services.visits import VisitRow
from desktop.services.visits_edit import LegDraft, StopDraft

_HOUR = timedelta(hours=1)
_NOWHERE = UUID(int=0)


def new_day(shown: Shown, event: EventRow) -> date:
    """The day of a new visit: the one after the last, within the event."""
    if not shown.tours:
        return event.starts_on
    return min(shown.tours[-1].day + timedelta(days=1), event.ends_on)


def new_stop(shown: Shown, tour: VisitRow, zone: ZoneInfo) -> StopDraft:
    """A stop of an hour, an hour after the last one, or at nine, at a site that the visit doesn't know yet."""
    last = max((one.end for one in tour.stops), default=None)
    start = last + _HOUR if last is not None else datetime.combine(tour.day, datetime.min.time(), zone) + 9 * _HOUR
    known = {one.site_id for one in tour.stops}
    site = next((one.id for one in shown.sites if one.id not in known), _NOWHERE)
    return StopDraft(site, start, start + _HOUR)


def new_leg(tour: VisitRow, chosen: UUID | None) -> LegDraft | None:
    """A leg from the stop that is chosen, or the first, to the one after it; None where there is no stop."""
    stops = sorted(tour.stops, key=lambda one: one.start)
    if not stops:
        return None
    place = next((n for n, one in enumerate(stops) if one.id == chosen), 0)
    leaves = stops[place].end + 3 * STEP
    to = stops[min(place + 1, len(stops) - 1)].site_id
    return LegDraft(_NOWHERE, stops[place].site_id, to, leaves, leaves - STEP)
