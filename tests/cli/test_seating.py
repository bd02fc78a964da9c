"""``summit-desk seating``: layouts from the command line."""

from pathlib import Path

import pytest

from tests.program import Program


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("rostrum --people 1,2,3,4,5 --convention domestic", ["5 3 1 2 4"]),
        ("rostrum --people 1,2,3,4,5", ["4 2 1 3 5"]),
        ("photo --people 1,2,3,4,5,6,7 --rows 2 --convention domestic", ["3 1 2", "6 4 5 7"]),
        ("photo --people 1，2、3,4 --sizes 1,3", ["1", "3 2 4"]),
        ("rostrum --people \x071,\u202e2,\u200b", ["2 1"]),
        ("interleaved --hosts H1,H2,H3 --guests G1,G2", ["H2 G1 H1 G2 H3"]),
        ("interleaved --hosts H1,H2,H3 --guests G1,G2 --from-stage", ["H3 G2 H1 G1 H2"]),
        ("signing-table --hosts H,H1,H2,H3 --guests G,G1,G2,G3", ["G H", "G3 G2 G1 H1 H2 H3"]),
        (
            "signing-table --hosts H --guests G --host-assistants h --guest-assistants g --people 1,2,3",
            ["g G H h", "2 1 3"],
        ),
        ("chair --people 王,丁,李 --order strokes", ["王 李", "丁"]),
        ("chair --people Zeta,Alpha,丁 --order latin", ["Zeta 丁", "Alpha"]),
        ("batch --hosts A,C --guests B,D --people 1,2", ["B A D C", "2 1"]),
        ("batch --people A,B,C,D", ["B A D C"]),
        ("car --people 1,2,3,4", ["4", "1 3 2"]),
        ("car --people 1,2 --hosts escort --traffic right", ["escort", "2 1"]),
    ],
)
def test_layouts_are_given_with_the_front_row_first_seen_from_the_audience(
    empty: Program, words: str, rows: list[str]
) -> None:
    assert empty.json("seating", *words.split()) == {"rows": [row.split() for row in rows]}
    assert [line.split() for line in empty("seating", *words.split()).out.splitlines()] == [row.split() for row in rows]


def test_guests_are_named_by_registration_or_serial_and_free_names_stay_as_they_are(program: Program) -> None:
    first, second = program.json("badges", "list")[:2]
    shown = program.json("seating", "rostrum", "--people", f"{first['registration']},路人甲,{second['serial']},ABCDEF")

    assert shown == {"rows": [["ABCDEF", "路人甲", first["name"], second["name"]]]}


def test_what_cannot_be_placed_is_refused_in_one_sentence(empty: Program) -> None:
    nobody = "01890000-0000-7000-8000-000000000000"
    for words, status, said in (
        ("interleaved --hosts A", 1, "--guests"),
        ("signing-table --people A", 1, "--hosts A,B --guests C,D"),
        ("rostrum", 1, "--people A,B,C"),
        ("rostrum --people ,", 2, "--people"),
        ("sofa --people A", 2, "sofa"),
        ("photo --people A --rows 0", 2, "--rows"),
    ):
        answer = empty("seating", *words.split())
        assert (answer.status, answer.out) == (status, "")
        assert said in answer.err
    assert not empty.path.exists()
    assert empty.json("seating", "rostrum", "--people", nobody) == {"rows": [[nobody]]}


def test_a_key_of_nobody_at_the_event_is_refused(program: Program) -> None:
    nobody = "01890000-0000-7000-8000-000000000000"
    answer = program("seating", "rostrum", "--people", f"A,{nobody}")

    assert (answer.status, answer.out) == (1, "")
    assert nobody in answer.err


def test_the_order_of_guests_is_told_with_its_reasons_and_changed_by_hand(program: Program, tmp_path: Path) -> None:
    before = program.json("precedence", "show")
    assert {row["why"] for row in before} >= {"category", "post"}
    *_, made = program.json("precedence", "add", "hong-kong", "--ties", "strokes")
    assert (made["ties"], len(made["classes"])) == ("strokes", 23)
    first = program.json("precedence", "show")[0]
    assert first["why"] in {"post", "honour"}

    last = before[-1]["registration"]
    put = program.json("precedence", "place", last, "--at", "1", "--special", "--why", "from the capital")
    assert (put["place"], put["said"]) == (1, "Special guest, put here by hand: from the capital")
    back = program.json("precedence", "place", last, "--by-rule")
    assert back["place"] > 1
    chosen = program.json("precedence", "place", last, "--class", "Chief Executive")
    assert (chosen["place"], chosen["said"]) == (1, "Chief Executive, chosen by hand")
    assert "Chief Executive" in program("precedence", "show").out
    assert "By date of appointment, then by strokes" in program("precedence", "lists").out

    (tmp_path / "own.csv").write_text("rank,class_en\nfirst,Mayor\n", "utf-8")
    for words in (
        ("place", last, "--at", "2"), ("place", last, "--class", "Emperor"), ("add", tmp_path / "own.csv"),
    ):  # fmt: skip
        answer = program("precedence", *words)
        assert (answer.status, answer.out) == (1, "")


def test_guests_are_seated_from_the_command_line(program: Program, tmp_path: Path) -> None:
    (tmp_path / "blocks.csv").write_text("name,tables,rows,seats\n前,,2,30\n桌,3,,10\n", "utf-8")
    program.json("seats", "clear")
    made = program.json("seats", "import", tmp_path / "blocks.csv")
    assert [(one["name"], one["rows"], one["round"], one["y"]) for one in made] == [
        ("前", 2, False, 0),
        ("桌", 3, True, 2),
    ]

    done = program.json("seats", "fill", "桌", "--category", "vip")
    assert done["given"][0]["seat"] == "桌2-01"
    filled = program.json("seats", "fill", "前", "桌")
    assert filled["left_over"]
    first = filled["given"][0]
    assert first["seat"] in {"前1-15", "前1-16"}
    assert program("seats", "give", first["registration"], "桌2-01").status == 1
    assert program.json("seats", "give", first["registration"], "桌2-01", "--swap")["seat"] == "桌2-01"

    shown = program.json("seats", "show")
    assert [one["taken"] for one in shown["blocks"] if one["name"] in "前桌"] == [60, 30]
    assert (shown["doubles"], shown["elsewhere"]) == ([], [])
    assert program.json("seats", "clear", first["registration"]) == {"cleared": 1}
    assert program("seats", "fill", "nowhere").status == 1
    assert "前" in program("seats", "show").out
