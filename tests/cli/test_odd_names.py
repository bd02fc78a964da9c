"""Names of every kind, from the walk-in to the paper: none breaks a line, hides, or is left in the log."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.program import Program

ARABIC, HEBREW = "\u0645\u062d\u0645\u062f", "\u05e9\u05dc\u05d5\u05dd"
NAMES = {
    "long": ("名" * 120, "名" * 120),
    "latin": ("Wolfeschlegelsteinhausen " * 4, ("Wolfeschlegelsteinhausen " * 4).strip()),
    "marks": ("Z" + "\u0323\u0336" * 50 + "algo", "Ẓ" + "\u0336" * 50 + "\u0323" * 49 + "algo"),
    "right to left": (f"{ARABIC} {HEBREW}", f"{ARABIC} {HEBREW}"),
    "emoji": ("李👩\u200d👧明", "李👩\u200d👧明"),
    "zero width": ("李\u200b\u2060明\ufeff", "李明"),
    "override": ("\u202eevil\u202c \u2066x\u2069 name\u200f", "evil x name"),
    "control": ("李\n明\x1b[31m\x07", "李 明[31m"),
    "tags": ("A\U000e0041\U000e0042B", "AB"),
    "formula": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "rare": ("𨭎𠮷䶮", "𨭎𠮷䶮"),
}  # fmt: skip
SEEN = set("\u200c\u200d\n")


def hidden(text: str) -> set[str]:
    return {mark for mark in text if unicodedata.category(mark) in {"Cc", "Cf", "Cs"}} - SEEN


@pytest.fixture
def odd(empty: Program) -> tuple[Program, list[Any]]:
    """A summit of guests with odd names."""
    empty.json("event", "create", "--name-en", "Summit", "--from", "2026-11-21")
    words = ["register", "--category", "delegate"]
    made = [empty.json(*words, "--name-zh", name, "--organisation", name) for name, _ in NAMES.values()]
    return empty, made


def test_a_name_is_kept_as_it_is_seen_and_is_one_line_of_the_verdict(odd: tuple[Program, list[Any]]) -> None:
    program, made = odd
    tokens = [guest["token"] for guest in made]
    assert [guest["name"] for guest in made] == [name for _, name in NAMES.values()]

    told = program("scan", *tokens).out
    answers = program("scan", *tokens, "--json").documents

    assert hidden(told) == set()
    assert len(told.splitlines()) == len(tokens)
    assert all(name in line for (_, name), line in zip(NAMES.values(), told.splitlines(), strict=True))
    assert [(one["verdict"], one["name"]) for one in answers] == [("already_in", name) for _, name in NAMES.values()]


def test_a_name_that_no_badge_could_hold_is_refused_in_one_sentence(odd: tuple[Program, list[Any]]) -> None:
    program, _ = odd
    before = program("badges", "list").out
    for name in ("名" * 500, "Z" + "\u0336" * 500, "\u202e\u200b", " \n "):
        refused = program("register", "--name-zh", name, "--category", "delegate")
        assert (refused.status, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert len(refused.err) < 200
    assert program("badges", "list").out == before


def test_every_paper_and_list_takes_every_name_and_what_no_font_has_is_said(
    odd: tuple[Program, list[Any]], tmp_path: Path
) -> None:
    program, made = odd
    refused = program("print", "badges", "--out", tmp_path / "badges.pdf")
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert NAMES["right to left"][1] in refused.err
    assert NAMES["emoji"][1] not in refused.err
    assert not (tmp_path / "badges.pdf").exists()
    assert not any(badge["printed"] for badge in program.json("badges", "list"))
    printed = program.json("print", "badges", "--out", tmp_path / "badges.pdf", "--anyway")
    assert printed["items"] == len(made)
    missing = {one["name"] for one in printed["misprints"] if one["problem"] == "missing_character"}
    assert {NAMES["right to left"][1], NAMES["emoji"][1]} <= missing
    assert program.json("print", "sign-in-sheet", "--out", tmp_path / "sheet.pdf")["items"] == len(made)
    for ending in ("xlsx", "csv", "json", "vcf"):
        assert program.json("export", "people", "--out", tmp_path / f"people.{ending}")["rows"] == len(made)
    listed = json.loads((tmp_path / "people.json").read_text("utf-8"))
    assert [name for _, name in NAMES.values()] == [next(v for v in one.values() if v in kept()) for one in listed]
    card = (tmp_path / "people.vcf").read_bytes()
    assert max(map(len, card.split(b"\r\n"))) <= 75
    assert card.decode("utf-8").count("BEGIN:VCARD") == len(made)


def kept() -> set[str]:
    return {name for _, name in NAMES.values()}


def test_after_all_of_it_the_log_names_nobody(odd: tuple[Program, list[Any]], start: Any, tmp_path: Path) -> None:
    program, made = odd
    tokens = [guest["token"] for guest in made]
    desk = start(program.path, "scan", "--stdin", "--json")
    lines = [token for token in tokens for _ in range(2)] + [f"{token}0" for token in tokens] + ["\x00", "9" * 9000]
    shown, said = desk.communicate("\n".join(lines).encode())
    assert (desk.returncode, said, len(shown.splitlines())) == (0, b"", len(lines))
    for words in (
        ["override", tokens[0], "--by", "Chan Tai-man", "--why", "the Minister asks"],
        ["substitute", made[1]["serial"], "--name-zh", "王五"],
        ["print", "badges", "--out", str(tmp_path / "b.pdf")],
        ["badges", "revoke", "A-34679", "--why", "stolen from 王五"],
    ):
        start(program.path, *words).communicate()
    logs = b"".join(file.read_bytes() for file in (tmp_path / "logs").rglob("*") if file.is_file())
    assert logs
    private = {*tokens, *(guest["serial"] for guest in made), *kept(), "王五", "Chan Tai-man", "Minister"}
    assert [one for one in private if one.encode() in logs] == []
