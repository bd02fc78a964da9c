from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import Palette, load_settings
from desktop.i18n import Language
from desktop.storage.backup import back_up
from desktop.ui.first_run import FirstRunPage
from desktop.ui.theme import ThemeName
from tests.ui.opened import Opened, opened, with_guest_list


@pytest.fixture
def it(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    with opened(qtbot, qapp, tmp_path / "empty.db") as window:
        yield window


@pytest.fixture
def page(it: Opened) -> FirstRunPage:
    assert it.window.current == "first-run"
    shown = it.window.page("first-run")
    assert isinstance(shown, FirstRunPage)
    return shown


def test_a_guest_list_is_one_key_away(it: Opened, page: FirstRunPage) -> None:
    assert page.bring.hasFocus()

    it.bot.keyClick(page.bring, Qt.Key.Key_Space)

    assert it.window.current == "import"


def test_the_demo_fills_the_people(it: Opened, page: FirstRunPage) -> None:
    page.demo.click()

    it.until(lambda: it.window.current == "people")
    listing = it.window.page("people").listing  # type: ignore[attr-defined]
    it.until(lambda: listing.model.rowCount() == 300)


def test_a_backup_is_brought_back_into_the_open_window(
    it: Opened, page: FirstRunPage, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path / "copy.db"
    back_up(with_guest_list(tmp_path_factory.mktemp("other")), copy, with_keys=True)
    page.back.click()
    page.file.show_path(copy)

    it.bot.keyClick(page.file.line, Qt.Key.Key_Return)

    it.until(lambda: it.window.current == "people")
    listing = it.window.page("people").listing  # type: ignore[attr-defined]
    it.until(lambda: listing.model.rowCount() == 25)


def test_what_is_no_backup_is_told_and_nothing_changes(it: Opened, page: FirstRunPage, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_text("no database")
    page.back.click()
    page.file.show_path(wrong)

    it.bot.keyClick(page.file.line, Qt.Key.Key_Return)

    it.until(page.trouble.isVisible)
    assert "wrong.db" in page.trouble.text()
    assert page.bring.isEnabled()


def test_language_and_colours_change_at_once_and_stay(it: Opened, page: FirstRunPage) -> None:
    page.languages[Language.ZH_HANT].click()
    page.themes[Palette.DARK].click()

    assert it.context.look.words.language is Language.ZH_HANT
    assert it.context.look.theme.name is ThemeName.DARK
    kept = load_settings()
    assert (kept.language, kept.theme) == (Language.ZH_HANT, Palette.DARK)
