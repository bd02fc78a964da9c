"""Badges that count no more, and new ones."""

from PySide6.QtCore import Qt
from sqlalchemy import text

from desktop.domain.verdicts import Reason, Status, Verdict
from desktop.services import badges, people
from desktop.services.people import PersonDraft
from desktop.ui.desk import DeskPage
from tests.ui.door import Door

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_new_badge_takes_a_reason_and_voids_the_old_one(door: Door, desk: DeskPage) -> None:
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F6)
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000):
        door.keys(Key.Key_Down, Key.Key_Return)

    with door.world.db.read() as session:
        rows = badges.badges(session, door.event.id, registration_id=door.guests[0])
    assert {row.revoked_why for row in rows if row.revoked_at} == {"Damaged"}
    valid = next(row.serial for row in rows if row.revoked_at is None)
    assert door.scan(door.badges[0].token).verdict is Verdict.REPLACED
    assert desk.panel.shown.facts[0].strong == valid


def test_a_revoked_badge_says_why_and_is_not_printed_again(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        badges.revoke_badge(session, door.event.id, door.badges[0].serial, "Left the company")
    assert door.scan(door.badges[0].token).reason is Reason.BADGE_REVOKED
    door.keys(Key.Key_F4)

    assert (desk.panel.shown.word, desk.panel.shown.facts[0].strong) == ("Revoked", "Left the company")
    assert len(door.notices) == 1
    assert not (door.world.path.parent / "badges").exists()


def test_a_cancelled_guest_is_stopped_with_who_cancelled_and_when(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        people.change_person(session, door.event.id, door.guests[0], PersonDraft(status=Status.CANCELLED))
    door.scan(door.badges[0].token)

    assert desk.panel.shown.word == "Cancelled"
    assert desk.panel.shown.facts[0].text.endswith("by May")
    assert door.played == ["refused"]


def test_an_old_badge_does_not_look_like_a_cancelled_guest_and_says_what_to_do(door: Door, desk: DeskPage) -> None:
    with door.world.db.write() as session:
        new = badges.replace_badge(session, door.event.id, door.guests[0], "Lost")
        people.change_person(session, door.event.id, door.guests[1], PersonDraft(status=Status.CANCELLED))
    door.scan(door.badges[0].token)
    old = desk.panel.shown
    door.scan(door.badges[1].token)
    cancelled = desk.panel.shown

    assert (old.word, old.mark, old.hints) == ("Replaced badge", "replaced", ("badge", "override"))
    assert (cancelled.word, cancelled.mark, cancelled.hints) == ("Cancelled", "", ("override",))
    assert new.serial in old.spoken
    assert old.spoken.endswith("The guest may enter with the valid badge. Ask for it, or print it again.")
    assert cancelled.spoken.endswith("To let this guest in, set the registration to confirmed on the people page.")


def test_a_guest_who_came_onto_the_list_as_cancelled_is_said_to_be_so(door: Door, desk: DeskPage) -> None:
    (guest,) = door.world.guests(door.event, "陳大文")
    with door.world.db.write() as session:
        session.execute(text("UPDATE registration SET status = 'cancelled' WHERE id = :id"), {"id": guest.hex})
    desk.read(registration=guest)
    door.settle()

    assert desk.panel.shown.facts[0].text == "Cancelled on the guest list"


def test_a_guest_with_a_revoked_badge_who_is_admitted_anyway_needs_a_reason_for_a_new_one(
    door: Door, desk: DeskPage
) -> None:
    with door.world.db.write() as session:
        badges.revoke_badge(session, door.event.id, door.badges[0].serial, "Left the company")
    door.scan(door.badges[0].token)
    door.keys(Key.Key_F12, Key.Key_Return)
    with door.qtbot.waitSignal(desk.answered):
        door.keys("Ms Lam", Key.Key_Return)
    door.keys(Key.Key_F4)

    assert desk.panel.shown.word == "Admitted anyway"
    assert [notice.say(door.look.words._) for notice in door.notices] == ["This guest has no valid badge to print."]
