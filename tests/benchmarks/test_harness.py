import pytest

from benchmarks.harness import Budget, Result, Timing, compare, measure, table, time_each


def test_our_way_and_the_floor_run_in_turn_after_the_warm_up() -> None:
    order: list[str] = []

    ours, floor = time_each([lambda: order.append("ours"), lambda: order.append("floor")], runs=5, warm_up=1)

    assert order == ["ours", "floor"] * 6
    assert len(ours.samples) == len(floor.samples) == 5


def test_fewer_than_five_runs_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        time_each([lambda: None], runs=4)


def test_the_p99_is_a_run_that_happened() -> None:
    assert Timing(tuple(map(float, range(1, 201)))).p99 == 198.0
    assert Timing((1.0, 2.0, 3.0)).p99 == 3.0


@pytest.mark.parametrize(
    ("budget", "ok"),
    [
        (Budget(median_ms=2), True),
        (Budget(median_ms=1.9), False),
        (Budget(median_ms=2, p99_ms=3), True),
        (Budget(p99_ms=2.9), False),
        (Budget(times_floor=2), True),
        (Budget(times_floor=1.9), False),
    ],
)
def test_a_budget_holds_only_when_every_limit_does(budget: Budget, ok: bool) -> None:
    ours, floor = Timing((1.0, 2.0, 3.0)), Timing((1.0, 1.0, 1.0))

    assert compare("scan", 1_000, ours, floor, budget).ok is ok


def test_the_table_shows_growth_against_the_smallest_size() -> None:
    small = Result("scan", 1_000, 0.2, 0.4, 0.1, 2.0, "median ≤ 0.6 ms", ok=True)
    large = Result("scan", 100_000, 0.3, 0.5, 0.1, 3.0, "median ≤ 0.6 ms", ok=True)

    first, second = table([small, large]).splitlines()[2:]

    assert "×" not in first.partition("median")[0]
    assert "100,000  0.300 ms  0.500 ms  0.100 ms   3.00  × 1.50" in second


def test_a_benchmark_without_a_floor_shows_none() -> None:
    result = measure("backup", 0, lambda: None, None, Budget(median_ms=500))

    assert result.floor_ms is None
    assert result.ratio is None
    assert result.ok
