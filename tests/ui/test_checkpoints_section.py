"""Checkpoints in the settings: every rule is set, said back, taken back, with the keyboard alone."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Entry, Purpose, Ways
from desktop.i18n import Language, Translator
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.services.door_rules import CheckpointDraft
from desktop.services.people_list import people
from desktop.ui.settings.checkpoints import CheckpointsSection
from desktop.ui.settings.checkpoints_words import Named, rules_said
from tests.ui.opened import Opened

VIP, SPEAKER, HALL = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.fixture
def section(it: Opened) -> CheckpointsSection:
    shown: CheckpointsSection = it.page("settings").checkpoints
    it.until(lambda: len(shown.buttons) == 1)
    return shown


def event_id(it: Opened) -> UUID:
    assert it.context.here.event is not None
    return it.context.here.event.id


def kept(it: Opened) -> list[CheckpointRow]:
    found: list[CheckpointRow] = it.read(checkpoints, event_id(it))
    return found


def said(section: CheckpointsSection) -> str:
    return "\n".join(label.text() for label in section.findChildren(QLabel))


def write(it: Opened, edit: QWidget, text: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    it.bot.keyClick(edit, Qt.Key.Key_Delete)
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(edit, committed)


def press(it: Opened, *keys: Qt.Key | str) -> None:
    """Press keys wherever the focus is."""
    for key in keys:
        focus: QWidget | None = QApplication.focusWidget()
        assert focus is not None
        it.bot.keyClicks(focus, key) if isinstance(key, str) else it.bot.keyClick(focus, key)


def test_whom_a_checkpoint_may_be_for_is_said_in_the_language_that_is_switched_to(
    it: Opened, section: CheckpointsSection
) -> None:
    it.bot.mouseClick(section.add, Qt.MouseButton.LeftButton)
    chips = list(section.edit.who.by_key.values()) + list(section.edit.leaves.by_key.values())
    chips[0].click()
    assert {"VIP", "Main door"} <= {chip.text() for chip in chips}
    it.context.look.words.switch(Language.ZH_HANT)
    assert not {"Guest of honour", "Main door"} & {chip.text() for chip in chips}
    assert chips[0].isChecked()


def test_a_checkpoint_is_added_with_the_keyboard_alone_and_taken_back(it: Opened, section: CheckpointsSection) -> None:
    section.add.setFocus()
    tab, space, enter = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return
    press(it, space, tab, tab, "Lounge", tab, tab, space, tab)
    for _chip in range(len(section.edit.who.by_key) - 2):
        press(it, tab)
    press(it, "9:00", tab, "18", enter)
    it.until(section.edit.closes.problem.isVisible)
    assert "18" in section.edit.closes.problem.text()
    press(it, "00", tab, Qt.Key.Key_Down, Qt.Key.Key_Tab)
    assert section.edit.said.text() == "VIP, once a day, from 09:00 to 18:00."
    section.edit.save.setFocus()
    press(it, enter)

    it.until(lambda: len(kept(it)) == 2 and not section.edit.isVisible())
    row = kept(it)[1]
    assert (row.name.en, row.opens_clock, row.closes_clock, row.entry) == ("Lounge", "09:00", "18:00", Entry.DAILY)
    assert len(row.category_ids) == 1
    it.until(lambda: "VIP, once a day, from 09:00 to 18:00." in said(section))
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: len(kept(it)) == 1)


def test_all_rules_of_a_checkpoint_are_kept_and_shown_again(it: Opened, section: CheckpointsSection) -> None:
    door = kept(it)[0]
    guest = it.read(people, event_id(it))[0]
    section.add.click()
    form = section.edit
    write(it, form.hant.edit, "VIP")
    it.bot.keyClick(form.more, Qt.Key.Key_Space)
    assert form.rest.isVisible()
    write(it, form.opens.edit, "22:00")
    write(it, form.closes.edit, "02:00")
    write(it, form.capacity.edit, "120")
    write(it, form.tags.edit, "band, press")
    write(it, form.first.edit, "2023-04-12 09:00")
    form.ways.choose(Ways.BOTH)
    form.leaves.by_key[door.id].click()
    write(it, form.guests.finder.field.edit, guest.name)
    it.until(lambda: guest.id in form.guests.finder.offers)
    it.bot.keyClick(form.guests.finder.field.edit, Qt.Key.Key_Return)
    assert form.said.text() == (
        "Guests tagged band, press and 1 guest by name, once, from 22:00 to 02:00 the next day,"
        " not before 12 Apr 2023 09:00, both ways: in and out, at most 120 inside, then no longer in Main door."
    )
    form.save.click()

    it.until(lambda: len(kept(it)) == 2)
    row = kept(it)[1]
    assert (row.capacity, row.tags) == (120, frozenset({"band", "press"}))
    assert (row.guests, row.leaves) == (frozenset({guest.id}), frozenset({door.id}))
    it.until(lambda: row.id in section.buttons)
    section.buttons[row.id][-1].click()
    it.until(lambda: form.guests.chosen == {guest.id})
    it.settle()
    assert form.more.isChecked()
    assert form.draft is not None
    assert (form.draft.capacity, form.draft.opens_at, form.draft.guests) == (120, row.opens_at, frozenset({guest.id}))
    it.bot.keyClick(form.hant.edit, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert section.buttons[row.id][-1].hasFocus()


def test_what_can_not_be_kept_is_said_at_its_field(it: Opened, section: CheckpointsSection) -> None:
    section.add.click()
    form = section.edit
    form.save.click()
    it.until(form.hant.problem.isVisible)
    write(it, form.hant.edit, "正門")
    for field, text in ((form.capacity, "many"), (form.last, "soon")):
        form.more.setChecked(True)
        write(it, field.edit, text)
        form.more.setChecked(False)
        form.save.click()
        it.until(field.problem.isVisible)
        write(it, field.edit, "")
    assert len(kept(it)) == 1


def test_the_last_checkpoint_stays_and_another_is_removed_and_comes_back(
    it: Opened, section: CheckpointsSection
) -> None:
    door = kept(it)[0]
    section.buttons[door.id][-1].click()
    section.edit.remove.click()
    it.until(section.edit.hant.problem.isVisible)
    section.edit.cancel.click()
    section.add.click()
    write(it, section.edit.en.edit, "Bus 2")
    section.edit.save.click()
    it.until(lambda: len(section.buttons) == 2)
    bus = kept(it)[1]
    section.buttons[bus.id][0].click()
    it.until(lambda: kept(it)[0].id == bus.id)
    it.until(lambda: next(iter(section.buttons)) == bus.id)
    section.buttons[bus.id][-1].click()
    section.edit.remove.click()
    it.until(lambda: bus.id not in section.buttons)
    it.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    it.until(lambda: bus.id in section.buttons)


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (CheckpointDraft(LocalName()), "Everybody, once."),
        (CheckpointDraft(LocalName(), ways=Ways.OUT), "Everybody on the way out."),
        (
            CheckpointDraft(
                LocalName(), category_ids=frozenset({VIP, SPEAKER}), entry=Entry.DAILY, opens_clock="09:00",
                closes_clock="18:00", capacity=120,
            ),
            "VIP and Speaker, once a day, from 09:00 to 18:00, at most 120 inside.",
        ),
        (
            CheckpointDraft(LocalName(), entry=Entry.OFTEN, opens_clock="09:00"),
            "Everybody, as often as they like, from 09:00.",
        ),
        (CheckpointDraft(LocalName(), closes_clock="18:00", hall="Hall"), "Everybody, once, until 18:00, in Hall."),
        (CheckpointDraft(LocalName(), leaves=frozenset({HALL})), "Everybody, once, then no longer in Hall."),
    ],
)  # fmt: skip
def test_each_rule_is_said_back(rules: CheckpointDraft, sentence: str) -> None:
    named = Named({VIP: LocalName(en="VIP"), SPEAKER: LocalName(en="Speaker")}, {HALL: LocalName(en="Hall")})
    assert rules_said(Translator(Language.EN), rules, named) == sentence


def test_a_room_for_the_people_of_an_item_says_where_they_are(stage: Opened) -> None:
    section: CheckpointsSection = stage.page("settings").checkpoints
    form = section.edit
    stage.until(lambda: bool(section.buttons))
    section.add.click()
    write(stage, form.en.edit, "Green room")
    form.more.setChecked(True)
    form.purpose.choose(Purpose.HOLDING_ROOM)
    key, chip = next(iter(form.items.by_key.items()))
    chip.click()
    assert "people of 1 item of the programme" in form.said.text().lower()
    form.save.click()
    stage.until(lambda: any(row.name.en == "Green room" for row in kept(stage)))
    made = next(row for row in kept(stage) if row.name.en == "Green room")
    assert (made.purpose, made.items) == (Purpose.HOLDING_ROOM, frozenset({key}))
