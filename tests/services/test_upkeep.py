"""Backups are made in time, and bring back what was there."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.text import LocalName
from desktop.services import upkeep
from desktop.services.events import EventDraft, create_event, events
from desktop.storage.backup import NoBackup
from desktop.storage.troubles import Busy

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)


def test_a_backup_is_due_when_there_is_none_from_within_the_hour(tmp_path: Path) -> None:
    moments = iter([NOW] * 5 + [NOW + timedelta(minutes=59)] * 2 + [NOW + timedelta(minutes=61)] * 3)
    db = upkeep.open_database(tmp_path / "a.db", "tester", clock=lambda: next(moments, NOW + timedelta(minutes=61)))

    made = [upkeep.back_up_when_due(db) for _ in range(12)]
    db.close()

    assert len({file for file in made if file is not None}) == 2
    assert made[0] is not None
    assert made[1] is None


def test_the_last_good_backup_brings_back_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(NoBackup):
        upkeep.restore(path, None, NOW)
    db = upkeep.open_database(path, "tester")
    copy = upkeep.automatic(db)
    with db.write() as session:
        create_event(session, EventDraft(LocalName("峰會"), date(2026, 11, 21), date(2026, 11, 21)))
    with pytest.raises(Busy):
        upkeep.restore(path, None, NOW)
    db.close()

    source, kept = upkeep.restore(path, None, NOW)

    assert source == copy
    assert kept is not None
    db = upkeep.open_database(path, "tester")
    with db.read() as session:
        assert events(session) == []
        assert upkeep.verify(session).faults == ()
    db.close()
