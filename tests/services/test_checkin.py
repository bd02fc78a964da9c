"""The door: what each badge is told, and what is kept of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Reason, Status, Verdict
from desktop.models import Checkpoint, Scan
from desktop.services import arrivals, badges, categories, checkin, checkpoints, people, people_list
from desktop.services.checkin import NoSuchCheckIn, Reading, UndoneAlready
from desktop.services.events import EventRow
from desktop.services.last_scans import undo_last
from desktop.services.walk_ins import Listed
from desktop.storage.journal import Actor
from tests.world import NOON, SUMMIT, World


def test_a_badge_is_admitted_once_and_then_says_when_where_and_by_whom(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)

    first = world.scan(summit, badge.token)
    again = world.scan(summit, badge.token)

    assert (first.verdict, first.guest and first.guest.name, first.check_in) == (
        Verdict.ADMITTED, "孫東", first.scan,
    )  # fmt: skip
    assert again.verdict is Verdict.ALREADY_IN
    assert again.check_in is None
    assert again.earlier is not None
    assert (again.earlier.check_in, again.earlier.at, again.earlier.desk, again.earlier.who) == (
        first.scan, first.at, "A", "May",
    )  # fmt: skip


def test_a_serial_typed_in_small_letters_is_a_badge_too(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    assert world.scan(summit, badge.serial.lower().replace("-", "")).verdict is Verdict.ADMITTED


def test_a_guest_without_a_badge_is_admitted_by_name(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    with world.db.write() as session:
        result = checkin.scan(session, Reading(summit.id, world.door(summit).id, registration_id=guest))
    assert (result.verdict, result.guest and result.guest.serial) == (Verdict.ADMITTED, "")


@pytest.mark.parametrize("content", ["", "1" * 48, "A-34679", "孫東", "9" * 5000, "'; DROP TABLE scan; --", "\x00\x1b"])
def test_what_is_not_ours_says_nothing_about_anybody_and_is_kept(world: World, summit: EventRow, content: str) -> None:
    result = world.scan(summit, content)
    assert (result.verdict, result.reason, result.guest) == (Verdict.UNKNOWN, Reason.NOT_OURS, None)
    with world.db.read() as session:
        assert session.scalars(select(Scan.raw)).one() == content[:200].replace("\x00\x1b", "␀␛")


def test_a_badge_of_another_event_is_unknown_here(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    other = world.summit(replace(SUMMIT, name=LocalName("另一場")))
    result = world.scan(other, badge.token)
    assert (result.verdict, result.reason, result.guest) == (Verdict.UNKNOWN, Reason.OTHER_EVENT, None)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.DECLINED])
def test_a_guest_who_does_not_come_is_cancelled(world: World, summit: EventRow, status: Status) -> None:
    (guest,) = world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        people.change_person(session, summit.id, guest, people.PersonDraft(status=status))
    assert world.scan(summit, badge.token).verdict is Verdict.CANCELLED


def test_a_replaced_badge_names_the_serial_that_is_valid(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (old,) = world.badges(summit)
    with world.db.write() as session:
        new = badges.replace_badge(session, summit.id, guest, "lost")
    result = world.scan(summit, old.token)
    assert (result.verdict, result.reason, result.valid_serial) == (
        Verdict.REPLACED, Reason.BADGE_REPLACED, new.serial,
    )  # fmt: skip
    assert world.scan(summit, new.token).verdict is Verdict.ADMITTED


def test_a_revoked_badge_says_why(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        badges.revoke_badge(session, summit.id, badge.serial, "stolen")
    result = world.scan(summit, badge.token)
    assert (result.verdict, result.reason, result.revoked_why) == (Verdict.REPLACED, Reason.BADGE_REVOKED, "stolen")


def test_a_checkpoint_for_vips_sends_a_delegate_elsewhere(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        vip = categories.find_category(session, summit.id, "貴賓")
        checkpoints.add_checkpoint(session, summit.id, "vip-room", LocalName("貴賓室"), (vip.id,))
    result = world.scan(summit, badge.token, code="vip-room")
    assert (result.verdict, result.reason) == (Verdict.ELSEWHERE, Reason.NOT_HERE)
    assert world.scan(summit, badge.token).verdict is Verdict.ADMITTED


def test_a_checkpoint_admits_from_its_opening_until_its_close(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然", "李中")
    early, timely, late = world.badges(summit)
    door = world.door(summit)
    with world.db.write() as session:
        row = session.get_one(Checkpoint, door.id)
        row.opens_at, row.closes_at = NOON, NOON + timedelta(hours=1)
    assert world.scan(summit, early.token, at=NOON - timedelta(seconds=1)).reason is Reason.NOT_YET_OPEN
    assert world.scan(summit, timely.token, at=NOON).verdict is Verdict.ADMITTED
    assert world.scan(summit, late.token, at=NOON + timedelta(hours=1)).reason is Reason.CLOSED


def test_an_undone_check_in_lets_the_guest_in_again_and_both_stay_on_record(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    first = world.scan(summit, badge.token)

    with world.db.write() as session:
        checkin.undo(session, first.scan, "wrong guest")
    second = world.scan(summit, badge.token)

    assert second.verdict is Verdict.ADMITTED
    with world.db.read() as session:
        record = people.person(session, summit.id, guest).check_ins
    assert [(row.check_in, row.undone_at is not None) for row in record] == [
        (second.scan, False),
        (first.scan, True),
    ]


def test_only_a_standing_check_in_can_be_undone(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    first = world.scan(summit, badge.token)
    again = world.scan(summit, badge.token)
    with world.db.write() as session:
        checkin.undo(session, first.scan)
    with pytest.raises(UndoneAlready), world.db.write() as session:
        checkin.undo(session, first.scan)
    for wrong in (uuid4(), again.scan):
        with pytest.raises(NoSuchCheckIn), world.db.write() as session:
            checkin.undo(session, wrong)


def test_a_reading_that_is_sent_twice_counts_once(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    nonce = uuid4()
    first = world.scan(summit, badge.token, nonce=nonce)
    second = world.scan(summit, badge.token, nonce=nonce)
    assert (second.scan, second.verdict) == (first.scan, Verdict.ADMITTED)
    with world.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Scan)) == 1


def test_each_desk_is_named_where_a_guest_came_in(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        desk = checkpoints.ensure_desk(session, "East door")
    world.scan(summit, badge.token, actor=Actor(desk.id, "Lam"))
    again = world.scan(summit, badge.token)
    assert again.earlier is not None
    assert (desk.letter, again.earlier.desk, again.earlier.who) == ("B", "East door", "Lam")


def test_a_badge_replaced_twice_names_the_last_serial(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (first,) = world.badges(summit)
    with world.db.write() as session:
        badges.replace_badge(session, summit.id, guest, "lost")
    with world.db.write() as session:
        last = badges.replace_badge(session, summit.id, guest, "lost again")
    assert world.scan(summit, first.token).valid_serial == last.serial


def vip_room(world: World, summit: EventRow) -> UUID:
    with world.db.write() as session:
        vip = categories.find_category(session, summit.id, "vip")
        return checkpoints.add_checkpoint(session, summit.id, "vip-room", LocalName("貴賓室"), (vip.id,)).id


def test_a_checkpoint_counts_those_who_entered_there_of_those_who_may(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然")
    world.guests(summit, "李家超", "陳國基", category="vip")
    room = vip_room(world, summit)
    delegate, _, vip, other = world.badges(summit)
    for badge in (delegate, vip):
        world.scan(summit, badge.token)
    world.scan(summit, other.token, code="vip-room")

    with world.db.read() as session:
        assert arrivals.head_count(session, summit.id) == (3, 4)
        assert arrivals.head_count(session, summit.id, world.door(summit).id) == (2, 4)
        assert arrivals.head_count(session, summit.id, room) == (1, 2)


def walk_in(world: World, summit: EventRow) -> checkin.ScanResult:
    with world.db.write() as session:
        category = categories.find_category(session, summit.id, "delegate").id
        _, badge = people.register(session, summit.id, people.WalkIn(category, "孫東", title="教授"))
        return checkin.scan(session, Reading(summit.id, world.door(summit).id, registration_id=badge.registration))


def take_back(world: World, summit: EventRow) -> Listed:
    assert world.db.actor is not None
    with world.db.write() as session:
        taken = undo_last(session, summit.id, world.door(summit).id, world.db.actor.desk_id)
    assert taken is not None
    return taken.listed


def names(world: World, summit: EventRow) -> list[str]:
    with world.db.read() as session:
        return [row.name for row in people_list.people(session, summit.id)]


def test_a_walk_in_that_is_taken_back_is_on_no_list_any_more(world: World, summit: EventRow) -> None:
    made = walk_in(world, summit)
    assert made.guest is not None

    assert take_back(world, summit) is Listed.TAKEN_OFF
    assert names(world, summit) == []
    assert world.scan(summit, made.guest.serial).verdict is Verdict.UNKNOWN


def test_a_walk_in_whose_line_was_changed_since_stays(world: World, summit: EventRow) -> None:
    made = walk_in(world, summit)
    assert made.guest is not None
    with world.db.write() as session:
        people.change_person(session, summit.id, made.guest.registration, people.PersonDraft(seat="A-07"))

    assert take_back(world, summit) is Listed.STAYS
    assert names(world, summit) == ["孫東"]


def test_a_walk_in_who_is_inside_elsewhere_stays(world: World, summit: EventRow) -> None:
    made = walk_in(world, summit)
    assert made.guest is not None
    with world.db.write() as session:
        checkpoints.add_checkpoint(session, summit.id, "lunch", LocalName("午宴"))
    world.scan(summit, made.guest.serial, code="lunch")

    assert take_back(world, summit) is Listed.STAYS


def test_a_walk_in_with_a_companion_stays(world: World, summit: EventRow) -> None:
    made = walk_in(world, summit)
    assert made.guest is not None
    with world.db.write() as session:
        category = categories.find_category(session, summit.id, "delegate").id
        people.register(session, summit.id, people.WalkIn(category, "李然", principal=made.guest.registration))

    assert take_back(world, summit) is Listed.STAYS


def test_a_listed_guest_whose_check_in_is_taken_back_stays_on_the_list(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    world.scan(summit, badge.token)

    assert take_back(world, summit) is Listed.BEFORE
    assert names(world, summit) == ["孫東"]
