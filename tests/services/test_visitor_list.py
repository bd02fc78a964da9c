"""What hosts get of their visitors: just what they asked for; what is missing, and what changed since it was sent."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from desktop.domain.paper_kinds import PaperFormat, PaperKind
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.domain.visits import ListField
from desktop.errors import UserError
from desktop.exchange.tables import read_sheets
from desktop.i18n import Language, Translator
from desktop.models import Person, Registration, Stop
from desktop.services import papers
from desktop.services import visits_edit as edit
from desktop.services.paper_revisions import Change, read_code
from desktop.services.papers import Choice, NothingOnPaper
from desktop.services.visitor_list import (
    NoListWanted,
    NoSuchStop,
    export_visitor_list,
    find_group,
    find_stop,
    missing_words,
    visitor_list,
    visitor_lists,
)
from desktop.services.visitor_list_sent import changed_since_sent, mark_sent, mark_unsent
from desktop.services.visits_edit import GroupDraft
from tests.services.touring import Tour, at, tour
from tests.world import World

EN = Translator(Language.EN)
PRIVATE = ("5555 0000", "secret@example.org", "花生過敏")


def filled(world: World) -> Tour:
    """A tour whose laboratory wants names and phones; guest 0 has everything, guest 1 no phone, guest 2 is rare."""
    made = tour(world, world.summit())
    with world.db.write() as session:
        session.get_one(Stop, made.stops[0]).list_fields = "name_zh phone"
        session.get_one(Stop, made.stops[0]).list_due_at = at("18:00") - timedelta(days=2)
        people = {key: session.get_one(Person, session.get_one(Registration, key).person_id) for key in made.guests}
        for place, person in enumerate(people.values()):
            person.phone, person.email, person.diet = (f"6000 {place:04}", *PRIVATE[1:]) if place != 1 else ("", "", "")
        people[made.guests[2]].name_zh = "張𨭎喆"
    return made


@pytest.fixture
def toured(world: World) -> Tour:
    return filled(world)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """One to look at."""
    made = filled(World(tmp_path_factory.mktemp("visitors") / "summit.db"))
    yield made
    made.world.db.close()


def pages(it: Tour, kind: PaperKind, wanted: Choice) -> list[str]:
    shown = papers.preview(it.world.db, it.summit.id, kind, wanted)
    assert shown.misprints == ()
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(shown.pdf)]


def set_fields(it: Tour, stop: int, fields: str) -> None:
    with it.world.db.write() as session:
        session.get_one(Stop, it.stops[stop]).list_fields = fields


def test_a_list_has_the_hosts_fields_of_those_who_come_and_nothing_else(seen: Tour) -> None:
    (text,) = pages(seen, PaperKind.VISITOR_LIST, Choice((Language.EN,), stop_id=seen.stops[0]))
    for words in ("HKUST", "Laboratory", "科技大學", "Friday, 14 April 2023", "8 visitors",
                  "List due 12 Apr 2023, 18:00",
                  "Group 0", "Group 1", "09:40–11:30", "王一明", "張𨭎喆", "6000 0000", "Chinese name"):  # fmt: skip
        assert words in text, words
    for words in (*PRIVATE, "Latin name", "E-mail", "汪揚", "吳領隊"):
        assert words not in text, words


def test_what_is_missing_is_named_before_printing_and_a_marked_blank_on_the_sheet(seen: Tour, tmp_path: Path) -> None:
    with seen.world.db.read() as session:
        listed = visitor_list(session, seen.summit.id, seen.stops[0])
    assert missing_words(listed, EN) == ["Phone is not known of 李二妹."]
    wanted = Choice((Language.EN,), visit_id=seen.visit)
    (text,) = pages(seen, PaperKind.VISITOR_LIST, wanted)
    assert "Before this goes to the host:" in text
    out = tmp_path / "list.pdf"
    papers.print_paper(seen.world.db, seen.summit.id, PaperKind.VISITOR_LIST, wanted, out)
    printed = PdfReader(out).pages[0].extract_text()
    assert "Before this goes" not in printed
    assert "* ______" in printed
    assert "* Not known yet when this was printed." in printed


def test_one_of_two_names_is_enough_and_no_diet_is_an_answer(toured: Tour) -> None:
    set_fields(toured, 0, "name_zh name_latin diet access")
    with toured.world.db.write() as session:
        rows = visitor_list(session, toured.summit.id, toured.stops[0])
        assert rows.missing == {}
        first = session.get_one(Registration, toured.guests[0])
        session.get_one(Person, first.person_id).name_zh = ""
        session.flush()
        rows = visitor_list(session, toured.summit.id, toured.stops[0])
        assert list(rows.missing) == [ListField.NAME_ZH, ListField.NAME_LATIN]


def test_every_stop_that_wants_a_list_gets_a_page_and_a_host_who_wants_none_gets_none(
    toured: Tour, tmp_path: Path
) -> None:
    summit, db = toured.summit.id, toured.world.db
    with db.read() as session:
        assert [one.stop.id for one in visitor_lists(session, summit)] == toured.stops[:1]
        with pytest.raises(NoListWanted):
            export_visitor_list(session, summit, toured.stops[1], tmp_path / "x.csv", EN)
    assert not (tmp_path / "x.csv").exists()
    with pytest.raises(NothingOnPaper):
        papers.preview(db, summit, PaperKind.VISITOR_LIST, Choice((Language.EN,), stop_id=toured.stops[1]))
    set_fields(toured, 1, "name_zh organisation")
    lab, park = pages(toured, PaperKind.VISITOR_LIST, Choice((Language.ZH_HANT, Language.EN)))
    assert "6000 0000" in lab
    assert "6000 0000" not in park


def test_a_file_for_the_host_has_its_columns_and_no_trace_of_anything_else(seen: Tour, tmp_path: Path) -> None:
    out, text = tmp_path / "list.xlsx", tmp_path / "list.csv"
    with seen.world.db.read() as session:
        assert export_visitor_list(session, seen.summit.id, seen.stops[0], out, EN) == 8
        group = find_group(visitor_list(session, seen.summit.id, seen.stops[0]), "group 1")
        assert export_visitor_list(session, seen.summit.id, seen.stops[0], text, EN, group) == 4
    (sheet,) = read_sheets(out)
    assert [tuple(row[:2]) for row in sheet.rows[:2]] == [("Chinese name", "Phone"), ("王一明", "6000 0000")]
    inside = zipfile.ZipFile(out)
    everything = b"".join(map(inside.read, inside.namelist())).decode()
    for words in (*PRIVATE, "May", "Beijing", "京港", seen.guests[0].hex, "Group"):
        assert words not in everything, words
    assert text.read_text("utf-8-sig").splitlines()[1] == "楊五常,6000 0004"


def test_after_it_was_sent_the_host_can_be_told_who_came_changed_or_is_gone(toured: Tour) -> None:
    summit, stop, db = toured.summit.id, toured.stops[0], toured.world.db
    with db.write() as session:
        assert changed_since_sent(session, summit, stop) == ()
        mark_sent(session, summit, stop)
    with db.write() as session:
        assert session.get_one(Stop, stop).list_sent_at is not None
        assert changed_since_sent(session, summit, stop) == ()
        session.get_one(Registration, toured.guests[3]).status = Status.CANCELLED
        session.get_one(Person, session.get_one(Registration, toured.guests[1]).person_id).phone = "6111 1111"
        session.get_one(Person, session.get_one(Registration, toured.guests[0]).person_id).diet = "素食"
    with db.write() as session:
        found = [(one.change, one.said) for one in changed_since_sent(session, summit, stop)]
        assert found == [(Change.CHANGED, "李二妹"), (Change.REMOVED, "陳四海")]
        mark_sent(session, summit, stop)
        assert changed_since_sent(session, summit, stop) == ()
        mark_unsent(session, stop)
        assert session.scalars(select(Stop.list_sent_at).where(Stop.id == stop)).one() is None


def test_a_printed_list_knows_whether_it_is_still_the_latest(toured: Tour, tmp_path: Path) -> None:
    db, choice = toured.world.db, Choice((Language.EN,), stop_id=toured.stops[0])
    sheet = papers.print_paper(db, toured.summit.id, PaperKind.VISITOR_LIST, choice, tmp_path / "list.pdf")
    with db.write() as session:
        session.get_one(Registration, toured.guests[3]).status = Status.CANCELLED
    with db.read() as session:
        found = read_code(session, sheet.code)
    assert found is not None
    assert [(one.change, one.said) for one in found.changes] == [(Change.REMOVED, "陳四海")]


def test_stops_are_found_by_what_people_call_them(seen: Tour) -> None:
    with seen.world.db.read() as session:
        for text in ("laboratory", "實驗室", "HKUST", "科技大學", str(seen.stops[0])):
            assert find_stop(session, seen.summit.id, text).id == seen.stops[0]
        for text in ("", "月球"):
            with pytest.raises(NoSuchStop):
                find_stop(session, seen.summit.id, text)


def test_door_signs_and_bus_signs_say_who_and_when_in_big_type(seen: Tour) -> None:
    both = Choice((Language.ZH_HANT, Language.EN))
    lab, park = pages(seen, PaperKind.DOOR_SIGNS, both)
    for words in ("實驗室", "Laboratory", "京港峰會", "Group 0", "09:40–11:30", "2023年4月14日"):
        assert words in lab, words
    assert "Science Park" in park
    (bus,) = pages(seen, PaperKind.BUS_SIGNS, replace(both, vehicle_id=seen.buses[0], form=PaperFormat.POSTER))
    for words in ("1 號車", "Bus 1", "AB 1", "HKUST", "Beijing"):
        assert words in bus, words
    for form, wide in ((PaperFormat.A4, 842), (PaperFormat.POSTER, 1191)):
        shown = papers.preview(seen.world.db, seen.summit.id, PaperKind.DOOR_SIGNS, replace(both, form=form))
        page = pypdfium2.PdfDocument(shown.pdf)[0]
        assert round(page.get_width()) == wide
        assert papers.page_size(PaperKind.DOOR_SIGNS, form)[0] == pytest.approx(page.get_width() / 72 * 25.4, abs=0.5)


@pytest.mark.parametrize("name", ["古麗娜爾·阿不都熱依木" * 6, "W" * 90, "𨭎喆" * 30])
def test_a_very_long_name_on_a_sign_is_whole_or_told(toured: Tour, name: str) -> None:
    with toured.world.db.write() as session:
        session.get_one(Stop, toured.stops[0]).place_hant = name
    shown = papers.preview(toured.world.db, toured.summit.id, PaperKind.DOOR_SIGNS, Choice((Language.ZH_HANT,)))
    text = "".join(PdfReader(BytesIO(shown.pdf)).pages[0].extract_text().split())
    assert [one.problem for one in shown.misprints] == ([] if name in text else ["does_not_fit"])


def test_forty_groups_at_a_door_take_as_many_signs_as_can_be_read(toured: Tour) -> None:
    with toured.world.db.write() as session:
        for number in range(2, 40):
            edit.add_group(session, toured.visit, GroupDraft(LocalName(en=f"Group {number}")))
    said = pages(toured, PaperKind.DOOR_SIGNS, Choice((Language.EN,), stop_id=toured.stops[0]))
    assert [text.count("Group ") for text in said] == [6] * 6 + [4]
    assert all("Laboratory" in text for text in said)


def test_nothing_to_list_is_said_in_a_sentence(world: World) -> None:
    summit = world.summit()
    for kind in (PaperKind.VISITOR_LIST, PaperKind.DOOR_SIGNS, PaperKind.BUS_SIGNS, PaperKind.HANDBOOK):
        with pytest.raises(UserError):
            papers.preview(world.db, summit.id, kind, Choice((Language.EN,)))
