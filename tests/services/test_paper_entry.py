"""What was ticked on paper is entered later: its times, its order, and what nobody can read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from desktop.domain.ticked import Ticked, ticked_at, ticked_lines
from desktop.domain.verdicts import Direction, Reason, Verdict
from desktop.exchange.sheets import FileTooLarge, TooManyRows
from desktop.models import Scan
from desktop.services import arrivals, badges, checkin, people
from desktop.services.events import EventRow
from desktop.services.last_scans import undo_last
from desktop.services.paper_entry import Entered, NoSheet, enter_ticked, read_ticked
from tests.world import NOON, SUMMIT, World

HONG_KONG, LONDON = ZoneInfo("Asia/Hong_Kong"), ZoneInfo("Europe/London")
DAY = date(2023, 4, 12)
HOUR = timedelta(hours=1)
EVENING = NOON + 8 * HOUR


def enter(
    world: World, summit: EventRow, text: str, *, usual: str = "", direction: Direction = Direction.IN
) -> list[Entered]:
    with world.db.write(now=EVENING) as session:
        lines = ticked_lines(text)
        return enter_ticked(session, summit.id, world.door(summit).id, lines, usual=usual, direction=direction)


def verdicts(entered: list[Entered]) -> list[Verdict | None]:
    return [one.result.verdict if one.result else None for one in entered]


def test_a_sheet_is_entered_with_its_times_by_serial_name_or_id_and_marked(world: World, summit: EventRow) -> None:
    _, _, third = world.guests(summit, "孫東", "李然", "李中")
    first, *_ = world.badges(summit)

    entered = enter(world, summit, f"{first.serial.lower()}\t9:05\n\n李 然，１４：０２\n{third};1430\n")

    assert verdicts(entered) == [Verdict.ADMITTED] * 3
    with world.db.read() as session:
        kept = session.scalars(select(Scan).order_by(Scan.at)).all()
        found = arrivals.arrivals(session, summit.id, EVENING)
    assert [(scan.at, scan.from_paper) for scan in kept] == [
        (datetime(2023, 4, 12, 1, 5, tzinfo=UTC), True), (datetime(2023, 4, 12, 6, 2, tzinfo=UTC), True),
        (datetime(2023, 4, 12, 6, 30, tzinfo=UTC), True),
    ]  # fmt: skip
    assert found.arrived == 3


def test_lines_that_nobody_can_read_are_told_and_the_others_kept(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然", "李然")

    entered = enter(world, summit, "孫東,09:00\nA-34679,09:00\n李然,09:00\n王五,09:00\n孫東,25:00\n孫東,23:00")

    assert verdicts(entered) == [Verdict.ADMITTED, None, None, None, None, None]
    assert [str(one.trouble) for one in entered[1:]] == [
        "Line 2: no guest has the serial or the name “A-34679”.",
        "Line 3: 2 guests are named “李然”. Give the serial.",
        "Line 4: no guest has the serial or the name “王五”.",
        "Line 5: “25:00” is no time. Write it like 14:02.",
        "Line 6: 23:00 has not come yet.",
    ]


def test_after_midnight_a_time_still_to_come_is_last_night_s_and_in_the_morning_it_is_a_mistake(
    world: World, summit: EventRow
) -> None:
    world.guests(summit, "孫東", "李然", "李中")
    for now, sheet, troubles in (
        (datetime(2023, 4, 12, 17, 10, tzinfo=UTC), "孫東,23:50\n李然,00:20", [None, None]),
        (datetime(2023, 4, 12, 17, 10, tzinfo=UTC), "李中,2023-04-13 23:50", ["not_yet"]),
        (datetime(2023, 4, 13, 1, 0, tzinfo=UTC), "李中,14:02", ["not_yet"]),
    ):
        with world.db.write(now=now) as session:
            entered = enter_ticked(session, summit.id, world.door(summit).id, ticked_lines(sheet))
        assert [one.trouble and one.trouble.code for one in entered] == troubles
    with world.db.read() as session:
        assert session.scalars(select(Scan.at).order_by(Scan.at)).all() == [
            datetime(2023, 4, 12, 15, 50, tzinfo=UTC), datetime(2023, 4, 12, 16, 20, tzinfo=UTC),
        ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "big5", "gb18030"])
def test_a_sheet_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    sheet = "陳大文,09:05\n李明,14:02\n香港科學園王小明,14:10\n"
    assert read_ticked(BytesIO(sheet.encode(encoding)), "sheet.csv") == ticked_lines(sheet)


def test_a_workbook_or_what_never_ends_is_no_sheet() -> None:
    with pytest.raises(NoSheet, match=r"sheet\.xlsx is not text"):
        read_ticked(BytesIO(b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(50)), "sheet.xlsx")
    with pytest.raises(TooManyRows):
        read_ticked(BytesIO(b"x\n" * 10_001), "sheet.csv")
    with Path("/dev/zero").open("rb") as endless, pytest.raises(FileTooLarge):
        read_ticked(endless, "zero")


def test_a_line_that_means_harm_is_told_as_no_time_or_no_guest_and_is_not_told_at_length(
    world: World, summit: EventRow
) -> None:
    world.guests(summit, "孫東")
    whens = [
        "0001-01-01 00:00", "9999-12-31T23:59:59-23:59", "2023-02-30", "24:00", "-1:00", "=NOW()", "9" * 5000,
        "2023-04-12T09:00+99:00", "1970-01-01",
    ]  # fmt: skip
    entered = enter(world, summit, "\n".join([*(f"孫東,{when}" for when in whens), "x" * 100_000, "\x1b[2J,09:00"]))

    codes = [one.trouble.code if one.trouble else "" for one in entered]
    assert codes == ["no_time"] * len(whens) + ["no_such_guest"] * 2
    assert max(len(str(one.trouble)) for one in entered) < 300


def test_paper_that_is_earlier_than_a_scan_moves_the_arrival_and_counts_nobody_twice(
    world: World, summit: EventRow
) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    world.scan(summit, badge.token, at=NOON)

    before, after = enter(world, summit, "孫東,11:00\n孫東,13:00")

    assert (before.result and before.result.verdict, after.result and after.result.verdict) == (
        Verdict.ADMITTED, Verdict.ALREADY_IN,
    )  # fmt: skip
    with world.db.read() as session:
        found = arrivals.arrivals(session, summit.id, EVENING)
    assert (found.arrived, [minute.at for minute in found.minutes]) == (1, [NOON - HOUR])


def test_a_sheet_that_is_entered_twice_lets_nobody_in_again(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然")
    sheet = "孫東,11:00\n李然"
    assert verdicts(enter(world, summit, sheet, usual="11:30")) == [Verdict.ADMITTED] * 2
    again = enter(world, summit, sheet, usual="11:30")
    assert verdicts(again) == [Verdict.ALREADY_IN] * 2
    assert [one.result and one.result.reason for one in again] == [Reason.NONE] * 2
    assert [one.result and one.result.earlier is not None for one in again] == [True] * 2


def test_who_went_out_on_paper_has_left(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    enter(world, summit, "孫東,11:00")
    (out,) = enter(world, summit, "孫東,11:40", direction=Direction.OUT)
    assert out.result is not None
    assert out.result.check_out is not None
    with world.db.read() as session:
        assert arrivals.arrivals(session, summit.id, EVENING).left == 1


def test_a_serial_on_the_sheet_counts_though_the_badge_was_replaced_since(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (old,) = world.badges(summit)
    with world.db.write() as session:
        badges.replace_badge(session, summit.id, guest, "lost")
    assert verdicts(enter(world, summit, f"{old.serial},11:00")) == [Verdict.ADMITTED]


def test_the_serial_of_a_badge_that_was_revoked_is_refused_from_then_on(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write(now=NOON) as session:
        badges.revoke_badge(session, summit.id, badge.serial, "lost")
    before, after = enter(world, summit, f"{badge.serial},11:00\n{badge.serial},13:00")

    assert before.result is not None
    assert before.result.verdict is Verdict.ADMITTED
    assert after.result is not None
    assert (after.result.verdict, after.result.revoked_why) == (Verdict.REPLACED, "lost")


def test_a_line_is_taken_back_without_the_others(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然")
    enter(world, summit, "孫東,11:00\n李然,11:01")
    assert world.db.actor is not None
    with world.db.write() as session:
        taken = undo_last(session, summit.id, world.door(summit).id, world.db.actor.desk_id)
    assert taken is not None
    assert (taken.result.guest and taken.result.guest.name, taken.others) == ("李然", ())


def test_the_rules_of_that_time_hold_for_paper_too(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    with world.db.write() as session:
        checkin.scan(session, checkin.Reading(summit.id, world.door(summit).id, registration_id=guest, at=NOON))
    left = enter(world, summit, "孫東,13:00", direction=Direction.OUT)
    early = enter(world, summit, "孫東,11:30", direction=Direction.OUT)
    assert verdicts([*left, *early]) == [Verdict.ADMITTED, Verdict.ELSEWHERE]
    assert early[0].result is not None
    assert early[0].result.reason is Reason.NOT_INSIDE


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("9:05", datetime(2023, 4, 12, 1, 5, tzinfo=UTC)),
        ("0905", datetime(2023, 4, 12, 1, 5, tzinfo=UTC)),
        ("14.02", datetime(2023, 4, 12, 6, 2, tzinfo=UTC)),
        ("14時02分", datetime(2023, 4, 12, 6, 2, tzinfo=UTC)),
        ("2023-04-13 00:30", datetime(2023, 4, 12, 16, 30, tzinfo=UTC)),
        ("2023-04-12T06:02:00Z", datetime(2023, 4, 12, 6, 2, tzinfo=UTC)),
        ("noon", None),
        ("24:00", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them_in_the_events_zone(when: str, at: datetime | None) -> None:
    assert ticked_at(when, DAY, HONG_KONG) == at


def test_on_the_days_on_which_clocks_change_a_time_is_the_first_or_after_the_gap() -> None:
    assert ticked_at("01:30", date(2023, 10, 29), LONDON) == datetime(2023, 10, 29, 0, 30, tzinfo=UTC)
    assert ticked_at("01:30", date(2023, 3, 26), LONDON) == datetime(2023, 3, 26, 1, 30, tzinfo=UTC)


def test_a_sheet_of_the_event_s_zone_is_entered_on_its_day(world: World) -> None:
    summit = world.summit(replace(SUMMIT, zone="America/New_York"))
    world.guests(summit, "孫東")
    with world.db.write(now=datetime(2023, 4, 13, 3, tzinfo=UTC)) as session:
        (entered,) = enter_ticked(session, summit.id, world.door(summit).id, [Ticked(1, "孫東", "22:00")])
    assert entered.result is not None
    assert entered.result.at == datetime(2023, 4, 13, 2, tzinfo=UTC)


def test_the_record_of_a_guest_says_what_was_entered_from_paper(world: World, summit: EventRow) -> None:
    on_paper, scanned = world.guests(summit, "孫東", "李然")
    enter(world, summit, "孫東,11:00")
    world.scan(summit, world.badges(summit)[1].token)

    def record(guest: UUID) -> list[bool]:
        with world.db.read() as session:
            return [check_in.from_paper for check_in in people.person(session, summit.id, guest).check_ins]

    assert (record(on_paper), record(scanned)) == ([True], [False])
