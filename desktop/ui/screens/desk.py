"""The desk: each verdict, and what lies a key away."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, escape, pressed, typed
from desktop.ui.start import Program


def scenes(program: Program, tokens: Mapping[str, str]) -> Iterator[Scene]:
    """``tokens`` says what to read for each verdict. At the end the desk is as it was at the beginning."""
    window = program.window
    desk: Any = window.page("desk")
    clean = escape(desk.field, 3)
    yield Scene("desk-idle", lambda: window.go("desk"))
    for name, token in tokens.items():
        yield Scene(f"desk-{name}", partial(desk.read, token))
    yield Scene("desk-undone", desk.undo)
    yield Scene("desk-not-chosen", each(clean, pressed(desk, "badge")))
    yield Scene("desk-find", each(window.notices.dismiss, typed(desk.field, "l")))
    yield Scene("desk-find-nobody", typed(desk.field, "qqqq"))
    form = desk.walk_in
    yield Scene("desk-walk-in", each(clean, typed(desk.field, "陳大文"), pressed(desk, "walk_in")))
    yield Scene("desk-walk-in-refused", each(typed(form.name.edit, ""), form.button.click))
    yield Scene("desk-walk-in-done", each(typed(form.name.edit, "陳大文"), form.button.click))
    yield Scene("desk-badge-printed", desk.badges.print_badge)
    yield Scene("desk-reprint", desk.badges.reprint)
    yield Scene("desk-checkpoints", each(clean, desk.places.choose))
    clean()
