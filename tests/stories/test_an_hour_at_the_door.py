"""An hour at a real door: a queue, walk-ins, a delegation, wrong badges, a reprint, a printer that dies. Keys only."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.config import PrinterKind, PrinterSettings
from desktop.domain.tokens import make_token
from desktop.domain.verdicts import Status, Verdict
from desktop.i18n import Language
from desktop.progress import Progress
from desktop.services import badges, demo
from desktop.services.arrivals import head_count
from desktop.services.events import event_in_use
from desktop.services.people_list import PersonRow, people
from desktop.storage.opening import open_database
from desktop.storage.verify import verify
from desktop.ui.reports.figures import ARRIVED
from desktop.ui.start import Program
from tests.devices.fakes import FakeZebra
from tests.devices.papers import token_on
from tests.stories.conftest import Start
from tests.stories.test_first_day import press, scan, type_text

Key = Qt.Key
NOBODY_LISTENS = "127.0.0.1:9"
QUEUE = {Language.ZH_HANT: 200, Language.ZH_HANS: 40, Language.EN: 40}
WALK_INS = ("CHAN Siu Ming", "黎曉彤", "Oyelaran Adéọlá")


@pytest.fixture
def summit(tmp_path: Path) -> Iterator[Path]:
    """Three hundred guests with badges, nobody in yet."""
    file = tmp_path / "summit.db"
    with closing(open_database(file, "May")) as db:
        demo.fill(db, people=300, seed=11, day=date(2026, 11, 22), progress=Progress())
    yield file
    with closing(open_database(file, "May")) as db, db.read() as session:
        assert verify(session).faults == ()


@pytest.fixture
def zebra() -> Iterator[FakeZebra]:
    with FakeZebra() as fake:
        yield fake


class Day:
    """The program at the door, and what its database says."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self.program, self.bot = program, bot
        context = program.context
        assert context is not None
        self.context = context
        self.desk: Any = program.window.page("desk")

    def read(self, question: Any, *arguments: Any) -> Any:
        with self.context.store.read() as session:
            return question(session, *arguments)

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.program.jobs.idle, timeout=20_000)

    def arrived(self) -> int:
        event = self.read(event_in_use)
        return int(self.read(head_count, event.id)[0])

    def print_badge(self, *, with_shift: bool = False) -> bool:
        """Press the key; whether the badge came out."""
        ended: list[bool] = []
        self.desk.badge.printed.connect(lambda _file: ended.append(True))
        self.desk.badge.failed.connect(lambda: ended.append(False))
        shift = Qt.KeyboardModifier.ShiftModifier if with_shift else Qt.KeyboardModifier.NoModifier
        press(self.program, Key.Key_F4, shift)
        self.bot.waitUntil(lambda: bool(ended), timeout=20_000)
        self.settle()
        return ended[0]


@pytest.mark.parametrize("language", list(Language))
def test_an_hour_at_the_door(start: Start, summit: Path, zebra: FakeZebra, qtbot: QtBot, language: Language) -> None:
    program = start(language)
    qtbot.waitUntil(lambda: program.window.current == "desk", timeout=10_000)
    day = Day(program, qtbot)
    day.settle()
    event = day.read(event_in_use)
    guests: list[PersonRow] = day.read(people, event.id)
    tokens = {row.registration: row.token for row in day.read(badges.badges, event.id) if row.revoked_at is None}
    day.context.keeper.change(
        printers=(
            PrinterSettings("Left", PrinterKind.ZEBRA, NOBODY_LISTENS, "label-4x6"),
            PrinterSettings("Right", PrinterKind.ZEBRA, zebra.address, "label-4x6"),
        )
    )

    # A delegation comes in at once: its first guest is scanned, one of it is not here yet.
    group = next(row.delegation for row in guests if row.delegation.hant and row.status.expected)
    of_group = [row for row in guests if row.delegation == group and row.status is Status.CONFIRMED]
    assert scan(program, qtbot, tokens[of_group[0].id]).verdict is Verdict.ADMITTED
    day.settle()
    press(program, Key.Key_F10)
    qtbot.waitUntil(lambda: day.desk.picks.isVisible() and len(day.desk.picks.picks) > 1, timeout=5_000)
    before = day.arrived()
    press(program, Key.Key_Return)
    qtbot.waitUntil(lambda: day.arrived() > before, timeout=5_000)
    day.settle()

    # The queue: every badge gets its verdict, and who is in is in once.
    inside, came = set(), 0
    queue = [row for row in guests if row.id in tokens][: QUEUE[language]]
    for row in queue:
        result = scan(program, qtbot, tokens[row.id])
        came += result.verdict is Verdict.ADMITTED
        if result.verdict in (Verdict.ADMITTED, Verdict.ALREADY_IN):
            inside.add(row.id)
        else:
            assert not row.status.expected or result.verdict is Verdict.ELSEWHERE
    assert came > len(queue) / 2
    assert program.window.focusWidget() is day.desk.field

    # Two badges that are none: a digit changed, and one of another event.
    forged = tokens[queue[0].id]
    forged = forged[:20] + str((int(forged[20]) + 1) % 10) + forged[21:]
    for token in (forged, make_token(bytes(32), 5, 1, "A")):
        assert scan(program, qtbot, token).verdict is Verdict.UNKNOWN

    # Walk-ins: the key, the name, Enter; the badge with one key more. The left printer is dead, the right takes over.
    held = day.arrived()
    for number, name in enumerate(WALK_INS, 1):
        press(program, Key.Key_F3)
        if name.isascii():
            type_text(program, name)
        else:
            program.window.focusWidget().setText(name)  # type: ignore[union-attr]  an input method commits it at once
        with qtbot.waitSignal(day.desk.answered, timeout=5_000) as answered:
            press(program, Key.Key_Return)
        day.settle()
        assert answered.args[0].verdict is Verdict.ADMITTED
        assert not day.print_badge()
        assert day.print_badge(with_shift=True)
        assert len(zebra.printed) == number
    assert day.arrived() == held + len(WALK_INS)

    # A badge that was damaged is made anew; the old one counts no more.
    damaged = next(row for row in queue if row.id in inside)
    scan(program, qtbot, tokens[damaged.id])
    day.settle()
    press(program, Key.Key_F6)
    qtbot.waitUntil(lambda: day.desk.picks.isVisible(), timeout=5_000)
    with qtbot.waitSignal(day.desk.badge.failed, timeout=20_000):
        press(program, Key.Key_Return)
    day.settle()
    assert day.print_badge(with_shift=True)
    new = token_on(zebra.printed[-1])
    assert scan(program, qtbot, tokens[damaged.id]).verdict is Verdict.REPLACED
    assert scan(program, qtbot, new).verdict is Verdict.ALREADY_IN

    # The arrivals say what the file says.
    count = day.arrived()
    press(program, Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    arrivals: Any = program.window.page("arrivals")
    said = str(count)
    qtbot.waitUntil(lambda: arrivals.tiles.tiles[ARRIVED].figure.text() == said, timeout=10_000)
