"""Two people of one name are told apart wherever one of them is picked."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.services import categories, people
from desktop.services.people import PersonDraft, WalkIn
from desktop.ui.desk import DeskPage
from desktop.ui.people import PeoplePage
from desktop.ui.people.columns import NAME
from tests.ui.door import Door
from tests.ui.opened import Opened, opened
from tests.world import World

PHONES = ("9111 0001", "9222 0002")


def two_of_a_name(world: World, event_id: UUID) -> list[UUID]:
    """Two managers of one company who are both called 王小明."""
    with world.db.write() as session:
        category = categories.find_category(session, event_id, "delegate").id
        made = []
        for phone in PHONES:
            guest = WalkIn(category, "王小明", organisation="甲公司", title="經理")
            detail, _badge = people.register(session, event_id, guest)
            people.change_person(session, event_id, detail.row.id, PersonDraft(phone=phone))
            made.append(detail.row.id)
    return made


@pytest.fixture
def here(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    world = World(tmp_path / "summit.db")
    summit = world.summit()
    two_of_a_name(world, summit.id)
    world.guests(summit, "李大文")
    world.db.close()
    with opened(qtbot, qapp, tmp_path / "summit.db") as it:
        yield it


@pytest.fixture
def page(here: Opened) -> PeoplePage:
    shown: PeoplePage = here.page("people")
    here.until(lambda: len(shown.listing.roll) == 3 and shown.card.detail is not None)
    return shown


def in_the_list(page: PeoplePage) -> list[str]:
    model = page.listing.model
    return [model.data(model.index(line, NAME)) for line in range(model.rowCount())]


def said(panel: object) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())  # type: ignore[attr-defined]


def test_the_list_says_beside_both_what_their_columns_do_not(here: Opened, page: PeoplePage) -> None:
    assert in_the_list(page) == ["王小明 · …0001", "王小明 · …0002", "李大文"]
    page.listing.search.setText("小明")
    here.until(lambda: in_the_list(page) == ["王小明 · …0001", "王小明 · …0002"])


def test_the_list_says_nothing_where_a_column_tells_them_apart(here: Opened, page: PeoplePage) -> None:
    page.arranging.show_now()
    page.arranging.columns["serial"].click()
    assert in_the_list(page) == ["王小明", "王小明", "李大文"]
    page.arranging.columns["serial"].click()
    assert in_the_list(page)[0] == "王小明 · …0001"


def test_ctrl_k_tells_them_apart(here: Opened, page: PeoplePage) -> None:
    palette = here.window.palette_panel
    palette.pop_up()
    here.bot.keyClicks(palette.edit, "xiaoming")
    here.settle()
    lines = [palette.list.model().index(line, 0).data() for line in range(2)]
    assert lines == ["王小明 …0001 · 甲公司 經理", "王小明 …0002 · 甲公司 經理"]


def test_the_desk_tells_them_apart(door: Door, desk: DeskPage) -> None:
    two_of_a_name(door.world, door.event.id)
    door.find("王小明")
    picks = desk.picks.picks
    assert [(pick.title, pick.beside, pick.detail) for pick in picks] == [
        ("王小明", "…0001", "甲公司 經理"), ("王小明", "…0002", "甲公司 經理"),
    ]  # fmt: skip


def test_merging_says_which_record_is_which(here: Opened, page: PeoplePage) -> None:
    first = page.listing.model.rows()[0]
    page.open_person(first.id)
    here.until(lambda: page.card.detail is not None and page.card.detail.row.id == first.id)
    page.card.merging.click()
    here.until(lambda: len(page.merging.offers) == 1)
    here.until(lambda: "王小明 · …0002" in said(page.merging))

    page.merging.everybody.click()
    both = ("王小明 · …0001 ↔ 王小明 · …0002", "王小明 · …0002 ↔ 王小明 · …0001")
    here.until(lambda: any(text in said(page.merging) for text in both))

    next(iter(page.merging.offers.values())).click()
    here.until(page.merging.join.isVisible)
    kept, other = said(page.merging).split("This one becomes part of it")
    assert {kept[kept.index("…") :][:5], other[other.index("…") :][:5]} == {"…0001", "…0002"}


def test_a_companion_is_picked_from_the_list_and_let_go(here: Opened, page: PeoplePage) -> None:
    host = page.listing.model.rows()[2]
    page.open_person(host.id)
    here.until(lambda: page.card.detail is not None and page.card.detail.row.id == host.id)
    page.card.companion.click()
    finder = page.new.finder
    here.bot.keyClicks(finder.field.edit, "xiaoming")
    here.until(lambda: len(finder.offers) == 2)
    offered = ("王小明 · …0001\n甲公司 經理", "王小明 · …0002\n甲公司 經理")
    here.until(lambda: all(text in said(finder) for text in offered))
    companion, button = next(iter(finder.offers.items()))
    here.bot.keyClick(button, Qt.Key.Key_Space)

    here.until(lambda: companion in page.card.tied)
    assert here.said()[-1] == "王小明 comes with 李大文."
    page.card.untying[companion].click()
    here.until(lambda: not page.card.tied)
    here.notices[-1].act()  # type: ignore[misc]
    here.until(lambda: companion in page.card.tied)


def test_nobody_is_found_to_come_with_themselves(here: Opened, page: PeoplePage) -> None:
    host = page.listing.model.rows()[2]
    page.open_person(host.id)
    here.until(lambda: page.card.detail is not None and page.card.detail.row.id == host.id)
    page.card.companion.click()
    here.bot.keyClicks(page.new.finder.field.edit, "li dawen")
    here.until(lambda: "Nobody else is found by this." in said(page.new.finder))


def test_each_reader_sees_a_post_in_their_language(here: Opened, page: PeoplePage) -> None:
    row = page.listing.model.rows()[2]
    page.open_person(row.id)
    here.until(lambda: page.card.detail is not None and page.card.detail.row.id == row.id)
    page.card.edit.click()
    page.form.posts.add.click()
    texts = ("局長", "Secretary", "創新科技局", "Innovation Bureau")
    for field, text in zip(page.form.posts.blocks[0].fields.values(), texts, strict=True):
        field.edit.setText(text)  # type: ignore[attr-defined]
    page.form.save.click()
    here.until(lambda: "Secretary, Innovation Bureau\n創新科技局 局長" in said(page.card))
    model = page.listing.model
    cells = [model.data(model.index(2, number)) for number in range(model.columnCount())]
    assert {"Innovation Bureau", "Secretary"} <= set(cells)

    here.context.look.words.switch(Language.ZH_HANT)
    here.until(lambda: "創新科技局 局長\nSecretary, Innovation Bureau" in said(page.card))
    cells = [model.data(model.index(2, number)) for number in range(model.columnCount())]
    assert {"創新科技局", "局長"} <= set(cells)
