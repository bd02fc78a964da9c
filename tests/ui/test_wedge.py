"""A scan counts wherever the focus is: the badge is read at the desk, and the field it fell into is as it was."""

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.verdicts import Verdict
from desktop.services import badges
from tests.ui.opened import Opened

Key = Qt.Key


@pytest.fixture
def token(it: Opened) -> str:
    event = it.context.here.event
    assert event is not None
    with it.context.store.write() as session:
        badges.issue_badges(session, event.id)
    rows: list[badges.BadgeRow] = it.read(badges.badges, event.id)
    it.settle()
    return rows[0].token


def keys(it: Opened, text: str, end: Qt.Key = Key.Key_Return, *, pause_ms: int = 0) -> None:
    """What the keyboard sends to the window, wherever the focus is."""
    window = cast("QWindow", it.window.window().windowHandle())
    for character in text:
        QTest.keyClick(window, character)
        if pause_ms:
            QTest.qWait(pause_ms)
    QTest.keyClick(window, end)


def scanned_on(it: Opened, page: str, text: str, end: Qt.Key = Key.Key_Return, *, pause_ms: int = 0) -> Any:
    it.page(page)
    desk: Any = it.window.page("desk")
    with it.bot.waitSignal(desk.answered, timeout=10_000) as answered:
        keys(it, text, end, pause_ms=pause_ms)
    it.settle()
    assert answered.args is not None
    return answered.args[0]


@pytest.mark.parametrize("end", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab])
def test_a_badge_is_read_while_the_list_of_people_has_the_focus(it: Opened, token: str, end: Qt.Key) -> None:
    people = it.page("people")
    people.listing.search.setFocus()
    people.listing.search.setText("李")
    result = scanned_on(it, "people", token, end)

    assert result.verdict is Verdict.ADMITTED
    assert it.window.current == "desk"
    assert people.listing.search.text() == "李"


def test_a_slow_scanner_and_one_with_a_prefix_leave_nothing_behind(it: Opened, token: str) -> None:
    people = it.page("people")
    people.listing.search.setFocus()
    assert scanned_on(it, "people", token, pause_ms=45).verdict is Verdict.ADMITTED
    assert scanned_on(it, "people", f"]Q3{token}").verdict is Verdict.ALREADY_IN
    assert people.listing.search.text() == ""


def test_a_note_that_was_begun_is_as_it_was(it: Opened, token: str) -> None:
    people = it.page("people")
    it.until(lambda: people.card.detail is not None)
    people.card.edit.click()
    people.form.note.setFocus()
    people.form.note.setPlainText("Row 2\nAisle")
    assert scanned_on(it, "people", token).verdict is Verdict.ADMITTED

    it.page("people")
    assert people.form.note.toPlainText() == "Row 2\nAisle"


def test_digits_that_somebody_types_stay_where_they_are_typed(it: Opened, token: str) -> None:
    people = it.page("people")
    search: QLineEdit = people.listing.search
    search.setFocus()
    keys(it, "91110001")
    it.settle()
    assert QApplication.focusWidget() is not None
    assert search.text() == "91110001"
    assert it.window.current == "people"
