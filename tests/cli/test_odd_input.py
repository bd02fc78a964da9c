"""What nobody means to type: no database, pipes for files, streams that are closed, bytes that are no text."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.program import Program

READING = [["event", "list"], ["import", "people", "guests.csv", "--dry-run"]]
NEEDING_AN_EVENT = [
    ["event", "show"], ["badges", "list"], ["badges", "issue"], ["search", "陳"], ["report", "arrivals"],
    ["scan", "1"], ["export", "people", "--out", "people.csv"], ["print", "badges", "--out", "badges.pdf"],
    ["register", "--name-zh", "陳", "--category", "media"],
]  # fmt: skip


@pytest.fixture
def shell(empty: Program) -> Any:
    """Run one line of a shell in which ``$DESK`` is the program on that database; tells status, answer, errors."""
    words = [sys.executable, "-m", "desktop", "--lang", "en", "--db", str(empty.path)]

    def run(line: str) -> tuple[int, str, str]:
        environment = {**os.environ, "DESK": " ".join(words)}
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=environment, check=False)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_who_only_reads_makes_no_database(empty: Program, words: list[str], tmp_path: Path) -> None:
    (tmp_path / "guests.csv").write_text("姓名,機構\n孫東,香港大學\n", "utf-8")
    empty.monkeypatch.chdir(tmp_path)

    assert empty(*words).status == 0
    assert not empty.path.exists()


@pytest.mark.parametrize("words", NEEDING_AN_EVENT, ids=" ".join)
def test_a_question_about_an_event_says_that_there_is_no_database(empty: Program, words: list[str]) -> None:
    refused = empty(*words)

    assert (refused.status, refused.out) == (1, "")
    assert refused.err == f"There is no database {empty.path} yet; it is made on first use.\n"
    assert list(empty.path.parent.glob("*.db*")) == []


@pytest.mark.parametrize("words", [["verify"], ["backup", "--out", "copy.db"], ["doctor", "--rebuild-search"]])
def test_what_is_not_there_is_not_called_whole(empty: Program, words: list[str]) -> None:
    refused = empty(*words)

    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith(f"There is no database {empty.path} yet")
    assert not empty.path.exists()


@pytest.mark.parametrize("words", [["--people", "0"], ["--people", "9999999"], ["--date", "9999-12-30"]])
def test_a_demo_that_is_refused_leaves_nothing_behind(empty: Program, words: list[str]) -> None:
    assert empty("demo", *words).status == 1
    assert not empty.path.exists()


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_a_list_that_is_no_file_is_refused_at_once(empty: Program, tmp_path: Path, kind: str) -> None:
    path = {"pipe": tmp_path / "pipe", "device": Path(os.devnull), "folder": tmp_path}[kind]
    if kind == "pipe":
        os.mkfifo(path)
    (tmp_path / "guests.csv").write_text("姓名\n孫東\n", "utf-8")

    assert "is not a file but a folder or a device" in empty("import", "people", path).err
    assert "holds no mapping" in empty("import", "people", tmp_path / "guests.csv", "--mapping", path).err
    assert empty("restore", path).err == f"There is no file {path} to restore from.\n"
    assert not empty.path.exists()


def test_a_list_in_two_encodings_is_refused_by_its_line(empty: Program, tmp_path: Path) -> None:
    mixed = "姓名,機構\n孫東,香港大學\n李娟,".encode() + "香港大學".encode("big5") + "\n陳大文,公司\n".encode()
    (tmp_path / "mixed.csv").write_bytes(mixed)

    refused = empty("import", "people", tmp_path / "mixed.csv")

    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert refused.err.startswith("Line 3 of mixed.csv")


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1969-12-31T23:59", "9999-12-31T23:59"])
def test_a_time_that_no_badge_was_read_at_is_refused(program: Program, at: str) -> None:
    refused = program("scan", program.tokens()[0], "--at", at)

    assert (refused.status, refused.out) == (1, "")
    assert refused.err.endswith("Give a time between 1971 and 2999.\n")


@pytest.mark.parametrize("line", ["$DESK scan --stdin <&-", "$DESK search --stdin <&-", "$DESK event list --json >&-"])
def test_a_closed_stream_is_an_empty_one(program: Program, shell: Any, line: str) -> None:
    assert shell(line) == (0, "", "")


def test_with_all_streams_closed_a_badge_is_read_all_the_same(program: Program, shell: Any) -> None:
    assert shell(f"$DESK scan {program.tokens()[0]} <&- >&- 2>&-") == (0, "", "")
    assert program.json("report", "arrivals")["arrived"] == 1


def test_who_reads_one_line_only_ends_the_program_quietly(program: Program, shell: Any) -> None:
    status, out, said = shell("yes 1 | $DESK scan --stdin | head -1")

    assert (status, out, said) == (0, "Not ours\n", "")


@pytest.mark.parametrize("words", [["search", "陳", "--limit"], ["print", "badges", "--out", "b.pdf", "--jobs"]])
@pytest.mark.parametrize("count", ["0", "-1", "many", "9" * 5000])
def test_less_than_one_is_wrong_usage(program: Program, words: list[str], count: str) -> None:
    assert program(*words, count).status == 2


def test_more_than_there_can_be_is_all_there_are(program: Program) -> None:
    assert len(program.json("search", "陳", "--limit", str(10**24))) >= len(program.json("search", "陳"))


def test_bytes_that_are_no_text_become_text(program: Program) -> None:
    odd = os.fsdecode(b"Gate \xff")

    event = program.json("event", "create", "--name-en", odd, "--host", odd, "--from", "2026-11-21")
    guest = program.json("register", "--name-zh", "陳", "--organisation", odd, "--category", "media")
    (verdict,) = program("scan", guest["token"], "--desk", odd, "--json").documents

    assert {event["name"], event["hosts"][0], guest["organisation"], verdict["desk"]} == {"Gate \\xff"}


def test_an_operator_whose_name_is_no_text_works_all_the_same(program: Program, shell: Any, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"operator": "May \ud800", "language": "en"}), "ascii")

    status, _, said = shell("$DESK register --name-zh 陳 --category media")

    assert (status, said) == (0, "")
    with closing(sqlite3.connect(program.path)) as connection:
        assert connection.execute("SELECT who FROM journal ORDER BY position DESC LIMIT 1").fetchone() == ("May ?",)


def test_the_doctor_makes_the_search_index_anew(program: Program) -> None:
    name = program.json("badges", "list")[0]["name"]
    found = program.json("search", name)
    with closing(sqlite3.connect(program.path)) as connection:
        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
        connection.execute("DELETE FROM search_entry")
        connection.commit()
    assert program("search", name).status == 1
    stale = program("verify", "--json")

    findings = program.json("doctor", "--rebuild-search")

    assert stale.status == 1
    assert "doctor --rebuild-search" in stale.err
    assert [fault["code"] for fault in json.loads(stale.out)["faults"]] == ["search"]
    assert {"what": "search", "ok": True, "finding": "What people are found by was made anew."} in findings
    assert program.json("search", name) == found
    assert program.json("verify")["ok"] is True
