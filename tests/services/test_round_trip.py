"""What goes out comes back in: the same list again changes nothing, and another database has what this one had."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desktop.domain.list_headers import Meaning
from desktop.exchange.vcards import write_vcards
from desktop.i18n import Language, Translator
from desktop.progress import Progress
from desktop.services import demo, events, exports, imports, people, people_list
from desktop.services.categories import find_category
from desktop.services.events import EventRow
from desktop.services.imports import Preview
from desktop.services.people import PersonDetail, PersonDraft, WalkIn
from desktop.services.photos import as_photo
from tests.world import World

PEOPLE = 1_000


@pytest.fixture(scope="module")
def summit_of_a_thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, EventRow]]:
    world = World(tmp_path_factory.mktemp("thousand") / "summit.db")
    demo.fill(world.db, people=PEOPLE, day=date(2023, 4, 12), progress=Progress())
    with world.db.read() as session:
        event = events.event_in_use(session)
    yield world, event
    world.db.close()


def gone_out(world: World, event: EventRow, out: Path, language: Language = Language.ZH_HANT) -> Path:
    with world.db.read() as session:
        exports.export_people(session, event.id, out, Translator(language))
    return out


def seen(world: World, event: EventRow, path: Path) -> Preview:
    with world.db.read() as session:
        return imports.preview(session, imports.read_list(path), event.id)


def everybody(world: World, event: EventRow) -> list[PersonDetail]:
    with world.db.read() as session:
        return [people.person(session, event.id, row.id) for row in people_list.people(session, event.id)]


@pytest.mark.parametrize(
    ("ending", "language"), [(".xlsx", Language.ZH_HANT), (".csv", Language.ZH_HANS), (".vcf", Language.EN)]
)
def test_the_list_of_a_thousand_comes_back_as_a_thousand_same(
    summit_of_a_thousand: tuple[World, EventRow], tmp_path: Path, ending: str, language: Language
) -> None:
    world, event = summit_of_a_thousand
    back = seen(world, event, gone_out(world, event, tmp_path / f"people{ending}", language))
    assert [(row.listed.name, row.changes) for row in back.rows if row.changes] == []
    assert (back.same, back.new, back.updated, back.rejected, back.problems, back.missing) == (PEOPLE, 0, 0, 0, (), ())


def portrait(colour: str) -> bytes:
    kept = io.BytesIO()
    Image.radial_gradient("L").resize((900, 1200)).convert("RGB").save(kept, "PNG")
    made = Image.open(io.BytesIO(kept.getvalue()))
    made.paste(colour, (0, 0, 300, 1200))
    again = io.BytesIO()
    made.save(again, "PNG")
    return as_photo(again.getvalue())


def household(world: World, event: EventRow) -> None:
    """Two namesakes at one place, each with somebody who comes with them, and photos."""
    with world.db.write() as session:
        guest = find_category(session, event.id, "delegate").id
        for colour, phone in (("red", "91110001"), ("blue", "91110002")):
            host, _badge = people.register(session, event.id, WalkIn(guest, "王偉", "", "甲公司", "經理"))
            draft = PersonDraft(phone=phone, photo=portrait(colour), note="第一行\n第二行")
            people.change_person(session, event.id, host.row.id, draft)
            people.register(session, event.id, WalkIn(guest, "", "Chan Siu Ming", principal=host.row.id))


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".vcf"])
@pytest.mark.parametrize("language", list(Language))
def test_namesakes_and_who_comes_with_them_come_back_as_they_are(
    world: World, summit: EventRow, tmp_path: Path, language: Language, ending: str
) -> None:
    household(world, summit)
    out = gone_out(world, summit, tmp_path / f"people{ending}", language)
    back = seen(world, summit, out)
    assert (back.same, len(back.rows), back.problems) == (4, 4, ())

    other = World(tmp_path / "other.db")
    event = other.summit()
    with other.db.write() as session:
        done = imports.import_people(session, imports.read_list(out), event.id, Progress())
    assert (done.new, done.problems) == (4, ())
    came = {one.phone: one for one in everybody(other, event) if one.phone}
    assert [[tied.name for tied in one.ties.companions] for one in came.values()] == [["Chan Siu Ming"]] * 2
    with other.db.write() as session:
        again = imports.import_people(session, imports.read_list(out), event.id, Progress())
        imports.undo_import(session, done.batch)
    assert (again.same, again.problems) == (4, ())
    assert everybody(other, event) == []
    other.db.close()


def test_photos_go_out_and_in_with_cards_byte_by_byte(world: World, summit: EventRow, tmp_path: Path) -> None:
    household(world, summit)
    out = gone_out(world, summit, tmp_path / "people.vcf")
    other = World(tmp_path / "other.db")
    event = other.summit()
    with other.db.write() as session:
        imports.import_people(session, imports.read_list(out), event.id, Progress())
    before, after = ({one.phone: one.photo for one in everybody(*at)} for at in ((world, summit), (other, event)))
    assert before == after
    assert before["91110001"] == portrait("red")
    other.db.close()


def test_a_card_with_another_photo_changes_the_photo_alone(world: World, summit: EventRow, tmp_path: Path) -> None:
    household(world, summit)
    out = gone_out(world, summit, tmp_path / "people.vcf")
    with world.db.write() as session:
        row = next(row for row in people_list.people(session, summit.id) if row.phone == "91110001")
        people.change_person(session, summit.id, row.id, PersonDraft(photo=portrait("green")))
    with world.db.write() as session:
        done = imports.import_people(session, imports.read_list(out), summit.id, Progress())
        assert (done.updated, done.same) == (1, 3)
        assert people.person(session, summit.id, row.id).photo == portrait("red")


def test_a_photo_that_is_none_is_told_and_the_person_comes(world: World, summit: EventRow, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    cards = [
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nPHOTO;{photo}\nEND:VCARD\n"
        for name, photo in (
            ("陳大文", "ENCODING=b;TYPE=JPEG:AAAA"), ("李小明", "VALUE=uri:http://example.org/a.jpg"),
            ("王小明", "ENCODING=b:=====x"),
        )
    ]  # fmt: skip
    path.write_text("".join(cards), encoding="utf-8")
    with world.db.write() as session:
        done = imports.import_people(session, imports.read_list(path), summit.id, Progress())
    assert [(one.row, one.code, one.rejected) for one in done.problems] == [
        (2, "no_photo", False),
        (4, "no_photo", False),
    ]
    assert (done.new, [one.photo for one in everybody(world, summit)]) == (3, [b"", b"", b""])


def test_a_photo_with_a_place_in_it_loses_it(world: World, summit: EventRow, tmp_path: Path) -> None:
    picture = Image.new("RGB", (360, 480), "teal")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    path = tmp_path / "card.vcf"
    write_vcards(path, (Meaning.NAME_ZH,), [("陳大文",)], [kept.getvalue()])
    with world.db.write() as session:
        imports.import_people(session, imports.read_list(path), summit.id, Progress())
    (one,) = everybody(world, summit)
    assert one.photo
    assert b"at home" not in one.photo


def test_who_comes_with_whom_is_found_by_name_and_said_where_it_is_not_clear(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    world.guests(summit, "周伯通")
    path = tmp_path / "list.csv"
    path.write_text(
        "姓名,隨同嘉賓,單位\n陳大文,,科大\n陳美,陈大文,\n王伟,,甲\n王伟,,乙\n王太,王伟,\n小周,周伯通,\n小明,無此人,\n自己,自己,丙\n",
        encoding="utf-8",
    )
    with world.db.write() as session:
        done = imports.import_people(session, imports.read_list(path), summit.id, Progress())
    hosts = {one.row.name: one.ties.principal.name for one in everybody(world, summit) if one.ties.principal}
    assert hosts == {"陳美": "陳大文", "小周": "周伯通"}
    assert [(one.value, one.code) for one in done.problems] == [
        ("王伟", "no_host"), ("無此人", "no_host"), ("自己", "no_host"),
    ]  # fmt: skip
