"""Expected times against a stage that is played through item by item, and savings against doing what they propose."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.limits import Limit, judge, savings
from desktop.domain.programme import RunAct
from desktop.domain.running_order import PlannedItem, RunFact, Span, Standing, expected, pushed, state_of, times

MIDNIGHT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
"""In Hong Kong; the shows that are played go over it."""


def at(minutes: float) -> datetime:
    return MIDNIGHT + timedelta(minutes=minutes)


def minutes(moment: datetime) -> float:
    return (moment - MIDNIGHT).total_seconds() / 60


@dataclass
class Show:
    """A plan, what was done, and since when what runs."""

    plan: list[PlannedItem]
    facts: list[RunFact]
    here: int
    free: float
    now: float

    @property
    def spans(self) -> list[Span]:
        return times(self.plan, MIDNIGHT)


@st.composite
def shows(draw: st.DrawFn) -> Show:
    """A plan without overlaps of which one item runs, or ran; some are skipped, some spare ones taken in."""
    plan: list[PlannedItem] = []
    free = -60
    for number in range(1, draw(st.integers(2, 9)) + 1):
        length, gap = draw(st.integers(1, 30)), draw(st.none() | st.integers(0, 25)) if number > 1 else 0
        spare = number > 1 and gap is None and draw(st.integers(0, 5)) == 0
        fixed_start, fixed_end = gap is not None and number > 1 and draw(st.booleans()), draw(st.integers(0, 4)) == 0
        start = None if gap is None else at(free + gap)
        plan.append(PlannedItem(UUID(int=number), start, length * 60, fixed_start, fixed_end and not spare, spare))
        free += 0 if spare else (gap or 0) + length
    spans, here = times(plan, MIDNIGHT), draw(st.integers(0, len(plan) - 1))
    begun, given_, held = minutes(spans[here].start) + draw(st.integers(-10, 40)), draw(st.integers(-5, 9)), 0
    turned = draw(st.sets(st.sampled_from(plan), max_size=3)) - {plan[here]}
    facts = [
        RunFact(one.id, RunAct.UNSKIP if one.skipped else RunAct.SKIP, at(begun)) for one in sorted(turned, key=_id)
    ]
    key, now = plan[here].id, begun
    facts += [RunFact(key, RunAct.START, at(begun)), RunFact(key, RunAct.ADD, at(begun), given_ * 60)]
    if draw(st.booleans()):
        held = draw(st.integers(0, 8))
        facts += [RunFact(key, RunAct.HOLD, at(begun)), RunFact(key, RunAct.RESUME, at(begun + held))]
        now += held
    now += draw(st.integers(0, 60))
    over = draw(st.booleans())
    if over:
        facts.append(RunFact(key, RunAct.STOP, at(now)))
        now += draw(st.integers(0, 5))
    due = minutes(spans[here].end) + given_ if plan[here].fixed_end else begun + plan[here].seconds / 60 + given_ + held
    return Show(plan, facts, here, minutes(facts[-1].at) if over else max(due, begun, now), now)


def _id(one: PlannedItem) -> int:
    return one.id.int


def played(show: Show) -> dict[UUID, tuple[float, float]]:
    """When each item that is to come is on stage, if one after another goes on as soon as it may."""
    skipped, free, found = state_of(show.plan, show.facts).skipped, show.free, {}
    for one, span in list(zip(show.plan, show.spans, strict=True))[show.here + 1 :]:
        begin, end, length = minutes(span.start), minutes(span.end), one.seconds / 60
        if one.id in skipped:
            free = max(free, begin) if one.starts_at is not None else free
            continue
        if one.fixed_start:
            # It may not move: who runs late runs into it, and it makes up for it; not begun, it lasts from now.
            start, waits = begin, show.now - begin > max(free - begin, 0)
            stop = show.now + length if waits and not one.fixed_end else end
            free = max(free, stop, show.now if waits else stop)
        else:
            start = max(free, show.now, begin if one.starts_at is not None else free)
            free = stop = max(start, end) if one.fixed_end else start + length
        found[one.id] = (start, stop)
    return found


@given(shows())
def test_what_is_expected_is_what_happens_when_each_goes_on_as_soon_as_it_may(show: Show) -> None:
    found = expected(show.plan, show.spans, state_of(show.plan, show.facts), at(show.now))
    coming = {one.item: (minutes(one.start), minutes(one.end)) for one in found if one.standing is Standing.COMING}
    assert coming == played(show)


@given(shows(), st.integers(-60, 120), st.sets(st.integers(1, 9)), st.booleans())
def test_what_is_said_to_save_a_limit_saves_it(show: Show, limit: int, about: set[int], whole: bool) -> None:
    state, now = state_of(show.plan, show.facts), at(show.now)
    items = frozenset(one.id for one in show.plan if whole or one.id.int in about)
    wanted = Limit(at(limit), 0, items)

    def late(plan: list[PlannedItem], *more: RunFact) -> float:
        facts = [*show.facts, *more]
        return judge(wanted, expected(plan, times(plan, MIDNIGHT), state_of(plan, facts), now)).late

    for way in savings(wanted, show.plan, show.spans, state, now, whole=whole):
        assert way.seconds > 0
        if way.skip and way.enough:
            assert late(show.plan, RunFact(way.item, RunAct.SKIP, now)) <= 0
        if way.shorten and way.item == state.running:
            assert late(show.plan, RunFact(way.item, RunAct.ADD, now, -round(way.shorten))) <= 0
        elif way.shorten:
            shorter = [
                replace(one, seconds=one.seconds - round(way.shorten)) if one.id == way.item else one
                for one in show.plan
            ]
            assert min(one.seconds for one in shorter) > 0
            assert late(shorter) <= 0


@given(shows())
def test_a_delay_in_the_plan_moves_nothing_that_was_begun_nor_has_its_time(show: Show) -> None:
    found = expected(show.plan, show.spans, state_of(show.plan, show.facts), at(show.now))
    fresh = pushed(show.plan, show.spans, found)
    for item, one, span in zip(show.plan, found, times(fresh, show.spans[0].start), strict=True):
        if one.standing is Standing.SKIPPED or item.skipped:
            continue
        if one.standing is not Standing.COMING or item.fixed_start:
            assert span.start == one.planned.start
        elif one.shift > 0:
            assert span.start >= one.start
