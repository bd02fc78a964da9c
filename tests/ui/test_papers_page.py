"""Papers in the window: looked at, printed, told apart once something changed, also by their codes at the desk."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from desktop.config import PrinterSettings
from desktop.domain.paper_kinds import PaperFormat, PaperKind
from desktop.domain.programme import Department
from desktop.i18n import Language
from desktop.models import Scan
from desktop.services.papers import Choice, print_paper
from desktop.services.programme import programme
from desktop.services.programme_edit import stretch_item
from desktop.ui.papers.page import PapersPage
from desktop.ui.papers.shelf import CHANGED
from tests.devices.system_printing import Cups
from tests.ui.opened import Opened
from tests.ui.test_wedge import keys


@pytest.fixture
def page(stage: Opened) -> PapersPage:
    page: PapersPage = stage.page("papers")
    stage.until(lambda: page.paper.shown is not None and bool(page.paper.sheets.images))
    return page


def event(it: Opened) -> Any:
    assert it.context.here.event is not None
    return it.context.here.event.id


def make_longer(it: Opened, seconds: int) -> None:
    def longer(session: Any) -> None:
        stretch_item(session, programme(session, event(it))[2].id, seconds)

    it.context.data.do(longer, lambda _none: None)


def under(page: PapersPage, kind: PaperKind) -> str:
    return page.shelf.lines[kind].accessibleName()


def test_a_paper_is_chosen_seen_saved_and_no_longer_right_once_the_programme_moved(
    stage: Opened, page: PapersPage, tmp_path: Path
) -> None:
    paper = page.paper
    assert under(page, PaperKind.RUN_SHEET) == "Run sheet: never printed"
    page.shelf.lines[PaperKind.AGENDA].setFocus()
    stage.bot.keyClick(page.shelf.lines[PaperKind.AGENDA], Qt.Key.Key_Down)
    stage.until(lambda: paper.title.text() == "Run sheet" and paper.output.make.isEnabled())
    whole = paper.sheets.pages
    paper.choosing.department.choose(Department.LIGHT)
    paper.choosing.form.choose(PaperFormat.A5)
    paper.choosing.form.activated.emit(1)
    stage.until(lambda: paper.output.make.isEnabled() and paper.sheets.pages != whole)
    paper.sheets.go(2)
    stage.until(lambda: paper.place.text().startswith("Page 3 of"))

    out = tmp_path / "run.pdf"
    paper.output.file.show_path(out)
    stage.bot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    stage.until(out.is_file)
    stage.until(lambda: "latest" in under(page, PaperKind.RUN_SHEET))
    stage.until(lambda: paper.status.text().endswith("still right."))
    assert "Run sheet, revision 1" in stage.said()[-1]

    make_longer(stage, 1500)
    stage.until(lambda: "changed since" in under(page, PaperKind.RUN_SHEET))
    assert "no longer right" in paper.status.text()
    check: Any = stage.page("preflight")
    stage.until(lambda: "papers" in check.buttons)
    check.buttons["papers"].click()
    stage.until(lambda: page.isVisible() and page.which == CHANGED and len(page.changed.found) == 1)
    page.changed.output.file.show_path(tmp_path / "again")
    page.changed.output.make.click()
    stage.until(page.changed.empty.isVisible)
    assert [file.suffix for file in (tmp_path / "again").iterdir()] == [".pdf"]
    assert "1 paper saved in" in stage.said()[-1]
    stage.until(lambda: "latest" in under(page, PaperKind.RUN_SHEET))


def test_a_code_says_on_the_page_and_at_the_desk_whether_the_paper_is_right(
    stage: Opened, page: PapersPage, tmp_path: Path
) -> None:
    code = print_paper(
        stage.context.store, event(stage), PaperKind.AGENDA, Choice((Language.EN,)), tmp_path / "agenda.pdf"
    ).code
    page.shelf.lines[PaperKind.AGENDA].setFocus()
    stage.bot.keyClicks(page.shelf.lines[PaperKind.AGENDA], code[0])
    stage.bot.keyClicks(page.entry, code[1:])
    stage.bot.keyClick(page.entry, Qt.Key.Key_Return)
    stage.until(lambda: page.code.head.text() == "This is the latest")
    make_longer(stage, 1500)
    stage.settle()

    desk = stage.page("desk")
    scans = stage.read(lambda session: session.scalar(select(func.count()).select_from(Scan)))
    stage.bot.keyClicks(desk.field, code)
    stage.bot.keyClick(desk.field, Qt.Key.Key_Return)
    stage.until(lambda: desk.panel.shown.word == "Out of date")
    shown = desk.panel.shown
    assert shown.state == ""
    assert shown.name == "Programme · English"
    assert shown.advice.startswith("Changed:")
    people = stage.page("people")
    people.listing.search.setFocus()
    keys(stage, code)
    stage.until(lambda: stage.window.current == "desk" and desk.panel.shown.word == "Out of date")
    assert people.listing.search.text() == ""
    stage.bot.keyClicks(desk.field, "9" + "1" * 23)
    stage.bot.keyClick(desk.field, Qt.Key.Key_Return)
    stage.until(lambda: desk.panel.shown.name == "No paper with this code is known here")
    assert stage.read(lambda session: session.scalar(select(func.count()).select_from(Scan))) == scans


def test_what_is_printed_elsewhere_is_found_from_here(stage: Opened, page: PapersPage) -> None:
    page.shelf.links["badges"].click()
    people: Any = stage.window.page("people")
    stage.until(people.printing.isVisible)
    stage.page("papers")
    page.shelf.links["sheets"].click()
    arrivals: Any = stage.window.page("arrivals")
    stage.until(arrivals.sheets.isVisible)
    stage.context.keeper.change(hide_names=True)
    stage.page("papers")
    stage.until(page.paper.covered.isVisible)
    assert not page.paper.sheets.isVisible()


def test_papers_go_to_the_printers_of_the_system_and_one_that_fails_is_told(
    stage: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups = Cups(tmp_path / "cups")
    cups.start()
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    try:
        page: PapersPage = stage.page("papers")
        output = page.paper.output
        page.choose(PaperKind.RUN_SHEET)
        stage.until(lambda: output.device.count() > 1 and output.make.isEnabled())
        pages = page.paper.sheets.pages
        output.device.choose(PrinterSettings("good", address="good"))
        assert not output.file.isVisible()
        output.make.click()
        stage.until(lambda: "latest" in under(page, PaperKind.RUN_SHEET))
        assert len(pypdfium2.PdfDocument(cups.printed()[0])) == pages > 1
        assert page.paper.status.text().endswith("at desk A on good: still right.")

        make_longer(stage, 1500)
        stage.until(lambda: len(page.changed.found) == 1)
        page.show_changed()
        stage.until(lambda: page.changed.output.device.count() > 1)
        cups.pause("slow")
        page.changed.output.device.choose(PrinterSettings("slow", address="slow"))
        page.changed.output.make.click()
        stage.until(page.changed.problem.isVisible)
        assert page.changed.problem.text().startswith("slow")
        page.changed.output.device.choose(PrinterSettings("good", address="good"))
        page.changed.output.make.click()
        stage.until(page.changed.empty.isVisible)
        assert stage.said()[-1] == "1 paper printed on good."
    finally:
        cups.stop()
