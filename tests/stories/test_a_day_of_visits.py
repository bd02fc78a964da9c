"""The tour of a summit's third day, sixty people in two buses, in the window, on a clock that the test sets.

Somebody never comes, somebody boards the wrong bus and is moved to it, the first bus leaves forty minutes late, and
the host of the last stop is called away.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.paper_kinds import PaperKind
from desktop.domain.running_late import Pressure
from desktop.domain.verdicts import Verdict
from desktop.i18n import Language
from desktop.services import paper_revisions, papers
from desktop.services.everybody import Whereabouts
from desktop.services.paper_revisions import latest
from desktop.services.running_late_view import DayView
from desktop.services.visits import VisitRow, visits
from desktop.storage.verify import verify
from tests.stories.played import Played, Wall
from tests.ui.opened import Opened, opened
from tests.ui.staged import demo_file

Key, Shift, Control = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
GATHERING = datetime(2026, 11, 25, 0, 5, tzinfo=UTC)
"""08:05 in Hong Kong; people gather at 08:15, the buses leave at 08:30."""
LATE = timedelta(minutes=40)


class Tour(Played):
    """The window, the clock, and what is read from the same file beside them."""

    def __init__(self, it: Opened, wall: Wall) -> None:
        super().__init__(it, wall)
        self.day: Any = it.window.page("on-day")

    @property
    def tour(self) -> VisitRow:
        """The visit as it is planned now."""
        [row] = self.it.read(visits, self.event)
        return row  # type: ignore[no-any-return]

    @property
    def view(self) -> DayView:
        """How the day stands."""
        return self.day.stand.view  # type: ignore[no-any-return]

    def stand_at(self, door: UUID | None) -> None:
        """Bring the desk to another door, by keys."""
        self.it.page("desk")
        for _step in range(20):
            here = self.it.context.here.checkpoint
            if here is not None and here.id == door:
                return
            self.press(Key.Key_F9)
            self.it.settle()
            self.press(Key.Key_Down)
            self.press(Key.Key_Return)
            self.it.settle()
        raise AssertionError("the door is not among the checkpoints")

    def look(self) -> None:
        """Wait until the day is shown as it is now."""
        self.it.page("on-day")
        now = self.wall.now
        self.day.doing.done.emit()
        self.it.until(lambda: self.day.stand is not None and self.view.now >= now)

    def choose(self, key: Any) -> None:
        """Choose a leg or a stay of the line."""
        self.day.line.chosen.emit(key)

    def mark(self, key: Any) -> None:
        """What comes next of this leg or stay happens now."""
        self.choose(key)
        self.press(Key.Key_F2)
        self.it.settle()
        self.look()


@pytest.fixture
def tour(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tour]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    file = tmp_path / "summit.db"
    file.write_bytes(demo_file())
    wall = Wall(GATHERING)
    with opened(qtbot, qapp, file, clock=wall) as it:
        yield Tour(it, wall)
        assert it.read(verify).faults == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_tour(tour: Tour, language: Language, tmp_path: Path) -> None:
    day, it = tour, tour.it
    it.context.look.words.switch(language)
    plan = day.tour
    bus, other = plan.vehicles
    first, second = ([one for one in plan.legs if one.vehicle_id == vehicle.id] for vehicle in (bus, other))
    riders = {vehicle.id: [one.who.registration_id for one in plan.aboard(vehicle.id)] for vehicle in (bus, other)}
    missing, swapped = riders[bus.id][5], riders[other.id][7]
    last = plan.stops[-1]
    cut_short = last.end - timedelta(minutes=30)

    # The papers go out the evening before.
    store: Any = it.context.store
    for kind in (PaperKind.MANIFEST, PaperKind.VISITOR_LIST, PaperKind.ITINERARY, PaperKind.HANDBOOK):
        choice = papers.Choice(languages=(language,), visit_id=plan.id)
        papers.print_paper(store, day.event, kind, choice, tmp_path / f"{kind.value}.pdf")

    # Both buses are boarded at one desk. Somebody does not come, somebody comes to the wrong bus and rides with it.
    day.stand_at(bus.checkpoint_id)
    for one in riders[bus.id]:
        assert one == missing or day.scan(one) is Verdict.ADMITTED
    assert day.scan(swapped) is Verdict.ELSEWHERE
    day.press(Key.Key_F7, Shift)
    it.until(lambda: any(one.who.registration_id == swapped for one in day.tour.aboard(bus.id)))
    it.settle()
    day.stand_at(other.checkpoint_id)
    for one in riders[other.id]:
        assert one == swapped or day.scan(one) is Verdict.ADMITTED

    # 08:30: the roll says who is missing, and whom to ring. One bus leaves on time, the other forty minutes late.
    day.wall.now = second[0].leaves
    day.look()
    call = day.day.stand.calls[first[0].id].call
    assert [one.who.registration_id for one in call.missing] == [missing]
    assert call.missing[0].who.phone
    assert [one.who.registration_id for one in day.day.stand.calls[second[0].id].call.missing] == []
    day.mark(second[0].id)
    day.wall.now += LATE
    day.mark(first[0].id)
    leg = next(row for row in day.view.legs if row.leg.id == first[0].id)
    assert leg.record.began is not None
    assert leg.late >= LATE.total_seconds() // 60
    day.wall.now = leg.times.end
    day.look()
    day.mark(first[0].id)

    # Where is everybody: at the bus that read them last, and one nowhere yet.
    where: Any = it.page("everybody")
    it.until(lambda: where.all is not None)
    at = {one.id: one.place for one in where.all.people}
    assert bus.checkpoint_id is not None
    assert (at[missing], at[swapped]) == (Whereabouts.UNSEEN.value, bus.checkpoint_id.hex)
    assert sum(place == bus.checkpoint_id.hex for place in at.values()) == len(riders[bus.id])

    # The host of the last stop is called away: nobody is there at the end, which is red at once.
    visits_page: Any = it.page("visits")
    visits_page.open_visit(last.id)
    it.until(lambda: visits_page.side.stop.row is not None and visits_page.side.stop.row.id == last.id)
    form = visits_page.side.stop
    for line in form.people.lines:
        line.until.edit.setText(f"{cut_short.astimezone(it.context.here.zone):%H:%M}")
    form.save.click()
    it.until(lambda: all(one.until_at == cut_short for one in day.tour.stops[-1].people))
    it.settle()
    day.look()
    assert day.view.pressure is Pressure.BREAKS

    # What catches up is chosen with one key until nothing breaks; then the hosts are called, in order.
    for _way in range(4):
        if day.view.pressure is not Pressure.BREAKS:
            break
        day.press(Key.Key_F4)
        it.settle()
        day.look()
    assert day.view.pressure is not Pressure.BREAKS
    assert day.day.stand.hosts
    while day.day.stand.hosts:
        left = len(day.day.stand.hosts)
        day.press(Key.Key_F6)
        it.until(lambda left=left: len(day.day.stand.hosts) < left)  # type: ignore[misc]

    # The papers that say otherwise are known, and printed again.
    old = {verdict.paper.kind for verdict in it.read(latest, day.event) if not verdict.latest}
    assert PaperKind.MANIFEST in old
    again = paper_revisions.reprint_changed(store, day.event, tmp_path / "again")
    assert {sheet.kind for sheet in again} == old
    assert all(verdict.latest for verdict in it.read(latest, day.event))
