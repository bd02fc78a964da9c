"""How fast guests come, and the picture of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.arrival_curve import MINUTE, Plan, clear_by, curve, plan

NOON = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


def test_minutes_have_no_gaps_and_carry_the_rate_of_the_ten_that_end_with_them() -> None:
    steps = curve([(NOON, 20), (NOON + 4 * MINUTE, 10)], NOON + 12.5 * MINUTE, 60)

    assert [step.came for step in steps] == [20, 0, 0, 0, 10, *[0] * 8]
    assert [steps[at].rate for at in (0, 4, 9, 10, 11)] == [2.0, 3.0, 3.0, 1.0, 1.0]


def test_a_minute_that_is_still_running_does_not_look_like_a_lull() -> None:
    steady = [(NOON + at * MINUTE, 4) for at in range(20)]
    steps = curve(steady, NOON + 20 * MINUTE, 60)

    assert [steps[-2].rate, steps[-1].rate] == [4.0, 4.0]


def test_the_rate_at_the_left_edge_knows_what_came_before_it() -> None:
    steps = curve([(NOON, 20), (NOON + 5 * MINUTE, 1)], NOON + 5 * MINUTE, 2)

    assert [(step.came, step.rate) for step in steps] == [(0, 2.0), (1, pytest.approx(2.1))]


def test_the_picture_of_yesterday_ends_with_the_last_who_came() -> None:
    assert [step.came for step in curve([(NOON, 2)], NOON + timedelta(days=1), 60)] == [2]


@pytest.mark.parametrize(("absent", "rate", "minutes"), [(60, 6, 10), (60, 0.4, None), (0, 6, None), (900, 1, None)])
def test_an_end_is_only_foretold_where_the_rate_bears_it(absent: int, rate: float, minutes: int | None) -> None:
    assert clear_by(absent, rate, NOON) == (None if minutes is None else NOON + timedelta(minutes=minutes))


def test_times_are_those_of_the_clock_at_the_event() -> None:
    steps = curve([(NOON, 1), (NOON + 60 * MINUTE, 1)], NOON + 60 * MINUTE, 90)

    assert [text for _, text in plan(steps, HONG_KONG, 5).hours] == ["12:00", "12:15", "12:30", "12:45", "13:00"]


def test_nobody_makes_no_picture() -> None:
    assert curve([], NOON, 60) == []
    assert plan([], HONG_KONG, 6) == Plan()


@given(
    st.dictionaries(st.integers(0, 600), st.integers(1, 10_000), min_size=1), st.integers(1, 900), st.integers(2, 30)
)
def test_all_of_the_picture_is_in_its_frame(came: dict[int, int], most: int, hours: int) -> None:
    steps = curve([(NOON + at * MINUTE, n) for at, n in came.items()], NOON + 600 * MINUTE, most)
    drawn = plan(steps, HONG_KONG, hours)

    assert 1 <= len(steps) <= most
    assert all(left >= 0 and left + wide <= 1 + 1e-9 and 0 < high <= 1 for left, wide, high in drawn.bars)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in drawn.line)
    assert all(0 <= place <= 1 for place, _ in (*drawn.hours, *drawn.levels))
    assert len(drawn.hours) <= hours + 1
    assert 1 <= len(drawn.levels) <= 5


def test_the_first_minutes_are_narrow_bars_at_the_end_of_the_picture() -> None:
    steps = curve([(NOON, 3), (NOON + MINUTE, 2)], NOON + MINUTE, 60)
    drawn = plan(steps, HONG_KONG, 5)

    assert [(round(left, 2), round(wide, 2)) for left, wide, _high in drawn.bars] == [(0.9, 0.05), (0.95, 0.05)]
