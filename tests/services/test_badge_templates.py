"""This machine's own badge templates: kept beside the database, named apart, refused where they make no sense."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import UserError
from desktop.files import NoFolder
from desktop.services.badge_templates import (
    ENDING,
    BadTemplate,
    Box,
    NamelessTemplate,
    Names,
    OfTheProgram,
    Shelf,
    TemplateNamedTwice,
    save_template,
    shelf_beside,
    template,
    template_names,
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_beside(tmp_path / "summit.db")


def test_a_copy_is_kept_as_a_file_beside_the_database_and_found_again(shelf: Shelf, tmp_path: Path) -> None:
    made = shelf.add(replace(template("a6"), names=Names.LATIN), "Our own A6")
    assert made.name == "our-own-a6"
    assert (tmp_path / "badge-templates" / f"our-own-a6{ENDING}").is_file()
    assert shelf_beside(tmp_path / "summit.db").own() == [made]
    assert shelf.find("our-own-a6") == shelf.find("OUR OWN A6") == made
    assert made.names is Names.LATIN


def test_names_and_titles_never_clash(shelf: Shelf) -> None:
    titles = [shelf.add(template("a6"), title).title for title in ("峰會", "峰會", "A6", "con", "???", "峰會 ")]
    assert titles == ["峰會", "峰會 (2)", "A6", "con", "???", "峰會 (3)"]
    names = [one.name for one in shelf.own()]
    assert len({name.casefold() for name in names}) == 6
    assert not {*names} & {*template_names(), "con", ""}


def test_a_title_may_not_be_another_s_or_empty(shelf: Shelf) -> None:
    shelf.add(template("card"), "Press")
    other = shelf.add(template("card"), "Crew")
    with pytest.raises(TemplateNamedTwice, match="press"):
        shelf.keep(replace(other, title="press"))
    with pytest.raises(NamelessTemplate):
        shelf.keep(replace(other, title="  "))
    with pytest.raises(OfTheProgram):
        shelf.keep(template("card"))
    assert [one.title for one in shelf.own()] == ["Crew", "Press"]


def test_what_makes_no_sense_is_refused_and_what_was_kept_stays(shelf: Shelf) -> None:
    made = shelf.add(template("a6"), "Ours")
    with pytest.raises(BadTemplate):
        shelf.keep(replace(made, boxes={**made.boxes, "qr": Box(0, 0, 5, 5)}))
    assert shelf.own() == [made]


def test_one_that_is_deleted_can_be_kept_again(shelf: Shelf) -> None:
    made = shelf.add(template("a6"), "Ours")
    shelf.remove(made.name)
    shelf.remove(made.name)
    assert shelf.own() == []
    assert shelf.keep(made) == made
    assert shelf.own() == [made]


def test_a_file_of_somebody_else_s_is_taken_in_under_a_free_title(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "a6.toml"
    save_template(file, replace(template("a6"), title="Ours"))
    assert [shelf.take_in(file).title for _ in range(2)] == ["Ours", "Ours (2)"]
    save_template(file, template("a6"))
    assert shelf.take_in(file).title == "a6"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00" * 100_000, b"format = 99", b"format = 1\n[page]\nsize = [1e308, 1e308]", b"[" * 50_000,
        "format = 1\ntitle = \"\u202e\"".encode(), b"PK\x03\x04", b"\xff\xfe\x00",
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_one_sentence_and_never_kept(shelf: Shelf, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    with pytest.raises(UserError) as refused:
        shelf.take_in(file)
    assert str(refused.value).endswith(".")
    assert shelf.own() == []


def test_a_damaged_file_on_the_shelf_hides_nothing_else(shelf: Shelf) -> None:
    made = shelf.add(template("a6"), "Ours")
    (shelf.folder / f"broken{ENDING}").write_bytes(b"\xff")
    (shelf.folder / f"a6{ENDING}").write_bytes(b"format = 1")
    assert shelf.own() == [made]
    assert shelf.find("a6") == template("a6")


def test_where_nothing_may_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(NoFolder):
        Shelf(tmp_path / "taken" / "badge-templates").add(template("a6"), "Ours")
