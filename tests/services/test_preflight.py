"""Before the doors: what is ready, what is not, and what to do about it."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from desktop.config import PrinterSettings
from desktop.documents import fonts
from desktop.domain.tokens import is_token
from desktop.errors import Trouble
from desktop.i18n import Language, Translator
from desktop.models import BadgePrint, EventKey, JournalEntry, Paper
from desktop.progress import Progress
from desktop.resources import resource
from desktop.services import preflight, upkeep
from desktop.services.categories import find_category
from desktop.services.event_keys import replace_key
from desktop.services.events import EventRow
from desktop.services.people import WalkIn, register
from desktop.services.preflight import Act, Check, State, scanner
from desktop.services.printers import Printers
from desktop.storage.database import Database
from desktop.storage.journal import insert_rows, journal_of
from desktop.storage.opening import open_database
from tests.world import NOON, Clock, World

ENGLISH = Translator(Language.EN)
CODE = "9" + "0123456789" * 4 + "0123456"


def found(world: World, event: EventRow, **more: timedelta) -> dict[str, Check]:
    return {check.code: check for check in preflight.checks(world.db, event.id, **more)}


def said(check: Check) -> tuple[State, str]:
    return check.state, check.say(ENGLISH)


def test_on_the_day_with_a_list_a_key_and_a_backup_all_is_ready(world: World, summit: EventRow) -> None:
    world.guests(summit, "丁文")
    badges = world.badges(summit)
    upkeep.automatic(world.db)
    with world.db.write() as session:
        journal = journal_of(session)
        paper = Paper(
            id=journal.new_id(), event_id=summit.id, desk_id=journal.actor.desk_id, kind="badges", at=journal.now,
            revision=1, items=1, pages=1,
        )  # fmt: skip
        session.add(paper)
        session.flush()
        insert_rows(session, BadgePrint, [{"id": journal.new_id(), "badge_id": badges[0].badge, "paper_id": paper.id}])
    checks = found(world, summit)

    # The zone and the disk of the machine that runs the tests are its own.
    assert {code for code, check in checks.items() if check.state is not State.READY} <= {"clock", "disk"}
    assert set(checks) == {"clock", "day", "data", "key", "badges", "disk", "backup", "fonts"}


def test_without_people_backup_or_key_it_says_what_to_do(world: World, summit: EventRow) -> None:
    with world.db.write() as session:
        session.connection().execute(delete(EventKey))
    checks = found(world, summit)

    assert said(checks["data"]) == (State.STOP, "Nobody is on the list. Import it.")
    assert checks["data"].act is Act.IMPORT
    assert (checks["backup"].state, checks["backup"].act) == (State.LOOK, Act.BACK_UP)
    assert checks["key"].state is State.STOP


def test_badges_that_are_not_printed_are_counted(world: World, summit: EventRow) -> None:
    world.guests(summit, "丁文", "王偉")

    assert said(found(world, summit)["badges"]) == (State.LOOK, "2 badges are not printed yet.")


def test_another_day_is_told(world: World, summit: EventRow) -> None:
    world.clock.now = NOON - timedelta(days=2)  # type: ignore[attr-defined]
    assert said(found(world, summit)["day"]) == (State.LOOK, "The event begins in 2 days, on 12 Apr 2023.")
    world.clock.now = NOON + timedelta(days=30)  # type: ignore[attr-defined]
    assert found(world, summit)["day"].state is State.LOOK


def test_a_clock_that_was_set_back_stops_and_one_that_jumped_is_looked_at(world: World, summit: EventRow) -> None:
    assert said(found(world, summit, jumped=timedelta(minutes=-61))["clock"]) == (
        State.LOOK,
        "The clock was set by 61 minutes while the program ran. See that it is right now.",
    )
    world.guests(summit, "丁文")
    world.clock.now = NOON - timedelta(hours=1)  # type: ignore[attr-defined]
    assert found(world, summit)["clock"].state is State.STOP


def test_a_backup_grows_old(world: World, summit: EventRow) -> None:
    upkeep.automatic(world.db)
    assert found(world, summit)["backup"].state is State.READY
    world.clock.now += timedelta(hours=2)  # type: ignore[attr-defined]
    assert found(world, summit)["backup"].state is State.LOOK


@pytest.mark.parametrize("left", [0, 40_000])
def test_a_backup_that_is_damaged_is_none(world: World, summit: EventRow, left: int) -> None:
    made = upkeep.automatic(world.db)
    with made.open("r+b") as file:
        file.truncate(left)

    assert said(found(world, summit)["backup"]) == (
        State.LOOK,
        "The last one is damaged. Make another one before the doors open.",
    )
    upkeep.automatic(world.db)
    assert found(world, summit)["backup"].state is State.READY


def test_a_copy_without_keys_is_told_also_when_it_has_a_key_of_its_own(world: World, summit: EventRow) -> None:
    world.guests(summit, "丁文")
    world.badges(summit)
    assert found(world, summit)["key"].state is State.READY
    with world.db.write() as session:
        replace_key(session, summit.id)
    assert found(world, summit)["key"].state is State.READY
    with world.db.write() as session:
        session.connection().execute(delete(EventKey))
        replace_key(session, summit.id)

    state, text = said(found(world, summit)["key"])
    assert state is State.STOP
    assert text.startswith("Badges were given under a key that is not here")


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_font_that_is_gone_or_cut_short_stops(
    world: World, summit: EventRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    shutil.copytree(resource("fonts"), tmp_path / "fonts")
    bold = tmp_path / "fonts" / "SummitDeskSansSC-Bold.ttf"
    if damage == "gone":
        bold.unlink()
    else:
        with bold.open("r+b") as file:
            file.truncate(1_000_000)
    monkeypatch.setattr(fonts, "resource", lambda name: resource_below(tmp_path, name))

    fonts_check = found(world, summit)["fonts"]
    names_check, wrong = preflight.names(world.db, summit.id, (), Language.EN, Progress())

    assert said(fonts_check) == said(names_check) == (State.STOP, "Fonts are missing. Install the program again.")
    assert wrong == ()


def resource_below(root: Path, name: str) -> Path:
    path = root / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def test_a_name_of_one_giant_word_is_told(world: World, summit: EventRow) -> None:
    giant = "Wolfeschlegelsteinhausenbergerdorffvoraltern Hubert Blaine"
    with world.db.write() as session:
        category = find_category(session, summit.id, "delegate").id
        register(session, summit.id, WalkIn(category, name_latin=giant))
    check, wrong = preflight.names(world.db, summit.id, (), Language.ZH_HANT, Progress())
    assert (check.state, [(one.text, one.problem) for one in wrong]) == (State.LOOK, [(giant, "broken_word")])

    with world.db.write() as session:
        register(session, summit.id, WalkIn(category, name_latin=giant * 2))
    check, wrong = preflight.names(world.db, summit.id, (), Language.ZH_HANT, Progress())
    assert (check.state, [one.problem for one in wrong]) == (State.LOOK, ["broken_word", "does_not_fit"])


def test_names_that_no_badge_can_show_are_named(world: World, summit: EventRow) -> None:
    world.guests(summit, "丁文", "王😀")
    check, wrong = preflight.names(world.db, summit.id, (), Language.ZH_HANT, Progress())

    assert (check.state, check.act) == (State.LOOK, Act.NAMES)
    assert [(one.name, one.text) for one in wrong] == [("王😀", "😀")]


def test_nobody_yet_means_no_name_that_does_not_fit(world: World, summit: EventRow) -> None:
    assert preflight.names(world.db, summit.id, (), Language.EN, Progress())[0].state is State.READY


def test_without_a_printer_the_settings_are_named(world: World) -> None:
    check = preflight.printer(Printers(), (), world.path)

    assert (check.state, check.act) == (State.LOOK, Act.PRINTERS)


def test_a_printer_that_is_gone_is_told_by_its_name(world: World) -> None:
    class Gone:
        def queues(self) -> list[str]:
            return []

        def open(self, name: str, queue: str) -> "Gone":
            return self

        def check(self, size: tuple[float, float]) -> None:
            raise Trouble

    check = preflight.printer(Printers(Gone()), (PrinterSettings("Door", address="door"),), world.path)  # type: ignore[arg-type]

    assert (check.state, check.act) == (State.STOP, Act.PRINT_TEST)
    assert check.say(ENGLISH) == "Something went wrong."


@pytest.mark.parametrize(
    ("read", "ended", "state", "begins"),
    [
        (None, True, State.LOOK, "Not tried yet."),
        (CODE, True, State.READY, "It reads every digit, in 0.3 s."),
        (CODE, False, State.STOP, "It reads every digit but sends no Enter."),
        (f"]Q3{CODE}", True, State.READY, "It reads every digit, and sends more"),
        ("".join(chr(0xFF10 + int(digit)) for digit in CODE), True, State.READY, "It reads every digit"),
        (CODE[::2], True, State.STOP, "Digits are lost"),
        ("&é\"'(-è_ç", True, State.STOP, "It sent something else"),
        ("\x02", True, State.STOP, "It sent something else"),
    ],
)
def test_what_a_scanner_sends_tells_what_is_wrong_with_it(
    read: str | None, ended: bool, state: State, begins: str
) -> None:
    check = scanner(CODE, read, seconds=0.3, ended=ended)

    assert check.state is state
    assert check.say(ENGLISH).startswith(begins)


def test_the_code_to_try_is_never_a_badge() -> None:
    codes = {preflight.test_code() for _ in range(50)}

    assert len(codes) == 50
    assert not any(map(is_token, codes))
    assert all(len(code) == 48 for code in codes)


def test_it_changes_nothing(world: World, summit: EventRow, tmp_path: Path) -> None:
    world.guests(summit, "丁文")
    db: Database = open_database(world.path, "May", clock=Clock())
    before = sorted(tmp_path.rglob("*.db")), _position(db)
    found(world, summit)
    preflight.names(world.db, summit.id, (), Language.EN, Progress())

    assert (sorted(tmp_path.rglob("*.db")), _position(db)) == before
    db.close()


def _position(db: Database) -> int:
    with db.read() as session:
        return session.scalar(select(func.max(JournalEntry.position))) or 0
