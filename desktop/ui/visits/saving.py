"""What stands in the panel beside the board is kept, or what it shows is taken away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.visit_moves import as_planned, leave_vehicle
from desktop.services.visits_edit import remove_leg, remove_stop, remove_visit
from desktop.ui.context import Context
from desktop.ui.visits.doing import Doing
from desktop.ui.visits.group_form import GroupForm
from desktop.ui.visits.keeping import keep_leg, keep_stop, keep_visit
from desktop.ui.visits.leg_form import LegForm
from desktop.ui.visits.side import Side
from desktop.ui.visits.stop_form import StopForm
from desktop.ui.visits.visit_form import VisitForm


class Saving(QObject):
    """``done`` comes when the panel is no longer needed; it carries the key of a visit that was made, or None."""

    done = Signal(object)

    def __init__(self, context: Context, doing: Doing, side: Side) -> None:
        super().__init__()
        self._context, self._doing, self._side = context, doing, side
        side.made.connect(self._follow)

    def save(self) -> None:
        """Keep what stands in front."""
        form = self._side.form
        if isinstance(form, GroupForm):
            form.keep()
        elif isinstance(form, StopForm):
            self._save_stop(form)
        elif isinstance(form, LegForm):
            self._save_leg(form)
        elif isinstance(form, VisitForm):
            self._save_visit(form)

    def _follow(self, form: object) -> None:
        """Hear what is to be taken away in a form that is new."""
        if isinstance(form, StopForm):
            form.removed.connect(lambda row: self._take(form, lambda session: remove_stop(session, row.id), row.name))
            form.slot.as_planned.connect(self._as_planned)
        elif isinstance(form, LegForm):
            form.removed.connect(lambda row: self._take(form, lambda session: remove_leg(session, row.id), row.end))
            form.vehicle_removed.connect(lambda bus: self._leave_vehicle(form, bus))
        elif isinstance(form, VisitForm):
            form.removed.connect(lambda row: self._take(form, lambda session: remove_visit(session, row.id), row.name))

    def _save_stop(self, form: StopForm) -> None:
        event, tour, typed = self._context.here.event, self._side.tour, form.typed
        if event is not None and tour is not None and typed is not None:
            row = form.row
            name = typed.site or self._side.site_name(typed.draft.site_id)
            self._keep(form, lambda session: keep_stop(session, event.id, tour.id, row, typed), name)

    def _save_leg(self, form: LegForm) -> None:
        event, tour, typed = self._context.here.event, self._side.tour, form.typed
        if event is not None and tour is not None and typed is not None:
            row = form.row
            new = row is None and typed.leg is not None
            name = typed.vehicle.name
            self._keep(form, lambda session: keep_leg(session, event.id, tour.id, row, typed), name, opens=new)

    def _save_visit(self, form: VisitForm) -> None:
        event, typed = self._context.here.event, form.typed
        if event is not None and typed is not None:
            row = form.row
            self._keep(
                form, lambda session: keep_visit(session, event.id, row, typed), typed.draft.name, new=row is None
            )

    def _keep(
        self, form: Any, act: Callable[[Any], UUID], name: LocalName, *, new: bool = False, opens: bool = False
    ) -> None:
        made: list[UUID] = []

        def kept() -> None:
            form.forget()
            self.done.emit(made[-1] if new else None)
            if opens:
                # Whoever rides is still to be said.
                self._side.wanted.emit(made[-1])

        def said(_: Translator) -> str:
            return _("{name} is saved.", name=name.said_in(_.language))

        self._doing.do(lambda session: made.append(act(session)), said, kept, form.refuse)

    def _take(self, form: Any, act: Callable[[Any], object], name: LocalName) -> None:
        form.forget()
        self._doing.do(
            act, lambda _: _("{name} is taken away.", name=name.said_in(_.language)), lambda: self.done.emit(None)
        )

    def _leave_vehicle(self, form: LegForm, bus: Any) -> None:
        tour = self._side.tour
        if tour is not None:
            self._take(form, lambda session: leave_vehicle(session, tour.id, bus.id), bus.name)

    def _as_planned(self, block: Any) -> None:
        text = N_("The group is there when every group is.")
        self._doing.do(lambda session: as_planned(session, block.key.row, block.key.ref), lambda _: _(text))
