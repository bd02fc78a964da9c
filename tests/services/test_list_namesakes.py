"""Namesakes on a list and in the database: who is one person and who are two, and what a respelled number is."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.models import Person
from desktop.progress import Progress
from desktop.services import events, imports, people, people_list
from desktop.services.events import EventRow
from desktop.services.import_write import NobodyListed
from desktop.services.imports import Imported
from desktop.services.listings import with_choices
from tests.world import World


def brought(
    world: World, folder: Path, text: str, event: EventRow | None = None, *, choices: dict[int, bool] | None = None
) -> Imported:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    listing = imports.read_list(path)
    listing = with_choices(listing, {(0, row): same for row, same in (choices or {}).items()})
    with world.db.write() as session:
        if event is None:
            event = next((one for one in events.events(session) if one.in_use), None)
        return imports.import_people(session, listing, event.id if event else None, Progress())


def counts(done: Imported) -> tuple[int, int, int, list[str]]:
    return done.new, done.updated, done.same, [problem.code for problem in done.problems]


HEADER = "姓名,單位,職務,電話,電郵\n"


@pytest.mark.parametrize(
    ("rows", "new", "problems"),
    [
        ("王伟,甲公司,,91110001,\n王伟,甲公司,,91110002,\n", 2, []),
        ("王伟,甲公司,,,a@example.org\n王偉,甲公司,,,b@example.org\n", 2, []),
        ("王伟,甲公司,經理,,\n王伟,甲公司,董事,,\n", 2, ["namesake_above"]),
        ("王伟,甲公司,經理,91110001,\n王伟,甲公司,董事,+852 9111 0001 / 92220002,\n", 1, ["listed_twice"]),
        ("王伟,甲公司,,91110001,\n王伟,甲公司,,,\n", 1, ["listed_twice"]),
        ("王伟,甲公司,,,\n王偉,甲公司,,,\n", 1, ["listed_twice"]),
        ("王伟,甲公司,,,\n王伟,乙公司,,,\n", 2, []),
    ],
)
def test_namesakes_on_one_list_are_two_where_something_tells_them_apart(
    world: World, tmp_path: Path, rows: str, new: int, problems: list[str]
) -> None:
    done = brought(world, tmp_path, HEADER + rows)
    assert (done.new, [problem.code for problem in done.problems]) == (new, problems)
    again = brought(world, tmp_path, HEADER + rows)
    assert (again.new, again.updated, again.same) == (0, 0, new)


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("王伟,甲公司,,91110001,", "王伟,甲公司,,91110002,", (1, 0, 0, ["perhaps_two"])),
        ("王伟,甲公司,經理,91110001,", "王伟,甲公司,經理,91110002,", (0, 1, 0, ["perhaps_same"])),
        ("王伟,甲公司,,91110001 / 92220002,", "王伟,乙公司,,+852 9222 0002,", (0, 1, 0, [])),
        ("王伟,甲公司,,91110001,", "王伟,甲公司,,9111 0001,", (0, 0, 1, [])),
        ("王伟,甲公司,,91110001,", "王偉,甲公司,,(852) 9111-0001,", (0, 0, 1, [])),
        ("王伟,甲公司,,91110001 / 92220002,", "王伟,甲公司,,92220002,", (0, 0, 1, [])),
        ("王伟,甲公司,,91110001,", "王伟,甲公司,,91110001 / 92220002,", (0, 1, 0, [])),
        ("王伟,甲公司,,,a@example.org", "王伟,甲公司,,,A@Example.org", (0, 0, 1, [])),
        ("王伟,甲公司,,分機 12,", "王伟,甲公司,,分機 12,", (0, 0, 1, [])),
        ("王伟,甲公司,經理,,", "王伟,甲公司,董事,,", (0, 1, 0, [])),
        ("王伟,甲公司,,91110001,", "李伟,甲公司,,91110001,", (1, 0, 0, [])),
    ],
)
def test_a_known_person_is_another_where_phone_or_mail_say_so(
    world: World, tmp_path: Path, first: str, then: str, expected: tuple[int, int, int, list[str]]
) -> None:
    brought(world, tmp_path, f"{HEADER}{first}\n")
    assert counts(brought(world, tmp_path, f"{HEADER}{then}\n")) == expected


def test_each_of_two_namesakes_finds_the_own_record_in_whatever_order(world: World, tmp_path: Path) -> None:
    one, two = "王伟,甲公司,經理,91110001,", "王伟,甲公司,董事,91110002,"
    brought(world, tmp_path, f"{HEADER}{one}\n{two}\n")
    assert counts(brought(world, tmp_path, f"{HEADER}{two}\n{one}\n")) == (0, 0, 2, [])
    moved = "王伟,乙公司,,91110002,"
    assert counts(brought(world, tmp_path, f"{HEADER}{moved}\n王伟,甲公司,經理,,\n")) == (0, 1, 1, [])


def test_a_new_phone_on_a_corrected_list_is_a_change_not_another_person(world: World, tmp_path: Path) -> None:
    brought(world, tmp_path, f"{HEADER}王伟,甲公司,,91110001,\n陳大文,乙公司,,91110003,\n")
    done = brought(world, tmp_path, f"{HEADER}王伟,甲公司,,91110002,\n陳大文,乙公司,,91110003,\n")
    assert (counts(done), done.missing) == ((0, 1, 1, ["perhaps_same"]), ())


def test_what_somebody_says_of_a_row_in_doubt_counts(world: World, tmp_path: Path) -> None:
    twice = f"{HEADER}王伟,甲公司,,,\n王伟,甲公司,,,\n"
    assert counts(brought(world, tmp_path, twice, choices={3: False})) == (2, 0, 0, [])
    assert counts(brought(world, tmp_path, twice, choices={3: False})) == (0, 0, 2, [])
    assert counts(brought(world, tmp_path, twice)) == (0, 0, 2, [])
    known = f"{HEADER}李明,丙公司,經理,91110001,\n"
    brought(world, tmp_path, known)
    other = known.replace("91110001", "91110009")
    assert counts(brought(world, tmp_path, other, choices={2: False})) == (1, 0, 0, [])
    third = known.replace("91110001", "91110008").replace("經理", "")
    assert counts(brought(world, tmp_path, third, choices={2: True})) == (0, 1, 0, [])


def test_a_name_that_comes_later_is_found_by_from_then_on(world: World, tmp_path: Path) -> None:
    brought(world, tmp_path, "Name,Company,Phone\nCHAN Siu Ming,科大,91234567\n")
    done = brought(world, tmp_path, "姓名,英文姓名,單位,電話\n陳小明,CHAN Siu Ming,科大,91234567\n")
    assert counts(done) == (0, 1, 0, [])
    with world.db.read() as session:
        (row,) = people_list.people(session, done.event)
        assert session.get_one(Person, row.person).folded == "陈小明"
    assert counts(brought(world, tmp_path, "姓名,單位\n陈小明,科大\n")) == (0, 0, 1, [])
    with world.db.write() as session:
        imports.undo_import(session, done.batch)
    assert counts(brought(world, tmp_path, "Name,Company\nChan Siu Ming,科大\n")) == (0, 0, 1, [])


def test_a_list_of_which_nobody_remains_makes_no_event(world: World, tmp_path: Path) -> None:
    with pytest.raises(NobodyListed, match="Every row of this list is left out"):
        brought(world, tmp_path, "姓名,單位\n待定,甲公司\nTBC,乙公司\n")
    with world.db.read() as session:
        assert events.events(session) == []


def test_thousands_of_namesakes_take_little_time(world: World, summit: EventRow, tmp_path: Path) -> None:
    rows = "".join(f"王伟,甲公司,,9{number:07d},\n" for number in range(3_000))
    done = brought(world, tmp_path, HEADER + rows, summit)
    again = brought(world, tmp_path, HEADER + rows, summit)
    assert (done.new, again.same + again.new) == (3_000, 3_000)


def test_private_numbers_are_not_kept_unless_so_said(world: World, summit: EventRow, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "姓名,身份证号,Bank account no.,護照姓名\n王伟,110101199001011234,123-456,WANG Wei\n", encoding="utf-8"
    )
    listing = imports.read_list(path)
    (one,) = listing.people.people
    assert (one.extra, one.note, one.name.name_latin) == ((), "", "WANG Wei")
    said = replace(listing.reading, columns={"身份证号": ""})
    (one,) = imports.read_list(path, said).people.people
    assert one.extra == (("身份证号", "110101199001011234"),)
    with world.db.write() as session:
        imports.import_people(session, listing, summit.id, Progress())
        (row,) = people_list.people(session, summit.id)
        assert people.person(session, summit.id, row.id).note == ""
