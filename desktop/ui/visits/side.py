"""The panels beside the board, each made when it is first wanted."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.text import LocalName
from desktop.domain.visit_board import Key, What
from desktop.services.visit_board import Shown
from desktop.services.visits import VisitRow
from desktop.ui.context import Context
from desktop.ui.people.forms import Form
from desktop.ui.steady import SteadyStack
from desktop.ui.visits.board_words import lane_name
from desktop.ui.visits.doing import Doing
from desktop.ui.visits.group_form import GroupForm
from desktop.ui.visits.leg_form import LegForm
from desktop.ui.visits.stop_form import StopForm
from desktop.ui.visits.visit_form import VisitForm
from desktop.ui.widgets import Panel

F = TypeVar("F", bound=QWidget)
_LEAST = (320, 200)


class Side(SteadyStack):
    """``closed`` says that the panel in front is done with, ``saved`` that what is typed there is to be kept.

    ``made`` carries each panel when it is made, ``pinned`` and ``left_out`` the key of a block, ``wanted`` what is to
    be opened next.
    """

    closed = Signal()
    saved = Signal()
    made = Signal(object)
    pinned = Signal(object)
    left_out = Signal(object)
    wanted = Signal(object)

    def __init__(self, context: Context, doing: Doing) -> None:
        super().__init__(context.look, _LEAST)
        self._context, self._doing = context, doing
        self._shown = Shown()
        self._hosts: Mapping[UUID, LocalName] = {}
        self._key: Key | None = None
        self._planner: Panel | None = None
        self._planned: UUID | None = None
        self.hide()

    @cached_property
    def stop(self) -> StopForm:
        """The fields of a stop."""
        form = self._form(StopForm(self._context))
        form.offer(self._shown.sites, self._hosts)
        form.slot.pinned.connect(lambda block: self.pinned.emit(block.key))
        form.slot.left_out.connect(lambda block: self.left_out.emit(block.key))
        return form

    @cached_property
    def group(self) -> GroupForm:
        """A group and its people."""
        form = GroupForm(self._context, self._doing)
        form.people.offer(self._shown.delegations)
        form.closed.connect(self.closed)
        form.made.connect(self.wanted)
        self.addWidget(form)
        return form

    @cached_property
    def leg(self) -> LegForm:
        """A leg, its vehicle and who is aboard."""
        form = self._form(LegForm(self._context, self._doing))
        form.offer(self._shown.sites, self._shown.fleet)
        return form

    @cached_property
    def visit(self) -> VisitForm:
        """The fields of a visit."""
        return self._form(VisitForm(self._context))

    def planner(self, visit: UUID) -> Panel:
        """What the planner proposes for a visit."""
        from desktop.ui.visits.planner_panel import PlannerPanel

        if self._planner is None or self._planned != visit:
            if self._planner is not None:
                self.removeWidget(self._planner)
                self._planner.deleteLater()
            self._planner, self._planned = PlannerPanel(self._context, visit), visit
            self._planner.closed.connect(self.closed)
            self.addWidget(self._planner)
        return self._planner

    @property
    def tour(self) -> VisitRow | None:
        """The visit that is looked at."""
        return self._shown.tour

    def site_name(self, key: UUID) -> LocalName:
        """What a site is called."""
        return next((one.name for one in self._shown.sites if one.id == key), LocalName())

    @property
    def form(self) -> Form | None:
        """The form in front."""
        part = self.currentWidget()
        return part if isinstance(part, Form) and self.isVisible() else None

    @property
    def begun(self) -> bool:
        """Whether something was typed in front that is not kept yet."""
        return self.form is not None and self.form.begun

    def goes_on(self) -> bool:
        """Whether something is not kept yet, which the focus goes back to then instead of losing it."""
        form = self.form
        if form is None or not form.begun:
            return False
        form.go_on()
        return True

    def forget(self) -> None:
        """What stands in front is kept, or is not to be."""
        form = self.form
        if isinstance(form, StopForm | GroupForm | LegForm | VisitForm):
            form.forget()

    def learn(self, hosts: Mapping[UUID, LocalName]) -> None:
        """Offer these organisations as hosts."""
        self._hosts = hosts
        if "stop" in vars(self):
            self.stop.offer(self._shown.sites, hosts)

    def open_block(self, key: Key) -> QWidget | None:
        """Show the stop or leg of a block."""
        tour, board = self._shown.tour, self._shown.board
        block = board.block(key) if board is not None else None
        if tour is None or board is None or block is None:
            return None
        self._key = key
        if block.what is What.LEG:
            self.leg.show_leg(next(one for one in tour.legs if one.id == key.ref), tour)
            return self.leg
        lane = board.lane(key.row)
        name = lane_name(self._context.look.words._, lane) if lane is not None else ""
        mine = block if key.row != tour.id else None
        self.stop.show_stop(tour.stop_named(key.ref), tour.day, mine, name)
        return self.stop

    def open_row(self, row: UUID) -> QWidget | None:
        """Show a group, or a vehicle."""
        tour = self._shown.tour
        if tour is None:
            return None
        group = next((one for one in tour.groups if one.id == row), None)
        bus = next((one for one in tour.vehicles if one.id == row), None)
        if group is not None:
            self.group.show_group(group, tour)
            return self.group
        if bus is not None:
            self.leg.show_vehicle(bus, tour)
            return self.leg
        return None

    def show_shown(self, shown: Shown) -> None:
        """Bring what stands in the panels up to date, unless somebody writes there."""
        offered = (shown.sites, shown.fleet) != (self._shown.sites, self._shown.fleet)
        old, self._shown = self._shown, shown
        if "group" in vars(self) and shown.delegations != old.delegations:
            self.group.people.offer(shown.delegations)
        if offered:
            if "stop" in vars(self):
                self.stop.offer(shown.sites, self._hosts)
            if "leg" in vars(self):
                self.leg.offer(shown.sites, shown.fleet)
        if self.form is not None and shown.tour != old.tour:
            self._follow()

    def _follow(self) -> None:
        tour, form, focus = self._shown.tour, self.form, QApplication.focusWidget()
        if tour is None:
            return
        gone, begun = False, self.begun
        if form is self.__dict__.get("group") and self.group.row is not None:
            gone = self.open_row(self.group.row.id) is None
        elif form is self.__dict__.get("leg") and self.leg.bus is not None:
            leg = next((one for one in tour.legs if self.leg.row is not None and one.id == self.leg.row.id), None)
            if leg is not None:
                self.leg.show_leg(leg, tour)
            else:
                gone = self.leg.row is not None or self.open_row(self.leg.bus.id) is None
        elif form is self.__dict__.get("stop") and self.stop.row is not None and not begun:
            gone = self._key is None or self.open_block(self._key) is None
        elif form is self.__dict__.get("visit") and self.visit.row is not None and not begun:
            self.visit.show_visit(tour)
        if gone:
            self.forget()
            self.closed.emit()
        elif focus is not None:
            focus.setFocus()

    def _form(self, form: F) -> F:
        if isinstance(form, Form):
            form.saved.connect(self.saved)
            form.closed.connect(partial(self._cancel, form))
        self.addWidget(form)
        self.made.emit(form)
        return form

    def _cancel(self, form: Form) -> None:
        if isinstance(form, StopForm | LegForm | VisitForm):
            form.forget()
        self.closed.emit()
