from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.verdicts import Status
from desktop.i18n import Language
from desktop.services import checkin
from desktop.services.badges import badges, issue_badges
from desktop.services.checkin import Reading
from desktop.services.people import PersonDraft, change_person
from desktop.services.people_list import Show, people
from desktop.ui.people import PeoplePage
from desktop.ui.people.papers import PrintPanel
from tests.ui.opened import Opened, opened


@pytest.fixture
def page(people_page: PeoplePage) -> PeoplePage:
    return people_page


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.listing.model.rows()]


def on_card(page: PeoplePage) -> str:
    return "\n".join(label.text() for label in page.card.findChildren(QLabel) if label.isVisibleTo(page.card))


def choose(it: Opened, page: PeoplePage, name: str) -> None:
    key = next(row.id for row in page.listing.model.rows() if row.name == name)
    page.open_person(key)
    it.until(lambda: page.card.detail is not None and page.card.detail.row.id == key)


def test_everybody_of_the_list_is_there_in_its_order(page: PeoplePage) -> None:
    assert names(page)[:3] == ["李家超", "孫東", "黃克瀛"]
    assert page.subtitle.text() == "25 people · 0 arrived"
    assert page.listing.chips[Show.ALL].text() == "All 25"
    assert "VIP 16" in [chip.text() for chip in page.listing.chips.values()]


def test_a_card_names_all_posts_in_their_order(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "施榮懷")
    it.until(lambda: "名譽會長" in on_card(page))

    said = on_card(page)
    places = [said.index(post) for post in ("名譽會長", "全國政協常委", "北京市政協常委", "港區省級政協委員聯誼會會長")]
    assert places == sorted(places)


@pytest.mark.parametrize("typed", ["施榮懷", "施荣怀", "shirong", "srh"])
def test_typing_finds_the_person_and_enter_goes_to_the_card(it: Opened, page: PeoplePage, typed: str) -> None:
    page.listing.search.setText(typed)
    it.until(lambda: names(page)[:1] == ["施榮懷"])
    it.bot.keyClick(page.listing.search, Qt.Key.Key_Return)

    assert page.card.edit.hasFocus()
    it.until(lambda: page.card.detail is not None and page.card.detail.row.name == "施榮懷")


def test_arrows_in_the_find_field_move_in_the_list(it: Opened, page: PeoplePage) -> None:
    it.bot.keyClick(page.listing.search, Qt.Key.Key_Down)

    it.until(lambda: page.card.detail is not None and page.card.detail.row.name == "孫東")
    assert page.listing.search.hasFocus()


def test_a_chip_shows_its_part_of_the_list(it: Opened, page: PeoplePage) -> None:
    vip = next(key for key, chip in page.listing.chips.items() if chip.text().startswith("VIP"))

    page.listing.chips[vip].click()

    assert len(names(page)) == 16
    page.listing.chips[Show.ARRIVED].click()
    assert names(page) == []


def test_a_check_in_elsewhere_changes_one_line_and_the_counts(it: Opened, page: PeoplePage) -> None:
    context = it.context
    event, door = context.here.event, context.here.checkpoint
    assert event is not None
    assert door is not None
    with context.store.write() as session:
        issue_badges(session, event.id)
    badge = it.read(badges, event.id)[1]

    with it.bot.assertNotEmitted(page.listing.model.modelReset), context.store.write() as session:
        checkin.scan(session, Reading(event.id, door.id, badge.token))
        # The line is merged when the announcement has come round.
    it.until(lambda: page.subtitle.text() == "25 people · 1 arrived")

    assert page.listing.model.rows()[1].arrived_at is not None
    assert page.listing.chips[Show.ABSENT].text() == "Not arrived 24"


def test_an_edit_is_kept_told_and_taken_back_with_one_key(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    seat = page.form.fields["seat"].edit
    it.bot.keyClicks(seat, "A-07")
    page.form.status.choose(Status.CANCELLED)
    it.bot.keyClick(seat, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    it.until(lambda: "座位" in on_card(page) or "A-07" in on_card(page))

    assert it.said()[-1] == "孫東 is saved."
    assert "Seat: — → A-07 · May" in on_card(page)
    assert page.listing.model.rows()[1].status is Status.CANCELLED
    it.bot.keyClick(page.listing.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    it.until(lambda: page.listing.model.rows()[1].status is not Status.CANCELLED)
    it.until(lambda: page.card.detail is not None and page.card.detail.seat == "")


def test_an_edit_without_any_name_is_refused_on_its_field(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    page.form.fields["name_zh"].edit.clear()

    page.form.save.click()

    it.until(lambda: page.form.fields["name_zh"].problem.isVisible())
    assert page.form.fields["name_zh"].problem.text() == "A person needs a name, in Chinese or in Latin letters."


def test_an_edit_that_somebody_changed_since_is_not_taken_back(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    it.bot.keyClicks(page.form.fields["seat"].edit, "A-07")
    page.form.save.click()
    it.until(lambda: it.said()[-1:] == ["孫東 is saved."])
    event, key = it.context.here.event, page.listing.model.rows()[1].id
    assert event is not None
    with it.context.store.write() as session:
        change_person(session, event.id, key, PersonDraft(seat="B-01"))
    it.settle()

    it.bot.keyClick(page.listing.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    it.until(lambda: it.said()[-1].startswith("This can't be taken back"))


def test_somebody_new_comes_to_the_end_of_the_list_and_into_the_card(it: Opened, page: PeoplePage) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    it.bot.keyClicks(page.new.name_latin.edit, "CHAN Tai Man")
    it.bot.keyClicks(page.new.organisation.edit, "HKUST")

    it.bot.keyClick(page.new.organisation.edit, Qt.Key.Key_Return)

    it.until(lambda: page.card.detail is not None and page.card.detail.row.name == "CHAN Tai Man")
    assert names(page)[-1] == "CHAN Tai Man"
    assert it.said()[-1] == "CHAN Tai Man is on the list."
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: page.listing.model.rowCount() == 25)


def test_somebody_new_needs_a_name(it: Opened, page: PeoplePage) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    page.new.save.click()

    it.until(lambda: page.new.name_zh.problem.isVisible())


def test_badges_are_printed_beside_the_list(it: Opened, page: PeoplePage, tmp_path: Path) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    out = tmp_path / "badges.pdf"
    page.printing.file.show_path(out)

    page.printing.make.click()

    it.until(out.exists)
    it.until(lambda: it.said()[-1:] == ["25 badges on 25 pages saved in badges.pdf."])
    it.until(lambda: page.listing.chips[Show.UNPRINTED].text() == "Badge not printed 0")


def test_the_template_that_badges_were_printed_with_last_is_offered_first_the_next_time(
    it: Opened, page: PeoplePage, tmp_path: Path
) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page.printing.template.choice.choose("label-62")
    page.printing.file.show_path(tmp_path / "badges.pdf")
    page.printing.make.click()
    it.until(lambda: it.context.keeper.now.template == "label-62")

    assert PrintPanel(it.context).template.value.name == "label-62"


def test_a_place_that_badges_cannot_be_written_to_is_told_on_the_panel(
    it: Opened, page: PeoplePage, tmp_path: Path
) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page.printing.file.show_path(tmp_path / "nowhere" / "badges.pdf")

    page.printing.make.click()

    it.until(page.printing.trouble.isVisible)
    assert "There is no folder" in page.printing.trouble.text()


def test_the_people_are_exported(it: Opened, page: PeoplePage, tmp_path: Path) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    out = tmp_path / "people.csv"
    page.exporting.file.show_path(out)

    page.exporting.make.click()

    it.until(lambda: it.said()[-1:] == ["25 people exported to people.csv."])
    assert "施榮懷" in out.read_text("utf-8-sig")


def test_the_list_follows_the_language(it: Opened, page: PeoplePage) -> None:
    it.context.look.words.switch(Language.ZH_HANS)

    assert page.listing.model.rows()[0].category.said_in(Language.ZH_HANS) == "主礼嘉宾"
    it.until(lambda: "主礼嘉宾" in on_card(page))


def test_a_list_without_anybody_says_how_they_come(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.world import World

    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    world = World(tmp_path / "summit.db")
    world.summit()
    world.db.close()
    with opened(qtbot, qapp, tmp_path / "summit.db") as it:
        page = it.page("people")

        page.listing.wanted.emit()

        assert it.window.current == "import"
        assert it.read(people, it.context.here.event.id) == []  # type: ignore[union-attr]


def test_where_nobody_fits_the_list_says_so_and_escape_brings_everybody_back(it: Opened, page: PeoplePage) -> None:
    page.listing.search.setText("zzzz")
    it.settle()
    assert not page.listing.table.isVisible()
    it.bot.keyClick(page.listing.search, Qt.Key.Key_Escape)
    it.settle()
    assert page.listing.table.isVisible()
    assert page.listing.search.text() == ""


def titles(page: PeoplePage) -> list[str]:
    head = page.listing.table.horizontalHeader()
    model = page.listing.model
    return [
        model.headerData(number, Qt.Orientation.Horizontal)
        for number in range(1, 6)
        if not head.isSectionHidden(number)
    ]


def enlarge(it: Opened, page: QWidget, scale: float) -> None:
    it.context.look.theme.change(scale=scale)
    it.window.resize(1280, 720)
    it.settle()
    it.until(lambda: it.window.width() == 1280 and page.parentWidget().width() == page.width())


def rows_seen(it: Opened, page: PeoplePage) -> int:
    """How many rows of the list stand on the screen whole, without anything being scrolled."""
    table = page.listing.table
    viewport = page.parentWidget()
    bottom = min(
        viewport.mapToGlobal(viewport.rect().bottomLeft()).y(),
        table.viewport().mapToGlobal(table.viewport().rect().bottomLeft()).y(),
    )
    top = table.viewport().mapToGlobal(table.viewport().rect().topLeft()).y()
    return (bottom - top) // table.rowHeight(0)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_people_are_seen_at_once_however_large_the_type(
    it: Opened, page: PeoplePage, scale: float, language: Language
) -> None:
    it.context.look.words.switch(language)

    enlarge(it, page, scale)

    it.until(lambda: rows_seen(it, page) >= 4)
    assert page.height() <= page.parentWidget().height(), "nothing is scrolled to"
    assert page.listing.table.horizontalScrollBar().maximum() == 0
    assert not page.listing.table.horizontalHeader().isSectionHidden(1)


def test_large_type_shows_the_list_or_what_is_open_and_escape_goes_back(it: Opened, page: PeoplePage) -> None:
    enlarge(it, page, 2.0)
    assert not page.card.isVisible()
    assert not page.head.isVisible()
    assert page.listing.filters.choice.currentText() == "All 25"

    it.bot.keyClick(page.listing.search, Qt.Key.Key_Return)
    assert page.card.edit.hasFocus()
    assert not page.listing.isVisible()
    it.bot.keyClick(page.card.edit, Qt.Key.Key_Escape)
    assert page.listing.search.hasFocus()

    page.more.click()
    assert page.head.isVisible()
    it.bot.keyClick(page.listing.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.new.name_zh.edit.hasFocus()


def test_a_part_of_the_list_is_chosen_in_a_field_where_space_is_short(it: Opened, page: PeoplePage) -> None:
    enlarge(it, page, 2.0)
    choice = page.listing.filters.choice

    choice.choose(next(key for key, chip in page.listing.chips.items() if chip.text().startswith("VIP")))
    choice.activated.emit(choice.currentIndex())

    assert len(names(page)) == 16


def test_the_latin_name_stands_in_the_smallest_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.world import World

    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    world = World(tmp_path / "summit.db")
    summit = world.summit()
    (guest,) = world.guests(summit, "孫東", category="guest-of-honour")
    with world.db.write() as session:
        change_person(session, summit.id, guest, PersonDraft(name_latin="SUN Dong", honorific_zh="教授"))
    world.db.close()
    with opened(qtbot, qapp, tmp_path / "summit.db") as it:
        page: PeoplePage = it.page("people")
        for scale in (1.0, 1.5, 2.0):
            enlarge(it, page, scale)
            it.until(lambda: "Latin name" in titles(page))


def test_a_click_on_a_title_sorts_up_down_and_back(it: Opened, page: PeoplePage) -> None:
    listed = names(page)
    head = page.listing.table.horizontalHeader()

    def press(column: int) -> None:
        middle = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, head.height() // 2)
        it.bot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    it.context.look.words.switch(Language.ZH_HANS)
    page.listing.table.selectRow(0)
    press(1)
    assert (names(page)[0], names(page)[-1]) == ("郭魯鋼", "鐘永喜"), "by pinyin"
    assert titles(page)[0].endswith("↑")
    assert page.listing.model.row(page.listing.table.currentIndex()).name == listed[0], "the cursor stays"
    press(1)
    assert (names(page)[0], names(page)[-1]) == ("鐘永喜", "郭魯鋼")
    press(1)
    assert names(page) == listed

    press(1)
    page.listing.search.setText("施榮懷")
    it.until(lambda: names(page)[:1] == ["施榮懷"])
    assert not titles(page)[0].endswith("↑"), "who is looked for comes first"
