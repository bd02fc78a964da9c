"""Precedence and places in the window: the order and why, plans of the stage, seats, by keys and mouse."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.domain.precedence import Ties
from desktop.domain.seating import Layout
from desktop.services.ceremony_substitutes import substitute
from desktop.services.precedence import order
from desktop.services.readiness import readiness
from desktop.services.stage_plans import release_hand
from desktop.ui.ceremonies import CeremoniesPage
from desktop.ui.precedence.order import OrderPanel
from desktop.ui.precedence.plans import PlansPanel
from desktop.ui.precedence.seats import SeatsPanel
from tests.ui.opened import Opened

ALT, ENTER = Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Return


@pytest.fixture
def page(stage: Opened) -> CeremoniesPage:
    page: CeremoniesPage = stage.page("ceremonies")
    stage.until(lambda: page.item is not None)
    return page


def part(stage: Opened, page: CeremoniesPage, name: str) -> Any:
    """A side of the ceremony, chosen by its button."""
    page.tabs[name].click()
    stage.settle()
    return page.parts[name]


def event_of(stage: Opened) -> Any:
    event = stage.context.here.event
    assert event is not None
    return event.id


def write(edit: QWidget, text: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.setText(text)
    edit.textEdited.emit(text)


def drag(stage: Opened, area: QWidget, begun: QPointF, end: QPointF) -> None:
    stage.bot.mousePress(area, Qt.MouseButton.LeftButton, pos=begun.toPoint())
    for point in (begun + QPointF(12, 12), end):
        stage.bot.mouseMove(area, point.toPoint())
    stage.bot.mouseRelease(area, Qt.MouseButton.LeftButton, pos=end.toPoint())


def test_somebody_is_moved_in_the_order_with_a_reason_and_given_back_to_the_rule(
    stage: Opened, page: CeremoniesPage
) -> None:
    panel: OrderPanel = part(stage, page, "order")
    stage.until(lambda: panel.model.rowCount() > 0)
    panel.lists_button.click()
    panel.lists.shipped.click()
    stage.until(lambda: len(panel.lists.ties) == 2)
    panel.shut()

    sixth = panel.model.rows()[5]
    panel.choose(sixth.id)
    for _time in range(2):
        stage.bot.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Up, ALT)
    assert panel.model.rows()[3].id == sixth.id
    assert panel.guest.reason.edit.hasFocus()
    stage.bot.keyClick(panel.guest.reason.edit, ENTER)
    stage.until(panel.guest.reason.problem.isVisible)
    write(panel.guest.reason.edit, "Asked for by the host")
    stage.bot.keyClick(panel.guest.reason.edit, ENTER)
    stage.until(lambda: panel.moving is None and panel.model.rows()[3].row.manual_rank == 4)
    row = stage.read(order, event_of(stage))[3]
    assert (row.registration_id, row.reason) == (sixth.id, "Asked for by the host")
    assert "2 by hand" in panel.count.text()

    panel.choose(sixth.id)
    stage.bot.keyClick(panel.table, ENTER)
    panel.guest.by_rule.click()
    stage.until(lambda: panel.model.rows()[5].id == sixth.id)


def test_a_dragged_line_waits_for_its_reason_and_goes_back_without_one(stage: Opened, page: CeremoniesPage) -> None:
    panel: OrderPanel = part(stage, page, "order")
    stage.until(lambda: panel.model.rowCount() > 0)
    first, view = panel.model.rows()[0], panel.table.viewport()
    high = panel.table.verticalHeader().defaultSectionSize()
    drag(stage, view, QPointF(60, high / 2), QPointF(60, 3 * high - 3))
    assert panel.model.rows()[2].id == first.id
    assert panel.guest.place.value == "3"
    stage.bot.keyClick(panel.guest.reason.edit, Qt.Key.Key_Escape)
    assert panel.model.rows()[0].id == first.id
    assert panel.moving is None

    name = panel.model.rows()[40].row.name
    write(panel.finding, name)
    assert name in {panel.model.row(panel.table.currentIndex()).row.name}


def test_order_lists_come_from_tables_and_say_how_equals_are_told_apart(
    stage: Opened, page: CeremoniesPage, tmp_path: Path
) -> None:
    panel: OrderPanel = part(stage, page, "order")
    stage.until(lambda: len(panel.lists.ties) == 1)
    deans = [line.id for line in panel.model.rows()[20:22]]
    lowest = panel.lists.lists[0].classes[-2].id
    for key in deans:
        panel.choose(key)
        stage.bot.keyClick(panel.table, ENTER)
        panel.guest.classes.choose(lowest)
        panel.guest.classes.activated.emit(0)
        stage.until(lambda key=key: class_of(panel, key) == lowest)
    assert {line.id for line in panel.model.rows() if line.row.equal} >= set(deans)
    panel.lists_button.click()
    ties = next(iter(panel.lists.ties.values()))
    ties.choose(Ties.STROKES)
    ties.activated.emit(0)
    stage.until(lambda: not any(line.row.equal for line in panel.model.rows()))

    file = tmp_path / "own.csv"
    file.write_text("rank,class_en\nfirst,Mayor\n", "utf-8")
    write(panel.lists.file.line, str(file))
    stage.bot.keyClick(panel.lists.file.line, ENTER)
    stage.until(panel.lists.trouble.isVisible)
    assert "Row 2" in panel.lists.trouble.text()
    file.write_text("rank,class_en\n1,Dean of Engineering\n", "utf-8")
    stage.bot.keyClick(panel.lists.file.line, ENTER)
    stage.until(lambda: len(panel.lists.ties) == 2)
    assert panel.lists.trouble.isHidden()
    panel.lists.moved.emit(panel.lists.lists[1].id, -1)
    stage.until(lambda: panel.lists.lists[0].name == "own")


def class_of(panel: OrderPanel, key: Any) -> Any:
    return panel.model.rows()[panel.model.line_of(key)].row.class_id


def test_people_are_moved_on_a_plan_and_what_moved_is_listed(stage: Opened, page: CeremoniesPage) -> None:
    panel: PlansPanel = part(stage, page, "plans")
    stage.until(lambda: panel.plan is not None)
    assert panel.plan is not None
    assert [button.text() for button in panel.tabs.values()] == ["Batch 1", "Batch 2", "Batch 3"]

    canvas, last = panel.canvas, panel.plan.rows[-1]
    canvas.choose(last[0].whom)
    stage.bot.keyClick(canvas, Qt.Key.Key_Right, ALT)
    stage.until(lambda: bool(panel.moved.moves))
    assert panel.plan.rows[-1][1].whom == last[0].whom
    assert panel.plan.rows[-1][1].by_hand
    assert {last[0].whom, last[1].whom} <= {one.whom for one in panel.moved.moves}
    shown = canvas.rect_of(last[0].whom).x() < canvas.rect_of(last[2].whom).x()

    panel.from_stage.click()
    assert (canvas.rect_of(last[0].whom).x() < canvas.rect_of(last[2].whom).x()) != shown
    panel.settings.click()
    panel.panel.release_all.click()
    stage.until(lambda: panel.plan is not None and panel.plan.rows[-1][0].whom == last[0].whom)
    panel.shut()

    drag(stage, canvas.viewport(), canvas.rect_of(last[0].whom).center(), canvas.rect_of(last[-1].whom).center())
    stage.until(lambda: panel.plan is not None and panel.plan.rows[-1][-1].whom == last[0].whom)
    key = panel.plan.row.id
    stage.context.data.do(lambda session: release_hand(session, key), lambda _none: None)
    stage.until(lambda: panel.plan is not None and not any(one.by_hand for one in panel.plan.rows[-1]))


def test_an_item_without_a_plan_is_offered_one(stage: Opened, page: CeremoniesPage) -> None:
    panel: PlansPanel = part(stage, page, "plans")
    stage.until(lambda: panel.plan is not None)
    panel.settings.click()
    for left in (2, 1, 0):
        panel.panel.remove.click()
        stage.until(lambda left=left: panel.stage is not None and len(panel.stage.plans) == left)
    stage.until(panel.empty.isVisible)
    assert panel.empty.button is not None
    panel.empty.button.click()
    stage.until(lambda: len(panel.tabs) == 3)
    assert panel.plan is not None
    who = panel.plan.rows[0][0]
    assert who.of_item
    panel.settings.click()
    write(panel.panel.guest.edit, "Somebody Else")
    stage.bot.keyClick(panel.panel.guest.edit, ENTER)
    stage.until(lambda: panel.plan is not None and _on(panel.plan, "Somebody Else"))
    assert "Somebody Else has come" in panel.moved.lines[0].text() + panel.moved.lines[-1].text()

    panel.panel.layouts.choose(Layout.PHOTO)
    panel.panel.layouts.activated.emit(0)
    stage.until(lambda: panel.plan is not None and panel.plan.row.layout is Layout.PHOTO)
    write(panel.panel.rows.edit, "3")
    stage.bot.keyClick(panel.panel.rows.edit, ENTER)
    stage.until(lambda: panel.plan is not None and len(panel.plan.rows) == 3)
    write(panel.panel.rows.edit, "0")
    stage.bot.keyClick(panel.panel.rows.edit, ENTER)
    stage.until(panel.panel.rows.problem.isVisible)


def test_a_substitution_is_seen_on_the_plan_with_who_moves(stage: Opened, page: CeremoniesPage) -> None:
    panel: PlansPanel = part(stage, page, "plans")
    stage.until(lambda: panel.stage is not None)
    panel._add_wanted()
    stage.until(lambda: panel.plan is not None)
    item = page.item
    assert item is not None
    need = next(
        one
        for each in stage.read(readiness, item, stage.context.store.now()).agreements
        for one in each.people
        if one.alternates
    )
    stands_in = need.alternates[0].registration_id
    assert stands_in is not None
    assert panel.stage is not None
    tab = next(one.row.id for one in panel.stage.plans if _on(one, need.registration_id))
    panel.tabs[tab].click()
    stage.context.data.do(
        lambda session: substitute(session, item, need.registration_id, stands_in, "Chan Siu-ming"), lambda _none: None
    )
    stage.until(lambda: panel.plan is not None and _on(panel.plan, stands_in))
    assert any("has come" in line.text() for line in panel.moved.lines)


def _on(plan: Any, whom: Any) -> bool:
    return any(one.whom == whom for row in plan.rows for one in row)


def test_a_hall_is_drawn_and_seated_by_order_and_by_hand(stage: Opened, page: CeremoniesPage) -> None:
    panel: SeatsPanel = part(stage, page, "seats")
    stage.until(lambda: panel.seating is not None)
    blocks = panel.blocks_panel
    panel.blocks.click()
    write(blocks.name.edit, "P9")
    write(blocks.rows.edit, "3")
    stage.bot.keyClick(blocks.rows.edit, ENTER)
    stage.until(lambda: panel.map.spot("P91-01") is not None)

    panel.by_order.click()
    *others, mine = panel.order_panel.checks.values()
    for check in others:
        check.setChecked(False)
    assert mine.text() == "P9: 3 rows of 10"
    panel.order_panel.keep.setChecked(False)
    panel.order_panel.seat.click()
    stage.until(lambda: bool(seat(panel, "P91-05").guests and seat(panel, "P91-06").guests))
    one, other = seat(panel, "P91-05").guests[0], seat(panel, "P91-06").guests[0]
    first = stage.read(order, event_of(stage))[0].registration_id
    assert first in {one.registration_id, other.registration_id}

    panel.shut()
    QApplication.processEvents()
    panel.map.choose("P91-05")
    drag(stage, panel.map.viewport(), *(panel.map.rect_of(label).center() for label in ("P91-05", "P91-06")))
    stage.until(lambda: seat(panel, "P91-06").guests[0].registration_id == one.registration_id)
    assert seat(panel, "P91-05").guests[0].registration_id == other.registration_id
    stage.bot.keyClick(panel.map, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: seat(panel, "P91-05").guests[0].registration_id == one.registration_id)
    panel.map.choose("P91-05")
    stage.bot.keyClick(panel.map, Qt.Key.Key_Right, ALT)
    stage.until(lambda: seat(panel, "P91-06").guests[0].registration_id == one.registration_id)

    panel.map.choose("P91-05")
    stage.bot.keyClick(panel.map, ENTER)
    panel.seat.takers[other.registration_id].click()
    stage.until(lambda: not seat(panel, "P91-05").guests)
    stage.until(lambda: bool(panel.seat.offers))
    next(iter(panel.seat.offers.values())).click()
    stage.until(lambda: bool(seat(panel, "P91-05").guests))


def seat(panel: SeatsPanel, label: str) -> Any:
    spot = panel.map.spot(label)
    assert spot is not None
    return spot.seat


def test_order_and_seats_are_there_without_a_programme(it: Opened) -> None:
    page: CeremoniesPage = it.page("ceremonies")
    it.until(page.empty.isVisible)
    panel: OrderPanel = part(it, page, "order")
    it.until(lambda: panel.model.rowCount() == 25)
    assert panel.table.isVisible()
    assert panel.table.hasFocus()
    seats: SeatsPanel = part(it, page, "seats")
    it.until(seats.empty.isVisible)
    page.tabs["readiness"].click()
    assert page.empty.isVisible()
