"""Times, durations and days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.programme_text import (
    DAY,
    Span,
    clock_words,
    duration_words,
    overlapping,
    read_clock,
    read_day,
    read_duration,
    read_span,
)

FIRST, LAST = date(2023, 4, 12), date(2023, 4, 15)
SECONDS = st.integers(0, 2 * DAY - 1)


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("14:00", "14:00"), ("14：00：30", "14:00:30"), ("下午2:00", "14:00"), ("2:00 PM", "14:00"),
        ("2 p.m.", "14:00"), ("下午 2 時 30 分", "14:30"), ("下午兩點半", "14:30"), ("上午9時", "09:00"),
        ("24:30", "24:30"), ("次日 00:30", "24:30"), ("00:30 (+1)", "24:30"), ("晚上12:00", "24:00"),
        ("中午12:00", "12:00"), ("12:15 am", "00:15"), ("12:15 pm", "12:15"), ("noon", "12:00"), ("1400", "14:00"),
        ("14.30", "14:30"), ("0.583333333", "14:00"), ("1 day, 0:30:00", "24:30"), ("２：００ ＰＭ", "14:00"),
        ("2023-04-12 14:00:00", "14:00"), ("14:00:00.000001", "14:00"),
    ],
)  # fmt: skip
def test_a_time_of_day_is_understood(written: str, clock: str) -> None:
    found = read_clock(written)
    assert found is not None
    assert clock_words(found) == clock


@pytest.mark.parametrize(
    "written", ["25:99", "14:60", "49:00", "14", "abc", "", "13:00 am", "下午25:00", "12:3", "-2:00"]
)
def test_what_is_no_time_is_none(written: str) -> None:
    assert read_clock(written) is None
    assert read_span(written) is None


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("14:00-14:05", "14:00", "14:05"), ("14:00 – 14:05", "14:00", "14:05"), ("14:00~14:05", "14:00", "14:05"),
        ("14:00 至 14:05", "14:00", "14:05"), ("14:00\n14:05", "14:00", "14:05"), ("2-3:30 pm", "14:00", "15:30"),
        ("下午2:00-3:30", "14:00", "15:30"), ("11:00-1:00 PM", "11:00", "13:00"), ("23:30-24:30", "23:30", "24:30"),
        ("上午11:30-1:00", "11:30", "13:00"), ("9:00 am to 12:00", "09:00", "12:00"),
    ],
)  # fmt: skip
def test_times_from_and_to_stand_in_one_cell(written: str, start: str, end: str) -> None:
    found = read_span(written)
    assert found is not None
    assert (clock_words(found.start), clock_words(found.end or 0)) == (start, end)


def test_a_duration_may_stand_behind_a_time() -> None:
    assert read_span("14:00 (5分鐘)") == Span(14 * 3_600, None, 300)
    assert read_span("14:00-") is None


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("5", 300), ("5分鐘", 300), ("90 min", 5_400), ("1小時30分", 5_400), ("1.5小时", 5_400), ("1小時半", 5_400),
        ("1h30m", 5_400), ("0:05", 300), ("00:05:30", 330), ("30秒", 30), ("5'", 300), ("半小時", 1_800),
        ("0.003472222", 300), ("約10分鐘", 600),
    ],
)  # fmt: skip
def test_a_duration_is_understood(written: str, seconds: int) -> None:
    assert read_duration(written) == seconds


@pytest.mark.parametrize("written", ["0", "-5", "abc", "", "25:00:00", "5:75", "1441", "9" * 40])
def test_no_duration_is_below_a_second_or_above_a_day(written: str) -> None:
    assert read_duration(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "2023-04-13", "2023/4/13", "2023年4月13日(星期四)", "4月13日", "13 April", "Thu, Apr 13", "13/4", "4/13",
        "Day 2", "第二天", "20230413", "13 April 2023", "2023-04-13 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_understood(written: str) -> None:
    assert read_day(written, FIRST, LAST) == date(2023, 4, 13)


@pytest.mark.parametrize("written", ["2023-02-30", "4月31日", "13", "x", "", "Day 99", "第零天"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert read_day(written, FIRST, LAST) is None


@given(SECONDS)
def test_a_time_that_is_written_is_read_again(seconds: int) -> None:
    assert read_clock(clock_words(seconds)) == seconds


@given(SECONDS, st.integers(1, DAY), st.sampled_from(["-", " – ", "~", "至", " to ", "\n"]))
def test_times_that_are_written_are_read_again(start: int, more: int, between: str) -> None:
    end = min(start + more, 2 * DAY - 1)
    assert read_span(f"{clock_words(start)}{between}{clock_words(end)}") == Span(start, end)


@given(st.integers(1, DAY))
def test_a_duration_that_is_written_is_read_again(seconds: int) -> None:
    assert read_duration(duration_words(seconds)) == seconds


@given(
    st.integers(0, 11), st.integers(0, 59), st.sampled_from(["下午{h}:{m:02d}", "{h}:{m:02d} pm", "{h}點{m:02d}分 PM"])
)
def test_hours_of_the_afternoon_are_counted_on(hour: int, minute: int, form: str) -> None:
    assert read_clock(form.format(h=hour or 12, m=minute)) == (hour + 12) * 3_600 + minute * 60


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    clock, span, length = read_clock(text), read_span(text), read_duration(text)
    assert clock is None or 0 <= clock < 2 * DAY
    assert span is None or 0 <= span.start < 2 * DAY
    assert length is None or 1 <= length <= DAY
    read_day(text, FIRST, LAST)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda one: (one[0], one[0] + one[1])), max_size=12)
)
def test_something_overlaps_just_where_two_spans_share_a_moment(spans: list[tuple[int, int]]) -> None:
    share = any(
        max(one[0], other[0]) < min(one[1], other[1]) for place, one in enumerate(spans) for other in spans[:place]
    )
    found = overlapping(spans)
    assert bool(found) == share
    assert all(max(spans[a][0], spans[b][0]) < min(spans[a][1], spans[b][1]) for a, b in found)
