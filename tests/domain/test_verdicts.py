"""The verdict on a badge: what beats what, and from when until when a checkpoint admits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.verdicts import (
    EXPECTED,
    Direction,
    Held,
    Opening,
    Reason,
    Room,
    Status,
    Verdict,
    Ways,
    decide,
    direction_of,
)

NOON = datetime(2023, 4, 12, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALWAYS = Opening()
GOOD = Held(Status.CONFIRMED)
HELD = st.builds(Held, st.sampled_from(Status), *[st.booleans()] * 7)


@pytest.mark.parametrize("status", [Status.INVITED, Status.CONFIRMED])
def test_whoever_is_expected_is_admitted_with_an_answer_or_without(status: Status) -> None:
    assert decide(replace(GOOD, status=status), ALWAYS, NOON) == (Verdict.ADMITTED, Reason.NONE)


def test_of_what_is_not_ours_nothing_is_said_but_that() -> None:
    assert decide(None, ALWAYS, NOON) == (Verdict.UNKNOWN, Reason.NOT_OURS)


@pytest.mark.parametrize(
    ("held", "verdict", "reason"),
    [
        (replace(GOOD, other_event=True), Verdict.UNKNOWN, Reason.OTHER_EVENT),
        (replace(GOOD, replaced=True), Verdict.REPLACED, Reason.BADGE_REPLACED),
        (replace(GOOD, revoked=True), Verdict.REPLACED, Reason.BADGE_REVOKED),
        (replace(GOOD, status=Status.CANCELLED), Verdict.CANCELLED, Reason.CANCELLED),
        (replace(GOOD, status=Status.DECLINED), Verdict.CANCELLED, Reason.DECLINED),
        (replace(GOOD, repeated=True), Verdict.ALREADY_IN, Reason.REPEATED),
        (replace(GOOD, entered=True, inside=True), Verdict.ALREADY_IN, Reason.NONE),
        (replace(GOOD, entered=True), Verdict.ALREADY_IN, Reason.LEFT),
        (replace(GOOD, may_enter=False), Verdict.ELSEWHERE, Reason.NOT_HERE),
    ],
)
def test_each_hindrance_has_its_verdict_and_its_reason(held: Held, verdict: Verdict, reason: Reason) -> None:
    assert decide(held, ALWAYS, NOON) == (verdict, reason)


def test_a_badge_of_another_event_says_nothing_of_its_guest() -> None:
    worst = Held(Status.CANCELLED, *[True] * 7)
    assert decide(worst, ALWAYS, NOON) == (Verdict.UNKNOWN, Reason.OTHER_EVENT)


def test_an_old_badge_of_a_cancelled_guest_is_first_of_all_an_old_badge() -> None:
    held = replace(GOOD, replaced=True, status=Status.CANCELLED)
    assert decide(held, ALWAYS, NOON)[1] is Reason.BADGE_REPLACED


def test_a_guest_who_cancelled_and_is_inside_is_stopped_at_the_next_scan() -> None:
    held = replace(GOOD, status=Status.CANCELLED, entered=True, inside=True)
    assert decide(held, ALWAYS, NOON) == (Verdict.CANCELLED, Reason.CANCELLED)


def test_who_is_in_and_comes_back_after_the_close_is_told_that_they_are_in() -> None:
    held = replace(GOOD, entered=True, inside=True)
    assert decide(held, Opening(closes_at=NOON), NOON + HOUR) == (Verdict.ALREADY_IN, Reason.NONE)


def test_the_wrong_place_is_said_before_the_wrong_time() -> None:
    held = replace(GOOD, may_enter=False)
    assert decide(held, Opening(opens_at=NOON + HOUR), NOON)[1] is Reason.NOT_HERE


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (NOON - timedelta(milliseconds=1), Reason.NOT_YET_OPEN),
        (NOON, Reason.NONE),
        (NOON + HOUR - timedelta(milliseconds=1), Reason.NONE),
        (NOON + HOUR, Reason.CLOSED),
    ],
)
def test_a_checkpoint_admits_from_its_opening_and_no_longer_at_its_close(at: datetime, reason: Reason) -> None:
    assert decide(GOOD, Opening(NOON, NOON + HOUR), at)[1] is reason


def test_a_full_place_admits_nobody_more_and_that_is_said_last() -> None:
    full = Room(inside=3, capacity=3)
    assert decide(GOOD, ALWAYS, NOON, room=full) == (Verdict.ELSEWHERE, Reason.FULL)
    assert decide(GOOD, Opening(closes_at=NOON), NOON, room=full)[1] is Reason.CLOSED
    assert not Room(inside=3).full


@given(held=HELD, full=st.booleans())
def test_whoever_is_inside_may_leave_at_any_time_with_a_badge_that_counts(held: Held, full: bool) -> None:
    closed, room = Opening(closes_at=NOON), Room(1, 1 if full else None)
    verdict, reason = decide(held, closed, NOON, Direction.OUT, room)

    barred = held.revoked or held.replaced or held.repeated or held.other_event
    assert (verdict is Verdict.ADMITTED) == (held.inside and not barred)
    assert (verdict is Verdict.ADMITTED) == (reason is Reason.NONE)


@pytest.mark.parametrize(
    ("ways", "inside", "direction"),
    [
        (Ways.IN, True, Direction.IN), (Ways.OUT, False, Direction.OUT), (Ways.BOTH, False, Direction.IN),
        (Ways.BOTH, True, Direction.OUT),
    ],
)  # fmt: skip
def test_where_both_ways_are_possible_one_goes_the_other_way(ways: Ways, inside: bool, direction: Direction) -> None:
    assert direction_of(ways, inside=inside) is direction


@given(held=HELD, opens=st.integers(-3, 3) | st.none(), closes=st.integers(-3, 3) | st.none())
def test_nobody_is_admitted_against_whom_anything_speaks(held: Held, opens: int | None, closes: int | None) -> None:
    opening = Opening(None if opens is None else NOON + opens * HOUR, None if closes is None else NOON + closes * HOUR)
    verdict, reason = decide(held, opening, NOON)

    free = held.may_enter and not (held.revoked or held.replaced or held.entered or held.repeated or held.other_event)
    open_now = (opens is None or opens <= 0) and (closes is None or closes > 0)
    assert (verdict is Verdict.ADMITTED) == (free and open_now and held.status in EXPECTED)
    inside = verdict is Verdict.ALREADY_IN and reason is Reason.NONE
    assert (reason is Reason.NONE) == (verdict is Verdict.ADMITTED or inside)
