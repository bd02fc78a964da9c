"""A summit to act on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.events import EventRow
from desktop.storage.verify import verify
from tests.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A database file; whatever a test does to it, the journal must still tell the same story as the rows."""
    made = World(tmp_path / "summit.db")
    yield made
    with made.db.read() as session:
        assert verify(session).faults == ()
    made.db.close()


@pytest.fixture
def summit(world: World) -> EventRow:
    return world.summit()
