"""The door log in the real window: failed scans are gone through, and paper is entered, with the keyboard alone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.domain.verdicts import Reason
from desktop.services.badges import BadgeRow, badges, issue_badges
from desktop.services.checkin import scan
from desktop.services.checkpoints import find_checkpoint
from desktop.services.readings import Reading
from desktop.services.sign_in import By
from desktop.ui.door import DoorPage
from tests.ui.opened import Opened


@pytest.fixture
def listed(it: Opened) -> list[BadgeRow]:
    """Everybody's badges."""
    with it.context.store.write() as session:
        issue_badges(session, event_id(it))
    it.settle()
    found: list[BadgeRow] = it.read(badges, event_id(it))
    return found


@pytest.fixture
def page(it: Opened, listed: list[BadgeRow]) -> DoorPage:
    shown: DoorPage = it.page("door")
    return shown


def event_id(it: Opened) -> UUID:
    assert it.context.here.event is not None
    return it.context.here.event.id


def read(it: Opened, content: str) -> Any:
    """What a scanner does at the desk."""
    place = it.read(find_checkpoint, event_id(it), None)
    with it.context.store.write() as session:
        return scan(session, Reading(event_id(it), place.id, content))


def press(it: Opened, *keys: Qt.Key | str) -> None:
    """Press keys wherever the focus is; Chinese comes from an input method."""
    for key in keys:
        focus: QWidget | None = QApplication.focusWidget()
        assert focus is not None
        if isinstance(key, Qt.Key):
            it.bot.keyClick(focus, key)
        else:
            committed = QInputMethodEvent()
            committed.setCommitString(key)
            QApplication.sendEvent(focus, committed)


def on_paper(it: Opened, page: DoorPage) -> None:
    page.open_part("paper")
    it.until(lambda: bool(page.paper.model.rows()))
    it.settle()


def test_failed_scans_are_listed_filtered_and_led_back(it: Opened, page: DoorPage, listed: list[BadgeRow]) -> None:
    it.until(page.failed.empty.isVisible)
    guest = listed[3]
    read(it, guest.token)
    read(it, "12\x1b34")
    read(it, guest.serial.lower())
    read(it, "not a badge")
    it.context.data.changed.emit(frozenset({("scan", None)}))
    it.until(lambda: len(page.failed.model.rows()) >= 2)
    raws = [row.scan.raw for row in page.failed.model.rows()]
    assert any("␛" in raw for raw in raws)
    page.failed.reasons.chips[Reason.NOT_OURS].click()
    assert all(row.scan.reason is Reason.NOT_OURS for row in page.failed.model.rows())
    page.failed.table.setFocus()
    lines = {row.scan.raw: line for line, row in enumerate(page.failed.model.rows())}
    page.failed.table.put_cursor(lines["not a badge"])
    press(it, Qt.Key.Key_Return)
    it.until(lambda: any("Nobody here is known by this: not a badge" in text for text in it.said()))


def test_a_failed_scan_of_a_known_badge_opens_the_person(it: Opened, page: DoorPage, listed: list[BadgeRow]) -> None:
    guest = listed[3]
    read(it, guest.token)
    with it.context.store.write() as session:
        place = find_checkpoint(session, event_id(it), None)
        at = datetime(2030, 1, 1, tzinfo=UTC)
        scan(session, Reading(event_id(it), place.id, guest.token, at=at))
    it.context.data.changed.emit(frozenset({("scan", None)}))
    it.until(lambda: len(page.failed.model.rows()) == 1)
    assert page.failed.model.rows()[0].scan.name == guest.name
    page.failed.arrive()
    press(it, Qt.Key.Key_Return)
    it.until(lambda: it.window.current == "people")
    it.settle()


def test_failed_scans_are_written_to_a_file(it: Opened, page: DoorPage, tmp_path: Path) -> None:
    read(it, "not a badge")
    it.context.data.changed.emit(frozenset({("scan", None)}))
    it.until(lambda: len(page.failed.model.rows()) == 1)
    page.export.click()
    assert page.failed.export.file.line.hasFocus()
    out = tmp_path / "failed.csv"
    page.failed.export.file.show_path(out)
    press(it, Qt.Key.Key_Return)
    it.until(out.exists)
    it.settle()
    assert "not a badge" in out.read_text("utf-8-sig")
    assert "Not ours" in out.read_text("utf-8-sig")


def test_what_was_ticked_is_typed_entered_at_its_times_and_taken_back_at_once(
    it: Opened, page: DoorPage, listed: list[BadgeRow]
) -> None:
    on_paper(it, page)
    paper, rows = page.paper, page.paper.model.rows()
    assert paper.typed.hasFocus()
    by_serial, by_name = rows[0].line.row, rows[5].line.row
    press(it, f"{by_serial.serial} 0:05", Qt.Key.Key_Return, by_name.name, Qt.Key.Key_Return)
    assert paper.sheet.ticks == {by_serial.id: "0:05", by_name.id: ""}
    assert paper.enter.text() == "Enter 2 ticks"
    paper.usual.edit.setFocus()
    press(it, "0:01")
    paper.enter.setFocus()
    press(it, Qt.Key.Key_Space)
    it.until(lambda: "2 guests entered from paper." in it.said())
    it.until(lambda: sum(row.line.arrived_at is not None for row in paper.model.rows()) == 2)
    came = {row.id: row.line.arrived_at for row in paper.model.rows() if row.line.arrived_at is not None}
    assert [at.astimezone(it.context.here.zone).strftime("%H:%M") for at in (came[by_serial.id], came[by_name.id])] == [
        "00:05", "00:01",
    ]  # fmt: skip
    assert paper.typed.hasFocus()
    press(it, by_name.name, Qt.Key.Key_Return)
    assert not paper.sheet.ticks

    it.bot.keyClick(paper.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    it.until(lambda: all(row.line.arrived_at is None for row in paper.model.rows()))
    assert it.said()[-1] == "2 guests count as not arrived again."


def test_a_line_that_can_not_be_entered_says_why_and_stays(it: Opened, page: DoorPage) -> None:
    on_paper(it, page)
    paper = page.paper
    first, second = paper.model.rows()[:2]
    press(it, f"{first.line.row.serial}, 25:99", Qt.Key.Key_Return)
    paper.table.setFocus()
    paper.table.put_cursor(1)
    press(it, Qt.Key.Key_Space)
    assert set(paper.sheet.ticks) == {first.id, second.id}
    press(it, Qt.Key.Key_Space, Qt.Key.Key_Space)
    paper.enter.click()
    it.until(lambda: bool(paper.sheet.outcomes))
    assert "25:99" in paper.sheet.outcomes[first.id][0]
    assert set(paper.sheet.ticks) == {first.id}
    paper.forget.click()
    assert not paper.sheet.ticks


def test_a_part_of_a_name_is_walked_with_the_arrows_and_the_sheet_is_put_in_another_order(
    it: Opened, page: DoorPage
) -> None:
    on_paper(it, page)
    paper = page.paper
    names = [row.line.row.name_zh for row in paper.model.rows()]
    surname = max({name[0] for name in names if name}, key=lambda one: sum(name.startswith(one) for name in names))
    press(it, surname)
    first = paper.table.currentIndex().row()
    press(it, Qt.Key.Key_Down)
    assert paper.table.currentIndex().row() > first
    press(it, Qt.Key.Key_Return)
    assert len(paper.sheet.ticks) == 1
    press(it, "nobody at all")
    assert "nobody at all" in "\n".join(label.text() for label in paper.findChildren(QLabel))
    paper.order.choose(By.DELEGATION)
    paper.order.activated.emit(paper.order.currentIndex())
    it.settle()
    assert {row.line.row.name_zh for row in paper.model.rows()} == set(names)
