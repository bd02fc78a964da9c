import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.errors import N_, Cancelled, Trouble, UserError
from desktop.storage.backup import automatic_backup
from desktop.storage.shelf import is_whole
from desktop.storage.troubles import damaged
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.trouble import Notice, Reporter
from desktop.ui.trouble_page import TroublePage, size_words
from desktop.ui.window import Window
from tests.world import World


class NoSuchSeat(UserError):
    code = "no_such_seat"
    text = N_("There is no seat {seat}. Choose one of the plan.")


class DiskFull(Trouble):
    code = "disk_full"
    text = N_("The disk is full. Free some space.")


@pytest.fixture
def reporter(qtbot: QtBot) -> Reporter:
    return Reporter()


@pytest.fixture
def notices(reporter: Reporter) -> list[Notice]:
    seen: list[Notice] = []
    reporter.noticed.connect(seen.append)
    return seen


def test_a_refusal_is_a_line_that_goes_and_trouble_one_that_stays(
    reporter: Reporter, notices: list[Notice], look: Look
) -> None:
    for error in (NoSuchSeat(seat="Z-99"), DiskFull(), Cancelled()):
        reporter.report(error)

    assert [notice.say(look.words._) for notice in notices] == [
        "There is no seat Z-99. Choose one of the plan.",
        "The disk is full. Free some space.",
        "Cancelled. Nothing was changed.",
    ]
    assert [notice.stays for notice in notices] == [False, True, False]


GUEST = "李焯芬"


def stumble(guest: str) -> None:
    raise ValueError(guest)


def test_a_bug_is_told_once_and_the_log_has_the_place_but_no_data(
    reporter: Reporter, notices: list[Notice], look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        try:
            stumble(GUEST)
        except ValueError as error:
            reporter.report(error)

    assert len(notices) == 1
    assert "log" in notices[0].say(look.words._)
    assert caplog.text.count("in stumble") == 3
    assert GUEST not in caplog.text
    assert "ValueError" in caplog.text
    caplog.clear()


def test_a_damaged_database_is_told_by_name_and_the_backup_by_what_it_holds(
    look: Look, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    world = World(tmp_path / "summit.db")
    summit = world.summit()
    world.guests(summit, "歐陽卓軒", "何慧敏")
    world.scan(summit, world.badges(summit)[0].token)
    world.db.close()
    backup = automatic_backup(world.path, datetime(2023, 4, 12, 4, 0, tzinfo=UTC))
    world.path.write_bytes(bytes(4096))
    opened_again: list[bool] = []

    page = TroublePage(look, jobs, world.path, damaged(world.path), lambda: opened_again.append(True))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: jobs.idle)

    local = datetime(2023, 4, 12, 4, 0, tzinfo=UTC).astimezone()
    made = f"{look.words._.date(local.date())}, {local:%H:%M}"
    assert page.sentence.text() == f"summit.db is damaged. Restore the last good backup, {made}."
    assert page.about_file.text() == f"File summit.db in the folder {tmp_path} · 4 KB"
    said = page.about_backup.text()
    assert said.startswith(f"The backup of {made} · ")
    assert said.endswith(" · 2 people · 1 check-in")
    assert backup.stem not in page.sentence.text() + said
    page.restore.click()
    qtbot.waitUntil(lambda: opened_again == [True])
    assert is_whole(world.path)


@pytest.mark.parametrize(("size", "said"), [(1, "1 KB"), (86_016, "84 KB"), (1_258_291, "1.2 MB")])
def test_a_file_is_as_large_as_people_say_it(look: Look, size: int, said: str) -> None:
    assert size_words(look.words._, size) == said


def test_what_nothing_caught_is_reported_from_any_thread(
    reporter: Reporter, notices: list[Notice], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    before = (sys.excepthook, threading.excepthook)
    reporter.install()
    try:
        thread = threading.Thread(target=stumble, args=("elsewhere",))
        thread.start()
        thread.join()
        error = NoSuchSeat(seat="A-1")
        sys.excepthook(type(error), error, None)
        qtbot.waitUntil(lambda: len(notices) == 2)
    finally:
        reporter.uninstall()

    assert (sys.excepthook, threading.excepthook) == before
    caplog.clear()


def test_a_notice_can_be_taken_back_with_its_button(
    window: Window, reporter: Reporter, look: Look, qtbot: QtBot
) -> None:
    undone: list[bool] = []
    reporter.noticed.connect(window.notices.show_notice)

    reporter.say(lambda _: _("25 people imported."), action=N_("Undo"), act=lambda: undone.append(True))
    assert window.notices.text.text() == "25 people imported."
    qtbot.mouseClick(window.notices.action, Qt.MouseButton.LeftButton)

    assert undone == [True]
    assert window.notices.isHidden()


def test_a_notice_does_not_take_the_focus_and_escape_closes_it(
    window: Window, reporter: Reporter, qtbot: QtBot
) -> None:
    reporter.noticed.connect(window.notices.show_notice)
    window.go("desk")
    focused = window.focusWidget()

    reporter.report(DiskFull())
    assert window.notices.isVisible()
    assert window.focusWidget() is focused
    qtbot.keyClick(focused, Qt.Key.Key_Escape)

    assert window.notices.isHidden()
