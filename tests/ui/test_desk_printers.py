"""The badge at the desk on a real protocol: out at once, or said at once, and another printer takes over."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from desktop.config import PrinterKind, PrinterSettings
from desktop.domain.verdicts import Verdict
from desktop.models import BadgePrint
from desktop.ui.desk import DeskPage
from tests.devices.fakes import FakeZebra
from tests.devices.papers import token_on
from tests.ui.door import Door

Key = Qt.Key
GONE = "127.0.0.1:9"


@pytest.fixture
def zebra() -> Iterator[FakeZebra]:
    with FakeZebra() as fake:
        yield fake


def use(door: Door, **addresses: str) -> None:
    """Let this machine have these printers, the first as the usual one."""
    printers = tuple(
        PrinterSettings(name, PrinterKind.ZEBRA, address, "label-4x6") for name, address in addresses.items()
    )
    door.context.keeper.change(printers=printers)


def prints(door: Door) -> int:
    with door.world.db.read() as session:
        return session.scalar(select(func.count()).select_from(BadgePrint)) or 0


def test_one_key_prints_the_badge_on_the_first_printer(door: Door, desk: DeskPage, zebra: FakeZebra) -> None:
    use(door, Zebra=zebra.address)
    door.scan(door.badges[0].token)
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000):
        door.press(Key.Key_F4)
    door.settle()

    assert [token_on(picture) for picture in zebra.printed] == [door.badges[0].token]
    assert desk.badge.text.text() == "The badge is printed on Zebra"
    assert not desk.badge.button.isVisible()
    assert prints(door) == 1


def test_a_badge_that_is_on_paper_is_not_printed_a_second_time_without_a_reason(
    door: Door, desk: DeskPage, zebra: FakeZebra
) -> None:
    use(door, Zebra=zebra.address)
    door.scan(door.badges[0].token)
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000):
        door.press(Key.Key_F4)
    door.settle()
    door.keys(Key.Key_F4)
    assert desk.picks.isVisible()
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000):
        door.keys(Key.Key_Return)

    first, second = (token_on(picture) for picture in zebra.printed)
    assert first == door.badges[0].token != second
    assert door.scan(first).verdict is Verdict.REPLACED


def test_where_a_printer_is_gone_the_badge_stays_and_the_next_one_takes_over(
    door: Door, desk: DeskPage, zebra: FakeZebra
) -> None:
    use(door, Left=GONE, Right=zebra.address)
    door.scan(door.badges[0].token)
    with door.qtbot.waitSignal(desk.badge.failed, timeout=20_000):
        door.press(Key.Key_F4)
    door.settle()
    assert desk.badge.text.text() == "The badge did not come out of Left: it is still to print."
    assert desk.badge.button.text() == "Print on Right"
    assert (prints(door), len(door.notices)) == (0, 1)

    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000):
        door.press(Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    door.settle()
    assert [token_on(picture) for picture in zebra.printed] == [door.badges[0].token]
    assert prints(door) == 1


def test_after_the_last_printer_there_is_always_the_pdf(door: Door, desk: DeskPage) -> None:
    use(door, Left=GONE)
    door.scan(door.badges[0].token)
    with door.qtbot.waitSignal(desk.badge.failed, timeout=20_000):
        door.press(Key.Key_F4)
    door.settle()
    assert desk.badge.button.text() == "Print to a PDF"
    with door.qtbot.waitSignal(desk.badge.printed, timeout=20_000) as printed:
        door.press(Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    door.settle()

    assert printed.args is not None
    assert printed.args[0].is_file()
    assert desk.badge.button.text() == "Open the PDF"


def test_a_scan_is_answered_while_a_printer_says_nothing(door: Door, desk: DeskPage) -> None:
    use(door, Left="192.0.2.1")
    door.scan(door.badges[0].token)
    door.press(Key.Key_F4)
    with door.qtbot.waitSignal(desk.answered, timeout=2_000):
        door.type(door.badges[1].token)
        door.press(Key.Key_Return)
