"""A day is run in the window by its keys, on a clock that the test sets; nothing that was done is ever lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.limits import Colour
from desktop.domain.running_order import Standing
from desktop.services.programme_live import LimitView, RunItem, RunView
from desktop.services.programme_run import report
from desktop.ui.programme import ProgrammePage
from tests.ui.opened import Opened, opened
from tests.ui.staged import DAY, demo_file

BEGIN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""14:00 in Hong Kong, when the opening is planned."""
NEXT, START, HOLD, STOP, SKIP, TAKE, GIVE = (
    Qt.Key.Key_F3, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9,
)  # fmt: skip


class Wall:
    """The clock on the wall, which stands still until somebody sets it."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def goes(self, *, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


class Stage:
    """The page in Run, and the keys that drive it."""

    def __init__(self, it: Opened, wall: Wall) -> None:
        self.it, self.wall = it, wall
        self.page: ProgrammePage = it.page("programme")
        it.until(lambda: bool(self.page.shown.rows))
        if self.page.view != "run":
            self.page.top.switches["run"].click()
        it.until(lambda: self.page.run.view is not None)
        self.run = self.page.run

    def press(self, key: Qt.Key) -> None:
        """Press a key of the programme and wait until it is done."""
        self.run.latest = None
        self.it.bot.keyClick(QApplication.focusWidget() or self.page, key)
        self.it.until(lambda: self.run.latest is not None)
        self.it.settle()
        self.look()

    def look(self) -> None:
        """Wait until what is shown is of this moment."""
        self.run.clockwork.ask()
        self.it.settle()
        self.it.until(lambda: self.run.view is not None and self.run.view.now == self.wall.now)

    def over(self) -> None:
        """The running item takes all the time that it has."""
        self.after(max(self.view.remaining, 0) / 60)

    def limit(self) -> LimitView:
        """The limit of the hall that runs."""
        return next(limit for limit in self.view.limits if limit.row.hall)

    @property
    def view(self) -> RunView:
        assert self.run.view is not None
        return self.run.view

    def after(self, minutes: float) -> None:
        self.wall.goes(minutes=minutes)
        self.look()

    def item(self, title: str) -> RunItem:
        return next(item for item in self.view.items if item.row.title.en.startswith(title))

    @property
    def running(self) -> str:
        return self.view.running.row.title.en if self.view.running is not None else ""

    def choose(self, title: str) -> None:
        self.run.table.put_cursor(self.run.table.rows.line_of(self.item(title).row.id))


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    file = tmp_path / "staged.db"
    file.write_bytes(demo_file())
    return file


@pytest.fixture
def on(qtbot: QtBot, qapp: QApplication, file: Path, wall: Wall) -> Iterator[Stage]:
    with opened(qtbot, qapp, file, clock=wall) as it:
        yield Stage(it, wall)


def test_a_whole_afternoon_is_run_by_keys_with_late_speakers_and_a_limit_saved_by_skipping(on: Stage) -> None:
    on.page.top.days[DAY].setFocus()
    on.press(NEXT)
    assert on.running.startswith("Opening")
    assert on.run.now.left.text() == "5:00"
    on.after(3)
    on.press(GIVE)
    assert on.run.now.left.text() == "3:00"
    on.press(TAKE)
    for late in (4, 6):
        # A speaker is late: the time is held, and all that comes waits.
        on.press(NEXT)
        keynote = on.item("Keynote").start
        on.press(HOLD)
        on.after(late)
        assert on.item("Keynote").start - keynote == timedelta(minutes=late)
        on.press(HOLD)
        on.over()
    broken = on.limit()
    assert broken.judged.colour is Colour.RED
    on.run.limits.buttons[broken.row.id].click()
    way = next(way for way in on.run.clockwork.savings(broken.row.id) if way.enough and way.skip)
    on.run.limits.offers[way.item].click()
    on.it.until(lambda: on.limit().judged.late <= 0)
    assert on.run.table.isVisible()
    while on.view.next is not None:
        on.press(NEXT)
        on.over()
    on.press(STOP)
    assert (on.limit().judged.past, on.limit().judged.late <= 0) == (True, True)
    assert on.run.now.standing.text.text() == "Nothing runs"
    on.run.buttons["report"].click()
    on.it.until(lambda: on.run.report.model.rowCount() > 0)
    standings = [line.report.standing for line in on.run.report.model.rows()]
    assert standings.count(Standing.SKIPPED) == 1
    assert set(standings) == {Standing.DONE, Standing.SKIPPED}
    assert "1 was skipped" in on.run.report.sum.text()
    # No notice of all this stood in the way.
    assert on.it.notices == []


def test_what_was_done_by_mistake_is_taken_back_and_what_is_late_becomes_the_plan(on: Stage) -> None:
    on.press(NEXT)
    on.after(2)
    on.press(NEXT)
    assert on.running.startswith("Video address by the Commissioner")
    on.run.latest = None
    on.it.bot.keyClick(on.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    on.it.until(lambda: on.running.startswith("Opening"))
    on.after(13)
    assert on.run.now.left.text() == "−10:00"
    planned = on.item("Keynote").row.start
    on.run.buttons["push"].click()
    on.it.until(lambda: on.run.push.yes.isVisible())
    on.run.push.yes.click()
    on.it.until(lambda: on.item("Keynote").row.start == planned + timedelta(minutes=10))
    on.choose("Keynote")
    on.press(START)
    assert on.running == "Keynote"
    assert on.item("Address by the hosts").standing is Standing.PASSED
    on.press(STOP)
    assert on.running == ""
    on.choose("Roadshow")
    on.press(SKIP)
    on.press(SKIP)
    assert on.item("Roadshow").standing is Standing.COMING
    on.run.buttons["report"].click()
    on.it.until(lambda: on.run.report.model.rowCount() > 0)
    opening = on.run.report.model.rows()[0].report
    assert (opening.seconds, opening.over) == (15 * 60, 10 * 60)


def test_keys_of_the_run_do_nothing_in_the_list(on: Stage) -> None:
    on.page.top.switches["list"].click()
    on.page.table.setFocus()
    on.it.bot.keyClick(on.page.table, NEXT)
    on.it.settle()
    assert on.it.read(report, on.it.context.here.event.id, DAY, on.run.hall, on.wall.now)[0].runs == 0  # type: ignore[union-attr]


def test_it_comes_back_running_and_a_clock_set_back_shows_no_nonsense(
    qtbot: QtBot, qapp: QApplication, file: Path, wall: Wall
) -> None:
    with opened(qtbot, qapp, file, clock=wall) as it:
        stage = Stage(it, wall)
        stage.press(NEXT)
    wall.goes(minutes=2)
    with opened(qtbot, qapp, file, clock=wall) as it:
        page: ProgrammePage = it.page("programme")
        it.until(lambda: page.view == "run" and page.run.view is not None)
        stage = Stage(it, wall)
        assert stage.running.startswith("Opening")
        assert stage.run.now.left.text() == "3:00"
        stage.after(-30)
        assert stage.run.now.left.text() == "5:00"
        assert stage.view.elapsed == 0


def test_who_is_missing_for_the_next_item_is_named(on: Stage) -> None:
    on.press(NEXT)
    on.press(NEXT)
    on.press(NEXT)
    on.press(NEXT)
    assert "Not arrived" in on.run.now.missing.text()


def test_the_other_screens_follow_though_the_run_is_not_looked_at(on: Stage) -> None:
    on.press(NEXT)
    on.it.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F10)
    countdown = on.run.opened_screen("countdown")
    assert countdown.isVisible()
    for name in ("mc", "backstage"):
        on.run.open_screen(name)
    on.page.top.switches["list"].click()
    on.after(6)
    assert on.view.remaining == -60
    for name in ("countdown", "mc", "backstage"):
        screen = on.run.opened_screen(name)
        assert not screen.grab().isNull()
        on.it.bot.keyClick(screen, Qt.Key.Key_Escape)
        assert not screen.isVisible()
    before = on.view
    on.wall.goes(minutes=1)
    on.it.settle()
    assert on.run.view is before
