"""Badge templates in the window: copied, changed live with keys and mouse, taken back, shared, printed on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop.config import PrinterKind, PrinterSettings
from desktop.i18n import Language
from desktop.services.badge_templates import Box, Template, shelf_beside, template
from desktop.services.people_list import Show
from desktop.ui.people.page import PeoplePage
from desktop.ui.people.papers import SERIAL, PrintPanel
from desktop.ui.templates import TemplatesOverlay
from desktop.ui.templates.editor import Editor
from tests.devices.fakes import FakeZebra
from tests.ui.opened import Opened

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(it: Opened, people_page: PeoplePage) -> PrintPanel:
    it.bot.keyClick(people_page.listing.table, Qt.Key.Key_P, CTRL)
    it.settle()
    return people_page.printing


@pytest.fixture
def overlay(it: Opened, panel: PrintPanel) -> Iterator[TemplatesOverlay]:
    panel.template.manage.click()
    it.settle()
    yield panel.template.overlay
    panel.template.overlay.dismiss()
    it.settle()


@pytest.fixture
def editor(it: Opened, overlay: TemplatesOverlay) -> Editor:
    """A copy of the A6 template, which is being changed."""
    overlay.gallery.load("a6")
    it.bot.keyClick(overlay.gallery.list, Qt.Key.Key_Return)
    it.until(lambda: overlay.editor.isVisible() and bool(overlay.editor.reports.text()))
    return overlay.editor


def own(it: Opened) -> list[Template]:
    it.settle()
    return shelf_beside(it.context.file).own()


def now(editor: Editor) -> Template:
    assert editor.now is not None
    return editor.now


def press(it: Opened, editor: Editor, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    it.bot.keyClick(editor.canvas, key, *modifiers)


def test_one_of_the_program_is_copied_and_the_copy_changed(it: Opened, editor: Editor) -> None:
    assert [one.title for one in own(it)] == ["A6, one per page, copy"]
    assert now(editor).boxes == template("a6").boxes
    assert "25" not in editor.reports.text()
    before = now(editor).boxes["person"]

    press(it, editor, Qt.Key.Key_Up)
    press(it, editor, Qt.Key.Key_Left, SHIFT)

    after = now(editor).boxes["person"]
    assert (after.top, after.width) == (before.top - 0.5, before.width - 0.5)
    it.until(lambda: own(it) == [now(editor)])


def test_keys_take_each_part_in_turn_and_fields_follow(it: Opened, editor: Editor) -> None:
    picked = []
    for _ in range(len(now(editor).boxes)):
        press(it, editor, Qt.Key.Key_Space)
        picked.append(editor.fields.part.value)
    assert sorted(picked) == sorted(now(editor).boxes)
    assert picked[-1] == "person"
    press(it, editor, Qt.Key.Key_Space, SHIFT)
    assert editor.fields.part.value == picked[-2]


def test_what_stands_in_the_way_is_said_in_place_and_changes_nothing(it: Opened, editor: Editor) -> None:
    editor.canvas.picked.emit("qr")
    before = now(editor)
    press(it, editor, Qt.Key.Key_Up)
    assert now(editor) == before
    assert editor.problem.text() == "The QR code needs 4.5 mm of white around it: “Name and posts” is too near."
    assert editor.problem.isVisible()
    press(it, editor, Qt.Key.Key_Right)
    assert not editor.problem.isVisible()


def test_a_code_too_small_to_be_read_is_refused_as_it_is_typed(it: Opened, editor: Editor) -> None:
    code = editor.fields.code
    before = now(editor)
    code.line.selectAll()
    it.bot.keyClicks(code.line, "9")
    assert "from 14 to" in code.problem.text()
    assert now(editor) == before
    code.line.selectAll()
    it.bot.keyClicks(code.line, "20")
    assert now(editor).boxes["qr"].width == 20
    it.bot.keyClick(code.line, Qt.Key.Key_Up)
    assert now(editor).boxes["qr"].width == 20.5
    assert code.line.text() == "20.5"


def test_a_part_is_moved_and_sized_with_the_mouse(it: Opened, editor: Editor) -> None:
    canvas = editor.canvas
    before = now(editor)
    start = canvas.rect_of("place").center().toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(0, 3))
    QTest.mouseMove(canvas, start + QPoint(0, 12))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 12))
    moved = now(editor).boxes["place"]
    assert editor.fields.part.value == "place"
    assert moved.top > before.boxes["place"].top
    assert moved.width == before.boxes["place"].width
    corner = canvas.rect_of("place").bottomRight().toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(canvas, corner - QPoint(15, 15))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=corner - QPoint(15, 15))
    sized = now(editor).boxes["place"]
    assert (sized.left, sized.top) == (moved.left, moved.top)
    assert sized.width < moved.width
    assert sized.height < moved.height
    editor.undo()
    assert now(editor).boxes["place"] == moved
    editor.undo()
    assert now(editor) == before


def test_changes_are_taken_back_and_made_again_by_keys_wherever_the_focus_is(it: Opened, editor: Editor) -> None:
    fields = editor.fields
    before = now(editor)
    fields.flags["serial"].click()
    fields.title.selectAll()
    it.bot.keyClicks(fields.title, "Press")
    it.bot.keyClick(fields.title, Qt.Key.Key_Z, CTRL)
    assert now(editor).title == before.title
    assert fields.title.text() == before.title
    it.bot.keyClick(fields.title, Qt.Key.Key_Z, CTRL)
    assert now(editor) == before
    it.bot.keyClick(fields.title, Qt.Key.Key_Z, CTRL | SHIFT)
    it.bot.keyClick(fields.title, Qt.Key.Key_Z, CTRL | SHIFT)
    assert (now(editor).title, now(editor).serial) == ("Press", False)
    it.until(lambda: [one.title for one in own(it)] == ["Press"])


def test_choices_are_plain_fields(it: Opened, editor: Editor) -> None:
    fields = editor.fields
    fields.posts.setCurrentIndex(0)
    fields.posts.activated.emit(0)
    fields.names.setCurrentIndex(2)
    fields.names.activated.emit(2)
    fields.parts["photo"].click()
    fields.parts["header"].click()
    fields.largest.line.selectAll()
    it.bot.keyClicks(fields.largest.line, "40")
    layout = now(editor)
    assert (layout.posts, layout.names) == (0, "latin")
    assert "photo" in layout.boxes
    assert "header" not in layout.boxes
    assert layout.steps["name"][0][0] == 40
    it.until(lambda: own(it) == [layout])


def test_a_name_that_is_taken_or_missing_is_said_at_the_field_and_not_kept(it: Opened, editor: Editor) -> None:
    shelf_beside(it.context.file).add(template("card"), "Press")
    title = editor.fields.title
    for text, said in (("Press", "There is another badge template called “Press”"), ("", "Enter a name")):
        title.setText(text)
        title.textEdited.emit(text)
        it.until(lambda said=said: said in editor.fields.title_field.problem.text())  # type: ignore[misc]
    assert sorted(one.title for one in own(it)) == ["A6, one per page, copy", "Press"]


def test_a_change_is_painted_at_once(it: Opened, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[float] = []
    show = editor.canvas.show_image

    def shown(image: QImage) -> None:
        show(image)
        editor.canvas.repaint()
        painted.append(perf_counter())

    monkeypatch.setattr(editor.canvas, "show_image", shown)
    took = []
    for _ in range(5):
        it.settle()
        painted.clear()
        begun = perf_counter()
        press(it, editor, Qt.Key.Key_Up)
        it.until(lambda: bool(painted))
        took.append(painted[0] - begun)
    assert sorted(took)[2] < 0.5  # 40 ms on an idle machine; tests share theirs


def test_the_guests_shown_are_this_event_s_in_the_language_chosen(it: Opened, editor: Editor) -> None:
    first = editor.guest.text()
    assert first.endswith("· 1 of 6")
    editor.after.click()
    assert "2 of 6" in editor.guest.text()
    editor.before.click()
    editor.before.click()
    assert "6 of 6" in editor.guest.text()
    editor.language.choose(Language.ZH_HANS)
    editor.language.activated.emit(0)
    it.settle()
    assert "6 of 6" in editor.guest.text()


def test_escape_goes_back_to_the_list_and_then_to_the_panel(
    it: Opened, overlay: TemplatesOverlay, editor: Editor, panel: PrintPanel
) -> None:
    press(it, editor, Qt.Key.Key_Up)
    made = now(editor)
    press(it, editor, Qt.Key.Key_Escape)
    assert overlay.gallery.isVisible()
    it.until(lambda: overlay.gallery.current == made)
    it.bot.keyClick(overlay.gallery.list, Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    it.settle()
    assert made in [panel.template.value, *own(it)]


def test_a_deleted_template_comes_back(it: Opened, overlay: TemplatesOverlay, editor: Editor) -> None:
    made = now(editor)
    overlay.back.click()
    it.settle()
    it.bot.keyClick(overlay.gallery.list, Qt.Key.Key_Delete)
    it.until(lambda: own(it) == [])
    it.until(lambda: overlay.gallery.undo is not None)
    it.bot.keyClick(overlay.gallery.list, Qt.Key.Key_Z, CTRL)
    it.until(lambda: own(it) == [made])
    assert overlay.gallery.current == made


def test_a_template_is_shared_as_a_file(it: Opened, overlay: TemplatesOverlay, tmp_path: Path) -> None:
    gallery, file = overlay.gallery, tmp_path / "ours.toml"
    gallery.load("card")
    gallery.share.click()
    gallery.saving.field.show_path(file)
    gallery.saving.button.click()
    it.until(file.exists)
    gallery.bring.click()
    gallery.opening.field.show_path(file)
    it.bot.keyClick(gallery.opening.field.line, Qt.Key.Key_Return)
    it.until(lambda: [one.title for one in own(it)] == ["Card, 86 × 54 mm"])
    file.write_bytes(b"\x00" * 200_000)
    gallery.bring.click()
    gallery.opening.field.show_path(file)
    gallery.opening.button.click()
    it.until(lambda: "is no badge template" in gallery.opening.field.problem.text())
    assert len(own(it)) == 1


def test_a_test_page_is_written_that_counts_nothing_as_printed(
    it: Opened, overlay: TemplatesOverlay, people_page: PeoplePage, tmp_path: Path
) -> None:
    gallery, file = overlay.gallery, tmp_path / "test.pdf"
    gallery.load("a4-8")
    gallery.test.click()
    gallery.testing.field.show_path(file)
    gallery.testing.button.click()
    it.until(file.exists)
    assert file.read_bytes().startswith(b"%PDF")
    it.settle()
    assert people_page.listing.chips[Show.UNPRINTED].text() == "Badge not printed 25"


def test_badges_are_printed_on_a_template_of_one_s_own_in_the_order_of_serials(
    it: Opened, panel: PrintPanel, tmp_path: Path
) -> None:
    made = shelf_beside(it.context.file).add(template("card"), "Press")
    panel.template.load()
    panel.template.choice.choose(made.name)
    panel.order.choose(SERIAL)
    assert panel.wanted().template == made
    assert panel.wanted().by_serial
    panel.file.show_path(tmp_path / "badges.pdf")
    panel.make.click()
    it.until((tmp_path / "badges.pdf").exists)


def test_badges_are_looked_over_before_they_are_printed_and_lead_to_the_person(
    it: Opened, panel: PrintPanel, people_page: PeoplePage
) -> None:
    it.until(lambda: panel.found.text() == "Every badge prints as it is written.")
    shelf = shelf_beside(it.context.file)
    layout = template("card")
    made = shelf.add(replace(layout, boxes={**layout.boxes, "person": Box(4.5, 12, 10, 5)}), "Small")
    panel.template.load()
    panel.template.choice.choose(made.name)
    it.until(lambda: "not as" in panel.found.text())
    key, button = next(iter(panel.check.buttons.items()))
    button.click()
    it.settle()
    it.until(lambda: people_page.card.detail is not None and people_page.card.detail.row.id == key)
    assert people_page.card.isVisible()
    assert not panel.isVisible()


def test_badges_go_to_a_printer_and_what_did_not_come_out_to_another(
    it: Opened, panel: PrintPanel, people_page: PeoplePage
) -> None:
    with FakeZebra() as fake:
        gone, there = (
            PrinterSettings(name, PrinterKind.ZEBRA, address, "label-4x6")
            for name, address in (("Left", "127.0.0.1:9"), ("Right", fake.address))
        )
        it.context.keeper.change(printers=(gone, there))
        people_page.listing.table.put_cursor(0)
        people_page.listing.foot.print_wanted.emit()
        panel.device.choose(gone)
        assert panel.template.value.name == "label-4x6"
        assert not panel.file.isVisible()
        panel.make.click()
        it.until(lambda: panel.which.currentText() == "The 1 badge still to print")
        assert fake.printed == []
        panel.device.choose(there)
        panel.make.click()
        it.until(lambda: it.said()[-1:] == ["1 badge printed on Right."])
        assert len(fake.printed) == 1
        it.until(lambda: people_page.listing.chips[Show.UNPRINTED].text() == "Badge not printed 24")
        it.settle()


def test_templates_are_reached_from_the_settings(it: Opened) -> None:
    page = it.page("settings")
    page.templates.button.click()
    it.settle()
    assert page.templates.overlay.isVisible()
    page.templates.overlay.dismiss()
