"""What is read off the counts: bars of five minutes, and by when everybody might be in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.services.arrivals import Arrivals, Minute

STEP = timedelta(minutes=5)
_LEAST_RATE = 0.5
_FURTHEST = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Bar:
    """Check-ins within five minutes from ``at`` (event time); ``filling`` while those minutes aren't over."""

    at: datetime
    check_ins: int
    filling: bool


def bars(minutes: Sequence[Minute], now: datetime, zone: ZoneInfo, most: int) -> list[Bar]:
    """The last ``most`` bars, up to now while people come, else up to the last who came."""
    if not minutes or most < 1:
        return []
    counts: Counter[datetime] = Counter()
    for minute in minutes:
        counts[_floor(minute.at.astimezone(zone))] += minute.check_ins
    current, last = _floor(now.astimezone(zone)), max(counts)
    end = current if timedelta() <= current - last <= most * STEP / 2 else last
    start = max(min(counts), end - (most - 1) * STEP)
    steps = int((end - start) / STEP) + 1
    return [Bar(at, counts[at], at == current) for at in (start + n * STEP for n in range(steps))]


def clear_by(found: Arrivals, now: datetime) -> datetime | None:
    """When all who are expected would be in at the rate of the last ten minutes; None where that says nothing.

    A rate of less than one guest in two minutes, or an end more than three hours away, is no estimate.
    """
    if not found.absent or found.per_minute < _LEAST_RATE:
        return None
    left = timedelta(minutes=found.absent / found.per_minute)
    return now + left if left <= _FURTHEST else None


def _floor(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % 5, second=0, microsecond=0)
