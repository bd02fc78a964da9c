"""Many selected at once: changed in a job, stopped whole, taken back as one, and nobody else waits for long."""

from threading import Event as Flag
from uuid import UUID

import pytest

from desktop.domain.verdicts import Status
from desktop.errors import Cancelled
from desktop.progress import Progress
from desktop.services import many, people, people_list, person_log
from desktop.services.categories import NoSuchCategory, find_category
from desktop.services.events import EventRow
from desktop.services.many import change_very_many, take_many_back
from desktop.services.people import PersonDraft
from desktop.services.taking_back import ChangedSince
from tests.world import World

PEOPLE = many.AT_ONCE + 7


@pytest.fixture
def guests(world: World, summit: EventRow) -> list[UUID]:
    return world.guests(summit, *(f"甲{number}" for number in range(PEOPLE)))


def codes(world: World, event: EventRow) -> dict[str, int]:
    with world.db.read() as session:
        rows = people_list.people(session, event.id)
    found: dict[str, int] = {}
    for row in rows:
        found[row.category.en] = found.get(row.category.en, 0) + 1
    return found


def test_very_many_are_changed_under_one_action_and_taken_back_as_one(
    world: World, summit: EventRow, guests: list[UUID]
) -> None:
    with world.db.read() as session:
        vip = find_category(session, summit.id, "vip").id
    counts: list[tuple[int, int]] = []
    progress = Progress(say=lambda done, total: counts.append((done, total)))
    done = change_very_many(world.db, summit.id, guests[1:], progress, category_id=vip, status=Status.INVITED)
    assert done.changed == PEOPLE - 1
    assert codes(world, summit) == {"VIP": PEOPLE - 1, "Delegate": 1}
    assert (counts[0], counts[-1]) == ((0, PEOPLE - 1), (PEOPLE - 1, PEOPLE - 1))
    assert (many.AT_ONCE, PEOPLE - 1) in counts, "it says how far it is"
    with world.db.read() as session:
        assert [change.field for change in person_log.changes_of(session, guests[-1])] == [
            "category_id", "status", "listed",
        ]  # fmt: skip
    again = change_very_many(world.db, summit.id, guests, Progress(), category_id=vip)
    assert again.changed == 1
    take_many_back(world.db, again.action, Progress())
    take_many_back(world.db, done.action, Progress())
    assert codes(world, summit) == {"Delegate": PEOPLE}


def test_whoever_stops_half_way_leaves_everybody_as_they_were(
    world: World, summit: EventRow, guests: list[UUID]
) -> None:
    stop = Flag()
    progress = Progress(say=lambda done, _total: stop.set() if done >= many.AT_ONCE else None, stop=stop)
    with pytest.raises(Cancelled):
        change_very_many(world.db, summit.id, guests, progress, status=Status.CANCELLED)
    with world.db.read() as session:
        assert {row.status for row in people_list.people(session, summit.id)} == {Status.CONFIRMED}
    done = change_very_many(world.db, summit.id, guests, Progress(), status=Status.CANCELLED)
    stop = Flag()
    progress = Progress(say=lambda done, _total: stop.set() if done >= many.AT_ONCE else None, stop=stop)
    with pytest.raises(Cancelled):
        take_many_back(world.db, done.action, progress)
    with world.db.read() as session:
        assert {row.status for row in people_list.people(session, summit.id)} == {Status.CANCELLED}


def test_others_write_while_very_many_are_changed(world: World, summit: EventRow, guests: list[UUID]) -> None:
    def write_too(done: int, _total: int) -> None:
        if done == many.AT_ONCE:
            with world.db.write() as session:
                people.change_person(session, summit.id, max(guests), PersonDraft(seat="A-1"))

    done = change_very_many(world.db, summit.id, guests, Progress(say=write_too), status=Status.INVITED)
    assert done.changed == PEOPLE
    take_many_back(world.db, done.action, Progress())
    with world.db.read() as session:
        assert people.person(session, summit.id, max(guests)).seat == "A-1"


def test_very_many_are_not_taken_back_over_a_later_change(world: World, summit: EventRow, guests: list[UUID]) -> None:
    done = change_very_many(world.db, summit.id, guests, Progress(), status=Status.INVITED)
    with world.db.write() as session:
        people.change_person(session, summit.id, guests[3], PersonDraft(status=Status.CANCELLED))
    with pytest.raises(ChangedSince):
        take_many_back(world.db, done.action, Progress())


def test_very_many_get_no_category_of_another_event(world: World, summit: EventRow, guests: list[UUID]) -> None:
    with pytest.raises(NoSuchCategory):
        change_very_many(world.db, summit.id, guests, Progress(), category_id=guests[0])
