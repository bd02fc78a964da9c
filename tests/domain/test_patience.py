"""Trying in vain costs time, the longer the oftener; what went well, or was long ago, costs nothing."""

from desktop.domain.patience import Patience


def tried(patience: Patience, times: int, now: float = 100.0) -> float:
    for _time in range(times):
        patience.fail(now)
    return patience.wait(now)


def test_a_few_failures_cost_nothing_and_the_last_one_allowed_a_pause() -> None:
    patience = Patience(5, 30, 900)
    assert tried(patience, 4) == 0
    assert tried(patience, 1) == 30
    assert patience.wait(115) == 15
    assert patience.wait(130) == 0


def test_each_failure_after_it_doubles_the_pause_up_to_the_longest() -> None:
    patience = Patience(1, 30, 900)
    assert [tried(patience, 1) for _time in range(7)] == [30, 60, 120, 240, 480, 900, 900]
    assert tried(patience, 2_000) == 900


def test_what_went_well_forgets_what_failed() -> None:
    patience = Patience(2, 30, 900)
    tried(patience, 2)
    patience.settle()
    assert patience.wait(100) == 0
    assert tried(patience, 1) == 0


def test_what_failed_long_ago_does_not_count() -> None:
    patience = Patience(2, 30, 900)
    tried(patience, 2)
    assert tried(patience, 1, now=100 + 30 + 901) == 0
