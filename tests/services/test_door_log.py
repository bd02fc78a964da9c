"""What the door log goes by: failed scans and whose they were, sheets in the order of their paper, one undo for all."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.text import LocalName
from desktop.domain.ticked import Ticked
from desktop.domain.verdicts import Reason
from desktop.i18n import Language, Translator
from desktop.services.badges import replace_badge
from desktop.services.door_rules import CheckpointDraft, make_checkpoint
from desktop.services.events import EventRow
from desktop.services.failed_list import SAID, export_failed_scans, whose
from desktop.services.failed_scans import failed_scans
from desktop.services.paper_entry import enter_ticked, take_ticked_back
from desktop.services.sign_in import By, sheet_lines
from desktop.ui.door.sheet import Sheet, days_until, read_typed
from tests.world import NOON, World

HOUR = timedelta(hours=1)


def test_every_reason_has_its_words() -> None:
    assert set(SAID) == set(Reason)


def test_a_failed_scan_leads_to_its_guest_by_badge_serial_or_name(world: World, summit: EventRow) -> None:
    first, _second = world.guests(summit, "孫東", "李然")
    badge, *_ = world.badges(summit)
    with world.db.write() as session:
        replace_badge(session, summit.id, first, "lost")
    for content in (badge.token, "李然", "王五", "\x02\x1b"):
        world.scan(summit, content)
    with world.db.read() as session:
        found = failed_scans(session, summit.id)
        names = {one.raw or one.serial: whose(session, summit.id, one) for one in found}
    assert names[badge.serial] == first
    assert names["李然"] == _second
    assert names["王五"] is None


def test_failed_scans_are_written_with_times_of_the_event(world: World, summit: EventRow, tmp_path: Path) -> None:
    world.scan(summit, "王五", at=NOON)
    out = tmp_path / "failed.csv"
    with world.db.read() as session:
        assert export_failed_scans(session, summit.id, out, Translator(Language.EN)) == 1
    head, line = out.read_text("utf-8-sig").splitlines()
    assert head.startswith("Time,Why nobody was let in,What was read")
    assert ",Not ours,王五," in line
    assert line.startswith("2023-04-1")


def test_a_sheet_lists_everyone_in_the_order_of_its_paper_and_who_is_in_at_its_checkpoint(
    world: World, summit: EventRow
) -> None:
    second, first = world.guests(summit, "歐陽卓軒", "丁一")
    door = world.door(summit)
    with world.db.write() as session:
        room = make_checkpoint(session, summit.id, CheckpointDraft(LocalName(en="Room")))
    with world.db.write(now=NOON + HOUR) as session:
        enter_ticked(session, summit.id, door.id, [Ticked(1, str(first), "09:00")], day=date(2023, 4, 12))
    with world.db.read() as session:
        lines = sheet_lines(session, summit.id, By.NAME, door.id, Language.ZH_HANT)
        alone = sheet_lines(session, summit.id, By.DELEGATION, room.id, Language.EN)
    assert [line.id for line in lines] == [first, second]
    assert [line.arrived_at is not None for line in lines] == [True, False]
    assert [line.arrived_at for line in alone] == [None, None]


def test_what_was_entered_is_taken_back_at_once_whatever_was_taken_back_before(world: World, summit: EventRow) -> None:
    guests, door = world.guests(summit, "孫東", "李然", "李中"), world.door(summit)
    with world.db.write() as session:
        lines = [Ticked(number, str(key), "09:00") for number, key in enumerate(guests, 1)]
        entered = enter_ticked(session, summit.id, door.id, lines, day=date(2023, 4, 12))
    check_ins = [one.result.scan for one in entered if one.result is not None]
    with world.db.write() as session:
        assert take_ticked_back(session, check_ins[:1], "wrong sheet") == 1
    with world.db.write() as session:
        assert take_ticked_back(session, check_ins, "wrong sheet") == 2
    with world.db.read() as session:
        lines_now = sheet_lines(session, summit.id, By.NAME, door.id, Language.EN)
    assert [line.arrived_at for line in lines_now] == [None] * 3


def test_ticks_stay_with_their_guests_and_go_from_those_who_came(world: World, summit: EventRow) -> None:
    first, second = world.guests(summit, "丁一", "孫東")
    door = world.door(summit)
    sheet = Sheet()
    with world.db.read() as session:
        sheet.take(sheet_lines(session, summit.id, By.NAME, door.id, Language.ZH_HANT))
    assert sheet.meant("孫") == [1]
    assert sheet.meant("") == sheet.meant("王五") == []
    assert sheet.toggle(first, "9:05")
    assert sheet.toggle(second)
    assert [(one.line, one.when) for one in sheet.ticked] == [(1, "9:05"), (2, "")]
    assert sheet.toggle(second)
    assert set(sheet.ticks) == {first}
    with world.db.write() as session:
        enter_ticked(session, summit.id, door.id, sheet.ticked, day=date(2023, 4, 12))
    with world.db.read() as session:
        sheet.take(sheet_lines(session, summit.id, By.NAME, door.id, Language.ZH_HANT))
    assert not sheet.ticks
    assert not sheet.toggle(first)
    assert [row.mark for row in sheet.rows] == ["admitted", ""]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("A-7K2M 9:05", ("A-7K2M", "9:05")),
        ("陳大文,0905", ("陳大文", "0905")),
        ("CHAN Tai Man 14.02", ("CHAN Tai Man", "14.02")),
        ("CHAN Tai Man", ("CHAN Tai Man", "")),
        ("9:05", ("9:05", "")),
        ("  ", ("", "")),
    ],
)
def test_a_typed_line_is_a_guest_and_a_time(typed: str, meant: tuple[str, str]) -> None:
    assert read_typed(typed) == meant


def test_a_sheet_is_of_a_day_that_has_been() -> None:
    first, last = date(2023, 4, 12), date(2023, 4, 14)
    assert days_until(first, last, date(2023, 4, 13)) == [date(2023, 4, 13), date(2023, 4, 12)]
    assert days_until(first, last, date(2023, 5, 1))[0] == last
    assert days_until(first, last, date(2023, 4, 1)) == [date(2023, 4, 1)]
