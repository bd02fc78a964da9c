from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.i18n import Language
from desktop.services.categories import CategoryRow, categories
from desktop.services.checkpoints import find_checkpoint
from desktop.ui.settings.categories import CategoriesSection
from tests.ui.opened import Opened


@pytest.fixture
def section(it: Opened) -> CategoriesSection:
    shown: CategoriesSection = it.page("settings").categories
    it.until(lambda: len(shown.buttons) >= 7)
    return shown


def kept(it: Opened) -> list[CategoryRow]:
    assert it.context.here.event is not None
    found: list[CategoryRow] = it.read(categories, it.context.here.event.id)
    return found


def said(section: CategoriesSection) -> str:
    return "\n".join(label.text() for label in section.findChildren(QLabel))


def test_a_category_is_added_with_the_keyboard_and_taken_back(it: Opened, section: CategoriesSection) -> None:
    it.bot.keyClick(section.add, Qt.Key.Key_Space)
    assert section.edit.hant.edit.hasFocus()
    section.edit.hant.edit.setText("合作夥伴")  # type: ignore[attr-defined]
    it.bot.keyClicks(section.edit.en.edit, "Partner")
    it.bot.keyClick(section.edit.en.edit, Qt.Key.Key_Return)

    it.until(lambda: kept(it)[-1].name.en == "Partner" and not section.edit.isVisible())
    assert it.said()[-1] == "The category Partner is saved."
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: kept(it)[-1].name.en != "Partner")


def test_what_is_wrong_is_said_at_its_field(it: Opened, section: CategoriesSection) -> None:
    section.add.click()
    section.edit.save.click()
    it.until(section.edit.hant.problem.isVisible)
    section.edit.hant.edit.setText("友好")  # type: ignore[attr-defined]
    it.bot.keyClicks(section.edit.colour.edit, "blue")
    section.edit.save.click()
    it.until(section.edit.colour.problem.isVisible)
    section.edit.cancel.click()
    assert not section.edit.isVisible()


def test_a_check_in_of_a_category_can_need_a_reason_to_be_taken_back(it: Opened, section: CategoriesSection) -> None:
    first = kept(it)[0]
    section.buttons[first.id][2].click()
    assert not section.edit.reason.isChecked()
    it.bot.keyClick(section.edit.reason, Qt.Key.Key_Space)
    section.edit.save.click()
    it.until(lambda: kept(it)[0].undo_needs_reason)


def test_a_category_is_kept_out_of_a_checkpoint(it: Opened, section: CategoriesSection) -> None:
    event = it.context.here.event
    assert event is not None
    door = it.read(find_checkpoint, event.id, None)
    media = next(row for row in kept(it) if row.code == "media")
    section.buttons[media.id][2].click()
    assert section.edit.chips[door.id].isChecked()
    section.edit.chips[door.id].click()
    section.edit.save.click()

    it.until(lambda: "may enter nowhere" in said(section))
    assert media.id not in it.read(find_checkpoint, event.id, None).category_ids


def test_precedence_moves_up_and_the_focus_stays_with_the_category(it: Opened, section: CategoriesSection) -> None:
    first, second = kept(it)[:2]
    assert not section.buttons[first.id][0].isEnabled()
    section.buttons[second.id][0].click()
    it.until(lambda: kept(it)[0].id == second.id)
    it.until(lambda: not section.buttons[second.id][0].isEnabled())


def test_a_category_that_people_have_can_not_be_removed(it: Opened, section: CategoriesSection) -> None:
    first, unused = kept(it)[0], next(row for row in kept(it) if row.code == "exhibitor")
    section.buttons[first.id][2].click()
    section.edit.remove.click()
    it.until(section.edit.hant.problem.isVisible)
    section.edit.cancel.click()
    section.buttons[unused.id][2].click()
    section.edit.remove.click()
    it.until(lambda: unused.id not in section.buttons)


def test_the_lines_follow_the_language(it: Opened, section: CategoriesSection) -> None:
    assert "Guest of honour" in said(section)
    it.context.look.words.switch(Language.ZH_HANS)
    it.until(lambda: "主礼嘉宾" in said(section))


def test_the_form_opens_below_its_category_whole_and_in_view(it: Opened, section: CategoriesSection) -> None:
    it.window.resize(1280, 720)
    area = section.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    place, form = area.viewport(), section.edit

    def seen(part: QWidget) -> bool:
        return bool(place.rect().contains(part.mapTo(place, part.rect().center())))

    def in_place(button: QWidget) -> bool:
        under = form.hant.mapTo(section, QPoint()).y() - button.mapTo(section, QPoint()).y()
        return 0 < under < 120 and seen(form.save) and seen(form.hant)

    for row in kept(it):
        button = section.buttons[row.id][2]
        button.click()
        it.until(partial(in_place, button))


def test_a_name_that_no_badge_has_room_for_is_refused(it: Opened, section: CategoriesSection) -> None:
    section.add.click()
    section.edit.hant.edit.setText("長" * 41)  # type: ignore[attr-defined]
    section.edit.save.click()
    it.until(section.edit.hant.problem.isVisible)
    assert section.edit.hant.problem.text() == "A name of a category has at most 40 characters; this one has 41."
    section.edit.cancel.click()
