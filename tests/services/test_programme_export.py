"""The programme as files: what we read back unchanged, what calendars follow, what other programs take."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
import vobject
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop.domain import programme_words as words_of
from desktop.domain.list_headers import is_private
from desktop.domain.programme import Audience, Department, ItemKind, MaterialKind, MaterialState, Part
from desktop.domain.programme_headers import Field, column_of
from desktop.domain.text import LocalName, clean, clean_lines
from desktop.exchange.writing import UnknownEnding
from desktop.i18n import Language, Translator
from desktop.services import programme, programme_edit
from desktop.services.events import EventDraft, EventRow, VenueRow
from desktop.services.import_changes import Standing
from desktop.services.programme_edit import CueDraft, ItemDraft, MaterialDraft, PersonDraft
from desktop.services.programme_export import export_programme, programme_headers
from desktop.services.programme_import import plan_programme, read_programme_file, write_programme
from tests.world import World

DAY = date(2023, 4, 12)
DRAFT = EventDraft(
    LocalName("京港峰會", "京港峰会", "Beijing–Hong Kong Summit"),
    DAY,
    date(2023, 4, 15),
    venues=(VenueRow(LocalName("會展中心"), (LocalName("大會堂", "", "Grand Hall"), LocalName("序廳"))),),
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "summit.db")


@pytest.fixture
def summit(world: World) -> EventRow:
    return world.summit(DRAFT)


def hall(world: World, event: EventRow, place: int = 0) -> UUID:
    with world.db.read() as session:
        return programme.halls(session, event.id)[place].id


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 4, 12, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def add(world: World, event: EventRow, *drafts: ItemDraft) -> list[UUID]:
    with world.db.write() as session:
        return programme_edit.add_items(session, event.id, drafts)


def change(world: World, key: UUID, **values: Any) -> None:
    with world.db.write() as session:
        before = programme_edit.draft_of(programme.item(session, key))
        programme_edit.change_item(session, key, programme_edit.replace(before, **values))


def export(world: World, event: EventRow, out: Path, language: Language = Language.ZH_HANT, **how: Any) -> int:
    with world.db.read() as session:
        return export_programme(session, event.id, out, language=language, **how)


def calendar(path: Path) -> dict[str, Any]:
    """The events of a calendar by their keys, as another library reads them."""
    read = vobject.readOne(path.read_text(encoding="utf-8"))
    return {str(one.uid.value).partition("@")[0]: one for one in read.vevent_list}


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=12).map(clean)
lines = st.lists(words, max_size=3).map(lambda some: clean_lines("\n".join(some)))
people = st.builds(PersonDraft, st.sampled_from(Part), st.none(), words.filter(bool), lines)
items = st.builds(
    ItemDraft,
    title=st.builds(LocalName, words.filter(bool), words, words),
    seconds=st.integers(1, 86_400),
    day=st.sampled_from([DAY, date(2023, 4, 14)]),
    starts_at=st.none(),
    kind=st.sampled_from(ItemKind),
    code=words,
    fixed_end=st.booleans(),
    spare=st.booleans(),
    audience=st.sampled_from(Audience),
    owner=words,
    language=st.sampled_from(["", "zh-Hant", "en"]),
    note=lines,
    people=st.lists(people, max_size=3).map(tuple),
    cues=st.lists(
        st.builds(CueDraft, st.sampled_from(Department), lines.filter(bool), st.integers(-4_000, 4_000), st.booleans()),
        max_size=2,
    ).map(tuple),
    materials=st.lists(
        st.builds(MaterialDraft, st.sampled_from(MaterialKind), st.sampled_from(MaterialState), words, lines),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=8, phases=(Phase.generate,), deadline=None)
@given(
    st.lists(st.tuples(items, st.integers(0, 100_000), st.sampled_from([None, 0, 1])), min_size=1, max_size=6),
    st.sampled_from(Language),
    st.sampled_from(["programme.xlsx", "programme.csv"]),
)
def test_a_table_comes_back_with_nothing_changed(
    tmp_path_factory: pytest.TempPathFactory,
    drafts: list[tuple[ItemDraft, int, int | None]],
    language: Language,
    name: str,
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    world = World(folder / "one.db")
    event = world.summit(DRAFT)
    guest, other = world.guests(event, "王偉", "王偉")
    halls = [hall(world, event, 0), hall(world, event, 1)]
    made = []
    for place, (draft, start, where) in enumerate(drafts):
        begins = datetime(draft.day.year, draft.day.month, draft.day.day, tzinfo=UTC) + timedelta(
            hours=-8, seconds=start
        )
        made.append(
            programme_edit.replace(
                draft,
                hall_id=None if where is None else halls[where],
                starts_at=None if place % 3 == 2 else begins,
                fixed_start=place % 3 == 1,
                people=(*draft.people, PersonDraft(Part.SPEAKER, guest), PersonDraft(Part.SPEAKER, other, note="二")),
            )
        )
    add(world, event, *made)
    assert export(world, event, folder / name, language) == len(drafts)
    with world.db.read() as session:
        plan = plan_programme(session, event.id, read_programme_file(folder / name))
    assert {row.standing for row in plan.rows} == {Standing.SAME}
    assert (len(plan.rows), plan.problems) == (len(drafts), ())
    elsewhere = World(folder / "two.db")
    twin = elsewhere.summit(DRAFT)
    elsewhere.guests(twin, "王偉")
    with elsewhere.db.write() as session:
        done = write_programme(session, plan_programme(session, twin.id, read_programme_file(folder / name)))
    assert (done.new, done.rejected) == (len(drafts), 0)
    with world.db.read() as session:
        before = programme.programme(session, event.id)
    with elsewhere.db.read() as session:
        after = programme.programme(session, twin.id)
    assert [said(row) for row in after] == [said(row) for row in before]


def said(row: programme.ItemRow) -> tuple[object, ...]:
    """What an item says, whichever database it is in."""
    return (
        row.day, row.start, row.seconds, row.starts_at, row.title, row.kind, row.hall, row.code, row.fixed_start,
        row.fixed_end, row.spare, row.audience, row.owner, row.language, row.note,
        [(one.name, one.part, one.note) for one in row.people],
        [(cue.department, cue.seconds, cue.from_end, cue.text) for cue in row.cues],
        sorted((one.kind, one.state, one.name, one.note) for one in row.materials),
    )  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_the_headers_mean_to_an_import_what_they_say(language: Language) -> None:
    headers = programme_headers(Translator(language))
    meant = [column_of(place, header).field for place, header in enumerate(headers)]
    assert set(meant) == set(Field) - {Field.TIME, Field.TITLE, Field.SKIP, Field.OTHER}
    assert not any(map(is_private, headers))


@pytest.mark.parametrize("language", Language)
def test_every_word_of_a_table_is_understood_in_the_language_it_is_written_in(language: Language) -> None:
    _ = Translator(language)
    for said, table in (
        (words_of.KIND_WORDS, words_of.KINDS), (words_of.PART_WORDS, words_of.PARTS),
        (words_of.AUDIENCE_WORDS, words_of.AUDIENCES), (words_of.DEPARTMENT_WORDS, words_of.DEPARTMENTS),
        (words_of.MATERIAL_WORDS, words_of.MATERIALS), (words_of.STATE_WORDS, words_of.STATES),
        (words_of.TIMING_WORDS, words_of.TIMINGS),
    ):  # fmt: skip
        assert {one: table.exactly(_(word)) for one, word in said.items()} == {one: one for one in said}


def test_a_calendar_follows_what_is_changed_and_taken_away(world: World, summit: EventRow, tmp_path: Path) -> None:
    main = hall(world, summit)
    (speaker,) = world.guests(summit, "李家超")
    opening, speech, photo, secret = add(
        world,
        summit,
        ItemDraft(LocalName("開幕", "", "Opening"), 300, DAY, main, at(14), kind=ItemKind.OPENING),
        ItemDraft(LocalName("致辭"), 600, DAY, main, people=(PersonDraft(Part.SPEAKER, speaker),), note="內部"),
        ItemDraft(LocalName("合影"), 600, DAY, main, at(15)),
        ItemDraft(LocalName("清場"), 600, DAY, main, at(16), audience=Audience.CREW),
    )
    out = tmp_path / "summit.ics"
    assert export(world, summit, out) == 3
    first = calendar(out)
    assert set(first) == {str(opening), str(speech), str(photo)}
    one = first[str(speech)]
    assert (one.summary.value, one.location.value, one.sequence.value) == ("致辭", "大會堂", "0")
    assert one.dtstart.value.astimezone(UTC) == at(14, 5)
    assert "李家超" in one.description.value
    assert "內部" not in out.read_text(encoding="utf-8")
    same = out.read_bytes()
    export(world, summit, out)
    assert out.read_bytes() == same

    with world.db.write() as session:
        programme_edit.stretch_item(session, opening, 600)
    change(world, photo, note="nothing that others see")
    with world.db.write() as session:
        programme_edit.remove_item(session, secret)
    export(world, summit, out)
    second = calendar(out)
    assert {key: int(one.sequence.value) for key, one in second.items()} == {
        str(opening): 1, str(speech): 1, str(photo): 0
    }  # fmt: skip
    assert second[str(speech)].dtstart.value.astimezone(UTC) == at(14, 10)
    assert second[str(speech)].last_modified.value > one.last_modified.value

    change(world, photo, audience=Audience.CREW)
    with world.db.write() as session:
        programme_edit.remove_item(session, speech)
    export(world, summit, out)
    third = calendar(out)
    assert {key: (one.status.value, int(one.sequence.value)) for key, one in third.items()} == {
        str(opening): ("CONFIRMED", 1), str(speech): ("CANCELLED", 2), str(photo): ("CANCELLED", 1),
    }  # fmt: skip
    assert third[str(speech)].dtstart.value.astimezone(UTC) == at(14, 10)
    assert export(world, summit, tmp_path / "crew.ics", crew=True) == 3
    assert calendar(tmp_path / "crew.ics")[str(photo)].status.value == "CONFIRMED"


def test_a_schedule_says_what_the_video_teams_want(world: World, summit: EventRow, tmp_path: Path) -> None:
    main = hall(world, summit)
    (speaker,) = world.guests(summit, "李家超")
    keys = add(
        world,
        summit,
        ItemDraft(LocalName("開幕", "", "Opening"), 330, DAY, main, at(14), kind=ItemKind.OPENING),
        ItemDraft(LocalName("致辭"), 600, DAY, people=(PersonDraft(Part.SPEAKER, speaker),)),
        ItemDraft(LocalName("守夜"), 3_600, DAY, main, at(23) + timedelta(minutes=30)),
        ItemDraft(LocalName("機動"), 600, DAY, main, at(9), spare=True),
    )
    xml, plain = tmp_path / "s.xml", tmp_path / "s.json"
    assert export(world, summit, xml) == export(world, summit, plain) == 3
    root = ET.fromstring(xml.read_bytes())
    assert [element.tag for element in root][:3] == ["generator", "version", "conference"]
    assert root.findtext("conference/time_zone_name") == "Asia/Hong_Kong"
    assert root.findtext("conference/acronym") == "beijing_hong_kong_summit"
    days = root.findall("day")
    assert [day.get("date") for day in days] == ["2023-04-12", "2023-04-13", "2023-04-14", "2023-04-15"]
    assert (days[0].get("start"), days[0].get("end")) == ("2023-04-12T00:00:00+08:00", "2023-04-13T00:30:00+08:00")
    found = {event.get("guid"): event for event in root.iter("event")}
    assert set(found) == {str(key) for key in keys[:3]}
    opening = found[str(keys[0])]
    assert [opening.findtext(name) for name in ("title", "subtitle", "type", "date", "start", "duration", "room")] == [
        "開幕", "Opening", "opening", "2023-04-12T14:00:00+08:00", "14:00", "00:05:30", "大會堂"
    ]  # fmt: skip
    assert found[str(keys[1])].findtext("room") == "會展中心"
    assert found[str(keys[1])].findtext("persons/person") == "李家超"
    assert (
        len({event.findtext("slug") for event in found.values()} | {event.get("id") for event in found.values()}) == 6
    )

    document = json.loads(plain.read_bytes())["schedule"]["conference"]
    assert (document["daysCount"], document["start"], document["end"]) == (4, "2023-04-12", "2023-04-15")
    event = document["days"][0]["rooms"]["大會堂"][0]
    assert (event["guid"], event["duration"], event["language"]) == (str(keys[0]), "00:06", "zh-Hant")
    for language in Language:
        export(world, summit, xml, language)
        with world.db.read() as session:
            back = plan_programme(session, summit.id, read_programme_file(xml))
        assert [row.standing for row in back.rows] == [Standing.SAME] * 3


def test_the_ending_says_what_the_file_becomes_and_the_public_sees_less(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    add(
        world,
        summit,
        ItemDraft(LocalName("開幕"), 300, DAY, None, at(14)),
        ItemDraft(LocalName("清場"), 300, DAY, None, at(15), audience=Audience.CREW),
    )
    assert [export(world, summit, tmp_path / "p.csv", crew=crew) for crew in (None, True, False)] == [2, 2, 1]
    assert [export(world, summit, tmp_path / "p.xml", crew=crew) for crew in (None, True, False)] == [1, 2, 1]
    with pytest.raises(UnknownEnding, match=r"\.ics"):
        export(world, summit, tmp_path / "p.doc")
