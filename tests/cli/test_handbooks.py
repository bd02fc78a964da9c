"""Visitor lists, handbooks and signs from the command line, on the demo's tour."""

from pathlib import Path

from pypdf import PdfReader

from desktop.exchange.tables import read_sheets
from tests.program import Program


def test_a_hosts_list_is_looked_at_exported_sent_and_told_apart_later(program: Program, tmp_path: Path) -> None:
    (one,) = program.json("visitor-list", "list")
    assert (one["fields"], one["sent"], one["missing"]) == (["name_zh", "name_latin", "organisation"], None, {})
    out = tmp_path / "list.xlsx"
    done = program.json("export", "visitor-list", "--stop", "hkust", "--group", "Group B", "--out", out)
    (sheet,) = read_sheets(out)
    assert len(sheet.rows) == done["rows"] + 1 == 32
    assert tuple(sheet.rows[0]) == ("Chinese name", "Latin name", "Organisation")

    assert program.json("visitor-list", "sent", "1")["sent"] is not None
    assert program.json("visitor-list", "show", "1")["changes"] == []
    program.json("register", "--name-zh", "秦晚來", "--category", "delegate")
    assert program("visit", "group", "Group A", "--person", "秦晚來").status == 0
    changes = program.json("visitor-list", "show", "1")["changes"]
    assert {"change": "added", "line": "秦晚來"} in changes
    said = program("visitor-list", "show", "1").out
    assert "Organisation is not known of 秦晚來." in said
    assert "Since it was sent:" in said
    assert "New: 秦晚來" in said
    assert program.json("visitor-list", "sent", "1", "--not")["sent"] is None
    assert "asks for no list" in program("visitor-list", "show", "Cyberport").err
    assert "no stop" in program("visitor-list", "show", "Moon").err
    assert "no group" in program("export", "visitor-list", "--stop", "1", "--group", "C", "--out", out).err


def test_the_texts_of_a_handbook_are_written_and_printed_for_whom_they_are(program: Program, tmp_path: Path) -> None:
    program.json("handbook", "text", "welcome", "--en", "Welcome, everybody.", "--hant", "歡迎")
    program.json("handbook", "text", "welcome", "--en", "Welcome, Beijing.", "--delegation", "Beijing")
    texts = program.json("handbook", "show")
    assert [(bool(one["delegation"]), one["en"], one["hant"]) for one in texts] == [
        (False, "Welcome, everybody.", "歡迎"), (True, "Welcome, Beijing.", ""),
    ]  # fmt: skip
    for words, text in ((("--delegation", "Beijing"), "Welcome, Beijing."), ((), "Welcome, everybody.")):
        out = tmp_path / "book.pdf"
        program.json("print", "handbook", "--out", out, *words, "--format", "a5")
        assert text in PdfReader(out).pages[2].extract_text()
    program.json("handbook", "text", "welcome", "--en", "", "--delegation", "Beijing")
    assert len(program.json("handbook", "show")) == 1


def test_signs_are_of_a_stop_or_a_vehicle(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "sign.pdf"
    assert program.json("print", "door-signs", "--out", out)["pages"] == 3
    assert program.json("print", "door-signs", "--out", out, "--stop", "Cyberport", "--format", "poster")["pages"] == 1
    assert program.json("print", "bus-signs", "--out", out, "--vehicle", "SD 1002")["pages"] == 1
    assert "SD 1002" in PdfReader(out).pages[0].extract_text()
