"""The search index is of this program's making, and says when it is not."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.resources import resource
from desktop.storage import search_index
from desktop.storage.verify import verify
from tests.world import World


def found(world: World, event: object) -> int:
    with world.db.read() as session:
        return search_index.count_words(session, event.id, "w孙东")  # type: ignore[attr-defined]


def test_the_version_names_the_table_of_readings() -> None:
    table = hashlib.sha1(resource("readings.txt").read_bytes(), usedforsecurity=False).hexdigest()
    assert search_index.VERSION.split()[1] == table[:8]


@pytest.mark.parametrize(
    "spoiled",
    [
        "UPDATE search_entry SET words = 'wold'",
        "DELETE FROM search_entry WHERE rowid = (SELECT max(rowid) FROM search_entry)",
        "INSERT INTO search(search) VALUES ('delete-all')",
        "UPDATE search_entry SET registration_id = 'x' WHERE rowid = (SELECT max(rowid) FROM search_entry)",
    ],
)
def test_an_index_that_is_not_as_the_rows_say_is_a_fault_until_it_is_rebuilt(tmp_path: Path, spoiled: str) -> None:
    world = World(tmp_path / "a.db")
    world.guests(world.summit(), "孫東", "李娟")
    with world.db.write() as session:
        session.execute(text(spoiled))
    with world.db.read() as session:
        assert [fault.code for fault in verify(session).faults] == ["search"]

    with world.db.write() as session:
        search_index.rebuild(session)

    with world.db.read() as session:
        assert verify(session).faults == ()
    world.db.close()


def test_an_index_of_another_version_is_made_anew_once(tmp_path: Path) -> None:
    world = World(tmp_path / "a.db")
    event = world.summit()
    world.guests(event, "孫東", "李娟")
    assert found(world, event) == 1
    with world.db.write() as session:
        session.execute(text("INSERT INTO search(search) VALUES ('delete-all')"))
        session.execute(text("UPDATE search_entry SET words = 'wold'"))
        session.execute(text("UPDATE local SET value = '0' WHERE name = 'search'"))
    with world.db.read() as session:
        assert not search_index.is_current(session)
        assert [fault.code for fault in verify(session).faults] == ["search"]
    world.db.close()

    world.db = world.open()

    assert found(world, event) == 1
    with world.db.read() as session:
        assert search_index.is_current(session)
        assert verify(session).faults == ()
    world.db.close()
