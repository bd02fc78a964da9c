"""From the organisers' Excel to a badge in the hand and a verdict at the door, in the window, without a manual."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.verdicts import Verdict
from desktop.i18n import Language
from desktop.services.checkin import ScanResult
from desktop.ui.reports.figures import ARRIVED
from desktop.ui.start import Program
from tests.stories.conftest import Start
from tests.world import GUEST_LIST

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def press(program: Program, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key at the keyboard: it goes wherever the focus is."""
    QTest.keyClick(program.window.focusWidget() or program.window, key, modifier)


def type_text(program: Program, text: str) -> None:
    """A scanner or a person types into whatever has the focus."""
    focused = program.window.focusWidget()
    assert isinstance(focused, QWidget)
    QTest.keyClicks(focused, text)


def read_code(pdf: Path, page: int) -> str:
    """The QR code on a printed page, by a decoder that knows nothing of the program."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page].render(scale=150 / 72).to_pil()
    document.close()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text


def scan(program: Program, qtbot: QtBot, token: str) -> ScanResult:
    """Hold a badge to the scanner: it types the token and ends with Enter."""
    desk: Any = program.window.page("desk")
    with qtbot.waitSignal(desk.answered, timeout=5000) as answered:
        type_text(program, token)
        press(program, Key.Key_Return)
    result: ScanResult = answered.args[0]
    return result


@pytest.mark.xvfb
@pytest.mark.parametrize("language", list(Language))
def test_a_new_user_s_first_day(start: Start, qtbot: QtBot, tmp_path: Path, language: Language) -> None:
    program = start(language)
    window = program.window
    assert window.current == "first-run"
    qtbot.waitUntil(lambda: window.focusWidget() is not None)

    # The first of the three ways is chosen already: Enter opens the import page, where the list is named.
    press(program, Key.Key_Return)
    assert window.current == "import"
    bring: Any = window.page("import")
    bring.file.line.setFocus()
    type_text(program, str(GUEST_LIST))
    press(program, Key.Key_Return)
    qtbot.waitUntil(lambda: len(bring.listed.model.rows()) == 25, timeout=10_000)
    bring.listed.go_on.setFocus()
    press(program, Key.Key_Space)
    qtbot.waitUntil(lambda: program.context is not None and program.context.here.event is not None, timeout=10_000)

    # 25 people, nothing lost.
    press(program, Key.Key_2, Control)
    assert window.current == "people"
    people: Any = window.page("people")
    qtbot.waitUntil(lambda: len(people.listing.model.rows()) == 25, timeout=5000)
    rows = {row.name: row for row in people.listing.model.rows()}
    assert rows["孫東"].category.hant == "主禮嘉賓"
    assert rows["李娟"].honorific_zh == "女士"
    assert {row.category.hant for row in rows.values()} == {"主禮嘉賓", "主旨演講", "貴賓", "參訪接待(4月14日)"}
    people.open_person(rows["施榮懷"].id)
    qtbot.waitUntil(lambda: people.card.detail is not None and people.card.detail.row.name == "施榮懷", timeout=5000)
    assert [post.title for post in people.card.detail.posts] == [
        "名譽會長",
        "全國政協常委",
        "北京市政協常委",
        "港區省級政協委員聯誼會會長",
    ]
    assert rows["李焯芬"].honorific_zh == "院士"

    # Their badges on paper.
    badges = tmp_path / "badges.pdf"
    press(program, Key.Key_P, Control)
    people.printing.file.line.setText(str(badges))
    people.printing.file.line.setFocus()
    press(program, Key.Key_Return)
    qtbot.waitUntil(badges.exists, timeout=20_000)
    with closing(pypdfium2.PdfDocument(badges)) as printed:
        assert len(printed) == 25
    qtbot.waitUntil(lambda: program.jobs.idle, timeout=20_000)

    # The first badge at the door: in; again: already in, with time and desk; one key takes it back.
    press(program, Key.Key_1, Control)
    assert window.current == "desk"
    token = read_code(badges, 0)
    admitted = scan(program, qtbot, token)
    assert (admitted.verdict, admitted.guest and admitted.guest.name) == (Verdict.ADMITTED, "李家超")
    # Within two seconds it would count as read once.
    qtbot.wait(2_100)
    again = scan(program, qtbot, token)
    assert again.verdict is Verdict.ALREADY_IN
    assert again.earlier is not None
    assert (again.earlier.at, again.earlier.desk, again.earlier.who) == (admitted.at, "A", "May")
    desk: Any = window.page("desk")
    assert any(program.look.words._.time(admitted.at, "Asia/Hong_Kong", seconds=True) in fact.strong + fact.text
               for fact in desk.panel.shown.facts)  # fmt: skip
    with qtbot.waitSignal(desk.taken_back, timeout=5000):
        press(program, Key.Key_Z, Control)
    assert scan(program, qtbot, token).verdict is Verdict.ADMITTED

    # 1 of 25 in the arrivals, and in the bar.
    press(program, Key.Key_8, Control)
    assert window.current == "arrivals"
    arrivals: Any = window.page("arrivals")
    qtbot.waitUntil(lambda: arrivals.tiles.tiles[ARRIVED].figure.text() == "1", timeout=5000)
    assert "25" in arrivals.tiles.tiles[ARRIVED].beside.text()
