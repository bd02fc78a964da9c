"""The rules of the door from the command line: checkpoints, leaving, overrides, groups, paper, questions."""

from typing import Any

import pytest

from tests.program import Program


def scan(program: Program, token: str, *words: str) -> dict[str, Any]:
    (line,) = program("scan", token, *words, "--json").documents
    return dict(line)


def test_a_checkpoint_is_made_shown_changed_and_taken_away(program: Program) -> None:
    made = program.json(
        "checkpoint", "create", "studio", "--name-zh-hant", "錄影室", "--ways", "both", "--entry", "daily",
        "--capacity", "40", "--opens", "9:00", "--closes", "02:00", "--category", "vip", "--tag", "贊助",
        "--leaves", "door", "--opens-at", "2026-11-21T08:00",
    )  # fmt: skip
    assert made["opens_at"] == "2026-11-21T08:00:00.000+08:00"
    expected = {
        "code": "studio", "name": "錄影室", "ways": "both", "entry": "daily", "capacity": 40, "opens": "09:00",
        "closes": "02:00", "categories": ["vip"], "tags": ["贊助"], "leaves": ["door"],
    }  # fmt: skip
    assert expected.items() <= made.items()

    changed = program.json(
        "checkpoint", "change", "錄影室", "--capacity", "none", "--opens", "none", "--opens-at", "none",
        "--tag", "none", "--category", "vip", "--category", "media",
    )  # fmt: skip
    assert (changed["capacity"], changed["opens"], changed["opens_at"], changed["tags"], changed["categories"]) == (
        None, None, None, [], ["media", "vip"],
    )  # fmt: skip
    assert (changed["entry"], changed["closes"], changed["id"]) == ("daily", "02:00", made["id"])
    assert "studio" in [row["code"] for row in program.json("checkpoint", "list")]
    program("checkpoint", "remove", "studio")
    assert "studio" not in program("checkpoint", "list").out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["create", "studio", "--capacity", "many"], 2),
        (["create", "studio", "--opens-at", "soon"], 2),
        (["create", "studio", "--ways", "sideways"], 2),
        (["create", "studio", "--opens", "25:00"], 1),
        (["create", "door"], 1),
        (["change", "nowhere", "--capacity", "3"], 1),
        (["change", "door", "--hall", "Atlantis"], 1),
    ],
)
def test_what_is_no_rule_is_refused_in_one_sentence(program: Program, words: list[str], status: int) -> None:
    answer = program("checkpoint", *words)
    assert (answer.status, answer.out) == (status, "")
    assert "mistake" not in answer.err


def test_who_leaves_is_counted_as_left(program: Program) -> None:
    token, other = program.tokens()[:2]
    program("scan", token, other, "--at", "2026-11-21T09:00")

    (out,) = program("checkout", token, "--at", "2026-11-21T10:00", "--json").documents
    (nobody,) = program("checkout", program.tokens()[5], "--json").documents

    assert (out["verdict"], out["direction"], out["check_in"]) == ("admitted", "out", None)
    assert out["check_out"] is not None
    assert (nobody["verdict"], nobody["reason"]) == ("elsewhere", "not_inside")
    report = program.json("report", "arrivals")
    assert (report["arrived"], report["left"], report["inside"]) == (2, 1, 1)
    assert sum(row["left"] for row in report["rows"]) == 1
    assert program("checkout", other, "--at", "2026-11-21T11:00").out.startswith("Checked out")
    again = scan(program, token, "--at", "2026-11-21T12:00")
    assert (again["verdict"], again["reason"]) == ("already_in", "left")
    assert again["why"] == "Came in at 09:00, left at 10:00, and may not enter again."
    for by in ("organisation", "checkpoint"):
        assert program.json("report", "arrivals", "--by", by)["rows"]


def test_the_same_badge_a_moment_later_is_said_to_be_the_same(program: Program) -> None:
    token = program.tokens()[0]
    first, again = program("scan", "--stdin", "--json", stdin=f"{token}\n{token}\n".encode()).documents
    assert (first["verdict"], first["repeated"]) == ("admitted", False)
    assert (again["verdict"], again["repeated"], again["reason"]) == ("already_in", True, "repeated")
    program("checkpoint", "change", "door", "--ways", "both", "--entry", "often")
    ways = [
        (line["verdict"], line["direction"])
        for second in ("00", "01", "05", "06", "10")
        for line in program("scan", program.tokens()[1], "--json", "--at", f"2026-11-21T09:00:{second}").documents
    ]
    assert ways == [
        ("admitted", "in"), ("already_in", "in"), ("admitted", "out"), ("already_in", "out"), ("admitted", "in"),
    ]  # fmt: skip


def test_a_supervisor_lets_in_against_a_refusal(program: Program) -> None:
    media = next(badge for badge in program.json("badges", "list") if badge["category_code"] == "media")
    refused = scan(program, media["token"], "--checkpoint", "vip-room")

    (let_in,) = program(
        "override", media["token"], "--checkpoint", "vip-room", "--by", "Chan", "--why", "interview", "--json"
    ).documents  # fmt: skip

    assert refused["verdict"] == "elsewhere"
    assert refused["why"].endswith("is not for this guest.")
    assert (let_in["verdict"], let_in["reason"], let_in["override"]) == (
        "admitted", "not_here", {"by": "Chan", "why": "interview"},
    )  # fmt: skip
    assert let_in["check_in"] is not None
    blank = program("override", media["token"], "--by", " ", "--why", "x")
    assert (blank.status, blank.out) == (1, "")
    assert program("override", "1" * 48, "--by", "Chan", "--why", "x").status == 1
    assert program.json("verify")["ok"] is True


def test_failed_scans_are_listed_with_what_was_read(program: Program) -> None:
    program("scan", "--stdin", stdin=b"hello\x07\xff\n")
    (row,) = program.json("scans", "failed", "--limit", "1")
    assert (row["raw"], row["reason"], row["verdict"]) == ("hello␇\\xff", "not_ours", "unknown")
    assert "hello␇" in program("scans", "failed").out
    assert program.json("scans", "failed", "--checkpoint", "vip-room") == []


def test_a_delegation_is_admitted_but_for_the_absent(program: Program) -> None:
    rows = program.json("badges", "list")
    groups = [row for row in rows if program("admit", row["serial"], "--all", "delegation", "--json").status == 0][:1]
    report = program.json("report", "arrivals", "--by", "delegation")
    full = [row for row in report["rows"] if row["key"] and row["arrived"]]
    assert groups
    assert any(row["arrived"] == row["expected"] for row in full)
    assert program("admit", rows[0]["serial"], "--by", "Chan").status == 1


def test_who_is_absent_is_left_out(program: Program) -> None:
    one, two, three = (badge["serial"] for badge in program.json("badges", "list")[:3])
    lines = program("admit", one, two, three, "--absent", two, "--json").documents
    assert [(line["verdict"], line["serial"]) for line in lines] == [("admitted", one), ("admitted", three)]


def test_naming_a_revoked_badge_lets_nobody_in_and_naming_the_guest_does(program: Program) -> None:
    badge = program.json("badges", "list")[0]
    program.json("badges", "revoke", badge["serial"], "--why", "stolen")
    (line,) = program("admit", badge["serial"], "--json").documents
    assert (line["verdict"], line["why"]) == ("replaced", "This badge was revoked: stolen")
    (line,) = program("admit", badge["registration"], "--json").documents
    assert line["verdict"] == "admitted"


def test_another_guest_comes_in_somebody_s_place(program: Program) -> None:
    old = program.json("badges", "list")[4]
    made = program.json("substitute", old["serial"], "--name-zh", "王五", "--why", "ill")
    assert scan(program, made["token"])["name"] == "王五"
    assert scan(program, old["token"])["why"] == "This badge was revoked: ill"
    assert program("substitute", old["registration"], "--name-zh", "趙六").status == 1


def test_a_paper_sheet_is_entered_and_what_nobody_can_read_is_told(program: Program) -> None:
    badge = program.json("badges", "list")[0]
    sheet = f"{badge['serial']},09:05\nnobody at all,09:06\n"

    answer = program("scans", "enter", "-", "--day", "2026-11-21", "--json", stdin=sheet.encode())

    assert answer.status == 1
    (document,) = answer.documents
    assert (document["read"], document["admitted"], [one["line"] for one in document["problems"]]) == (2, 1, [2])
    assert document["verdicts"][0]["at"] == "2026-11-21T09:05:00.000+08:00"
    again = program("scans", "enter", "-", "--day", "2026-11-21", stdin=f"{badge['serial']},09:05\n".encode())
    assert (again.status, again.out.split()[0]) == (0, "Already")


def test_a_question_is_asked_until_it_is_answered(program: Program) -> None:
    badge = program.json("badges", "list")[0]
    made = program.json("question", "add", "--text-en", "Collects a gift", "--hand-over")
    asked = scan(program, badge["token"])["asked"]
    assert asked == [{"question": made["id"], "kind": "hand_over", "text": "Collects a gift"}]

    program("question", "answer", made["id"], badge["serial"], "given")

    assert scan(program, badge["token"])["asked"] == []
    assert program.json("question", "list")[-1]["answers"] == {"given": 1}
    assert program("question", "remove", made["id"]).status == 0
    assert program("question", "remove", made["id"]).status == 1


def test_under_a_new_key_the_badges_that_were_given_stay_good(program: Program) -> None:
    token = program.tokens()[0]
    said = program("new-key")
    assert said.status == 0
    assert scan(program, token)["verdict"] == "admitted"
