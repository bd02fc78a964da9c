"""The planner's panel: a plan is looked for with its time shown, cancelled, taken with one press and taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import visits, visits_edit
from desktop.services.visits_import import draft_of_stop
from desktop.ui.visits.planner_panel import PlannerPanel
from tests.services.touring import Tour, tour
from tests.ui.opened import Opened, opened
from tests.world import World


@pytest.fixture
def trip(tmp_path: Path) -> Tour:
    world = World(tmp_path / "summit.db")
    return tour(world, world.summit())


@pytest.fixture
def it(
    qtbot: QtBot, qapp: QApplication, trip: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    with opened(qtbot, qapp, trip.world.path) as window:
        yield window


def test_a_plan_is_proposed_cancelled_taken_and_taken_back(it: Opened, trip: Tour) -> None:
    panel = PlannerPanel(it.context, trip.visit, 0.2)
    panel.setParent(it.window)
    panel.resize(480, 640)
    panel.show()
    with it.bot.waitSignal(panel.closed):
        it.bot.mouseClick(panel.leave, Qt.MouseButton.LeftButton)
    it.bot.keyClick(panel.propose, Qt.Key.Key_Return)
    it.until(panel.message.isVisible)
    assert panel.message.text() == "Nothing has to change."
    assert not panel.take.isVisible()
    with trip.world.db.write() as session:
        stop = visits.visit(session, trip.visit).stops[0]
        visits_edit.change_stop(session, stop.id, replace(draft_of_stop(stop), group_limit=5, closes_at=None))
    panel._seconds = 30.0
    panel.start()
    it.until(lambda: "s are left" in panel.counts.text())
    panel.cancel.click()
    # The search may be through in the same moment.
    it.until(lambda: panel.propose.isVisible() or panel.take.isVisible())
    panel._seconds = 0.2
    panel.start()
    it.until(panel.take.isVisible)
    assert "Group" in panel.changes.text()
    assert panel.take.hasFocus() or not panel.isActiveWindow()
    before = trip.read()
    with it.bot.waitSignal(panel.closed):
        panel.take.click()
    assert trip.read() != before
    assert it.said()[-1].startswith("The plan is taken: ")
    notice = it.notices[-1]
    assert notice.act is not None
    notice.act()
    it.until(lambda: trip.read() == before)
    panel.take.setEnabled(True)
    with trip.world.db.write() as session:
        visits_edit.remove_stop(session, trip.stops[1])
    panel.take.click()
    it.until(lambda: panel.message.text().startswith("The visit was changed"))
    panel.start()
    panel.deleteLater()
    it.settle()
