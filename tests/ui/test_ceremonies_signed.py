"""What is signed, and what lies ready for it, kept in the window by keys alone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.agreements import DocumentState, SigningPart
from desktop.services.agreements import agreements
from desktop.services.ceremony_things import things
from desktop.ui.ceremonies import CeremoniesPage
from desktop.ui.ceremonies.things_card import ThingsCard
from tests.ui.opened import Opened

CTRL, ALT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(stage: Opened) -> CeremoniesPage:
    page: CeremoniesPage = stage.page("ceremonies")
    stage.until(lambda: page.item is not None)
    return page


def rows(stage: Opened, page: CeremoniesPage) -> list[Any]:
    found: list[Any] = stage.read(lambda session: agreements(session, item_id=page.item))
    return found


def press(stage: Opened, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    stage.until(widget.isVisible)
    widget.setFocus()
    stage.bot.keyClick(widget, key, modifier)


def typed(stage: Opened, edit: QWidget, text: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.clear()
    stage.bot.keyClicks(edit, text)


def test_an_agreement_is_added_changed_moved_and_taken_away(stage: Opened, page: CeremoniesPage) -> None:
    press(stage, page.choice, Qt.Key.Key_F3)
    part = page.agreements
    stage.until(lambda: bool(part.lines))
    before = [row.id for row in rows(stage, page)]
    press(stage, next(iter(part.lines.values())), Qt.Key.Key_N, CTRL)
    form = page.side.agreement
    typed(stage, form.en.edit, "A fund for young founders")
    first, second = form.parties.lines
    first.name.edit.setText("Harbour Quantum Limited")
    known = next(iter(part.bodies.values())).said_in(stage.context.look.words.language)
    second.name.edit.setText(known)
    typed(stage, first.people.finder.field.edit, "Nobody Registered")
    press(stage, first.people.by_name, Qt.Key.Key_Space)
    press(stage, form.save, Qt.Key.Key_S, CTRL)
    stage.until(lambda: len(rows(stage, page)) == len(before) + 1 and len(part.lines) == len(before) + 1)
    added = next(row for row in rows(stage, page) if row.id not in before)
    assert added.parties[0].organisation.en == "Harbour Quantum Limited"
    assert added.parties[1].organisation_id == next(iter(part.bodies))
    assert [(one.part, one.name) for one in added.people] == [(SigningPart.SIGNATORY, "Nobody Registered")]

    batch, place = added.batch, added.rank
    press(stage, part.lines[added.id], Qt.Key.Key_Up, ALT)
    stage.until(lambda: next(row for row in rows(stage, page) if row.id == added.id).rank == place - 1)
    stage.until(lambda: part.lines[added.id].hasFocus())
    press(stage, part.lines[added.id], Qt.Key.Key_Right, ALT)
    stage.until(lambda: next(row for row in rows(stage, page) if row.id == added.id).batch == batch + 1)
    stage.until(lambda: part.lines[added.id].hasFocus())

    press(stage, part.lines[added.id], Qt.Key.Key_Delete, CTRL)
    stage.until(lambda: [row.id for row in rows(stage, page)] == before)
    stage.settle()
    press(stage, part, Qt.Key.Key_Z, CTRL)
    stage.until(lambda: len(rows(stage, page)) == len(before) + 1)


def test_what_is_typed_is_not_lost_to_another_agreement(stage: Opened, page: CeremoniesPage) -> None:
    page.show_tab("agreements")
    part = page.agreements
    stage.until(lambda: bool(part.lines))
    first, second = list(part.lines.values())[:2]
    press(stage, first, Qt.Key.Key_Return)
    form = page.side.agreement
    typed(stage, form.en.edit, "Half a title")
    press(stage, second, Qt.Key.Key_Return)
    assert form.en.value == "Half a title"
    assert "Save what you typed first, or cancel it." in stage.said()


def test_an_agreement_that_was_begun_is_kept_at_its_own_ceremony(stage: Opened, page: CeremoniesPage) -> None:
    page.show_tab("agreements")
    part, first = page.agreements, page.item
    assert first is not None
    stage.until(lambda: bool(part.lines))
    before = len(rows(stage, page))
    press(stage, next(iter(part.lines.values())), Qt.Key.Key_N, CTRL)
    form = page.side.agreement
    typed(stage, form.en.edit, "Begun before the next ceremony")
    other = next(row.id for row in page.items if row.id != first)
    page.open_item(other)
    assert not part.lines, "agreements of the other ceremony can still be reached"
    press(stage, form.en.edit, Qt.Key.Key_S, CTRL)
    stage.until(lambda: not page.side.isVisible())
    page.open_item(first)
    stage.until(lambda: len(part.lines) == before + 1)


def test_copies_and_things_are_brought_on_by_keys_and_back(stage: Opened, page: CeremoniesPage) -> None:
    press(stage, page.choice, Qt.Key.Key_F4)
    part = page.things
    stage.until(lambda: bool(part.cards))
    card = next(each for each in part.cards.values() if each.lines and each.cells)

    def states() -> list[DocumentState]:
        return [copy.state for row in rows(stage, page) if row.id == _key(card) for copy in row.documents]

    cell = next(iter(card.cells.values()))
    start = states()
    press(stage, cell, Qt.Key.Key_Return)
    stage.until(lambda: states() == [start[0].following, *start[1:]])
    press(stage, cell, Qt.Key.Key_Backspace)
    stage.until(lambda: states() == start)
    press(stage, cell, Qt.Key.Key_5)
    stage.until(lambda: states()[0] is DocumentState.ON_TABLE)
    assert card.on is not None
    press(stage, card.on, Qt.Key.Key_Space)
    stage.until(lambda: behind(states()) is behind(start).following)

    line = next(line for line in card.lines.values() if line.thing is not None and line.thing.wanted > 2)
    assert line.thing is not None
    thing = line.thing

    def done() -> int:
        found = stage.read(lambda session: things(session, thing.item_id))
        return int(next(one.done for one in found if one.id == thing.id))

    if not thing.ready:
        press(stage, line, Qt.Key.Key_A)
    stage.until(lambda: done() == thing.wanted)
    for _time in range(2):
        press(stage, line, Qt.Key.Key_Minus)
    stage.until(lambda: done() == thing.wanted - 2)
    stage.settle()
    press(stage, line, Qt.Key.Key_Z, CTRL)
    stage.until(lambda: done() == thing.wanted - 1)

    press(stage, cell, Qt.Key.Key_N)
    panel = page.side.copy
    typed(stage, panel.note.edit, "page 3 is new")
    press(stage, panel.states[DocumentState.SIGNED], Qt.Key.Key_Space)
    stage.until(lambda: states()[0] is DocumentState.SIGNED)
    stage.until(lambda: "page 3 is new" in cell.note.text())

    stage.until(lambda: not part.make.isVisible())
    english = part.languages["en"]
    if not english.isChecked():
        press(stage, english, Qt.Key.Key_Space)
        before = len(states())
        press(stage, part.make, Qt.Key.Key_Space)
        stage.until(lambda: len(states()) == before + 2)

    press(stage, part.add, Qt.Key.Key_Space)
    form = page.side.thing
    typed(stage, form.text.edit, "A red ribbon")
    stage.bot.keyClick(form.text.edit, Qt.Key.Key_Return)
    stage.until(lambda: None in part.cards)
    assert [each.name.text() for each in part.cards[None].lines.values()] == ["A red ribbon"]


def behind(states: list[DocumentState]) -> DocumentState:
    return min(states, key=list(DocumentState).index)


def _key(card: ThingsCard) -> Any:
    return card.laid.key if card.laid is not None else None
