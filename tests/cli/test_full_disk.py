"""No more room on the disk: one sentence, the earlier file as it was, nothing half written."""

import resource
from pathlib import Path
from typing import Any

import pytest

from tests.program import Program

PAGE = 4096


@pytest.mark.parametrize(
    ("words", "name", "room"),
    [
        (["export", "people"], "people.csv", 4 * PAGE),
        (["export", "people"], "people.vcf", 4 * PAGE),
        (["export", "people"], "people.xlsx", 4 * PAGE),
        (["export", "check-ins"], "check-ins.xlsx", PAGE // 4),
        (["export", "people"], "people.json", 4 * PAGE),
        (["print", "badges"], "badges.pdf", 4 * PAGE),
        (["print", "sign-in-sheet"], "sheet.pdf", 4 * PAGE),
        (["report", "arrivals"], "arrivals.pdf", PAGE),
        (["report", "arrivals"], "arrivals.xlsx", PAGE),
    ],
)
def test_what_was_there_before_is_kept_where_there_is_no_room(
    program: Program, tmp_path: Path, start: Any, words: list[str], name: str, room: int
) -> None:
    out = tmp_path / "papers" / name
    out.parent.mkdir()
    out.write_bytes(b"of yesterday")
    before = program("badges", "list", "--json").out

    full = start(
        program.path, *words, "--out", str(out),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    shown, said = full.communicate()

    assert (full.returncode, shown) == (1, b"")
    assert said.startswith(b"The disk is full")
    assert said.count(b"\n") == 1
    assert [(file.name, file.read_bytes()) for file in out.parent.iterdir()] == [(name, b"of yesterday")]
    assert program("badges", "list", "--json").out == before
    assert program.json("verify")["ok"] is True


@pytest.mark.parametrize("act", ["admit", "scans", "substitute", "override"])
def test_an_act_for_which_there_is_no_room_is_not_done_at_all(
    program: Program, tmp_path: Path, start: Any, act: str
) -> None:
    serials = [badge["serial"] for badge in program.json("badges", "list")]
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("\n".join(f"{serial},09:00" for serial in serials), "utf-8")
    words = {
        "admit": ["admit", *serials],
        "scans": ["scans", "enter", str(sheet), "--day", "2026-11-20"],
        "substitute": ["substitute", serials[0], "--name-zh", "王五"],
        "override": ["override", serials[0], "--by", "Chan", "--why", "the Minister asks"],
    }[act]
    room = program.path.stat().st_size
    log = program.path.with_name(f"{program.path.name}-wal")
    assert not log.exists()

    full = start(
        program.path, *words,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (PAGE, room)),
    )  # fmt: skip
    shown, said = full.communicate()

    assert (full.returncode, shown) == (1, b"")
    assert said.startswith(b"The disk is full")
    assert said.count(b"\n") == 1
    assert program.json("report", "arrivals")["arrived"] == 0
    assert [badge["serial"] for badge in program.json("badges", "list")] == serials
    assert program.json("verify")["ok"] is True
