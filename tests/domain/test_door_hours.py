"""The hours of a door: also past midnight, and on the days on which clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.door_hours import Hours, day_of, hours_from, moment_of, opening_at, window_at
from desktop.domain.verdicts import Opening

LONDON, HONG_KONG = ZoneInfo("Europe/London"), ZoneInfo("Asia/Hong_Kong")
ALWAYS = Opening()


def test_hours_are_read_as_a_checkpoint_holds_them() -> None:
    assert hours_from("", "") is None
    assert hours_from("09:00", "18:30") == Hours(time(9), time(18, 30))
    assert hours_from("20:00", "") == Hours(time(20), time(0))


def test_a_place_is_open_on_the_day_of_a_moment_and_without_a_clock_that_end_is_open() -> None:
    noon, one = datetime(2023, 4, 14, 4, tzinfo=UTC), datetime(2023, 4, 14, 17, tzinfo=UTC)
    nine, six = datetime(2023, 4, 14, 1, tzinfo=UTC), datetime(2023, 4, 14, 10, tzinfo=UTC)
    assert window_at(noon, "", "", HONG_KONG) == ALWAYS
    assert window_at(noon, "09:00", "18:00", HONG_KONG) == Opening(nine, six)
    assert window_at(noon, "09:00", "", HONG_KONG) == Opening(nine)
    assert window_at(noon, "", "18:00", HONG_KONG) == Opening(closes_at=six)
    assert window_at(one, "18:00", "02:00", HONG_KONG) == Opening(six, datetime(2023, 4, 14, 18, tzinfo=UTC))


def test_a_moment_that_clocks_leave_out_lies_after_the_gap_and_one_that_comes_twice_is_the_first() -> None:
    assert moment_of(date(2023, 3, 26), time(1, 30), LONDON) == datetime(2023, 3, 26, 1, 30, tzinfo=UTC)
    assert moment_of(date(2023, 10, 29), time(1, 30), LONDON) == datetime(2023, 10, 29, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(date(2023, 3, 25), 7), (date(2023, 10, 28), 9), (date(2023, 6, 1), 8)])
def test_a_night_on_which_clocks_change_is_shorter_or_longer(day: date, hours: int) -> None:
    night = Hours(time(20), time(4)).on(day, LONDON)
    assert night.opens_at is not None
    assert night.closes_at is not None
    assert night.closes_at - night.opens_at == timedelta(hours=hours)


def test_past_midnight_it_is_still_the_evening_before() -> None:
    night, one = Hours(time(22), time(2)), datetime(2023, 4, 12, 17, tzinfo=UTC)
    assert day_of(one, HONG_KONG) == date(2023, 4, 13)
    assert day_of(one, HONG_KONG, night) == date(2023, 4, 12)
    assert day_of(one + timedelta(hours=1), HONG_KONG, night) == date(2023, 4, 13)


@given(
    opens=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    closes=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    at=st.integers(0, 364 * 24 * 60).map(lambda minutes: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    zone=st.sampled_from([LONDON, HONG_KONG]),
)
def test_a_door_is_open_just_when_the_clock_on_the_wall_says_so(
    opens: time, closes: time, at: datetime, zone: ZoneInfo
) -> None:
    found = opening_at(ALWAYS, Hours(opens, closes), at, zone)
    wall = at.astimezone(zone)
    past = closes <= opens
    shown = opens <= wall.time() < closes if not past else (wall.time() >= opens or wall.time() < closes)

    assert found.opens_at is not None
    assert found.closes_at is not None
    changes = (
        wall.utcoffset() != (wall - timedelta(hours=26)).utcoffset()
        or wall.utcoffset() != (wall + timedelta(hours=26)).utcoffset()
    )
    assert changes or (found.opens_at <= at < found.closes_at) == shown


def test_the_first_and_last_moment_of_all_hold_whatever_the_hours_of_a_day() -> None:
    first, last = datetime(2023, 4, 12, 2, tzinfo=UTC), datetime(2023, 4, 12, 8, tzinfo=UTC)
    whole, hours = Opening(first, last), Hours(time(9), time(18))
    inside = opening_at(whole, hours, first, HONG_KONG)
    assert (inside.opens_at, inside.closes_at) == (first, last)
    assert opening_at(whole, hours, last, HONG_KONG) == whole
