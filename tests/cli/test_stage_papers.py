"""Papers of the programme from the command line: each kind, its filters, and whether one is still right."""

from pathlib import Path

from pypdf import PdfReader

from desktop.domain.paper_kinds import PaperKind
from tests.program import Program

# The halls of the demo have no seats drawn.
KINDS = [kind.value for kind in PaperKind if kind is not PaperKind.SEATING_PLAN]
ASKED = {"place-list": ["--by-name"], "agenda": ["--language", "zh-Hant,en", "--format", "a5-folded"]}


def test_each_paper_is_written_and_known_by_its_code(program: Program, tmp_path: Path) -> None:
    for kind in KINDS:
        out = tmp_path / f"{kind}.pdf"
        made = program.json("print", kind, "--out", out, *ASKED.get(kind, []))
        assert {"file", "pages", "items", "revision", "seconds", "code", "number"} <= made.keys()
        assert made["pages"] == len(PdfReader(out).pages)
        assert made["number"] == 1
        known = program.json("paper", made["code"])
        assert (known["kind"], known["latest"]) == (kind, True)


def test_a_paper_is_of_a_part_of_the_programme(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    everything = program.json("print", "run-sheet", "--out", out)["items"]
    assert program.json("print", "run-sheet", "--out", out, "--item", "13")["items"] == 1 < everything
    cards = program.json("print", "cue-cards", "--out", out)["items"]
    assert 0 < program.json("print", "cue-cards", "--out", out, "--department", "sound")["items"] < cards
    assert program.json("print", "table-cards", "--out", out, "--category", "media")["items"] > 0
    found = program.json("papers")
    assert [one["latest"] for one in found] == [True] * 5
    assert "run-sheet" in {one["kind"] for one in found}


def test_itineraries_and_manifests_are_for_whom_one_asks(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"

    def pages(*asked: str) -> int:
        return int(program.json("print", *asked, "--out", out)["pages"])

    delegation = program.json("delegation", "list")[0]
    group, (one, other) = delegation["delegation"], [who["registration"] for who in delegation["people"][:2]]
    assert pages("itinerary", "--delegation", group) < pages("itinerary", "--delegation", group, "--for", "people")
    assert pages("itinerary", "--vehicle", "SD 1001") == pages("driver-sheet", "--vehicle", "SD 1001") == 1
    assert pages("itinerary", "--person", one, "--person", other, "--format", "pocket") == 2
    assert pages("itinerary", "--for", "hosts", "--visit", "Innovation tour") == 4
    assert pages("itinerary", "--stop", "Cyberport") == 1
    assert pages("manifest", "--vehicle", "SD 1001") < pages("manifest")
    said = program("papers").out
    assert "Itinerary · for each host" in said
    assert "each in their own language" in said
    for words in (("manifest", "--vehicle", "no bus"), ("itinerary", "--delegation", "nobody's")):
        answer = program("print", *words, "--out", tmp_path / "none.pdf")
        assert (answer.status, "Those of this event are" in answer.err) == (1, True)


def test_what_is_not_there_is_refused_in_one_sentence(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    for words, status, said in (
        (("agenda", "--item", "no such item"), 1, "no such item"),
        (("agenda", "--hall", "no such hall"), 1, "no such hall"),
        (("agenda", "--day", "2001-01-01"), 1, "nothing to print"),
        (("agenda", "--format", "a6"), 2, "a6"),
        (("agenda", "--language", "fr"), 2, "fr"),
        (("agenda", "--language", "en,zh-Hant,zh-Hans"), 2, "zh-Hans"),
    ):
        answer = program("print", *words, "--out", out)
        assert (answer.status, out.exists()) == (status, False)
        assert said in answer.err
    assert "123" in program("paper", "123").err
