"""Printers in the settings: set up, tried, changed, forgotten; badges in doubt."""

from collections.abc import Iterator
from time import monotonic
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.config import PrinterKind, PrinterSettings, load_settings
from desktop.devices import zebra
from desktop.progress import Progress
from desktop.services.badge_feed import Wanted
from desktop.services.print_jobs import doubts, print_on
from desktop.services.printers import Printers
from desktop.ui.settings import SettingsPage
from desktop.ui.settings.printers import PrinterForm, PrintersSection, Which
from desktop.ui.widgets import Field
from tests.devices.fakes import FakeZebra
from tests.ui.opened import Opened


@pytest.fixture
def printer() -> Iterator[FakeZebra]:
    with FakeZebra() as fake:
        yield fake


@pytest.fixture
def section(it: Opened, monkeypatch: pytest.MonkeyPatch) -> PrintersSection:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    return cast("SettingsPage", it.page("settings")).printers


def fill(field: Field, text: str) -> None:
    assert isinstance(field.edit, QLineEdit)
    field.edit.setText(text)


@pytest.fixture
def form(it: Opened, section: PrintersSection, printer: FakeZebra) -> PrinterForm:
    """The form with a Zebra filled in."""
    section.add.click()
    it.settle()
    form = section.form
    form.which.choose(Which(PrinterKind.ZEBRA))
    fill(form.address, printer.address)
    fill(form.name, "Door")
    form.template.choose("label-4x6")
    return form


def test_a_printer_is_set_up_and_stays_set_up(it: Opened, section: PrintersSection, form: PrinterForm) -> None:
    fill(form.right, "1,5")
    assert isinstance(form.down.edit, QLineEdit)
    form.down.edit.setText("-0.5")
    it.bot.keyClick(form.down.edit, Qt.Key.Key_Return)

    (kept,) = load_settings().printers
    assert (kept.name, kept.kind, kept.template, kept.right, kept.down) == (
        "Door", PrinterKind.ZEBRA, "label-4x6", 1.5, -0.5,
    )  # fmt: skip
    assert list(section.buttons) == ["Door"]
    assert not form.isVisible()


def test_a_printer_is_tried_before_it_is_kept(it: Opened, form: PrinterForm, printer: FakeZebra) -> None:
    form.test.click()
    it.until(lambda: form.said.text() == "Door has printed the test badge.")
    form.calibration.click()
    it.until(lambda: form.said.text() == "Door has printed the calibration page.")
    printer.paper_out = True
    form.test.click()
    it.until(form.trouble.isVisible)

    assert form.trouble.text() == "Door is out of paper. Put some in, or print on another printer."
    assert len(printer.printed) == 2
    assert load_settings().printers == ()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("address", "", "Enter where the printer is"),
        ("right", "far", "Enter millimetres as a number"),
        ("down", "51", "The offset is in millimetres"),
    ],
)
def test_what_can_not_be_is_said_on_its_field(form: PrinterForm, field: str, text: str, said: str) -> None:
    fill(getattr(form, field), text)

    form.save.click()

    shown = [one.problem.text() for one in (form.address, form.right, form.down) if one.problem.isVisible()]
    assert len(shown) == 1
    assert shown[0].startswith(said)
    assert load_settings().printers == ()


def test_a_second_printer_of_the_same_name_is_refused(it: Opened, section: PrintersSection, form: PrinterForm) -> None:
    form.save.click()
    section.add.click()
    form.which.choose(Which(PrinterKind.BROTHER))
    fill(form.address, "192.168.1.9")
    fill(form.name, "door")

    form.save.click()

    assert form.name.problem.text() == "There is another printer called door. Give this one another name."


def test_printers_change_places_and_go_and_come_back(it: Opened, section: PrintersSection) -> None:
    kept = (PrinterSettings("Door", address="Laser"), PrinterSettings("Office", address="Ink"))
    it.context.keeper.change(printers=kept)
    section.buttons["Office"][1].click()
    it.settle()
    assert section.form.which.value == Which(PrinterKind.SYSTEM, "Ink")
    section.form.first.click()
    assert list(section.buttons) == ["Office", "Door"]

    section.buttons["Door"][1].click()
    section.form.remove.click()
    assert [one.name for one in load_settings().printers] == ["Office"]
    act = it.notices[-1].act
    assert act is not None
    act()

    assert list(section.buttons) == ["Office", "Door"]


def test_a_test_badge_is_one_key_away_and_trouble_is_told(it: Opened, section: PrintersSection) -> None:
    with FakeZebra() as gone:
        address = gone.address
    it.context.keeper.change(printers=(PrinterSettings("Door", PrinterKind.ZEBRA, address, "label-4x6"),))
    test = section.buttons["Door"][0]
    test.setFocus()
    it.bot.keyClick(test, Qt.Key.Key_Space)

    it.until(lambda: bool(it.notices))
    assert it.said()[-1].startswith("Door can't be reached.")
    it.settle()


def test_all_of_it_is_reached_with_the_tab_key(it: Opened, form: PrinterForm) -> None:
    form.which.setFocus()
    seen = []
    for _step in range(14):
        now = it.window.focusWidget()
        seen.append(now)
        it.bot.keyClick(now, Qt.Key.Key_Tab)

    wanted = [form.which, form.address.edit, form.dpi, form.name.edit, form.template, form.right.edit, form.down.edit,
              form.save, form.cancel, form.test, form.calibration]  # fmt: skip
    assert [one for one in seen if one in wanted] == wanted


@pytest.mark.parametrize("answer", [0, 1])
def test_badges_in_doubt_are_asked_about(it: Opened, section: PrintersSection, printer: FakeZebra, answer: int) -> None:
    event = it.context.here.event
    assert event is not None
    printer.dies_at = 2
    door = PrinterSettings("Door", PrinterKind.ZEBRA, printer.address, "label-4x6")
    run = print_on(it.context.store, event.id, Printers(), door, Wanted(), Progress())
    assert (run.printed, len(run.in_doubt)) == (1, 1)
    section.load()
    it.until(section.doubts.isVisible)

    button: QPushButton = section.doubts.buttons[0][answer]
    button.click()

    it.until(lambda: not section.doubts.isVisible())
    assert doubts(it.context.store) == []
    it.settle()


def test_a_window_that_closes_over_a_silent_printer_closes_soon_and_leaves_a_doubt(
    it: Opened, printer: FakeZebra, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, store = it.context.here.event, it.context.store
    assert event is not None
    monkeypatch.setattr(zebra, "PARTING_S", 0.3)
    monkeypatch.setattr(zebra, "_ANSWER_S", 0.1)
    door = PrinterSettings("Door", PrinterKind.ZEBRA, printer.address, "label-4x6")

    def takes_and_falls_silent(*_label: object) -> bool:
        printer.silent = True
        printer.handed += 1
        return True

    monkeypatch.setattr(printer, "take", takes_and_falls_silent)
    it.context.data.work(
        lambda progress: print_on(store, event.id, Printers(), door, Wanted(), progress), lambda _run: None, device=True
    )
    it.until(lambda: printer.handed == 1)
    begun = monotonic()
    it.program.jobs.close()

    assert monotonic() - begun < 3
    (doubt,) = doubts(store)
    assert len(doubt.badges) == printer.handed == 1
