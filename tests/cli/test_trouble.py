"""A database that can't be worked on: one clear sentence, status 1, nothing half written, the last backup offered."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.program import Program

PAGE = 4096


def overwrite(path: Path, *, first: int) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(first)
        file.write(b"\xa5" * (size - first))


def truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 + 100)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "first page": lambda path: overwrite(path, first=0),
    "all pages but the first": lambda path: overwrite(path, first=PAGE),
    "later pages": lambda path: overwrite(path, first=8 * PAGE),
    "truncated": truncate,
    "a few bytes left": lambda path: path.write_bytes(path.read_bytes()[:200]),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("words", [["badges", "list"], ["scan", "1" * 48], ["search", "陳"], ["verify"]])
def test_a_damaged_file_offers_the_last_good_backup_which_brings_all_back(
    program: Program, damage: str, words: list[str]
) -> None:
    before = program("badges", "list", "--json").out
    DAMAGES[damage](program.path)

    refused = program(*words, "--json")

    assert refused.status == 1
    assert refused.err.count("\n") == 1
    assert "backup" in refused.err
    assert words == ["verify"] or refused.out == ""
    assert program("restore").status == 0
    assert program("badges", "list", "--json").out == before


def test_a_damaged_backup_is_passed_over_for_the_last_good_one(program: Program) -> None:
    folder = program.path.with_name("summit.backups")
    (good,) = folder.iterdir()
    shutil.copy(good, folder / "29991231T000000000000Z.db")
    overwrite(folder / "29991231T000000000000Z.db", first=PAGE)
    overwrite(program.path, first=0)

    assert good.name in program("event", "list").err
    assert program.json("restore")["from"] == str(good)


def test_only_a_database_of_ours_is_restored(program: Program, tmp_path: Path) -> None:
    other = tmp_path / "places.sqlite"
    shutil.copy(program.path, other)
    foreign(other)
    before = program.path.read_bytes()

    refused = program("restore", other)

    assert (refused.status, refused.err) == (1, f"{other} is not a Summit Desk database. Name another file.\n")
    assert program.path.read_bytes() == before


def test_without_a_backup_there_is_nothing_to_bring_back(empty: Program) -> None:
    assert empty("restore").err.startswith("There is no backup of ")
    assert not empty.path.exists()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE moz_places (id)")
        connection.commit()


def no_database(path: Path) -> None:
    shutil.rmtree(path.with_name("summit.backups"))
    path.write_text("Dear all, please find attached", "utf-8")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "newer": (newer, "was written by a newer Summit Desk"),
    "read-only": (lambda path: path.chmod(0o444), "read-only"),
    "foreign": (foreign, "is not a Summit Desk database"),
    "no database": (no_database, "is not a Summit Desk database"),
    "folder": (folder, "is not a Summit Desk database"),
    "pipe": (pipe, "is not a Summit Desk database"),
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("words", [["scan", "1" * 48], ["event", "list"], ["demo"]])
def test_a_file_that_is_not_for_us_is_refused_and_left_as_it_is(program: Program, kind: str, words: list[str]) -> None:
    spoil, sentence = REFUSED[kind]
    spoil(program.path)
    content = program.path.read_bytes() if program.path.is_file() else None

    refused = program(*words, "--json")

    assert (refused.status, refused.out) == (1, "")
    assert sentence in refused.err
    assert refused.err.count("\n") == 1
    assert content is None or program.path.read_bytes() == content
    assert [finding["ok"] for finding in program.json("doctor") if finding["what"] == "database"] == [False]


def test_a_folder_that_can_not_be_made_is_a_sentence(program: Program) -> None:
    refused = program.plain("demo", "--db", program.path / "below" / "a.db")

    assert (refused.status, refused.out) == (1, "")
    assert "can't be opened" in refused.err


@contextmanager
def room_for(more: int) -> Iterator[None]:
    """SQLite's own limit stands for the disk's: each file may grow by so many pages."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + more}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_on_a_full_disk_every_verdict_that_was_printed_is_kept_and_no_more(program: Program) -> None:
    tokens = "\n".join(program.tokens()).encode()

    with room_for(12):
        stopped = program("scan", "--stdin", "--json", stdin=tokens)

    assert stopped.status == 1
    assert stopped.err.startswith("The disk is full")
    assert stopped.err.count("\n") == 1
    admitted = [line["verdict"] for line in stopped.documents].count("admitted")
    assert program.json("report", "arrivals")["arrived"] == admitted
    assert 0 < admitted < len(program.tokens())
    assert program.json("verify")["ok"] is True


def test_on_a_full_disk_an_import_and_a_walk_in_change_nothing(program: Program, tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text("姓名,機構\n" + "".join(f"陳大{n},公司{n}\n" for n in range(500)), "utf-8")
    before = program("badges", "list", "--json").out

    with room_for(0):
        refused = program("import", "people", tmp_path / "many.csv")

    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("The disk is full")
    assert program("badges", "list", "--json").out == before
    assert program.json("verify")["ok"] is True


@pytest.mark.parametrize(
    "words", [["scan", "--stdin", "--json"], ["print", "badges"], ["backup"], ["export", "people"]]
)
def test_where_the_system_gives_no_more_room_there_is_a_sentence_and_no_half_file(
    program: Program, tmp_path: Path, start: Any, words: list[str]
) -> None:
    tokens = program.tokens()
    out = tmp_path / "out.xlsx"
    room = program.path.stat().st_size + 8 * PAGE if words[0] == "scan" else 4 * PAGE

    desk = start(
        program.path,
        *words,
        *([] if words[0] == "scan" else ["--out", str(out)]),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    printed, said = desk.communicate("\n".join(tokens).encode())

    assert desk.returncode == 1
    assert said.startswith(b"The disk is full")
    assert said.count(b"\n") == 1
    assert not out.exists()
    assert not list(tmp_path.glob(".*"))
    arrived = program.json("report", "arrivals")["arrived"]
    assert arrived == printed.count(b'"admitted"')
    assert program.json("verify")["ok"] is True
