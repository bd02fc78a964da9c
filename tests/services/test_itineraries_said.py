"""Times in itineraries: past midnight, in the hour that comes twice, on the wall of a place far away."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.itineraries_said import clock, end_clock, offset

BERLIN, HONG_KONG = "Europe/Berlin", "Asia/Hong_Kong"


def test_an_hour_that_comes_twice_says_which_it_is() -> None:
    first, second = (datetime(2023, 10, 29, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert (clock(first, BERLIN), clock(second, BERLIN)) == ("02:30 (UTC+2)", "02:30 (UTC+1)")
    assert clock(datetime(2023, 3, 26, 1, 30, tzinfo=UTC), BERLIN) == "03:30"
    assert clock(first, HONG_KONG) == "08:30"


def test_what_ends_after_midnight_says_how_many_days_later() -> None:
    start = datetime(2023, 4, 14, 15, 30, tzinfo=UTC)
    assert end_clock(start, start.replace(hour=15, minute=59), HONG_KONG) == "23:59"
    assert end_clock(start, start.replace(hour=16, minute=0), HONG_KONG) == "00:00 (+1)"
    assert end_clock(start, start.replace(day=16), HONG_KONG) == "23:30 (+2)"


@given(st.integers(40_000_000, 2_840_000_000), st.sampled_from([BERLIN, HONG_KONG, "America/St_Johns"]))
def test_a_wall_is_as_far_from_utc_as_is_said(second: int, zone: str) -> None:
    local = datetime.fromtimestamp(second, ZoneInfo(zone))
    said = offset(local).removeprefix("UTC").replace("−", "-")
    hours, _, minutes = said.partition(":")
    away = abs(int(hours)) * 60 + int(minutes or 0)
    found = local.utcoffset()
    assert found is not None
    assert (-away if said.startswith("-") else away) == round(found.total_seconds() / 60)
