"""The list of people: combined filters, orders, many at once, columns and views that are kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import load_settings
from desktop.domain.verdicts import Status
from desktop.i18n import Language
from desktop.services import people_list
from desktop.services.people_list import Show
from desktop.services.roll import Facet, Order
from desktop.ui.people import PeoplePage
from desktop.ui.people.columns import CHOOSABLE
from tests.ui.opened import Opened, opened
from tests.world import World

VIP = (Facet.CATEGORY, "vip")


@pytest.fixture
def page(people_page: PeoplePage) -> PeoplePage:
    return people_page


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.listing.model.rows()]


def press(it: Opened, page: PeoplePage, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    it.bot.keyClick(page.listing.table, key, modifier)


def arrange(it: Opened, page: PeoplePage) -> None:
    press(it, page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def shown_columns(page: PeoplePage) -> set[str]:
    head = page.listing.table.horizontalHeader()
    return {name for name, number in CHOOSABLE.items() if not head.isSectionHidden(number)}


def test_chips_are_combined_and_all_takes_every_filter_away(page: PeoplePage) -> None:
    chips = page.listing.chips
    chips[VIP].click()
    chips[Show.ABSENT].click()
    assert len(names(page)) == 16
    assert chips[VIP].isChecked()
    assert chips[Show.ABSENT].isChecked()
    chips[Show.ARRIVED].click()
    assert names(page) == []

    chips[Show.ALL].click()

    assert len(names(page)) == 25
    assert [chip.text() for chip in chips.values() if chip.isChecked()] == ["All 25"]


def test_a_filter_from_beside_the_list_is_a_chip_that_a_click_takes_away(it: Opened, page: PeoplePage) -> None:
    arrange(it, page)
    choice = page.arranging.facets[Facet.STATUS]
    assert [choice.itemText(line) for line in range(choice.count())] == ["Any", "Confirmed 25"]

    choice.choose("confirmed")
    choice.activated.emit(1)

    chip = page.listing.chips[Facet.STATUS, "confirmed"]
    assert chip.text() == "Confirmed ×"
    chip.click()
    assert page.listing.view.filters == frozenset()
    assert (Facet.STATUS, "confirmed") not in page.listing.chips


def test_the_order_is_named_below_the_list(it: Opened, page: PeoplePage) -> None:
    said = page.listing.foot.said
    assert said.text() == "25 of 25 · sorted by the organisers' list"
    arrange(it, page)
    page.arranging.order.choose(Order.STROKES)
    page.arranging.order.activated.emit(0)
    assert said.text() == "25 of 25 · sorted by strokes"
    page.arranging.falling.click()
    assert said.text() == "25 of 25 · sorted by strokes ↓"
    page.listing.search.setText("施榮懷")
    it.until(lambda: said.text() == "1 of 25 · sorted by what fits best")
    page.listing.search.clear()
    assert said.text() == "25 of 25 · sorted by strokes ↓"


def test_a_click_on_a_name_sorts_by_strokes_where_lists_are_in_traditional_characters(
    it: Opened, page: PeoplePage
) -> None:
    it.context.look.words.switch(Language.ZH_HANT)
    page.listing.model.sort(1)
    assert page.listing.view.order is Order.STROKES
    assert names(page)[0] == "王偉明"


def test_all_who_are_selected_are_changed_at_once_and_taken_back_at_once(it: Opened, page: PeoplePage) -> None:
    press(it, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    foot = page.listing.foot
    assert foot.chosen.text() == "25 people selected"
    assert foot.tools.isVisible()

    foot.status.choose(Status.INVITED)
    foot.status.activated.emit(1)

    it.until(lambda: {row.status for row in page.listing.model.rows()} == {Status.INVITED})
    assert it.said()[-1] == "25 people are changed."
    assert len(page.listing.selected()) == 25
    press(it, page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    it.until(lambda: {row.status for row in page.listing.model.rows()} == {Status.CONFIRMED})


def test_those_selected_stay_selected_whatever_the_order(it: Opened, page: PeoplePage) -> None:
    table = page.listing.table
    table.selectRow(2)
    for _ in range(3):
        press(it, page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before = set(page.listing.selected())
    assert len(before) > 3

    page.listing.model.sort(1)

    assert set(page.listing.selected()) == before


def test_what_is_exported_is_in_the_order_of_the_list(it: Opened, page: PeoplePage, tmp_path: Path) -> None:
    page.listing.choose(VIP)
    page.listing.model.sort(1)
    press(it, page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    out = tmp_path / "people.csv"
    page.exporting.file.show_path(out)
    assert page.exporting.which.currentText() == "The 16 people shown"

    page.exporting.make.click()

    it.until(lambda: it.said()[-1:] == ["16 people exported to people.csv."])
    lines = out.read_text("utf-8-sig")
    places = [lines.index(name) for name in names(page)]
    assert places == sorted(places)


def test_badges_are_printed_in_the_order_of_the_list(it: Opened, page: PeoplePage, tmp_path: Path) -> None:
    page.listing.model.sort(1, Qt.SortOrder.DescendingOrder)
    press(it, page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.printing.order.currentText() == "The list now: Latin name ↓"
    page.printing.file.show_path(tmp_path / "badges.pdf")
    wanted = page.printing.wanted()
    assert [key.hex for key in wanted.order] == list(page.listing.model.keys)

    page.printing.make.click()

    it.until(lambda: it.said()[-1:] == ["25 badges on 25 pages saved in badges.pdf."])


def test_a_view_is_kept_by_the_machine_with_filters_order_and_columns(it: Opened, page: PeoplePage) -> None:
    page.listing.choose(VIP)
    page.listing.model.sort(1, Qt.SortOrder.DescendingOrder)
    arrange(it, page)
    page.arranging.columns["seat"].click()
    page.arranging.columns["now"].click()
    assert "seat" in shown_columns(page)
    page.arranging.name.edit.setText("Morning")  # type: ignore[attr-defined]
    page.arranging.save.click()
    kept = page.listing.view
    assert [view.name for view in load_settings().views] == ["Morning"]

    page.listing.chips[Show.ALL].click()
    assert "now" not in shown_columns(page)
    page.listing.chips["Morning"].click()

    assert page.listing.view == kept
    assert len(names(page)) == 16
    assert page.listing.chips["Morning"].isChecked()


def test_a_view_needs_a_name(it: Opened, page: PeoplePage) -> None:
    arrange(it, page)
    page.arranging.save.click()
    assert page.arranging.name.problem.text() == "Give the view a name."


def test_a_long_list_brings_the_rows_that_are_seen(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    world = World(tmp_path / "summit.db")
    summit = world.summit()
    world.guests(summit, *(f"人{number:04}" for number in range(1500)))
    world.db.close()
    with opened(qtbot, qapp, tmp_path / "summit.db") as it:
        page: PeoplePage = it.page("people")
        it.until(lambda: len(page.listing.roll) == 1500)
        assert len(page.listing.model.rows()) < 500

        it.bot.keyClick(page.listing.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

        it.until(lambda: page.card.detail is not None and page.card.detail.row.name == "人1499")
        assert len(it.read(people_list.people, summit.id)) == 1500


def test_columns_that_somebody_chose_stay_however_little_room_there_is(it: Opened, page: PeoplePage) -> None:
    it.window.resize(1280, 720)
    arrange(it, page)
    for chip in page.arranging.columns.values():
        if not chip.isChecked():
            chip.click()
    assert shown_columns(page) == set(CHOOSABLE)
    assert page.listing.table.horizontalScrollBar().maximum() > 0

    page.arranging.fitting.click()
    assert page.listing.view.columns is None
    assert "seat" not in shown_columns(page)
    assert page.arranging.fitting.isChecked()


def test_a_view_without_any_column_is_kept_as_one(it: Opened, page: PeoplePage) -> None:
    arrange(it, page)
    for chip in page.arranging.columns.values():
        if chip.isChecked():
            chip.click()
    page.arranging.name.edit.setText("Names")  # type: ignore[attr-defined]
    page.arranging.save.click()
    page.arranging.fitting.click()
    assert shown_columns(page)
    page.listing.chips["Names"].click()
    assert shown_columns(page) == set()
