"""The board of a visit in the real window: dragged, moved by keys, filled in beside, and taken back."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.visit_board import Block, Key, Trouble, What
from desktop.domain.visits import Aboard, Leaders
from desktop.i18n import Language
from desktop.services.visit_members import take_out_of_group
from desktop.services.visitor_list_sent import changed_since_sent
from desktop.services.visits import VisitRow, visits
from desktop.services.visits_edit import StopDraft
from tests.ui.opened import Opened

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(stage: Opened) -> Any:
    shown = stage.page("visits")
    stage.until(lambda: shown.shown.board is not None)
    return shown


def tour(stage: Opened) -> VisitRow:
    assert stage.context.here.event is not None
    found: VisitRow = stage.read(visits, stage.context.here.event.id)[0]
    return found


def block(page: Any, key: Key) -> Block:
    found = page.shown.board.block(key)
    assert isinstance(found, Block)
    return found


def kept(stage: Opened, page: Any) -> None:
    """Wait until what was done is on the board as it was read again."""
    stage.settle()
    stage.until(lambda: not page.doing.waiting and page.board.board is page.shown.board)
    stage.settle()


def hold(page: Any, key: Key, minutes: int, *, at_end: bool = False, held: Qt.KeyboardModifier = NONE) -> QPoint:
    """Press a block and move it; returns where the mouse is."""
    port, rect = page.board.viewport(), page.board.rect_of(key)
    begun = QPoint(int(rect.right()) - 2 if at_end else int(rect.center().x()), int(rect.center().y()))
    to = begun + QPoint(round(minutes * page.board.minute), 0)
    QTest.mousePress(port, LEFT, held, begun)
    for point in (begun + QPoint(6, 0), to):
        place = QPointF(port.mapToGlobal(point))
        QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, QPointF(point), place, LEFT, LEFT, held))
    return to


def let_go(stage: Opened, page: Any, point: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseRelease(page.board.viewport(), LEFT, held, point)
    kept(stage, page)


def press(stage: Opened, page: Any, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    for _time in range(times):
        QTest.keyClick(QApplication.focusWidget() or page.board, key, held)
    kept(stage, page)


def minutes(before: Block, after: Block) -> tuple[float, float]:
    return (after.start - before.start).total_seconds() / 60, (after.end - before.end).total_seconds() / 60


def test_a_stop_is_dragged_and_stretched_with_its_conflicts_and_taken_back(stage: Opened, page: Any) -> None:
    group, other = page.shown.board.groups
    was = next(one for one in group.blocks if one.what is What.STOP)
    assert was.key not in page.shown.about
    at = hold(page, was.key, 40)
    assert Trouble.OVERLAP in page.board.judged.troubles[was.key], "while it is held"
    assert page.shown.board is page.board.board
    QTest.keyClick(page.board, Qt.Key.Key_Escape)
    assert not page.board.judged.troubles
    let_go(stage, page, at)
    assert block(page, was.key) == was, "Escape lets it be where it was"

    let_go(stage, page, hold(page, was.key, 40))
    assert minutes(was, block(page, was.key)) == (40, 40)
    assert page.shown.about[was.key]
    assert page.cards.count
    assert stage.said()[-1].startswith("Group A")
    page.doing.acts.undo()
    stage.until(lambda: minutes(was, block(page, was.key)) == (0, 0))
    assert was.key not in page.shown.about

    let_go(stage, page, hold(page, was.key, -13, at_end=True))
    assert minutes(was, block(page, was.key)) == (0, -15), "it snaps to five minutes"

    there = {(one.key.ref, one.start) for one in other.blocks if one.what is What.STOP}
    end = next(one for one in group.blocks if (one.key.ref, one.start) in there)
    mate = Key(other.id, end.key.ref)
    let_go(stage, page, hold(page, end.key, 10, held=CTRL), CTRL)
    assert minutes(end, block(page, mate)) == minutes(end, block(page, end.key)) == (10, 10)


def test_all_of_it_goes_by_keys(stage: Opened, page: Any) -> None:
    group, _other = page.shown.board.groups
    page.board.setFocus()
    press(stage, page, Qt.Key.Key_Tab)
    press(stage, page, Qt.Key.Key_Tab)
    key = page.board.key
    assert key is not None
    was = block(page, key)
    assert (key.row, was.what) == (group.id, What.STOP)
    assert "Group A" in page.board.accessibleDescription()
    press(stage, page, Qt.Key.Key_Right, times=3)
    assert minutes(was, block(page, key)) == (15, 15), "each of three quick presses counts"
    press(stage, page, Qt.Key.Key_Left, SHIFT)
    assert minutes(was, block(page, key)) == (15, 10)
    press(stage, page, Qt.Key.Key_P)
    assert block(page, key).pinned
    press(stage, page, Qt.Key.Key_Delete)
    assert page.shown.board.block(key) is None
    press(stage, page, Qt.Key.Key_Z, CTRL)
    stage.until(lambda: page.shown.board.block(key) is not None and block(page, key).pinned)
    page.board.choose(key)
    press(stage, page, Qt.Key.Key_Down)
    assert page.board.key.row != key.row
    press(stage, page, Qt.Key.Key_Return, SHIFT)
    assert page.side.currentWidget() is page.side.group
    assert page.side.group.row.id == page.board.key.row


def test_people_change_groups_and_buses_with_one_key(stage: Opened, page: Any) -> None:
    one, two = tour(stage).groups
    page.open_visit(one.id)
    table = page.side.group.people
    first = table.rows.rows()[0]
    press(stage, page, Qt.Key.Key_M)
    there = {each.who.registration_id for each in tour(stage).groups[1].people}
    assert first.id in there
    assert len(tour(stage).groups[0].people) == len(one.people) - 1
    press(stage, page, Qt.Key.Key_P)
    assert tour(stage).groups[0].people[0].pinned

    bus, other = tour(stage).vehicles
    page.open_visit(bus.id)
    riding = page.side.leg.people
    riding.table.put_cursor(0)
    moving = riding.rows.rows()[0]
    press(stage, page, Qt.Key.Key_R)
    assert tour(stage).aboard(bus.id)[0].role is Aboard.ESCORT
    press(stage, page, Qt.Key.Key_M)
    assert moving.id in {each.who.registration_id for each in tour(stage).aboard(other.id)}
    assert page.shown.board.lane(two.id) is not None


def test_a_stop_a_leg_a_group_and_the_visit_are_filled_in_beside(stage: Opened, page: Any) -> None:
    stop = tour(stage).stops[0]
    page.open_visit(stop.id)
    form = page.side.stop
    for field, text in ((form.starts, "09:45"), (form.limit, "31"), (form.closes, "soon")):
        type_in(field.edit, text)
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert not form.closes.problem.isHidden()
    type_in(form.closes.edit, "17:00")
    type_in(form.people.lines[0].until.edit, "11:00")
    type_in(form.host.edit, "未知大學")
    press(stage, page, Qt.Key.Key_S, CTRL)
    now = tour(stage).stops[0]
    assert (now.group_limit, now.host.hant, now.site_id) == (31, "未知大學", stop.site_id)
    assert now.people[0].until_at is not None
    assert now.list_fields == stop.list_fields
    assert (now.end, now.languages, now.rules) == (stop.end, stop.languages, stop.rules)
    page.open_visit(stop.id)
    form.sent.setChecked(True)
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert tour(stage).stops[0].list_sent_at is not None
    event, group = stage.context.here.event, tour(stage).groups[0]
    assert event is not None
    with stage.context.store.write() as session:
        take_out_of_group(session, group.id, [group.people[0].who.registration_id])
    assert len(stage.read(changed_since_sent, event.id, stop.id)) == 1
    park = tour(stage).stops[1]
    page.open_visit(park.id)
    form.sent.setChecked(True)
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert not form.due.problem.isHidden(), "its host wants no list"
    form.sent.setChecked(False)

    page.buttons["leg"].click()
    form = page.side.leg
    form.vehicle.choose(form.vehicle._offered[-1][0])
    form.vehicle.activated.emit(0)
    type_in(form.names.en.edit, "Car")
    type_in(form.seats.edit, "4")
    form.leaves.edit.selectAll()
    QTest.keyClicks(form.leaves.edit, "13:00")
    assert form.gathers.value == "12:55", "people gather as long before as they did"
    type_in(form.gathers.edit, "16:00")
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert not form.gathers.problem.isHidden()
    type_in(form.gathers.edit, "12:40")
    form.start.choose(form.start._offered[-1][0])
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert not form.new_start.problem.isHidden()
    type_in(form.new_start.edit, "Hotel")
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert [(bus.name.en, bus.seats) for bus in tour(stage).vehicles][-1] == ("Car", 4)
    made = next(leg for leg in tour(stage).legs if leg.vehicle_id == tour(stage).vehicles[-1].id)
    assert (made.start.said_in(Language.EN), made.from_id == made.to_id) == ("Hotel", False)
    assert len(tour(stage).legs) == 9

    page.buttons["group"].click()
    type_in(page.side.group.names.en.edit, "Group C")
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert [group.name.en for group in tour(stage).groups] == ["Group A", "Group B", "Group C"]

    stage.until(lambda: page.side.isVisible() and page.side.group.row is not None)
    page.side.group.people.all.click()
    kept(stage, page)
    assert len(tour(stage).groups[2].people) == len(page.shown.delegations[0].people)

    page.buttons["about"].click()
    page.side.visit.leaders.choose(Leaders.APART)
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert tour(stage).leaders is Leaders.APART
    page.doing.acts.undo()
    kept(stage, page)
    assert tour(stage).leaders is Leaders.ANY


def test_a_new_stop_may_be_at_a_site_that_nobody_named_yet(stage: Opened, page: Any) -> None:
    page.buttons["stop"].click()
    form = page.side.stop
    was = tour(stage).stops
    assert form.site.value not in {one.site_id for one in was}
    form.show_new(StopDraft(UUID(int=0), was[-1].start, was[-1].end), tour(stage).day)
    assert not form.begun
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert not form.new_site.problem.isHidden()
    type_in(form.new_site.edit, "Pier")
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert {one.site.hant for one in tour(stage).stops} | {one.site.en for one in tour(stage).stops} >= {"Pier"}
    page.doing.acts.undo()
    kept(stage, page)
    assert len(tour(stage).stops) == len(was)


def test_a_list_of_visits_goes_in_and_is_taken_back(stage: Opened, page: Any, tmp_path: Path) -> None:
    day = tour(stage).day
    file = tmp_path / "visits.csv"
    file.write_text(f"日期,時間,地點,主辦單位\n{day},19:00-20:00,碼頭,船務公司\n{day},25:61,無處,\n", "utf-8")
    page.open_file(file)
    stage.until(lambda: page.importing.plan is not None)
    assert [line.fate for line in page.importing.model.rows()] == ["new", "rejected"]
    page.importing.go_on.click()
    stage.until(lambda: len(page.shown.tour.stops) == 4)
    assert page.importing.isHidden()
    undo = stage.notices[-1].act
    assert undo is not None
    undo()
    stage.until(lambda: len(page.shown.tour.stops) == 3)

    page.buttons["about"].click()
    page.side.visit.remove.click()
    stage.until(page.empty.isVisible)
    assert page.shown.tours == ()
    page.empty.pressed.emit()
    type_in(page.side.visit.names.en.edit, "Evening")
    press(stage, page, Qt.Key.Key_S, CTRL)
    stage.until(lambda: page.shown.tour is not None)
    page.buttons["stop"].click()
    press(stage, page, Qt.Key.Key_S, CTRL)
    assert [one.name.said_in(Language.EN) for one in tour(stage).stops] == [page.shown.sites[0].name.en]
    assert page.shown.board.groups[0].id == page.visit, "without groups the row is everybody's"
    page.cards.vehicles.act.click()
    stage.until(lambda: page.shown.doors_open)
    assert page.cards.opened.isVisible()


def type_in(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text) if text.isascii() else edit.setText(text)
