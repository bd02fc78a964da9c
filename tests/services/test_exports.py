"""Lists as files: what is in the database is in the file, in each language, and our own import reads it back."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop.domain.list_headers import Meaning, meaning_of
from desktop.domain.text import clean
from desktop.domain.ticked import ticked_lines
from desktop.domain.verdicts import Direction, Status
from desktop.exchange.vcards import write_vcards
from desktop.exchange.writing import UnknownEnding, write_table
from desktop.i18n import Language, Translator
from desktop.progress import Progress
from desktop.services import (
    badges,
    categories,
    checkin,
    checkpoints,
    demo,
    events,
    exports,
    imports,
    people,
    people_list,
)
from desktop.services.events import EventRow
from desktop.services.paper_entry import enter_ticked
from desktop.services.people import PersonDetail, WalkIn
from desktop.services.readings import Override, Reading
from tests.world import World

LANGUAGES = pytest.mark.parametrize("language", list(Language))
ENDINGS = pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
PEOPLE = 100


@dataclass(frozen=True)
class Full:
    """A demo summit that nobody changes, and what is known of its people."""

    world: World
    event: EventRow
    people: list[PersonDetail]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    world = World(tmp_path_factory.mktemp("full") / "summit.db")
    demo.fill(world.db, people=PEOPLE, day=date(2023, 4, 12), progress=Progress())
    with world.db.read() as session:
        event = events.event_in_use(session)
    yield Full(world, event, details(world, event))
    world.db.close()


def details(world: World, event: EventRow) -> list[PersonDetail]:
    with world.db.read() as session:
        return [people.person(session, event.id, row.id) for row in people_list.people(session, event.id)]


def read_back(file: Path) -> list[list[str]]:
    """The rows in ``file``, its header first, by readers that are not ours; cells are text."""
    if file.suffix == ".xlsx":
        (sheet,) = CalamineWorkbook.from_path(file).sheet_names
        found = CalamineWorkbook.from_path(file).get_sheet_by_name(sheet).to_python()
        return [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in found]
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return [[cell.removeprefix("'") for cell in row] for row in csv.reader(lines)]
    entries = json.loads(file.read_text("utf-8"))
    return [list(entries[0]), *([str(cell or "") for cell in entry.values()] for entry in entries)]


@ENDINGS
@LANGUAGES
def test_everyone_is_in_the_file_with_all_that_is_known(
    full: Full, tmp_path: Path, language: Language, ending: str
) -> None:
    out, _ = tmp_path / f"people{ending}", Translator(language)
    with full.world.db.read() as session:
        assert exports.export_people(session, full.event.id, out, _) == PEOPLE
    headers, *lines = read_back(out)
    assert headers == exports.people_headers(_)
    assert len(set(headers)) == len(headers)
    for number, (line, known) in enumerate(zip(lines, full.people, strict=True), 1):
        assert line[:14] == [
            str(number), known.row.name_zh, known.row.name_latin, known.row.honorific_zh,
            "\n".join(post.title for post in known.posts), "\n".join(post.organisation for post in known.posts),
            known.row.category.said_in(language), known.role, known.attendance, known.seat, known.phone, known.email,
            known.diet, known.note,
        ]  # fmt: skip
        assert line[16:19] == [known.row.honorific_en, known.postnominal_zh, known.postnominal_en]
        assert line[22:] == [
            known.escort, known.delegation.said_in(language), "", _(exports.STATUS_WORDS[known.row.status]),
            known.row.serial, "",
        ]  # fmt: skip
    assert any("\n" in line[4] for line in lines), "nobody had several posts"
    assert any(line[14] and line[15] and line[14] != line[4] for line in lines), "no post was in English"


@LANGUAGES
def test_an_import_knows_what_the_columns_mean(language: Language) -> None:
    meanings = [meaning_of(header) for header in exports.people_headers(Translator(language))]
    assert meanings[:-2] == list(exports.PEOPLE_COLUMNS[:-2])
    assert not set(meanings[-2:]) & {Meaning.NAME, Meaning.NAME_ZH, Meaning.NAME_LATIN, Meaning.PHONE, Meaning.NOTE}


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".vcf"])
@LANGUAGES
def test_another_database_takes_the_list_in_as_it_was(
    full: Full, tmp_path: Path, language: Language, ending: str
) -> None:
    out, other = tmp_path / f"people{ending}", World(tmp_path / "other.db")
    with full.world.db.read() as session:
        exports.export_people(session, full.event.id, out, Translator(language))
    event = other.summit()
    with other.db.write() as session:
        imported = imports.import_people(session, imports.read_list(out), event.id, Progress())
    assert (imported.new, imported.problems) == (PEOPLE, ())
    for before, after in zip(full.people, details(other, event), strict=True):
        assert essence(after, language) == essence(before, language)
    other.db.close()


def essence(known: PersonDetail, language: Language) -> tuple[object, ...]:
    return (
        known.row.name_zh, known.row.name_latin, known.row.honorific_zh, known.row.honorific_en, known.postnominal_zh,
        known.postnominal_en, [(post.title, post.organisation) for post in known.posts], known.row.category_code,
        known.role, known.attendance, known.seat, known.phone, known.email, known.diet, known.note, known.escort,
        known.delegation.said_in(language), known.row.status,
        [(post.title_en, post.organisation_en) for post in known.posts],
    )  # fmt: skip


@ENDINGS
@LANGUAGES
def test_check_ins_are_in_the_file_with_when_where_and_by_whom(
    world: World, tmp_path: Path, language: Language, ending: str
) -> None:
    event = world.summit()
    world.guests(event, "孫東", "李然")
    one, two = world.badges(event)
    first = world.scan(event, one.token, at=datetime(2023, 4, 12, 5, 52, 7, tzinfo=UTC))
    world.scan(event, one.token)
    with world.db.write(now=datetime(2023, 4, 13, 4, 0, tzinfo=UTC)) as session:
        enter_ticked(session, event.id, world.door(event).id, ticked_lines(f"{two.serial},00:30"))
    with world.db.write() as session:
        checkin.undo(session, first.scan, "wrong person")
    out = tmp_path / f"check-ins{ending}"
    with world.db.read() as session:
        assert exports.export_check_ins(session, event.id, out, Translator(language)) == 2
        (door,) = checkpoints.checkpoints(session, event.id)
        delegate = categories.find_category(session, event.id, "delegate").name.said_in(language)
    headers, wrong, right = read_back(out)
    where = [door.name.said_in(language), "A", "May"]
    assert len(set(headers)) == 15
    yes = Translator(language)("Yes")
    assert wrong[:8] == ["2023-04-12 13:52:07", "孫東", "", delegate, one.serial, *where]
    assert wrong[8] == ""
    assert wrong[9].startswith("2023-04-12 12:0")
    came = Translator(language).pgettext("direction", "In")
    assert wrong[10:] == ["May", "wrong person", came, "", ""]
    assert right == ["2023-04-13 00:30:00", "李然", "", delegate, two.serial, *where, yes, "", "", "", came, "", ""]


def test_who_left_and_who_was_let_in_against_a_refusal_is_in_the_file(world: World, tmp_path: Path) -> None:
    event = world.summit()
    world.guests(event, "孫東", "李然")
    (lost, good), door = world.badges(event), world.door(event)
    world.scan(event, good.token)
    with world.db.write() as session:
        badges.revoke_badge(session, event.id, lost.serial, "lost")
        checkin.scan(session, Reading(event.id, door.id, lost.token), Override("陳主任", "I know him"))
        checkin.scan(session, Reading(event.id, door.id, good.token, direction=Direction.OUT))
    with world.db.read() as session:
        assert exports.export_check_ins(session, event.id, tmp_path / "c.csv", Translator(Language.EN)) == 3
    _headers, *rows = read_back(tmp_path / "c.csv")
    assert sorted(row[12:] for row in rows) == [["In", "", ""], ["In", "陳主任", "I know him"], ["Out", "", ""]]


@ENDINGS
def test_what_a_spreadsheet_would_run_comes_back_as_it_was_written(
    world: World, summit: EventRow, tmp_path: Path, ending: str
) -> None:
    evil = '=HYPERLINK("http://x","y")'
    with world.db.write() as session:
        category = categories.find_category(session, summit.id, "media")
        people.register(session, summit.id, WalkIn(category.id, "陳大文", organisation=evil))
    out = tmp_path / f"people{ending}"
    with world.db.read() as session:
        exports.export_people(session, summit.id, out, Translator(Language.EN))
    assert read_back(out)[1][5] == evil
    if ending == ".csv":
        assert f"\"'{evil[:10]}" in out.read_text("utf-8-sig")


def test_an_event_without_anybody_is_a_header(world: World, summit: EventRow, tmp_path: Path) -> None:
    _ = Translator(Language.EN)
    with world.db.read() as session:
        assert exports.export_people(session, summit.id, tmp_path / "p.csv", _) == 0
        assert exports.export_check_ins(session, summit.id, tmp_path / "c.xlsx", _) == 0
    assert read_back(tmp_path / "p.csv") == [exports.people_headers(_)]


def test_an_ending_that_means_nothing_is_refused_and_writes_nothing(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    with world.db.read() as session, pytest.raises(UnknownEnding, match=r"\.json, \.vcf"):
        exports.export_people(session, summit.id, tmp_path / "people.docx", Translator(Language.EN))
    assert not (tmp_path / "people.docx").exists()


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12).map(clean)
said = st.one_of(
    words, st.sampled_from(["=1+1", "+852 1", "-", "@a", "'=1", "''@", "合計", "備註:", "姓名", "否", "﹦1"])
)
names = st.tuples(st.sampled_from("陳李Aé合"), said).map(lambda parts: clean("".join(parts)))


POSTS = (Meaning.TITLE, Meaning.ORGANISATION, Meaning.TITLE_EN, Meaning.ORGANISATION_EN)
AS_IT_STANDS = (
    Meaning.NAME_ZH, Meaning.NAME_LATIN, Meaning.STYLE, Meaning.STYLE_EN, Meaning.HONOURS, Meaning.HONOURS_EN,
    Meaning.CATEGORY, Meaning.ROLE, Meaning.ATTENDANCE, Meaning.SEAT, Meaning.EMAIL, Meaning.DIET, Meaning.NOTE,
    Meaning.ACCESS, Meaning.TAGS, Meaning.ESCORT, Meaning.DELEGATION, Meaning.LANGUAGE,
)  # fmt: skip


@settings(max_examples=40)
@given(st.data(), st.sampled_from([".xlsx", ".csv", ".vcf"]), st.sampled_from(list(Language)))
def test_any_people_that_go_out_come_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, ending: str, language: Language
) -> None:
    _ = Translator(language)
    held = st.lists(st.tuples(said, said, said, said).filter(any), max_size=3)
    rows: list[dict[Meaning, str]] = []
    for number in range(data.draw(st.integers(1, 4))):
        row = {meaning: data.draw(said) for meaning in exports.PEOPLE_COLUMNS}
        posts = data.draw(held)
        lines = ["\n".join(column) if any(column) else "" for column in zip(*posts, strict=True)] or [""] * 4
        row |= dict(zip(POSTS, lines, strict=True))
        row |= {
            Meaning.NUMBER: str(number + 1), Meaning.NAME_ZH: f"{data.draw(names)}{number}", Meaning.PHONE: "9123 4567",
            Meaning.LANGUAGE: data.draw(st.sampled_from(["", *Language])), Meaning.SKIP: "",
            Meaning.STATUS: _(exports.STATUS_WORDS[data.draw(st.sampled_from(list(Status)))]),
        }  # fmt: skip
        rows.append(row)
    out = tmp_path_factory.mktemp("out") / f"people{ending}"
    cells = [[row[meaning] for meaning in exports.PEOPLE_COLUMNS] for row in rows]
    if ending == ".vcf":
        write_vcards(out, exports.PEOPLE_COLUMNS, cells)
    else:
        write_table(out, exports.people_headers(_), cells, "People")
    listed = imports.read_list(out).people
    assert [problem for problem in listed.problems if problem.rejected] == []
    for row, person in zip(rows, listed.people, strict=True):
        name = person.name
        taken = (
            name.name_zh, name.name_latin, name.honorific_zh, name.honorific_en, name.postnominal_zh,
            name.postnominal_en, person.category, person.role, person.attendance, person.seat, person.email,
            person.diet, person.note, person.access, person.tags, person.escort, person.delegation, person.language,
        )  # fmt: skip
        assert taken == tuple(row[meaning] for meaning in AS_IT_STANDS)
        assert person.status is not None
        assert _(exports.STATUS_WORDS[person.status]) == row[Meaning.STATUS]
        posts_back = [(post.title, post.organisation, post.title_en, post.organisation_en) for post in person.posts]
        lines_back = ["\n".join(column) if any(column) else "" for column in zip(*posts_back, strict=True)]
        assert (lines_back or [""] * 4) == [row[meaning] for meaning in POSTS]
