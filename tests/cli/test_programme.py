"""import programme and export programme, as they are typed."""

from pathlib import Path

from tests.program import Program
from tests.world import GUEST_LIST

REAL = GUEST_LIST.with_name("programme.csv")


def test_the_real_programme_goes_in_and_comes_out_in_every_form(empty: Program, tmp_path: Path) -> None:
    empty.json("import", "people", GUEST_LIST)
    looked = empty.json("import", "programme", REAL, "--dry-run")
    assert (looked["batch"], looked["new"], looked["problems"]) == (None, 15, [])
    done = empty.json("import", "programme", REAL)
    assert [done[name] for name in ("read", "new", "updated", "same", "rejected", "problems")] == [15, 15, 0, 0, 0, []]
    assert empty.json("import", "programme", REAL)["same"] == 15
    for ending in ("xlsx", "csv", "ics", "xml", "json"):
        out = tmp_path / f"programme.{ending}"
        assert empty.json("export", "programme", "--out", out, "--lang", "zh-Hant") == {"file": str(out), "rows": 15}
        if ending in ("xlsx", "csv", "xml"):
            assert empty.json("import", "programme", out, "--dry-run")["same"] == 15
    undone = empty.json("import", "undo", done["batch"])
    assert (undone["items"], undone["people"]) == (15, 0)
    assert empty.json("export", "programme", "--out", tmp_path / "none.csv")["rows"] == 0
    assert empty.json("export", "programme", "--out", tmp_path / "gone.ics")["rows"] == 15


def test_problems_are_told_by_row_column_and_value(empty: Program, tmp_path: Path) -> None:
    path = tmp_path / "programme.csv"
    path.write_text(
        "id,日期,開始,結束,項目,講者\n1,2023-04-12,14:00,14:30,開幕,陳小明\n1,2023-04-12,15:00,15:30,致辭,\n"
        "2,2023-04-12,25:99,,合影,\n3,2023-04-12,17:00,16:00,酒會,\n",
        encoding="utf-8",
    )
    done = empty.json("import", "programme", path)
    assert [(one["row"], one["column"], one["value"], one["code"], one["rejected"]) for one in done["problems"]] == [
        (2, "講者", "陳小明", "unknown_person", False),
        (3, "id", "1", "same_id", True),
        (4, "開始", "25:99", "bad_time", True),
        (5, "結束", "16:00", "ends_before_start", True),
    ]
    assert (done["read"], done["new"], done["rejected"]) == (4, 1, 3)
    assert [event["starts_on"] for event in empty.json("event", "list")] == ["2023-04-12"]
    answer = empty("import", "programme", path)
    assert answer.status == 0
    assert "25:99" in answer.out


def test_a_refusal_is_one_sentence_and_changes_nothing(empty: Program, tmp_path: Path) -> None:
    path = tmp_path / "programme.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    for words in (
        ("import", "programme", path),
        ("import", "programme", tmp_path / "none.csv"),
        ("export", "programme", "--out", tmp_path / "p.csv"),
    ):
        answer = empty(*words)
        assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert not empty.path.exists()
