"""What was done at the door is taken back in any order, and each badge says what is true then."""

import pytest

from desktop.domain.verdicts import Direction, Verdict
from desktop.services import arrivals, badges, categories, checkin, groups, substitutes, taking_back
from desktop.services.checkin import Reading, UndoneAlready
from desktop.services.events import EventRow
from desktop.services.last_scans import TakenBack, undo_last
from desktop.services.people import WalkIn
from desktop.services.taking_back import UsedSince
from tests.world import World


def undone(world: World, summit: EventRow) -> TakenBack | None:
    assert world.db.actor is not None
    with world.db.write() as session:
        return undo_last(session, summit.id, world.door(summit).id, world.db.actor.desk_id)


def names(taken: TakenBack | None) -> set[str]:
    assert taken is not None
    return {result.guest.name for result in (taken.result, *taken.others) if result.guest}


def counts(world: World, summit: EventRow) -> tuple[int, int]:
    with world.db.read() as session:
        found = arrivals.arrivals(session, summit.id, world.db.now())
    return found.arrived, found.left


def test_a_group_of_which_one_has_left_is_taken_back_in_two_steps_and_then_there_is_nothing(
    world: World, summit: EventRow
) -> None:
    guests = world.guests(summit, *"甲乙丙")
    first, *_ = world.badges(summit)
    door = world.door(summit).id
    with world.db.write() as session:
        groups.admit_group(session, Reading(summit.id, door), guests)
    with world.db.write() as session:
        out = checkin.scan(session, Reading(summit.id, door, first.token, direction=Direction.OUT))
    assert out.check_out is not None
    assert counts(world, summit) == (3, 1)

    assert names(undone(world, summit)) == {"甲"}
    assert counts(world, summit) == (3, 0)
    assert names(undone(world, summit)) == {"甲", "乙", "丙"}
    assert counts(world, summit) == (0, 0)
    assert undone(world, summit) is None


def test_of_a_group_one_is_taken_back_and_then_the_others(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, *"甲乙丙")
    with world.db.write() as session:
        results = groups.admit_group(session, Reading(summit.id, world.door(summit).id), [*guests, guests[0]])
    assert [result.verdict for result in results] == [Verdict.ADMITTED] * 3 + [Verdict.ALREADY_IN]
    with world.db.write() as session:
        checkin.undo(session, results[1].scan)
    with pytest.raises(UndoneAlready), world.db.write() as session:
        checkin.undo(session, results[1].scan)
    assert names(undone(world, summit)) == {"甲", "丙"}
    assert counts(world, summit) == (0, 0)


def test_an_entry_is_taken_back_though_its_guest_left_since(world: World, summit: EventRow) -> None:
    world.guests(summit, "甲")
    (badge,) = world.badges(summit)
    door = world.door(summit).id
    entry = world.scan(summit, badge.token)
    with world.db.write() as session:
        checkin.scan(session, Reading(summit.id, door, badge.token, direction=Direction.OUT))
    with world.db.write() as session:
        checkin.undo(session, entry.scan)
    assert counts(world, summit) == (0, 0)
    assert world.scan(summit, badge.token).verdict is Verdict.ADMITTED
    assert counts(world, summit) == (1, 0)


def test_a_substitute_who_came_in_goes_only_after_their_check_in_is_taken_back(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "甲")
    (old,) = world.badges(summit)
    with world.db.write() as session:
        delegate = categories.find_category(session, summit.id, "delegate").id
        made = substitutes.substitute(session, summit.id, guest, WalkIn(delegate, "王五"), "ill")
    assert world.scan(summit, made.badge.token).verdict is Verdict.ADMITTED
    assert world.scan(summit, old.token).verdict is Verdict.REPLACED
    with pytest.raises(UsedSince), world.db.write() as session:
        taking_back.take_back(session, made.action)

    undone(world, summit)
    with world.db.write() as session:
        taking_back.take_back(session, made.action)

    assert world.scan(summit, made.badge.token).verdict is Verdict.UNKNOWN
    assert world.scan(summit, made.badge.serial).verdict is Verdict.UNKNOWN
    assert world.scan(summit, old.token).verdict is Verdict.ADMITTED
    with world.db.write() as session:
        new = badges.replace_badge(session, summit.id, guest, "lost")
    assert world.scan(summit, old.token).verdict is Verdict.REPLACED
    assert world.scan(summit, new.token).verdict is Verdict.ALREADY_IN
