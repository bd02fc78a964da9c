"""Precedence and places of the demo summit."""

from datetime import date

from desktop.domain.precedence import Why
from desktop.domain.seating import Layout
from desktop.progress import Progress
from desktop.services import demo, events, precedence, seats, stage_plans
from tests.world import World

DAY = date(2026, 11, 23)


def test_the_summit_has_its_order_its_seats_and_plans_of_its_stage(world: World) -> None:
    made = demo.fill(world.db, day=DAY, progress=Progress())
    with world.db.read() as session:
        event = events.event_in_use(session).id
        rows = precedence.order(session, event)
        hall = seats.seat_plan(session, event)
        plans = [stage_plans.plan(session, one.id) for one in stage_plans.plans(session, event)]

    assert (made["seat blocks"], made["stage plans"]) == (14, 4)
    assert {Why.POST, Why.HONOUR, Why.SPECIAL, Why.CATEGORY} <= {row.why for row in rows}
    assert any(row.equal for row in rows)
    assert rows[1].special
    assert rows[1].reason
    taken = [seat for block in hall.blocks for seat in block.seats if seat.guests]
    assert len(taken) > 200
    assert all(len(seat.guests) == 1 for seat in taken)
    assert sorted(str(one.row.layout) for one in plans) == ["batch", "batch", "batch", "photo"]
    photo = next(one for one in plans if one.row.layout is Layout.PHOTO)
    assert [len(row) for row in photo.rows] == [12, 12]


def test_a_summit_of_one_has_them_too(world: World) -> None:
    made = demo.fill(world.db, people=1, day=DAY, progress=Progress())
    assert made["seat blocks"] == 14
