"""Questions, hand-overs and the key of the badges in the settings."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Asking
from desktop.services.categories import categories
from desktop.services.event_keys import event_keys
from desktop.services.questions import QuestionDraft, QuestionRow, add_question, questions
from desktop.ui.settings.keys import KeysSection
from desktop.ui.settings.questions import QuestionsSection
from tests.ui.opened import Opened


@pytest.fixture
def section(it: Opened) -> QuestionsSection:
    shown: QuestionsSection = it.page("settings").questions
    it.settle()
    return shown


@pytest.fixture
def keys(it: Opened) -> KeysSection:
    shown: KeysSection = it.page("settings").keys
    it.until(lambda: bool(shown.state.text()))
    return shown


def event_id(it: Opened) -> UUID:
    assert it.context.here.event is not None
    return it.context.here.event.id


def kept(it: Opened) -> list[QuestionRow]:
    found: list[QuestionRow] = it.read(questions, event_id(it))
    return found


def said(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def press(it: Opened, *keys: Qt.Key | str) -> None:
    for key in keys:
        focus: QWidget | None = QApplication.focusWidget()
        assert focus is not None
        it.bot.keyClicks(focus, key) if isinstance(key, str) else it.bot.keyClick(focus, key)


def test_a_hand_over_is_added_changed_and_removed_with_the_keyboard_alone(
    it: Opened, section: QuestionsSection
) -> None:
    tab, enter = Qt.Key.Key_Tab, Qt.Key.Key_Return
    section.add.setFocus()
    press(it, enter, tab, tab, "A headset", tab, tab, Qt.Key.Key_Down, enter)
    section.edit.en.edit.setFocus()
    press(it, enter)
    it.until(lambda: len(kept(it)) == 1 and not section.edit.isVisible())
    row, first = kept(it)[0], it.read(categories, event_id(it))[0]
    assert (row.text.en, row.kind, row.category_id, row.checkpoint_id) == (
        "A headset",
        Asking.HAND_OVER,
        first.id,
        None,
    )
    it.until(lambda: "at every checkpoint" in said(section))

    section.buttons[row.id][-1].setFocus()
    press(it, enter, tab, tab, "A gift", tab, Qt.Key.Key_Down)
    section.edit.save.click()
    it.until(lambda: kept(it)[0].kind is Asking.QUESTION)
    assert kept(it)[0].text.en == "A gift"
    it.until(lambda: "A gift" in said(section))
    section.buttons[row.id][-1].click()
    section.edit.remove.click()
    it.until(lambda: it.said()[-1] == "“A gift” is removed." and not kept(it))
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: len(kept(it)) == 1)


def test_the_arrows_change_the_order_in_which_things_are_asked(it: Opened, section: QuestionsSection) -> None:
    for words in ("A gift", "A headset"):
        with it.context.store.write() as session:
            add_question(session, event_id(it), QuestionDraft(LocalName(en=words)))
    it.until(lambda: len(section.buttons) == 2)
    last = section.buttons[kept(it)[1].id]
    assert [button.isEnabled() for button in last] == [True, False, True]
    last[0].click()
    it.until(lambda: [row.text.en for row in kept(it)] == ["A headset", "A gift"])
    it.until(lambda: it.said()[-1:] == ["The order of the questions is changed."])


def test_a_question_without_words_is_refused(it: Opened, section: QuestionsSection) -> None:
    section.add.click()
    section.edit.save.click()
    it.until(section.edit.hant.problem.isVisible)
    press(it, Qt.Key.Key_Escape)
    assert not section.edit.isVisible()
    assert section.add.hasFocus()


def test_another_key_is_made_only_once_it_was_said_what_that_does(it: Opened, keys: KeysSection) -> None:
    assert not keys.about.isVisible()
    keys.replace.setFocus()
    press(it, Qt.Key.Key_Return)
    assert keys.about.isVisible()
    assert keys.no.hasFocus()
    press(it, Qt.Key.Key_Return)
    assert len(it.read(event_keys, event_id(it))) == 1
    assert keys.replace.hasFocus()
    keys.replace.click()
    keys.yes.click()
    it.until(lambda: len(it.read(event_keys, event_id(it))) == 2)
    it.until(lambda: "1 key before it was replaced." in said(keys))
    assert not keys.about.isVisible()
