"""The handbook out of the database: its chapters, its texts, one language and two, and what has changed since."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from desktop.domain.paper_kinds import PaperFormat, PaperKind
from desktop.domain.programme import Part
from desktop.domain.text import LocalName
from desktop.domain.visits import HandbookPart, Mode, Way
from desktop.i18n import Language
from desktop.models import Person, Registration, Stop
from desktop.services import delegations_edit, papers, programme_edit, travel, visits_edit
from desktop.services.delegations_edit import DelegationDraft, GiftDraft, JourneyDraft, draft_of
from desktop.services.delegations_record import delegation
from desktop.services.handbook_texts import texts, write_text, written_texts
from desktop.services.paper_revisions import Change, latest, read_code
from desktop.services.papers import Choice, NothingOnPaper
from desktop.services.programme_edit import ItemDraft, PersonDraft
from desktop.services.visits_edit import LegDraft, StopDraft, VehicleDraft, VisitDraft
from tests.services.touring import Tour, at, tour
from tests.world import World

WELCOME = LocalName("歡迎各位嘉賓。\n請提早十分鐘集合。", "", "Welcome to Hong Kong.\nPlease gather ten minutes early.")
EN, BOTH = (Language.EN,), (Language.ZH_HANT, Language.EN)


def filled(world: World) -> Tour:
    """The tour, with a delegation that flies in, stays in rooms and brings a gift, and an opening for all."""
    made = tour(world, world.summit())
    with world.db.write() as session:
        draft = draft_of(delegation(session, made.delegation))
        people = tuple(replace(one, room=f"80{place}") for place, one in enumerate(draft.people))
        flight = JourneyDraft(Way.ARRIVAL, Mode.FLIGHT, at("08:00"), "SD 251", far_place="London")
        draft = replace(draft, people=people, journeys=(flight,), gifts=(GiftDraft("景泰藍瓶"),), hotel="維港酒店",
                        contacts="秘書處 5555 2001", note="對花生過敏者三人")  # fmt: skip
        delegations_edit.change_delegation(session, made.delegation, draft)
        opening = ItemDraft(
            LocalName("開幕式", "", "Opening"), 3600, at("18:00").date(), starts_at=at("18:00"),
            people=(PersonDraft(Part.SPEAKER, made.guests[1]), PersonDraft(Part.SPEAKER, made.guests[7])),
        )  # fmt: skip
        programme_edit.add_items(session, made.summit.id, [opening])
        write_text(session, made.summit.id, HandbookPart.WELCOME, WELCOME)
        write_text(session, made.summit.id, HandbookPart.DRESS, LocalName(en="Closed shoes on 14 April."))
        session.get_one(Stop, made.stops[0]).rules = "no_photos closed_shoes"
        session.get_one(Stop, made.stops[0]).fallback = "大學展廳"
        leader = session.get_one(Person, session.get_one(Registration, made.guests[0]).person_id)
        leader.name_zh, leader.name_latin = "王𨭎喆", "WONG Hei Chit"
    return made


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """One to look at."""
    made = filled(World(tmp_path_factory.mktemp("handbook") / "summit.db"))
    yield made
    made.world.db.close()


@pytest.fixture
def toured(world: World) -> Tour:
    return filled(world)


def book(it: Tour, choice: Choice) -> bytes:
    shown = papers.preview(it.world.db, it.summit.id, PaperKind.HANDBOOK, choice)
    assert shown.misprints == ()
    return shown.pdf


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page from 0 of each entry."""
    reader = PdfReader(BytesIO(pdf))
    found: list[tuple[int, str, int]] = []

    def walk(entries: object, level: int) -> None:
        assert isinstance(entries, list)
        for one in entries:
            if isinstance(one, Destination):
                found.append((level, str(one.title), reader.get_destination_page_number(one) or 0))
            else:
                walk(one, level + 1)

    walk(reader.outline, 0)
    return found


def test_a_delegation_gets_its_own_book_and_the_crew_everything(seen: Tour) -> None:
    mine = "\n".join(pages(book(seen, Choice(EN, delegation_id=seen.delegation))))
    for words in ("Delegation handbook", "Beijing", "Welcome to Hong Kong.", "Liaison officer", "WONG Hei Chit",
                  "SD 251", "Opening", "Speaker: 李二妹", "No photographs, Closed shoes", "大學展廳", "Bus 1", "AB 1",
                  "維港酒店", "800", "Dress", "秘書處 5555 2001", "北門", "Laboratory"):  # fmt: skip
        assert words in mine, words
    for words in ("Bus 2", "AB 2", "周八方", "楊五常", "景泰藍瓶", "對花生過敏者三人", "Notes"):
        assert words not in mine, words
    crew = "\n".join(pages(book(seen, Choice(EN))))
    for words in ("Handbook", "Bus 2", "景泰藍瓶", "對花生過敏者三人", "Group 1", "4 of 5 taken"):
        assert words in crew, words


def test_the_contents_name_the_pages_and_the_outline_and_links_lead_there(seen: Tour) -> None:
    pdf = book(seen, Choice(EN))
    said, entries = pages(pdf), outline(pdf)
    chapters = [(title, page) for level, title, page in entries if level == 0]
    assert [title.split("  ")[1] for title, _page in chapters] == [
        "Welcome", "Contacts", "The delegations", "Day by day", "Sites", "Vehicles", "Hotel and rooms",
        "Weather and dress",
    ]  # fmt: skip
    for _level, title, page in entries:
        name = title.split("  ")[-1]
        assert name in said[page], name
        assert re.search(rf"{re.escape(name)}\s+{page + 1}\b", said[1]), name
    reader = PdfReader(BytesIO(pdf))
    links = [one.get_object() for one in reader.pages[1]["/Annots"]]  # type: ignore[attr-defined]
    kids = [page.indirect_reference.idnum for page in reader.pages if page.indirect_reference is not None]
    assert [kids.index(one["/Dest"][0].idnum) for one in links] == [page for _level, _title, page in entries]


def test_two_languages_stand_beside_each_other_on_a4_and_below_each_other_on_a5(seen: Tour) -> None:
    def lies(form: PaperFormat) -> tuple[float, float, float, float]:
        page = pypdfium2.PdfDocument(book(seen, Choice(BOTH, form=form)))[2].get_textpage()
        spots = []
        for text in ("請提早十分鐘集合", "Please gather ten"):
            index = page.search(text).get_next()
            assert index is not None, text
            left, bottom, *_more = page.get_charbox(index[0])
            spots += [left, bottom]
        return tuple(spots)  # type: ignore[return-value]

    left, top, right, other = lies(PaperFormat.A4)
    assert right > left + 200
    assert abs(top - other) < 4
    left, top, right, other = lies(PaperFormat.A5)
    assert abs(right - left) < 4
    assert other < top


def test_a_booklet_has_its_cover_outside_and_its_outline_in_reading_order(seen: Tour) -> None:
    pdf = book(seen, Choice(BOTH, form=PaperFormat.A5_FOLDED))
    first = pypdfium2.PdfDocument(pdf)[0]
    spot = first.get_textpage().search("京港峰會").get_next()
    assert spot is not None
    assert first.get_textpage().get_charbox(spot[0])[0] > first.get_width() / 2
    said = pages(pdf)
    assert all(title.split("  ")[-1] in said[page] for _level, title, page in outline(pdf))
    titles = [title for level, title, _page in outline(pdf) if level == 0]
    assert [title.split("  ")[0] for title in titles] == [str(n) for n in range(1, len(titles) + 1)]


def test_what_a_delegation_is_told_stands_in_place_of_what_all_are_told(toured: Tour) -> None:
    event = toured.summit.id
    with toured.world.db.write() as session:
        own = LocalName(en="Dear friends from Beijing.")
        write_text(session, event, HandbookPart.WELCOME, own, toured.delegation)
        assert texts(session, event, toured.delegation) == {
            HandbookPart.WELCOME: own, HandbookPart.DRESS: LocalName(en="Closed shoes on 14 April."),
        }  # fmt: skip
        assert texts(session, event)[HandbookPart.WELCOME] == WELCOME
        write_text(session, event, HandbookPart.WELCOME, LocalName(" ", "\n", ""), toured.delegation)
        assert written_texts(session, event, toured.delegation) == {}
        assert texts(session, event, toured.delegation)[HandbookPart.WELCOME] == WELCOME
        write_text(session, event, HandbookPart.WELCOME, own, toured.delegation)
    assert "Dear friends" in pages(book(toured, Choice(EN, delegation_id=toured.delegation)))[2]
    assert "Dear friends" not in "".join(pages(book(toured, Choice(EN))))


def test_a_printed_book_says_what_has_changed_since(toured: Tour, tmp_path: Path) -> None:
    db, choice = toured.world.db, Choice(EN, delegation_id=toured.delegation)
    made = papers.print_paper(db, toured.summit.id, PaperKind.HANDBOOK, choice, tmp_path / "book.pdf")
    with db.read() as session:
        found = read_code(session, made.code)
        assert found is not None
        assert found.latest
    with db.write() as session:
        session.get_one(Stop, toured.stops[0]).fallback = "網上參觀"
        write_text(session, toured.summit.id, HandbookPart.WELCOME, LocalName())
    with db.read() as session:
        found = read_code(session, made.code)
        assert found is not None
        changed = {(one.change, one.said) for one in found.changes}
        assert (Change.CHANGED, "If it can’t be 網上參觀") in changed
        assert {one.change for one in found.changes} == {Change.CHANGED, Change.REMOVED}
    with db.write() as session:
        delegations_edit.remove_delegation(session, toured.delegation)
    with db.read() as session:
        assert [one.latest for one in latest(session, toured.summit.id)] == [False]


@pytest.mark.parametrize("languages", [(one,) for one in Language] + [(Language.EN, Language.ZH_HANS)])
def test_the_same_book_gives_the_same_bytes_in_every_language(seen: Tour, languages: tuple[Language, ...]) -> None:
    choice = Choice(languages, form=PaperFormat.A5)
    assert book(seen, choice) == book(seen, choice)


def test_long_names_and_texts_run_over_pages_and_nothing_of_them_is_lost(toured: Tour) -> None:
    name = "古麗娜爾·阿不都熱依木代表團" * 8
    story = [f"第{place}段：" + "各位嘉賓請留意以下安排。" * 12 for place in range(60)]
    with toured.world.db.write() as session:
        draft = draft_of(delegation(session, toured.delegation))
        draft = replace(draft, name=LocalName(name), purpose="交流" * 900, note="")
        delegations_edit.change_delegation(session, toured.delegation, draft)
        write_text(session, toured.summit.id, HandbookPart.WELCOME, LocalName("\n\n".join(story), "", "One line."))
    for choice in (Choice((Language.ZH_HANT,)), Choice(BOTH, form=PaperFormat.A5)):
        said = ["".join(text.split()) for text in pages(book(toured, choice))]
        whole = "".join(said)
        assert all(f"第{place}段：" in whole for place in range(60))
        assert whole.count("交") >= 900
        assert "…" not in said[1]
        assert name[:40] in said[1]


def test_what_no_font_has_on_the_cover_or_in_a_heading_is_told(toured: Tour) -> None:
    with toured.world.db.write() as session:
        draft = replace(draft_of(delegation(session, toured.delegation)), name=LocalName("團\U0001f984"))
        delegations_edit.change_delegation(session, toured.delegation, draft)
    wanted = Choice(EN, delegation_id=toured.delegation)
    shown = papers.preview(toured.world.db, toured.summit.id, PaperKind.HANDBOOK, wanted)
    assert {(one.problem, one.text) for one in shown.misprints} == {("missing_character", "\U0001f984")}


def test_a_visit_without_groups_makes_a_book_and_a_delegation_of_nobody_none(world: World) -> None:
    summit = world.summit()
    with world.db.write() as session:
        travel.starting_table(session, summit.id)
        site = travel.sites(session, summit.id)[0].id
        visit = visits_edit.add_visit(session, summit.id, VisitDraft(at("09:00").date()))
        visits_edit.add_stop(session, visit, StopDraft(site, at("09:00"), at("10:00")))
        vehicle = visits_edit.add_vehicle(session, summit.id, VehicleDraft(LocalName(en="Empty bus"), 0))
        visits_edit.add_leg(session, visit, LegDraft(vehicle, site, site, at("10:00"), at("10:00")))
        empty = delegations_edit.add_delegation(session, summit.id, DelegationDraft(LocalName(en="Nobody")))
    with pytest.raises(NothingOnPaper):
        papers.preview(world.db, summit.id, PaperKind.HANDBOOK, Choice(BOTH, delegation_id=empty))
    for choice in (Choice(EN), Choice(BOTH, form=PaperFormat.A5_FOLDED)):
        assert papers.preview(world.db, summit.id, PaperKind.HANDBOOK, choice).pages >= 2
    assert "Empty bus" in "".join(pages(papers.preview(world.db, summit.id, PaperKind.HANDBOOK, Choice(EN)).pdf))
    for kind in (PaperKind.DOOR_SIGNS, PaperKind.BUS_SIGNS):
        assert papers.preview(world.db, summit.id, kind, Choice(EN)).pages == 1
