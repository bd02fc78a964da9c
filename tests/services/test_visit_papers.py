"""Papers of delegations and visits out of the database: what is on them, for whom, and what has changed since."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from desktop.domain.masking import masked
from desktop.domain.paper_kinds import PaperFormat, PaperKind, Whose
from desktop.domain.programme import ItemKind, Part
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.domain.visits import DelegationRole, Mode, Way
from desktop.i18n import Language, Translator
from desktop.models import Leg, Person, Registration, Vehicle
from desktop.services import delegations_edit, paper_choices, papers, programme_edit, visits_edit
from desktop.services.delegations_edit import JourneyDraft, MemberDraft, draft_of
from desktop.services.delegations_record import delegation
from desktop.services.itineraries import everything
from desktop.services.itineraries_whose import owners
from desktop.services.paper_facts import choice_of, subject_of
from desktop.services.paper_revisions import Change, latest, read_code
from desktop.services.papers import Choice, NothingOnPaper
from desktop.services.programme_edit import ItemDraft, PersonDraft
from desktop.services.seat_blocks import BlockDraft, add_blocks
from tests.services.touring import Tour, at, tour
from tests.world import World

EN = (Language.EN,)
DAY = at("00:00").date()


def filled(world: World) -> Tour:
    """The tour; the delegation flies in from London over a night, guest 0 speaks at noon, guest 5 reads simplified."""
    made = tour(world, world.summit())
    guests = made.guests
    with world.db.write() as session:
        row = draft_of(delegation(session, made.delegation))
        journeys = (
            JourneyDraft(Way.ARRIVAL, Mode.FLIGHT, at("07:10"), "BA 31", place="機場", far_place="London",
                         far_at=datetime(2023, 4, 13, 11, 30, tzinfo=UTC), far_zone="Europe/London",
                         met_by_id=guests[9]),
            JourneyDraft(Way.DEPARTURE, Mode.ROAD, at("23:50"), subgroup="East"),
        )  # fmt: skip
        early = [replace(one, subgroup="East" if number < 3 else "") for number, one in enumerate(row.people)]
        people = (*early, MemberDraft(name="Ms Wong", role=DelegationRole.INTERPRETER))
        delegations_edit.change_delegation(session, made.delegation, replace(row, journeys=journeys, people=people))
        items = [
            ItemDraft(LocalName("開幕", "", "Opening"), 600, DAY, starts_at=at("20:00"), kind=ItemKind.OPENING),
            ItemDraft(
                LocalName("晚宴", "", "Night talk"), 4 * 3600, DAY, starts_at=at("20:10"), kind=ItemKind.SPEECH,
                people=(PersonDraft(Part.SPEAKER, guests[0]),), rank=2,
            ),
        ]  # fmt: skip
        programme_edit.add_items(session, made.summit.id, items)
        add_blocks(session, made.summit.id, [BlockDraft("A", 1, 10)])
        person = session.get_one(Registration, guests[5]).person_id
        session.get_one(Person, person).language = "zh-CN"
        session.get_one(Person, session.get_one(Registration, guests[9]).person_id).phone = "+852 5555 0009"
        session.get_one(Registration, guests[0]).seat = "A-07"
        vehicle = session.get_one(Vehicle, made.buses[0])
        vehicle.driver, vehicle.driver_phone = "何師傅", "5555 1001"
    return made


@pytest.fixture
def driven(world: World) -> Tour:
    """One to change."""
    return filled(world)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """One to look at."""
    made = filled(World(tmp_path_factory.mktemp("papers") / "summit.db"))
    yield made
    made.world.db.close()


def sheets(on: Tour, kind: PaperKind, **asked: object) -> list[str]:
    wanted = replace(Choice(EN), **asked)  # type: ignore[arg-type]
    shown = papers.preview(on.world.db, on.summit.id, kind, wanted)
    assert shown.misprints == ()
    return [page.get_textpage().get_text_range().replace("\u2060", "") for page in pypdfium2.PdfDocument(shown.pdf)]


def printed(on: Tour, kind: PaperKind, out: Path, **asked: object) -> str:
    wanted = replace(Choice(EN), **asked)  # type: ignore[arg-type]
    return papers.print_paper(on.world.db, on.summit.id, kind, wanted, out / "paper.pdf").code


def said_of(on: Tour, code: str) -> dict[str, Change]:
    with on.world.db.read() as session:
        found = read_code(session, code)
    assert found is not None
    return {one.said: one.change for one in found.changes}


def test_a_personal_itinerary_says_where_to_be_when_and_whom_to_ask(seen: Tour) -> None:
    (page,) = sheets(seen, PaperKind.ITINERARY, person_ids=(seen.guests[0],))
    for words in (
        "王一明", "Beijing · Leader · East", "A-07", "吳領隊 +852 5555 0009", "Flight BA 31 from London",
        "Leaves London on 13 Apr 2023, 12:30 (UTC+1)", "Arrives 07:10, 機場", "Met by: 吳領隊",
        "Gather at: 北門 · ", "Leaves 08:30, arrives about", "Escort on board: 吳領隊", "Laboratory", "科技大學",
        "Contact there: 主任 5555 1234", "Your part: Speaker", "–00:10 (+1)",
    ):  # fmt: skip
        assert words in page, words
    begun = [words[:5] for words in page.splitlines() if re.match(r"\d\d:\d\d", words)]
    assert begun == ["07:10", "08:15", "09:40", "11:40", "12:30", "15:10", "20:00", "20:10", "23:50"]


def test_everybody_reads_their_own_language_or_that_of_their_delegation(seen: Tour) -> None:
    those = (seen.guests[0], seen.guests[5], seen.guests[6])
    first, second, third = sheets(
        seen, PaperKind.ITINERARY, person_ids=those, own_language=True, languages=(Language.ZH_HANT,)
    )
    assert "Friday, 14 April 2023" in first
    assert ("参访" in second, "參訪" in third) == (True, True)
    both = "".join(sheets(seen, PaperKind.ITINERARY, person_ids=those[:1], languages=(Language.ZH_HANT, Language.EN)))
    assert "實驗室" in both
    assert "Laboratory" in both


def test_itineraries_are_of_delegations_hosts_interpreters_and_vehicles(seen: Tour) -> None:
    (whole,) = sheets(seen, PaperKind.ITINERARY, whose=Whose.DELEGATIONS)
    assert "For: 王一明 (Speaker)" in whole
    assert "Without: 陳四海" in whole
    assert len(sheets(seen, PaperKind.ITINERARY, delegation_id=seen.delegation)) == 4
    hosts = sheets(seen, PaperKind.ITINERARY, whose=Whose.HOSTS)
    assert ["汪揚" in hosts[0], "主任" in hosts[1]] == [True, True]
    assert "Group 0 4 people" in hosts[1]
    (interpreter,) = sheets(seen, PaperKind.ITINERARY, whose=Whose.INTERPRETERS)
    assert "Ms Wong" in interpreter
    assert "With: Beijing" in interpreter
    first, second = sheets(seen, PaperKind.ITINERARY, whose=Whose.VEHICLES)
    assert "何師傅 5555 1001" in first
    assert second.count("Bus 2 AB 2 to ") == 3
    assert second.count("4 people") == 3
    assert len(sheets(seen, PaperKind.ITINERARY, vehicle_id=seen.buses[1], form=PaperFormat.POCKET)) == 4
    with pytest.raises(NothingOnPaper):
        sheets(seen, PaperKind.ITINERARY, whose=Whose.HOSTS, stop_id=seen.stops[1])


@pytest.mark.parametrize(
    ("whose", "of", "count"),
    [
        (Whose.PEOPLE, {"visit": True}, 8), (Whose.PEOPLE, {"visit": True, "vehicle": 0}, 5),
        (Whose.PEOPLE, {"delegation": True, "vehicle": 0}, 4), (Whose.PEOPLE, {"delegation": True, "vehicle": 1}, 0),
        (Whose.PEOPLE, {"stop": 1}, 8), (Whose.PEOPLE, {}, 10),
        (Whose.DELEGATIONS, {"vehicle": 0}, 1), (Whose.DELEGATIONS, {"vehicle": 1}, 0),
        (Whose.HOSTS, {"delegation": True}, 2), (Whose.HOSTS, {"stop": 1}, 0),
        (Whose.INTERPRETERS, {"vehicle": 0}, 1), (Whose.INTERPRETERS, {"vehicle": 1}, 0),
        (Whose.VEHICLES, {"delegation": True}, 1), (Whose.VEHICLES, {"stop": 0}, 2),
        (Whose.VEHICLES, {"vehicle": 1}, 1),
    ],
)  # fmt: skip
def test_itineraries_are_of_those_whom_all_that_is_asked_for_has_in_common(
    seen: Tour, whose: Whose, of: dict[str, int], count: int
) -> None:
    keys = {"visit": [seen.visit], "delegation": [seen.delegation], "vehicle": seen.buses, "stop": seen.stops}
    asked = {f"{name}_id": keys[name][0 if which is True else which] for name, which in of.items()}
    with seen.world.db.read() as session:
        whole = everything(session, seen.summit.id)
        found = owners(session, whole, Choice(EN, whose=whose, **asked))  # type: ignore[arg-type]
    assert len(found) == count


def test_whoever_does_not_come_has_nothing_left_to_do(driven: Tour, tmp_path: Path) -> None:
    guest = driven.guests[6]
    code = printed(driven, PaperKind.ITINERARY, tmp_path, person_ids=(guest,))
    with driven.world.db.write() as session:
        session.get_one(Registration, guest).status = Status.DECLINED
    changes = said_of(driven, code)
    assert set(changes.values()) == {Change.REMOVED}
    assert "黃七郎" in changes


def test_a_manifest_has_boxes_and_phones_and_a_driver_sheet_no_names_of_guests(seen: Tour) -> None:
    first, second = sheets(seen, PaperKind.MANIFEST)
    assert "5 of 5 taken, 0 free" in first
    assert first.count("□") == 5 * 3
    assert second.count("□") == 4 * 3
    for words in ("何師傅 5555 1001", "______ / 5", "Escort on board", "Beijing · Leader", "08:15", "北門"):
        assert words in first
    lab, other = sheets(seen, PaperKind.MANIFEST, stop_id=seen.stops[0])
    for words in ("Laboratory", "09:40–11:30", "Came", "Back aboard", "主任 5555 1234", "王一明"):
        assert words in lab
    assert (lab.count("□"), "王一明" in other) == (4 * 2, False)
    (drive,) = sheets(seen, PaperKind.DRIVER_SHEET, vehicle_id=seen.buses[0])
    for words in ("08:15", "08:30", "北門", "主任 5555 1234", "On duty", "吳領隊 +852 5555 0009"):
        assert words in drive
    assert "王一明" not in drive
    (calls,) = sheets(seen, PaperKind.PHONE_LIST)
    for words in ("王一明", "Leader", "Ms Wong", "何師傅", "5555 1001", "主任", "Contact", "+852 5555 0009"):
        assert words in calls
    (calls,) = sheets(seen, PaperKind.PHONE_LIST, visit_id=seen.visit)
    assert "Liaison officer" in calls
    assert "王一明" not in calls


def test_a_change_makes_just_the_papers_old_on_which_it_stands(driven: Tour, tmp_path: Path) -> None:
    one = printed(driven, PaperKind.ITINERARY, tmp_path, person_ids=(driven.guests[0],))
    other = printed(driven, PaperKind.ITINERARY, tmp_path, person_ids=(driven.guests[5],))
    manifest = printed(driven, PaperKind.MANIFEST, tmp_path)
    sheet = printed(driven, PaperKind.DRIVER_SHEET, tmp_path, vehicle_id=driven.buses[1])
    assert said_of(driven, one) == {}
    with driven.world.db.write() as session:
        leg = next(leg for leg in driven.read().legs if leg.vehicle_id == driven.buses[0])
        session.get_one(Leg, leg.id).gathers_at += timedelta(minutes=5)
    (said,) = said_of(driven, one)
    assert "08:20" in said
    assert said_of(driven, other) == {}
    with driven.world.db.write() as session:
        visits_edit.move_aboard(session, driven.visit, driven.guests[5], driven.buses[0])
        visits_edit.remove_stop(session, driven.stops[1])
    changed = said_of(driven, other)
    assert Change.REMOVED in changed.values()
    assert any("Science Park" in said for said, change in changed.items() if change is Change.REMOVED)
    assert {Change.ADDED, Change.REMOVED} <= set(said_of(driven, manifest).values())
    assert said_of(driven, sheet)
    with driven.world.db.read() as session:
        old = [row for row in latest(session, driven.summit.id) if not row.latest]
    assert len(old) == 4


def test_a_choice_is_kept_and_said_in_words(seen: Tour) -> None:
    choice = replace(
        Choice(EN), person_ids=(seen.guests[0], seen.guests[1]), whose=Whose.HOSTS, own_language=True,
        delegation_id=seen.delegation, visit_id=seen.visit, vehicle_id=seen.buses[0], stop_id=seen.stops[0],
    )  # fmt: skip
    assert choice_of(subject_of(choice)) == choice
    with seen.world.db.read() as session:
        words = paper_choices.described(session, PaperKind.ITINERARY, choice, Translator(Language.EN))
        covered = paper_choices.described(session, PaperKind.ITINERARY, choice, Translator(Language.EN), masked)
    assert "王○明, 李○妹" in covered
    for said in ("Itinerary", "Beijing", "Tour", "Bus 1", "Laboratory", "王一明, 李二妹", "their own language"):
        assert said in words
