"""Every command as a script would use it: one JSON document, nothing else, the names of cli.md."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.program import PEOPLE, Program

LIST = """嘉賓類別,姓名,英文姓名,機構,職務
講者,孫　東,SUN Dong,創新科技署,署長
講者,,,無名機構,
代表,李娟女士,LI Juan,香港大學,教授
"""


def test_the_demo_tells_what_it_made(empty: Program) -> None:
    counts = empty.json("demo", "--people", "12", "--seed", "7", "--date", "2026-11-21")

    assert counts["people"] == counts["badges"] == 12
    assert empty("demo").status == 1


def test_an_event_is_made_listed_shown_and_put_in_use(empty: Program) -> None:
    first = empty.json("event", "create", "--name-zh-hant", "論壇", "--from", "2026-11-21", "--host", "香港大學")
    second = empty.json("event", "create", "--name-en", "Summit", "--from", "2026-12-01", "--to", "2026-12-02")

    assert [event["name"] for event in empty.json("event", "list")] == ["Summit", "論壇"]
    assert empty.json("event", "show")["id"] == second["id"]
    assert empty.json("event", "use", "論壇")["in_use"] is True
    assert empty.json("event", "show") == {**first, "in_use": True}
    assert first["hosts"] == ["香港大學"]
    assert (second["starts_on"], second["ends_on"], second["zone"]) == ("2026-12-01", "2026-12-02", "Asia/Hong_Kong")


def test_a_list_is_read_with_its_problems_and_taken_back(empty: Program, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text(LIST, "utf-8")

    tried = empty.json("import", "people", file, "--dry-run")
    done = empty.json("import", "people", file)

    assert {**tried, "batch": None, "event": None} == tried
    assert {name: done[name] for name in ("read", "new", "updated", "same", "rejected")} == {
        "read": 3, "new": 2, "updated": 0, "same": 0, "rejected": 1,
    }  # fmt: skip
    assert [{"row", "column", "value", "problem"} <= problem.keys() for problem in done["problems"]] == [True]
    assert empty.json("search", "孫東")[0]["name_zh"] == "孫東"
    assert empty.json("import", "people", file)["same"] == 2
    first, again = reversed(empty.json("import", "list"))
    assert (first["batch"], first["file"], first["new"], first["undone_at"]) == (done["batch"], "guests.csv", 2, None)
    assert (again["new"], again["updated"]) == (0, 0)
    assert empty.json("import", "undo", done["batch"])["registrations"] == 2
    assert empty.json("import", "list")[1]["undone_at"] is not None
    assert "guests.csv" in empty("import", "list").out
    assert empty("search", "孫東", "--json").out == "[]\n"


def test_a_list_of_another_event_is_read_with_one_word_of_warning(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text("灣區生物醫藥論壇嘉賓名單,\n日期:2023年5月8日,\n姓名,單位\n陳大文,香港城市大學\n", "utf-8")

    for more in ((), ("--dry-run",)):
        answer = program("import", "people", file, "--json", *more)
        assert answer.document["read"] == 1
        (warning,) = answer.err.splitlines()
        assert warning.startswith("This list speaks of 灣區生物醫藥論壇, but the event in use is ")


def test_a_mapping_says_what_columns_mean(empty: Program, tmp_path: Path) -> None:
    (tmp_path / "guests.csv").write_text("姓名,甲\n孫東,香港大學\n李娟,香港大學\n", "utf-8")
    (tmp_path / "map.json").write_text('{"甲": "organisation"}', "utf-8")
    (tmp_path / "bad.json").write_text("[1]", "utf-8")

    refused = empty("import", "people", tmp_path / "guests.csv", "--mapping", tmp_path / "bad.json")
    done = empty.json(
        "import", "people", tmp_path / "guests.csv", "--mapping", tmp_path / "map.json", "--category", "media"
    )

    assert (refused.status, refused.out) == (1, "")
    assert "bad.json holds no mapping" in refused.err
    assert done["new"] == 2
    (found,) = empty.json("search", "李娟")
    assert (found["organisation"], found["category_code"]) == ("香港大學", "media")


def test_a_walk_in_has_a_badge_that_admits(program: Program) -> None:
    made = program.json("register", "--name-zh", "陳大文", "--organisation", "某公司", "--category", "講者")

    (verdict,) = program("scan", made["token"], "--json").documents
    assert verdict["verdict"] == "admitted"
    assert (verdict["name"], verdict["category"], verdict["category_code"]) == ("陳大文", "Speaker", "speaker")
    assert verdict["serial"] == made["serial"]


def test_people_are_found_as_rows_and_line_by_line(program: Program) -> None:
    (first, *_) = program.json("search", "陳", "--limit", "3")
    lines = program("search", "--stdin", "--json", stdin="陳\nzzzzqqqq\n".encode()).documents

    assert set(first) >= {
        "registration", "serial", "name_zh", "name_latin", "organisation", "title", "category", "status", "score",
    }  # fmt: skip
    assert [bool(line) for line in lines] == [True, False]
    missed = program("search", "zzzzqqqq", "--json")
    assert (missed.status, missed.out) == (1, "[]\n")
    assert "zzzzqqqq" in missed.err


def test_badges_are_listed_revoked_and_given(program: Program) -> None:
    listed = program.json("badges", "list")
    revoked = program.json("badges", "revoke", listed[0]["serial"], "--why", "lost")
    media = program.json("badges", "list", "--category", "media")

    assert len(listed) == PEOPLE
    assert set(listed[0]) >= {"registration", "serial", "token", "name", "category", "printed", "revoked"}
    assert (revoked["revoked"], revoked["revoked_why"]) == (True, "lost")
    assert {badge["category_code"] for badge in media} == {"media"}
    assert program.json("badges", "issue", "--category", "media") == {"issued": 0}
    assert program.json("badges", "issue") == {"issued": 1}
    assert program("badges", "revoke", listed[0]["serial"], "--why", "again").status == 1


def test_a_check_in_is_counted_and_taken_back(program: Program) -> None:
    token = program.tokens()[0]
    (verdict,) = program("scan", token, "--json", "--at", "2026-11-21T14:02:17").documents
    report = program.json("report", "arrivals")
    undone = program.json("undo", verdict["check_in"], "--why", "wrong person")

    assert (report["arrived"], report["left"], report["expected"] - report["absent"]) == (1, 0, 1)
    assert verdict["at"] == undone["at"] == "2026-11-21T14:02:17.000+08:00"
    assert (undone["check_in"], undone["why"]) == (verdict["check_in"], "wrong person")
    assert program.json("report", "arrivals")["arrived"] == 0
    again = program("undo", verdict["check_in"])
    assert (again.status, again.out) == (1, "")
    assert program("undo", "nonsense").status == 1


def test_one_reading_is_one_line_however_long_its_note(empty: Program, tmp_path: Path) -> None:
    listing = tmp_path / "guests.csv"
    listing.write_text("姓名,機構,備註,住宿酒店\n孫東,科大,素食,海景酒店\n李然,港大,,\n", "utf-8")
    empty("import", "people", listing)
    empty("badges", "issue")

    lines = empty("scan", *empty.tokens()).out.splitlines()

    assert len(lines) == 2
    assert "素食 · 住宿酒店: 海景酒店" in lines[0]


@pytest.mark.parametrize("by", ["category", "delegation", "desk", "minute"])
def test_arrivals_add_up_whatever_they_are_counted_by(program: Program, by: str) -> None:
    program("scan", *program.tokens()[:9])

    report = program.json("report", "arrivals", "--by", by)

    assert set(report["rows"][0]) >= {"name", "expected", "arrived", "left", "absent"}
    assert sum(row["arrived"] for row in report["rows"]) == report["arrived"] > 0


def test_badges_are_printed_once_where_only_unprinted_ones_are_wanted(program: Program, tmp_path: Path) -> None:
    printed = program.json("print", "badges", "--out", tmp_path / "media.pdf", "--category", "media", "--jobs", "2")
    again = program("print", "badges", "--out", tmp_path / "again.pdf", "--category", "media", "--unprinted")

    assert (tmp_path / "media.pdf").read_bytes().startswith(b"%PDF")
    assert set(printed) >= {"file", "pages", "items", "revision", "seconds"}
    assert {badge["printed"] for badge in program.json("badges", "list", "--category", "media")} == {True}
    assert (again.status, (tmp_path / "again.pdf").exists()) == (1, False)


@pytest.mark.parametrize("kind", ["people", "check-ins"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_lists_are_exported(program: Program, tmp_path: Path, kind: str, ending: str) -> None:
    program("scan", *program.tokens()[:5])

    done = program.json("export", kind, "--out", tmp_path / f"list.{ending}")

    assert done["file"].endswith(ending)
    assert done["rows"] == (PEOPLE if kind == "people" else 5)
    assert (tmp_path / f"list.{ending}").stat().st_size > 0


@pytest.mark.parametrize("keys", [(), ("--with-keys",)])
def test_a_backup_brings_back_what_was_there(program: Program, tmp_path: Path, keys: tuple[str, ...]) -> None:
    done = program.json("backup", "--out", tmp_path / "copy.db", *keys)
    program("scan", program.tokens()[0])
    restored = program.json("restore", tmp_path / "copy.db")

    assert done["bytes"] == (tmp_path / "copy.db").stat().st_size
    assert Path(restored["kept"]).exists()
    assert program.json("report", "arrivals")["arrived"] == 0
    assert program.json("verify")["ok"] is True
    assert program("backup", "--out", tmp_path / "copy.db").status == 1


def test_nothing_is_restored_while_a_desk_has_the_database(program: Program, tmp_path: Path, start: Any) -> None:
    program("backup", "--out", tmp_path / "copy.db")
    desk = start(program.path, "scan", "--stdin")
    desk.stdin.write(b"1\n")
    desk.stdin.flush()
    desk.stdout.readline()

    refused = program("restore", tmp_path / "copy.db")

    assert (refused.status, refused.out) == (1, "")
    assert "Another program" in refused.err
    desk.stdin.close()
    assert desk.wait() == 0
    assert program("restore", tmp_path / "copy.db").status == 0


def test_screens_ask_the_window_for_what_is_wanted(program: Program, tmp_path: Path) -> None:
    everything = program.json("screens", "--out", tmp_path)
    program("screens", "--out", tmp_path, "--lang", "en", "zh-HK", "--theme", "dark", "--size", "1024x600")

    assert everything == [str(tmp_path / "desk.png")]
    assert program.pictures == [
        {
            "languages": ["zh-Hant", "zh-Hans", "en"],
            "themes": ["light", "dark", "contrast"],
            "size": (1280, 800),
            "only": (),
        },
        {"languages": ["en", "zh-Hant"], "themes": ["dark"], "size": (1024, 600), "only": ()},
    ]


def test_the_doctor_changes_nothing(empty: Program) -> None:
    found = {finding["what"]: finding for finding in empty.json("doctor")}

    assert {"display", "window", "fonts", "database", "disk"} <= found.keys()
    assert found["window"]["ok"] is True
    assert not empty.path.exists()


@pytest.mark.parametrize(("language", "speaker"), [("en", "Speaker"), ("zh-Hant", "講者"), ("zh-Hans", "讲者")])
def test_categories_are_named_in_the_language_asked_for(program: Program, language: str, speaker: str) -> None:
    badges = program.json("badges", "list", "--category", "speaker", "--lang", language)

    assert {badge["category"] for badge in badges} == {speaker}
    for words in (["badges", "list"], ["report", "arrivals"], ["search", badges[0]["name"]]):
        answer = program(*words, "--lang", language)
        assert (answer.status, answer.err) == (0, "")
        assert speaker in answer.out


def test_ids_are_uuids_and_times_have_the_events_offset(program: Program) -> None:
    (verdict,) = program("scan", program.tokens()[0], "--json").documents

    assert UUID(verdict["registration"]) != UUID(verdict["check_in"])
    assert str(datetime.fromisoformat(verdict["at"]).utcoffset()) == "8:00:00"


def test_a_reading_of_a_list_is_given_back_and_taken_as_a_mapping(empty: Program, tmp_path: Path) -> None:
    guests, said = tmp_path / "guests.csv", tmp_path / "map.json"
    guests.write_text("名單,,\n甲,乙,丙\n孫東,創科局,A1\n", "utf-8")
    reading = {"sheet": "guests", "header_row": 2, "columns": {"甲": "name", "乙": "organisation"}, "hidden": False}
    said.write_text(json.dumps(reading), "utf-8")

    tried = empty.json("import", "people", guests, "--mapping", said, "--dry-run")
    assert tried["mapping"] == {**reading, "columns": {"甲": "name", "乙": "organisation", "丙": ""}}
    said.write_text(json.dumps(tried["mapping"]), "utf-8")
    assert empty.json("import", "people", guests, "--mapping", said)["new"] == 1
    refused = empty("import", "people", guests, "--mapping", _written(tmp_path, {"sheet": "x", "columns": {}}))
    assert (refused.status, "has no sheet “x”" in refused.err) == (1, True)


def test_the_encoding_of_a_list_is_named_and_can_be_told(empty: Program, tmp_path: Path) -> None:
    guests = tmp_path / "guests.csv"
    guests.write_bytes("姓名,單位\n陳大文,科大\n".encode("big5"))
    assert empty.json("import", "people", guests, "--dry-run")["encoding"] == "big5hkscs"
    told = empty.json("import", "people", guests, "--encoding", "cp950", "--dry-run")
    assert (told["new"], told["encoding"], told["mapping"]["encoding"]) == (1, "cp950", "cp950")
    refused = empty("import", "people", guests, "--encoding", "utf-8", "--dry-run")
    assert (refused.status, "no text in UTF-8" in refused.err) == (1, True)


def test_who_is_no_longer_on_a_list_is_named_and_cancelled_if_so_said(empty: Program, tmp_path: Path) -> None:
    guests = tmp_path / "guests.csv"
    guests.write_text("姓名,單位\n孫東,創科局\n李娟,城大\n王小明,港大\n", "utf-8")
    empty.json("import", "people", guests)
    guests.write_text("姓名,單位\n孫東,創科局\n李娟,城大\n", "utf-8")

    tried = empty.json("import", "people", guests, "--dry-run")
    done = empty.json("import", "people", guests, "--cancel-missing")
    assert [one["name"] for one in tried["missing"]] == [one["name"] for one in done["missing"]] == ["王小明"]
    assert (tried["cancelled"], done["cancelled"]) == (0, 1)
    assert empty.json("search", "王小明")[0]["status"] == "cancelled"


def _written(folder: Path, document: object) -> Path:
    path = folder / "other.json"
    path.write_text(json.dumps(document), "utf-8")
    return path
