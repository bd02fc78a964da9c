"""The day of the demo's tour in the window: a bus late, somebody missing, a host called away, hosts told."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.running_late import Standing
from desktop.models import StopPerson
from desktop.services import badges, checkin, checkpoints, visits
from desktop.services.checkin import Reading
from desktop.ui.on_day.acting import read_clock
from tests.ui.opened import Opened, opened
from tests.ui.staged import demo_file

Key = Qt.Key


class Tour:
    """The window on the demo, on the day of its tour at ``clock``."""

    def __init__(self, it: Opened, clock: list[datetime]) -> None:
        self.it, self.clock = it, clock
        assert it.context.here.event is not None
        self.event = it.context.here.event
        self.visit = it.read(visits.visits, self.event.id)[0]

    def at(self, clock: str) -> datetime:
        hour, minute = map(int, clock.split(":"))
        zone = self.it.context.here.zone
        return datetime(*self.visit.day.timetuple()[:3], hour, minute, tzinfo=zone)

    def set(self, clock: str) -> None:
        """Set the clock on the wall, and look."""
        self.clock[0] = self.at(clock)
        page = self.it.page("on-day")
        page._live.ask()
        self.it.settle()

    def scan(self, door: str, count: int, bus: int) -> None:
        """Read the badges of so many who ride with a bus."""
        with self.it.context.store.write() as session:
            place = checkpoints.find_checkpoint(session, self.event.id, door)
            tokens = {row.registration: row.token for row in badges.badges(session, self.event.id)}
            tour = visits.visit(session, self.visit.id)
            for one in tour.aboard(tour.vehicles[bus].id)[:count]:
                assert one.who.registration_id is not None
                checkin.scan(session, Reading(self.event.id, place.id, tokens[one.who.registration_id]))
        self.it.settle()


@pytest.fixture(scope="module")
def clock() -> list[datetime]:
    return [datetime.fromisoformat("2026-04-14T07:30:00+08:00")]


@pytest.fixture
def trip(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: list[datetime]) -> Iterator[Tour]:
    file = tmp_path / "demo.db"
    file.write_bytes(demo_file())
    with opened(qtbot, qapp, file, lambda: clock[0]) as it:
        yield Tour(it, clock)


def test_the_day_is_played_in_the_window(trip: Tour) -> None:
    trip.set("08:00")
    page: Any = trip.it.page("on-day")
    assert (page.tag.text.text(), len(page.line._lanes)) == ("On time", 2)
    trip.scan("bus-1", 30, 0)
    trip.set("08:31")
    page.line.choose(page.stand.view.legs[0].leg.id)
    assert page.chosen.counts.text() == "30 of 31 here"
    assert len(page.stand.call(page.chosen.row).call.missing) == 1
    # Somebody of bus 2 came to the door of bus 1, and is moved there from the list of who is missing.
    with trip.it.context.store.write() as session:
        tour = visits.visit(session, trip.visit.id)
        astray = tour.aboard(tour.vehicles[1].id)[3].who.registration_id
        assert astray is not None
        door = checkpoints.find_checkpoint(session, trip.event.id, "bus-1")
        checkin.scan(session, Reading(trip.event.id, door.id, registration_id=astray))
    trip.set("08:31")
    page.line.choose(next(one.leg.id for one in page.stand.view.legs if one.leg.vehicle_id == tour.vehicles[1].id))
    page.chosen.moves[astray].click()
    trip.it.settle()
    assert [one.size for one in page.stand.view.legs[:2]] == [32, 30]
    page.doing.acts.undo()
    trip.it.until(lambda: [one.size for one in page.stand.view.legs[:2]] == [31, 31])
    page.line.choose(page.stand.view.legs[0].leg.id)
    # Bus 1 leaves, with one key; bus 2 does not.
    trip.it.bot.keyClick(page.line, Key.Key_F2)
    trip.it.settle()
    assert page.stand.row(page.key).times.standing is Standing.UNDER_WAY
    assert trip.it.said()[-1].endswith("left at 08:31.")
    trip.set("09:20")
    late = next(one for one in page.stand.view.legs if one.times.standing is Standing.COMING)
    assert (late.late, page.tag.text.text()) == (50, "Tight")
    assert len(page.calls.buttons) > 0
    before = len(page.stand.hosts)
    trip.it.bot.keyClick(page.line, Key.Key_F6)
    trip.it.settle()
    page._live.ask()
    trip.it.settle()
    assert len(page.stand.hosts) == before - 1
    assert page.ways.buttons
    trip.it.bot.keyClick(page.line, Key.Key_F4)
    trip.it.settle()
    assert trip.it.said()[-1].startswith("The plan is changed")
    page.doing.acts.undo()
    trip.it.settle()
    page.line.choose(late.leg.id)
    page.chosen.clock.setText("9:05")
    trip.it.bot.keyClick(page.line, Key.Key_F2)
    trip.it.settle()
    page._live.ask()
    trip.it.settle()
    assert page.stand.row(late.leg.id).record.began == trip.at("09:05")
    # The host of the first stop is called away: red at once, and said whom it is about.
    stay = next(one for one in page.stand.view.stays if one.stop.id == trip.visit.stops[0].id)
    with trip.it.context.store.write() as session:
        session.get_one(StopPerson, stay.stop.people[0].id).until_at = trip.at("10:50")
    trip.it.until(lambda: page.tag.text.text() == "Too late")
    page.line.choose(stay.key)
    (limit,) = [one for one in page.chosen.row.limits if one.ref == stay.stop.people[0].id]
    assert limit.margin.over == 40
    assert limit in page.stand.ways[0].mends


def test_everybody_is_found_where_their_badge_was_read_last(trip: Tour) -> None:
    trip.set("08:20")
    page: Any = trip.it.page("on-day")
    trip.it.bot.keyClick(page.line, Key.Key_F7)
    trip.it.settle()
    page = trip.it.page("everybody")
    total = len(page.all.people)
    assert len(page.model.rows()) == total
    trip.scan("bus-1", 31, 0)
    trip.it.until(lambda: page.subtitle.text() == f"31 of {total} seen")
    (bus,) = [key for key, (_kind, name) in page.all.doors.items() if name.en == "Bus 1"]
    page.places.chips[bus].click()
    assert len(page.model.rows()) == 31
    one = page.model.rows()[3]
    page.field.setText(one.name_latin)
    assert page.model.rows() == (one,)
    page.field.setText("nobody of this name")
    assert page.nobody.isVisible()


def test_a_typed_time_is_the_nearest_on_the_clock_of_the_event() -> None:
    zone = ZoneInfo("Asia/Hong_Kong")
    now = datetime(2026, 4, 14, 0, 10, tzinfo=zone)
    assert read_clock("23:55", now, zone) == datetime(2026, 4, 13, 23, 55, tzinfo=zone)
    assert read_clock("930", now, zone) == datetime(2026, 4, 14, 9, 30, tzinfo=zone)
    assert [read_clock(text, now, zone) for text in ("25:00", "9", "12:61", "soon")] == [None] * 4
