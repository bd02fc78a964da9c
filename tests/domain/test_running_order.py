"""Planned and expected times of a running order, and the limits it has to keep."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.limits import Colour, Limit, judge, savings
from desktop.domain.programme import RunAct
from desktop.domain.running_order import (
    Expected,
    PlannedItem,
    Run,
    RunFact,
    RunState,
    Span,
    Standing,
    expected,
    offset,
    pushed,
    state_of,
    times,
)

ZERO = datetime(2023, 4, 12, 6, 0, tzinfo=UTC)
"""14:00 in Hong Kong."""
START, STOP, HOLD, RESUME, ADD, SKIP, UNSKIP = (
    RunAct.START, RunAct.STOP, RunAct.HOLD, RunAct.RESUME, RunAct.ADD, RunAct.SKIP, RunAct.UNSKIP,
)  # fmt: skip


def after(minutes: float) -> datetime:
    return ZERO + timedelta(minutes=minutes)


def items(text: str) -> list[PlannedItem]:
    """``0+10 +5 =30+20 +10] ~+5``: start or none, length in minutes; = fixed start, ] fixed end, ~ spare."""
    found = []
    for number, word in enumerate(text.split(), 1):
        start, _, length = word.strip("=~]").partition("+")
        starts_at = after(int(start)) if start else None
        found.append(PlannedItem(UUID(int=number), starts_at, int(length) * 60, "=" in word, "]" in word, "~" in word))
    return found


def facts(text: str) -> list[RunFact]:
    """``1start@3 1add@5:60``: item, act, minute, seconds."""
    found = []
    for word in text.split():
        what, _, when = word.partition("@")
        number = what.rstrip("abcdefghijklmnopqrstuvwxyz")
        minute, _, seconds = when.partition(":")
        act = RunAct(what[len(number) :])
        found.append(RunFact(UUID(int=int(number)), act, after(float(minute)), int(seconds or 0)))
    return found


def run(plan: Sequence[PlannedItem], done: str, now: float) -> tuple[Expected, ...]:
    return expected(plan, times(plan, ZERO), state_of(plan, facts(done)), after(now))


def starts(expecteds: Sequence[Expected]) -> list[float]:
    return [(one.start - ZERO).total_seconds() / 60 for one in expecteds]


def test_items_follow_and_spare_ones_take_no_time() -> None:
    assert [(s.start, s.end) for s in times(items("0+10 ~+5 +10 30+0 +5"), ZERO)] == [
        (after(0), after(10)), (after(10), after(15)), (after(10), after(20)), (after(30), after(30)),
        (after(30), after(35)),
    ]  # fmt: skip
    assert [s.start for s in times(items("+10 ~+3 +5 30+5"), ZERO)] == [after(15), after(25), after(25), after(30)]
    assert [s.start for s in times(items("+10 +5"), ZERO)] == [ZERO, after(10)]


def test_a_delay_moves_what_follows_and_gaps_absorb_it() -> None:
    plan = items("0+10 +10 30+10 +10 60+10")
    assert starts(run(plan, "1start@0", 5)) == [0, 10, 30, 40, 60]
    assert starts(run(plan, "1start@0", 15)) == [0, 15, 30, 40, 60]
    assert starts(run(plan, "1start@0", 25)) == [0, 25, 35, 45, 60]
    assert starts(run(plan, "1start@0", 45)) == [0, 45, 55, 65, 75]


def test_who_is_early_pulls_what_follows_and_nothing_that_has_its_time() -> None:
    plan = items("0+10 +10 30+10 +10")
    assert starts(run(plan, "1start@0 1stop@6 2start@6", 7)) == [0, 6, 30, 40]
    assert starts(run(plan, "1start@-5", 0)) == [-5, 5, 30, 40]


def test_fixed_items_resist_and_let_a_delay_through_as_a_gap_does() -> None:
    plan = items("0+10 +10 =20+10 +10")
    late = run(plan, "1start@0", 18)
    assert (starts(late), late[2].overlap) == ([0, 18, 20, 30], 480)
    very = run(plan, "1start@0", 35)
    assert (starts(very), very[2].overlap) == ([0, 35, 20, 45], 1500)
    ends = run(items("0+10 +20] +10"), "1start@0", 15)
    assert [(one.start, one.end) for one in ends[1:]] == [(after(15), after(30)), (after(30), after(40))]
    assert starts(run(items("0+10 +20] +10"), "1start@0", 40)) == [0, 40, 40]


def test_time_held_added_and_taken_counts() -> None:
    plan = items("0+10 +10")
    assert starts(run(plan, "1start@0 1hold@2", 6)) == [0, 14]
    assert starts(run(plan, "1start@0 1hold@2 1resume@6", 8)) == [0, 14]
    assert starts(run(plan, "1start@0 1add@1:300 1add@2:-120", 3)) == [0, 13]
    ended = items("0+10] +10")
    assert starts(run(ended, "1start@3 1hold@4", 6)) == [0 + 3, 10]
    assert starts(run(ended, "1start@3 1add@4:120", 6)) == [3, 12]
    state = state_of(plan, facts("1start@3 1hold@4"))
    assert offset(expected(plan, times(plan, ZERO), state, after(6)), state) == (300, 120)


def test_skipping_takes_an_item_out_and_unskipping_a_spare_one_puts_it_in() -> None:
    plan = items("0+10 +10 ~+5 +10 40+10")
    assert starts(run(plan, "1start@0 2skip@1", 5)) == [0, 10, 20, 10, 40]
    assert starts(run(plan, "1start@0 3unskip@1", 5)) == [0, 10, 20, 25, 40]
    assert starts(run(plan, "1start@0 3unskip@1", 25)) == [0, 25, 35, 40, 50]
    assert starts(run(plan, "1start@0 3unskip@1 3skip@2 2skip@2 2unskip@3", 5)) == [0, 10, 20, 20, 40]
    spare = run(plan, "1start@0 1stop@10 2start@10 2stop@20 3start@20", 21)
    assert starts(spare) == [0, 10, 20, 25, 40]


def test_jumping_back_lets_what_was_done_come_again() -> None:
    plan = items("0+10 +10 +10")
    back = run(plan, "1start@0 2start@10 3start@20 1start@22", 23)
    assert [one.standing for one in back] == [Standing.RUNNING, Standing.COMING, Standing.COMING]
    assert starts(back) == [22, 32, 42]
    over = run(plan, "1start@0 3start@10", 12)
    assert [one.standing for one in over] == [Standing.DONE, Standing.PASSED, Standing.RUNNING]


def test_what_was_not_started_in_time_waits_until_the_day_is_past() -> None:
    plan = items("0+10 +10 60+10")
    assert starts(run(plan, "", -60)) == [0, 10, 60]
    assert starts(run(plan, "", 5)) == [5, 15, 60]
    assert starts(run(plan, "", 500)) == [0, 10, 60]
    assert starts(run(plan, "1start@0 1stop@8", 9)) == [0, 9, 60]


def test_what_can_not_move_and_was_not_started_in_time_delays_what_follows() -> None:
    plan = items("=0+10 +10 60+10")
    assert starts(run(plan, "", -5)) == [0, 10, 60]
    waiting = run(plan, "", 4)
    assert (starts(waiting), waiting[0].overlap, waiting[0].end) == ([0, 14, 60], 240, after(14))


def test_a_clock_set_back_while_running_does_no_harm() -> None:
    plan = items("0+10 +10")
    assert starts(run(plan, "1start@5", 2)) == [5, 15]
    assert starts(run(plan, "1start@5 1hold@6 1resume@1", 2)) == [5, 15]
    assert starts(run(plan, "1start@5 1stop@2 2start@2", 3)) == [5, 2]
    [done, _next] = run(plan, "1start@5 1stop@2 2start@2", 3)
    assert (done.start, done.end) == (after(5), after(5))


def test_nonsense_counts_nothing() -> None:
    plan = items("0+10 +10")
    state = state_of(
        plan, facts("1stop@0 2hold@1 9start@1 1start@2 1start@3 1skip@4 2stop@4 1resume@4 1hold@5 1hold@6")
    )
    assert (state.running, state.runs[UUID(int=1)], state.skipped) == (
        UUID(int=1), (Run(after(2), held_at=after(5)),), frozenset(),
    )  # fmt: skip


def test_a_day_with_another_clock_in_it_is_counted_in_seconds() -> None:
    new_york = ZoneInfo("America/New_York")
    plan = [
        PlannedItem(UUID(int=1), datetime(2026, 11, 1, 0, 30, tzinfo=new_york), 3600),
        PlannedItem(UUID(int=2), None, 3600),
        PlannedItem(UUID(int=3), datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=new_york), 60),
    ]
    assert times(plan, ZERO)[1] == Span(
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    )
    assert times(plan, ZERO)[2].start == times(plan, ZERO)[1].end


def test_four_hundred_items_across_midnight_carry_a_delay_to_the_end() -> None:
    plan = [replace(one, id=UUID(int=n)) for n, one in enumerate(items(" ".join(["600+2", *["+2"] * 399])), 1)]
    found = expected(plan, times(plan, ZERO), state_of(plan, [RunFact(UUID(int=1), START, after(600))]), after(607))
    assert [one.shift for one in found] == [0.0] + [300.0] * 399
    assert found[-1].end == after(600 + 800 + 5)


def test_a_delay_is_written_into_the_plan_on_whole_minutes() -> None:
    plan = items("0+10 +10 ~+5 25+5 =40+10 +10")
    late = run(plan, "1start@0 2skip@1", 22.5)
    after_push = pushed(plan, times(plan, ZERO), late)
    assert [span.start for span in times(after_push, ZERO)] == [
        after(minute) for minute in (0, 10, 10, 25, 40, 50)
    ]  # fmt: skip
    later = run(plan, "1start@0", 22.5)
    after_push = pushed(plan, times(plan, ZERO), later)
    assert [span.start for span in times(after_push, ZERO)] == [after(minute) for minute in (0, 23, 33, 33, 40, 50)]
    assert after_push[5].starts_at is None


@pytest.mark.parametrize(
    ("plan", "done", "now", "planned"),
    [
        ("+10 +10 40+5", "1start@20", 35, [20, 35, 45]),
        ("0+10 +10 +10 +10", "1skip@0 2start@10", 25, [0, 10, 25, 35]),
        ("0+10 ~+5 +10", "1start@0 2unskip@1", 12, [0, 12, 17]),
        ("0+10 ~+5 +10", "1start@0 2start@10", 17, [0, 10, 17]),
    ],
)
def test_what_was_begun_keeps_its_planned_time_when_a_delay_is_written_into_the_plan(
    plan: str, done: str, now: float, planned: list[int]
) -> None:
    before = items(plan)
    after_push = pushed(before, times(before, ZERO), run(before, done, now))
    assert [span.start for span in times(after_push, ZERO)] == [after(minute) for minute in planned]


def test_a_limit_turns_amber_before_it_breaks_and_says_what_would_save_it() -> None:
    plan = items("0+10 +10 ~+5 +10 =50+10")
    spans = times(plan, ZERO)
    limit = Limit(after(35), 300, frozenset({UUID(int=4)}))

    def at(done: str, now: float) -> Colour:
        return judge(limit, expected(plan, spans, state_of(plan, facts(done)), after(now))).colour

    assert [at("1start@-1", 5), at("1start@0", 10), at("1start@0", 15), at("1start@0", 15.1)] == [
        Colour.GREEN, Colour.AMBER, Colour.AMBER, Colour.RED,
    ]  # fmt: skip
    state = state_of(plan, facts("1start@0 3unskip@1"))
    found = savings(limit, plan, spans, state, after(17))
    assert [(one.item.int, one.seconds, one.enough, one.shorten, one.skip) for one in found] == [
        (3, 300, False, 0, True), (2, 600, True, 420, True), (4, 600, True, 420, False),
    ]  # fmt: skip
    assert [one.item.int for one in savings(limit, plan, spans, state, after(17), kept={UUID(int=2)})] == [3, 4]
    early = [(one.item.int, one.seconds, one.skip) for one in savings(limit, plan, spans, state, after(4))]
    assert early == [(3, 300, True), (1, 360, False), (2, 600, True), (4, 600, False)]
    whole = Limit(after(35), 0, frozenset(item.id for item in plan[:4]))
    assert [one.skip for one in savings(whole, plan, spans, state, after(17), whole=True)] == [True, True, True]


def test_no_item_is_to_be_shortened_by_more_than_it_takes() -> None:
    plan = items("0+10 20+3")
    spans, state = times(plan, ZERO), state_of(plan, facts("1start@0"))
    whole = Limit(after(18), 0, frozenset(item.id for item in plan))
    (found,) = savings(whole, plan, spans, state, after(5), whole=True)
    assert (found.item.int, found.seconds, found.enough, found.shorten, found.skip) == (2, 780, True, 0, True)


def test_a_limit_whose_items_are_over_says_how_it_went() -> None:
    plan = items("0+10 +10")
    limit = Limit(after(12), 600, frozenset({UUID(int=1)}))
    kept = judge(limit, run(plan, "1start@0 1stop@11", 30))
    broken = judge(limit, run(plan, "1start@0 1stop@13", 30))
    none = judge(limit, run(plan, "1skip@0", 5))
    assert (kept.colour, kept.past, broken.colour, broken.late) == (Colour.GREEN, True, Colour.RED, 60)
    assert (none.colour, none.predicted) == (Colour.GREEN, None)


LENGTHS = st.integers(0, 40)
GAPS = st.one_of(st.none(), st.integers(0, 30))


@st.composite
def plans(draw: st.DrawFn, fixed: bool = True) -> list[PlannedItem]:
    """Plans without overlaps: each item follows, or starts after a gap of minutes."""
    found: list[PlannedItem] = []
    free = 0
    for number in range(1, draw(st.integers(2, 12)) + 1):
        length, gap = draw(LENGTHS), 0 if number == 1 else draw(GAPS)
        free += gap or 0
        flags = (fixed and gap is not None and draw(st.booleans()), fixed and draw(st.booleans()))
        found.append(PlannedItem(UUID(int=number), None if gap is None else after(free), length * 60, *flags))
        free += length
    return found


@given(plans(), st.integers(-30, 300), st.integers(0, 300), st.sets(st.integers(2, 12)))
def test_what_is_to_come_is_never_reordered_and_fixed_items_never_move(
    plan: list[PlannedItem], began: int, lasted: int, skipped: set[int]
) -> None:
    done = " ".join(f"{number}skip@0" for number in skipped)
    found = run(plan, f"1start@{began} {done}", began + lasted)
    coming = [(item, one) for item, one in zip(plan, found, strict=True) if one.standing is Standing.COMING]
    assert all(one.start == one.planned.start for item, one in coming if item.fixed_start)
    free = found[0].end
    for item, one in coming:
        assert one.end >= one.start
        if not item.fixed_start:
            assert one.start >= free
            if item.starts_at is not None:
                assert one.start >= one.planned.start
        free = max(free, one.end)


@given(plans(fixed=False), st.integers(-30, 300), st.integers(0, 300))
def test_the_whole_shift_is_the_overrun_without_what_gaps_absorbed(
    plan: list[PlannedItem], began: int, lasted: int
) -> None:
    found = run(plan, f"1start@{began}", began + lasted)
    late = (found[0].end - found[0].planned.end).total_seconds()
    gaps, linked, free = 0.0, True, found[0].planned.end
    for item, one in zip(plan[1:], found[1:], strict=True):
        linked &= item.starts_at is None
        gaps += (one.planned.start - free).total_seconds()
        free = one.planned.end
        assert one.shift == (late if linked else max(late - gaps, 0))


@given(plans(), st.lists(st.tuples(st.integers(1, 12), st.sampled_from(RunAct), st.integers(-99, 99)), max_size=30))
def test_any_facts_in_any_order_and_with_any_clock_make_a_state(
    plan: list[PlannedItem], done: list[tuple[int, RunAct, int]]
) -> None:
    told = [RunFact(UUID(int=number), act, after(minute), minute) for number, act, minute in done]
    state: RunState = state_of(plan, told)
    assert sum(run.end is None for runs in state.runs.values() for run in runs) <= 1
    found = expected(plan, times(plan, ZERO), state, ZERO)
    assert [one.item for one in found] == [item.id for item in plan]
    assert all(one.end >= one.start for one in found)
    assert all(run.elapsed(ZERO) >= timedelta() for runs in state.runs.values() for run in runs)
    again = state_of([replace(item) for item in plan], list(told))
    assert again == state
