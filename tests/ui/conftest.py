"""A real shell without a database; nothing of it may be left behind."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import N_
from desktop.i18n import Language
from desktop.ui.desk import DeskPage
from desktop.ui.icons import Icons
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.people.page import PeoplePage
from desktop.ui.theme import Theme, ThemeName
from desktop.ui.window import PageSpec, Window
from desktop.ui.words import Words
from tests.ui.demo import DeskDemo, EmptyDemo, PeopleDemo
from tests.ui.door import Door, opened
from tests.ui.opened import Opened, with_guest_list
from tests.ui.opened import opened as opened_window
from tests.ui.staged import staged
from tests.world import World


@pytest.fixture(autouse=True)
def nothing_is_left(qapp: QApplication) -> Iterator[None]:
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    assert [each for each in qapp.topLevelWidgets() if each.isVisible()] == []


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()
    QCoreApplication.processEvents()
    assert jobs.idle


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    theme = Theme(qapp, ThemeName.LIGHT)
    words = Words(Language.EN)
    yield Look(theme, words, Icons(theme))
    words.switch(Language.EN)
    qapp.setStyleSheet("")


@pytest.fixture
def specs(look: Look) -> list[PageSpec]:
    return [
        PageSpec("desk", N_("Desk"), "desk", lambda: DeskDemo(look)),
        PageSpec("people", N_("People"), "people", lambda: PeopleDemo(look)),
        PageSpec("import", N_("Import"), "import", lambda: EmptyDemo(look)),
        PageSpec("arrivals", N_("Arrivals"), "arrivals", lambda: EmptyDemo(look)),
        PageSpec("settings", N_("Settings"), "settings", lambda: EmptyDemo(look), below=True),
    ]


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Window], Window]:
    def shown(window: Window) -> Window:
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    return shown


@pytest.fixture
def window(look: Look, specs: list[PageSpec], show: Callable[[Window], Window]) -> Window:
    return show(Window(look, specs))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    made = World(tmp_path / "summit.db")
    yield made
    made.db.close()


@pytest.fixture
def door(world: World, look: Look, jobs: Jobs, qtbot: QtBot) -> Iterator[Door]:
    with opened(world, look, jobs, qtbot) as door:
        yield door


@pytest.fixture
def desk(door: Door) -> DeskPage:
    return cast("DeskPage", door.show(DeskPage))


@pytest.fixture
def it(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """The window on the organisers' guest list."""
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    with opened_window(qtbot, qapp, with_guest_list(tmp_path)) as window:
        yield window


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """The window on the demo, with its programme and signings."""
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    with staged(qtbot, qapp, tmp_path) as window:
        yield window


@pytest.fixture
def people_page(it: Opened) -> PeoplePage:
    """The people page, its list and the first card there."""
    shown: PeoplePage = it.page("people")
    it.until(lambda: shown.listing.model.rowCount() == 25 and shown.card.detail is not None)
    return shown
