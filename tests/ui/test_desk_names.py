"""Letting somebody in by name: nobody who was not marked on the screen first."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.desk import DeskPage
from desktop.ui.desk.modes import Mode
from tests.ui.door import Door

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_name_is_found_while_it_is_typed_and_enter_lets_the_guest_in(door: Door, desk: DeskPage) -> None:
    door.find("ouyang")

    assert desk.mode is Mode.FIND
    assert [pick.title for pick in desk.picks.picks] == ["歐陽卓軒"]
    with door.qtbot.waitSignal(desk.answered):
        door.press(Key.Key_Return)
    assert desk.panel.shown.name == "歐陽卓軒"
    assert door.arrived() == 1


def test_the_arrow_keys_choose_among_those_found_and_the_field_keeps_the_focus(door: Door, desk: DeskPage) -> None:
    door.world.guests(door.event, "陳大文", "陳小明", category="vip")
    door.find("陳")
    wanted = desk.picks.picks[1].title

    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert desk.panel.shown.name == wanted
    assert door.played == ["vip"]
    assert door.focused() is desk.field


def test_enter_that_is_faster_than_the_eye_lets_nobody_in(door: Door, desk: DeskPage) -> None:
    door.type("何慧敏")
    door.press(Key.Key_Return)
    door.settle()

    assert desk.field.text() == "何慧敏"
    assert door.arrived() == 0


def test_whoever_is_on_no_list_is_told_of_and_nothing_is_recorded(door: Door, desk: DeskPage) -> None:
    door.find("王五")
    door.keys(Key.Key_Return)

    assert "王五" in desk.picks.head
    assert desk.recent.chips == ()


def test_ctrl_z_while_a_name_is_being_typed_undoes_the_typing(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.type("何")
    door.take_back()

    assert desk.field.text() == ""
    assert door.arrived() == 1


def test_where_several_fit_enter_only_goes_into_the_list_and_a_second_one_lets_in(door: Door, desk: DeskPage) -> None:
    door.world.guests(door.event, "陳大文", "陳小明")
    door.find("陳")
    assert desk.picks.chosen is None

    door.keys(Key.Key_Return, Key.Key_Return)
    assert desk.picks.chosen is not None
    assert (desk.picks.chosen.title, desk.field.text(), door.arrived()) == ("陳大文", "陳", 0)

    door.qtbot.waitUntil(lambda: desk.picks.sure)
    with door.qtbot.waitSignal(desk.answered):
        door.press(Key.Key_Return)
    assert desk.panel.shown.name == "陳大文"


def test_enter_that_is_held_down_does_not_let_in_whom_it_marked(door: Door, desk: DeskPage) -> None:
    door.world.guests(door.event, "陳大文", "陳小明")
    door.find("陳")
    door.keys(Key.Key_Return)
    door.qtbot.waitUntil(lambda: desk.picks.sure)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(desk.field, held)
    door.settle()

    assert door.arrived() == 0


def test_a_line_that_was_chosen_for_another_text_is_chosen_no_more(door: Door, desk: DeskPage) -> None:
    door.world.guests(door.event, "陳大文", "陳大明", "陳小明")
    door.find("陳")
    door.keys(Key.Key_Down, Key.Key_Down)
    door.type("大")
    door.qtbot.waitUntil(lambda: desk.suggestions.text == "陳大")

    assert desk.picks.chosen is None


def test_whoever_alone_is_left_while_typing_is_let_in_by_the_enter_that_follows_at_once(
    door: Door, desk: DeskPage
) -> None:
    door.find("ouyan")
    door.type("g")
    door.qtbot.waitUntil(lambda: desk.suggestions.text == "ouyang")
    with door.qtbot.waitSignal(desk.answered):
        door.press(Key.Key_Return)

    assert desk.panel.shown.name == "歐陽卓軒"
