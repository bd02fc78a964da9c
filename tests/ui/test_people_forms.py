import pytest
from PySide6.QtCore import Qt

from desktop.i18n import Language
from desktop.ui.people import PeoplePage
from tests.ui.opened import Opened
from tests.ui.test_people import choose, on_card


@pytest.fixture
def page(people_page: PeoplePage) -> PeoplePage:
    return people_page


def test_posts_are_added_moved_and_taken_out_with_the_keyboard(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    posts = page.form.posts
    it.bot.keyClick(posts.add, Qt.Key.Key_Space)
    second = posts.blocks[1]
    it.until(second.isVisible)
    assert second.fields["title_zh"].edit.hasFocus()
    for name, text in {
        "title_zh": "講座教授", "title_en": "Chair Professor", "organisation_zh": "香港城市大學",
        "organisation_en": "City University of Hong Kong",
    }.items():  # fmt: skip
        second.fields[name].edit.setText(text)

    it.bot.keyClick(second.fields["title_zh"].edit, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert posts.blocks[0] is second
    assert second.fields["title_zh"].edit.hasFocus()
    assert (second.up.isEnabled(), second.down.isEnabled()) == (False, True)
    it.bot.keyClick(second.fields["title_zh"].edit, Qt.Key.Key_Return)

    it.until(lambda: page.card.detail is not None and len(page.card.detail.posts) == 2 and len(it.said()) == 1)
    detail = page.card.detail
    assert detail is not None
    assert [post.title for post in detail.posts] == ["講座教授", "局長"]
    assert (detail.posts[0].title_en, detail.posts[0].organisation_en) == (
        "Chair Professor", "City University of Hong Kong",
    )  # fmt: skip
    said = "→ 香港城市大學 講座教授 · 香港特區政府創新科技及工業局 局長 · May"
    it.until(lambda: said in on_card(page))

    page.card.edit.click()
    it.bot.keyClick(posts.blocks[1].remove, Qt.Key.Key_Space)
    assert posts.blocks[0].remove.hasFocus()
    page.form.save.click()
    it.until(lambda: page.card.detail is not None and len(page.card.detail.posts) == 1 and len(it.said()) == 2)
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: page.card.detail is not None and len(page.card.detail.posts) == 2)


def test_a_half_typed_person_waits_where_they_were_left(it: Opened, page: PeoplePage) -> None:
    it.bot.keyClick(page.listing.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    it.bot.keyClicks(page.new.name_latin.edit, "CHAN Tai")
    page.new.organisation.edit.setFocus()

    it.page("arrivals")
    it.page("people")
    assert page.new.isVisible()
    assert page.new.name_latin.value == "CHAN Tai"
    assert page.new.organisation.edit.hasFocus()

    page.open_person(page.listing.model.rows()[3].id)
    it.settle()
    it.bot.keyClick(page.listing.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.new.name_latin.value == "CHAN Tai"

    it.bot.keyClick(page.new.name_latin.edit, Qt.Key.Key_Escape)
    assert page.card.isVisible()
    it.bot.keyClick(page.listing.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.new.name_latin.value == "", "what was discarded is gone"


def test_a_half_typed_edit_waits_too(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    seat = page.form.fields["seat"].edit
    it.bot.keyClicks(seat, "A-07")
    seat.setFocus()

    it.page("arrivals")
    it.page("people")

    assert seat.hasFocus()
    assert page.form.fields["seat"].value == "A-07"


def test_the_record_names_a_category_in_the_readers_language(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    page.form.category.setCurrentIndex(page.form.category.findText("Speaker"))
    page.form.save.click()

    it.until(lambda: "Category: Guest of honour → Speaker · May" in on_card(page))
    it.context.look.words.switch(Language.ZH_HANT)
    it.until(lambda: "主禮嘉賓 → 講者" in on_card(page))
