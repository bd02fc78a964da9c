from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.config import Palette, load_settings
from desktop.domain.text import LocalName
from desktop.i18n import Language
from desktop.services.events import VenueRow, event_in_use, events
from desktop.services.photos import logo
from desktop.ui.settings import SettingsPage
from desktop.ui.settings.places import read_venues, venue_lines
from tests.ui.opened import Opened


@pytest.fixture
def page(it: Opened) -> SettingsPage:
    shown: SettingsPage = it.page("settings")
    return shown


def write(it: Opened, edit: object, text: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    it.bot.keyClick(edit, Qt.Key.Key_Delete)
    it.bot.keyClicks(edit, text)
    it.bot.keyClick(edit, Qt.Key.Key_Return)


def png(path: Path) -> Path:
    image = QImage(64, 32, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    path.write_bytes(data.data())
    return path


def test_this_machine_is_set_at_once_and_stays_set(it: Opened, page: SettingsPage) -> None:
    machine = page.machine
    for choice, value in (
        (machine.language, Language.ZH_HANS), (machine.palette_choice, Palette.CONTRAST), (machine.scale, 1.25),
    ):  # fmt: skip
        choice.choose(value)
        choice.activated.emit(choice.currentIndex())
    machine.compact.click()
    write(it, machine.operator.edit, "Ada")

    kept = load_settings()
    assert (kept.language, kept.theme, kept.scale) == (Language.ZH_HANS, Palette.CONTRAST, 1.25)
    assert kept.compact
    assert kept.operator == it.context.store.actor.who == "Ada"


def test_nobody_may_work_here_without_a_name(it: Opened, page: SettingsPage) -> None:
    write(it, page.machine.operator.edit, "")

    assert page.machine.operator.problem.isVisible()
    assert it.context.keeper.now.operator == "May"


def test_the_desk_is_called_what_it_is_called(it: Opened, page: SettingsPage) -> None:
    write(it, page.machine.desk.edit, "VIP room")

    it.until(lambda: it.context.here.desk.name == "VIP room")
    assert it.said()[-1] == "This desk is now called VIP room."


def test_the_event_is_changed_field_by_field_and_taken_back(it: Opened, page: SettingsPage) -> None:
    section = page.event_section
    write(it, section.en.edit, "Youth Summit")
    it.until(lambda: it.read(event_in_use).name.en == "Youth Summit")
    write(it, section.ends.edit, "2023-04-16")
    it.until(lambda: it.read(event_in_use).ends_on.day == 16)
    section.venues.setFocus()
    section.venues.setPlainText("香港會展中心: InnHall、201 室\n科學園")
    section.hosts.setFocus()
    it.until(lambda: len(it.read(event_in_use).venues) == 2)
    assert [hall.hant or hall.en for hall in it.read(event_in_use).venues[0].halls] == ["InnHall", "201 室"]
    it.settle()

    it.bot.keyClick(page.machine.language, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    it.until(lambda: len(it.read(event_in_use).venues) == 1)
    assert it.read(event_in_use).name.en == "Youth Summit"


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("ends", "2023-04-01", "The event would end"),
        ("ends", "soon", "Write the date as"),
        ("colour", "blue", "“blue” is no colour"),
        ("_zone", "Asia/Nowhere", "There is no time zone"),
    ],
)
def test_what_makes_no_sense_is_refused_on_its_field(
    it: Opened, page: SettingsPage, field: str, text: str, sentence: str
) -> None:
    place = getattr(page.event_section, field)
    before = it.read(event_in_use)

    line = place.edit if isinstance(place.edit, QLineEdit) else place.edit.lineEdit()
    line.setText(text)
    it.bot.keyClick(line, Qt.Key.Key_Return)

    it.until(place.problem.isVisible)
    assert place.problem.text().startswith(sentence)
    assert it.read(event_in_use) == before


def test_the_brand_colour_is_the_accent_of_the_window(it: Opened, page: SettingsPage) -> None:
    write(it, page.event_section.colour.edit, "#8A1C4A")

    it.until(lambda: it.context.look.theme.colour("accent").name() == "#8a1c4a")


def test_a_logo_is_taken_shown_and_removed(it: Opened, page: SettingsPage, tmp_path: Path) -> None:
    picture = png(tmp_path / "logo.png")
    page.logo.file.show_path(picture)
    it.bot.keyClick(page.logo.file.line, Qt.Key.Key_Return)
    it.until(page.logo.picture.isVisible)

    event = it.context.here.event
    assert event is not None
    assert it.read(logo, event.id).startswith(b"\x89PNG")
    page.logo.remove.click()
    it.until(lambda: not page.logo.picture.isVisible())
    assert it.read(logo, event.id) == b""


def test_what_can_be_no_logo_is_refused(it: Opened, page: SettingsPage, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(b"<svg/>")
    page.logo.file.show_path(path)

    it.bot.keyClick(page.logo.file.line, Qt.Key.Key_Return)

    it.until(page.logo.file.problem.isVisible)
    assert page.logo.file.problem.text().startswith("This file is no picture that can be read here.")


def test_another_event_is_made_and_left_again(it: Opened, page: SettingsPage) -> None:
    first = it.context.here.event
    assert first is not None

    write(it, page.events.name.edit, "Forum")
    it.until(lambda: it.context.here.event is not None and it.context.here.event.name.en == "Forum")
    it.until(lambda: first.id in page.events.buttons)
    page.events.buttons[first.id].click()

    it.until(lambda: it.context.here.event is not None and it.context.here.event.id == first.id)
    assert len(it.read(events)) == 2


def test_the_data_are_copied_and_checked(it: Opened, page: SettingsPage, tmp_path: Path) -> None:
    section, out = page.data, tmp_path / "copy.db"
    section.file.show_path(out)
    section.copy.click()
    it.until(out.exists)
    it.settle()
    section.copy.click()
    it.until(section.file.problem.isVisible)

    section.check.click()

    it.until(lambda: section.found.count() > 0)
    said = [label.text() for label in section.findChildren(QLabel)]
    assert any(text.startswith("No problems found:") for text in said)


def test_a_backup_is_restored_and_what_was_there_is_kept(it: Opened, page: SettingsPage, tmp_path: Path) -> None:
    event = it.context.here.event
    assert event is not None
    copy = tmp_path / "copy.db"
    page.data.file.show_path(copy)
    page.data.copy.click()
    it.until(copy.exists)
    it.settle()
    write(it, page.event_section.en.edit, "Later")
    it.until(lambda: it.read(event_in_use).name.en == "Later")

    page.data.back.show_path(copy)
    page.data.restore.click()

    it.until(lambda: it.window.current == "people")
    it.settle()
    assert it.read(event_in_use) == it.context.here.event == event
    assert it.window.page("people").listing.model.rowCount() == 25  # type: ignore[attr-defined]
    assert it.said()[-1].startswith("copy.db is restored. The data it replaces is kept in summit.replaced-")
    assert it.context.here.desk.id == it.context.store.actor.desk_id


def test_what_is_no_backup_is_refused_on_its_field(it: Opened, page: SettingsPage, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_text("no database")
    page.data.back.show_path(wrong)

    page.data.restore.click()

    it.until(page.data.back.problem.isVisible)
    assert "wrong.db" in page.data.back.problem.text()
    assert it.window.current == "settings"


def test_undo_is_seen_in_the_field_that_still_has_the_cursor(it: Opened, page: SettingsPage) -> None:
    line = page.event_section.colour.line
    before = line.text()
    write(it, line, "#8A1C4A")
    it.until(lambda: it.read(event_in_use).colour == "#8A1C4A")
    it.settle()

    act = it.notices[-1].act
    assert act is not None
    act()

    it.until(lambda: line.text() == before)
    assert line.hasFocus()


NAMES = st.text("港會展中心InnHall 201", min_size=1, max_size=8).map(str.strip).filter(bool)
VENUES = st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=3)), max_size=3)


@given(VENUES)
def test_venues_written_as_lines_are_read_as_they_were(venues: list[tuple[str, list[str]]]) -> None:
    rows = tuple(
        VenueRow(
            LocalName(hant=" ".join(name.split())), tuple(LocalName(hant=" ".join(hall.split())) for hall in halls)
        )
        for name, halls in venues
    )

    lines = venue_lines(rows, Language.ZH_HANT)

    assert read_venues(lines, rows, Language.ZH_HANT) == rows
    assert read_venues(lines, (), Language.ZH_HANT) == rows
