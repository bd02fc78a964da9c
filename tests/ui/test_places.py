"""Places and travel in the window: minutes typed like a sheet, sites and vehicles kept, what is missing seen."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.services.travel import remove_site, sites, starting_table, travel
from desktop.services.visits import vehicles
from desktop.ui.places import PlacesPage
from desktop.ui.places.grid import Known
from tests.ui.opened import Opened


@pytest.fixture
def page(it: Opened) -> PlacesPage:
    """The organisers' list, whose event has no sites yet."""
    page: PlacesPage = it.page("places")
    it.until(lambda: page.empty.isVisible())
    return page


def event_of(it: Opened) -> Any:
    assert it.context.here.event is not None
    return it.context.here.event.id


def minutes(it: Opened) -> Any:
    return it.read(lambda session: travel(session, event_of(it)).minutes)


def typed(it: Opened, edit: QWidget, text: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.clear()
    it.bot.keyClicks(edit, text)


def test_minutes_are_typed_by_the_hour_and_taken_back(it: Opened, page: PlacesPage) -> None:
    assert page.empty.button is not None
    assert page.empty.button.hasFocus()
    it.bot.keyClick(page.empty.button, Qt.Key.Key_Return)
    it.until(page.travel.grid.isVisible)
    grid, model = page.travel.grid, page.travel.model
    first, second = (row.id for row in model.sites[:2])
    it.until(grid.hasFocus)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 1)
    assert model.known(model.index(1, 0)) is Known.BACK
    page.travel.show_hour(17)
    grid.setCurrentIndex(model.index(1, 0))
    it.bot.keyClicks(grid, "5")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    it.bot.keyClicks(editor, "8")
    it.bot.keyClick(editor, Qt.Key.Key_Return)
    it.until(lambda: minutes(it).get((second, first)) == ((17, 58),))
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, 0)
    it.until(lambda: model.known(model.index(1, 0)) is Known.OWN)
    assert "58 min from 17:00 on" in page.travel.kept.text()
    page.travel.show_hour(7)
    assert (model.known(model.index(1, 0)), model.data(model.index(1, 0))) == (Known.EARLIER, "58")
    page.travel.show_hour(17)
    grid.setFocus()
    it.bot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    it.until(lambda: (second, first) not in minutes(it))
    grid.setCurrentIndex(model.index(0, 1))
    it.bot.keyClick(grid, Qt.Key.Key_Delete)
    it.until(lambda: all(hour != 17 for hour, _minutes in minutes(it)[first, second]))


def test_sites_and_vehicles_are_kept_and_what_is_missing_is_marked(it: Opened, page: PlacesPage) -> None:
    it.context.data.do(lambda session: starting_table(session, event_of(it)), lambda _n: None)
    it.until(page.travel.grid.isVisible)
    it.bot.keyClick(page.tabs["travel"], Qt.Key.Key_F3)
    page.sites.add.click()
    form = page.sites.edit
    typed(it, form.en.edit, "Tamar")
    typed(it, form.walk.edit, "x")
    form.save.click()
    assert form.walk.problem.isVisible()
    typed(it, form.walk.edit, "8")
    typed(it, form.closes.edit, "25:00")
    form.save.click()
    it.until(form.closes.problem.isVisible)
    typed(it, form.closes.edit, "9:30")
    it.bot.keyClick(form.closes.edit, Qt.Key.Key_Return)
    it.until(lambda: not form.isVisible() and any(row.name.en == "Tamar" for row in page.sites.rows))
    made = next(row for row in it.read(lambda session: sites(session, event_of(it))) if row.name.en == "Tamar")
    assert (made.walk_minutes, made.closes_clock) == (8, "09:30")
    page.show_tab("travel")
    it.until(lambda: page.travel.missing.isVisible())
    assert page.travel.missing.text().startswith("6 ways are missing")
    page.open_site(made.id)
    form.remove.click()
    it.until(lambda: all(row.id != made.id for row in page.sites.rows))

    it.bot.keyClick(page.tabs["travel"], Qt.Key.Key_F4)
    page.vehicles.add.click()
    bus = page.vehicles.edit
    for field, text in ((bus.en, "Bus 9"), (bus.seats, "33"), (bus.wheelchairs, "40"), (bus.phone, "5555 0000")):
        typed(it, field.edit, text)
    bus.save.click()
    it.until(bus.wheelchairs.problem.isVisible)
    typed(it, bus.wheelchairs.edit, "2")
    bus.save.click()
    it.until(lambda: [row.name.en for row in page.vehicles.rows] == ["Bus 9"])
    (row,) = it.read(lambda session: vehicles(session, event_of(it)))
    assert (row.seats, row.wheelchairs, row.driver_phone) == (33, 2, "5555 0000")
    page.open_vehicle(row.id)
    assert bus.isVisible()
    bus.remove.click()
    it.until(lambda: not page.vehicles.rows)
    page.acts.undo()
    it.until(lambda: bool(page.vehicles.rows))


def test_a_file_of_minutes_is_read_row_by_row(it: Opened, page: PlacesPage, tmp_path: Path) -> None:
    it.context.data.do(lambda session: starting_table(session, event_of(it)), lambda _n: None)
    it.until(page.travel.grid.isVisible)
    file = tmp_path / "minutes.csv"
    odd = f"hkust,cyberport,{'9' * 5000},70"
    file.write_text(f"hkust,cyberport,17,70\nhkust,mars,8,5\nhkust,cyberport,17,80\n{odd}\n")
    page.travel.import_wanted.emit()
    assert page.importing.file.line.hasFocus()
    it.bot.keyClicks(page.importing.file.line, str(file))
    it.bot.keyClick(page.importing.file.line, Qt.Key.Key_Return)
    it.until(page.importing.make.isVisible)
    assert page.importing.said.text() == "1 pair of sites can be taken. 3 rows are left out:"
    it.bot.keyClick(page.importing.make, Qt.Key.Key_Return)
    it.until(page.travel.grid.isVisible)
    assert ((17, 70),) in minutes(it).values()
    page.acts.undo()
    it.until(lambda: ((17, 70),) not in minutes(it).values())


def test_without_the_last_site_the_place_says_so(it: Opened, page: PlacesPage) -> None:
    def take_all_away(session: Any) -> None:
        for row in sites(session, event_of(it)):
            remove_site(session, row.id)

    it.context.data.do(lambda session: starting_table(session, event_of(it)), lambda _n: None)
    it.until(page.travel.grid.isVisible)
    it.context.data.do(take_all_away, lambda _n: None)
    it.until(page.empty.isVisible)
    assert page.empty.button is not None
    it.until(page.empty.button.hasFocus)
