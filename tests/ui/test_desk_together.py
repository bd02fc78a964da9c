"""Groups let in at once, what is handed over or asked, and guests who come in the place of others."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Asking, Status, Verdict
from desktop.domain.visits import DelegationRole
from desktop.i18n import Language
from desktop.services import badges, categories, delegations_edit, delegations_record, people, people_list, questions
from desktop.services.people import PersonDraft
from desktop.services.posts import PostDraft
from desktop.services.questions import QuestionDraft
from desktop.ui.desk import DeskPage
from desktop.ui.desk.modes import Mode
from tests.ui.door import GUESTS, Door

Key = Qt.Key


def delegation(door: Door, guests: Sequence[UUID]) -> None:
    with door.world.db.write() as session:
        for guest in guests:
            people.change_person(session, door.event.id, guest, PersonDraft(delegation="深圳代表團"))


def ask(door: Door, words: str, kind: Asking = Asking.QUESTION) -> None:
    with door.world.db.write() as session:
        questions.add_question(session, door.event.id, QuestionDraft(LocalName(en=words), kind))


def test_over_a_delegation_stands_how_many_are_here_and_whether_its_leader_is(door: Door, desk: DeskPage) -> None:
    delegation(door, door.guests[:3])
    with door.world.db.write() as session:
        row = delegations_record.find_delegation(session, door.event.id, "深圳代表團")
        led = delegations_edit.with_role(delegations_edit.draft_of(row), door.guests[2], DelegationRole.LEADER)
        delegations_edit.change_delegation(session, row.id, led)
    door.scan(door.badges[1].token)
    door.keys(Key.Key_F10)
    assert desk.picks.head.startswith("深圳代表團 (1 of 3 here, leader not yet): Enter lets in 2;")


def test_a_group_is_let_in_at_once_without_those_who_are_unticked(door: Door, desk: DeskPage) -> None:
    delegation(door, door.guests[:5])
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[4], PersonDraft(status=Status.CANCELLED))
    door.scan(door.badges[1].token)
    door.keys(Key.Key_F10)

    assert [pick.ticked for pick in desk.picks.picks] == [True, None, True, True, None]
    assert desk.picks.head == "深圳代表團: Enter lets in 3; Space unticks who is absent"
    door.keys(Key.Key_Down, Key.Key_Down, Key.Key_Space)
    assert [pick.ticked for pick in desk.picks.picks] == [True, None, False, True, None]
    door.keys(Key.Key_Return)

    shown = desk.panel.shown
    assert (shown.word, shown.name, shown.other) == ("Admitted", "2 people", "深圳代表團")
    assert {chip.name for chip in desk.recent.chips} == {"歐陽卓軒", "何慧敏", "單曉彤"}
    assert door.arrived() == 3


def test_one_undo_takes_a_whole_group_back(door: Door, desk: DeskPage) -> None:
    delegation(door, door.guests[:4])
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F10, Key.Key_Return)
    assert door.arrived() == 4
    door.take_back()

    assert (desk.panel.shown.word, desk.panel.shown.name) == ("Taken back", "3 people")
    assert [chip.struck for chip in desk.recent.chips] == [True, True, True, False]
    assert door.arrived() == 1


def test_the_key_goes_on_to_the_next_group_and_a_click_unticks(door: Door, desk: DeskPage) -> None:
    delegation(door, door.guests[:3])
    with door.world.db.write() as session:
        for guest in (door.guests[0], door.guests[5]):
            draft = PersonDraft(posts=(PostDraft(title_zh="教授", organisation_zh="城大"),))
            people.change_person(session, door.event.id, guest, draft)
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F10)
    assert desk.picks.head.endswith("F10 shows the next group")
    door.keys(Key.Key_F10)
    assert desk.picks.head.startswith("城大: Enter lets in 1")
    desk.picks.picked.emit(door.guests[5])
    assert desk.picks.head == "城大: nobody is ticked; F10 shows the next group"
    door.keys(Key.Key_Return)

    assert [notice.say(door.look.words._) for notice in door.notices] == ["Nobody is ticked."]
    door.look.words.switch(Language.ZH_HANT)
    assert desk.picks.picks[1].ticked is False
    door.keys(Key.Key_F10)
    assert desk.picks.head.startswith("深圳代表團")


def test_the_words_over_a_group_have_the_lines_they_need(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        for guest in door.guests[:3]:
            people.change_person(session, door.event.id, guest, PersonDraft(delegation="深圳前海青年創業代表團" * 4))
    assert door.window is not None
    door.look.theme.change(scale=2.0)
    door.window.resize(1280, 720)
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F10)

    metrics = QFontMetrics(door.look.theme.font(14))
    place = QRect(0, 0, desk.picks.width() - 2 * door.look.theme.px(20), 10_000)
    assert metrics.boundingRect(place, int(Qt.TextFlag.TextWordWrap), desk.picks.head).height() <= desk.picks._top


def test_a_badge_is_read_while_a_group_is_listed_and_nobody_else_comes_in(door: Door, desk: DeskPage) -> None:
    delegation(door, door.guests[:3])
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F10)
    assert door.scan(door.badges[5].token).verdict is Verdict.ADMITTED

    assert (desk.mode, door.arrived()) == (Mode.SCAN, 2)


def test_a_guest_alone_is_in_no_group(door: Door, desk: DeskPage) -> None:
    door.keys(Key.Key_F10)
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F10)

    said = [notice.say(door.look.words._) for notice in door.notices]
    assert said == ["Scan or find the guest first.", "歐陽卓軒 is in no group."]


def test_what_is_handed_over_is_ticked_with_one_key_and_what_stays_open_is_shown_again(
    door: Door, desk: DeskPage
) -> None:
    ask(door, "Gift bag", Asking.HAND_OVER)
    ask(door, "Needs a headset?")
    door.scan(door.badges[0].token)
    shown = desk.panel.shown
    assert [(fact.text, fact.strong) for fact in shown.facts] == [
        ("Hand over", "Gift bag"),
        ("Ask", "Needs a headset?"),
    ]
    assert shown.hints == ("answer",)
    door.keys(Key.Key_F5)
    shown = desk.panel.shown
    assert [(fact.text, fact.strong) for fact in shown.facts] == [
        ("Ask", "Needs a headset?"), ("Gift bag", "Given"),
    ]  # fmt: skip

    door.later()
    door.scan(door.badges[1].token)
    door.scan(door.badges[0].token)
    assert [fact.strong for fact in desk.panel.shown.facts] == ["", "Needs a headset?"]
    door.keys(Key.Key_F5)
    assert desk.picks.head == "Needs a headset? Choose the answer of 歐陽卓軒, or type it"
    door.keys("Two, please", Key.Key_Return)

    assert (desk.mode, desk.panel.shown.hints) == (Mode.SCAN, ("override",))
    with door.world.db.read() as session:
        kept = questions.answers(session, door.guests[0])
    assert [row.answer for row in kept] == ["Given", "Two, please"]
    door.keys(Key.Key_F5)
    assert [notice.say(door.look.words._) for notice in door.notices] == ["There is nothing to hand over or to ask."]


def test_what_was_ticked_by_mistake_is_open_again_after_undo_and_then_the_check_in_is_taken_back(
    door: Door, desk: DeskPage
) -> None:
    ask(door, "Gift bag", Asking.HAND_OVER)
    ask(door, "Needs a headset?")
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F5, Key.Key_F5, Key.Key_Return)
    assert [fact.strong for fact in desk.panel.shown.facts] == ["Given", "Yes"]
    door.look.words.switch(Language.ZH_HANT)
    assert [fact.strong for fact in desk.panel.shown.facts] == ["已派發", "是"]
    door.look.words.switch(Language.EN)
    door.take_back()
    assert [fact.strong for fact in desk.panel.shown.facts] == ["Needs a headset?", "Given"]
    door.take_back()
    assert [fact.text for fact in desk.panel.shown.facts] == ["Hand over", "Ask"]
    with door.world.db.read() as session:
        assert (questions.answers(session, door.guests[0]), door.arrived()) == ([], 1)

    door.take_back()
    assert (desk.panel.shown.word, door.arrived()) == ("Taken back", 0)


def test_another_guest_comes_in_the_place_of_one_with_a_name_and_enter(
    door: Door, desk: DeskPage, tmp_path: Path
) -> None:
    with door.world.db.write() as session:
        vip = categories.find_category(session, door.event.id, "vip")
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(category_id=vip.id, seat="A-07"))
    door.scan(door.badges[0].token)
    door.press(Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    door.settle()
    assert desk.walk_in.title.text() == "In the place of 歐陽卓軒"
    door.type("陳大文")
    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Return)

    shown = desk.panel.shown
    assert (shown.word, shown.name, shown.pill) == ("Admitted", "陳大文", "VIP")
    assert (shown.facts[0].text, shown.facts[0].strong) == ("Seat", "A-07")
    assert shown.advice == "Comes in the place of 歐陽卓軒, whose badge is void."
    assert door.arrived() == 1
    assert door.scan(door.badges[0].token).verdict is Verdict.REPLACED
    with door.world.db.read() as session:
        old = badges.badges(session, door.event.id, registration_id=door.guests[0])
    assert {row.revoked_why for row in old} == {"陳大文"}


def test_the_badge_of_a_substitute_is_printed_with_the_usual_key(door: Door, desk: DeskPage) -> None:
    substitute(door, desk, "陳大文")
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000) as printed:
        door.keys(Key.Key_F4)

    assert printed.args is not None
    assert cast("Path", printed.args[0]).exists()


def test_undo_gives_the_place_back_to_who_had_it(door: Door, desk: DeskPage) -> None:
    substitute(door, desk, "陳大文")
    door.take_back()

    assert desk.panel.shown.word == "Taken back"
    assert (door.arrived(), listed(door)) == (0, set(GUESTS))
    assert door.scan(door.badges[0].token).verdict is Verdict.ADMITTED


def test_nobody_comes_in_the_place_of_who_is_not_expected(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(status=Status.DECLINED))
    door.scan(door.badges[0].token)
    door.press(Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    door.settle()

    assert desk.mode is Mode.SCAN
    assert "as a walk-in" in door.notices[-1].say(door.look.words._)


def test_a_name_that_could_not_take_the_place_is_there_again(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.press(Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    door.settle()
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(status=Status.DECLINED))
    door.keys("陳大文", Key.Key_Tab, "維港", Key.Key_Return)

    assert (desk.mode, desk.walk_in.name.value, desk.walk_in.organisation.value) == (Mode.WALK_IN, "陳大文", "維港")
    assert door.played[-1] == "refused"


def substitute(door: Door, desk: DeskPage, name: str) -> None:
    door.scan(door.badges[0].token)
    door.press(Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    door.settle()
    door.type(name)
    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Return)


def listed(door: Door) -> set[str]:
    with door.world.db.read() as session:
        return {row.name_zh for row in people_list.people(session, door.event.id) if row.status.expected}
