"""The whole program in its real window, on a machine of its own: settings, logs and database in a fresh folder."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import FOLDER, load_settings
from desktop.i18n import Language
from desktop.storage.opening import open_database
from desktop.ui.shell import Doors
from desktop.ui.start import Program

Start = Callable[..., Program]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start the program as a user does, and wait until its first page is in front."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "settings"))
    running: list[Program] = []

    def begin(language: Language = Language.EN) -> Program:
        file = tmp_path / "summit.db"
        doors = Doors(file, lambda: open_database(file, "May"), lambda _sound: None)
        program = Program(qapp, replace(load_settings(), language=language), doors)
        running.append(program)
        with qtbot.waitSignal(program.ready, timeout=10_000):
            program.show()
        qtbot.waitUntil(program.window.isActiveWindow)
        return program

    yield begin
    for program in running:
        program.window.close()
    running.clear()
    gc.collect()
