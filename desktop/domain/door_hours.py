"""The hours of a door: from when until when it is open each day in the event's zone, also past midnight."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desktop.domain.verdicts import Opening

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """From ``opens`` until ``closes`` on each day; a door that closes before it opens is open past midnight."""

    opens: time
    closes: time

    @property
    def past_midnight(self) -> bool:
        """Whether the door closes on the day after it opened."""
        return self.closes <= self.opens

    def on(self, day: date, zone: ZoneInfo) -> Opening:
        """From when until when the door that opens on ``day`` is open, aware UTC."""
        last = day + _DAY if self.past_midnight else day
        return Opening(moment_of(day, self.opens, zone), moment_of(last, self.closes, zone))


def hours_from(opens: str, closes: str) -> Hours | None:
    """The hours that a checkpoint holds as 09:00 and 18:00; one that is empty is midnight, both are none."""
    if not opens and not closes:
        return None
    return Hours(time.fromisoformat(opens or "00:00"), time.fromisoformat(closes or "00:00"))


def window_at(at: datetime, opens: str, closes: str, zone: ZoneInfo) -> Opening:
    """When a place with these clocks is open on the day of ``at``; an end whose clock is empty is open."""
    hours = hours_from(opens, closes)
    if hours is None:
        return Opening()
    found = hours.on(day_of(at, zone, hours), zone)
    return Opening(found.opens_at if opens else None, found.closes_at if closes else None)


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When a clock on the wall shows ``clock`` on ``day``, aware UTC.

    Of an hour that comes twice the first one is meant, and one that is left out lies after the gap.
    """
    return datetime.combine(day, clock, zone).astimezone(UTC)


def day_of(at: datetime, zone: ZoneInfo, hours: Hours | None = None) -> date:
    """The day that ``at`` counts to at a door with these hours: past midnight it is still the evening's."""
    day = at.astimezone(zone).date()
    if hours is not None and hours.past_midnight and at < moment_of(day, hours.closes, zone):
        return day - _DAY
    return day


def whole_day(at: datetime, zone: ZoneInfo, hours: Hours | None = None) -> tuple[datetime, datetime]:
    """From when until when moments count to the same day as ``at``, aware UTC."""
    day = day_of(at, zone, hours)
    turns = hours.closes if hours is not None and hours.past_midnight else time()
    return moment_of(day, turns, zone), moment_of(day + _DAY, turns, zone)


def opening_at(always: Opening, hours: Hours | None, at: datetime, zone: ZoneInfo) -> Opening:
    """What decides at ``at``: the opening that it lies in, or the nearest one that says why it doesn't.

    ``always`` is the first and the last moment of all. Before the day's hours the door is not open yet; after them
    it is closed, even if it opens again tomorrow.
    """
    if hours is None or _outside(always, at):
        return always
    today = hours.on(day_of(at, zone, hours), zone)
    opens = max(filter(None, (always.opens_at, today.opens_at)))
    closes = min(filter(None, (always.closes_at, today.closes_at)))
    return Opening(opens, closes)


def _outside(opening: Opening, at: datetime) -> bool:
    before = opening.opens_at is not None and at < opening.opens_at
    return before or (opening.closes_at is not None and at >= opening.closes_at)
