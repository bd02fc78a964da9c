"""Ceremonies: readiness, somebody who is missing, the alternate in their place."""

from collections.abc import Iterator
from typing import Any

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, typed, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """A signing as it stands, who is missing there, and what the alternate changes."""
    window = program.window
    page: Any = window.page("ceremonies")
    ready = page.readiness
    there = waited(lambda: ready.stand is not None and bool(ready.lines))
    yield Scene("ceremonies-readiness", each(lambda: window.go("ceremonies"), there))
    need = next((line.need for line in ready.lines if line.need.alternates), None)
    if need is None:
        return
    yield Scene("ceremonies-somebody", lambda: page._open_need(need))
    signs = next(iter(page.need.alternates.values()))
    yield Scene("ceremonies-nobody-approved", each(signs.click, waited(page.need.approved.problem.isVisible)))
    approves = each(typed(page.need.approved.edit, "Chan Siu-ming"), signs.click, waited(page.need.done.isVisible))
    yield Scene("ceremonies-alternate", approves)
    window.notices.action.click()
    page.need.closed.emit()
