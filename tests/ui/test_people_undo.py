"""What was done on the people page is taken back key by key, and many selected are changed in a job."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.verdicts import Status
from desktop.services.people import person
from desktop.services.people_list import people
from desktop.ui.people import PeoplePage
from tests.ui.opened import Opened, opened
from tests.world import World

MANY = 1_200


def undo(it: Opened, page: PeoplePage) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    it.settle()


def test_edits_of_one_field_are_taken_back_one_after_another(it: Opened, people_page: PeoplePage) -> None:
    page, event = people_page, it.context.here.event
    assert event is not None
    key = page.listing.model.rows()[1].id

    def seat() -> str:
        return str(it.read(person, event.id, key).seat)

    for value in ("Z1", "Z2"):
        page.open_person(key)
        it.until(lambda: page.card.detail is not None and page.card.detail.row.id == key)
        it.settle()
        page.card.edit.click()
        page.form.fields["seat"].edit.setText(value)
        page.form.save.click()
        it.until(lambda value=value: seat() == value)  # type: ignore[misc]
        it.settle()
    undo(it, page)
    assert seat() == "Z1"
    undo(it, page)
    assert seat() == ""
    assert it.said()[-1] == "Taken back. It is as it was before."


@pytest.fixture
def crowd(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """A summit of more than are changed while one looks."""
    world = World(tmp_path / "summit.db")
    world.guests(world.summit(), *(f"甲{number}" for number in range(MANY)))
    world.db.close()
    with opened(qtbot, qapp, tmp_path / "summit.db") as it:
        yield it


def test_very_many_are_changed_in_a_job_that_is_shown_and_taken_back_in_one(crowd: Opened) -> None:
    it, event = crowd, crowd.context.here.event
    assert event is not None
    page: PeoplePage = it.page("people")
    it.until(lambda: page.listing.model.rowCount() == MANY)
    shown: list[tuple[str, bool]] = []
    it.context.data.worked.connect(lambda running, called: shown.append((called, running.long)))

    def states() -> set[Any]:
        return {row.status for row in it.read(people, event.id)}

    page.listing.table.selectAll()
    page.listing.foot.status_wanted.emit(Status.INVITED)
    it.settle()
    it.until(lambda: "1200 people are changed." in it.said() or "1,200 people are changed." in it.said())
    assert shown == [("Changing people", True)]
    assert states() == {Status.INVITED}
    undo(it, page)
    it.until(lambda: it.said()[-1] == "Taken back. It is as it was before.")
    assert shown[-1] == ("Taking back", True)
    assert states() == {Status.CONFIRMED}
