"""The arrivals page follows every desk."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Verdict, Ways
from desktop.services.arrivals import By
from desktop.services.badges import badges, issue_badges
from desktop.services.checkin import Reading, scan
from desktop.services.door_rules import CheckpointDraft, make_checkpoint
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.reports.arrivals import ArrivalsPage
from desktop.ui.reports.export import CHECK_INS
from desktop.ui.reports.figures import ARRIVED, INSIDE, VIPS
from desktop.ui.widgets import Tag
from tests.ui.door import Door, opened
from tests.ui.opened import Opened
from tests.world import World


@pytest.fixture
def page(door: Door) -> ArrivalsPage:
    door.world.guests(door.event, "李家超", category="guest-of-honour")
    page = cast("ArrivalsPage", door.show(ArrivalsPage))
    door.qtbot.waitUntil(page.rows.isVisible)
    return page


def tile(page: ArrivalsPage, title: str = ARRIVED) -> tuple[str, str]:
    shown = page.tiles.tiles[title]
    return shown.figure.text(), shown.beside.text()


def test_it_counts_who_is_in_and_names_the_vips_who_are_not(door: Door, page: ArrivalsPage) -> None:
    assert tile(page) == ("0", "of 7")
    assert tile(page, VIPS)[0] == "1"
    door.world.scan(door.event, door.badges[0].token)
    door.qtbot.waitUntil(lambda: tile(page) == ("1", "of 7"))

    assert [(row.name, row.done, row.total) for row in page.rows.rows] == [
        ("Guest of honour", 0, 1),
        ("Delegate", 1, 6),
    ]
    assert [step.came for step in page.curve.steps] == [1]


def test_the_names_that_are_missing_are_masked_while_names_are_hidden(door: Door, page: ArrivalsPage) -> None:
    def named() -> list[str]:
        return [tag.strong.text() for tag in page.findChildren(Tag) if not tag.isHidden()]

    assert named() == ["李家超"]
    door.context.keeper.change(hide_names=True)
    door.qtbot.waitUntil(lambda: named() == ["李○超"])


def test_it_follows_what_another_program_writes_to_the_same_file(door: Door, page: ArrivalsPage) -> None:
    other = door.world.open("June")
    place = door.context.here.checkpoint
    assert place is not None
    with other.write() as session:
        scan(session, Reading(door.event.id, place.id, door.badges[1].token))
    other.close()

    door.qtbot.waitUntil(lambda: tile(page) == ("1", "of 7"), timeout=5000)


def test_a_check_in_that_is_taken_back_is_not_counted(door: Door, page: ArrivalsPage) -> None:
    from desktop.services.checkin import undo

    made = door.world.scan(door.event, door.badges[0].token)
    door.qtbot.waitUntil(lambda: tile(page)[0] == "1")
    with door.world.db.write() as session:
        undo(session, made.scan)

    door.qtbot.waitUntil(lambda: tile(page)[0] == "0")


def test_the_arrow_keys_switch_what_is_counted_by(door: Door, page: ArrivalsPage) -> None:
    door.world.scan(door.event, door.badges[0].token)
    assert door.focused() is page.switches[By.CATEGORY]
    door.press(Qt.Key.Key_Right)
    door.qtbot.waitUntil(lambda: [(row.name, row.done) for row in page.rows.rows] == [("Without a delegation", 1)])
    door.press(Qt.Key.Key_Down)
    door.qtbot.waitUntil(lambda: [(row.name, row.done) for row in page.rows.rows] == [("Desk A", 1)])

    assert page.by is By.DESK


def test_without_guests_it_says_what_brings_them(tmp_path: Path, look: Look, jobs: Jobs, qtbot: QtBot) -> None:
    world = World(tmp_path / "empty.db")
    with opened(world, look, jobs, qtbot, event=False) as door:
        page = cast("ArrivalsPage", door.show(ArrivalsPage))
        assert page.empty.isVisible()
        assert not page.rows.isVisible()
        assert door.focused() is page.empty.button
    world.db.close()


def test_the_check_ins_are_written_to_the_file_that_is_named(door: Door, page: ArrivalsPage, tmp_path: Path) -> None:
    door.world.scan(door.event, door.badges[0].token)
    door.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    line = page.export.file.line
    assert door.focused() is line
    page.export.kind.choose(CHECK_INS)
    line.setText(str(tmp_path / "check-ins.csv"))
    door.press(Qt.Key.Key_Return)
    door.settle()

    assert "歐陽卓軒" in (tmp_path / "check-ins.csv").read_text("utf-8-sig")
    assert page.export.isHidden()
    assert [notice.say(door.look.words._) for notice in door.notices] == ["1 check-in exported to check-ins.csv."]


def test_a_folder_that_is_not_there_is_refused_on_the_panel(door: Door, page: ArrivalsPage, tmp_path: Path) -> None:
    page.export.open()
    page.export.file.line.setText(str(tmp_path / "nowhere" / "arrivals.pdf"))
    page.export.begin()
    door.settle()

    assert "There is no folder" in page.export.trouble.text()
    assert page.export.isVisible()


def test_who_left_again_is_arrived_but_not_inside(door: Door, page: ArrivalsPage) -> None:
    with door.world.db.write() as session:
        out = make_checkpoint(session, door.event.id, CheckpointDraft(LocalName(en="Exit"), "exit", ways=Ways.OUT))
    door.world.scan(door.event, door.badges[0].token)
    door.world.scan(door.event, door.badges[1].token)
    assert door.world.scan(door.event, door.badges[0].token, code=out.code).verdict is Verdict.ADMITTED

    door.qtbot.waitUntil(lambda: tile(page, INSIDE) == ("1", "1 has left"))
    assert tile(page) == ("2", "of 7")
    assert page.rows.rows[1].note == "1 has left"


@pytest.mark.parametrize("name", ["arrivals.pdf", "arrivals.xlsx"])
def test_the_report_is_written_by_the_ending_of_its_file(
    door: Door, page: ArrivalsPage, tmp_path: Path, name: str
) -> None:
    door.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    page.export.file.line.setText(str(tmp_path / name))
    door.press(Qt.Key.Key_Return)
    door.settle()

    assert (tmp_path / name).stat().st_size > 1000
    assert [notice.say(door.look.words._) for notice in door.notices] == [f"The report is in {name}."]
    assert door.focused() is page.switches[By.CATEGORY]


def test_a_table_is_offered_no_ending_that_it_can_not_have(door: Door, page: ArrivalsPage) -> None:
    page.export.open()
    assert page.export.file.path is not None
    assert page.export.file.path.suffix == ".pdf"
    page.export.kind.choose(CHECK_INS)
    assert page.export.file.path.suffix == ".xlsx"


def test_the_hall_screen_follows_the_door_and_escape_closes_it(door: Door, page: ArrivalsPage) -> None:
    page.open_hall()
    hall = page.hall
    assert hall is not None
    door.qtbot.addWidget(hall)
    door.qtbot.waitUntil(lambda: hall.found is not None)
    door.world.scan(door.event, door.badges[0].token)
    door.qtbot.waitUntil(lambda: "Arrived: 1" in hall.accessibleDescription())

    assert [(row.name, row.done) for row in hall.lines(door.look.words._)] == [("Guest of honour", 0), ("Delegate", 1)]
    door.qtbot.keyClick(hall, Qt.Key.Key_Escape)
    assert hall.isHidden()


def test_the_hall_screen_shows_no_name_until_it_is_told_to(door: Door, page: ArrivalsPage) -> None:
    page.open_hall()
    hall = page.hall
    assert hall is not None
    door.qtbot.addWidget(hall)
    door.qtbot.waitUntil(lambda: hall.found is not None)
    door.settle()
    before = hall.grab().toImage()
    assert not hall.named
    door.qtbot.keyClicks(hall, "]N1")
    assert not hall.named
    door.qtbot.keyClick(hall, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert hall.named
    assert hall.grab().toImage() != before
    hall.close()


def test_one_key_prints_the_sign_in_sheets_from_any_page(it: Opened, tmp_path: Path) -> None:
    page = it.page("arrivals")
    page.sheets.file.line.setText(str(tmp_path / "sheets.pdf"))
    desk = it.page("desk")
    it.bot.keyClick(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    it.settle()

    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")
    assert it.said() == ["Sign-in sheets for 25 guests on 3 pages saved in sheets.pdf."]


def test_one_key_opens_the_hall_screen_from_any_page(it: Opened) -> None:
    it.bot.keyClick(it.page("desk"), Qt.Key.Key_F11)
    hall = it.window.page("arrivals").hall
    it.bot.addWidget(hall)
    assert hall.isVisible()
    assert it.window.current == "desk"
    it.bot.keyClick(hall, Qt.Key.Key_Escape)
    assert hall.isHidden()


def test_a_badge_that_is_scanned_at_the_hall_screen_is_let_in_at_the_desk(it: Opened) -> None:
    store, event = it.context.store, it.context.here.event
    assert event is not None
    with store.write() as session:
        issue_badges(session, event.id)
        token = badges(session, event.id)[0].token
    it.bot.keyClick(it.page("people"), Qt.Key.Key_F11)
    hall = it.window.page("arrivals").hall
    it.bot.addWidget(hall)
    desk = it.window.page("desk")
    with it.bot.waitSignal(desk.answered) as answered:
        for character in f"]N1{token}\r":
            QTest.keyClick(hall.windowHandle(), character)

    assert answered.args is not None
    assert answered.args[0].verdict is Verdict.ADMITTED
    assert it.window.current == "desk"
    assert not hall.named
    hall.close()


def test_the_hall_screen_goes_with_its_window(door: Door, page: ArrivalsPage) -> None:
    page.open_hall()
    assert page.hall is not None
    assert page.hall.isVisible()
    page.window().close()
    door.settle()

    assert page.hall.isHidden()
