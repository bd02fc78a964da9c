"""scan: the verdicts, what is said with each, and input that is no badge."""

import shutil
from typing import Any

import pytest

from desktop.storage.opening import open_database
from tests.program import Program

FIELDS = {
    "verdict", "registration", "serial", "name", "category", "checkpoint", "desk", "at", "first_at", "first_desk",
    "note", "check_in", "elapsed_ms",
}  # fmt: skip


def test_the_first_reading_admits_and_the_second_says_when_and_where(program: Program) -> None:
    token = program.tokens()[0]

    first, second = program("scan", token, token, "--json", "--desk", "B").documents

    assert set(first) >= FIELDS
    assert (first["verdict"], first["desk"], first["checkpoint"]) == ("admitted", "B", "door")
    assert (second["verdict"], second["check_in"]) == ("already_in", None)
    assert (second["first_at"], second["first_desk"], second["first_check_in"]) == (first["at"], "B", first["check_in"])


def test_what_is_not_ours_says_nothing_about_anybody(program: Program) -> None:
    forged = program.tokens()[0][:-1] + "x"

    for line in program("scan", "1" * 48, forged, "", "--json").documents:
        assert line["verdict"] == "unknown"
        assert {line[field] for field in FIELDS - {"verdict", "checkpoint", "desk", "at", "elapsed_ms"}} == {None}


def test_bytes_that_are_no_text_are_a_verdict_each_in_order(program: Program) -> None:
    token = program.tokens()[0].encode()
    lines = [b"\xff\xfe\x00\xd8", token, b"", "１２３".encode(), token + b"\r", b"\x00" * 300]

    verdicts = [line["verdict"] for line in program("scan", "--stdin", "--json", stdin=b"\n".join(lines)).documents]

    assert verdicts == ["unknown", "admitted", "unknown", "unknown", "already_in", "unknown"]
    assert program.json("verify")["ok"] is True


def test_a_serial_reads_like_a_token(program: Program) -> None:
    badge = program.json("badges", "list")[3]

    (line,) = program("scan", badge["serial"].lower().replace("-", ""), "--json").documents

    assert line["registration"] == badge["registration"]


def test_a_revoked_badge_is_told_from_a_guest_elsewhere(program: Program) -> None:
    badges = program.json("badges", "list")
    media = next(badge for badge in badges if badge["category_code"] == "media")
    checkpoints = program("scan", "x", "--checkpoint", "nowhere")
    program("badges", "revoke", badges[0]["serial"], "--why", "stolen")

    (revoked,) = program("scan", badges[0]["token"], "--json").documents
    (elsewhere,) = program("scan", media["token"], "--json", "--checkpoint", "vip-room").documents

    assert (revoked["verdict"], elsewhere["verdict"]) == ("replaced", "elsewhere")
    assert (checkpoints.status, checkpoints.out) == (1, "")
    assert "vip-room" in checkpoints.err
    assert "stolen" in program("scan", badges[0]["token"]).out


def test_a_desk_is_made_when_it_is_new_and_known_by_letter_or_name(program: Program) -> None:
    first, second, third = program.tokens()[:3]

    lines = [
        program("scan", token, "--json", "--desk", desk).documents[0]["desk"]
        for token, desk in ((first, "North gate"), (second, "north gate"), (third, "B"))
    ]

    assert lines == ["North gate"] * 3


@pytest.mark.parametrize(
    ("given", "at"),
    [("2026-11-21T14:02", "2026-11-21T14:02:00.000+08:00"), ("2026-11-21T06:02:00Z", "2026-11-21T14:02:00.000+08:00")],
)
def test_a_time_without_a_zone_is_in_the_events(program: Program, given: str, at: str) -> None:
    (line,) = program("scan", program.tokens()[0], "--at", given, "--json").documents

    assert line["at"] == at


def test_without_an_event_nothing_is_scanned(program: Program) -> None:
    program.path.unlink()
    shutil.rmtree(program.path.with_name("summit.backups"))
    open_database(program.path, "May").close()
    refused = program("scan", "1" * 48)

    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("There is no event yet.")


def test_a_verdict_is_out_before_the_next_badge_is_read(program: Program, start: Any) -> None:
    desk = start(program.path, "scan", "--stdin")

    for token in program.tokens()[:3]:
        desk.stdin.write(token.encode() + b"\n")
        desk.stdin.flush()
        assert desk.stdout.readline().startswith(b"Admitted")


def test_who_stops_reading_ends_the_program_quietly(program: Program, start: Any) -> None:
    desk = start(program.path, "scan", "--stdin")
    desk.stdout.close()
    desk.stdout = None

    _, said = desk.communicate("\n".join(program.tokens()).encode())

    assert said == b""
    assert desk.returncode == 1


def test_stdin_is_read_in_bytes_whatever_the_locale(program: Program) -> None:
    answer = program("search", "--stdin", stdin="陳\n".encode())

    assert answer.status == 0
    assert "陳" in answer.out


def test_nobody_waits_for_input_that_nobody_asked_for(program: Program, start: Any) -> None:
    desk = start(program.path, "scan", program.tokens()[0])

    assert desk.wait(timeout=60) == 0
