"""A running order: the expected times of 400 items after something was done to it or changed in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from benchmarks.harness import Budget, Result, alone, measure
from desktop.domain.limits import Limit, judge
from desktop.domain.programme import RunAct
from desktop.domain.running_order import PlannedItem, RunFact, expected, state_of, times

EXPECTED, CHANGED = "expected times after an act", "expected times after a change of the plan, ten limits judged"
BUDGET = Budget(median_ms=2)
_BEGIN = datetime(2023, 4, 12, 1, 0, tzinfo=UTC)
_ITEMS, _RUNS = 400, 200


def main(_sizes: Sequence[int] = (), runs: int = _RUNS) -> list[Result]:
    """Half of the items are over; the floor adds up the same lengths."""
    items = [_item(n) for n in range(_ITEMS)]
    spans, facts = times(items, _BEGIN), _facts(items[: _ITEMS // 2])
    now = facts[-1].at + timedelta(minutes=9)
    limits = [Limit(now + timedelta(hours=n), 300, frozenset(one.id for one in items[n::7])) for n in range(10)]

    def act() -> object:
        return expected(items, spans, state_of(items, facts), now)

    def change() -> object:
        plan = [*items[:-1], replace(items[-1], seconds=61)]
        found = expected(plan, times(plan, _BEGIN), state_of(plan, facts), now)
        return [judge(limit, found) for limit in limits]

    def floor() -> object:
        start, found = _BEGIN, []
        for item in items:
            end = start + timedelta(seconds=item.seconds)
            found.append((item.id, start, end))
            start = end
        return found

    return [
        measure(EXPECTED, _ITEMS, act, floor, BUDGET, runs, warm_up=3),
        measure(CHANGED, _ITEMS, change, floor, BUDGET, runs, warm_up=3),
    ]


def _item(n: int) -> PlannedItem:
    """Every seventh says when it starts, every fiftieth may not move, every thirtieth is spare."""
    starts_at = _BEGIN + timedelta(minutes=2 * n) if n % 7 == 0 else None
    return PlannedItem(UUID(int=n + 1), starts_at, 90, fixed_start=n % 350 == 0, skipped=n % 30 == 29)


def _facts(items: Sequence[PlannedItem]) -> list[RunFact]:
    return [RunFact(item.id, RunAct.START, _BEGIN + timedelta(seconds=100 * n)) for n, item in enumerate(items)]


if __name__ == "__main__":
    alone(main)
