"""The times of a running order: planned, and expected while it runs.

A running order is the items of one day and hall. An item without a start of its own *follows* the one before it. What
was done is a list of facts, from which alone the state comes: nothing is lost with a program that dies, and a clock
that is set back shortens nothing below zero. All moments are aware.

What runs late or early shifts what is to come. Items that follow move with it, earlier too. One that says when it
starts never moves earlier, and the gap before it absorbs a delay. One with a fixed start doesn't move at all, and one
with a fixed end is over when planned: a delay goes through either as through a gap as long as the item.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from desktop.domain.programme import RunAct

_NOTHING = timedelta()
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """What an item's times are reckoned from. ``skipped`` is planned as skipped: nothing waits for it."""

    id: UUID
    starts_at: datetime | None
    seconds: int
    fixed_start: bool = False
    fixed_end: bool = False
    skipped: bool = False


class Span(NamedTuple):
    """From when to when."""

    start: datetime
    end: datetime


class RunFact(NamedTuple):
    """One thing that was done to a running order. ``seconds`` counts for ``RunAct.ADD``."""

    item: UUID
    act: RunAct
    at: datetime
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One time that an item ran: how much it was given by hand, how long it was held, since when it still is."""

    start: datetime
    end: datetime | None = None
    added: int = 0
    held: timedelta = _NOTHING
    held_at: datetime | None = None

    def paused(self, now: datetime) -> timedelta:
        """How long it was held until ``now``."""
        return self.held if self.held_at is None else self.held + max(now - self.held_at, _NOTHING)

    def elapsed(self, now: datetime) -> timedelta:
        """How long it ran until ``now`` or until it was over, without what it was held; never below zero."""
        return max((self.end or now) - self.start - self.paused(self.end or now), _NOTHING)

    def ended(self, at: datetime) -> "Run":
        """The same run, over."""
        return replace(self, end=max(at, self.start), held=self.paused(at), held_at=None)


class Standing(StrEnum):
    """Where an item stands. ``PASSED`` is one that another was started over, without a word."""

    COMING = "coming"
    RUNNING = "running"
    HELD = "held"
    DONE = "done"
    SKIPPED = "skipped"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class RunState:
    """What all facts amount to: the item that was ``last`` started, all runs of each, and what is skipped."""

    last: UUID | None
    runs: Mapping[UUID, tuple[Run, ...]]
    skipped: frozenset[UUID]

    @property
    def current(self) -> Run | None:
        """The run that isn't over."""
        run = self.runs[self.last][-1] if self.last is not None else None
        return run if run is not None and run.end is None else None

    @property
    def running(self) -> UUID | None:
        """The item that runs, held or not."""
        return self.last if self.current is not None else None


class Expected(NamedTuple):
    """An item with its times: of one that runs or is to come as expected, of one that is over as it was.

    Those of an item that is skipped or passed over are the planned ones. ``shift`` is how many seconds later than
    planned it starts (below 0: earlier), ``overlap`` how many seconds those before it run into its fixed start.
    """

    item: UUID
    standing: Standing
    planned: Span
    start: datetime
    end: datetime
    shift: float = 0
    overlap: float = 0


def times(items: Sequence[PlannedItem], begin: datetime) -> list[Span]:
    """When each item is planned.

    Those before the first that says when it starts are over when that one starts; where none says, the first starts
    at ``begin``.
    """
    free = _first_start(items, begin)
    spans: list[Span] = []
    for item in items:
        # In UTC, because a day with another clock in it would deceive the sum.
        start = free if item.starts_at is None else item.starts_at.astimezone(UTC)
        end = start + timedelta(seconds=item.seconds)
        spans.append(Span(start, end))
        if not item.skipped:
            free = end
    return spans


def state_of(items: Iterable[PlannedItem], facts: Iterable[RunFact]) -> RunState:
    """What ``facts``, in the order in which they were done, make of ``items``; what makes no sense counts nothing."""
    fold = _Fold({item.id for item in items if item.skipped})
    known = {item.id for item in items}
    for fact in facts:
        if fact.item in known:
            fold.take(fact)
    return RunState(fold.last, {key: tuple(runs) for key, runs in fold.runs.items()}, frozenset(fold.skipped))


def expected(
    items: Sequence[PlannedItem], spans: Sequence[Span], state: RunState, now: datetime
) -> tuple[Expected, ...]:
    """The times of each item at ``now``; ``spans`` are those planned, as ``times`` says them.

    Before anything was started what is to come waits for it, until the whole day is past.
    """
    here = next((n for n, item in enumerate(items) if item.id == state.last), -1)
    past = [_past(item, span, state) for item, span in zip(items[: max(here, 0)], spans, strict=False)]
    if here < 0 and spans and now >= max(span.end for span in spans):
        return tuple(_coming(items, spans, state, datetime.min.replace(tzinfo=UTC), _Way(spans[0].start)))
    way = _Way(spans[0].start if spans else now)
    if here >= 0:
        past.append(_current(items[here], spans[here], state, now))
        way = _Way(_chained(items, spans, here), _NOTHING)
        way.shift = past[-1].end - way.cursor
    return (*past, *_coming(items[here + 1 :], spans[here + 1 :], state, now, way))


def due(item: PlannedItem, span: Span, run: Run, now: datetime) -> datetime:
    """When a running item is to be over, however late it is: what it was given and held counts."""
    given = timedelta(seconds=run.added)
    if item.fixed_end:
        return max(run.start, span.end + given)
    return max(run.start, run.start + timedelta(seconds=item.seconds) + given + run.paused(now))


def offset(expecteds: Sequence[Expected], state: RunState) -> tuple[float, float]:
    """How many seconds the running order is late (below 0: early), and how many without its own late first start.

    It is by how much the running item will be over later than planned, or the next one start.
    """
    by_item = {one.item: one for one in expecteds}
    if (running := state.running) is not None:
        late = (by_item[running].end - by_item[running].planned.end).total_seconds()
    else:
        late = next((one.shift for one in expecteds if one.standing is Standing.COMING), 0.0)
    first = min(((runs[0].start, key) for key, runs in state.runs.items()), default=None)
    return late, late if first is None else late - (first[0] - by_item[first[1]].planned.start).total_seconds()


def pushed(items: Sequence[PlannedItem], spans: Sequence[Span], expecteds: Sequence[Expected]) -> list[PlannedItem]:
    """The plan with the delay written into it.

    What starts later than planned gets a start on the next whole minute, where what it follows doesn't bring it there
    anyway. What was skipped is planned as skipped, a spare item that is to come as one that happens; what was begun
    keeps its planned time.
    """
    plan: list[PlannedItem] = []
    begin = free = spans[0].start if spans else datetime.min.replace(tzinfo=UTC)
    for item, span, one in zip(items, spans, expecteds, strict=True):
        coming = one.standing is Standing.COMING
        if one.standing is Standing.SKIPPED or (item.skipped and not coming):
            plan.append(replace(item, skipped=True))
            continue
        fresh, start = replace(item, skipped=False), free if item.starts_at is None and coming else span.start
        if coming and one.start > start and not item.fixed_start:
            start = max(_whole_minute(one.start), free)
        if start != (free if item.starts_at is None else span.start):
            fresh = replace(fresh, starts_at=start)
        if coming and item.fixed_end:
            fresh = replace(fresh, seconds=max(int((span.end - start).total_seconds()), 1))
        plan.append(fresh)
        free = start + timedelta(seconds=fresh.seconds)
    return _begun_as_before(plan, begin)


def _begun_as_before(plan: list[PlannedItem], begin: datetime) -> list[PlannedItem]:
    """The first item says when it starts, if by now another would say it for it."""
    first = next((n for n, item in enumerate(plan) if not item.skipped), None)
    if first is not None and plan[first].starts_at is None and times(plan, begin)[first].start != begin:
        plan[first] = replace(plan[first], starts_at=begin)
    return plan


class _Fold:
    """The state as fact after fact is taken in."""

    def __init__(self, skipped: set[UUID]) -> None:
        self.last: UUID | None = None
        self.runs: dict[UUID, list[Run]] = {}
        self.skipped = skipped

    def take(self, fact: RunFact) -> None:
        run = self.runs[self.last][-1] if self.last is not None else None
        runs = run is not None and run.end is None
        if fact.act is RunAct.SKIP and not (runs and fact.item == self.last):
            self.skipped.add(fact.item)
        elif fact.act is RunAct.UNSKIP:
            self.skipped.discard(fact.item)
        elif fact.act is RunAct.START and not (runs and fact.item == self.last):
            if runs and run is not None:
                self._put(run.ended(fact.at))
            self.last = fact.item
            self.runs.setdefault(fact.item, []).append(Run(fact.at))
            self.skipped.discard(fact.item)
        elif runs and run is not None and fact.item == self.last:
            self._put(_changed(run, fact))

    def _put(self, run: Run) -> None:
        if self.last is not None:
            self.runs[self.last][-1] = run


def _changed(run: Run, fact: RunFact) -> Run:
    """A run that isn't over, after ``fact``."""
    if fact.act is RunAct.STOP:
        return run.ended(fact.at)
    if fact.act is RunAct.ADD:
        return replace(run, added=run.added + fact.seconds)
    if fact.act is RunAct.HOLD and run.held_at is None:
        return replace(run, held_at=fact.at)
    if fact.act is RunAct.RESUME:
        return replace(run, held=run.paused(fact.at), held_at=None)
    return run


class _Way:
    """How far the plan has come, and by how much what comes next is shifted against it."""

    __slots__ = ("cursor", "shift")

    def __init__(self, cursor: datetime, shift: timedelta = _NOTHING) -> None:
        self.cursor, self.shift = cursor, shift


def _past(item: PlannedItem, span: Span, state: RunState) -> Expected:
    if item.id in state.skipped:
        return Expected(item.id, Standing.SKIPPED, span, *span)
    runs = state.runs.get(item.id)
    if runs is None:
        return Expected(item.id, Standing.PASSED, span, *span)
    return _was(item, span, Standing.DONE, runs[-1].start, runs[-1].end or runs[-1].start)


def _current(item: PlannedItem, span: Span, state: RunState, now: datetime) -> Expected:
    run = state.runs[item.id][-1]
    if run.end is not None:
        standing = Standing.SKIPPED if item.id in state.skipped else Standing.DONE
        return _was(item, span, standing, run.start, run.end)
    standing = Standing.RUNNING if run.held_at is None else Standing.HELD
    return _was(item, span, standing, run.start, max(due(item, span, run, now), now))


def _was(item: PlannedItem, span: Span, standing: Standing, start: datetime, end: datetime) -> Expected:
    return Expected(item.id, standing, span, start, end, (start - span.start).total_seconds())


def _chained(items: Sequence[PlannedItem], spans: Sequence[Span], here: int) -> datetime:
    """When the plan has the stage free after the item at ``here``; for a spare one nothing waits."""
    for n in range(here, -1, -1):
        if not items[n].skipped:
            return spans[n].end
    return spans[here].start


def _coming(
    items: Sequence[PlannedItem], spans: Sequence[Span], state: RunState, now: datetime, way: _Way
) -> Iterator[Expected]:
    """The times of what is to come, given where those before it left off."""
    for item, span in zip(items, spans, strict=True):
        skipped = item.id in state.skipped
        if item.skipped:
            if skipped:
                yield Expected(item.id, Standing.SKIPPED, span, *span)
            else:
                yield _unplanned(item, span, now, way)
            continue
        if item.starts_at is not None:
            way.shift = max(way.shift - max(span.start - way.cursor, _NOTHING), _NOTHING)
        way.cursor = span.end
        length = span.end - span.start
        if skipped:
            way.shift -= length
            yield Expected(item.id, Standing.SKIPPED, span, *span)
            continue
        yield _placed(item, span, length, now, way)


def _placed(item: PlannedItem, span: Span, length: timedelta, now: datetime, way: _Way) -> Expected:
    # Once the time of what can't move is past it is late, though nothing before it was: what follows it waits.
    waits = item.fixed_start and now - span.start > way.shift
    if waits:
        way.shift = now - span.start
    if item.fixed_start:
        start, overlap = span.start, way.shift.total_seconds()
    else:
        start, overlap = max(span.start + way.shift, now), 0.0
        way.shift = start - span.start
    if waits and not item.fixed_end:
        end = now + length
    elif item.fixed_start or item.fixed_end:
        end = max(start, span.end)
        way.shift = max(way.shift - length, _NOTHING)
    else:
        end = start + length
    return Expected(item.id, Standing.COMING, span, start, end, (start - span.start).total_seconds(), overlap)


def _unplanned(item: PlannedItem, span: Span, now: datetime, way: _Way) -> Expected:
    """A spare item that will be: the plan has no time for it, so that all it takes is delay."""
    free = way.cursor + way.shift
    if item.starts_at is None:
        start, overlap = max(free, now), 0.0
    elif item.fixed_start:
        start, overlap = span.start, max((free - span.start).total_seconds(), 0.0)
    else:
        start, overlap = max(free, span.start, now), 0.0
    end = max(start, span.end) if item.fixed_end else start + (span.end - span.start)
    way.shift = max(free, end) - way.cursor
    return Expected(item.id, Standing.COMING, span, start, end, (start - span.start).total_seconds(), overlap)


def _first_start(items: Sequence[PlannedItem], begin: datetime) -> datetime:
    before = 0
    for item in items:
        if item.skipped:
            continue
        if item.starts_at is not None:
            return item.starts_at.astimezone(UTC) - timedelta(seconds=before)
        before += item.seconds
    return begin


def _whole_minute(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + _MINUTE
