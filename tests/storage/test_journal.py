"""The journal: every change is in it, chained, and tells the same story as the rows."""

import sqlite3
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from desktop.models import Event, JournalEntry, Person
from desktop.storage.journal import PURGED, Actor, insert_rows, journal_of, payload_digest
from desktop.storage.undoing import changed_since, undo_action
from desktop.storage.verify import verify
from tests.world import NOON, Clock, World


def add_event(world: World, name: str = "峰會") -> Event:
    with world.db.write() as session:
        event = Event(
            id=journal_of(session).new_id(),
            name_hant=name,
            starts_on=date(2023, 4, 12),
            ends_on=date(2023, 4, 15),
            zone="Asia/Hong_Kong",
        )
        session.add(event)
    return event


def entries(world: World) -> list[JournalEntry]:
    with world.db.read() as session:
        return list(session.scalars(select(JournalEntry).order_by(JournalEntry.position)))


def faults(world: World) -> set[str]:
    with world.db.read() as session:
        return {fault.code for fault in verify(session).faults}


def damage(world: World, *statements: str) -> None:
    connection = sqlite3.connect(world.path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_each_change_is_an_entry_with_who_when_what_before_and_after(world: World) -> None:
    event = add_event(world)
    with world.db.write() as session:
        session.get_one(Event, event.id).name_hant = "新峰會"
    entry = entries(world)[-1]
    assert (entry.who, entry.table_name, entry.row_id, entry.operation) == ("May", "event", event.id, "update")
    assert (entry.before, entry.after) == ('{"name_hant":"峰會"}', '{"name_hant":"新峰會"}')


def test_a_deletion_is_a_mark_and_the_journal_calls_it_one(world: World) -> None:
    event = add_event(world)
    with world.db.write() as session:
        session.get_one(Event, event.id).deleted_at = NOON
    with world.db.write() as session:
        session.get_one(Event, event.id).deleted_at = None
    assert [entry.operation for entry in entries(world)[-2:]] == ["delete", "restore"]
    assert faults(world) == set()


def test_saying_the_same_again_is_no_change(world: World) -> None:
    event = add_event(world)
    before = len(entries(world))
    with world.db.write() as session:
        session.get_one(Event, event.id).name_hant = "峰會"
    assert len(entries(world)) == before


def test_a_transaction_that_fails_leaves_neither_row_nor_entry(world: World) -> None:
    before = len(entries(world))
    with pytest.raises(ZeroDivisionError), world.db.write() as session:
        insert_rows(session, Person, [{"id": journal_of(session).new_id(), "name_zh": "孫東"}])
        raise ZeroDivisionError
    assert len(entries(world)) == before
    with world.db.read() as session:
        assert session.scalars(select(Person)).all() == []


def test_nothing_can_be_changed_around_the_journal(world: World) -> None:
    event = add_event(world)
    with pytest.raises(TypeError), world.db.write() as session:
        session.execute(update(Event).values(name_hant="x"))
    with pytest.raises(TypeError), world.db.write() as session:
        session.delete(session.get_one(Event, event.id))


def test_sequences_have_no_gaps_and_clocks_never_go_back_even_when_the_machine_s_does(world: World) -> None:
    clock = world.clock
    assert isinstance(clock, Clock)
    add_event(world)
    clock.now -= timedelta(days=1)
    add_event(world)
    with world.db.write() as session:
        other = Actor(journal_of(session).new_id(), "Lam")
    with world.db.write(other) as session:
        insert_rows(session, Person, [{"id": journal_of(session).new_id()} for _ in range(3)])
    found = entries(world)
    assert [entry.clock for entry in found] == sorted({entry.clock for entry in found})
    for desk in {entry.desk_id for entry in found}:
        own = [entry.sequence for entry in found if entry.desk_id == desk]
        assert own == list(range(1, len(own) + 1))
    assert faults(world) == set()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE journal SET after = '{}' WHERE position = 2", "chain"),
        ("UPDATE journal SET who = 'nobody' WHERE position = 2", "chain"),
        ("DELETE FROM journal WHERE position = 2", "chain"),
        ("UPDATE event SET name_hant = 'forged'", "rows"),
        ("DELETE FROM event", "lost"),
        ("INSERT INTO venue SELECT 'x', '', '', '', 1, hex(randomblob(16)), NULL FROM event", "references"),
    ],
)
def test_whatever_was_changed_behind_the_program_s_back_is_found(world: World, statement: str, code: str) -> None:
    add_event(world)
    add_event(world, "第二場")
    damage(world, statement)
    assert code in faults(world)


def test_an_action_is_taken_back_by_its_inverse(world: World) -> None:
    event = add_event(world)
    with world.db.write() as session:
        session.get_one(Event, event.id).name_hant = "新峰會"
        action = journal_of(session).action
    with world.db.write() as session:
        assert undo_action(session, action) == {"event": 1}
    with world.db.read() as session:
        assert session.get_one(Event, event.id).name_hant == "峰會"
    assert faults(world) == set()


def test_what_a_later_action_changed_is_told_before_an_undo_and_no_more_when_it_is_taken_back(world: World) -> None:
    event = add_event(world)

    def change(name: str, value: str) -> UUID:
        with world.db.write() as session:
            setattr(session.get_one(Event, event.id), name, value)
            return journal_of(session).action

    def later(action: UUID) -> list[tuple[str, UUID]]:
        with world.db.read() as session:
            return [(later.table, later.row_id) for later in changed_since(session, action)]

    first = change("name_hant", "新峰會")
    change("zone", "Asia/Shanghai")
    assert later(first) == [], "another column of the row is another matter"
    second = change("name_hant", "更新峰會")
    assert later(first) == [("event", event.id)]
    with world.db.write() as session:
        undo_action(session, second)
    assert later(first) == []
    with world.db.write() as session:
        undo_action(session, first)
    with world.db.read() as session:
        found = session.get_one(Event, event.id)
        assert (found.name_hant, found.zone) == ("峰會", "Asia/Shanghai")
    assert faults(world) == set()


def test_a_purged_payload_leaves_the_chain_whole(world: World) -> None:
    event = add_event(world)
    entry = entries(world)[-1]
    digest = payload_digest(entry.before, entry.after)
    damage(world, f"UPDATE journal SET after = '{PURGED}{digest}' WHERE row_id = '{event.id.hex}'")
    assert faults(world) == set()
    damage(world, f"UPDATE journal SET after = '{PURGED}{'0' * 64}' WHERE row_id = '{event.id.hex}'")
    assert faults(world) == {"chain"}
