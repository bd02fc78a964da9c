"""The board of a visit: slack between blocks, what can't be, and what a drag would make of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.conflicts import Kind, find
from desktop.domain.conflicts_plan import Doing, Entry, Plan
from desktop.domain.text import LocalName
from desktop.domain.travel import Travel
from desktop.domain.visit_board import (
    Block,
    Key,
    Lane,
    StopFacts,
    Trouble,
    VisitBoard,
    What,
    judge,
    moved,
    snapped,
    stretched,
)

NINE = datetime(2026, 4, 14, 9, tzinfo=UTC)
HALL, LAB, PARK = (UUID(int=n) for n in (1, 2, 3))
A, B, BUS, VISIT, FIRST, SECOND, LEG = (UUID(int=n) for n in range(11, 18))
TRAVEL = Travel({(LAB, PARK): ((0, 30), (12, 45))}, {LAB: 4, PARK: 2})


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def stop(lane: UUID, ref: UUID, start: float, end: float, size: int = 20) -> Block:
    site = LAB if ref == FIRST else PARK
    return Block(Key(lane, ref), What.STOP, NINE + minutes(start), NINE + minutes(end), site, site, size)


def leg(lane: UUID, gather: float, leave: float, arrive: float) -> Block:
    start, leaves, end = (NINE + minutes(each) for each in (gather, leave, arrive))
    return Block(Key(lane, LEG), What.LEG, start, end, LAB, PARK, 20, leaves, BUS, 20, estimated=True)


def board(*more: Block, limit: int | None = 30, until: datetime | None = None) -> VisitBoard:
    """Group A: an hour at the laboratory, a bus that leaves 15 minutes later, the park five minutes after that."""
    mine = (stop(A, FIRST, 0, 60), leg(A, 70, 75, 105), stop(A, SECOND, 115, 180))
    facts = {
        FIRST: StopFacts(FIRST, LAB, 1, LocalName(), LocalName(), limit, until=until),
        SECOND: StopFacts(SECOND, PARK, 2, LocalName(), LocalName(), security=3, closes=NINE + minutes(200)),
    }
    groups = (Lane(A, LocalName("甲"), 20, mine), Lane(B, LocalName("乙"), 20, more))
    fleet = (Lane(BUS, LocalName("車"), 20, (leg(BUS, 70, 75, 105),), seats=20),)
    return VisitBoard(VISIT, groups, fleet, facts, TRAVEL, UTC)


def test_slack_is_what_walks_and_security_leave_before_and_after_a_leg() -> None:
    judged = judge(board())
    assert judged.around(Key(A, LEG)) == (10 - 4, 10 - 2 - 3)
    assert judged.around(Key(A, FIRST)) == (None, 6)
    assert not judged.troubles
    assert [one.minutes for one in judge(board(stop(B, FIRST, 90, 120), stop(B, SECOND, 150, 180))).slack][2:] == [
        30 - 30 - 4 - 2 - 3 - 2
    ]


def test_what_a_drag_would_break_is_told_at_once() -> None:
    early = judge(moved(board(), Key(A, SECOND), NINE + minutes(100)))
    assert early.troubles[Key(A, SECOND)] == {Trouble.OVERLAP, Trouble.SHORT}
    late = judge(stretched(board(), Key(A, SECOND), NINE + minutes(201)))
    assert late.troubles == {Key(A, SECOND): {Trouble.OUTSIDE}}
    crowded = judge(board(stop(B, FIRST, 30, 60)))
    assert crowded.troubles[Key(A, FIRST)] == crowded.troubles[Key(B, FIRST)] == {Trouble.CROWDED}
    assert not judge(board(stop(B, FIRST, 60, 90))).troubles, "equal boundaries are no conflict"
    gone = judge(board(until=NINE + minutes(59)))
    assert gone.troubles == {Key(A, FIRST): {Trouble.HOST_GONE}}
    assert not any(one.blocks for one in gone.troubles[Key(A, FIRST)])


def test_a_leg_moves_in_every_row_and_arrives_by_the_table_of_its_hour() -> None:
    after = moved(board(), Key(A, LEG), NINE + minutes(175))
    for row in (A, BUS):
        block = after.block(Key(row, LEG))
        assert block is not None
        assert (block.leaves, block.end) == (NINE + minutes(180), NINE + minutes(180 + 45))


def test_all_groups_that_are_there_then_move_together_and_no_others() -> None:
    before = board(stop(B, FIRST, 0, 60))
    alone, together = (moved(before, Key(A, FIRST), NINE - minutes(30), together=each) for each in (False, True))
    other = before.block(Key(B, FIRST))
    assert alone.block(Key(B, FIRST)) == other
    assert together.block(Key(B, FIRST)) == stop(B, FIRST, -30, 30)
    elsewhere = board(stop(B, FIRST, 60, 120))
    assert moved(elsewhere, Key(A, FIRST), NINE, together=True).block(Key(B, FIRST)) == stop(B, FIRST, 60, 120)


def test_nothing_is_stretched_away_and_the_mouse_snaps_to_five_minutes() -> None:
    block = stretched(board(), Key(A, FIRST), NINE - minutes(60)).block(Key(A, FIRST))
    assert block is not None
    assert block.end - block.start == minutes(5)
    assert snapped(NINE + minutes(7.6), UTC) == NINE + minutes(10)
    assert snapped(NINE + minutes(2), UTC) == NINE


def test_a_board_goes_from_full_hour_to_full_hour_and_an_empty_one_has_no_span() -> None:
    assert board().span() == (NINE, NINE + minutes(180))
    assert VisitBoard(VISIT, (), (), {}, TRAVEL, UTC).span() is None


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 90), st.integers(10, 90), st.integers(0, 1)), max_size=8),
    st.integers(1, 60),
)
def test_the_minutes_that_lack_are_those_that_the_finder_of_conflicts_finds(
    parts: list[tuple[bool, int, int, int]], size: int
) -> None:
    sites, at = (LAB, PARK), 0
    blocks, entries, stops = [], [], {}
    for number, (is_leg, gap, length, place) in enumerate(parts):
        ref, site, start = UUID(int=100 + number), sites[place], at + gap
        at = start + length
        begin, end = NINE + minutes(start), NINE + minutes(at)
        go = sites[1 - place] if is_leg else site
        walk = 0 if is_leg else TRAVEL.walks[site]
        security = 0 if is_leg else number % 4
        kind, vehicle = (What.LEG, BUS) if is_leg else (What.STOP, None)
        blocks.append(
            Block(Key(A, ref), kind, begin, end, site, go, size, begin if is_leg else None, vehicle, seats=99)
        )
        entries.append(
            Entry(
                int(begin.timestamp()), int(end.timestamp()), number, site, go, ref,
                Doing.LEG if is_leg else Doing.VISIT, ref, end.hour, walk + security, walk, size,
            )
        )  # fmt: skip
        stops[ref] = StopFacts(ref, site, number, LocalName(), LocalName(), security=security)
    judged = judge(VisitBoard(VISIT, (Lane(A, LocalName(), size, tuple(blocks)),), (), stops, TRAVEL, UTC))
    found = find(Plan({A: tuple(entries)}, TRAVEL)).conflicts
    assert {(one.before.ref, one.after.ref, -one.minutes) for one in judged.slack if one.minutes < 0} == {
        (*one.what, one.amount) for one in found if one.kind is Kind.NO_TIME
    }
