"""The day of a visit as it is expected to go: what happened moves what follows, and limits are told to break in time.

Legs and stays are steps; links say what waits for what, and how long getting from one to the other takes. A gap that
was planned longer than that absorbs a delay. A plan that leaves less is taken at its word: as long as nothing is late,
everything is expected as planned. All moments are aware UTC, so that neither midnight nor another clock deceives.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.travel import Travel

TIGHT = timedelta(minutes=10)
"""Whoever has no more than this left before a limit is told."""
LATE = timedelta(minutes=5)
"""What moved by less is not worth a word, nor a call."""
_HOUR = timedelta(hours=1)
_NOTHING = timedelta()
_TICK = timedelta(microseconds=1)


class Pressure(StrEnum):
    """How a step or a limit stands, worst last."""

    CALM = "calm"
    TIGHT = "tight"
    BREAKS = "breaks"


class Standing(StrEnum):
    """Where a step stands."""

    COMING = "coming"
    UNDER_WAY = "under_way"
    OVER = "over"


class Step(NamedTuple):
    """A leg (leaves, arrives) or a group's stay at a stop (comes, goes) as planned, and what is known to be so.

    ``route`` are the sites of a leg whose length depends on when it leaves.
    """

    key: Hashable
    start: datetime
    end: datetime
    began: datetime | None = None
    ended: datetime | None = None
    route: tuple[UUID, UUID] | None = None


class Link(NamedTuple):
    """``after`` waits for ``before``, and begins ``minutes`` later at the soonest."""

    before: Hashable
    after: Hashable
    minutes: int = 0


class Times(NamedTuple):
    """When a step began or is expected to, and when it ended or is expected to."""

    start: datetime
    end: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class Margin:
    """How a limit stands: ``left`` is what remains before it, below zero by how much it breaks."""

    left: timedelta

    @property
    def pressure(self) -> Pressure:
        """Its colour."""
        if self.left < _NOTHING:
            return Pressure.BREAKS
        return Pressure.TIGHT if self.left < TIGHT else Pressure.CALM

    @property
    def over(self) -> int:
        """Minutes by which it breaks, each begun one counted."""
        return max(0, minutes(-self.left))


def minutes(span: timedelta) -> int:
    """Whole minutes of ``span``, each begun one counted; below zero where it is."""
    return int(-(-span.total_seconds() // 60))


def minutes_late(span: timedelta) -> int:
    """Minutes of ``span`` as clocks without seconds show them; below zero where it is."""
    return int(span.total_seconds() // 60)


def worst(pressures: Iterable[Pressure]) -> Pressure:
    """The worst of these; calm for none."""
    order = list(Pressure)
    return max(pressures, key=order.index, default=Pressure.CALM)


def expected(
    steps: Sequence[Step], links: Iterable[Link], travel: Travel, zone: ZoneInfo, now: datetime
) -> dict[Hashable, Times]:
    """When each step begins and ends, as far as is known at ``now``; a link that leads back in the plan counts nothing.

    What has not happened yet will not have happened before ``now``, unless something that waits for it has: then it is
    over. A day that is past without a word went as planned.
    """
    order = sorted(steps, key=lambda step: (step.start, step.end))
    places = {step.key: place for place, step in enumerate(order)}
    before: defaultdict[Hashable, list[Link]] = defaultdict(list)
    for link in links:
        if places.get(link.before, len(order)) < places.get(link.after, -1):
            before[link.after].append(link)
    over = _overtaken(order, before)
    told = any(step.began or step.ended for step in steps)
    clock = _Clock(travel, zone, now if told or any(now < step.end for step in steps) else None)
    found: dict[Hashable, Times] = {}
    for step in order:
        start = step.start
        for link in before[step.key]:
            earlier = order[places[link.before]]
            gap = min(timedelta(minutes=link.minutes), step.start - earlier.end)
            start = max(start, found[link.before].end + gap)
        found[step.key] = clock.timed(step, start, over.get(step.key))
    return found


def _overtaken(order: Sequence[Step], before: Mapping[Hashable, Sequence[Link]]) -> dict[Hashable, datetime]:
    """Steps that something which waits for them has overtaken, with when that happened at the earliest."""
    found: dict[Hashable, datetime] = {}
    for step in reversed(order):
        happened = [at for at in (step.began, step.ended, found.get(step.key)) if at is not None]
        if happened:
            for link in before.get(step.key, ()):
                found[link.before] = min(*happened, found.get(link.before, happened[0]))
    return found


@dataclass(frozen=True, slots=True)
class _Clock:
    """Puts steps on the clock; ``now`` is None where nothing waits for it any more."""

    travel: Travel
    zone: ZoneInfo
    now: datetime | None

    def timed(self, step: Step, start: datetime, over: datetime | None) -> Times:
        """The times of a step that can begin at ``start``, and was overtaken at ``over``."""
        known = [at for at in (step.ended, over) if at is not None]
        if step.began is not None:
            start = step.began
        elif known:
            start = min(start, *known)
        elif self.now is not None:
            start = max(start, self.now)
        if step.ended is not None:
            return Times(start, step.ended, Standing.OVER)
        end = self._end(step, start)
        if over is not None or self.now is None:
            return Times(start, end if over is None else max(start, min(end, over)), Standing.OVER)
        return Times(start, max(end, self.now), Standing.UNDER_WAY if step.began else Standing.COMING)

    def _end(self, step: Step, start: datetime) -> datetime:
        """When a step that begins at ``start`` ends: a stay keeps its length, a leg takes what the hour asks."""
        route = step.route
        if route is None:
            return max(step.end, start + (step.end - step.start))
        if start == step.start or (usual := self._leg(route, step.start)) is None:
            return start + (step.end - step.start)
        extra = step.end - step.start - usual

        def there(leaves: datetime, hour: datetime) -> datetime:
            return leaves + max(_NOTHING, extra + (self._leg(route, hour) or _NOTHING))

        first, last = sorted((step.start, start))
        turns = [there(at, at - _TICK) for at in _hours(first, last, self.zone)]
        # Whoever leaves later is not there sooner, though the road be free by then.
        return max(there(start, start), step.end, *turns) if start > step.start else min(there(start, start), step.end)

    def _leg(self, route: tuple[UUID, UUID], at: datetime) -> timedelta | None:
        minutes = self.travel.leg(*route, at.astimezone(self.zone).hour)
        return None if minutes is None else timedelta(minutes=minutes)


def _hours(first: datetime, last: datetime, zone: ZoneInfo) -> list[datetime]:
    """The full hours after ``first`` until ``last``, of its last day."""
    since = max(first, last - timedelta(days=1)).astimezone(zone).replace(minute=0, second=0, microsecond=0)
    at = since.astimezone(UTC) + _HOUR
    found = []
    while at <= last:
        found.append(at)
        at += _HOUR
    return found
