"""The programme in the window: a list and a board, an item made, moved, stretched, copied, taken away, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt

from desktop.services.programme import ItemRow
from desktop.ui.programme import ProgrammePage
from tests.ui.opened import Opened
from tests.ui.staged import DAY

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip


@pytest.fixture
def page(stage: Opened) -> ProgrammePage:
    page: ProgrammePage = stage.page("programme")
    stage.until(lambda: bool(page.shown.rows))
    return page


def item(page: ProgrammePage, title: str) -> ItemRow:
    return next(row for row in page.shown.rows if row.title.en.startswith(title))


def write(field: Any, text: str) -> None:
    field.edit.setText(text)


def test_the_day_is_shown_in_order_and_the_keys_reach_an_item(stage: Opened, page: ProgrammePage) -> None:
    shown = page.table.rows.rows()
    assert page.day == DAY
    assert [row.start for row in shown] == sorted(row.start for row in shown)
    assert len(shown) == 15
    assert page.table.hasFocus()
    stage.bot.keyClick(page.table, Qt.Key.Key_Down)
    stage.bot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.side.form.en.value == shown[1].title.en


def test_a_new_item_is_written_saved_and_taken_back(stage: Opened, page: ProgrammePage) -> None:
    stage.bot.keyClick(page, Qt.Key.Key_N, CTRL)
    form = page.side.form
    write(form.en, "Tea reception")
    write(form.takes, "soon")
    stage.bot.keyClick(form.en.edit, Qt.Key.Key_Return)
    assert "no length" in form.takes.problem.text()
    write(form.takes, "20")
    write(form.starts, "18:30")
    stage.bot.keyClick(form.en.edit, Qt.Key.Key_Return)
    stage.until(lambda: any(row.title.en == "Tea reception" for row in page.shown.rows))
    made = item(page, "Tea reception")
    assert made.seconds == 1200
    assert made.start.astimezone(stage.context.here.zone).strftime("%H:%M") == "18:30"
    stage.bot.keyClick(page, Qt.Key.Key_Z, CTRL)
    stage.until(lambda: all(row.title.en != "Tea reception" for row in page.shown.rows))


def test_an_item_without_a_title_is_refused_where_it_is_missing(stage: Opened, page: ProgrammePage) -> None:
    page.new.click()
    page.side.form.save.click()
    stage.until(page.side.form.en.problem.isVisible)
    assert "title" in page.side.form.en.problem.text()


def test_a_form_changes_people_cues_and_materials(stage: Opened, page: ProgrammePage) -> None:
    keynote = item(page, "Keynote")
    page.open_item(keynote.id)
    form = page.side.form
    assert not form.begun
    write(form.people.finder.field, "Somebody Else")
    form.people.by_name.click()
    form.cues.after.click()
    form.cues.lines[-1].text.setText("Lights down")
    form.cues.lines[-1].offset.setText("-0:30")
    assert form.begun
    form.save.click()
    stage.until(lambda: any(cue.text == "Lights down" for cue in item(page, "Keynote").cues))
    changed = item(page, "Keynote")
    assert changed.people[-1].name == "Somebody Else"
    assert [cue.seconds for cue in changed.cues if cue.text == "Lights down"] == [-30]
    assert len(changed.people) == len(keynote.people) + 1


def test_the_board_moves_stretches_copies_and_takes_away_by_key(stage: Opened, page: ProgrammePage) -> None:
    page.show_view("board")
    before = item(page, "Keynote")
    board = page.board
    board.choose(before.id)
    board.setFocus()
    stage.bot.keyClick(board, Qt.Key.Key_Down, ALT | SHIFT)
    stage.until(lambda: item(page, "Keynote").seconds == before.seconds + 300)
    stage.bot.keyClick(board, Qt.Key.Key_Down, ALT)
    stage.until(lambda: item(page, "Keynote").start == before.start + timedelta(minutes=5))
    assert page.warning.isVisible()
    stage.bot.keyClick(board, Qt.Key.Key_D, CTRL)
    stage.until(lambda: sum(row.title.en == before.title.en for row in page.shown.rows) == 2)
    stage.bot.keyClick(board, Qt.Key.Key_Delete, CTRL)
    stage.until(lambda: sum(row.title.en == before.title.en for row in page.shown.rows) == 1)


def test_an_item_is_dragged_to_another_hall_and_time(stage: Opened, page: ProgrammePage) -> None:
    page.show_view("board")
    photo = item(page, "Photograph")
    board = page.board
    board.choose(photo.id)
    rect = board.rect_of(photo.id)
    to = QPointF(board.viewport().width() - 60, rect.center().y() + 40)
    port = board.viewport()
    stage.bot.mousePress(port, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    stage.bot.mouseMove(port, to.toPoint())
    stage.bot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=to.toPoint())
    stage.until(lambda: item(page, "Photograph").hall_id != photo.hall_id)
    assert item(page, "Photograph").start > photo.start


def test_an_item_put_onto_another_comes_behind_it_and_the_keys_hear_where_it_is(
    stage: Opened, page: ProgrammePage
) -> None:
    page.show_view("board")
    hosts, keynote = item(page, "Address by the hosts"), item(page, "Keynote")
    board = page.board
    board.choose(hosts.id)
    begin = board.rect_of(hosts.id).center()
    onto = begin + QPointF(0, board.rect_of(keynote.id).center().y() - board.rect_of(hosts.id).top() + 4)
    port = board.viewport()
    stage.bot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin.toPoint())
    stage.bot.mouseMove(port, onto.toPoint())
    stage.bot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=onto.toPoint())
    stage.until(lambda: item(page, "Address by the hosts").start > keynote.start)
    moved = item(page, "Address by the hosts")
    assert moved.starts_at is None
    assert moved.start == item(page, "Keynote").end
    assert board.accessibleDescription() == "15:03–15:11, Grand Hall, Address by the hosts"
    assert not page.warning.isVisible()


def test_the_board_goes_by_below_a_mouse_that_leaves_it(stage: Opened, page: ProgrammePage) -> None:
    page.show_view("board")
    board = page.board
    first = page.table.rows.rows()[1]
    board.choose(first.id)
    begin, port = board.rect_of(first.id).center(), board.viewport()
    before = board.verticalScrollBar().value()
    stage.bot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin.toPoint())
    stage.bot.mouseMove(port, QPointF(begin.x(), port.height() + 30).toPoint())
    stage.until(lambda: board.verticalScrollBar().value() > before + 100)
    stage.bot.keyClick(board, Qt.Key.Key_Escape)
    stage.bot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=begin.toPoint())
    stage.settle()
    assert item(page, first.title.en).start == first.start


def test_what_another_desk_changes_is_seen_here(stage: Opened, page: ProgrammePage) -> None:
    from desktop.services.programme_edit import stretch_item

    keynote = item(page, "Keynote")
    stage.context.data.do(lambda session: stretch_item(session, keynote.id, 120), lambda _none: None)
    stage.until(lambda: item(page, "Keynote").seconds == 120)


def test_a_hall_that_nobody_named_yet_is_made_with_the_item_and_taken_back_with_it(
    stage: Opened, page: ProgrammePage
) -> None:
    before = page.shown.halls
    stage.bot.keyClick(page, Qt.Key.Key_N, CTRL)
    form = page.side.form
    write(form.en, "Tea reception")
    # What is typed and not kept is not lost to a second new item, nor to another that is opened.
    stage.bot.keyClick(page, Qt.Key.Key_N, CTRL)
    page.open_item(page.shown.rows[0].id)
    assert form.en.value == "Tea reception"
    stage.bot.keyClick(form.hall, Qt.Key.Key_End)
    stage.bot.keyClick(form.en.edit, Qt.Key.Key_Return)
    assert form.new_hall.problem.isVisible()
    write(form.new_hall, "Roof garden")
    stage.bot.keyClick(form.new_hall.edit, Qt.Key.Key_Return)
    stage.until(lambda: any(row.hall.en == "Roof garden" for row in page.shown.rows))
    assert len(page.shown.halls) == len(before) + 1
    stage.bot.keyClick(page, Qt.Key.Key_Z, CTRL)
    stage.until(lambda: page.shown.halls == before)


def test_enter_goes_to_who_was_found_and_adds_them(stage: Opened, page: ProgrammePage) -> None:
    opening = item(page, "Opening")
    page.open_item(opening.id)
    people = page.side.form.people
    guest = next(person for row in page.shown.rows for person in row.people if person.registration_id)
    stage.bot.keyClicks(people.finder.field.edit, guest.name_latin or guest.name)
    stage.until(lambda: guest.registration_id in people.finder.offers)
    stage.bot.keyClick(people.finder.field.edit, Qt.Key.Key_Return)
    offered = stage.window.focusWidget()
    assert offered in people.finder.offers.values()
    stage.bot.keyClick(offered, Qt.Key.Key_Return)
    assert len(people.lines) == len(opening.people) + 1


def test_the_palette_opens_an_item_and_the_ceremony_in_it(stage: Opened, page: ProgrammePage) -> None:
    signing = item(page, "Signing")
    stage.page("desk")
    palette = stage.window.palette_panel
    for line, name in ((0, "programme"), (1, "ceremonies")):
        palette.pop_up()
        stage.bot.keyClicks(palette.edit, "signing of seven")
        stage.until(lambda: palette.list.model().rowCount() >= 2)
        for _step in range(line):
            stage.bot.keyClick(palette.edit, Qt.Key.Key_Down)
        stage.bot.keyClick(palette.edit, Qt.Key.Key_Return)
        stage.settle()
        assert stage.window.page(name).isVisible()
    assert page.side.form.row == signing
    assert stage.window.page("ceremonies").item == signing.id


@pytest.mark.parametrize(
    ("typed", "name"), [("universities", "delegations"), ("innovation tour", "visits"), ("cyberport", "visits")]
)
def test_the_palette_opens_a_delegation_and_what_belongs_to_a_visit(
    stage: Opened, page: ProgrammePage, typed: str, name: str
) -> None:
    palette = stage.window.palette_panel
    palette.pop_up()
    stage.bot.keyClicks(palette.edit, typed)
    stage.until(lambda: palette.list.model().rowCount() >= 1)
    stage.bot.keyClick(palette.edit, Qt.Key.Key_Return)
    stage.settle()

    assert stage.window.page(name).isVisible()
