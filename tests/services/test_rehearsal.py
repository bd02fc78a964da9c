"""A rehearsal opens no real door, no real badge opens its own, and nothing of it reaches the real event."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.tokens import KEY_BYTES, make_token
from desktop.domain.verdicts import Reason, Verdict
from desktop.errors import Cancelled
from desktop.progress import Progress
from desktop.services import events, rehearsal
from desktop.services.arrivals import arrivals
from desktop.services.badges import BadgeRow, badges, revoke_badge
from desktop.services.checkin import Reading, ScanResult, scan
from desktop.services.checkpoints import find_checkpoint
from desktop.services.events import EventRow
from desktop.services.rehearsal import NoRehearsal, RehearsalOfRehearsal, is_rehearsal, let_some_in, rehearse
from desktop.storage.backup import BackupExists, back_up
from desktop.storage.database import Database
from desktop.storage.opening import open_database
from desktop.storage.verify import verify
from tests.world import World

NAMES = ("丁文", "王偉", "鄭重", "何慧敏")


@pytest.fixture
def real(world: World, summit: EventRow) -> list[BadgeRow]:
    world.guests(summit, *NAMES)
    return world.badges(summit)


@pytest.fixture
def played(world: World, real: list[BadgeRow]) -> Iterator[Database]:
    made = rehearse(world.db, rehearsal.file_for(world.db), Progress())
    assert made.badges == len(NAMES)
    with closing(open_database(made.file, "May", clock=world.clock)) as copy:
        yield copy
        with copy.read() as session:
            assert verify(session).faults == ()


def read(db: Database, content: str) -> ScanResult:
    with db.write() as session:
        event = events.event_in_use(session)
        door = find_checkpoint(session, event.id, None)
        return scan(session, Reading(event.id, door.id, content))


def of(db: Database) -> list[BadgeRow]:
    with db.read() as session:
        return badges(session, events.event_in_use(session).id)


def test_its_badges_are_admitted_there_and_nowhere_else(
    world: World, summit: EventRow, real: list[BadgeRow], played: Database
) -> None:
    for badge in of(played):
        assert world.scan(summit, badge.token).verdict is Verdict.UNKNOWN
        assert world.scan(summit, badge.serial).verdict is Verdict.UNKNOWN
        assert world.scan(summit, badge.token).reason is Reason.NOT_OURS
        assert read(played, badge.token).verdict is Verdict.ADMITTED


def test_no_real_badge_opens_a_door_there(real: list[BadgeRow], played: Database) -> None:
    for badge in real:
        assert read(played, badge.token).verdict is Verdict.UNKNOWN
        assert read(played, badge.serial).verdict is Verdict.UNKNOWN


def test_it_is_marked_in_the_file_in_its_copies_and_in_the_name_of_the_event(
    world: World, played: Database, tmp_path: Path
) -> None:
    back_up(played.path, tmp_path / "copy.db", with_keys=True)
    with closing(open_database(tmp_path / "copy.db", "May")) as copy, copy.read() as session:
        assert is_rehearsal(session)
        assert events.event_in_use(session).name.en.startswith("Rehearsal · ")
    with world.db.read() as session:
        assert not is_rehearsal(session)
        assert events.event_in_use(session).name.hant == "京港峰會"


def test_it_begins_with_nobody_there_however_many_have_come(
    world: World, summit: EventRow, real: list[BadgeRow]
) -> None:
    world.scan(summit, real[0].token)
    made = rehearse(world.db, rehearsal.file_for(world.db), Progress())
    with closing(open_database(made.file, "May")) as copy, copy.read() as session:
        assert arrivals(session, summit.id, copy.now()).arrived == 0
    with world.db.read() as session:
        assert arrivals(session, summit.id, world.db.now()).arrived == 1


def test_nothing_that_a_real_badge_says_is_in_the_file(world: World, summit: EventRow, real: list[BadgeRow]) -> None:
    world.scan(summit, real[0].token)
    with world.db.write() as session:
        revoke_badge(session, summit.id, real[1].serial, "lost")
    world.scan(summit, real[1].token)
    unknown = make_token(bytes(KEY_BYTES), 7, 0)
    world.scan(summit, unknown)
    made = rehearse(world.db, rehearsal.file_for(world.db), Progress(), arrived=0.5)

    held = made.file.read_bytes()
    for badge in real:
        assert badge.token.encode() not in held
        assert badge.serial.encode() not in held
    assert unknown.encode() not in held
    with closing(open_database(made.file, "May")) as copy, copy.read() as session:
        assert verify(session).faults == ()


def test_guests_come_who_never_were_there(summit: EventRow, played: Database) -> None:
    assert let_some_in(played, 3, over=timedelta(minutes=30)) == 3
    assert let_some_in(played, 3) == 1
    assert let_some_in(played, 3) == 0
    with played.read() as session:
        assert arrivals(session, summit.id, played.now()).arrived == 4


def test_a_share_of_them_can_have_come_when_it_begins(world: World, real: list[BadgeRow]) -> None:
    assert rehearse(world.db, rehearsal.file_for(world.db), Progress(), arrived=0.5).arrived == 2


def test_cancelling_leaves_nothing(world: World, real: list[BadgeRow], tmp_path: Path) -> None:
    progress = Progress()
    progress.stop.set()
    with pytest.raises(Cancelled):
        rehearse(world.db, tmp_path / "played.db", progress)
    assert list(tmp_path.glob("played*")) == []


def test_one_whose_making_was_killed_is_no_rehearsal_by_name_and_goes_with_the_next(
    world: World, real: list[BadgeRow]
) -> None:
    out = rehearsal.file_for(world.db)
    dying = (
        "import os, sys; from pathlib import Path; from desktop.progress import Progress\n"
        "from desktop.services import rehearsal; from desktop.storage.opening import open_database\n"
        "rehearsal._sign_anew = lambda *_: os.kill(os.getpid(), 9)\n"
        "rehearsal.rehearse(open_database(Path(sys.argv[1]), 'May'), Path(sys.argv[2]), Progress())"
    )
    done = subprocess.run([sys.executable, "-c", dying, str(world.path), str(out)], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    assert not out.exists()
    (left,) = out.parent.glob("*.making.db")
    os.utime(left, (1, 1))

    made = rehearse(world.db, rehearsal.file_for(world.db), Progress())

    assert list(out.parent.glob("*rehearsal*")) == [made.file]


def test_a_file_that_is_there_is_not_touched(world: World, real: list[BadgeRow], tmp_path: Path) -> None:
    (tmp_path / "played.db").write_text("mine")
    with pytest.raises(BackupExists):
        rehearse(world.db, tmp_path / "played.db", Progress())
    assert (tmp_path / "played.db").read_text() == "mine"


def test_in_a_real_event_nobody_is_made_up(world: World, real: list[BadgeRow]) -> None:
    with pytest.raises(NoRehearsal):
        let_some_in(world.db, 1)


def test_a_rehearsal_is_not_rehearsed(played: Database, tmp_path: Path) -> None:
    with pytest.raises(RehearsalOfRehearsal):
        rehearse(played, tmp_path / "again.db", Progress())
    assert not (tmp_path / "again.db").exists()


def test_one_that_is_over_is_thrown_away_and_one_that_is_open_is_not(world: World, real: list[BadgeRow]) -> None:
    first = rehearse(world.db, rehearsal.file_for(world.db), Progress()).file
    with closing(open_database(first, "May")) as copy:
        with copy.read() as session:
            assert is_rehearsal(session)
            second = rehearse(world.db, rehearsal.file_for(world.db), Progress()).file
        assert first.exists()
    third = rehearse(world.db, rehearsal.file_for(world.db), Progress()).file

    assert [file.exists() for file in (first, second, third)] == [False, False, True]
