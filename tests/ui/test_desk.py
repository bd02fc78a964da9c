"""The desk by keyboard alone: a real window, a real database file, keys in and verdicts out."""

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Verdict
from desktop.i18n import Language
from desktop.services import categories, checkpoints, people
from desktop.services.people import PersonDraft
from desktop.services.posts import PostDraft
from desktop.ui.desk import DeskPage
from desktop.ui.desk.modes import Mode
from desktop.ui.desk.typeset import set_blocks, total
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from tests.ui.door import Door, opened
from tests.world import World

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_scanned_badge_is_admitted_and_said_large(door: Door, desk: DeskPage) -> None:
    result = door.scan(door.badges[0].token)

    assert result.verdict is Verdict.ADMITTED
    assert (desk.panel.shown.state, desk.panel.shown.word) == ("admitted", "Admitted")
    assert desk.panel.shown.name == "歐陽卓軒"
    assert door.played == ["admitted"]
    assert desk.field.text() == ""
    assert door.focused() is desk.field
    assert door.arrived() == 1


def test_the_same_badge_again_says_when_where_and_by_whom(door: Door, desk: DeskPage) -> None:
    first = door.scan(door.badges[0].token)
    door.later()
    again = door.scan(door.badges[0].token)

    assert again.verdict is Verdict.ALREADY_IN
    time = door.look.words._.time(first.at, door.event.zone, seconds=True)
    assert desk.panel.shown.facts[0].text == f"{time} at desk A · Main door by May"
    assert door.played == ["admitted", "again"]
    assert [chip.state for chip in desk.recent.chips] == ["already_in", "admitted"]
    assert door.arrived() == 1


def test_one_key_takes_back_the_last_check_in_and_then_the_one_before_it(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.scan(door.badges[1].token)

    door.take_back()
    assert (desk.panel.shown.word, desk.panel.shown.name) == ("Taken back", "何慧敏")
    assert [chip.struck for chip in desk.recent.chips] == [True, False]
    door.take_back()
    assert desk.panel.shown.name == "歐陽卓軒"
    assert [chip.struck for chip in desk.recent.chips] == [True, True]
    assert door.arrived() == 0

    door.take_back()
    assert [notice.say(door.look.words._) for notice in door.notices] == [
        "This desk has no check-in to take back here."
    ]


def test_a_foreign_code_says_nothing_about_anybody(door: Door, desk: DeskPage) -> None:
    result = door.scan("https://example.org/t/998877")

    assert (result.verdict, result.guest) == (Verdict.UNKNOWN, None)
    assert desk.panel.shown.state == "refused"
    assert door.played == ["refused"]


def test_a_badge_is_read_though_somebody_had_begun_to_type(door: Door, desk: DeskPage) -> None:
    door.type("何")
    result = door.scan(door.badges[2].token)

    assert result.guest is not None
    assert result.guest.name == "曾永祥"
    assert desk.field.text() == ""


@pytest.mark.parametrize("end", [Key.Key_Tab, Key.Key_Enter])
def test_a_scanner_may_end_with_tab_or_with_the_other_enter(door: Door, desk: DeskPage, end: Key) -> None:
    assert door.scan(door.badges[0].token, end).verdict is Verdict.ADMITTED


def test_a_serial_that_is_read_aloud_is_typed_as_it_is_heard(door: Door, desk: DeskPage) -> None:
    assert door.scan(door.badges[1].serial.lower().replace("-", "")).verdict is Verdict.ADMITTED


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
    assert door.arrived() == 300


def test_keys_that_miss_the_field_come_back_to_it(door: Door, desk: DeskPage) -> None:
    assert door.window is not None
    door.window.rail.buttons["one"].setFocus()
    token = door.badges[3].token
    door.type(token[:1])
    assert door.focused() is desk.field

    assert door.scan(token[1:]).verdict is Verdict.ADMITTED


def test_a_scan_closes_what_lies_over_the_page(door: Door, desk: DeskPage) -> None:
    assert door.window is not None
    door.window.keys_panel.pop_up()
    token = door.badges[3].token
    door.type(token[:1])

    assert door.window.keys_panel.isHidden()
    assert door.scan(token[1:]).verdict is Verdict.ADMITTED


def test_tab_leaves_the_focus_in_the_field(door: Door, desk: DeskPage) -> None:
    door.keys(Key.Key_Tab, Key.Key_Backtab)

    assert door.focused() is desk.field


def test_another_checkpoint_is_chosen_with_the_arrow_keys_and_says_where_to_go(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        vip = categories.find_category(session, door.event.id, "vip")
        room = LocalName("貴賓室", "贵宾室", "VIP room")
        checkpoints.add_checkpoint(session, door.event.id, "vip-room", room, (vip.id,))
    door.keys(Key.Key_F9, Key.Key_Down, Key.Key_Return)

    assert door.context.here.checkpoint is not None
    assert door.context.here.checkpoint.code == "vip-room"
    assert door.scan(door.badges[0].token).verdict is Verdict.ELSEWHERE
    fact = desk.panel.shown.facts[0]
    assert (fact.text, fact.strong) == ("Please go to", "Main door")


def test_the_verdict_changes_its_language_where_it_stands(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    assert desk.panel.shown.pill == "Delegate"
    door.look.words.switch(Language.ZH_HANT)

    assert desk.panel.shown.pill == "代表"
    assert desk.panel.shown.name == "歐陽卓軒"


def test_the_last_scans_are_there_again_after_a_restart(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.scan(door.badges[1].token)
    door.take_back()
    before = desk.recent.chips

    again = DeskPage(door.context)
    door.qtbot.addWidget(again)
    door.settle()
    assert again.recent.chips == before
    assert [chip.struck for chip in before] == [True, False]


def test_escape_closes_one_thing_at_a_time_down_to_the_count(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.find("何")
    door.keys(Key.Key_Escape)
    assert (desk.mode, desk.field.text(), desk.panel.shown.name) == (Mode.SCAN, "", "歐陽卓軒")
    door.keys(Key.Key_Escape)
    door.qtbot.waitUntil(lambda: desk.panel.shown.name == "1")
    assert desk.panel.shown.beside == "of 6 arrived"


def test_without_an_event_the_page_says_what_brings_one(world: World, look: Look, jobs: Jobs, qtbot: QtBot) -> None:
    with opened(world, look, jobs, qtbot, event=False) as door:
        page = cast("DeskPage", door.show(DeskPage))
        assert page.empty.isVisible()
        assert not page.field.isVisible()
        assert page.empty.button is not None
        page.empty.button.click()
        assert door.opened == ["import"]


LONG = PersonDraft(
    name_latin="Alexandra Konstantinopoulou-Wetherington de la Fontaine-Beauregard",
    name_zh="一二三四五六七八九十" * 3,
    seat="Rostrum, first row, 14",
    escort="Konstantin Wetherington",
    diet="Vegetarian, no nuts",
    note="Arrives with two assistants and a wheelchair; lift at the east entrance; call the liaison.",
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("draft", [PersonDraft(), LONG, replace(LONG, name_zh="")], ids=["short", "both", "latin"])
def test_nothing_is_cut_however_long_the_names_and_small_the_window(
    door: Door, desk: DeskPage, draft: PersonDraft, scale: float, language: Language
) -> None:
    assert door.window is not None
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], draft)
    door.look.theme.change(scale=scale)
    door.look.words.switch(language)
    door.window.resize(1280, 720)
    for _admitted_and_already_in in range(2):
        door.later()
        door.scan(door.badges[0].token)

        body = desk.panel._body()
        blocks = set_blocks(door.look, desk.panel.shown, int(body.width()), int(body.height()))
        assert total(blocks) <= body.height()
        assert max(block.width for block in blocks) <= body.width()
        viewport = desk.parentWidget()
        assert viewport is not None
        assert desk.height() <= viewport.height()
        readable = QFontMetrics(door.look.theme.font(12)).height()
        assert blocks[0].height >= readable
        assert draft.name_zh is not None or blocks[1].height >= 2 * readable


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_last_scans_stay_at_any_scale_and_the_keys_whenever_nobody_stands_there(
    door: Door, desk: DeskPage, scale: float
) -> None:
    assert door.window is not None
    door.look.theme.change(scale=scale)
    door.window.resize(1280, 720)
    assert (desk.recent.isVisible(), desk.hints.isVisible()) == (True, True)
    door.scan(door.badges[0].token)
    assert (desk.recent.isVisible(), desk.hints.isVisible()) == (True, scale < 2)


def test_ctrl_z_closes_an_open_list_and_takes_nobody_s_check_in_back(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F6)
    door.take_back()
    assert (desk.mode, door.arrived()) == (Mode.SCAN, 1)
    door.take_back()
    assert door.arrived() == 0


def test_what_was_said_in_passing_goes_with_the_next_verdict(door: Door, desk: DeskPage) -> None:
    with door.qtbot.waitSignal(door.context.reporter.overtaken):
        door.scan(door.badges[0].token)
    assert desk.badge.isHidden()


def test_at_a_checkpoint_for_some_the_count_is_of_those_who_may_enter_there(door: Door, desk: DeskPage) -> None:
    door.world.guests(door.event, "李家超", "陳國基", category="vip")
    with door.world.db.write() as session:
        vip = categories.find_category(session, door.event.id, "vip")
        checkpoints.add_checkpoint(session, door.event.id, "vip-room", LocalName("貴賓室"), (vip.id,))
    door.qtbot.waitUntil(lambda: desk.panel.shown.beside == "of 8 arrived")
    door.keys(Key.Key_F9, Key.Key_Down, Key.Key_Return)

    door.qtbot.waitUntil(lambda: desk.panel.shown.beside == "of 2 arrived")


def test_a_guest_s_post_is_said_in_the_reader_s_language(door: Door, desk: DeskPage) -> None:
    posts = (
        PostDraft(
            organisation_zh="區域合作局", title_zh="局長", organisation_en="Co-operation Bureau", title_en="Secretary"
        ),
    )
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(posts=posts))
    door.scan(door.badges[0].token)
    assert desk.panel.shown.posts == "Secretary, Co-operation Bureau"
    door.look.words.switch(Language.ZH_HANT)
    assert desk.panel.shown.posts == "區域合作局 局長"
