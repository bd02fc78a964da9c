"""The programme as it is read and changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from desktop.domain.programme import Department, ItemKind, MaterialKind, MaterialState, Part
from desktop.domain.text import LocalName
from desktop.services import programme, programme_edit
from desktop.services.events import EventRow, VenueRow
from desktop.services.programme import ItemRow
from desktop.services.programme_edit import CueDraft, ItemDraft, MaterialDraft, PersonDraft, draft_of
from desktop.services.taking_back import take_back, this_action
from tests.world import SUMMIT, World

DAY = date(2023, 4, 12)
TWO_HALLS = replace(
    SUMMIT, venues=(VenueRow(LocalName(en="Cyberport"), (LocalName(en="InnHall"), LocalName(en="Foyer"))),)
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "summit.db")


@pytest.fixture
def event(world: World) -> EventRow:
    return world.summit(TWO_HALLS)


def at(clock: str, day: date = DAY) -> datetime:
    """A time of Hong Kong."""
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00").astimezone(UTC)


def titled(title: str, minutes: int = 10, start: str = "", **more: object) -> ItemDraft:
    draft = ItemDraft(LocalName(title), minutes * 60, DAY, starts_at=at(start) if start else None)
    return replace(draft, **more)


def read(world: World, event: EventRow) -> list[ItemRow]:
    with world.db.read() as session:
        return programme.programme(session, event.id)


def said(rows: list[ItemRow]) -> list[str]:
    """Each item with its times, as Hong Kong reads them."""
    zone = timedelta(hours=8)
    return [f"{row.title.hant} {row.start + zone:%H:%M}-{row.end + zone:%H:%M}" for row in rows]


def test_items_follow_each_other_in_their_hall(world: World, event: EventRow) -> None:
    with world.db.read() as session:
        inn, foyer = programme.halls(session, event.id)
    drafts = [
        titled("arrival", 30), titled("opening", 5, "14:00", hall_id=inn.id), titled("speech", hall_id=inn.id),
        titled("spare", 10, spare=True, hall_id=inn.id), titled("photo", hall_id=inn.id),
        titled("tea", 20, "15:00", hall_id=foyer.id), titled("before", 15, hall_id=foyer.id, rank=1),
    ]  # fmt: skip
    with world.db.write() as session:
        programme_edit.add_items(session, event.id, drafts)
    assert said(read(world, event)) == [
        "arrival 09:00-09:30", "opening 14:00-14:05", "speech 14:05-14:15", "spare 14:15-14:25", "photo 14:15-14:25",
        "before 14:45-15:00", "tea 15:00-15:20",
    ]  # fmt: skip
    assert [row.hall.en for row in read(world, event)][0::4] == ["", "InnHall"]


def test_people_cues_and_materials_hang_on_an_item_and_are_changed_with_it(world: World, event: EventRow) -> None:
    [guest] = world.guests(event, "李然")
    draft = titled(
        "speech", 8, "14:38", kind=ItemKind.SPEECH,
        people=(PersonDraft(Part.MC, name="May Wong"), PersonDraft(registration_id=guest), PersonDraft()),
        cues=(CueDraft(Department.LIGHT, "Spot on", -5), CueDraft(Department.SOUND, " ")),
        materials=(MaterialDraft(MaterialKind.SLIDES, name="li.pptx"),),
    )  # fmt: skip
    with world.db.write() as session:
        key = programme_edit.add_item(session, event.id, draft)
    [row] = read(world, event)
    assert [(one.name, one.part, one.guest is not None) for one in row.people] == [
        ("May Wong", Part.MC, False), ("李然", Part.SPEAKER, True),
    ]  # fmt: skip
    assert [(cue.department, cue.text, cue.seconds) for cue in row.cues] == [(Department.LIGHT, "Spot on", -5)]
    swapped = replace(draft_of(row), people=draft_of(row).people[::-1], cues=())
    checked = replace(swapped.materials[0], state=MaterialState.CHECKED)
    with world.db.write() as session:
        programme_edit.change_item(session, key, replace(swapped, materials=(checked,)))
    [after] = read(world, event)
    assert [one.id for one in after.people] == [one.id for one in row.people][::-1]
    assert (after.cues, after.materials[0].state) == ((), MaterialState.CHECKED)


def test_an_item_is_moved_across_midnight_a_day_and_a_hall_and_back(world: World, event: EventRow) -> None:
    with world.db.read() as session:
        inn, _foyer = programme.halls(session, event.id)
    with world.db.write() as session:
        first, last, gala = programme_edit.add_items(
            session, event.id,
            [titled("first", 10, "14:00", hall_id=inn.id), titled("last", hall_id=inn.id), titled("gala", 60, "21:00")],
        )  # fmt: skip
    before = read(world, event)
    with world.db.write() as session:
        night = at("00:30", DAY + timedelta(days=1))
        programme_edit.move_item(session, gala, day=DAY, hall_id=None, rank=None, starts_at=night)
        programme_edit.move_item(session, last, day=DAY + timedelta(days=1), hall_id=None, rank=None, starts_at=None)
        programme_edit.move_item(session, first, day=DAY, hall_id=None, rank=5, starts_at=None)
        act = this_action(session)
    assert said(read(world, event)) == ["gala 00:30-01:30", "first 01:30-01:40", "last 09:00-09:10"]
    assert [row.rank for row in read(world, event)] == [1, 2, 1]
    with world.db.write() as session:
        take_back(session, act)
    assert read(world, event) == before


def test_items_are_stretched_copied_and_taken_away(world: World, event: EventRow) -> None:
    with world.db.write() as session:
        one, two = programme_edit.add_items(
            session, event.id, [titled("one", 10, "14:00", fixed_start=True), titled("two")]
        )
        programme_edit.stretch_item(session, one, 1800)
        programme_edit.copy_item(session, one)
        programme_edit.remove_item(session, two)
    assert said(read(world, event)) == ["one 14:00-14:30", "one 14:30-15:00"]
    assert [row.rank for row in read(world, event)] == [1, 2]
    with world.db.read() as session, pytest.raises(programme.NoSuchItem):
        programme.item(session, two)


def test_an_item_goes_where_its_time_puts_it(world: World, event: EventRow) -> None:
    with world.db.write() as session:
        programme_edit.add_items(session, event.id, [titled("a", 10, "14:00"), titled("b"), titled("d", 10, "15:00")])
        programme_edit.add_item(session, event.id, titled("c", 10, "14:30"))
        key = programme_edit.add_item(session, event.id, titled("zero", 10, "13:00"))
    assert [row.title.hant for row in read(world, event)] == ["zero", "a", "b", "c", "d"]
    with world.db.write() as session:
        programme_edit.change_item(session, key, titled("zero", 10, "16:00"))
    assert [row.title.hant for row in read(world, event)] == ["a", "b", "c", "d", "zero"]


def test_gaps_and_overlaps_are_between_those_of_one_hall(world: World, event: EventRow) -> None:
    with world.db.write() as session:
        a, b, c, _spare = programme_edit.add_items(
            session, event.id,
            [titled("a", 60, "14:00"), titled("b", 10, "14:50"), titled("c", 10, "15:30"), titled("d", 5, spare=True)],
        )  # fmt: skip
    assert programme_edit.gaps_and_overlaps(read(world, event)) == [
        programme_edit.Seam(a, b, -600), programme_edit.Seam(b, c, 1800),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (titled(" "), programme_edit.TitleMissing),
        (titled("x", 0), programme_edit.BadLength),
        (titled("x", 24 * 60 + 1), programme_edit.BadLength),
        (titled("x", fixed_start=True), programme_edit.StartMissing),
        (titled("x", starts_at=at("23:59", DAY - timedelta(days=1))), programme_edit.FarFromDay),
        (titled("x", hall_id=UUID(int=1)), programme_edit.HallGone),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_and_nothing_written(
    world: World, event: EventRow, draft: ItemDraft, error: type[Exception]
) -> None:
    with pytest.raises(error), world.db.write() as session:
        programme_edit.add_items(session, event.id, [titled("fine"), draft])
    assert read(world, event) == []
