"""The desk: each verdict, and what lies a key away."""

from collections.abc import Iterator, Mapping
from functools import partial
from time import monotonic
from typing import Any

from desktop.ui.desk.modes import Mode
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import Step, each, escape, pressed, typed, waited
from desktop.ui.start import Program

_AGAIN, _SAME_READING_S = "already-in", 2.2


def scenes(program: Program, tokens: Mapping[str, str]) -> Iterator[Scene]:
    """``tokens`` says what to read for each verdict. At the end the desk is as it was at the beginning."""
    window = program.window
    desk: Any = window.page("desk")
    clean = escape(desk.field, 3)
    yield Scene("desk-idle", lambda: window.go("desk"))
    began = monotonic()
    for name, token in sorted(tokens.items(), key=lambda each: each[0] == _AGAIN):
        # A badge that is read again at once is the same reading, and nothing new is said.
        patience = waited(lambda: monotonic() - began > _SAME_READING_S) if name == _AGAIN else escape(desk.field, 0)
        yield Scene(f"desk-{name}", each(patience, partial(desk.read, token)))
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
    if _AGAIN in tokens:
        again = each(clean, partial(desk.read, tokens[_AGAIN]), waited(lambda: desk.given is not None))
        yield Scene("desk-group", each(clean, _grouped(program, tokens)))
        yield Scene("desk-anyway", each(again, pressed(desk, "override")))
        yield Scene("desk-instead", each(again, pressed(desk, "substitute"), typed(form.name.edit, "陳大文")))
    yield Scene("desk-checkpoints", each(clean, desk.places.choose))
    clean()


def _grouped(program: Program, tokens: Mapping[str, str]) -> Step:
    """List the group of the first guest who is in one."""
    desk: Any = program.window.page("desk")
    settled = waited(lambda: program.jobs.idle)

    def act() -> None:
        for token in tokens.values():
            each(partial(desk.read, token), settled, pressed(desk, "group"), settled)()
            if desk.mode is Mode.GROUP:
                break

    return each(act, program.window.notices.dismiss)
