"""The people: the list and its parts, one person, forms, papers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.services.printing import Misprint, PrintedPaper
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import Held, each, pressed, scrolled_to, typed, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """Everybody, somebody, nobody."""
    window = program.window
    people: Any = window.page("people")
    listing = people.listing
    yield Scene("people", lambda: window.go("people"))
    yield Scene("people-arrange", pressed(people, "arrange"))
    people.arranging.closed.emit()
    rows = listing.model.rows()
    if rows:
        yield from _one(program, people, rows)
    yield Scene("people-new", pressed(people, "new"))
    yield Scene("people-new-refused", pressed(people, "save"))
    yield from _papers(program, people)


def _one(program: Program, people: Any, rows: Any) -> Iterator[Scene]:
    window, listing = program.window, people.listing
    somebody = max(rows, key=lambda row: (row.arrived_at is not None, row.vip, row.list_order))
    yield Scene("people-selected", lambda: listing.table.selectAll())
    yield Scene("people-found", typed(listing.search, somebody.name[:1]))
    yield Scene("people-not-found", typed(listing.search, "qqqq"))
    yield Scene("people-one", each(typed(listing.search, somebody.name), lambda: people.open_person(somebody.id)))
    doing = next((row for row in rows if row.vip and row.arrived_at is not None), somebody)
    known = waited(lambda: people.card.itinerary.found is not None and people.card.itinerary.height() > 200)
    shown = each(typed(listing.search, doing.name), lambda: people.open_person(doing.id), known)
    yield Scene("people-itinerary", each(shown, scrolled_to(people.card.itinerary)))
    people.open_person(somebody.id)
    yield Scene("people-edit", each(people.card.edit.click))
    yield Scene("people-edit-end", lambda: people.form.show_part(people.form.photo))
    yield Scene("people-saved", each(lambda: people.form.note.setPlainText("VIP"), people.form.save.click))
    yield Scene("people-taken-back", window.notices.action.click)
    window.notices.dismiss()
    yield Scene("people-companion", people.card.companion.click)
    yield Scene(
        "people-merge", each(people.new.closed.emit, lambda: people.open_person(somebody.id), people.card.merging.click)
    )
    yield Scene("people-merge-everybody", people.merging.everybody.click)
    yield Scene(
        "people-merge-compare", lambda: next(iter(people.merging.offers.values()), people.merging.again).click()
    )
    people.merging.closed.emit()
    listing.search.clear()
    window.notices.dismiss()


def _papers(program: Program, people: Any) -> Iterator[Scene]:
    window, panel = program.window, people.printing
    folder = Path(program.context.file).parent if program.context is not None else Path()
    yield Scene("people-print", pressed(people, "print"))
    held = Held(120, 300)
    yield Scene("people-print-running", lambda: panel.run(held.job, lambda _none: None), busy=True)
    held.go_on()
    yield Scene("people-print-refused", each(waited(lambda: program.jobs.idle), panel.file.line.clear, panel.begin))
    file = folder / "badges.pdf"
    wrong = (Misprint("A-0001", "CHAN Tai Man", "name", "\U000323af", "missing_character"),)
    printed = PrintedPaper(file, 1, 1, 1, 0.0, wrong)
    yield Scene("people-print-misprints", lambda: panel.made(file, printed))
    yield Scene("people-export", each(window.notices.dismiss, pressed(people, "export")))
    people.exporting.file.show_path(folder / "people.xlsx")
    yield Scene("people-exported", people.exporting.begin)
    window.notices.dismiss()
