"""Conflicts: none; then a vehicle too small, nobody who leads, a stop at another time; one solved, one accepted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from desktop.domain.conflicts import Kind
from desktop.domain.visits import DelegationRole
from desktop.services.delegations_edit import change_delegation
from desktop.services.delegations_edit import draft_of as draft_of_delegation
from desktop.services.delegations_record import delegation_rows
from desktop.services.visits import visits
from desktop.services.visits_edit import change_stop, set_aboard
from desktop.services.visits_import import draft_of_stop
from desktop.ui.acts import Acts
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, typed, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """The list without any and with some, one by itself, what is done about them."""
    window, context = program.window, program.context
    if context is None or context.here.event is None:
        return
    event = context.here.event.id
    page: Any = window.page("conflicts")
    yield Scene("conflicts-none", each(lambda: window.go("conflicts"), waited(lambda: page.watch.shown is not None)))
    acts = Acts(context)
    acts.do(lambda session: _go_wrong(session, event), lambda _: _("The plan is changed."))
    idle = waited(lambda: program.jobs.idle)
    each(idle, page.watch.ask, idle)()
    if not any(line.kind is Kind.NO_LEADER for line in page.watch.shown.lines):
        return
    yield Scene("conflicts", page.view.setFocus)
    blocking = page.view.current
    yield Scene("conflicts-space", each(lambda: page.view.opened.emit(blocking), idle))
    yield Scene("conflicts-narrowed", each(page.side.closed.emit, typed(page.filters.text, "zzz")))
    page.filters.clear()
    reason = each(lambda: page.view.opened.emit(page.view.current), typed(page.side.why.edit, "They eat on the bus"))
    accepted = waited(lambda: any(line.acceptance for line in page.watch.shown.lines))
    yield Scene("conflicts-accepted", each(reason, page.side.accept.click, accepted))
    noted = next(line for line in page.watch.shown.lines if line.acceptance)
    page.view.choose(noted.key)
    yield Scene("conflicts-accepted-why", lambda: page.view.opened.emit(noted))
    alone = next(line for line in page.watch.shown.lines if line.kind is Kind.NO_LEADER)
    page.view.choose(alone.key)
    solved = each(page.side.solve.click, waited(lambda: all(line.key != alone.key for line in page.watch.shown.lines)))
    yield Scene("conflicts-solved", solved)
    page.side.closed.emit()
    for _act in range(2):
        page.doing.acts.undo()
        idle()
    acts.undo()
    idle()


def _go_wrong(session: Any, event: UUID) -> None:
    """Nobody leads, people without a seat, a stop a while later."""
    for group in delegation_rows(session, event)[:1]:
        draft = draft_of_delegation(group)
        people = tuple(one for one in draft.people if one.role not in {DelegationRole.LEADER, DelegationRole.LIAISON})
        change_delegation(session, group.id, replace(draft, people=people))
    for tour in [tour for tour in visits(session, event) if tour.vehicles and tour.stops][:1]:
        last = tour.vehicles[-1]
        aboard = [
            (one.who.registration_id, one.role) for one in tour.aboard(last.id) if one.who.registration_id is not None
        ]
        set_aboard(session, tour.id, last.id, aboard[2:])
        stop = tour.stops[-1]
        late = timedelta(minutes=25)
        change_stop(session, stop.id, replace(draft_of_stop(stop), start=stop.start - late, end=stop.end + late))
