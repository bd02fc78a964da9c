"""The arrivals page follows every desk."""

from datetime import timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.arrivals import Arrivals, By, Minute
from desktop.services.checkin import Reading, scan
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.reports.arrivals import ArrivalsPage
from desktop.ui.reports.figures import bars, clear_by
from tests.ui.door import Door, opened
from tests.world import NOON, World

HONG_KONG = ZoneInfo("Asia/Hong_Kong")


@pytest.fixture
def page(door: Door) -> ArrivalsPage:
    door.world.guests(door.event, "李家超", category="guest-of-honour")
    page = cast("ArrivalsPage", door.show(ArrivalsPage))
    door.qtbot.waitUntil(page.rows.isVisible)
    return page


def tile(page: ArrivalsPage) -> tuple[str, str]:
    return page.arrived.figure.text(), page.arrived.beside.text()


def test_it_counts_who_is_in_and_names_the_vips_who_are_not(door: Door, page: ArrivalsPage) -> None:
    assert tile(page) == ("0", "of 7")
    assert page.vips.figure.text() == "1"
    door.world.scan(door.event, door.badges[0].token)
    door.qtbot.waitUntil(lambda: tile(page) == ("1", "of 7"))

    assert [(row.name, row.done, row.total) for row in page.rows.rows] == [
        ("Guest of honour", 0, 1),
        ("Delegate", 1, 6),
    ]
    assert [column.count for column in page.bars.columns] == [1]


def test_it_follows_what_another_program_writes_to_the_same_file(door: Door, page: ArrivalsPage) -> None:
    other = door.world.open("June")
    place = door.context.here.checkpoint
    assert place is not None
    with other.write() as session:
        scan(session, Reading(door.event.id, place.id, door.badges[1].token))
    other.close()

    door.qtbot.waitUntil(lambda: tile(page) == ("1", "of 7"), timeout=5000)


def test_a_check_in_that_is_taken_back_is_not_counted(door: Door, page: ArrivalsPage) -> None:
    from desktop.services.checkin import undo

    made = door.world.scan(door.event, door.badges[0].token)
    door.qtbot.waitUntil(lambda: tile(page)[0] == "1")
    with door.world.db.write() as session:
        undo(session, made.scan)

    door.qtbot.waitUntil(lambda: tile(page)[0] == "0")


def test_the_arrow_keys_switch_what_is_counted_by(door: Door, page: ArrivalsPage) -> None:
    door.world.scan(door.event, door.badges[0].token)
    assert door.focused() is page.switches[By.CATEGORY]
    for _ in range(2):
        door.press(Qt.Key.Key_Right)
    door.qtbot.waitUntil(lambda: [(row.name, row.done) for row in page.rows.rows] == [("Desk A", 1)])

    assert page.by is By.DESK


def test_without_guests_it_says_what_brings_them(tmp_path: Path, look: Look, jobs: Jobs, qtbot: QtBot) -> None:
    world = World(tmp_path / "empty.db")
    with opened(world, look, jobs, qtbot, event=False) as door:
        page = cast("ArrivalsPage", door.show(ArrivalsPage))
        assert page.empty.isVisible()
        assert not page.rows.isVisible()
        assert door.focused() is page.empty.button
    world.db.close()


def test_the_check_ins_are_written_to_the_file_that_is_named(door: Door, page: ArrivalsPage, tmp_path: Path) -> None:
    door.world.scan(door.event, door.badges[0].token)
    door.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    line = page.export.file.line
    assert door.focused() is line
    line.setText(str(tmp_path / "check-ins.csv"))
    door.press(Qt.Key.Key_Return)
    door.settle()

    assert "歐陽卓軒" in (tmp_path / "check-ins.csv").read_text("utf-8-sig")
    assert page.export.isHidden()
    assert [notice.say(door.look.words._) for notice in door.notices] == ["1 check-in exported to check-ins.csv."]


def test_a_folder_that_is_not_there_is_refused_on_the_panel(door: Door, page: ArrivalsPage, tmp_path: Path) -> None:
    page.export.open()
    page.export.file.line.setText(str(tmp_path / "nowhere" / "check-ins.csv"))
    page.export.begin()
    door.settle()

    assert "There is no folder" in page.export.trouble.text()
    assert page.export.isVisible()


def found(absent: int, per_minute: float) -> Arrivals:
    return Arrivals(100, 100 - absent, absent, (), (), per_minute, ())


@pytest.mark.parametrize(
    ("absent", "rate", "minutes"), [(60, 6.0, 10), (60, 0.4, None), (0, 6.0, None), (900, 1.0, None)]
)
def test_an_end_is_only_foretold_where_the_rate_bears_it(absent: int, rate: float, minutes: int | None) -> None:
    assert clear_by(found(absent, rate), NOON) == (None if minutes is None else NOON + timedelta(minutes=minutes))


def test_bars_are_five_minutes_of_event_time_without_gaps_and_the_last_is_still_filling() -> None:
    came = [Minute(NOON, 2), Minute(NOON + timedelta(minutes=4), 1), Minute(NOON + timedelta(minutes=11), 5)]
    shown = bars(came, NOON + timedelta(minutes=12), HONG_KONG, 24)

    assert [(f"{bar.at:%H:%M}", bar.check_ins, bar.filling) for bar in shown] == [
        ("12:00", 3, False),
        ("12:05", 0, False),
        ("12:10", 5, True),
    ]


def test_bars_of_yesterday_end_with_the_last_who_came() -> None:
    shown = bars([Minute(NOON, 2)], NOON + timedelta(days=1), HONG_KONG, 24)

    assert [bar.check_ins for bar in shown] == [2]
