"""A plan for 24 groups, 12 stops, 8 vehicles and 300 people: the first one, and the best of ten seconds.

The floor looks once at each two groups at each stop.
"""

from collections.abc import Sequence
from random import Random
from time import perf_counter
from uuid import UUID
from zoneinfo import ZoneInfo

from benchmarks.harness import Budget, Result, alone, measure
from desktop.domain.travel import Travel
from desktop.domain.visit_planner import Bus, Guest, Halt, Party, Planned, Problem, Tie
from desktop.domain.visit_planner_search import plan
from desktop.domain.visits import Leaders

FIRST, BEST = "first plan of a visit of 24 groups", "best plan of a visit of 24 groups in 10 s"
_SITES, _HALLS, _GROUPS, _BUSES, _PEOPLE, _RUNS, _SECONDS = 4, 3, 24, 8, 300, 5, 10.0
_HOUR, _VISIT, _NINE = 3_600, 1_800, 32_400


def main(
    _sizes: Sequence[int] = (), runs: int = _RUNS, seconds: float = _SECONDS, groups: int = _GROUPS
) -> list[Result]:
    """Everybody stands in a group and is to be at the same stop at once, which takes two groups."""
    problem = tour(groups, people=_PEOPLE * groups // _GROUPS)
    first = plan(problem)
    ends: list[Planned] = []

    def best() -> object:
        began = perf_counter()
        ends.append(plan(problem, seconds))
        assert perf_counter() - began < seconds + 1
        return ends[-1]

    def floor() -> object:
        spans = [one.spans for one in problem.parties]
        return sum(one[halt.id] < two[halt.id] for halt in problem.halts for one in spans for two in spans)

    results = [
        measure(FIRST, _PEOPLE, lambda: plan(problem), floor, Budget(median_ms=1_000), runs, warm_up=1),
        measure(BEST, _PEOPLE, best, None, Budget(median_ms=(seconds + 0.1) * 1_000), runs, warm_up=0),
    ]
    assert not first.unmet
    assert all(one.cost <= first.cost and not one.unmet for one in ends)
    return results


def tour(groups: int = _GROUPS, buses: int = _BUSES, people: int = _PEOPLE) -> Problem:
    """Four sites with three halls each; nobody has a vehicle yet."""
    dice, base = Random(6), _key(2, _SITES)
    halts = tuple(
        Halt(_key(1, n), _key(2, n // _HALLS), _NINE, _NINE + 11 * _HOUR, 30, 3, 2, meal=n // _HALLS == 2)
        for n in range(_SITES * _HALLS)
    )
    spans = {one.id: (_NINE + n * _VISIT, _NINE + (n + 1) * _VISIT) for n, one in enumerate(halts)}
    pairs = {(_key(2, a), _key(2, b)): ((0, 20 + 5 * a), (17, 40)) for a in range(_SITES + 1) for b in range(a)}
    guests = tuple(
        Guest(_key(5, n), _key(3, n % groups), wheelchair=n % 60 == 0, leader=n < buses, delegation=_key(6, n % groups))
        for n in range(people)
    )
    ties = tuple(Tie(_key(5, dice.randrange(people)), _key(5, dice.randrange(people)), apart=True) for _n in range(20))
    vehicles = tuple(Bus(_key(4, n), 45, 2, 12, home=base, goal=base) for n in range(buses))
    parties = tuple(Party(_key(3, n), spans) for n in range(groups))
    travel = Travel(pairs, {one.site: 3 for one in halts})
    return Problem(
        halts, parties, vehicles, guests, _NINE - _HOUR, _NINE + 12 * _HOUR, ZoneInfo("UTC"),
        tuple(tie for tie in ties if tie.one != tie.other), Leaders.APART, travel, (12 * _HOUR, 14 * _HOUR),
    )  # fmt: skip


def _key(kind: int, number: int) -> UUID:
    return UUID(int=kind * 1_000 + number)


if __name__ == "__main__":
    alone(main)
