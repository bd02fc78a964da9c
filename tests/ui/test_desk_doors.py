"""Doors with rules at the desk: in and out, full, read twice; and a supervisor who admits anyway."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from desktop.domain.text import LocalName
from desktop.domain.tokens import make_token
from desktop.domain.verdicts import Entry, Reason, Verdict, Ways
from desktop.services import categories, door_rules, events, people
from desktop.services.door_rules import CheckpointDraft
from desktop.services.people import PersonDraft
from desktop.ui.desk import DeskPage
from desktop.ui.desk.modes import Mode
from tests.services.touring import tour
from tests.ui.door import Door

Key = Qt.Key


def stand_at(door: Door, **rules: Any) -> None:
    """Stand at another checkpoint, which has these rules."""
    with door.world.db.write() as session:
        draft = CheckpointDraft(LocalName("展廳", "展厅", "Hall"), code="hall", **rules)
        place = door_rules.make_checkpoint(session, door.event.id, draft)
    door.context.here.move(event=door.event, checkpoint=place)
    door.settle()


def test_where_both_ways_are_read_the_verdict_says_which_way_and_who_came_back(door: Door, desk: DeskPage) -> None:
    stand_at(door, ways=Ways.BOTH, entry=Entry.OFTEN)
    door.scan(door.badges[0].token)
    assert (desk.panel.shown.state, desk.panel.shown.word) == ("admitted", "Admitted")
    door.later()
    out = door.scan(door.badges[0].token)
    assert out.check_out is not None
    shown = desk.panel.shown
    assert (shown.state, shown.word, shown.mark, shown.facts) == ("", "Checked out", "left", ())
    door.later()
    door.scan(door.badges[0].token)

    shown = desk.panel.shown
    assert (shown.state, shown.word) == ("admitted", "Came back")
    left = door.look.words._.time(out.at, door.event.zone)
    assert (shown.facts[0].text, shown.facts[0].strong) == ("Had left at", left)
    assert [chip.state for chip in desk.recent.chips] == ["admitted", "left", "admitted"]
    assert door.played == ["admitted", "left", "admitted"]


def test_a_check_out_is_taken_back_as_a_check_in_is(door: Door, desk: DeskPage) -> None:
    stand_at(door, ways=Ways.BOTH, entry=Entry.OFTEN)
    door.scan(door.badges[0].token)
    door.later()
    door.scan(door.badges[0].token)
    door.take_back()

    assert desk.panel.shown.word == "Taken back"
    assert [chip.struck for chip in desk.recent.chips] == [True, False]


def test_the_same_badge_within_two_seconds_is_said_quietly_and_the_verdict_stays(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    again = door.scan(door.badges[0].token)

    assert again.repeated
    shown = desk.panel.shown
    assert (shown.state, shown.word) == ("admitted", "Admitted")
    assert shown.advice == "The same badge was read a moment ago; it counts once."
    assert (door.played, len(desk.recent.chips), door.arrived()) == (["admitted"], 1, 1)


def test_a_badge_read_twice_with_another_between_makes_no_sound_either(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.scan(door.badges[1].token)
    door.later(timedelta(seconds=-1.5))
    again = door.scan(door.badges[0].token)

    assert again.repeated
    assert (desk.panel.shown.word, desk.panel.shown.name) == ("Read twice", "歐陽卓軒")
    assert (door.played, len(desk.recent.chips)) == (["admitted", "admitted"], 2)


@pytest.mark.parametrize(
    ("rules", "word", "said"),
    [
        ({"capacity": 1}, "Full", "Hall is full: 1 of 1 are in."),
        ({"opens_clock": "18:00", "closes_clock": "20:00"}, "Not yet", "Opens at"),
        ({"opens_clock": "08:00", "closes_clock": "09:00"}, "Closed", "Closed at"),
        ({"tags": ("press",)}, "Elsewhere", "Please go to"),
    ],
)
def test_a_refusal_says_why_and_offers_to_admit_anyway(
    door: Door, desk: DeskPage, rules: dict[str, Any], word: str, said: str
) -> None:
    stand_at(door, **rules)
    if "capacity" in rules:
        door.scan(door.badges[1].token)
    door.scan(door.badges[0].token)

    shown = desk.panel.shown
    assert (shown.word, shown.facts[0].text, shown.hints) == (word, said, ("override",))
    assert door.played[-1] == "refused"


def test_who_left_and_may_enter_once_is_told_so(door: Door, desk: DeskPage) -> None:
    stand_at(door, ways=Ways.BOTH)
    for _in_out_in in range(3):
        door.later()
        result = door.scan(door.badges[0].token)

    assert result.reason is Reason.LEFT
    assert desk.panel.shown.word == "Once only"
    assert "may not enter again" in desk.panel.shown.facts[0].text


def test_a_supervisor_admits_anyway_for_a_reason_that_is_chosen(door: Door, desk: DeskPage) -> None:
    stand_at(door, tags=("press",))
    assert door.scan(door.badges[0].token).verdict is Verdict.ELSEWHERE
    door.keys(Key.Key_F12)
    assert desk.picks.head == "Admit 歐陽卓軒 anyway: choose why, or type it"
    door.keys(Key.Key_Return)
    assert desk.picks.head == "Choose who allows it, or type the name"
    with door.qtbot.waitSignal(desk.answered):
        door.keys("Ms Lam", Key.Key_Return)

    shown = desk.panel.shown
    assert (shown.state, shown.word) == ("admitted", "Admitted anyway")
    assert shown.facts[0].text == "Let in by Ms Lam: The organisers agreed"
    door.later()
    door.scan(door.badges[1].token)
    door.keys(Key.Key_F12, "She is the interpreter", Key.Key_Return)
    assert desk.picks.picks[0].title == "Ms Lam"
    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Return)
    assert desk.panel.shown.facts[0].text == "Let in by Ms Lam: She is the interpreter"
    with door.world.db.read() as session:
        kept = session.execute(text("SELECT who_by, why FROM (SELECT by AS who_by, why FROM scan_override)")).all()
    assert [tuple(row) for row in kept] == [
        ("Ms Lam", "The organisers agreed"), ("Ms Lam", "She is the interpreter"),
    ]  # fmt: skip


def test_an_open_question_is_no_hindrance_for_the_next_badge(door: Door, desk: DeskPage) -> None:
    stand_at(door, tags=("press",))
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F12, Key.Key_Return)
    result = door.scan(door.badges[1].token)

    assert result.guest is not None
    assert result.guest.name == "何慧敏"
    assert (result.override, desk.mode) == (None, Mode.SCAN)
    door.keys(Key.Key_F12)
    assert door.scan("WIFI:S=guests;P=12345678").verdict is Verdict.UNKNOWN


def test_admitting_anyway_is_for_those_who_were_refused(door: Door, desk: DeskPage) -> None:
    door.keys(Key.Key_F12)
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F12)
    door.scan("https://example.org/t/998877")
    door.keys(Key.Key_F12)

    said = [notice.say(door.look.words._) for notice in door.notices]
    assert said == ["Scan or find the guest first.", "This guest is not refused.", "Scan or find the guest first."]
    assert desk.mode is Mode.SCAN


def test_taking_back_asks_for_a_reason_where_the_category_wants_one(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        session.execute(text("UPDATE category SET undo_needs_reason = 1 WHERE code = 'vip'"))
        vip = categories.find_category(session, door.event.id, "vip")
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(category_id=vip.id))
    door.scan(door.badges[0].token)
    door.take_back()
    assert (desk.mode, door.arrived()) == (Mode.ASK, 1)
    door.keys(Key.Key_Down, Key.Key_Return)

    assert (desk.panel.shown.word, door.arrived()) == ("Taken back", 0)
    with door.world.db.read() as session:
        assert session.execute(text("SELECT why FROM scan_undo")).scalar() == "It was another guest"


def test_a_genuine_badge_of_a_desk_that_was_not_heard_from_says_from_which(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        token = make_token(events.secrets_of(session, door.event.id)[0], 12345, 3, "C")
    door.scan(token)
    shown = desk.panel.shown
    assert (shown.state, shown.word, shown.name) == ("admitted", "Admitted", "Delegate")
    assert shown.facts[0].text == "A genuine badge, not yet received from desk C."
    door.scan(token)
    assert desk.panel.shown.advice == "The same badge was read a moment ago; it counts once."

    stand_at(door, tags=("press",))
    door.scan(token)
    door.keys(Key.Key_F12)
    assert desk.picks.head == "Admit Delegate anyway: choose why, or type it"
    door.keys(Key.Key_Return)
    with door.qtbot.waitSignal(desk.answered):
        door.keys("Ms Lam", Key.Key_Return)
    assert desk.panel.shown.word == "Admitted anyway"


def test_an_enter_that_is_held_down_answers_one_question_and_not_the_next(door: Door, desk: DeskPage) -> None:
    door.context.keeper.now = replace(door.context.keeper.now, operator="May")
    door.scan(door.badges[0].token)
    door.later()
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F12, Key.Key_Return)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(desk.field, held)
    door.settle()

    assert desk.picks.head == "Choose who allows it, or type the name"
    assert [pick.title for pick in desk.picks.picks] == ["May"]


def test_failed_scans_stand_among_the_last_and_names_are_hidden_where_guests_see_them(
    door: Door, desk: DeskPage
) -> None:
    door.context.keeper.now = replace(door.context.keeper.now, hide_names=True)
    door.scan(door.badges[0].token)
    door.scan("https://example.org/t/998877")

    assert [(chip.name, chip.state) for chip in desk.recent.chips] == [("—", "refused"), ("歐陽○軒", "admitted")]


def test_where_the_checkpoint_was_removed_the_desk_chooses_another_and_loses_no_name(
    door: Door, desk: DeskPage
) -> None:
    stand_at(door)
    place = door.context.here.checkpoint
    assert place is not None
    with door.world.db.write() as session:
        door_rules.remove_checkpoint(session, door.event.id, place.id)
    door.type(door.badges[0].token)
    door.keys(Key.Key_Return)
    assert desk.mode is Mode.ASK
    assert desk.picks.head.startswith("The checkpoint Hall was removed and nobody was let in.")
    assert (door.played, door.arrived(), [pick.title for pick in desk.picks.picks]) == (["refused"], 0, ["Main door"])

    door.keys(Key.Key_Escape, Key.Key_F3, "陳大文", Key.Key_Return)
    door.qtbot.waitUntil(lambda: desk.mode is Mode.ASK)
    door.keys(Key.Key_Return, Key.Key_F3)
    with door.qtbot.waitSignal(desk.answered):
        door.keys(Key.Key_Return)
    assert (desk.panel.shown.word, desk.panel.shown.name) == ("Admitted", "陳大文")


def test_a_guest_at_the_wrong_vehicle_is_moved_with_one_key_and_taken_back_with_another(
    door: Door, desk: DeskPage
) -> None:
    trip = tour(door.world, door.event)
    given = {badge.registration: badge.token for badge in door.world.badges(door.event)}
    door.context.here.move(event=door.event, checkpoint=door.world.door(door.event, "Bus 2"))
    door.settle()
    assert door.scan(given[trip.guests[2]]).reason is Reason.NOT_HERE
    assert desk.panel.shown.hints == ("move_aboard", "override")
    assert [(fact.text, fact.strong) for fact in desk.panel.shown.facts] == [("Please go to", "Bus 1 AB 1")]
    with door.qtbot.waitSignal(desk.answered) as answered:
        door.press(Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    door.settle()
    assert answered.args is not None
    assert answered.args[0].verdict is Verdict.ADMITTED
    assert desk.panel.shown.word == "Admitted"
    assert [len(trip.read().aboard(bus)) for bus in trip.buses] == [4, 5]
    door.take_back()
    assert desk.panel.shown.word == "Taken back"
    assert [len(trip.read().aboard(bus)) for bus in trip.buses] == [5, 4]
    door.press(Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    door.settle()
    assert door.notices[-1].say(door.look.words._) == "Scan or find the guest first."
