"""The pictures of the screens: each page and each of its states once, by a name that begins with the page's."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.app import make_screens
from desktop.config import Settings
from desktop.i18n import Language
from desktop.progress import Progress
from desktop.services.demo import fill
from desktop.storage.opening import open_database
from desktop.ui import start
from desktop.ui.screens import camera
from desktop.ui.window import PageSpec, Window

SIZE = (1280, 720)


def test_every_page_has_pictures_and_no_two_have_one_name(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pages: set[str] = set()

    class Noted(Window):
        def __init__(self, look: Any, specs: Sequence[PageSpec], find: Any) -> None:
            pages.update(spec.id for spec in specs)
            super().__init__(look, specs, find)

    monkeypatch.setattr(start, "Window", Noted)
    monkeypatch.setattr(camera, "AFTER_A_STEP", 0.02)
    monkeypatch.setattr(camera, "QUIET", 0.02)
    for variable in ("SUMMIT_DESK_CONFIG", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(variable, "offscreen")
    file = tmp_path / "demo.db"
    db = open_database(file, "May")
    fill(db, people=40, progress=Progress())
    db.close()
    before = file.read_bytes()

    files = make_screens(
        Settings(operator="May"), file, tmp_path / "out", languages=[Language.EN], themes=["light"], size=SIZE
    )

    names = [each.name.removesuffix(".en.light.png") for each in files]
    assert len(set(names)) == len(names)
    assert {page for page in pages if not any(name.startswith(page) for name in names)} == set()
    assert {"keys", "find", "desk-admitted-vip", "people-print-running", "settings-data", "import-past"} <= set(names)
    assert {"desk-checked-out", "desk-came-back", "desk-full", "desk-question", "arrivals-hall"} <= set(names)
    assert all((QImage(str(each)).width(), QImage(str(each)).height()) == SIZE for each in files)
    assert file.read_bytes() == before
    caplog.clear()
    qapp.setStyleSheet("")
