"""What the door still counts rightly when paper comes late, a clock was wrong, or a place was taken away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from desktop.domain.text import LocalName
from desktop.domain.ticked import ticked_lines
from desktop.domain.tokens import make_token
from desktop.domain.verdicts import Direction, Entry, Reason, Status, Verdict, Ways
from desktop.models import Badge, Registration, ScanUndo
from desktop.services import badges, checkin, door_rules, events, questions, whereabouts
from desktop.services.badges import BadgeRow
from desktop.services.checkin import Reading, ScanResult
from desktop.services.checkpoints import CheckpointRow, NoSuchCheckpoint
from desktop.services.door_rules import CheckpointDraft
from desktop.services.events import EventRow
from desktop.services.last_scans import last_scans, undo_last
from desktop.services.paper_entry import Entered, NotYet, enter_ticked
from desktop.services.reasons import SaidTooMuch
from desktop.storage.journal import Actor
from tests.world import NOON, SUMMIT, World

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Wall:
    """A clock that shows what it was set to."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def world(world: World, wall: Wall) -> Iterator[World]:
    """A summit at whose desk somebody can set the clock."""
    desk = World(world.path, clock=wall)
    yield desk
    desk.db.close()


def place(world: World, summit: EventRow, code: str, **rules: Any) -> CheckpointRow:
    with world.db.write() as session:
        return door_rules.make_checkpoint(session, summit.id, CheckpointDraft(LocalName(en=code), code, **rules))


def on_paper(world: World, summit: EventRow, code: str, text: str, way: Direction = Direction.IN) -> list[Entered]:
    with world.db.write() as session:
        lines = ticked_lines(text)
        return enter_ticked(session, summit.id, world.door(summit, code).id, lines, direction=way)


def inside(world: World, summit: EventRow, row: CheckpointRow) -> int:
    with world.db.read() as session:
        return whereabouts.count_inside(session, summit.id, row.id, NOON)


def own(world: World) -> UUID:
    assert isinstance(world.db.actor, Actor)
    return world.db.actor.desk_id


def told(result: ScanResult) -> tuple[Verdict, Reason]:
    return result.verdict, result.reason


ADMITTED, FULL = (Verdict.ADMITTED, Reason.NONE), (Verdict.ELSEWHERE, Reason.FULL)


def test_a_way_out_on_paper_before_one_that_was_scanned_makes_no_room_for_two(
    world: World, summit: EventRow, wall: Wall
) -> None:
    world.guests(summit, *"甲乙丙")
    first, second, third = world.badges(summit)
    room = place(world, summit, "room", ways=Ways.BOTH, entry=Entry.OFTEN, capacity=1)
    world.scan(summit, first.token, code="room")
    wall.now += 20 * MINUTE
    world.scan(summit, first.token, code="room")
    wall.now += HOUR
    (late,) = on_paper(world, summit, "room", f"{first.serial},12:10", Direction.OUT)
    assert late.result is not None
    assert late.result.check_out is not None

    assert told(world.scan(summit, second.token, code="room")) == ADMITTED
    assert told(world.scan(summit, third.token, code="room")) == FULL
    assert inside(world, summit, room) == 1


def test_paper_of_one_minute_keeps_the_order_in_which_it_is_entered(world: World, summit: EventRow, wall: Wall) -> None:
    world.guests(summit, "甲")
    (badge,) = world.badges(summit)
    room = place(world, summit, "room", ways=Ways.BOTH, entry=Entry.OFTEN)
    wall.now += HOUR
    counted = []
    for way in (Direction.IN, Direction.OUT, Direction.IN, Direction.OUT):
        (entered,) = on_paper(world, summit, "room", f"{badge.serial},12:10", way)
        assert entered.result is not None
        assert entered.result.verdict is Verdict.ADMITTED
        counted.append(inside(world, summit, room))
    assert counted == [1, 0, 1, 0]


def test_a_clock_that_is_set_back_a_day_makes_no_room_in_a_full_place(
    world: World, summit: EventRow, wall: Wall
) -> None:
    world.guests(summit, *"甲乙丙")
    first, second, third = world.badges(summit)
    place(world, summit, "lunch", entry=Entry.DAILY, capacity=1)
    assert told(world.scan(summit, first.token, code="lunch")) == ADMITTED
    wall.now -= DAY
    assert told(world.scan(summit, second.token, code="lunch")) == FULL
    wall.now += 2 * DAY
    assert told(world.scan(summit, second.token, code="lunch")) == ADMITTED
    wall.now -= DAY
    assert told(world.scan(summit, third.token, code="lunch")) == FULL


def test_undo_and_the_strip_go_by_what_was_done_last_though_the_clock_was_set_back(
    world: World, summit: EventRow, wall: Wall
) -> None:
    world.guests(summit, *"甲乙")
    first, second = world.badges(summit)
    door = world.door(summit).id
    world.scan(summit, first.token)
    wall.now -= HOUR
    world.scan(summit, second.token)

    with world.db.read() as session:
        strip = last_scans(session, summit.id, door, own(world))
    with world.db.write() as session:
        taken = undo_last(session, summit.id, door, own(world))

    assert [one.name for one in strip] == ["乙", "甲"]
    assert taken is not None
    assert taken.result.guest is not None
    assert taken.result.guest.name == "乙"


def test_a_guest_who_came_before_their_badge_was_received_leaves_once(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "甲")
    room = place(world, summit, "room", ways=Ways.BOTH, entry=Entry.OFTEN, capacity=5)
    with world.db.write() as session:
        token = make_token(events.secrets_of(session, summit.id)[0], 1234, 3, "C")
    assert world.scan(summit, token, code="room", at=NOON).check_in is not None
    assert inside(world, summit, room) == 1
    with world.db.write() as session:
        session.add(
            Badge(id=UUID(int=7), event_id=summit.id, registration_id=guest, token=token, serial="C-77777",
                  issued_at=NOON)
        )  # fmt: skip

    assert inside(world, summit, room) == 1
    assert world.scan(summit, token, code="room", at=NOON + HOUR).check_out is not None
    assert inside(world, summit, room) == 0
    assert world.scan(summit, token, code="room", at=NOON + 2 * HOUR).check_in is not None
    assert inside(world, summit, room) == 1


def test_a_checkpoint_that_was_taken_away_admits_nobody_and_is_not_changed(world: World, summit: EventRow) -> None:
    world.guests(summit, "甲")
    (badge,) = world.badges(summit)
    room = place(world, summit, "room")
    with world.db.write() as session:
        door_rules.remove_checkpoint(session, summit.id, room.id)

    said = "There is no checkpoint “room”. Those of this event are: door."
    for act in (
        lambda session: checkin.scan(session, Reading(summit.id, room.id, badge.token)),
        lambda session: door_rules.change_checkpoint(session, summit.id, room.id, door_rules.draft_of(room)),
        lambda session: door_rules.move_checkpoint(session, summit.id, room.id, 1),
    ):
        with pytest.raises(NoSuchCheckpoint) as refused, world.db.write() as session:
            act(session)
        assert str(refused.value) == said


def test_every_kind_of_refusal_of_a_guest_can_be_overridden_and_taken_back(world: World, summit: EventRow) -> None:
    """The verdict is *admitted*, why it was refused stays on record, and undo leaves the refusal as it was."""
    world.guests(summit, *"甲乙丙丁戊己")
    given = world.badges(summit)
    room = place(world, summit, "room", ways=Ways.BOTH, entry=Entry.OFTEN, capacity=1)
    late = place(world, summit, "late", opens_at=NOON + DAY)
    early = place(world, summit, "early", closes_at=NOON - DAY)
    nobody = place(world, summit, "nobody", tags=frozenset({"x"}))
    out = place(world, summit, "out", ways=Ways.OUT)
    door = world.door(summit)
    world.scan(summit, given[0].token)
    world.scan(summit, given[0].token, code="room")
    with world.db.write() as session:
        replaced = badges.replace_badge(session, summit.id, given[2].registration, "lost")
        badges.revoke_badge(session, summit.id, given[3].serial, "stolen")
        for number, status in ((4, Status.CANCELLED), (5, Status.DECLINED)):
            session.get_one(Registration, given[number].registration).status = status
    assert replaced.serial != given[2].serial

    def outcome(row: CheckpointRow, badge: BadgeRow) -> tuple[str, str]:
        reading = Reading(summit.id, row.id, badge.token, at=NOON + MINUTE)
        with world.db.write() as session:
            refused = checkin.scan(session, reading)
        with world.db.write() as session:
            forced = checkin.scan(session, reading, checkin.Override("Chan", "the Minister asks"))
        assert forced.verdict is Verdict.ADMITTED
        assert forced.override is not None
        with world.db.write() as session:
            checkin.undo(session, forced.scan, "mistaken")
        with world.db.write() as session:
            assert told(checkin.scan(session, reading)) == told(refused)
        return refused.verdict.value, refused.reason.value

    assert [
        outcome(door, given[0]), outcome(room, given[1]), outcome(late, given[1]), outcome(early, given[1]),
        outcome(nobody, given[1]), outcome(out, given[1]), outcome(door, given[2]), outcome(door, given[3]),
        outcome(door, given[4]), outcome(door, given[5]),
    ] == [
        ("already_in", ""), ("elsewhere", "full"), ("elsewhere", "not_yet_open"), ("elsewhere", "closed"),
        ("elsewhere", "not_here"), ("elsewhere", "not_inside"), ("replaced", "badge_replaced"),
        ("replaced", "badge_revoked"), ("cancelled", "cancelled"), ("cancelled", "declined"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "twice", "left_out"),
    [
        ("Europe/London", datetime(2023, 10, 29, 0, 30, tzinfo=UTC), datetime(2023, 3, 26, 1, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2023, 11, 5, 5, 30, tzinfo=UTC), datetime(2023, 3, 12, 6, 30, tzinfo=UTC)),
    ],
)
def test_on_the_nights_on_which_clocks_change_a_door_opens_once_and_a_day_is_one_day(
    world: World, wall: Wall, zone: str, twice: datetime, left_out: datetime
) -> None:
    """It opens at the first 01:30, or as long after midnight as that is; ``left_out`` is when, also in New York."""
    summit = world.summit(replace(SUMMIT, zone=zone, starts_on=date(2023, 3, 1), ends_on=date(2023, 12, 1)))
    world.guests(summit, *"甲乙丙")
    first, second, third = world.badges(summit)
    place(world, summit, "early", opens_clock="01:30", closes_clock="05:00", entry=Entry.DAILY)
    for opens in (left_out, twice):
        wall.now = opens - MINUTE
        assert world.scan(summit, first.token, code="early").reason is Reason.NOT_YET_OPEN
        wall.now = opens
        assert told(world.scan(summit, first.token, code="early")) == ADMITTED
        wall.now = opens + 45 * MINUTE
        assert world.scan(summit, first.token, code="early").verdict is Verdict.ALREADY_IN
        assert told(world.scan(summit, second.token, code="early")) == ADMITTED
        wall.now = opens + HOUR
        assert world.scan(summit, first.token, code="early").verdict is Verdict.ALREADY_IN
    at = twice.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    again = (twice + HOUR).astimezone(ZoneInfo(zone)).isoformat()
    entered = on_paper(world, summit, "door", f"{first.serial},{at}\n{second.serial},{again}\n{third.serial},02:30")
    assert [one.result.at if one.result else None for one in entered] == [twice, twice + HOUR, None]
    assert isinstance(entered[2].trouble, NotYet)


def test_past_midnight_a_guest_of_the_evening_is_still_in_and_the_next_one_still_the_evening_s(
    world: World, summit: EventRow, wall: Wall
) -> None:
    world.guests(summit, *"甲乙")
    first, second = world.badges(summit)
    room = place(
        world, summit, "gala", opens_clock="19:00", closes_clock="01:00", entry=Entry.DAILY, ways=Ways.BOTH, capacity=1
    )
    wall.now = datetime(2023, 4, 12, 15, 59, 50, tzinfo=UTC)
    assert told(world.scan(summit, first.token, code="gala")) == ADMITTED
    wall.now += 20 * timedelta(seconds=1)
    assert told(world.scan(summit, second.token, code="gala")) == FULL
    assert world.scan(summit, first.token, code="gala").check_out is not None
    wall.now += MINUTE
    assert world.scan(summit, first.token, code="gala").reason is Reason.LEFT
    assert told(world.scan(summit, second.token, code="gala")) == ADMITTED
    wall.now += HOUR
    with world.db.read() as session:
        assert whereabouts.count_inside(session, summit.id, room.id, wall.now) == 0
    assert world.scan(summit, first.token, code="gala").reason is Reason.NOT_YET_OPEN


def test_what_is_typed_for_the_record_is_cleaned_and_has_an_end(world: World, summit: EventRow) -> None:
    world.guests(summit, *"甲乙")
    first, second = world.badges(summit)
    came = world.scan(summit, first.token)
    assert came.check_in is not None
    check_in, much, door = came.check_in, "x" * 501, world.door(summit).id
    again = Reading(summit.id, door, first.token)
    for act in (
        lambda session: checkin.undo(session, check_in, much),
        lambda session: checkin.scan(session, again, checkin.Override(much, "asked")),
        lambda session: checkin.scan(session, again, checkin.Override("Chan", much)),
        lambda session: badges.revoke_badge(session, summit.id, second.serial, much),
        lambda session: badges.replace_badge(session, summit.id, second.registration, much),
        lambda session: questions.add_question(session, summit.id, questions.QuestionDraft(LocalName(en=much))),
        lambda session: door_rules.make_checkpoint(session, summit.id, CheckpointDraft(LocalName(en=much))),
        lambda session: door_rules.make_checkpoint(session, summit.id, CheckpointDraft(LocalName(en="x"), much)),
    ):
        with pytest.raises(SaidTooMuch), world.db.write() as session:
            act(session)
    with world.db.write() as session:
        assert badges.revoke_badge(session, summit.id, second.serial, "\u202elost\x1b ").revoked_why == "lost"
        checkin.undo(session, check_in, "\u202ewrong\n guest\x1b")
        assert session.scalars(select(ScanUndo.why)).all() == ["wrong guest"]
