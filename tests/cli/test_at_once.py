"""Several desks as programs of their own at one door, and programs that die in the middle: never one too many."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.program import Program

HALL = ["--name-en", "Hall"]
DESKS = "ABCD"
DYING = """
import os, sqlite3, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from desktop.__main__ import main

word, left = sys.argv[1], int(sys.argv[2])

def look(statement):
    global left
    left -= statement.startswith(word)
    if left == 0:
        os.kill(os.getpid(), 9)

event.listen(Engine, "connect", lambda connection, _: connection.set_trace_callback(look))
sys.argv = ["summit-desk", *sys.argv[3:]]
sys.exit(main())
"""
"""The program, killed as it begins the given statement for the so-manieth time."""


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def storm(program: Program, start: Any, tokens: list[str], code: str) -> list[dict[str, Any]]:
    """Four desks read the same badges, each in an order of its own, all at once."""
    desks = [
        start(program.path, "scan", "--stdin", "--json", "--checkpoint", code, "--desk", letter) for letter in DESKS
    ]
    for number, desk in enumerate(desks):
        mixed = random.Random(number).sample(tokens, len(tokens))
        desk.stdin.write(("\n".join(mixed) + "\n").encode())
        desk.stdin.flush()
    answers = []
    for desk in desks:
        desk.stdin.close()
        answers += [json.loads(line) for line in desk.stdout.read().splitlines()]
        assert (desk.wait(), desk.stderr.read()) == (0, b"")
    assert len(answers) == len(tokens) * len(DESKS)
    return answers


@pytest.mark.parametrize("entry", ["once", "daily", "often"])
def test_a_place_that_holds_forty_admits_forty_through_four_doors_and_nobody_twice(
    program: Program, start: Any, entry: str
) -> None:
    program.json("checkpoint", "create", "hall", *HALL, "--entry", entry, "--capacity", "40")

    answers = storm(program, start, program.tokens()[:80], "hall")

    admitted = [one["registration"] for one in answers if one["verdict"] == "admitted"]
    assert len(set(admitted)) == 40
    assert entry == "often" or len(admitted) == 40
    assert {one["reason"] for one in answers if one["verdict"] == "elsewhere"} == {"full"}
    assert program.json("verify")["ok"] is True


@pytest.mark.parametrize("act", [["new-key"], ["checkpoint", "remove", "hall"]])
def test_under_a_desk_that_reads_the_key_may_change_but_not_the_place_go(
    program: Program, start: Any, act: list[str]
) -> None:
    program.json("checkpoint", "create", "hall", *HALL)
    first, second, *_ = program.tokens()
    desk = start(program.path, "scan", "--stdin", "--json", "--checkpoint", "hall")
    desk.stdin.write(f"{first}\n".encode())
    desk.stdin.flush()
    assert json.loads(desk.stdout.readline())["verdict"] == "admitted"
    program.json(*act)

    shown, said = desk.communicate(f"{second}\n".encode())

    if act[0] == "new-key":
        assert json.loads(shown)["verdict"] == "admitted"
    else:
        assert (shown, desk.returncode) == (b"", 1)
        assert said.startswith("There is no checkpoint “hall”.".encode())
        assert said.count(b"\n") == 1
    assert program.json("verify")["ok"] is True


def test_a_sheet_that_two_desks_enter_at_once_counts_once(program: Program, start: Any, tmp_path: Path) -> None:
    serials = [badge["serial"] for badge in program.json("badges", "list")][:60]
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("\n".join(f"{serial},09:{number % 60:02}" for number, serial in enumerate(serials)), "utf-8")
    words = ["scans", "enter", str(sheet), "--day", "2026-11-20", "--json"]
    desks = [start(program.path, *words, "--desk", letter) for letter in "AB"]
    found = [json.loads(desk.communicate()[0]) for desk in desks]

    verdicts = Counter(one["verdict"] for each in found for one in each["verdicts"])
    arrived = rows(program.path, "SELECT count(DISTINCT registration_id), count(*) FROM scan WHERE verdict='admitted'")
    assert arrived == [(verdicts["admitted"], verdicts["admitted"])]
    assert verdicts["admitted"] == verdicts["already_in"] > 40
    assert program.json("verify")["ok"] is True


def killed(program: Program, word: str, times: int, *words: str | Path) -> None:
    command = [sys.executable, "-c", DYING, word, str(times), "--db", str(program.path), *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False, env=os.environ)
    assert done.returncode == -9, done.stderr


def test_who_dies_in_the_middle_of_a_group_or_a_sheet_has_let_nobody_in(program: Program, tmp_path: Path) -> None:
    serials = [badge["serial"] for badge in program.json("badges", "list")][:20]
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("\n".join(f"{serial},09:00" for serial in serials), "utf-8")
    before = rows(program.path, "SELECT count(*) FROM journal")

    killed(program, "INSERT INTO scan ", 7, "admit", *serials)
    killed(program, "INSERT INTO scan ", 7, "scans", "enter", sheet, "--day", "2026-11-20")

    assert rows(program.path, "SELECT count(*) FROM scan") == [(0,)]
    assert rows(program.path, "SELECT count(*) FROM journal") == before
    assert program.json("verify")["ok"] is True
    assert program("admit", *serials).status == 0


def test_a_print_that_dies_leaves_the_earlier_file_and_all_badges_to_be_printed(
    program: Program, tmp_path: Path
) -> None:
    out = tmp_path / "badges.pdf"
    out.write_bytes(b"earlier")
    killed(program, "INSERT INTO paper ", 1, "print", "badges", "--unprinted", "--out", out)
    assert out.read_bytes().startswith(b"%PDF")
    assert {badge["printed"] for badge in program.json("badges", "list")} == {False}
    again = program.json("print", "badges", "--unprinted", "--out", out)
    assert again["items"] == len([b for b in program.json("badges", "list") if b["printed"]])
    assert program.json("verify")["ok"] is True
