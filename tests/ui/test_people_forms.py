import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea

from desktop.i18n import Language
from desktop.ui.people import PeoplePage
from desktop.ui.widgets import Data
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
    it.until(lambda: "→ 香港城市大學 講座教授" in on_card(page))

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


def test_somebody_else_is_shown_while_nothing_is_typed_in_the_form(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    assert page.form.title.text().startswith("Edit 孫東")
    page.listing.table.setFocus()
    it.bot.keyClick(page.listing.table, Qt.Key.Key_Down)
    it.until(page.card.isVisible)
    assert it.notices == []


def test_what_was_typed_for_somebody_waits_while_others_are_looked_at_and_edited(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    it.bot.keyClicks(page.form.fields["seat"].edit, "A-07")
    first = page.form

    choose(it, page, "黃克瀛")
    assert page.card.isVisible()
    assert [text.startswith("What was typed for 孫東") for text in it.said()] == [True]
    page.card.edit.click()
    assert page.form is not first
    assert page.form.title.text().startswith("Edit 黃克瀛")
    it.bot.keyClicks(page.form.fields["seat"].edit, "B-01")

    it.notices[0].act()  # type: ignore[misc]
    assert first.isVisible()
    assert first.fields["seat"].value == "A-07"
    page.form.save.click()
    it.until(lambda: page.card.detail is not None and page.card.detail.seat == "A-07")
    assert page.card.detail is not None
    assert page.card.detail.row.name == "孫東"

    choose(it, page, "黃克瀛")
    page.card.edit.click()
    assert page.form.fields["seat"].value == "B-01"
    it.bot.keyClick(page.form.fields["seat"].edit, Qt.Key.Key_Escape)
    page.card.edit.click()
    assert page.form.fields["seat"].value == "", "what was discarded is gone"


def test_lines_of_a_note_delegation_and_attendance_are_kept(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    page.form.note.setPlainText("接機\n\n- 素食")
    page.form.fields["delegation"].edit.setText("北京代表團")  # type: ignore[attr-defined]
    page.form.fields["attendance"].edit.setText("首日")  # type: ignore[attr-defined]
    page.form.save.click()
    it.until(lambda: page.card.detail is not None and page.card.detail.note == "接機\n\n- 素食")
    it.until(lambda: all(text in on_card(page) for text in ("接機\n\n- 素食", "北京代表團", "首日")))
    page.card.edit.click()
    assert not page.form.begun


def test_what_is_too_long_is_said_at_its_field(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    seat = page.form.fields["seat"]
    seat.edit.setText("A" * 61)  # type: ignore[attr-defined]
    page.form.save.click()
    it.until(seat.problem.isVisible)
    assert seat.problem.text() == "At most 60 characters have room here; this has 61."
    seat.edit.setText("A-1")  # type: ignore[attr-defined]
    page.form.posts.blocks[0].fields["organisation_zh"].edit.setText("長" * 301)  # type: ignore[attr-defined]
    page.form.save.click()
    it.until(page.form.posts.blocks[0].fields["organisation_zh"].problem.isVisible)


def test_the_card_is_never_wider_than_its_place(it: Opened, page: PeoplePage) -> None:
    choose(it, page, "孫東")
    page.card.edit.click()
    long = "a.very.long.name.of.somebody" * 3
    page.form.fields["email"].edit.setText(f"{long}@example.org")  # type: ignore[attr-defined]
    page.form.fields["tags"].edit.setText("很" * 90)  # type: ignore[attr-defined]
    page.form.save.click()
    it.until(lambda: "example.\u200borg" in on_card(page))
    email = next(label for label in page.card.findChildren(Data) if "example" in label.text())
    area = page.card.findChild(QScrollArea)
    assert area is not None
    it.until(lambda: email.mapTo(area, email.rect().bottomRight()).x() <= area.viewport().width())
    assert area.horizontalScrollBar().maximum() == 0
    email.copy()
    assert QGuiApplication.clipboard().text() == f"{long}@example.org"
