"""Printers from the command line: set up, asked, tried, printed on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.config import load_settings
from tests.devices.fakes import FakeZebra
from tests.program import PEOPLE, Answer, Program


@pytest.fixture
def printer() -> Iterator[FakeZebra]:
    with FakeZebra() as fake:
        yield fake


def say(program: Program, *words: str) -> Answer:
    """As typed one after another: each command finds what the one before has saved."""
    saved = replace(program.settings, printers=load_settings().printers)
    return replace(program, settings=saved)(*words)


@pytest.fixture
def ready(program: Program, printer: FakeZebra) -> Program:
    answer = say(
        program, "printers", "add", printer.address, "--kind", "zebra", "--name", "Door", "--template", "label-4x6"
    )
    assert answer.status == 0, answer.err
    return program


def test_a_printer_is_set_up_changed_and_forgotten(ready: Program) -> None:
    assert say(ready, "printers", "add", "Office").status == 0
    assert say(ready, "printers", "change", "door", "--right", "1.5", "--down", "-0.5", "--dpi", "300").status == 0
    assert say(ready, "printers", "change", "Office", "--first").status == 0

    office, door = say(ready, "printers", "list", "--json").document["printers"]
    assert (office["name"], office["kind"], office["template"]) == ("Office", "system", "a6")
    assert (door["right"], door["down"], door["dpi"], door["template"]) == (1.5, -0.5, 300, "label-4x6")
    assert say(ready, "printers", "remove", "Office").status == 0
    assert [one["name"] for one in say(ready, "printers", "list", "--json").document["printers"]] == ["Door"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", " "], "Enter where the printer is"),
        (["add", "x", "--name", "door"], "There is another printer called door."),
        (["add", "x", "--right", "51"], "The offset is in millimetres, from −50 to 50."),
        (["add", "x", "--down", "nan"], "The offset is in millimetres, from −50 to 50."),
        (["add", "x", "--kind", "zebra", "--dpi", "72"], "A Zebra has 203, 300, 600 dots per inch, not 72."),
        (["add", "x", "--template", "b7"], "There is no badge template"),
        (["test", "Lobby"], "No printer is called Lobby here. These are set up: Door."),
        (["change", "Lobby"], "No printer is called Lobby here."),
    ],
)
def test_what_can_not_be_is_refused_in_one_sentence(ready: Program, words: list[str], said: str) -> None:
    before = load_settings()

    answer = say(ready, "printers", *words)

    assert answer.status == 1
    assert answer.err.startswith(said)
    assert load_settings() == before


def test_without_a_printer_that_is_said(program: Program) -> None:
    answer = say(program, "printers", "test", "Door")

    assert (answer.status, answer.err) == (1, "No printer is set up on this computer. Add one in the settings.\n")


def test_a_printer_is_asked_and_tried(ready: Program, printer: FakeZebra) -> None:
    assert say(ready, "printers", "ask", "Door").out == "Door is ready.\n"
    assert say(ready, "printers", "test", "Door").out == "Door has printed the test badge.\n"
    assert say(ready, "printers", "calibrate", "Door").out == "Door has printed the calibration page.\n"
    assert len(printer.printed) == 2

    printer.head_open = True
    answer = say(ready, "printers", "ask", "Door")
    assert (answer.status, answer.err) == (1, "Door is open. Close it, or print on another printer.\n")


def test_badges_go_to_a_printer_and_what_is_left_is_said(ready: Program, printer: FakeZebra) -> None:
    printer.paper_for = 2

    answer = say(ready, "print", "badges", "--printer", "Door", "--category", "vip", "--json")

    assert answer.status == 1
    assert answer.err == "Door is out of paper. Put some in, or print on another printer.\n"
    (done,) = answer.documents
    assert (done["printer"], done["items"], done["pages"]) == ("Door", 2, 2)
    printer.fill()
    rest = say(ready, "print", "badges", "--printer", "Door", "--category", "vip", "--unprinted", "--json").document
    assert rest["items"] == len(done["left"])
    assert len(printer.printed) == 2 + rest["items"] < PEOPLE


def test_a_doubt_is_shown_and_settled(ready: Program, printer: FakeZebra) -> None:
    printer.dies_at = 1
    assert say(ready, "print", "badges", "--printer", "Door", "--category", "vip").status == 1

    (doubt,) = say(ready, "printers", "doubts", "--json").document
    assert (doubt["printer"], len(doubt["registrations"])) == ("Door", 1)
    assert doubt["id"] in say(ready, "printers", "doubts").out
    settled = say(ready, "printers", "settle", doubt["id"], "--came-out")

    assert settled.out == "1 badge is settled.\n"
    assert say(ready, "printers", "doubts", "--json").document == []
    printed = [badge for badge in ready.json("badges", "list") if badge["printed"]]
    assert [badge["registration"] for badge in printed] == doubt["registrations"]


def test_a_second_badge_of_the_same_code_is_not_printed_and_a_new_one_says_why(
    ready: Program, printer: FakeZebra
) -> None:
    batch = "print", "badges", "--printer", "Door", "--category", "vip"
    first = say(ready, *batch, "--json").document["items"]
    vips = {badge["serial"] for badge in ready.json("badges", "list", "--category", "vip")}

    refused = say(ready, *batch)
    assert (refused.status, len(printer.printed)) == (1, first)
    assert refused.err.startswith(f"Already on paper, with the code that they have: {first}.")
    assert say(ready, *batch, "--again", " ").status == 2
    assert say(ready, *batch, "--again", "x", "--unprinted").status == 2
    printer.paper_out = True
    assert say(ready, *batch, "--again", "wrong colour").status == 1
    assert not any(badge["revoked"] for badge in ready.json("badges", "list"))

    printer.paper_out = False
    assert say(ready, *batch, "--again", "wrong colour", "--json").document["items"] == first
    after = ready.json("badges", "list", "--category", "vip")
    assert {badge["serial"] for badge in after if badge["revoked_why"] == "wrong colour"} == vips
    again = {badge["serial"] for badge in after if badge["printed"] and not badge["revoked"]}
    assert len(again) == first
    assert not again & vips
    (latest, before) = ready.json("person", "show", sorted(again)[0])["prints"]
    assert (latest["printer"], latest["template"], latest["desk"]) == ("Door", "label-4x6", "A")
    assert before["serial"] in vips


def test_a_file_may_be_written_twice_and_says_how_many_were_printed_before(program: Program, tmp_path: Path) -> None:
    batch = "print", "badges", "--out", tmp_path / "b.pdf", "--category", "media"
    assert program.json(*batch)["printed_before"] == 0
    n = program.json(*batch)["printed_before"]
    assert n > 0
    assert f"{n} of them were printed before with the same code." in program(*batch).out
    assert program.json(*batch, "--again", "reissued")["printed_before"] == 0
    assert sum(badge["revoked"] for badge in program.json("badges", "list")) == n
