"""Hard limits: times that may not be passed, whether they hold, and what could be left out to hold them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.domain.running_order import Expected, PlannedItem, RunState, Span, Standing, due, expected

_LEFT = frozenset({Standing.COMING, Standing.RUNNING, Standing.HELD})
_COUNTS = _LEFT | {Standing.DONE}


class Colour(StrEnum):
    """Whether a limit holds, is near, or breaks."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Limit:
    """That ``items`` are over at ``at``; it is near ``warn_seconds`` before it would break."""

    at: datetime
    warn_seconds: int
    items: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Judged:
    """How a limit stands. ``predicted`` is when the last of its items is over (None: none will be).

    ``late`` is by how many seconds that is too late, below 0 in time; ``last`` is that item. ``past`` says that
    all are over and nothing can be done any more.
    """

    colour: Colour
    predicted: datetime | None = None
    late: float = 0
    last: UUID | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Saving:
    """An item that could be left out, and how many ``seconds`` earlier the limit's items would be over.

    It is ``enough`` if the limit would hold then; ``shorten`` is how many seconds of it would do, or 0. An item that
    runs, or that the limit is about, can only be shortened, which ``skip`` False says.
    """

    item: UUID
    seconds: float
    enough: bool
    shorten: float
    skip: bool


def judge(limit: Limit, expecteds: Iterable[Expected]) -> Judged:
    """How ``limit`` stands, given the times of all items, of several running orders if need be."""
    about = [one for one in expecteds if one.item in limit.items and one.standing in _COUNTS]
    if not about:
        return Judged(Colour.GREEN)
    last = max(about, key=lambda one: one.end)
    late = (last.end - limit.at).total_seconds()
    past = all(one.standing is Standing.DONE for one in about)
    near = late >= -limit.warn_seconds and not past
    colour = Colour.RED if late > 0 else Colour.AMBER if near else Colour.GREEN
    return Judged(colour, last.end, late, last.item, past)


def savings(
    limit: Limit,
    items: Sequence[PlannedItem],
    spans: Sequence[Span],
    state: RunState,
    now: datetime,
    *,
    kept: Collection[UUID] = (),
    whole: bool = False,
) -> list[Saving]:
    """What could be left out or cut short in a running order so that ``limit`` holds: spare items first, then in order.

    No item with a fixed time or among ``kept`` is proposed, and none that is over; the one that runs can be shortened.
    A limit about the ``whole`` order may lose any of its items, another only those that it isn't about.
    """
    before = expected(items, spans, state, now)
    judged = judge(limit, before)
    if judged.predicted is None or judged.past:
        return []
    found = []
    for item, span, one in _proposed(items, spans, before, judged.predicted, kept):
        coming = one.standing is Standing.COMING
        after = judge(limit, expected(items, spans, _without(item, span, state, now), now)).predicted
        # What only begins at its expected start, however short, is over no earlier.
        own = one.start if coming and item.id in limit.items and not whole else None
        predicted = max((end for end in (after, own) if end is not None), default=one.start)
        saved = (judged.predicted - predicted).total_seconds()
        if saved > 0:
            enough = saved >= judged.late
            # Who leaves an item out saves the wait for it too, which nobody can cut from it.
            fits = enough and (not coming or judged.late < (one.end - one.start).total_seconds())
            shorten = max(judged.late, 0.0) if fits else 0.0
            found.append(Saving(item.id, saved, enough, shorten, skip=coming and own is None))
    return found


def _proposed(
    items: Sequence[PlannedItem],
    spans: Sequence[Span],
    expecteds: Sequence[Expected],
    predicted: datetime,
    kept: Collection[UUID],
) -> Iterator[tuple[PlannedItem, Span, Expected]]:
    """What runs or is to come before a limit's last item is over, and may be shorter than planned."""
    found = [
        (item, span, one)
        for item, span, one in zip(items, spans, expecteds, strict=True)
        if not (one.standing not in _LEFT or item.fixed_end or item.id in kept or one.start > predicted)
        and not (item.fixed_start and one.standing is Standing.COMING)
    ]
    return iter(sorted(found, key=lambda each: not each[0].skipped))


def _without(item: PlannedItem, span: Span, state: RunState, now: datetime) -> RunState:
    """The state if ``item`` were left out, or over at once where it runs."""
    run = state.current
    if run is None or state.last != item.id:
        return replace(state, skipped=state.skipped | {item.id})
    left = (due(item, span, run, now) - max(now, run.start)).total_seconds()
    cut = replace(run, added=run.added - max(int(left), 0))
    return replace(state, runs={**state.runs, item.id: (*state.runs[item.id][:-1], cut)})
