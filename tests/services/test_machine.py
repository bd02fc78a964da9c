"""The doctor says what there is and what is lacking."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.text import LocalName
from desktop.services.events import EventDraft, create_event
from desktop.services.machine import Finding, findings
from desktop.services.upkeep import automatic, open_database

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)


def by_code(path: Path, now: datetime = NOW) -> dict[str, Finding]:
    return {finding.code: finding for finding in findings(path, now)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    db = open_database(tmp_path / "a.db", "tester", clock=lambda: NOW)
    with db.write() as session:
        create_event(session, EventDraft(LocalName("峰會"), date(2026, 11, 21), date(2026, 11, 21), zone="Asia/Tokyo"))
    automatic(db)
    db.close()
    return tmp_path / "a.db"


def test_a_good_database_has_a_backup_and_a_zone(path: Path) -> None:
    found = by_code(path)

    assert found["database"].ok
    assert found["backup"].values == {"at": "2026-11-21 15:00", "zone": "Asia/Tokyo"}
    assert found["zone"].values == {"zone": "Asia/Tokyo"}
    assert "clock" not in found


def test_a_clock_that_is_behind_the_database_is_found(path: Path) -> None:
    assert not by_code(path, NOW - timedelta(hours=1))["clock"].ok


def test_a_damaged_database_is_found_with_its_backup(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])

    found = by_code(path)["database"]

    assert (found.ok, "backup" in found.values) == (False, True)


def test_every_finding_can_be_said(path: Path) -> None:
    for finding in findings(path, NOW):
        assert finding.name
        assert finding.text.format(**finding.values)
