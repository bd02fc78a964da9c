"""Desks under fire: killed at any moment, and several at once on one file."""

import json
import random
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.program import Program

ROUNDS = 8


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def whole_lines(printed: bytes) -> list[dict[str, Any]]:
    """What a reader of the pipe has seen: a line that was cut off was not shown."""
    return [json.loads(line) for line in printed.splitlines(keepends=True) if line.endswith(b"\n")]


def test_what_was_printed_before_a_kill_is_in_the_database_and_nothing_twice(program: Program, start: Any) -> None:
    tokens = program.tokens()
    dice = random.Random(20261121)
    printed: list[dict[str, Any]] = []
    for _ in range(ROUNDS):
        storm = start(program.path, "scan", "--stdin", "--json")
        feeding = threading.Thread(target=feed, args=(storm.stdin, dice.choices(tokens, k=3000)))
        feeding.start()
        seen = storm.stdout.readline()
        for _ in range(dice.randrange(40)):
            seen += storm.stdout.readline()
        storm.kill()
        seen += storm.stdout.read()
        storm.wait()
        feeding.join()
        printed += whole_lines(seen)

    kept = rows(program.path, "SELECT id, verdict, registration_id FROM scan")
    admitted = {UUID(key) for key, verdict, _ in kept if verdict == "admitted"}
    shown = [UUID(line["check_in"]) for line in printed if line["check_in"]]
    assert len(printed) >= ROUNDS
    assert len(shown) == len(set(shown)) > 0
    assert set(shown) <= admitted
    # A verdict may have been kept and not yet printed: one a round at the most.
    assert len(printed) <= len(kept) <= len(printed) + ROUNDS
    assert max(Counter(who for _, verdict, who in kept if verdict == "admitted").values()) == 1
    assert program.json("verify")["ok"] is True
    assert program.json("report", "arrivals")["arrived"] == len(admitted)


def feed(pipe: Any, tokens: list[str]) -> None:
    try:
        pipe.write("\n".join(tokens).encode())
        pipe.flush()
    except BrokenPipeError:
        pass


@pytest.mark.parametrize("desks", [2, 4])
def test_of_desks_that_read_one_badge_at_once_exactly_one_admits(program: Program, start: Any, desks: int) -> None:
    tokens = program.tokens()[:200]
    programs = [start(program.path, "scan", "--stdin", "--json", "--desk", letter) for letter in "ABCD"[:desks]]
    verdicts = []
    for token in tokens:
        for each in programs:
            each.stdin.write(token.encode() + b"\n")
            each.stdin.flush()
        verdicts.append([json.loads(each.stdout.readline()) for each in programs])
    for each in programs:
        each.stdin.close()
        assert (each.wait(), each.stderr.read()) == (0, b"")

    coming = [answers for answers in verdicts if answers[0]["verdict"] != "cancelled"]
    for answers in coming:
        assert Counter(answer["verdict"] for answer in answers) == {"admitted": 1, "already_in": desks - 1}
        (first,) = (answer for answer in answers if answer["verdict"] == "admitted")
        assert {answer["first_check_in"] for answer in answers} == {None, first["check_in"]}
    assert program.json("report", "arrivals")["arrived"] == len(coming) > 150
    assert program.json("verify")["ok"] is True


def test_programs_that_open_a_new_file_at_once_agree_on_it(empty: Program, start: Any) -> None:
    words = ["event", "create", "--name-en", "Summit", "--from", "2026-11-21", "--json"]
    programs = [start(empty.path, *words) for _ in range(4)]

    for each in programs:
        assert each.communicate()[1] == b""
    assert len(empty.json("event", "list")) == 4
    assert rows(empty.path, "SELECT letter FROM desk") == [("A",)]
    assert empty.json("verify")["ok"] is True
