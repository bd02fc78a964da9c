"""How fast guests come: minute by minute, the rate, when the last would be in, and the picture of it.

The picture is a plan in a unit square, so that the window and the paper draw the same one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

RATE_MINUTES = 10
MINUTE = timedelta(minutes=1)
_LEAST_RATE = 0.5
_FURTHEST = timedelta(hours=3)
_STILL_COMING = timedelta(minutes=30)
_LEVELS = 5
_LEAST_STEPS = 20
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)


@dataclass(frozen=True, slots=True)
class Step:
    """A minute that begins ``at``: who came in it, and how many a minute came in the ten that end with it."""

    at: datetime
    came: int
    rate: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in a square of width and height 1, the origin at the bottom left.

    ``bars`` are left, width and height; ``line`` is the rate; ``hours`` and ``levels`` are places with what to
    write there.
    """

    bars: tuple[tuple[float, float, float], ...] = ()
    line: tuple[tuple[float, float], ...] = ()
    hours: tuple[tuple[float, str], ...] = ()
    levels: tuple[tuple[float, str], ...] = ()


def curve(came: Iterable[tuple[datetime, int]], now: datetime, most: int) -> list[Step]:
    """The last ``most`` minutes without gaps: up to ``now`` while people come, else up to the last who came.

    ``came`` is how many came in the minute that begins then, by whole minutes.
    """
    counts = dict(came)
    if not counts or most < 1:
        return []
    current, last = _minute(now), max(counts)
    end = current if timedelta() <= current - last <= _STILL_COMING else last
    start = max(min(counts), end - (most - 1) * MINUTE)
    steps = []
    for number in range(int((end - start) / MINUTE) + 1):
        at = start + number * MINUTE
        recent = sum(counts.get(at - back * MINUTE, 0) for back in range(RATE_MINUTES))
        steps.append(Step(at, counts.get(at, 0), recent / RATE_MINUTES))
    if end == current:
        # The minute that is still running would pull the line down with what has not come of it yet.
        before = counts.get(current - RATE_MINUTES * MINUTE, 0)
        minutes = RATE_MINUTES + (now - current) / MINUTE
        steps[-1] = Step(current, steps[-1].came, (steps[-1].rate * RATE_MINUTES + before) / minutes)
    return steps


def clear_by(absent: int, per_minute: float, now: datetime) -> datetime | None:
    """When all who are expected would be in at this rate; None where that says nothing.

    A rate of less than one guest in two minutes, or an end more than three hours away, is no estimate.
    """
    if not absent or per_minute < _LEAST_RATE:
        return None
    left = timedelta(minutes=absent / per_minute)
    return now + left if left <= _FURTHEST else None


def plan(steps: Sequence[Step], zone: ZoneInfo, most_hours: int) -> Plan:
    """The picture of ``steps`` with at most ``most_hours`` times under it, as the clock at the event shows them.

    The first minutes stand at its right end: two bars as wide as the picture would look like a whole morning.
    """
    if not steps:
        return Plan()
    before = range(len(steps) - _LEAST_STEPS, 0)
    steps = [*(Step(steps[0].at + number * MINUTE, 0, 0.0) for number in before), *steps]
    top, levels = _levels(max(1.0, *(max(step.came, step.rate) for step in steps)))
    wide = 1 / len(steps)
    tick = next((n for n in _TICKS if len(steps) / n <= most_hours), _TICKS[-1])
    hours = []
    for number, step in enumerate(steps):
        there = step.at.astimezone(zone)
        if (there.hour * 60 + there.minute) % tick == 0:
            hours.append(((number + 0.5) * wide, f"{there:%H:%M}"))
    return Plan(
        bars=tuple((number * wide, wide, step.came / top) for number, step in enumerate(steps) if step.came),
        line=tuple(((number + 0.5) * wide, step.rate / top) for number, step in enumerate(steps)),
        hours=tuple(hours),
        levels=tuple((level / top, str(level)) for level in levels),
    )


def _levels(highest: float) -> tuple[float, list[int]]:
    """The height of the picture and the round numbers to mark in it."""
    step = next(
        size * 10**power for power in range(12) for size in (1, 2, 5) if highest / (size * 10**power) <= _LEVELS
    )
    levels = list(range(step, int(highest) + 1, step)) or [step]
    return max(highest * 1.08, levels[-1]), levels


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
