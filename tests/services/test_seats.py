"""Blocks of seats, and who sits where, as the badge and the door say it."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.domain.seats import Block
from desktop.domain.verdicts import Status
from desktop.models import Registration
from desktop.services import people, precedence, seat_blocks, seats
from desktop.services.badge_feed import Wanted, feed
from desktop.services.events import EventRow
from desktop.services.seat_blocks import BlockDraft
from tests.world import World


def blocks(world: World, summit: EventRow, *drafts: BlockDraft) -> list[UUID]:
    with world.db.write() as session:
        return seat_blocks.add_blocks(session, summit.id, drafts)


def taken(world: World, summit: EventRow) -> dict[str, str]:
    """Who sits where, by the plan."""
    with world.db.read() as session:
        plan = seats.seat_plan(session, summit.id)
    return {
        seat.chair.label: " ".join(guest.name for guest in seat.guests)
        for block in plan.blocks
        for seat in block.seats
        if seat.guests
    }


def test_guests_are_seated_in_their_order_from_the_middle_of_the_front_companions_beside_them(
    world: World, summit: EventRow
) -> None:
    a, b, _c, spouse, gone = world.guests(summit, "甲", "乙", "丙", "甲夫人", "缺")
    with world.db.write() as session:
        session.get_one(Registration, spouse).principal_id = a
        session.get_one(Registration, gone).status = Status.DECLINED
        precedence.set_manual(session, b, 1, "主賓")
    front, back = blocks(world, summit, BlockDraft("A", seats=3), BlockDraft("B", seats=3))
    with world.db.write() as session:
        done = seats.seat_by_order(session, summit.id, [front])
    assert taken(world, summit) == {"A-02": "乙", "A-03": "甲", "A-01": "甲夫人"}
    assert (len(done.given), len(done.left_over)) == (3, 1)

    with world.db.write() as session:
        again = seats.seat_by_order(session, summit.id, [front, back])
    assert taken(world, summit)["B-02"] == "丙"
    assert (len(again.given), again.left_over) == (1, ())
    with world.db.write() as session:
        seats.seat_by_order(session, summit.id, [back], [a, b], keep=False)
    assert taken(world, summit) == {"A-01": "甲夫人", "B-02": "丙", "B-03": "乙", "B-01": "甲"}
    with world.db.write() as session:
        assert seats.clear_seats(session, summit.id, [a]) == 1
        assert seats.clear_seats(session, summit.id) == 3
    assert taken(world, summit) == {}


def test_a_seat_by_hand_is_on_the_badge_and_at_the_door_and_doubles_are_reported(
    world: World, summit: EventRow
) -> None:
    a, b, c = world.guests(summit, "甲", "乙", "丙")
    badge = world.badges(summit)[0]
    blocks(world, summit, BlockDraft("桌", 2, 10, round=True))
    with world.db.write() as session:
        seats.give_seat(session, a, " 桌2-05 ")
        seats.give_seat(session, b, "包廂")
        people.change_person(session, summit.id, c, people.PersonDraft(seat="桌2－05"))
    with world.db.read() as session:
        plan = seats.seat_plan(session, summit.id)
        assert [[guest.name for guest in ones] for ones in plan.doubles] == [["甲", "丙"]]
        assert [guest.name for guest in plan.elsewhere] == ["乙"]
        assert plan.unseated == ()
        badges = feed(session, summit.id, Wanted(), photos=False)
        assert [fed.drawn.seat for fed in badges] == ["桌2-05", "包廂", "桌2－05"]
    result = world.scan(summit, badge.token)
    assert result.guest is not None
    assert result.guest.seat == "桌2-05"

    with pytest.raises(seats.SeatTaken), world.db.write() as session:
        seats.give_seat(session, b, "桌2-05")
    with world.db.write() as session:
        seats.give_seat(session, c, "")
        seats.give_seat(session, b, "桌2-05", swap=True)
    assert taken(world, summit) == {"桌2-05": "乙"}
    with world.db.read() as session:
        assert [(guest.name, guest.seat) for guest in seats.seat_plan(session, summit.id).elsewhere] == [("甲", "包廂")]
    for error, who, label in ((precedence.NotAtEvent, uuid4(), "A-01"), (people.TextTooLong, a, "長" * 61)):
        with pytest.raises(error), world.db.write() as session:
            seats.give_seat(session, who, label)


def test_blocks_are_read_from_a_table_and_lie_one_behind_another(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    file = tmp_path / "blocks.csv"
    file.write_text("大會堂座位,,,,\n區,排數,每排座位,圓桌,x\nA,1,20,,2\nB,3,18,,\n桌,6,10,是,\n", "utf-8")
    read = seat_blocks.read_blocks(file)
    assert read == [
        BlockDraft("A", 1, 20, x=2), BlockDraft("B", 3, 18), BlockDraft("桌", 6, 10, round=True),
    ]  # fmt: skip

    blocks(world, summit, *read)
    with world.db.read() as session:
        rows = seat_blocks.blocks(session, summit.id)
    assert [row.block for row in rows] == [
        Block("A", 1, 20, x=2, y=0), Block("B", 3, 18, y=1), Block("桌", 6, 10, round=True, y=4),
    ]  # fmt: skip
    with world.db.write() as session:
        seat_blocks.change_block(session, rows[0].id, BlockDraft("C", 2, 4, x=1, y=9))
        seat_blocks.remove_block(session, rows[2].id)
        assert [row.block.name for row in seat_blocks.blocks(session, summit.id)] == ["C", "B"]
        assert seat_blocks.blocks(session, summit.id, uuid4()) == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a,b\n1,2\n", seat_blocks.NoBlocks),
        ("name,seats\n", seat_blocks.NoBlocks),
        ("name,seats\nA,many\n", seat_blocks.BadBlockRow),
        ("name,tables,seats\n,3,10\n", seat_blocks.BadBlockRow),
        ("name,seats,x\nA,10,-1\n", seat_blocks.BadBlockRow),
    ],
)
def test_a_file_without_blocks_is_refused(tmp_path: Path, text: str, error: type[Exception]) -> None:
    file = tmp_path / "blocks.csv"
    file.write_text(text, "utf-8")

    with pytest.raises(error):
        seat_blocks.read_blocks(file)


def test_no_two_seats_are_called_the_same_and_none_of_a_list_is_added_where_one_is_wrong(
    world: World, summit: EventRow
) -> None:
    blocks(world, summit, BlockDraft("A", rows=12))
    for error, draft in (
        (seat_blocks.BlockExists, BlockDraft("a12")),
        (seat_blocks.BlockNameless, BlockDraft(" ")),
        (seat_blocks.BadBlock, BlockDraft("C", rows=0)),
        (seat_blocks.TooManySeats, BlockDraft("C", rows=200, seats=300)),
    ):
        with pytest.raises(error):
            blocks(world, summit, BlockDraft("B"), draft)
    with world.db.read() as session:
        assert [row.block.name for row in seat_blocks.blocks(session, summit.id)] == ["A"]
    with pytest.raises(seat_blocks.NoSuchBlock), world.db.write() as session:
        seat_blocks.remove_block(session, uuid4())
