"""The rules of a checkpoint: who may enter, when, how often, which way, how many, and what going in does."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Direction, Entry, Reason, Verdict, Ways
from desktop.services import (
    admission,
    arrivals,
    categories,
    checkin,
    checkpoints,
    door_rules,
    people,
    people_list,
    whereabouts,
)
from desktop.services.checkin import Override, Reading, ScanResult
from desktop.services.checkpoints import CheckpointExists, CheckpointRow
from desktop.services.door_rules import (
    BadCapacity,
    BadClock,
    BadOpening,
    CheckpointDraft,
    CheckpointNameless,
    LastCheckpoint,
    NoSuchHall,
)
from desktop.services.events import EventRow, VenueRow
from desktop.storage.journal import Actor
from tests.world import NOON, SUMMIT, World

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def place(world: World, summit: EventRow, code: str, **rules: Any) -> CheckpointRow:
    with world.db.write() as session:
        return door_rules.make_checkpoint(
            session, summit.id, CheckpointDraft(LocalName(en=code.title()), code=code, **rules)
        )


def told(result: ScanResult) -> tuple[Verdict, Reason, Direction]:
    return result.verdict, result.reason, result.direction


ADMITTED_IN = (Verdict.ADMITTED, Reason.NONE, Direction.IN)
ADMITTED_OUT = (Verdict.ADMITTED, Reason.NONE, Direction.OUT)


def test_a_checkpoint_keeps_all_its_rules_and_is_changed_by_its_draft(world: World) -> None:
    summit = world.summit(
        replace(SUMMIT, venues=(VenueRow(LocalName("會展中心"), (LocalName("大會堂", "", "Grand Hall"),)),))
    )
    (guest,) = world.guests(summit, "孫東")
    door = world.door(summit)
    made = place(
        world, summit, "lab", hall="grand hall", opens_at=NOON, closes_at=NOON + DAY, opens_clock="9:00",
        closes_clock="18：30", ways=Ways.BOTH, entry=Entry.DAILY, capacity=40, tags=frozenset({" 首席 "}),
        guests=frozenset({guest}), leaves=frozenset({door.id}),
    )  # fmt: skip

    assert (made.hall.en, made.opens_clock, made.closes_clock, made.tags) == (
        "Grand Hall", "09:00", "18:30", frozenset({"首席"}),
    )  # fmt: skip
    assert (made.ways, made.entry, made.capacity, made.leaves) == (Ways.BOTH, Entry.DAILY, 40, frozenset({door.id}))
    with world.db.write() as session:
        same = door_rules.change_checkpoint(session, summit.id, made.id, door_rules.draft_of(made))
        plain = door_rules.change_checkpoint(session, summit.id, made.id, CheckpointDraft(made.name))
    assert same == made
    assert plain == CheckpointRow(made.id, "lab", made.name)


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ({"name": LocalName(" ")}, CheckpointNameless),
        ({"code": "DOOR"}, CheckpointExists),
        ({"opens_clock": "25:00"}, BadClock),
        ({"closes_clock": "noon"}, BadClock),
        ({"opens_at": NOON, "closes_at": NOON}, BadOpening),
        ({"capacity": 0}, BadCapacity),
        ({"hall": "Atlantis"}, NoSuchHall),
    ],
)
def test_rules_that_mean_nothing_are_refused(
    world: World, summit: EventRow, rules: dict[str, Any], refusal: type[Exception]
) -> None:
    draft = CheckpointDraft(**{"name": LocalName(en="Lab"), **rules})
    with pytest.raises(refusal), world.db.write() as session:
        door_rules.make_checkpoint(session, summit.id, draft)
    assert [row.code for row in checkpoints_of(world, summit)] == ["door"]


def checkpoints_of(world: World, summit: EventRow) -> list[CheckpointRow]:
    with world.db.read() as session:
        return checkpoints.checkpoints(session, summit.id)


def test_checkpoints_are_moved_and_taken_away_but_never_the_last(world: World, summit: EventRow) -> None:
    lab = place(world, summit, "lab")
    place(world, summit, "lunch", leaves=frozenset({lab.id}))
    with world.db.write() as session:
        door_rules.move_checkpoint(session, summit.id, lab.id, -1)
    assert [row.code for row in checkpoints_of(world, summit)] == ["lab", "door", "lunch"]
    for code in ("lab", "door"):
        with world.db.write() as session:
            door_rules.remove_checkpoint(session, summit.id, world.door(summit, code).id)
    (lunch,) = checkpoints_of(world, summit)
    assert (lunch.code, lunch.leaves) == ("lunch", frozenset())
    with pytest.raises(LastCheckpoint), world.db.write() as session:
        door_rules.remove_checkpoint(session, summit.id, lunch.id)


def test_a_guest_may_enter_by_category_or_tag_or_name(world: World, summit: EventRow) -> None:
    by_name, by_tag, nobody = world.guests(summit, "孫東", "李然", "李中")
    world.guests(summit, "李家超", category="vip")
    with world.db.write() as session:
        vip = categories.find_category(session, summit.id, "vip").id
        people.change_person(session, summit.id, by_tag, people.PersonDraft(tags="Sponsor, Choir"))
        people.change_person(session, summit.id, nobody, people.PersonDraft(tags="Sponsors"))
    place(
        world, summit, "room", category_ids=frozenset({vip}), tags=frozenset({"sponsor"}), guests=frozenset({by_name})
    )
    given = world.badges(summit)

    verdicts = [world.scan(summit, badge.token, code="room").verdict for badge in given]

    assert verdicts == [Verdict.ADMITTED, Verdict.ADMITTED, Verdict.ELSEWHERE, Verdict.ADMITTED]
    with world.db.read() as session:
        assert arrivals.head_count(session, summit.id, world.door(summit, "room").id) == (3, 3)
        assert [row.code for row in admission.where_instead(session, summit.id, nobody)] == ["door"]
        assert [row.code for row in admission.where_instead(session, summit.id, by_tag)] == ["door", "room"]


def test_a_door_for_a_tag_alone_keeps_everyone_else_out(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "room", tags=frozenset({"sponsor"}))
    (badge,) = world.badges(summit)
    assert world.scan(summit, badge.token, code="room").reason is Reason.NOT_HERE
    with world.db.read() as session:
        delegate = categories.find_category(session, summit.id, "delegate").id
        assert admission.admitting(session, summit.id, delegate) == {world.door(summit).id}


def test_where_both_ways_are_read_a_second_scan_lets_out_and_a_third_in_again(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "hall", ways=Ways.BOTH, entry=Entry.OFTEN)
    (badge,) = world.badges(summit)

    ways = [told(world.scan(summit, badge.token, code="hall", at=NOON + hour * HOUR)) for hour in range(4)]

    assert ways == [ADMITTED_IN, ADMITTED_OUT, ADMITTED_IN, ADMITTED_OUT]
    with world.db.read() as session:
        found = arrivals.arrivals(session, summit.id, NOON + 5 * HOUR)
    assert (found.arrived, found.inside, found.left) == (1, 0, 1)


def test_whoever_may_enter_once_and_left_is_told_so(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "hall", ways=Ways.BOTH)
    (badge,) = world.badges(summit)
    first = world.scan(summit, badge.token, code="hall", at=NOON)
    world.scan(summit, badge.token, code="hall", at=NOON + HOUR)

    third = world.scan(summit, badge.token, code="hall", at=NOON + 2 * HOUR)

    assert told(third) == (Verdict.ALREADY_IN, Reason.LEFT, Direction.IN)
    assert third.earlier is not None
    assert (third.earlier.check_in, third.earlier.left_at) == (first.scan, NOON + HOUR)


def test_the_same_badge_within_two_seconds_counts_once(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "hall", ways=Ways.BOTH, entry=Entry.OFTEN)
    (badge,) = world.badges(summit)
    moments = [NOON, NOON + timedelta(seconds=1.999), NOON + timedelta(seconds=2), NOON + timedelta(seconds=3)]

    results = [world.scan(summit, badge.token, code="hall", at=at) for at in moments]

    assert [told(result) for result in results] == [
        ADMITTED_IN,
        (Verdict.ALREADY_IN, Reason.REPEATED, Direction.IN),
        ADMITTED_OUT,
        (Verdict.ALREADY_IN, Reason.REPEATED, Direction.OUT),
    ]
    assert [result.repeated for result in results] == [False, True, False, True]


def test_a_badge_at_two_desks_at_once_is_no_repetition(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "hall", ways=Ways.BOTH, entry=Entry.OFTEN)
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        other = Actor(checkpoints.ensure_desk(session, "B").id, "Lam")
    moment = timedelta(seconds=1)

    world.scan(summit, badge.token, code="hall", at=NOON)
    copied = world.scan(summit, badge.token, code="hall", at=NOON + moment, actor=other)
    world.scan(summit, badge.token, code="hall", at=NOON + HOUR)
    left = world.scan(summit, badge.token, code="hall", at=NOON + HOUR + moment, actor=other)

    assert told(copied) == (Verdict.ALREADY_IN, Reason.NONE, Direction.IN)
    assert told(left) == (Verdict.ELSEWHERE, Reason.NOT_INSIDE, Direction.OUT)


def test_a_daily_door_counts_days_in_the_events_zone(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "lunch", entry=Entry.DAILY)
    (badge,) = world.badges(summit)
    midnight = datetime(2023, 4, 12, 16, tzinfo=UTC)

    moments = [NOON, midnight - timedelta(milliseconds=1), midnight, midnight + 23 * HOUR, midnight + 24 * HOUR]
    verdicts = [world.scan(summit, badge.token, code="lunch", at=at).verdict for at in moments]

    assert verdicts == [
        Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.ADMITTED,
    ]  # fmt: skip


def test_the_days_on_which_clocks_change_have_23_and_25_hours(world: World) -> None:
    summit = world.summit(replace(SUMMIT, zone="Europe/London"))
    world.guests(summit, "孫東", "李然")
    place(world, summit, "lunch", entry=Entry.DAILY)
    spring, autumn = world.badges(summit)
    short, long = datetime(2023, 3, 26, tzinfo=UTC), datetime(2023, 10, 28, 23, tzinfo=UTC)

    def verdicts(token: str, start: datetime, *hours: float) -> list[Verdict]:
        return [world.scan(summit, token, code="lunch", at=start + hour * HOUR).verdict for hour in hours]

    assert verdicts(spring.token, short, 0, 22.9, 23) == [Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.ADMITTED]
    assert verdicts(autumn.token, long, 0, 24.9, 25) == [Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.ADMITTED]


def test_a_day_at_a_door_open_past_midnight_ends_when_it_closes(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "party", entry=Entry.DAILY, ways=Ways.BOTH, opens_clock="22:00", closes_clock="02:00")
    (badge,) = world.badges(summit)
    ten = datetime(2023, 4, 12, 14, tzinfo=UTC)

    def at(hours: float) -> tuple[Verdict, Reason, Direction]:
        return told(world.scan(summit, badge.token, code="party", at=ten + hours * HOUR))

    assert at(-1) == (Verdict.ELSEWHERE, Reason.NOT_YET_OPEN, Direction.IN)
    assert at(1) == ADMITTED_IN
    assert at(2.5) == ADMITTED_OUT
    assert at(3) == (Verdict.ALREADY_IN, Reason.LEFT, Direction.IN)
    assert at(4.5) == (Verdict.ELSEWHERE, Reason.NOT_YET_OPEN, Direction.IN)
    assert at(24) == ADMITTED_IN


def test_the_hours_of_each_day_say_when_the_door_opens_and_when_it_closed(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "hall", opens_clock="09:00", closes_clock="18:00")
    (badge,) = world.badges(summit)
    nine = datetime(2023, 4, 12, 1, tzinfo=UTC)

    early = world.scan(summit, badge.token, code="hall", at=nine - HOUR)
    late = world.scan(summit, badge.token, code="hall", at=nine + 9 * HOUR)

    assert (early.reason, early.opening.opens_at) == (Reason.NOT_YET_OPEN, nine)
    assert (late.reason, late.opening.closes_at) == (Reason.CLOSED, nine + 9 * HOUR)
    assert world.scan(summit, badge.token, code="hall", at=nine + DAY).verdict is Verdict.ADMITTED


def test_a_full_place_says_so_until_somebody_leaves(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然", "李中")
    place(world, summit, "lab", ways=Ways.BOTH, entry=Entry.OFTEN, capacity=2)
    one, two, three = (badge.token for badge in world.badges(summit))
    for minute, token in enumerate((one, two)):
        world.scan(summit, token, code="lab", at=NOON + minute * HOUR)

    full = world.scan(summit, three, code="lab", at=NOON + 2 * HOUR)
    world.scan(summit, one, code="lab", at=NOON + 3 * HOUR)

    assert (full.verdict, full.reason) == (Verdict.ELSEWHERE, Reason.FULL)
    assert (full.room.inside, full.room.capacity) == (2, 2)
    assert told(world.scan(summit, three, code="lab", at=NOON + 4 * HOUR)) == ADMITTED_IN


def test_a_daily_place_with_a_capacity_is_empty_in_the_morning(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然")
    place(world, summit, "lunch", entry=Entry.DAILY, capacity=1)
    one, two = (badge.token for badge in world.badges(summit))
    assert world.scan(summit, one, code="lunch", at=NOON).verdict is Verdict.ADMITTED
    assert world.scan(summit, two, code="lunch", at=NOON).reason is Reason.FULL
    assert world.scan(summit, two, code="lunch", at=NOON + DAY).verdict is Verdict.ADMITTED


def test_going_into_one_place_takes_a_guest_out_of_another(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    hall = place(world, summit, "hall", ways=Ways.BOTH, entry=Entry.OFTEN)
    place(world, summit, "lab", ways=Ways.BOTH, entry=Entry.OFTEN, leaves=frozenset({hall.id}))
    (badge,) = world.badges(summit)

    ways = [
        told(world.scan(summit, badge.token, code=code, at=NOON + hour * HOUR))
        for hour, code in enumerate(("hall", "lab", "hall", "lab"))
    ]

    assert ways == [ADMITTED_IN, ADMITTED_IN, ADMITTED_IN, ADMITTED_OUT]


def test_a_way_out_leads_out_of_everywhere_but_only_those_who_are_inside(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "exit", ways=Ways.OUT)
    (badge,) = world.badges(summit)

    assert told(world.scan(summit, badge.token, code="exit", at=NOON)) == (
        Verdict.ELSEWHERE, Reason.NOT_INSIDE, Direction.OUT,
    )  # fmt: skip
    world.scan(summit, badge.token, at=NOON + HOUR)
    assert told(world.scan(summit, badge.token, code="exit", at=NOON + 2 * HOUR)) == ADMITTED_OUT
    with world.db.read() as session:
        found = arrivals.arrivals(session, summit.id, NOON + 3 * HOUR)
    assert (found.expected, found.arrived, found.inside, found.left, found.absent) == (1, 1, 0, 1, 0)


def test_who_goes_out_at_the_main_door_has_left_and_who_goes_out_of_a_room_has_not(
    world: World, summit: EventRow
) -> None:
    world.guests(summit, "孫東", "李然")
    place(world, summit, "room", ways=Ways.BOTH)
    one, two = (badge.token for badge in world.badges(summit))
    for minute, token in enumerate((one, two)):
        world.scan(summit, token, at=NOON + minute * HOUR)
        world.scan(summit, token, code="room", at=NOON + (minute + 2) * HOUR)
    check_out(world, summit, one, NOON + 5 * HOUR)
    world.scan(summit, two, code="room", at=NOON + 5 * HOUR)
    with world.db.read() as session:
        found = arrivals.arrivals(session, summit.id, NOON + 6 * HOUR, arrivals.By.CHECKPOINT)
        where = [
            len(whereabouts.where_is(session, summit.id, row.id)) for row in people_list.people(session, summit.id)
        ]
    assert (found.left, where) == (1, [0, 1])
    assert [(row.key, row.arrived, row.inside) for row in found.rows] == [("door", 2, 1), ("room", 2, 0)]


@pytest.mark.parametrize("seed", range(3))
def test_those_inside_a_place_are_as_many_as_are_found_there_one_by_one(
    world: World, summit: EventRow, seed: int
) -> None:
    dice = random.Random(seed)
    world.guests(summit, *"甲乙丙丁戊")
    hall = place(world, summit, "hall", ways=Ways.BOTH, entry=Entry.OFTEN)
    lab = place(world, summit, "lab", ways=Ways.BOTH, entry=Entry.OFTEN, leaves=frozenset({hall.id}), capacity=3)
    place(world, summit, "exit", ways=Ways.OUT)
    given, made, held = world.badges(summit), [], []
    for minute in range(40):
        code, guest = dice.choice(["door", "hall", "lab", "lab", "exit"]), dice.choice(given)
        result = world.scan(summit, guest.token, code=code, at=NOON + minute * timedelta(minutes=1))
        if result.verdict is Verdict.ADMITTED:
            made.append(result.scan)
        if result.reason is Reason.FULL:
            held.append(result.room.inside)
        if made and dice.random() < 0.1:
            with world.db.write() as session:
                checkin.undo(session, made.pop(dice.randrange(len(made))))
        with world.db.read() as session:
            where = [whereabouts.where_is(session, summit.id, badge.registration) for badge in given]
            for row in (hall, lab):
                found = whereabouts.count_inside(session, summit.id, row.id, NOON)
                assert found == sum(row.id in one for one in where)
    assert set(held) <= {3, 4}


def check_out(world: World, summit: EventRow, token: str, at: datetime) -> ScanResult:
    with world.db.write() as session:
        return checkin.scan(session, Reading(summit.id, world.door(summit).id, token, at=at, direction=Direction.OUT))


def test_a_desk_can_let_a_guest_out_where_badges_are_read_on_the_way_in(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    assert check_out(world, summit, badge.token, NOON).reason is Reason.NOT_INSIDE
    came = world.scan(summit, badge.token, at=NOON + HOUR)

    out = check_out(world, summit, badge.token, NOON + 2 * HOUR)

    assert (out.verdict, out.check_in, out.check_out) == (Verdict.ADMITTED, None, out.scan)
    assert world.scan(summit, badge.token, at=NOON + 3 * HOUR).reason is Reason.LEFT
    with world.db.write() as session:
        checkin.undo(session, out.scan)
    assert told(world.scan(summit, badge.token, at=NOON + 4 * HOUR)) == (
        Verdict.ALREADY_IN, Reason.NONE, Direction.IN,
    )  # fmt: skip
    assert came.check_in is not None


def test_a_guest_who_cancelled_may_still_leave(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    place(world, summit, "hall", ways=Ways.BOTH)
    (badge,) = world.badges(summit)
    world.scan(summit, badge.token, code="hall", at=NOON)
    with world.db.write() as session:
        people.change_person(session, summit.id, guest, people.PersonDraft(status=people.Status.CANCELLED))
    assert told(world.scan(summit, badge.token, code="hall", at=NOON + HOUR)) == ADMITTED_OUT
    assert world.scan(summit, badge.token, code="hall", at=NOON + 2 * HOUR).verdict is Verdict.CANCELLED


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_a_clock_that_is_set_back_lets_nobody_in_twice_and_mixes_up_no_ways(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    place(world, summit, "hall", ways=Ways.BOTH, entry=Entry.OFTEN)
    place(world, summit, "lunch", entry=Entry.DAILY)
    (badge,) = world.badges(summit)
    clock = SetClock()
    clock.now = datetime(2023, 4, 12, 16, 5, tzinfo=UTC)
    desk = World(world.path, clock=clock)
    assert desk.scan(summit, badge.token).verdict is Verdict.ADMITTED
    assert desk.scan(summit, badge.token, code="lunch").verdict is Verdict.ADMITTED
    assert told(desk.scan(summit, badge.token, code="hall")) == ADMITTED_IN

    clock.now -= HOUR

    assert desk.scan(summit, badge.token).verdict is Verdict.ALREADY_IN
    assert desk.scan(summit, badge.token, code="lunch").verdict is Verdict.ALREADY_IN
    assert told(desk.scan(summit, badge.token, code="hall")) == ADMITTED_OUT
    clock.now += timedelta(seconds=3)
    assert told(desk.scan(summit, badge.token, code="hall")) == ADMITTED_IN
    desk.db.close()


def override(world: World, summit: EventRow, token: str, by: str, why: str, code: str | None = None) -> ScanResult:
    with world.db.write() as session:
        reading = Reading(summit.id, world.door(summit, code).id, token, at=NOON)
        return checkin.scan(session, reading, Override(by, why))


def test_a_supervisor_lets_in_whom_the_rules_refuse_and_says_why(world: World, summit: EventRow) -> None:
    guest, invited = world.guests(summit, "孫東", "李然")
    place(world, summit, "room", guests=frozenset({invited}))
    badge, _ = world.badges(summit)

    let_in = override(world, summit, badge.token, " Chan ", "the Minister's guest", "room")

    assert (let_in.verdict, let_in.reason, let_in.check_in) == (Verdict.ADMITTED, Reason.NOT_HERE, let_in.scan)
    assert let_in.override == Override("Chan", "the Minister's guest")
    assert world.scan(summit, badge.token, code="room", at=NOON + HOUR).verdict is Verdict.ALREADY_IN
    with world.db.read() as session:
        assert [row.check_in for row in people.person(session, summit.id, guest).check_ins] == [let_in.scan]


def test_an_override_needs_who_and_why_and_somebody_to_let_in(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    for by, why in (("", "late"), ("Chan", " ")):
        with pytest.raises(checkin.OverrideIncomplete):
            override(world, summit, badge.token, by, why)
    with pytest.raises(checkin.NobodyToAdmit):
        override(world, summit, "1" * 48, "Chan", "late")
    assert override(world, summit, badge.token, "Chan", "late").override is None


def test_a_check_in_of_a_category_that_asks_why_is_taken_back_only_for_a_reason(world: World, summit: EventRow) -> None:
    world.guests(summit, "李家超", category="vip")
    with world.db.write() as session:
        vip = categories.find_category(session, summit.id, "vip")
        draft = categories.CategoryDraft(vip.name, vip.colour, vip.vip, undo_needs_reason=True)
        assert categories.change_category(session, vip.id, draft).undo_needs_reason
        kept = categories.change_category(session, vip.id, categories.CategoryDraft(vip.name, vip.colour, vip.vip))
        assert kept.undo_needs_reason
    (badge,) = world.badges(summit)
    came = world.scan(summit, badge.token)
    with pytest.raises(checkin.NeedsReason), world.db.write() as session:
        checkin.undo(session, came.scan, " ")
    with world.db.write() as session:
        checkin.undo(session, came.scan, "wrong guest")
