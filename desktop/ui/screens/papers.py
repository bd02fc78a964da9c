"""Papers: the list, papers of each kind as they come out of the printer, what changed, a code that was read."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.domain.paper_kinds import PaperKind
from desktop.i18n import Language
from desktop.progress import Progress
from desktop.services.papers import Choice, print_paper
from desktop.services.printing import Wanted, print_badges
from desktop.services.programme import programme
from desktop.services.programme_edit import stretch_item
from desktop.ui.papers.shelf import CHANGED
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """Papers before and after something changed that stands on them."""
    window, context = program.window, program.context
    if context is None or context.here.event is None:
        return
    store, event = context.store, context.here.event.id
    page: Any = window.page("papers")
    seen = waited(lambda: page.paper.shown is not None and bool(page.paper.sheets.images))
    yield Scene("papers-agenda", each(lambda: window.go("papers"), seen))
    page.choose(PaperKind.SEATING_PLAN)
    yield Scene("papers-seating-plan", seen)
    with TemporaryDirectory() as folder:
        agenda = print_paper(store, event, PaperKind.AGENDA, Choice((Language.EN,)), Path(folder) / "agenda.pdf")
        print_paper(store, event, PaperKind.PLACE_LIST, Choice((Language.EN,)), Path(folder) / "places.pdf")
        run_sheet = print_paper(
            store, event, PaperKind.RUN_SHEET, Choice((Language.ZH_HANT,)), Path(folder) / "run-sheet.pdf"
        )
        with store.write() as session:
            stretch_item(session, programme(session, event)[2].id, 900)
    page.choose(PaperKind.RUN_SHEET)
    yield Scene("papers-run-sheet", each(waited(lambda: bool(page.stand.changed)), seen))
    page.choose(PaperKind.TABLE_CARDS)
    yield Scene("papers-table-cards", seen)
    for kind in (PaperKind.ITINERARY, PaperKind.HANDBOOK):
        page.choose(kind)
        yield Scene(f"papers-{kind}", seen)
    page.paper.whole.click()
    yield Scene("papers-whole-page", seen)
    page.paper.whole.click()
    yield Scene("papers-changed", lambda: page.choose(CHANGED))
    for name, code in (("old", agenda.code), ("unknown", f"9{'1' * 23}")):
        yield Scene(
            f"papers-code-{name}",
            each(partial(page.entry.scanned.emit, code), waited(lambda: page.code.isVisible())),
        )
    yield Scene("desk-paper", lambda: read_at_desk(window, run_sheet.code))
    window.go("papers")
    page.choose(PaperKind.AGENDA)
    yield from _again(program, page)


def _again(program: Program, page: Any) -> Iterator[Scene]:
    """Badges that are on paper already, asked for once more."""
    window, context = program.window, program.context
    if context is None or context.here.event is None:
        return
    store, event = context.store, context.here.event.id
    with TemporaryDirectory() as folder:
        print_badges(store, event, Path(folder) / "badges.pdf", Wanted(), Progress())
    people: Any = window.page("people")
    panel = people.printing
    asks = each(page.shelf.links["badges"].click, panel.make.click, waited(panel.on_paper.isVisible))
    yield Scene("people-print-again", asks)
    panel.closed.emit()


def read_at_desk(window: Any, code: str) -> None:
    """Scan a paper at the desk."""
    window.go("desk")
    window.page("desk").field.scanned.emit(code)
