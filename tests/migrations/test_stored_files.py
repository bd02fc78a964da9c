"""A file of every released schema opens in this program with all that was in it.

``v0001.db.gz`` and its like are made once, by ``python -m tests.migrations.store``, when a schema is released.
"""

import gzip
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desktop.domain.verdicts import Verdict
from desktop.models import Base
from desktop.services import badges, checkin, checkpoints, events, people_list, search
from desktop.services.checkin import Reading
from desktop.storage.opening import open_database
from desktop.storage.schema import SCHEMA
from desktop.storage.verify import verify

HERE = Path(__file__).parent
STORED = sorted(HERE.glob("v*.db.gz"))


def test_there_is_a_stored_file_of_every_schema() -> None:
    config = Config()
    config.set_main_option("script_location", "desktop/storage/migrations")
    revisions = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    assert {file.name[1:5] for file in STORED} == revisions
    assert max(revisions) == SCHEMA


@pytest.mark.parametrize("stored", STORED, ids=lambda file: file.name)
def test_a_stored_file_opens_with_everything_in_it_and_goes_on_working(stored: Path, tmp_path: Path) -> None:
    path = tmp_path / "summit.db"
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    db = open_database(path, "May")
    with db.read() as session:
        event = events.event_in_use(session)
        listed = people_list.people(session, event.id)
        given = badges.badges(session, event.id)
        door = checkpoints.find_checkpoint(session, event.id, None)
        assert [hit.name_zh for hit in search.find(session, event.id, "sundong")] == ["孫東"]
        assert verify(session).faults == ()
    assert (len(listed), len(given)) == (25, 25)
    assert [row.name for row in listed if row.arrived_at] == ["李家超"]
    with db.write() as session:
        verdicts = [checkin.scan(session, Reading(event.id, door.id, badge.token)).verdict for badge in given[:2]]
    assert verdicts == [Verdict.ALREADY_IN, Verdict.ADMITTED]
    db.close()


def test_the_migrations_make_just_the_tables_that_the_models_describe(tmp_path: Path) -> None:
    db = open_database(tmp_path / "new.db", "May")
    with db.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"include_object": _ours})
        assert compare_metadata(context, Base.metadata) == []
    db.close()


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """The search index is SQLite's own tables, which the models do not describe."""
    return not (kind == "table" and name is not None and name not in Base.metadata.tables)
