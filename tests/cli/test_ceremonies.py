"""Ceremonies from the command line: who is needed and where they are, and checkpoints that are for them."""

from tests.program import Program


def test_readiness_says_who_is_needed_and_where_each_is(program: Program) -> None:
    before = program.json("readiness", "13")
    assert (before["code"], before["documents"], before["expected"][:16]) == (
        "13", {"ready": 0, "of": 30}, "2026-11-21T16:24",
    )  # fmt: skip
    assert {one["state"] for one in before["people"]} == {"not_arrived"}
    assert [row["batch"] for row in before["agreements"]] == [1, 1, 1, 2, 2, 3, 3]
    signatory = next(one for one in before["people"] if one["part"] == "signatory")
    assert signatory["alternates"]
    badge = next(
        row for row in program.json("badges", "list") if row["registration"] == signatory["registration"]
    )  # fmt: skip
    program("scan", badge["token"], "--checkpoint", "holding", "--at", "2026-11-21T15:50")
    after = program.json("readiness", before["title"])
    seen = next(one for one in after["people"] if one["registration"] == signatory["registration"])
    assert (seen["state"], seen["checkpoint"], seen["at"][:16]) == (
        "holding_room", "Holding room", "2026-11-21T15:50",
    )  # fmt: skip
    said = program("readiness", "13", "--alarm", "5").out
    assert signatory["name_zh"] in said
    assert "Documents on the table" in said


def test_what_is_no_ceremony_is_refused_in_one_sentence(program: Program) -> None:
    answer = program("readiness", "nothing")
    assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert program("readiness", "13", "--alarm", "-5").status == 2
    assert program("readiness", "13", "--alarm", "9" * 20).status == 0


def test_a_checkpoint_says_where_somebody_is_and_is_for_the_people_of_items(program: Program) -> None:
    made = program.json(
        "checkpoint", "create", "green-room", "--purpose", "holding_room", "--item", "13", "--item", "9"
    )
    assert (made["purpose"], len(made["items"])) == ("holding_room", 2)
    assert "people of 2 items of the programme" in program("checkpoint", "list").out
    changed = program.json("checkpoint", "change", "green-room", "--item", "none", "--purpose", "stage")
    assert (changed["purpose"], changed["items"]) == ("stage", [])
