"""Before the doors open, from the command line: sheets, pre-flight, rehearsal; and the report."""

from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.storage.opening import open_database
from tests.program import Program


def test_sign_in_sheets_are_one_command(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "sheets.pdf"
    made = program.json("print", "sign-in-sheet", "--out", str(out))
    pages = [page.extract_text() for page in PdfReader(out).pages]

    assert set(made) == {"file", "pages", "items", "revision", "seconds", "misprints"}
    assert made["pages"] == len(pages)
    assert "by name" in pages[0]
    assert "Walk-ins" in pages[-1]
    assert any("by delegation" in page for page in pages)


def test_sheets_of_one_category_by_name_alone(program: Program, tmp_path: Path) -> None:
    whole = program.json("print", "sign-in-sheet", "--out", str(tmp_path / "a.pdf"))
    some = program.json(
        "print", "sign-in-sheet", "--by", "name", "--category", "vip", "--no-walk-ins", "--checkpoint", "door",
        "--out", str(tmp_path / "b.pdf"),
    )  # fmt: skip

    assert 0 < some["items"] < whole["items"]
    assert len(PdfReader(tmp_path / "b.pdf").pages) == some["pages"]


def test_pre_flight_names_everything_with_its_state_and_a_sentence(program: Program) -> None:
    found = program.json("preflight")

    assert [one["what"] for one in found] == [
        "scanner", "printer", "fonts", "clock", "day", "disk", "backup", "data", "key", "badges", "names",
        "conflicts",
    ]  # fmt: skip
    assert {one["state"] for one in found} <= {"ready", "look", "stop"}
    assert all(one["finding"].endswith(".") for one in found)


def test_a_rehearsal_is_made_whose_badges_no_real_desk_admits(program: Program, tmp_path: Path) -> None:
    made = program.json("rehearse", "--out", str(tmp_path / "played.db"), "--arrived", "50")
    assert 0 < made["arrived"] < made["badges"]
    played = Program(tmp_path / "played.db", program.settings, [], [], program.capsys, program.monkeypatch)
    tokens = [badge["token"] for badge in played.json("badges", "list")]

    assert program.json("scan", tokens[0])["verdict"] == "unknown"
    assert played.json("event", "list")[0]["name"].startswith("Rehearsal · ")


@pytest.mark.parametrize("percent", ["101", "-1", "half"])
def test_more_than_everybody_can_not_have_come(program: Program, percent: str) -> None:
    assert program("rehearse", "--arrived", percent).status == 2


def test_the_report_is_written_beside_the_table(program: Program, tmp_path: Path) -> None:
    for name in ("arrivals.pdf", "arrivals.xlsx"):
        assert program.json("report", "arrivals", "--out", str(tmp_path / name), "--no-names")["expected"] > 0
    assert "By minute" in openpyxl.load_workbook(tmp_path / "arrivals.xlsx").sheetnames
    assert program("report", "arrivals", "--out", str(tmp_path / "arrivals.doc")).status == 1


def test_nothing_is_left_of_a_rehearsal_that_was_refused(program: Program, tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "empty.db", "May")):
        pass
    empty = Program(tmp_path / "empty.db", program.settings, [], [], program.capsys, program.monkeypatch)
    assert empty("rehearse", "--out", str(tmp_path / "played.db")).status == 1
    assert not (tmp_path / "played.db").exists()
