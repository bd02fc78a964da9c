from pathlib import Path

from scripts import build_strokes


def test_the_stored_table_is_what_the_collation_gives() -> None:
    assert build_strokes.TABLE.read_text("utf-8") == build_strokes.table()


def test_characters_stand_at_their_strokes() -> None:
    lines = Path(build_strokes.TABLE).read_text("utf-8").splitlines()
    for character, strokes in {"一": 1, "丁": 2, "李": 7, "東": 8, "陳": 11, "歐": 15, "龍": 16}.items():
        assert character in lines[strokes - 1]
