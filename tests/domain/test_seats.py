"""What seats are called, where they lie, and which are the best."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.seating import Convention
from desktop.domain.seats import Block, best_first, chairs

BLOCKS = st.builds(
    Block, st.just("A"), st.integers(1, 12), st.integers(1, 14), st.booleans(), st.integers(0, 9), st.integers(0, 9)
)


def labels(*blocks: Block, convention: Convention = Convention.INTERNATIONAL) -> list[str]:
    return [chair.label for chair in best_first(blocks, convention)]


def test_a_seat_is_called_by_its_row_or_table_and_number() -> None:
    assert [chair.label for chair in chairs(Block("A", 1, 3))] == ["A-01", "A-02", "A-03"]
    assert [chair.label for chair in chairs(Block("B", 2, 2))] == ["B1-01", "B1-02", "B2-01", "B2-02"]
    assert [chair.label for chair in chairs(Block("桌", 3, 5, round=True))][14] == "桌3-05"
    assert chairs(Block("主桌", 1, 120, round=True))[6].label == "主桌-007"


def test_the_best_seats_are_in_front_from_the_middle_outwards() -> None:
    front, back = Block("A", 1, 5), Block("B", 1, 3, y=1)

    assert labels(back, front) == ["A-03", "A-04", "A-02", "A-05", "A-01", "B-03", "B-02", "B-01"]
    assert labels(front, convention=Convention.DOMESTIC) == ["A-03", "A-02", "A-04", "A-01", "A-05"]
    two_sides = Block("L", 1, 2), Block("R", 1, 2, x=4)
    assert labels(*two_sides) == ["R-01", "L-02", "R-02", "L-01"]
    assert labels() == []


def test_tables_are_filled_one_after_another_from_the_seat_that_faces_the_stage() -> None:
    tables = Block("桌", 3, 4, round=True)

    assert labels(tables)[:5] == ["桌2-01", "桌2-04", "桌2-02", "桌2-03", "桌3-01"]
    assert labels(tables, convention=Convention.DOMESTIC)[:4] == ["桌2-01", "桌2-02", "桌2-04", "桌2-03"]
    facing = chairs(tables)
    assert facing[0].y == max(chair.y for chair in facing[:4])
    assert facing[1].x == min(chair.x for chair in facing[:4])


@given(st.lists(BLOCKS, max_size=3), st.sampled_from(Convention))
def test_every_seat_is_there_once_and_within_its_block(blocks: list[Block], convention: Convention) -> None:
    every = [chair for block in blocks for chair in chairs(block)]

    assert sorted(best_first(blocks, convention), key=repr) == sorted(every, key=repr)
    for block in blocks:
        width, depth = block.size
        for chair in chairs(block):
            assert block.x <= chair.x <= block.x + width
            assert block.y <= chair.y <= block.y + depth
