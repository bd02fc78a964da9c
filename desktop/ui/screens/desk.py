"""The desk: each verdict, and what lies a key away."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any

from desktop.domain.verdicts import Ways
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.services.door_rules import change_checkpoint, draft_of
from desktop.services.pictures import BOTH_WAYS
from desktop.ui.desk.modes import Mode
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import Step, each, escape, pressed, typed, waited
from desktop.ui.start import Program

_AGAIN, _SAME_READING_S = "already-in", 2.2
_ASKED = 2


def scenes(program: Program, tokens: Mapping[str, str]) -> Iterator[Scene]:
    """``tokens`` says what to read for each verdict. At the end the desk is as it was at the beginning."""
    window = program.window
    desk: Any = window.page("desk")
    clean = escape(desk.field, 3)
    yield Scene("desk-idle", lambda: window.go("desk"))
    began = monotonic()
    here = {name: token for name, token in tokens.items() if name not in BOTH_WAYS}
    for name, token in sorted(here.items(), key=lambda each: each[0] == _AGAIN):
        # A badge that is read again at once is the same reading, and nothing new is said.
        patience = waited(lambda: monotonic() - began > _SAME_READING_S) if name == _AGAIN else escape(desk.field, 0)
        yield Scene(f"desk-{name}", each(patience, partial(desk.read, token)))
    yield from _handed_over(program, tokens)
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
    yield from _both_ways(program, tokens)
    yield Scene("desk-checkpoints", each(clean, desk.places.choose))
    clean()


def _handed_over(program: Program, tokens: Mapping[str, str]) -> Iterator[Scene]:
    """What is handed over and asked when the guest comes, ticked and answered; the answer is taken back again."""
    desk: Any = program.window.page("desk")
    settled = waited(lambda: program.jobs.idle)
    each(partial(desk.read, tokens.get("admitted", "")), settled)()
    answer = pressed(desk, "answer")
    if desk.given is None or len(desk.given.open) < _ASKED:
        return
    yield Scene("desk-handed-over", answer)
    yield Scene("desk-question", answer)
    yield Scene("desk-question-answered", lambda: desk.picks.picked.emit(desk.picks.picks[0].what))
    yield Scene("desk-question-taken-back", desk.undo)
    each(desk.undo, settled)()


def _both_ways(program: Program, tokens: Mapping[str, str]) -> Iterator[Scene]:
    """Where badges are read on the way in and out: out, in again, and no room for one more."""
    context = program.context
    desk: Any = program.window.page("desk")
    if context is None or context.here.event is None or not set(BOTH_WAYS) <= tokens.keys():
        return
    here, event, found = context.here, context.here.event, list[CheckpointRow]()
    before = here.checkpoint
    context.data.ask(lambda session: checkpoints(session, event.id), found.extend)
    waited(lambda: bool(found))()
    place = next(row for row in found if row.ways is Ways.BOTH)

    def hold(capacity: int | None) -> None:
        draft = replace(draft_of(place), capacity=capacity)
        context.data.do(lambda session: change_checkpoint(session, event.id, place.id, draft), lambda _row: None)
        waited(lambda: program.jobs.idle)()

    here.move(event=event, checkpoint=place)
    hold(1)
    for name in BOTH_WAYS:
        yield Scene(f"desk-{name}", partial(desk.read, tokens[name]))
    hold(place.capacity)
    here.move(event=event, checkpoint=before)


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
