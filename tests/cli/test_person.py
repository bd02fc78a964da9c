from pathlib import Path

from PIL import Image

from tests.program import Program


def two(program: Program) -> tuple[str, str]:
    """The serials of 孫東, who is on the list twice."""
    program.json("event", "create", "--name-en", "Summit", "--from", "2026-11-21")
    one = program.json("register", "--name-zh", "孫東", "--organisation", "科大", "--category", "vip")
    other = program.json("register", "--name-zh", "孙东", "--organisation", "科大", "--category", "delegate")
    return one["serial"], other["serial"]


def test_two_records_are_found_merged_and_separated(empty: Program) -> None:
    kept, other = two(empty)
    (pair,) = empty.json("person", "duplicates")
    assert pair["why"] == "name"
    assert {record["name_zh"] for record in pair["records"]} == {"孫東", "孙东"}

    merged = empty.json("person", "merge", kept, other, "--take", "category_id")
    assert (merged["name_zh"], merged["category"], merged["badges"]) == ("孫東", "Delegate", [kept])
    assert empty.json("person", "duplicates") == []

    empty.json("person", "separate", merged["merged"][0])
    assert empty.json("person", "show", other)["name_zh"] == "孙东"
    assert empty.json("person", "show", kept)["category"] == "VIP"
    assert empty("person", "separate", merged["merged"][0]).status == 1
    assert empty("person", "merge", kept, kept).status == 1


def test_a_companion_and_a_photo(empty: Program, tmp_path: Path) -> None:
    guest, _other = two(empty)
    empty.json("register", "--name-zh", "李然", "--category", "vip", "--companion-of", guest)
    assert empty.json("person", "show", guest)["companions"] == ["李然"]
    assert empty.json("person", "show", "李然")["comes_with"] == "孫東"

    picture = tmp_path / "face.png"
    Image.new("RGB", (300, 300), "teal").save(picture)
    assert 0 < empty.json("person", "photo", guest, picture)["photo_bytes"] <= 40_000
    assert empty.json("person", "photo", guest)["photo_bytes"] == 0
    picture.write_text("no picture", "utf-8")
    for file in (picture, tmp_path / "gone.png"):
        refused = empty("person", "photo", guest, file)
        assert refused.status == 1
        assert refused.err.count("\n") == 1


def test_what_people_read_is_a_table(empty: Program) -> None:
    guest, _other = two(empty)
    assert "孫東" in empty("person", "show", guest).out
    assert "same name" in empty("person", "duplicates").out
