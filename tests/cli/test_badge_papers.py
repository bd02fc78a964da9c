"""Badges from the command line: looked over, moved to where the printer needs them, on a template of one's own."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.services.badge_templates import save_template, shelf_beside, template
from tests.program import PEOPLE, Program


def test_badges_are_looked_over_without_printing(program: Program) -> None:
    found = program.json("print", "badges", "--check", "--template", "card")["misprints"]
    assert {one["problem"] for one in found} <= {"left_out", "does_not_fit", "broken_word", "missing_character"}
    people = {badge["registration"] for badge in program.json("badges", "list")}
    assert {one["registration"] for one in found} <= people
    answer = program("print", "badges", "--check", "--category", "media")
    assert answer.status == 0
    assert answer.out == "Every badge prints as it is written.\n"
    assert not any(badge["printed"] for badge in program.json("badges", "list"))


def test_a_template_is_a_file_or_one_of_one_s_own(program: Program, tmp_path: Path) -> None:
    ours = replace(template("a6"), serial=False)
    save_template(tmp_path / "ours.toml", ours)
    shelf_beside(program.path).add(ours, "Our own")
    out = tmp_path / "badges.pdf"
    serial = program.json("badges", "list")[0]["serial"]
    for named in (str(tmp_path / "ours.toml"), "our-own", "Our own"):
        assert program.json("print", "badges", "--out", out, "--template", named)["items"] == PEOPLE
        assert serial not in PdfReader(out).pages[0].extract_text()


@pytest.mark.parametrize("named", ["nobody's", "nowhere.toml"])
def test_a_template_that_is_not_there_is_refused_in_one_sentence(program: Program, tmp_path: Path, named: str) -> None:
    answer = program("print", "badges", "--out", tmp_path / "badges.pdf", "--template", named)
    assert answer.status == 1
    assert named in answer.err
    assert not (tmp_path / "badges.pdf").exists()


def test_badges_come_in_the_order_of_their_serials(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    program.json("print", "badges", "--out", out, "--by-serial", "--category", "media")
    media = {badge["serial"] for badge in program.json("badges", "list", "--category", "media")}
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert sorted(media, key=text.index) == sorted(media)


def test_all_is_moved_by_the_printer_s_offset(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    program.json("print", "badges", "--out", out, "--offset", "1.5,-0.5", "--category", "media")
    contents = PdfReader(out).pages[0].get_contents()
    assert contents is not None
    assert contents.get_data().startswith(b"q 1 0 0 1 4.252 1.417 cm")


@pytest.mark.parametrize("offset", ["1.5", "a,b", "1,2,3", "nan,0", "0,1e9", ""])
def test_an_offset_that_is_none_is_wrong_usage(program: Program, tmp_path: Path, offset: str) -> None:
    assert program("print", "badges", "--out", tmp_path / "badges.pdf", "--offset", offset).status == 2


def test_somewhere_to_print_to_is_needed(program: Program) -> None:
    answer = program("print", "badges")
    assert answer.status == 1
    assert "--out" in answer.err
