"""The program put together and started as a user starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def start(tmp_path: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    plain = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    plain.pop("QT_QPA_PLATFORM", None)
    home = {
        "SUMMIT_DESK_CONFIG": str(tmp_path / "config"),
        "SUMMIT_DESK_LOGS": str(tmp_path / "logs"),
        "SUMMIT_DESK_DB": str(tmp_path / "data" / "a.db"),
    }
    command = [sys.executable, "-m", "desktop", *words]
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**plain, **home, **environment},
    )


def test_where_there_is_no_display_a_sentence_names_what_works(tmp_path: Path) -> None:
    done = start(tmp_path, LC_ALL="en_GB.UTF-8")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().count("\n") == 1
    assert "summit-desk --help" in done.stderr.decode()


def test_the_day_before_works_from_the_command_line_alone_whatever_the_locale(tmp_path: Path) -> None:
    for locale in ("C", "zh_HK.UTF-8"):
        machine = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        made = start(tmp_path / locale, "demo", "--people", "9", **machine)
        listed = start(tmp_path / locale, "badges", "list", "--json", **machine)

        assert (made.returncode, listed.returncode, listed.stderr) == (0, 0, b"")
        assert any(not badge["name"].isascii() for badge in json.loads(listed.stdout))


def test_a_refusal_leaves_its_code_in_the_log_and_nothing_else(tmp_path: Path) -> None:
    start(tmp_path, "event", "create", "--name-zh-hant", "峰會", "--from", "2026-11-21")

    done = start(tmp_path, "search", "陳大文")

    assert done.returncode == 1
    story = (tmp_path / "logs" / "summit-desk.log").read_text("utf-8")
    assert "refused: not_found" in story
    assert "陳" not in story
