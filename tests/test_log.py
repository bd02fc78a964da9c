"""The log tells the story of the program and nothing about people."""

import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.log import kept, redacted
from desktop.storage.opening import open_database

ROOT = Path(__file__).parents[1]
PERSON = "Tai-man"
TOKEN = "1" + "0123456789" * 4 + "1234567"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMIT_DESK_LOGS", str(tmp_path / "logs"))
    return tmp_path / "logs"


@pytest.mark.parametrize(
    "personal",
    [
        TOKEN, "A-7K3PX", "b7k3px", "陳大文", "𠮷野家", "tai.man@example.org", "+852 9123 4567", "91234567",
        "'CHAN Tai Man'", '"Chan Tai Man"', "“CHAN Tai Man”", "[parameters: ('x', 1)]",
    ],
)  # fmt: skip
def test_what_may_be_about_a_person_is_left_out(personal: str) -> None:
    said = redacted(f"refused {personal} at the door")

    assert personal not in said
    assert said.startswith("refused [")


@pytest.mark.parametrize(
    "plain", ["upgrading the database from schema 0001 to 0002", "KeyError: 'name_zh'", "line 412"]
)
def test_what_is_about_the_program_stays(plain: str) -> None:
    assert redacted(plain) == plain


def test_a_failed_statement_tells_nothing_of_its_values(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    db = open_database(tmp_path / "a.db", "tester")
    with kept() as file:
        try:
            with db.read() as session:
                session.execute(text("SELECT hat FROM person WHERE name_latin = :name"), {"name": PERSON})
        except Exception:
            logging.getLogger("desktop.test").exception("broken for 陳大文 %s on %s", TOKEN, date(2026, 11, 21))
    db.close()
    caplog.clear()

    assert file == folder / "summit-desk.log"
    story = file.read_text("utf-8")
    assert "no such column: hat" in story
    assert "broken for [name] [token] on 2026-11-21" in story
    assert PERSON not in story


def test_a_folder_that_can_not_be_written_stops_nothing(folder: Path) -> None:
    folder.write_text("in the way", "utf-8")

    with kept() as file:
        logging.getLogger("desktop.test").info("hello")

    assert file is None


def test_the_end_of_python_itself_is_written_down(folder: Path) -> None:
    code = "import ctypes, desktop.log as log\nwith log.kept(): ctypes.string_at(0)"

    died = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert died.returncode != 0
    assert "Fatal Python error" in (folder / "crash.log").read_text("utf-8")


def test_the_log_turns_over(folder: Path) -> None:
    with kept():
        for _ in range(1200):
            logging.getLogger("desktop.test").info("x" * 1000)

    assert sorted(file.name for file in folder.glob("summit-desk.log*")) == ["summit-desk.log", "summit-desk.log.1"]
