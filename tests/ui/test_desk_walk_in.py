"""Walk-ins: a name and Enter, a warning where that name is on the list, and taken back whole."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.domain.verdicts import Verdict
from desktop.services import people, people_list
from desktop.services.people import PersonDraft
from desktop.ui.desk import DeskPage
from desktop.ui.desk.modes import Mode
from tests.ui.door import GUESTS, Door

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_walk_in_is_a_name_and_three_keys_to_the_printed_badge(door: Door, desk: DeskPage, tmp_path: Path) -> None:
    door.keys(Key.Key_F3, "陳大文")
    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Return)
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000) as printed:
        door.keys(Key.Key_F4)

    assert (desk.panel.shown.word, desk.panel.shown.name) == ("Admitted", "陳大文")
    assert desk.panel.shown.pill == "Delegate"
    assert printed.args is not None
    file = cast("Path", printed.args[0])
    assert file.parent == tmp_path / "badges"
    assert file.read_bytes().startswith(b"%PDF")
    assert file.name in desk.badge.text.text()
    assert door.focused() is desk.field


def test_a_walk_in_takes_the_name_that_was_looked_for_and_the_category_from_the_arrow_keys(
    door: Door, desk: DeskPage
) -> None:
    door.find("CHAN Tai Man")
    door.keys(Key.Key_F3, Key.Key_Down, Key.Key_Tab, "維港光電研究院")
    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Return)

    shown = desk.panel.shown
    assert (shown.name, shown.posts, shown.pill) == ("CHAN Tai Man", "維港光電研究院", "Exhibitor")


def test_a_walk_in_without_a_name_is_refused_on_the_spot(door: Door, desk: DeskPage) -> None:
    door.keys(Key.Key_F3, Key.Key_Return)

    assert "needs a name" in desk.walk_in.name.problem.text()
    door.keys(Key.Key_Escape)
    assert desk.mode is Mode.SCAN
    assert door.focused() is desk.field


def test_a_badge_scanned_into_the_walk_in_form_is_read_and_what_was_typed_stays(door: Door, desk: DeskPage) -> None:
    door.keys(Key.Key_F3, "陳大")
    assert door.scan(door.badges[0].token).verdict is Verdict.ADMITTED

    door.keys(Key.Key_F3)
    edit = desk.walk_in.name.edit
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "陳大"


def register(door: Door, desk: DeskPage, name: str) -> None:
    door.keys(Key.Key_F3, name)
    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Return)


def warned(door: Door, desk: DeskPage, typed: str) -> None:
    door.keys(Key.Key_F3, typed)
    door.qtbot.waitUntil(lambda: desk.walk_in.namesakes.isVisible() and desk.walk_in.namesakes.seen(typed))


@pytest.mark.parametrize("typed", ["何慧敏", "何 慧敏"])
def test_a_name_that_is_on_the_list_is_warned_of_and_one_key_lets_that_guest_in(
    door: Door, desk: DeskPage, typed: str
) -> None:
    warned(door, desk, typed)
    assert desk.walk_in.namesakes.text.text().startswith("何慧敏 (Delegate) is on the list. F7 lets in that guest")
    with door.qtbot.waitSignal(desk.answered) as answered:
        door.keys(Key.Key_F7)

    assert answered.args is not None
    assert answered.args[0].guest.registration == door.guests[1]
    assert listed(door) == len(GUESTS)


def test_a_listed_latin_name_is_known_in_any_case_and_order(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(name_latin="AU YEUNG Cheuk Hin"))
    warned(door, desk, "Cheuk Hin Au Yeung")

    assert "歐陽卓軒" in desk.walk_in.namesakes.text.text()


def test_enter_registers_a_true_homonym_all_the_same(door: Door, desk: DeskPage) -> None:
    warned(door, desk, "何慧敏")
    with door.qtbot.waitSignal(desk.answered) as answered:
        door.keys(Key.Key_Return)

    assert answered.args is not None
    assert answered.args[0].guest.registration != door.guests[1]
    assert listed(door) == len(GUESTS) + 1


def test_enter_before_the_warning_was_there_shows_it_first(door: Door, desk: DeskPage) -> None:
    door.keys(Key.Key_F3)
    door.type("何慧敏")
    door.keys(Key.Key_Return)

    assert desk.walk_in.namesakes.isVisible()
    assert door.arrived() == 0


def test_several_of_that_name_are_shown_to_choose_from(door: Door, desk: DeskPage) -> None:
    door.world.guests(door.event, "何慧敏")
    warned(door, desk, "何慧敏")
    assert desk.walk_in.namesakes.text.text().startswith("2 guests named 何慧敏 are on the list")
    door.keys(Key.Key_F7)
    door.qtbot.waitUntil(lambda: len(desk.picks.picks) == 2)

    assert (desk.field.text(), desk.picks.chosen) == ("何慧敏", None)


def test_undo_takes_a_walk_in_back_whole_and_says_so(door: Door, desk: DeskPage) -> None:
    register(door, desk, "陳大文")
    door.take_back()

    assert desk.panel.shown.advice == "陳大文 was a walk-in and is taken off the list too."
    assert (door.arrived(), listed(door)) == (0, len(GUESTS))
    door.keys(Key.Key_F4)
    assert len(door.notices) == 1


def test_a_walk_in_whose_badge_was_printed_stays_on_the_list(door: Door, desk: DeskPage) -> None:
    register(door, desk, "陳大文")
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000):
        door.keys(Key.Key_F4)
    door.take_back()

    assert desk.panel.shown.advice == "陳大文 counts as not arrived again, and stays on the list as a walk-in."
    assert (door.arrived(), listed(door)) == (0, len(GUESTS) + 1)


def listed(door: Door) -> int:
    with door.world.db.read() as session:
        return len(people_list.people(session, door.event.id))
