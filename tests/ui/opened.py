"""The real window on a real database file, for tests of its pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import Palette, Settings
from desktop.i18n import Language
from desktop.progress import Progress
from desktop.services.imports import import_people, read_list
from desktop.storage.opening import open_database
from desktop.ui.context import Context
from desktop.ui.shell import Doors
from desktop.ui.start import Program
from desktop.ui.trouble import Notice
from tests.world import GUEST_LIST


class Opened:
    """A window that is open; ``notices`` is what it said, in English."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.bot, self.program, self.window = qtbot, program, program.window
        self.notices: list[Notice] = []
        program.reporter.noticed.connect(self.notices.append)

    @property
    def context(self) -> Context:
        assert self.program.context is not None
        return self.program.context

    def page(self, name: str) -> Any:
        """The page with this id, in front."""
        self.context.go(name)
        self.settle()
        return self.window.page(name)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.until(lambda: self.program.jobs.idle)

    def until(self, true: Callable[[], bool]) -> None:
        self.bot.waitUntil(true, timeout=45_000)

    def said(self) -> list[str]:
        return [notice.say(self.context.look.words._) for notice in self.notices]

    def read(self, question: Callable[..., Any], *arguments: Any) -> Any:
        with self.context.store.read() as session:
            return question(session, *arguments)


@contextmanager
def opened(
    qtbot: QtBot, qapp: QApplication, file: Path, clock: Callable[[], datetime] | None = None
) -> Iterator[Opened]:
    """Open the window on ``file`` and, at the end, close it and let everything go. ``clock`` is the one on the wall."""
    settings = Settings(language=Language.EN, theme=Palette.LIGHT, operator="May")
    timed = {"clock": clock} if clock is not None else {}
    program = Program(qapp, settings, Doors(file, lambda: open_database(file, "May", **timed), lambda _sound: None))
    it = Opened(qtbot, program)
    with qtbot.waitSignal(program.ready, timeout=45_000):
        program.show()
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    it.settle()
    yield it
    it.settle()
    program.window.close()
    it.settle()
    # Nothing may run in another thread while widgets go: it could free what their destructors just looked up.
    program.jobs.close()
    program.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    qapp.setStyleSheet("")


def with_guest_list(folder: Path) -> Path:
    """A database with the real list in it; it is made once and copied, without the log beside it."""
    file = folder / "summit.db"
    file.write_bytes(_guest_list())
    return file


@cache
def _guest_list() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "summit.db"
        db = open_database(file, "May")
        with db.write() as session:
            import_people(session, read_list(GUEST_LIST), None, Progress())
        db.close()
        return file.read_bytes()
