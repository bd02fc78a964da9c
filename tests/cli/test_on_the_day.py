"""The day of the demo's tour from the command line: how late, what happened, where everybody is."""

from tests.program import Program


def test_a_visit_that_runs_late_says_what_could_be_done_and_whom_to_call(program: Program) -> None:
    calm = program.json("late", "--at", "2026-11-23T08:00")
    assert (calm["pressure"], calm["ways"], calm["calls"]) == ("calm", [], [])
    late = program.json("late", "Innovation tour", "--at", "2026-11-23T09:30")
    first = late["rows"][0]
    assert (first["late"], first["stands"], first["expected"][0][:16]) == (60, "coming", "2026-11-23T09:30")
    assert {one["way"] for one in late["ways"]} >= {"shorten", "skip"}
    assert late["calls"][0]["host"]["phone"]
    said = program("late", "--at", "2026-11-23T09:30").out
    assert "60 min late" in said
    assert "原定 09:40 到，現改為" in said
    assert program("late", "No tour").status == 1


def test_a_leg_is_marked_and_everybody_is_found(program: Program) -> None:
    (tour,) = program.json("visit", "list")
    row = program.json("left", "Bus 1", "--at", "2024-01-02T08:00")
    assert row["really"][0][:16] == "2024-01-02T08:00"
    assert program.json("arrived", "SD 1001", "--at", "2024-01-02T08:40")["stands"] == "over"
    assert program.json("left", "Bus 1", "--at", "2024-01-02T09:00")["id"] != row["id"]
    assert program("left", "Bus 1", "--leg", "9").status == 1
    assert program("arrived", "Bus 1", "--leg", "1", "--at", "2024-01-02T07:00").status == 1
    found = program.json("everybody")
    assert sum(place["people"] for place in found["places"]) > 60
    guest = program.json("everybody", "--find", tour["vehicles"][0]["people"][0]["name_latin"])["people"][0]
    assert guest["place"] == "Not seen yet"
    assert "Not seen yet" in program("everybody").out
