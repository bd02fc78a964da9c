"""Settings are kept, and a file that makes no sense costs nothing but the settings."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.config import (
    ListView,
    Palette,
    PrinterKind,
    PrinterSettings,
    Settings,
    default_database,
    load_settings,
    save_settings,
    settings_file,
)
from desktop.i18n import Language


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def _printer(right: bytes) -> bytes:
    return (
        b'{"printers": [{"name": "x", "kind": "zebra", "address": "y", "template": "a6", "right": %s, "down": 0,'
        b' "dpi": 203}]}' % right
    )


def test_what_is_saved_is_loaded(folder: Path) -> None:
    view = ListView("早上", (("category", "vip"), ("status", "invited")), "strokes", True, ("now", "seat"))
    printer = PrinterSettings("正門", PrinterKind.ZEBRA, "192.168.1.20:9100", "label-4x6", 1.5, -0.5, 300)
    settings = Settings(
        Language.ZH_HANT, Palette.CONTRAST, 1.75, False, "vip-room", "陳小姐", True, (view,), (printer,)
    )

    save_settings(settings)

    assert load_settings() == settings
    assert [file.name for file in folder.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_defaults_and_no_file_is_made(folder: Path) -> None:
    assert load_settings() == Settings()
    assert Settings().operator != ""
    assert not folder.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"\xff\xfe", b'{"scale": 3}', b'{"scale": true}', b'{"scale": NaN}', b'{"theme": "pink"}',
        b'{"language": "fr"}', b'{"language": 1}', b'{"sound": "yes"}', b'{"operator": null}', b'{"theme": []}',
        b'{"views": 1}', b'{"views": [1]}', b'{"views": [{"name": "x"}]}',
        b'{"printers": 1}', b'{"printers": [{"name": "x"}]}', _printer(b"NaN"), _printer(b'"wide"'), _printer(b"1e999"),
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_put_aside(
    folder: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    folder.mkdir()
    settings_file().write_bytes(content)

    assert load_settings() == Settings()

    assert (folder / "settings.broken.json").read_bytes() == content
    assert not settings_file().exists()
    assert "kept aside" in caplog.text
    caplog.clear()
    save_settings(Settings(sound=False))
    assert load_settings().sound is False


def test_settings_of_a_later_version_are_passed_over(folder: Path) -> None:
    save_settings(replace(Settings(), scale=2))
    settings_file().write_text(settings_file().read_text("utf-8").replace("{", '{"hologram": 1,'), "utf-8")

    assert load_settings().scale == 2


def test_the_database_is_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert default_database().name == "summit-desk.db"
    assert default_database().is_absolute()
