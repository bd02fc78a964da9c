"""The file itself: who is told of commits, and what is said when it can't be used."""

import sqlite3
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from desktop.errors import Trouble
from desktop.files import DiskFull
from desktop.models import Desk, Person
from desktop.storage.backup import KEPT, BackupExists, DamagedBackup, SameFile, automatic_backup, back_up, restore
from desktop.storage.database import Changes
from desktop.storage.journal import insert_rows, journal_of
from desktop.storage.opening import open_database
from desktop.storage.schema import SCHEMA
from desktop.storage.shelf import backups_of, is_whole
from desktop.storage.troubles import Missing, NewerDatabase, NotADatabase, ReadOnly
from desktop.storage.verify import verify
from tests.world import NOON, World


def add_people(world: World, count: int) -> list[UUID]:
    with world.db.write() as session:
        journal = journal_of(session)
        rows = [{"id": journal.new_id(), "name_zh": f"人{number}"} for number in range(count)]
        insert_rows(session, Person, rows)
    return [row["id"] for row in rows]


def test_every_commit_is_announced_by_table_and_row(world: World) -> None:
    heard: list[Changes] = []
    world.db.listen(heard.append)
    keys = add_people(world, 2)
    assert heard == [frozenset(("person", key) for key in keys)]


def test_another_program_s_commits_are_heard_once_at_the_next_poll(world: World) -> None:
    heard: list[Changes] = []
    world.db.listen(heard.append)
    other = World(world.path)
    (key,) = add_people(other, 1)
    other.db.close()
    world.db.poll()
    world.db.poll()
    assert heard == [frozenset({("person", key)})]


def test_a_very_large_change_is_announced_by_table(world: World) -> None:
    heard: list[Changes] = []
    world.db.listen(heard.append)
    add_people(world, 3000)
    assert heard == [frozenset({("person", None)})]


def test_opening_twice_is_the_same_desk(world: World) -> None:
    again = open_database(world.path, "Lam")
    assert again.actor is not None
    assert world.db.actor is not None
    assert again.actor.desk_id == world.db.actor.desk_id
    again.close()


@pytest.fixture
def closed(world: World) -> Path:
    add_people(world, 500)
    world.db.close()
    connection = sqlite3.connect(world.path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return world.path


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("not a database\n" * 20)
    with pytest.raises(NotADatabase):
        open_database(notes, "May")
    assert notes.read_text().startswith("not a database")
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE song (name TEXT)")
    connection.close()
    for wrong in (other, tmp_path):
        with pytest.raises(NotADatabase):
            open_database(wrong, "May")


def test_a_file_from_a_newer_version_is_refused_and_left_alone(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = closed.read_bytes()
    with pytest.raises(NewerDatabase):
        open_database(closed, "May")
    assert closed.read_bytes() == before


def test_a_read_only_file_is_refused_for_an_administrator_too(closed: Path) -> None:
    closed.chmod(0o444)
    with pytest.raises(ReadOnly):
        open_database(closed, "May")


def test_a_damaged_file_offers_the_last_good_backup_which_brings_all_back(closed: Path) -> None:
    backup = automatic_backup(closed, NOON)
    with closed.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    with pytest.raises(Trouble) as trouble:
        db = open_database(closed, "May")
        with db.read() as session:
            session.query(Person).all()
    assert (trouble.value.code, trouble.value.values["backup"]) == ("database_damaged", backup)

    kept = restore(closed, backup, NOON)
    assert kept is not None
    assert kept.exists()
    db = open_database(closed, "May")
    with db.read() as session:
        assert session.query(Person).count() == 500
    db.close()


def test_a_damaged_backup_is_not_restored_and_changes_nothing(closed: Path) -> None:
    backup = automatic_backup(closed, NOON)
    backup.write_bytes(backup.read_bytes()[:5000])
    before = closed.read_bytes()
    with pytest.raises(DamagedBackup):
        restore(closed, backup, NOON)
    assert closed.read_bytes() == before


def test_a_list_is_no_backup_and_changes_nothing(closed: Path, tmp_path: Path) -> None:
    listing = tmp_path / "guests.csv"
    listing.write_text("姓名,單位\n孫東,科大\n", "utf-8")
    before = closed.read_bytes()
    with pytest.raises(NotADatabase):
        restore(closed, listing, NOON)
    assert closed.read_bytes() == before


def test_a_full_disk_is_told_and_nothing_is_half_written(world: World) -> None:
    add_people(world, 1)
    with world.db.write() as session:
        connection = session.connection().connection.dbapi_connection
        assert isinstance(connection, sqlite3.Connection)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(DiskFull):
        add_people(world, 5000)
    with world.db.read() as session:
        assert session.query(Person).count() == 1


def test_a_backup_leaves_the_badge_keys_out_unless_asked(world: World, tmp_path: Path) -> None:
    world.summit()
    plain = back_up(world.path, tmp_path / "plain.db", with_keys=False)
    whole = back_up(world.path, tmp_path / "whole.db", with_keys=True)
    counts = [sqlite3.connect(file).execute("SELECT count(*) FROM event_key").fetchone()[0] for file in (plain, whole)]
    assert counts == [0, 1]
    with pytest.raises(BackupExists):
        back_up(world.path, plain, with_keys=False)


def test_the_newest_backups_are_kept(world: World) -> None:
    for _ in range(KEPT + 3):
        automatic_backup(world.path, world.db.now())
    assert len(backups_of(world.path)) == KEPT
    assert all(map(is_whole, backups_of(world.path)))


def test_the_schema_named_in_the_code_is_the_newest_migration() -> None:
    versions = Path("desktop/storage/migrations/versions").glob("v*.py")
    assert max(file.name[1:5] for file in versions) == SCHEMA


def test_a_restored_file_is_a_desk_of_its_own(closed: Path, tmp_path: Path) -> None:
    before = open_database(closed, "May")
    first = before.actor
    before.close()
    other = tmp_path / "other.db"
    restore(other, closed, NOON)
    copy = open_database(other, "Lam")
    assert first is not None
    assert copy.actor is not None
    assert copy.actor.desk_id != first.desk_id
    with copy.read() as session:
        assert sorted(session.scalars(select(Desk.letter))) == ["A", "B"]
        assert verify(session).faults == ()
    copy.close()


def test_a_backup_from_a_newer_version_is_not_restored(closed: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    newer.write_bytes(closed.read_bytes())
    connection = sqlite3.connect(newer)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = closed.read_bytes()
    with pytest.raises(NewerDatabase):
        restore(closed, newer, NOON)
    assert closed.read_bytes() == before


def test_a_look_at_the_data_can_not_change_it(world: World) -> None:
    (key,) = add_people(world, 1)
    with pytest.raises(ReadOnly), world.db.read() as session:
        session.get_one(Person, key).name_zh = "x"
        session.commit()
    with pytest.raises(ReadOnly), world.db.read() as session:
        session.connection().exec_driver_sql("UPDATE person SET name_zh = 'x'")
    with world.db.write() as session:
        assert session.get_one(Person, key).name_zh == "人0"


def test_a_file_that_was_lost_is_not_silently_begun_anew(closed: Path) -> None:
    backup = automatic_backup(closed, NOON)
    closed.unlink()
    for _ in range(2):
        with pytest.raises(Missing) as trouble:
            open_database(closed, "May")
        assert trouble.value.values["backup"] == backup
        closed.write_bytes(b"")
    restore(closed, backup, NOON)
    open_database(closed, "May").close()


def test_a_log_that_was_left_behind_is_not_played_into_a_restored_file(closed: Path, tmp_path: Path) -> None:
    backup = back_up(closed, tmp_path / "older.db", with_keys=True)
    closed.unlink()
    left = closed.with_name(closed.name + "-wal")
    left.write_bytes(b"\x37\x7f\x06\x82" + b"\x00" * 5000)
    restore(closed, backup, NOON)
    assert not left.exists()
    assert is_whole(closed)


def test_a_database_is_not_restored_from_itself(closed: Path) -> None:
    with pytest.raises(SameFile):
        restore(closed, closed, NOON)


def test_a_backup_just_made_stays_whatever_the_clock_said_before(world: World) -> None:
    for year in range(KEPT):
        automatic_backup(world.path, NOON.replace(year=2090 + year))
    made = automatic_backup(world.path, NOON)
    assert made.exists()
    assert len(backups_of(world.path)) == KEPT


def test_a_link_to_a_database_is_that_database(closed: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(closed)
    db = open_database(link, "May")
    assert db.path == closed.resolve()
    db.close()


def test_a_file_that_was_emptied_is_not_whole(tmp_path: Path) -> None:
    emptied = tmp_path / "emptied.db"
    emptied.write_bytes(b"")
    assert not is_whole(emptied)
