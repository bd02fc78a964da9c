"""Precedence and places: the order and why, plans of the stage, seats of the hall."""

from collections.abc import Iterator
from typing import Any

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, pressed, typed, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """The order with its lists and somebody moved, a plan from both sides, the hall."""
    window = program.window
    page: Any = window.page("ceremonies")
    ready = waited(lambda: page.item is not None)
    yield Scene("ceremonies-places", each(lambda: window.go("ceremonies"), ready))
    page.show_tab("order")
    order = page.parts["order"]
    there = waited(lambda: order.model.rowCount() > 0)
    yield Scene("ceremonies-order", each(there, lambda: order.table.put_cursor(0), order.table.setFocus))
    yield Scene("ceremonies-order-lists", order.lists_button.click)
    if not order.order.lists:
        yield Scene("ceremonies-order-listed", each(order.lists.shipped.click, waited(lambda: bool(order.lists.ties))))
    order.table.put_cursor(6)
    yield Scene("ceremonies-order-moved", each(order.table.setFocus, *[pressed(order, "place_up")] * 3))
    yield Scene("ceremonies-order-no-reason", each(order.guest.put.click, waited(order.guest.reason.problem.isVisible)))
    order.shut()
    page.show_tab("plans")
    plans = page.parts["plans"]
    known = waited(lambda: plans.stage is not None)
    yield Scene("ceremonies-plans", known)
    if plans.plan is None:
        yield Scene("ceremonies-plan-made", each(plans.empty.pressed.emit, waited(lambda: plans.plan is not None)))
    who = plans.plan.rows[0][0].whom
    yield Scene(
        "ceremonies-plan-somebody", each(lambda: plans.canvas.choose(who), lambda: plans.canvas.opened.emit(who))
    )
    last = plans.plan.rows[-1][-1]
    moves = waited(plans.moved.isVisible)
    plans.shut()
    yield Scene("ceremonies-plan-moved", each(lambda: plans.canvas.moved.emit(last.whom, last.row, 1), moves))
    yield Scene("ceremonies-plan-from-stage", plans.from_stage.click)
    page.show_tab("seats")
    seats = page.parts["seats"]
    yield Scene("ceremonies-seats", waited(lambda: seats.seating is not None))
    if seats.empty.isVisible():
        blocks = seats.blocks_panel
        seats.blocks.click()
        yield Scene("ceremonies-seats-blocks", each(typed(blocks.name.edit, "P"), typed(blocks.rows.edit, "4")))
        yield Scene("ceremonies-seats-drawn", each(blocks.new.click, waited(seats.map.isVisible)))
    seats.map.choose(seats.seating.plan.blocks[0].seats[0].chair.label)
    yield Scene("ceremonies-seat", lambda: seats.map.opened.emit(seats.map.seat))
    yield Scene("ceremonies-seats-by-order", seats.by_order.click)
    seats.shut()
    yield Scene("ceremonies-seats-whole", each(seats.whole.click, seats.map.setFocus))
    seats.names.click()
    page.show_tab("readiness")
