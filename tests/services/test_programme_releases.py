"""Releases of the programme, and what changed between them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.programme import Audience, Part
from desktop.domain.text import LocalName
from desktop.services import programme_edit, programme_releases
from desktop.services.events import VenueRow
from desktop.services.programme import halls, item
from desktop.services.programme_edit import ItemDraft, PersonDraft, draft_of, move_item
from desktop.services.programme_releases import ChangeKind, ReleasedPerson, changes, release
from tests.world import SUMMIT, World

DAY = date(2023, 4, 12)
NEXT_DAY = DAY + timedelta(days=1)
STAGE = replace(SUMMIT, venues=(VenueRow(LocalName(en="Cyberport"), (LocalName(en="InnHall"), LocalName(en="Foyer"))),))


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00").astimezone(UTC)


def test_what_changed_since_a_release_is_told_item_by_item(tmp_path: Path) -> None:
    world = World(tmp_path / "summit.db")
    event = world.summit(STAGE)
    [guest] = world.guests(event, "李然")
    with world.db.write() as session, pytest.raises(programme_releases.NothingToRelease):
        release(session, event.id)
    with world.db.write() as session:
        inn, foyer = (hall.id for hall in halls(session, event.id))
        opening = ItemDraft(LocalName("opening"), 600, DAY, inn, at("14:00"))
        keys = programme_edit.add_items(
            session, event.id,
            [
                opening,
                *(replace(opening, title=LocalName(title), starts_at=None) for title in ("a", "b", "c", "d", "e")),
                replace(opening, title=LocalName("gala"), hall_id=foyer, starts_at=at("20:00")),
                replace(opening, title=LocalName("crew"), hall_id=None, audience=Audience.CREW, starts_at=at("08:00")),
            ],
        )  # fmt: skip
        first = release(session, event.id, " For the  printer ")
        assert (first.number, first.name, first.items) == (1, "For the printer", 8)
        assert changes(session, event.id, 1) == []
    a, b, c, d, e, gala, crew = keys[1:]
    with world.db.write() as session:
        move_item(session, a, day=DAY, hall_id=inn, rank=9, starts_at=None)
        move_item(session, b, day=NEXT_DAY, hall_id=inn, rank=None, starts_at=None)
        move_item(session, c, day=DAY, hall_id=foyer, rank=1, starts_at=at("14:30"))
        move_item(session, gala, day=DAY, hall_id=foyer, rank=None, starts_at=at("00:10", NEXT_DAY))
        named = replace(draft_of(item(session, d)), title=LocalName("dd"), people=(PersonDraft(Part.SPEAKER, guest),))
        programme_edit.change_item(session, d, named)
        programme_edit.remove_item(session, crew)
        new = programme_edit.add_item(
            session, event.id, replace(opening, title=LocalName("new"), starts_at=at("17:00"))
        )
        found = changes(session, event.id, 1)
        public = changes(session, event.id, 1, audience=Audience.PUBLIC)
        second = release(session, event.id)
    kinds = {(one.kind, one.item_id) for one in found}
    assert kinds == {
        (ChangeKind.RETIMED, d), (ChangeKind.TITLE, d), (ChangeKind.PEOPLE, d), (ChangeKind.MOVED, a),
        (ChangeKind.RETIMED, a), (ChangeKind.RETIMED, e),
        (ChangeKind.MOVED, b), (ChangeKind.RETIMED, b), (ChangeKind.HALL, c), (ChangeKind.RETIMED, gala),
        (ChangeKind.ADDED, new), (ChangeKind.REMOVED, crew),
    }  # fmt: skip
    assert [one.kind for one in public] == [one.kind for one in found if one.item_id != crew]
    [people] = [one for one in found if one.kind is ChangeKind.PEOPLE]
    assert (people.came, people.went) == ((ReleasedPerson("李然", Part.SPEAKER, guest),), ())
    [late] = [one for one in found if one.item_id == gala]
    assert (late.before.start, late.after.start, late.after.day) == (at("20:00"), at("00:10", NEXT_DAY), DAY)
    with world.db.read() as session:
        assert changes(session, event.id, 1, second.number) == found
        assert [one.number for one in programme_releases.releases(session, event.id)] == [2, 1]
        with pytest.raises(programme_releases.NoSuchRelease):
            changes(session, event.id, 3)
