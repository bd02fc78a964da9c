"""The day of a visit on which one bus is late, what is chosen on it, and where everybody is."""

from collections.abc import Iterator
from typing import Any

from desktop.ui.on_day.standing import key_of
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, typed, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """The line of time, a leg and a stay with their roll calls; everybody, those not seen, nobody who fits."""
    window = program.window
    page: Any = window.page("on-day")
    yield Scene("on-day", each(lambda: window.go("on-day"), waited(lambda: page.stand is not None)))
    rows = page.stand.view.rows
    yield Scene("on-day-leg", lambda: page.line.choose(key_of(rows[0])))
    yield Scene("on-day-stay", lambda: page.line.choose(page.stand.view.stays[0].key))
    there: Any = window.page("everybody")
    yield Scene("everybody", each(lambda: window.go("everybody"), waited(lambda: there.all is not None)))
    yield Scene("everybody-unseen", lambda: there.places.wanted.emit("unseen"))
    yield Scene("everybody-nobody", typed(there.field, "qqqq"))
    there.field.clear()
    there.places.wanted.emit("")
