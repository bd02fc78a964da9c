"""A summit in a real file, and what a page of the window is handed to work on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Settings
from desktop.services.arrivals import head_count
from desktop.services.badges import BadgeRow
from desktop.services.checkin import ScanResult
from desktop.services.checkpoints import checkpoints, own_desk
from desktop.services.events import EventRow
from desktop.ui.context import Context, Here, Keeper
from desktop.ui.data import Data
from desktop.ui.desk import DeskPage
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.trouble import Notice, Reporter
from desktop.ui.widgets import Page
from desktop.ui.window import PageSpec, Window
from tests.world import Clock, World

GUESTS = ("歐陽卓軒", "何慧敏", "曾永祥", "單曉彤", "梁浩賢", "司徒軍")


@dataclass
class Door:
    """Guests with badges at a main door, a window that works there, and what it let hear."""

    qtbot: QtBot
    world: World
    look: Look
    jobs: Jobs
    event: EventRow
    context: Context
    badges: list[BadgeRow]
    guests: list[UUID]
    played: list[str]
    opened: list[str]
    notices: list[Notice] = field(default_factory=list)
    window: Window | None = None

    def show(self, page: Callable[[Context], Page]) -> Page:
        """The page in a real window, with the focus where it belongs, and a second page beside it."""
        self.window = Window(
            self.look,
            [
                PageSpec("one", "One", "desk", lambda: page(self.context)),
                PageSpec("other", "Other", "people", lambda: Page(self.look, "Other")),
            ],
        )
        self.qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitExposed(self.window)
        self.window.go("one")
        self.settle()
        return self.window.page("one")

    def settle(self) -> None:
        """Wait until everything asked for has been answered."""
        self.qtbot.waitUntil(lambda: self.jobs.idle)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into whatever has the focus; Chinese comes from an input method."""
        focus = self.focused()
        assert focus is not None
        if text.isascii():
            self.qtbot.keyClicks(focus, text)
        else:
            committed = QInputMethodEvent()
            committed.setCommitString(text)
            QApplication.sendEvent(focus, committed)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        focus = self.focused()
        assert focus is not None
        self.qtbot.keyClick(focus, key, modifier)

    def keys(self, *pressed: Qt.Key | str) -> None:
        """Press keys wherever the focus is, each after what the one before it began has ended."""
        for key in pressed:
            self.type(key) if isinstance(key, str) else self.press(key)
            self.settle()

    def scan(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> ScanResult:
        """What a scanner does at the desk: types and ends the line."""
        with self.qtbot.waitSignal(self.desk.answered) as answered:
            self.type(text)
            self.press(end)
        self.settle()
        assert answered.args is not None
        return cast("ScanResult", answered.args[0])

    def later(self, by: timedelta = timedelta(minutes=1)) -> None:
        """Let time go by on the clock of the desk."""
        assert isinstance(self.world.clock, Clock)
        self.world.clock.now += by

    def find(self, name: str) -> None:
        """Type a name and look at who fits, for as long as a glance takes."""
        self.type(name)
        desk = self.desk
        self.qtbot.waitUntil(lambda: desk.suggestions.text == name and (desk.picks.sure or desk.picks.chosen is None))

    def take_back(self) -> None:
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def arrived(self) -> int:
        with self.world.db.read() as session:
            return head_count(session, self.event.id)[0]

    @property
    def desk(self) -> DeskPage:
        assert self.window is not None
        return cast("DeskPage", self.window.page("one"))

    def focused(self) -> QWidget | None:
        """Where the next key goes."""
        return QApplication.focusWidget()


@contextmanager
def opened(world: World, look: Look, jobs: Jobs, qtbot: QtBot, *, event: bool = True) -> Iterator[Door]:
    """A door to work at; without ``event`` the database is empty."""
    summit = world.summit()
    guests = world.guests(summit, *GUESTS)
    badges = world.badges(summit)
    reporter = Reporter()
    data = Data(world.db, jobs, reporter.report)
    with world.db.read() as session:
        assert world.db.actor is not None
        here = Here(own_desk(session, world.db.actor))
        if event:
            here.move(event=summit, checkpoint=checkpoints(session, summit.id)[0])
    played: list[str] = []
    pages: list[str] = []
    context = Context(
        look=look, data=data, reporter=reporter, here=here, keeper=Keeper(Settings()), store=world.db,
        file=Path(world.path), go=pages.append, play=played.append,
    )  # fmt: skip
    door = Door(qtbot, world, look, jobs, summit, context, badges, guests, played, pages)
    reporter.noticed.connect(door.notices.append)
    yield door
    data.close()
    door.settle()
