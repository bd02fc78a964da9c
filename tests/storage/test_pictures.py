"""Pictures stand outside the journal; the check of the data looks at them all the same."""

import sqlite3

from desktop.services import people
from desktop.services.people import PersonDraft
from desktop.storage.verify import verify
from tests.world import World


def test_a_picture_that_is_damaged_or_gone_is_found(world: World) -> None:
    event = world.summit()
    guests = world.guests(event, "孫東", "李然")
    for guest, photo in zip(guests, (b"one", b"two"), strict=True):
        with world.db.write() as session:
            people.change_person(session, event.id, guest, PersonDraft(photo=photo))
    with world.db.read() as session:
        assert verify(session).faults == ()
    world.db.close()
    connection = sqlite3.connect(world.path)
    connection.execute("UPDATE picture SET data = x'00' WHERE data = x'6f6e65'")
    connection.execute("DELETE FROM picture WHERE data = x'74776f'")
    connection.commit()
    connection.close()
    world.db = world.open()
    with world.db.read() as session:
        assert [(fault.code, fault.values["n"]) for fault in verify(session).faults] == [("pictures", 2)]
    world.db.close()
