"""Delegations, visits, conflicts, itineraries and roll calls from the command line, on the demo's tour."""

from pathlib import Path

from tests.program import Program
from tests.world import SHARED


def test_the_demo_has_two_delegations_and_a_tour_without_a_clash(program: Program) -> None:
    (tour,) = program.json("visit", "list")
    assert (tour["day"], len(tour["stops"]), len(tour["groups"]), len(tour["legs"])) == ("2026-11-23", 3, 2, 8)
    assert [len(one["people"]) for one in tour["vehicles"]] == [31, 31]
    assert {one["kind"] for one in program.json("conflicts")} <= {"list_late"}
    first, second = program.json("delegation", "list")
    assert {person["role"] for person in first["people"]} == {"leader", "deputy", "member", "liaison", "interpreter"}
    assert [(one["mode"], one["at"][:16], one["far_at"][:16]) for one in second["journeys"]] == [
        ("flight", "2026-11-20T14:40", "2026-11-19T18:25"), ("flight", "2026-11-24T22:50", "2026-11-25T05:20"),
    ]  # fmt: skip
    assert second["journeys"][0]["far_at"].endswith("+00:00")
    said = program("visit", "show").out
    assert "SD 1001" in said
    assert "Closed shoes" in said


def test_a_delegation_is_shown_changed_and_made(program: Program) -> None:
    (leader,) = [one for one in program.json("delegation", "show", "Beijing")["people"] if one["role"] == "leader"]
    changed = program.json(
        "delegation",
        "set",
        "Overseas",
        "--leader",
        leader["registration"],
        "--hotel",
        "H",
        "--languages",
        "en",
        "ja",
    )
    assert (changed["hotel"], changed["languages"]) == ("H", ["en", "ja"])
    assert changed["people"][0]["registration"] == leader["registration"]
    journey = program.json(
        "delegation", "journey", "Overseas", "departure", "--mode", "border", "--at", "2026-11-24T09:00",
        "--place", "羅湖", "--met-by", leader["registration"],
    )["journeys"][1]  # fmt: skip
    assert (journey["mode"], journey["at"], journey["met_by"]["registration"]) == (
        "border", "2026-11-24T09:00:00.000+08:00", leader["registration"],
    )  # fmt: skip
    assert program.json("delegation", "gift", "Overseas", "Vase", "--received")["gifts"][-1]["received"] is True
    assert program.json("delegation", "set", "新代表團", "--origin", "廣州")["name"] == "新代表團"
    said = program("delegation", "show", "Overseas").out
    assert "Border crossing" in said
    assert "Vase" in said
    refused = program("delegation", "show", "nobody")
    assert (refused.status, refused.err.count("\n")) == (1, 1)


def test_a_conflict_is_shown_with_a_way_out_and_accepted(program: Program) -> None:
    (tour,) = program.json("visit", "list")
    guest = tour["groups"][0]["people"][0]["registration"]
    group = program.json("delegation", "set", "Late ones", "--leader", guest)
    program.json("delegation", "journey", "Late ones", "departure", "--at", "2026-11-23T20:30")
    (found,) = program.json("conflicts", "--person", guest)
    assert (found["kind"], found["severity"], found["who"][0]["id"]) == ("journey", "blocks", guest)
    assert found["suggestion"]["action"] == "take_out"
    assert [one["kind"] for one in program.json("conflicts", "--delegation", "Late ones")] == ["journey", "no_liaison"]
    assert group["people"][0]["role"] == "leader"
    noted = program.json("conflicts", "--person", guest, "--accept", found["id"], "--why", "stays")
    assert (noted[0]["severity"], noted[0]["accepted"]) == ("notes", "stays")
    assert "Arrives too late or departs too early" in program("conflicts").out


def test_an_itinerary_is_in_the_language_asked_for_and_goes_into_files(program: Program, tmp_path) -> None:
    (tour,) = program.json("visit", "list")
    guest = tour["groups"][1]["people"][-1]["registration"]
    lines = program.json("itinerary", guest, "--language", "zh-Hant")
    assert [one["kind"] for one in lines if one["start"].startswith("2026-11-23")].count("leg") == 4
    assert "乘車" not in program("itinerary", guest).out
    assert len(program.json("itinerary", "--vehicle", "Bus 2")) == 4
    assert program.json("itinerary", "--delegation", "Beijing")
    for ending in ("ics", "xlsx", "csv", "json"):
        out = tmp_path / f"all.{ending}"
        assert program.json("export", "itineraries", "--out", out, "--person", guest)["rows"] == len(lines)
        assert out.stat().st_size


def test_a_roll_call_counts_who_boarded_and_a_wrong_bus_is_told_at_the_door(program: Program) -> None:
    (tour,) = program.json("visit", "list")
    badges = {row["registration"]: row["token"] for row in program.json("badges", "list")}
    ours, theirs = (vehicle["people"][0]["registration"] for vehicle in tour["vehicles"])
    program("scan", badges[ours], "--checkpoint", "bus-1", "--at", "2026-11-23T08:16")
    wrong = program.json("scan", badges[theirs], "--checkpoint", "bus-1", "--at", "2026-11-23T08:17")
    assert (wrong["verdict"], "Bus 2" in wrong["why"]) == ("elsewhere", True)
    moved = program.json("visit", "move", theirs, "Bus 1")
    assert [len(one["people"]) for one in moved["vehicles"]] == [32, 30]
    program("scan", badges[theirs], "--checkpoint", "bus-1", "--at", "2026-11-23T08:18")
    called = program.json("roll-call", "Bus 1", "--at", "2026-11-23T08:20")
    assert (called["expected"], called["here"], len(called["missing"]), called["leg"]) == (32, 2, 30, 1)
    said = program("roll-call", "Bus 1", "--at", "2026-11-23T08:20").out
    assert "2 of 32 here" in said
    assert program.json("roll-call", "cyberport", "--at", "2026-11-23T16:30")["returned"] == 0
    assert program.json("visit", "doors")
    assert program("roll-call", "Bus 7").status == 1


def test_visits_go_in_and_are_taken_back(program: Program) -> None:
    path = SHARED / "data" / "summit-2023" / "visits.csv"
    before = program.json("import", "visits", path, "--dry-run")
    assert (before["batch"], before["new"], before["rejected"]) == (None, 3, 0)
    done = program.json("import", "visits", path)
    assert (done["new"], len(program.json("visit", "list"))) == (3, 2)
    assert program.json("import", "undo", done["batch"])["stops"] == 3
    assert len(program.json("visit", "list")) == 1


def test_the_travel_table_is_the_events_own(program: Program) -> None:
    table = program.json("travel", "list")
    assert (len(table["sites"]), len(table["legs"])) == (6, 15)
    program.json("travel", "set", "hkust", "Cyberport, Pok Fu Lam", "75", "17=90")
    hkust = next(site["site"] for site in table["sites"] if site["code"] == "hkust")
    changed = [one for one in program.json("travel", "list")["legs"] if one["from"] == hkust]
    assert {"0": 75, "17": 90} in [one["minutes"] for one in changed]
    assert program.json("travel", "start") == {"legs": 0}
    assert {one["kind"] for one in program.json("conflicts")} >= {"no_time"}
    for wrong in (("hkust", "nowhere", "5"), ("hkust", "airport", "x"), ("hkust", "airport", "25=9")):
        answer = program("travel", "set", *wrong)
        assert (answer.status, answer.err.count("\n")) == (1, 1)


def test_a_visit_that_was_imported_gets_vehicles_legs_groups_and_times(program: Program) -> None:
    program.json("import", "visits", SHARED / "data" / "summit-2023" / "visits.csv")
    here = ("--visit", "2023-04-14")
    program.json("visit", "vehicle", "3 號車", "--seats", "20", "--plate", "SD 1003", "--driver", "某師傅")
    program.json("visit", "vehicle", "SD 1003", "--seats", "16")
    hours = ("--gathers", "2023-04-14T08:15", "--leaves", "2023-04-14T08:30")
    program.json("visit", "leg", "3 號車", "convention-centre", "hkust", *hours, *here)
    made = program.json("visit", "group", "丙組", "--delegation", "Beijing", "--vehicle", "3 號車", *here)
    assert made["people"] == 15
    program.json("visit", "time", "丙組", "科學園", "--start", "2023-04-14T14:00", "--end", "2023-04-14T15:00", *here)
    program.json("visit", "time", "丙組", "數碼港", *here)
    row = program.json("visit", "show", "2023-04-14")
    assert [at["start"][11:16] for at in row["groups"][0]["stops"]] == ["09:30", "14:00"]
    assert (row["vehicles"][0]["seats"], len(row["vehicles"][0]["people"]), row["legs"][0]["arrives"][11:16]) == (
        16, 15, "09:15",
    )  # fmt: skip
    leader = row["groups"][0]["people"][0]["registration"]
    again = program.json("visit", "group", "丙組", "--guide", leader, *here)
    assert again["people"] == 15
    for wrong in (
        ("time", "丁組", "數碼港"),
        ("time", "丙組", "月球"),
        ("leg", "9 號車", "hkust", "hkust", *hours[2:]),
    ):
        assert program("visit", *wrong, *here).status == 1


def test_what_is_not_said_of_a_vehicle_stays_and_no_time_is_beyond_the_calendar(program: Program) -> None:
    before = program.json("visit", "show")["vehicles"][0]
    assert program("visit", "vehicle", "Bus 1", "--seats", "40").status == 0
    assert program.json("visit", "show")["vehicles"][0] == before | {"seats": 40}
    for words in (
        ["left", "Bus 1"],
        ["roll-call", "Bus 1"],
        ["late"],
        ["delegation", "journey", "Overseas", "arrival"],
    ):
        for at in ("0001-01-01T00:00", "9999-12-31T23:59"):
            refused = program(*words, "--at", at)
            assert (refused.status, refused.err.endswith("Give a time between 1971 and 2999.\n")) == (1, True)


def test_every_row_of_a_list_that_gives_nothing_is_told(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("代表團,姓名,到達\n東京,甲一,2023-02-30 10:00\n,乙二,25:99\n", encoding="utf-8")
    refused = program("import", "delegations", path)
    assert (refused.status, refused.err) == (1, "Every row of this list is left out, so there is nothing to import.\n")
    assert ["2023-02-30 10:00" in refused.out, "25:99" in refused.out] == [True, True]


def test_delegations_go_in_and_are_taken_back(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "delegations.csv"
    path.write_text("Delegation,Name,Role,Arrives\nLion City,Tan Wei,Leader,2026-11-23 14:40\n,Lim,,99:99\n", "utf-8")
    before = program.json("import", "delegations", path, "--dry-run")
    assert (before["batch"], before["new"], before["rejected"]) == (None, 1, 1)
    done = program.json("import", "delegations", path)
    assert [one["code"] for one in done["problems"]] == ["unknown_person", "no_moment"]
    assert program.json("delegation", "show", "Lion")["people"][0]["role"] == "leader"
    assert "Nobody registered" in program("import", "delegations", path).out
    assert program.json("import", "undo", done["batch"])["delegations"] == 1
    assert program("delegation", "show", "Lion").status == 1


def test_a_visit_is_planned_and_a_conflict_solved_in_one_act(program: Program) -> None:
    found = program.json("visit", "plan", "--dry-run", "--seconds", "1")
    assert (found["taken"], found["changes"], found["unmet"]) == (False, [], [])
    assert (found["placed"], found["wanted"], found["blocking"]) == (6, 6, {"before": 0, "after": 0})
    (tour,) = program.json("visit", "list")
    bus = tour["vehicles"][0]["name"]
    program("visit", "vehicle", bus, "--seats", "30")
    (full, *_more) = [one for one in program.json("conflicts") if one["kind"] == "full_vehicle"]
    planned = program.json("visit", "plan", "--dry-run", "--seconds", "1")
    assert planned["blocking"]["after"] == 0
    assert len(planned["changes"]) == 2
    assert program.json("conflicts", "--solve", full["id"])["gone"]
    assert program("conflicts", "--solve", full["id"]).status != 0


def test_what_a_plan_must_keep_is_said_and_taken_back(program: Program) -> None:
    tour = program.json("visit", "show")
    group, bus, stop = tour["groups"][0], tour["vehicles"][0]["name"], tour["stops"][0]["stop"]
    one, other = (person["registration"] for person in group["people"][:2])
    before = len(tour["ties"])
    assert program.json("visit", "vehicle", bus, "--seats", "33", "--wheelchairs", "2")
    assert program.json("visit", "leaders", "apart")["leaders"] == "apart"
    assert program.json("visit", "tie", one, other, "--apart")["ties"][-1]["apart"] is True
    assert [tie["apart"] for tie in program.json("visit", "tie", other, one)["ties"][before:]] == [False]
    program.json("visit", "pin", one)
    program.json("visit", "pin", group["name"], stop)
    shown = program.json("visit", "show")
    assert (shown["vehicles"][0]["wheelchairs"], shown["leaders"]) == (2, "apart")
    assert [person["registration"] for person in shown["groups"][0]["people"] if person["pinned"]] == [one]
    assert [person["registration"] for person in shown["vehicles"][0]["people"] if person["pinned"]] == [one]
    assert [at["pinned"] for at in shown["groups"][0]["stops"]] == [True, False, False]
    assert len(program.json("visit", "tie", one, other, "--off")["ties"]) == before
    program.json("visit", "pin", group["name"], stop, "--off")
    assert not program.json("visit", "show")["groups"][0]["stops"][0]["pinned"]
    for wrong in (("tie", one, one), ("pin", "nobody"), ("pin", group["name"], "Moon"), ("pin", "Group Z", stop)):
        assert program("visit", *wrong).status == 1


def test_the_travel_table_goes_out_to_a_file_and_back(program: Program, tmp_path: Path) -> None:
    out, more = tmp_path / "travel.xlsx", tmp_path / "more.csv"
    rows = program.json("export", "travel", "--out", out)["rows"]
    assert rows == sum(len(one["minutes"]) for one in program.json("travel", "list")["legs"])
    assert program.json("travel", "import", out)["problems"] == []
    more.write_text("from,to,hour,minutes\nhkust,cyberport,0,71\nhkust,mars,8,5\n")
    done = program.json("travel", "import", more)
    assert (done["legs"], [(one["row"], one["code"]) for one in done["problems"]]) == (1, [(3, "no_such_site")])
    assert "Row 3: " in program("travel", "import", more).out
