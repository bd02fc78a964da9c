"""The page before the doors, and the rehearsal that it begins."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.progress import Progress
from desktop.services.preflight import State
from desktop.services.rehearsal import is_rehearsal, rehearse
from desktop.storage.opening import open_database
from desktop.ui.context import Context
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.preflight import PreflightPage
from tests.ui.door import Door, opened
from tests.ui.opened import Opened
from tests.ui.opened import opened as opened_window
from tests.world import World

Shown = Callable[[], PreflightPage]


@pytest.fixture
def started() -> list[Path]:
    return []


@pytest.fixture
def page(door: Door, started: list[Path]) -> PreflightPage:
    def made(context: Context) -> PreflightPage:
        return PreflightPage(context, started.append)

    page = cast("PreflightPage", door.show(made))
    door.qtbot.waitUntil(lambda: {"names", "printer", "badges"} <= set(page.found))
    return page


def test_it_says_what_is_to_be_looked_at_and_how_many_points_there_are(page: PreflightPage) -> None:
    assert page.found["badges"].state is State.LOOK
    assert page.found["names"].state is State.READY
    looked_at = sum(check.state is not State.READY for check in page.found.values())
    assert page.verdict.text() == f"{looked_at} points are to be looked at."


def test_a_scanner_is_tried_on_the_code_that_is_shown(door: Door, page: PreflightPage) -> None:
    page.buttons["scanner"].click()
    assert door.focused() is page.scanner.edit
    door.type(page.scanner.code[::2])
    door.press(Qt.Key.Key_Return)
    assert page.found["scanner"].state is State.STOP
    for end in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        door.type(page.scanner.code)
        door.press(end)
        assert page.found["scanner"].state is State.READY
        assert door.focused() is page.scanner.edit

    door.press(Qt.Key.Key_Escape)
    assert page.scanner.isHidden()


def test_a_scanner_that_sends_no_enter_is_found_out(door: Door, page: PreflightPage) -> None:
    page.buttons["scanner"].click()
    door.type(page.scanner.code)
    door.qtbot.waitUntil(lambda: page.found["scanner"].state is State.STOP)

    assert "sends no Enter" in page.scanner.answer.text()


def test_the_backup_that_is_missing_is_made_with_one_button(door: Door, page: PreflightPage) -> None:
    assert page.found["backup"].state is State.LOOK
    page.buttons["backup"].setFocus()
    door.press(Qt.Key.Key_Return)
    door.qtbot.waitUntil(lambda: page.found["backup"].state is State.READY)

    assert door.focused() is page.buttons["backup"]


def test_what_changes_elsewhere_is_seen_and_f5_looks_at_all(door: Door, page: PreflightPage) -> None:
    door.world.guests(door.event, "王😀")
    door.qtbot.waitUntil(lambda: page.found["badges"].say(door.look.words._).startswith("7 badges"))
    door.press(Qt.Key.Key_F5)
    door.qtbot.waitUntil(lambda: page.found["names"].state is State.LOOK)
    page.buttons["names"].click()

    assert page.misprints.count() == 1


def test_without_an_event_it_says_so(tmp_path: Path, look: Look, jobs: Jobs, qtbot: QtBot) -> None:
    world = World(tmp_path / "empty.db")
    with opened(world, look, jobs, qtbot, event=False) as door:
        page = cast("PreflightPage", door.show(PreflightPage))
        assert page.empty.isVisible()
        assert not page.rehearse.isEnabled()
    world.db.close()


def test_a_rehearsal_is_made_and_opened_beside(door: Door, page: PreflightPage, started: list[Path]) -> None:
    page.rehearse.click()
    door.qtbot.waitUntil(lambda: bool(started))
    door.settle()

    with closing(open_database(started[0], "May")) as copy, copy.read() as session:
        assert is_rehearsal(session)
    assert "Nothing in it is real" in door.notices[-1].say(door.look.words._)


def test_a_window_on_a_rehearsal_says_so_and_lets_guests_come(it: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    assert it.window.bar.rehearsal.isHidden()
    made = rehearse(it.context.store, tmp_path / "played.db", Progress())
    with opened_window(qtbot, it.program._app, made.file) as other:
        assert other.window.bar.rehearsal.isVisible()
        page = other.page("preflight")
        page.rehearse.click()
        other.settle()
        assert "10 guests were let in." in other.said()
        other.until(lambda: other.program._session._count.arrived == 10)
