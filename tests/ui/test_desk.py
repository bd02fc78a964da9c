"""The desk by keyboard alone: a real window, a real database file, keys in and verdicts out."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Reason, Status, Verdict
from desktop.i18n import Language
from desktop.services import arrivals, badges, categories, checkpoints, people
from desktop.services.checkin import ScanResult
from desktop.services.people import PersonDraft
from desktop.ui.desk import DeskPage
from desktop.ui.desk.page import Mode
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from tests.ui.door import Door, opened
from tests.world import World

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    made = World(tmp_path / "summit.db")
    yield made
    made.db.close()


@pytest.fixture
def door(world: World, look: Look, jobs: Jobs, qtbot: QtBot) -> Iterator[Door]:
    with opened(world, look, jobs, qtbot) as door:
        yield door


@pytest.fixture
def desk(door: Door) -> DeskPage:
    return cast("DeskPage", door.show(DeskPage))


def keys(door: Door, *pressed: Key | str) -> None:
    """Press keys wherever the focus is, each after what the one before it began has ended."""
    for key in pressed:
        door.type(key) if isinstance(key, str) else door.press(key)
        door.settle()


def scan(door: Door, text: str, end: Key = Key.Key_Return) -> ScanResult:
    """What a scanner does: types and ends the line."""
    page = cast("DeskPage", door.window.page("one")) if door.window else None
    assert page is not None
    with door.qtbot.waitSignal(page.answered) as answered:
        door.type(text)
        door.press(end)
    door.settle()
    assert answered.args is not None
    return cast("ScanResult", answered.args[0])


def take_back(door: Door) -> None:
    door.press(Key.Key_Z, CTRL)
    door.settle()


def arrived(door: Door) -> int:
    with door.world.db.read() as session:
        return arrivals.head_count(session, door.event.id)[0]


def find(door: Door, desk: DeskPage, name: str) -> None:
    """Type a name and look at who fits."""
    door.type(name)
    door.qtbot.waitUntil(lambda: desk.suggestions.settled(name))


def test_a_scanned_badge_is_admitted_and_said_large(door: Door, desk: DeskPage) -> None:
    result = scan(door, door.badges[0].token)

    assert result.verdict is Verdict.ADMITTED
    assert (desk.panel.shown.state, desk.panel.shown.word) == ("admitted", "Welcome")
    assert desk.panel.shown.name == "歐陽卓軒"
    assert door.played == ["admitted"]
    assert desk.field.text() == ""
    assert door.focused() is desk.field
    assert arrived(door) == 1


def test_the_same_badge_again_says_when_where_and_by_whom(door: Door, desk: DeskPage) -> None:
    first = scan(door, door.badges[0].token)
    again = scan(door, door.badges[0].token)

    assert again.verdict is Verdict.ALREADY_IN
    time = door.look.words._.time(first.at, door.event.zone, seconds=True)
    assert desk.panel.shown.facts[0].text == f"{time} at desk A · Main door by May"
    assert door.played == ["admitted", "again"]
    assert [chip.state for chip in desk.recent.chips] == ["already_in", "admitted"]
    assert arrived(door) == 1


def test_one_key_takes_back_the_last_check_in_and_then_the_one_before_it(door: Door, desk: DeskPage) -> None:
    scan(door, door.badges[0].token)
    scan(door, door.badges[1].token)

    take_back(door)
    assert (desk.panel.shown.word, desk.panel.shown.name) == ("Taken back", "何慧敏")
    assert [chip.struck for chip in desk.recent.chips] == [True, False]
    take_back(door)
    assert desk.panel.shown.name == "歐陽卓軒"
    assert [chip.struck for chip in desk.recent.chips] == [True, True]
    assert arrived(door) == 0

    take_back(door)
    assert [notice.say(door.look.words._) for notice in door.notices] == [
        "This desk has no check-in to take back here."
    ]


def test_a_name_is_found_while_it_is_typed_and_enter_lets_the_guest_in(door: Door, desk: DeskPage) -> None:
    find(door, desk, "ouyang")

    assert desk.mode is Mode.FIND
    assert [pick.title for pick in desk.picks.picks] == ["歐陽卓軒"]
    with door.qtbot.waitSignal(desk.answered):
        door.press(Key.Key_Return)
    assert desk.panel.shown.name == "歐陽卓軒"
    assert arrived(door) == 1


def test_the_arrow_keys_choose_among_those_found_and_the_field_keeps_the_focus(door: Door, desk: DeskPage) -> None:
    door.world.guests(door.event, "陳大文", "陳小明", category="vip")
    find(door, desk, "陳")
    wanted = desk.picks.picks[1].title

    with door.qtbot.waitSignal(desk.answered):
        keys(door, Key.Key_Down, Key.Key_Return)
    assert desk.panel.shown.name == wanted
    assert door.played == ["vip"]
    assert door.focused() is desk.field


def test_enter_that_is_faster_than_the_eye_lets_nobody_in(door: Door, desk: DeskPage) -> None:
    door.type("何慧敏")
    door.press(Key.Key_Return)
    door.settle()

    assert desk.field.text() == "何慧敏"
    assert arrived(door) == 0


def test_whoever_is_on_no_list_is_told_of_and_nothing_is_recorded(door: Door, desk: DeskPage) -> None:
    find(door, desk, "王五")
    keys(door, Key.Key_Return)

    assert "王五" in desk.picks.head
    assert desk.recent.chips == ()


def test_a_foreign_code_says_nothing_about_anybody(door: Door, desk: DeskPage) -> None:
    result = scan(door, "https://example.org/t/998877")

    assert (result.verdict, result.guest) == (Verdict.UNKNOWN, None)
    assert desk.panel.shown.state == "refused"
    assert door.played == ["refused"]


def test_a_badge_is_read_though_somebody_had_begun_to_type(door: Door, desk: DeskPage) -> None:
    door.type("何")
    result = scan(door, door.badges[2].token)

    assert result.guest is not None
    assert result.guest.name == "曾永祥"
    assert desk.field.text() == ""


@pytest.mark.parametrize("end", [Key.Key_Tab, Key.Key_Enter])
def test_a_scanner_may_end_with_tab_or_with_the_other_enter(door: Door, desk: DeskPage, end: Key) -> None:
    assert scan(door, door.badges[0].token, end).verdict is Verdict.ADMITTED


def test_a_serial_that_is_read_aloud_is_typed_as_it_is_heard(door: Door, desk: DeskPage) -> None:
    assert scan(door, door.badges[1].serial.lower().replace("-", "")).verdict is Verdict.ADMITTED


def test_a_storm_of_scans_is_answered_each_in_its_turn(door: Door, desk: DeskPage) -> None:
    names = [f"來賓{number}" for number in range(300)]
    door.world.guests(door.event, *names)
    tokens = {badge.name: badge.token for badge in door.world.badges(door.event)}
    answered: list[str] = []
    desk.answered.connect(lambda result: answered.append(result.guest.name))

    for name in names:
        desk.field.insert(tokens[name])
        desk.field.returnPressed.emit()
    door.qtbot.waitUntil(lambda: len(answered) == 300, timeout=30_000)

    assert answered == names
    assert desk.panel.shown.name == names[-1]
    assert [chip.name for chip in desk.recent.chips] == names[:-25:-1]
    assert arrived(door) == 300


def test_keys_that_miss_the_field_come_back_to_it(door: Door, desk: DeskPage) -> None:
    assert door.window is not None
    door.window.rail.buttons["one"].setFocus()
    token = door.badges[3].token
    door.type(token[:1])
    assert door.focused() is desk.field

    assert scan(door, token[1:]).verdict is Verdict.ADMITTED


def test_a_scan_closes_what_lies_over_the_page(door: Door, desk: DeskPage) -> None:
    assert door.window is not None
    door.window.keys_panel.pop_up()
    token = door.badges[3].token
    door.type(token[:1])

    assert door.window.keys_panel.isHidden()
    assert scan(door, token[1:]).verdict is Verdict.ADMITTED


def test_tab_leaves_the_focus_in_the_field(door: Door, desk: DeskPage) -> None:
    keys(door, Key.Key_Tab, Key.Key_Backtab)

    assert door.focused() is desk.field


def test_a_walk_in_is_a_name_and_three_keys_to_the_printed_badge(door: Door, desk: DeskPage, tmp_path: Path) -> None:
    keys(door, Key.Key_F3, "陳大文")
    with door.qtbot.waitSignal(desk.answered):
        keys(door, Key.Key_Return)
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000) as printed:
        keys(door, Key.Key_F4)

    assert (desk.panel.shown.word, desk.panel.shown.name) == ("Welcome", "陳大文")
    assert desk.panel.shown.pill == "Delegate"
    assert printed.args is not None
    file = cast("Path", printed.args[0])
    assert file.parent == tmp_path / "badges"
    assert file.read_bytes().startswith(b"%PDF")
    assert str(file) in desk.badge.text.text()
    assert door.focused() is desk.field


def test_a_walk_in_takes_the_name_that_was_looked_for_and_the_category_from_the_arrow_keys(
    door: Door, desk: DeskPage
) -> None:
    find(door, desk, "CHAN Tai Man")
    keys(door, Key.Key_F3, Key.Key_Down, Key.Key_Tab, "維港光電研究院")
    with door.qtbot.waitSignal(desk.answered):
        keys(door, Key.Key_Return)

    shown = desk.panel.shown
    assert (shown.name, shown.posts, shown.pill) == ("CHAN Tai Man", "維港光電研究院", "Exhibitor")


def test_a_walk_in_without_a_name_is_refused_on_the_spot(door: Door, desk: DeskPage) -> None:
    keys(door, Key.Key_F3, Key.Key_Return)

    assert "needs a name" in desk.walk_in.name.problem.text()
    keys(door, Key.Key_Escape)
    assert desk.mode is Mode.SCAN
    assert door.focused() is desk.field


def test_a_badge_scanned_into_the_walk_in_form_is_read_and_what_was_typed_stays(door: Door, desk: DeskPage) -> None:
    keys(door, Key.Key_F3, "陳大")
    assert scan(door, door.badges[0].token).verdict is Verdict.ADMITTED

    keys(door, Key.Key_F3)
    edit = desk.walk_in.name.edit
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "陳大"


def test_a_new_badge_takes_a_reason_and_voids_the_old_one(door: Door, desk: DeskPage) -> None:
    scan(door, door.badges[0].token)
    keys(door, Key.Key_F6)
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000):
        keys(door, Key.Key_Down, Key.Key_Return)

    with door.world.db.read() as session:
        rows = badges.badges(session, door.event.id, registration_id=door.guests[0])
    assert {row.revoked_why for row in rows if row.revoked_at} == {"Damaged"}
    valid = next(row.serial for row in rows if row.revoked_at is None)
    assert scan(door, door.badges[0].token).verdict is Verdict.REPLACED
    assert desk.panel.shown.facts[0].strong == valid


def test_a_revoked_badge_says_why_and_is_not_printed_again(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        badges.revoke_badge(session, door.event.id, door.badges[0].serial, "Left the company")
    assert scan(door, door.badges[0].token).reason is Reason.BADGE_REVOKED
    keys(door, Key.Key_F4)

    assert (desk.panel.shown.word, desk.panel.shown.facts[0].strong) == ("Revoked", "Left the company")
    assert len(door.notices) == 1
    assert not (door.world.path.parent / "badges").exists()


def test_a_cancelled_guest_is_stopped_with_who_cancelled_and_when(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(status=Status.CANCELLED))
    scan(door, door.badges[0].token)

    assert desk.panel.shown.word == "Cancelled"
    assert desk.panel.shown.facts[0].text.endswith("by May")
    assert door.played == ["refused"]


def test_another_checkpoint_is_chosen_with_the_arrow_keys_and_says_where_to_go(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        vip = categories.find_category(session, door.event.id, "vip")
        room = LocalName("貴賓室", "贵宾室", "VIP room")
        checkpoints.add_checkpoint(session, door.event.id, "vip-room", room, (vip.id,))
    keys(door, Key.Key_F9, Key.Key_Down, Key.Key_Return)

    assert door.context.here.checkpoint is not None
    assert door.context.here.checkpoint.code == "vip-room"
    assert scan(door, door.badges[0].token).verdict is Verdict.ELSEWHERE
    fact = desk.panel.shown.facts[0]
    assert (fact.text, fact.strong) == ("Please go to", "Main door")


def test_the_verdict_changes_its_language_where_it_stands(door: Door, desk: DeskPage) -> None:
    scan(door, door.badges[0].token)
    assert desk.panel.shown.pill == "Delegate"
    door.look.words.switch(Language.ZH_HANT)

    assert desk.panel.shown.pill == "代表"
    assert desk.panel.shown.name == "歐陽卓軒"


def test_the_last_scans_are_there_again_after_a_restart(door: Door, desk: DeskPage) -> None:
    scan(door, door.badges[0].token)
    scan(door, door.badges[1].token)
    take_back(door)
    before = desk.recent.chips

    again = DeskPage(door.context)
    door.qtbot.addWidget(again)
    door.settle()
    assert again.recent.chips == before
    assert [chip.struck for chip in before] == [True, False]


def test_escape_closes_one_thing_at_a_time_down_to_the_count(door: Door, desk: DeskPage) -> None:
    scan(door, door.badges[0].token)
    find(door, desk, "何")
    keys(door, Key.Key_Escape)
    assert (desk.mode, desk.field.text(), desk.panel.shown.name) == (Mode.SCAN, "", "歐陽卓軒")
    keys(door, Key.Key_Escape)
    door.qtbot.waitUntil(lambda: desk.panel.shown.name == "1")
    assert desk.panel.shown.beside == "of 6 arrived"


def test_ctrl_z_while_a_name_is_being_typed_undoes_the_typing(door: Door, desk: DeskPage) -> None:
    scan(door, door.badges[0].token)
    door.type("何")
    take_back(door)

    assert desk.field.text() == ""
    assert arrived(door) == 1


def test_without_an_event_the_page_says_what_brings_one(world: World, look: Look, jobs: Jobs, qtbot: QtBot) -> None:
    with opened(world, look, jobs, qtbot, event=False) as door:
        page = cast("DeskPage", door.show(DeskPage))
        assert page.empty.isVisible()
        assert not page.field.isVisible()
        assert page.empty.button is not None
        page.empty.button.click()
        assert door.opened == ["import"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_however_long_the_names_and_small_the_window(door: Door, desk: DeskPage, scale: float) -> None:
    from desktop.ui.desk.typeset import set_blocks, total

    long = PersonDraft(
        name_latin="Alexandra Konstantinopoulou-Wetherington de la Fontaine-Beauregard",
        name_zh="一二三四五六七八九十" * 3,
        note="Arrives with two assistants and a wheelchair; lift at the east entrance; call the liaison.",
    )
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], long)
    door.look.theme.change(scale=scale)
    assert door.window is not None
    door.window.resize(1280, 720)
    scan(door, door.badges[0].token)

    body = desk.panel._body()
    blocks = set_blocks(door.look, desk.panel.shown, int(body.width()), int(body.height()))
    assert total(blocks) <= body.height()
    assert max(block.width for block in blocks) <= body.width()
    viewport = desk.parentWidget()
    assert viewport is not None
    assert desk.height() <= viewport.height()


def test_ctrl_z_closes_an_open_list_and_takes_nobody_s_check_in_back(door: Door, desk: DeskPage) -> None:
    scan(door, door.badges[0].token)
    keys(door, Key.Key_F6)
    take_back(door)
    assert (desk.mode, arrived(door)) == (Mode.SCAN, 1)
    take_back(door)
    assert arrived(door) == 0


def test_what_was_said_in_passing_goes_with_the_next_verdict(door: Door, desk: DeskPage) -> None:
    with door.qtbot.waitSignal(door.context.reporter.overtaken):
        scan(door, door.badges[0].token)
    assert desk.badge.isHidden()
