"""Ceremonies: readiness, somebody missing and the alternate in their place; agreements; documents and things."""

from collections.abc import Iterator
from typing import Any

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, scrolled_to, typed, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """A signing as it stands, who is missing there, and what the alternate changes; what is signed; what lies ready."""
    window = program.window
    page: Any = window.page("ceremonies")
    ready = page.readiness
    there = waited(lambda: ready.stand is not None and bool(ready.lines))
    yield Scene("ceremonies-readiness", each(lambda: window.go("ceremonies"), there))
    need = next((line.need for line in ready.lines if line.need.alternates), None)
    if need is None:
        return
    yield Scene("ceremonies-cards", scrolled_to(next(iter(ready.cards.values()))))
    yield Scene("ceremonies-somebody", lambda: ready.opened.emit(need))
    panel = page.side.need
    signs = next(iter(panel.alternates.values()))
    yield Scene("ceremonies-nobody-approved", each(signs.click, waited(panel.approved.problem.isVisible)))
    approves = each(typed(panel.approved.edit, "Chan Siu-ming"), signs.click, waited(panel.done.isVisible))
    yield Scene("ceremonies-alternate", approves)
    yield from _agreements(page)
    yield from _things(page)
    page.show_tab("readiness")
    came = waited(lambda: ready.isVisible() and bool(ready.stand.substitutions))
    yield Scene("ceremonies-came-instead", each(ready.ask, came, scrolled_to(ready.instead, to_its_end=True)))
    first = page.item
    other = next((row for row in page.items if row.people and row.id != first), None)
    if other is not None:
        shown = waited(lambda: ready.stand is not None and ready.stand.readiness.item_id == other.id)
        yield Scene("ceremonies-other-item", each(lambda: page.open_item(other.id), shown))
        page.open_item(first)
    for _time in range(2):
        page.side.doing.acts.undo()
    waited(lambda: program.jobs.idle)()


def _agreements(page: Any) -> Iterator[Scene]:
    part = page.agreements
    yield Scene("ceremonies-agreements", each(lambda: page.show_tab("agreements"), waited(lambda: bool(part.lines))))
    first = next(iter(part.lines.values()))
    form = page.side.agreement
    yield Scene("ceremonies-agreement", first.opened.emit)
    yield Scene("ceremonies-parties", scrolled_to(form.parties))
    yield Scene("ceremonies-signing-order", scrolled_to(form.remove, to_its_end=True))
    form.closed.emit()


def _things(page: Any) -> Iterator[Scene]:
    part = page.things
    yield Scene("ceremonies-things", each(lambda: page.show_tab("things"), waited(lambda: bool(part.cards))))
    card = next(iter(part.cards.values()))
    cell = next(iter(card.cells.values()))
    yield Scene("ceremonies-copy-stepped", lambda: cell.stepped.emit(1))
    yield Scene("ceremonies-copy", cell.wanted.emit)
    page.side.copy.closed.emit()
    line = next(iter(card.lines.values()))
    yield Scene("ceremonies-thing", line.wanted.emit)
    page.side.thing.closed.emit()
