"""The verdict on a badge: what beats what, and from when until when a checkpoint admits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.verdicts import EXPECTED, Held, Opening, Reason, Status, Verdict, decide

NOON = datetime(2023, 4, 12, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALWAYS = Opening()
GOOD = Held(Status.CONFIRMED, revoked=False, replaced=False, category_admitted=True, already_in=False)
HELD = st.builds(
    Held, st.sampled_from(Status), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)


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
        (replace(GOOD, already_in=True), Verdict.ALREADY_IN, Reason.NONE),
        (replace(GOOD, category_admitted=False), Verdict.ELSEWHERE, Reason.NOT_HERE),
    ],
)
def test_each_hindrance_has_its_verdict_and_its_reason(held: Held, verdict: Verdict, reason: Reason) -> None:
    assert decide(held, ALWAYS, NOON) == (verdict, reason)


def test_a_badge_of_another_event_says_nothing_of_its_guest() -> None:
    worst = Held(
        Status.CANCELLED, revoked=True, replaced=True, category_admitted=False, already_in=True, other_event=True
    )
    assert decide(worst, ALWAYS, NOON) == (Verdict.UNKNOWN, Reason.OTHER_EVENT)


def test_an_old_badge_of_a_cancelled_guest_is_first_of_all_an_old_badge() -> None:
    held = replace(GOOD, replaced=True, status=Status.CANCELLED)
    assert decide(held, ALWAYS, NOON)[1] is Reason.BADGE_REPLACED


def test_a_guest_who_cancelled_and_is_inside_is_stopped_at_the_next_scan() -> None:
    held = replace(GOOD, status=Status.CANCELLED, already_in=True)
    assert decide(held, ALWAYS, NOON) == (Verdict.CANCELLED, Reason.CANCELLED)


def test_who_is_in_and_comes_back_after_the_close_is_told_that_they_are_in() -> None:
    held = replace(GOOD, already_in=True)
    assert decide(held, Opening(closes_at=NOON), NOON + HOUR) == (Verdict.ALREADY_IN, Reason.NONE)


def test_the_wrong_place_is_said_before_the_wrong_time() -> None:
    held = replace(GOOD, category_admitted=False)
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


@given(held=HELD, opens=st.integers(-3, 3) | st.none(), closes=st.integers(-3, 3) | st.none())
def test_nobody_is_admitted_against_whom_anything_speaks(held: Held, opens: int | None, closes: int | None) -> None:
    opening = Opening(None if opens is None else NOON + opens * HOUR, None if closes is None else NOON + closes * HOUR)
    verdict, reason = decide(held, opening, NOON)

    free = held.category_admitted and not (held.revoked or held.replaced or held.already_in or held.other_event)
    open_now = (opens is None or opens <= 0) and (closes is None or closes > 0)
    assert (verdict is Verdict.ADMITTED) == (free and open_now and held.status in EXPECTED)
    assert (reason is Reason.NONE) == (verdict in {Verdict.ADMITTED, Verdict.ALREADY_IN})
