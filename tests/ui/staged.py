"""The real window on the demo summit, whose programme and signings are there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.progress import Progress
from desktop.services.demo import fill
from desktop.storage.opening import open_database
from tests.ui.opened import Opened, opened

DAY = date(2026, 11, 23)
PEOPLE = 120


@contextmanager
def staged(qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[Opened]:
    """Open the window on a fresh copy of the demo; it is on ``DAY``."""
    file = folder / "staged.db"
    file.write_bytes(demo_file())
    with opened(qtbot, qapp, file) as it:
        yield it


@cache
def demo_file() -> bytes:
    """A database with a demo of 120 people."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        db = open_database(path, "May", clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
        fill(db, people=PEOPLE, day=DAY, progress=Progress())
        db.close()
        return path.read_bytes()
