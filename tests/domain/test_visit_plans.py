"""Plans of visits: every rule held against a plain check, and none leaves out more than trying everything would."""

from collections.abc import Iterator
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.visit_planner import tour
from desktop.domain.travel import Travel
from desktop.domain.visit_planner import Bus, Guest, Halt, Party, Planned, Problem, Rule, Tie
from desktop.domain.visit_planner_search import plan
from desktop.domain.visits import Leaders

TURN = 300
NINE = 32_400
_NONE: frozenset[tuple[int, int]] = frozenset()


def key(kind: int, number: int) -> UUID:
    return UUID(int=kind * 1_000 + number)


def broken(problem: Problem, planned: Planned) -> Iterator[str]:
    """What is wrong with a plan, looked at plainly."""
    sizes = {one.id: sum(group == one.id for group in planned.groups.values()) for one in problem.parties}
    halts = {one.id: one for one in problem.halts}
    taken = [
        (stop, start, start + last - first, party)
        for party in problem.parties if sizes[party.id] for stop, (first, last) in party.spans.items()
        if (start := planned.slots.get((party.id, stop))) is not None
    ]  # fmt: skip
    for stop, start, end, party in taken:
        halt = halts[stop]
        if stop in party.pinned:
            if start != party.spans[stop][0]:
                yield "pinned"
        elif (halt.opens is not None and start < halt.opens) or end > (halt.closes or problem.latest):
            yield "hours"
        if any(one[3] is party and one[0] != stop and one[1] < end and one[2] > start for one in taken):
            yield "two places"
        load = [sizes[one[3].id] for one in taken if one[0] == stop and one[1] <= start < one[2]]
        if halt.limit is not None and len(load) > 1 and sum(load) > halt.limit:
            yield "crowd"
    for bus in problem.buses:
        if sum(one == bus.id for one in planned.buses.values()) > bus.seats:
            yield "seats"


def small(groups: int, windows: list[int], limit: int | None, pinned: frozenset[tuple[int, int]] = _NONE) -> Problem:
    """Groups of one, stops of one site, each open for so many turns."""
    site = key(2, 0)
    halts = tuple(Halt(key(1, n), site, NINE, NINE + turns * TURN, limit) for n, turns in enumerate(windows))
    parties = tuple(
        Party(
            key(3, group), {one.id: (NINE, NINE + TURN) for one in halts},
            frozenset(key(1, stop) for stop in range(len(windows)) if (group, stop) in pinned),
        )
        for group in range(groups)
    )  # fmt: skip
    guests = tuple(Guest(key(5, n), key(3, n)) for n in range(groups))
    return Problem(halts, parties, (), guests, NINE, NINE + 40 * TURN, ZoneInfo("UTC"))


def most(groups: int, windows: list[int], limit: int | None) -> int:
    """How many visits of groups to stops fit, by trying everything."""
    best = 0
    choices = [[None, *range(turns)] for _group in range(groups) for turns in windows]
    for chosen in product(*choices):
        placed = [
            (place // len(windows), place % len(windows), turn)
            for place, turn in enumerate(chosen) if turn is not None
        ]  # fmt: skip
        if len(placed) <= best or len({(group, turn) for group, _stop, turn in placed}) < len(placed):
            continue
        crowds = [sum(one[1:] == other[1:] for one in placed) for other in placed]
        if limit is None or max(crowds, default=0) <= limit:
            best = len(placed)
    return best


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 3), st.lists(st.integers(1, 3), min_size=1, max_size=2), st.sampled_from([None, 1, 2]))
def test_as_many_stops_are_visited_as_trying_everything_finds(
    groups: int, windows: list[int], limit: int | None
) -> None:
    problem = small(groups, windows, limit)
    wanted = most(groups, windows, limit)
    for seconds in (0.1, 3.0):
        # A busy machine needs longer for as many tries.
        planned = plan(problem, seconds)
        placed = sum(start is not None for start in planned.slots.values())
        if placed == wanted:
            break
    assert list(broken(problem, planned)) == []
    assert placed == wanted
    assert len(planned.unmet) == groups * len(windows) - placed


@settings(max_examples=15, deadline=None)
@given(
    st.integers(1, 6), st.integers(0, 3), st.integers(1, 30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=6), st.sampled_from(Leaders),
)  # fmt: skip
def test_what_is_planned_keeps_hours_limits_seats_and_is_told_where_it_does_not(
    groups: int, buses: int, people: int, ties: list[tuple[int, int]], leaders: Leaders
) -> None:
    made = tour(groups, buses, people)
    pairs = tuple(Tie(key(5, one), key(5, two), apart=one % 2 == 0) for one, two in ties if one != two)
    problem = Problem(
        made.halts, made.parties, made.buses, made.guests, made.begins, made.latest, made.zone, pairs,
        leaders, made.travel, made.lunch,
    )  # fmt: skip
    planned = plan(problem)
    assert list(broken(problem, planned)) == []
    told = {frozenset(one.who) for one in planned.unmet if one.rule in {Rule.APART, Rule.TOGETHER}}
    known = planned.groups
    for tie in pairs:
        if tie.one in known and tie.other in known and frozenset((tie.one, tie.other)) not in told:
            if tie.apart:
                assert known[tie.one] != known[tie.other]
            else:
                assert known[tie.one] == known[tie.other]
    if problem.buses:
        assert (Rule.NO_SEAT in {one.rule for one in planned.unmet}) == (None in planned.buses.values())


def test_forty_groups_take_turns_and_a_circle_of_pins_stays() -> None:
    problem = small(40, [40, 40, 40], 1)
    planned = plan(problem)
    assert (list(broken(problem, planned)), planned.unmet) == ([], ())
    circle = small(3, [9, 9, 9], 1, frozenset({(0, 0), (1, 0), (0, 1), (1, 1)}))
    planned = plan(circle, 0.1)
    assert {planned.slots[key(3, group), key(1, stop)] for group in (0, 1) for stop in (0, 1)} == {NINE}
    assert planned.slots[key(3, 2), key(1, 0)] != NINE


def test_nobody_no_seats_and_no_limits_are_planned_too() -> None:
    none = Problem((), (), (), (), NINE, NINE, ZoneInfo("UTC"))
    assert plan(none, 0.1).slots == {}
    problem = small(2, [3], 0)
    assert [one.rule for one in plan(problem).unmet] == [Rule.TOO_LARGE, Rule.TOO_LARGE]
    bus = (Bus(key(4, 0), 0),)
    seatless = Problem(
        problem.halts, problem.parties, bus, problem.guests, NINE, NINE + 9_000, ZoneInfo("UTC"),
        travel=Travel(),
    )  # fmt: skip
    assert Rule.NO_SEAT in {one.rule for one in plan(seatless).unmet}
