"""The stage plans of one item of the programme: drawn, moved by hand, seen from both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.domain.agreements import Side
from desktop.domain.naming import NamedPerson
from desktop.domain.seating import Layout
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.agreements import agreements
from desktop.services.precedence import Ranking
from desktop.services.stage_plans import (
    Plan,
    PlanDraft,
    StagePlace,
    Whom,
    add_people,
    add_plan,
    change_plan,
    move,
    moves,
    plan,
    plans,
    release_hand,
    remove_person,
    remove_plan,
    set_side,
    suggested,
)
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.precedence.order_rows import TABLES as ORDER_TABLES
from desktop.ui.precedence.plan_canvas import PlanCanvas
from desktop.ui.precedence.plan_moves import MovesCard
from desktop.ui.precedence.plan_side import PlanSide
from desktop.ui.precedence.split import Split
from desktop.ui.precedence.words import both_names, plan_name
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button, EmptyState, FlowLayout, Label, clear

_TABLES = ORDER_TABLES | {
    "stage_plan", "stage_person", "item_person", "programme_item", "agreement", "agreement_party", "agreement_person",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """The plans of an item, and those that it wants and nobody made yet."""

    item_id: UUID
    plans: tuple[Plan, ...]
    wanted: tuple[PlanDraft, ...]


def stage(session: Any, event_id: UUID, item_id: UUID) -> Stage:
    """What an item has on stage."""
    made = plans(session, event_id, item_id=item_id)
    numbers = sorted({one.batch for one in agreements(session, item_id=item_id)})
    batches: list[int | None] = [*numbers] if len(numbers) > 1 else [None]
    known = {row.batch for row in made}
    wanted = tuple(suggested(session, item_id, batch) for batch in batches if not known & {None, batch})
    made.sort(key=lambda row: row.batch or 0)
    ranking = Ranking(session, event_id)
    return Stage(item_id, tuple(plan(session, row.id, ranking) for row in made), wanted)


class PlansPanel(Split):
    """``follow`` says of which item."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look)
        self._context, self._acts = context, Acts(context)
        self.item: UUID | None = None
        self.stage: Stage | None = None
        self.plan_id: UUID | None = None
        self.tabs: dict[UUID, Button] = {}
        self.canvas = PlanCanvas(context)
        look.words.bind(self.canvas.setAccessibleName, N_("Plan of the stage"))
        self.panel = PlanSide(context, self._name_of)
        self.moved = MovesCard(look, self._named)
        self.audience, self.from_stage = (
            Button(look, N_("From the audience"), "filter"),
            Button(look, N_("From the stage"), "filter"),
        )
        self.settings, self.new = Button(look, N_("This plan")), Button(look, N_("New plan"), icon="add")
        self.offer = Button(look, N_("Make the suggested plans"), "primary")
        keys = N_("Arrows choose, Alt and an arrow moves by hand, Enter opens. Or drag.")
        self.hint = Label(look, keys, "hint", wraps=True)
        self.empty = EmptyState(
            look, "ceremonies", N_("No plan of the stage yet"),
            N_("A plan puts the people of this item where protocol says. Whoever you move stays there."),
            N_("Make the suggested plans"),
        )  # fmt: skip
        self._plan_box, self._view_group, self._plan_group = QWidget(), QButtonGroup(self), QButtonGroup(self)
        self._arrange()
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._on_stage)
        self._connect()

    @property
    def plan(self) -> Plan | None:
        """The plan in front."""
        known = self.stage.plans if self.stage is not None else ()
        return next((one for one in known if one.row.id == self.plan_id), None)

    def follow(self, item: UUID | None) -> None:
        """Show the plans of this item."""
        if item != self.item:
            self.item, self.stage, self.plan_id = item, None, None
            self.moved.forget()
            self.put_away()
            self._show()
        self._live.ask()

    def target(self) -> QWidget | None:
        if self.canvas.isVisible():
            return self.canvas
        return self.empty.button if self.empty.isVisible() else None

    def _arrange(self) -> None:
        look, head = self.look, QWidget()
        row, inner = FlowLayout(head), FlowLayout(self._plan_box)
        for flow in (row, inner):
            look.theme.bind(flow.setGaps, 8, 8)
        self._plans = inner
        for button in (self.audience, self.from_stage):
            self._view_group.addButton(button)
        self.audience.setChecked(True)
        for part in (self._plan_box, self.audience, self.from_stage, self.settings, self.new, self.offer):
            row.addWidget(part)
        parts: tuple[QWidget, ...] = (head, self.canvas, self.hint, self.moved, self.empty)
        for one in parts:
            self.column.addWidget(one, int(one is self.canvas or one is self.empty))
        self._head = head
        self.add_panel(self.panel)

    def _connect(self) -> None:
        self.audience.clicked.connect(self._show)
        self.from_stage.clicked.connect(self._show)
        self.settings.clicked.connect(self._open)
        self.new.clicked.connect(self._add_new)
        for signal in (self.offer.clicked, self.empty.pressed):
            signal.connect(self._add_wanted)
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.opened.connect(self._open)
        self.canvas.moved.connect(self._move)
        self.moved.forgotten.connect(self._show)
        self.panel.draft_wanted.connect(self._change)
        self.panel.side_wanted.connect(self._set_side)
        self.panel.released.connect(self._release)
        self.panel.taken_off.connect(self._take_off)
        self.panel.added.connect(self._add_person)
        self.panel.removed.connect(self._remove)
        on_key("undo", self, self._acts.undo)
        for changed in (self.look.words.changed, self._context.keeper.changed):
            changed.connect(self._show)

    def _question(self) -> Any:
        event, item = self._context.here.event, self.item
        if event is None or item is None:
            return None
        key = event.id
        return lambda session: stage(session, key, item)

    def _on_stage(self, found: Stage) -> None:
        if found.item_id != self.item:
            self._live.ask()
            return
        before, self.stage = self.plan, found
        known = [one.row.id for one in found.plans]
        if self.plan_id not in known:
            self.plan_id = known[0] if known else None
        after = self.plan
        if before is not None and after is not None and _rule(before) == _rule(after) and before.rows != after.rows:
            self.moved.show_moves(moves(before, after))
        elif before is not None and after is not None and _rule(before) != _rule(after):
            self.moved.forget()
        self._show()

    def _show(self) -> None:
        found, shown, _ = self.stage, self.plan, self.look.words._
        known = found.plans if found is not None else ()
        if self.tabs.keys() != {one.row.id for one in known}:
            self._offer(known)
        for one in known:
            self.tabs[one.row.id].setText(plan_name(_, one.row))
            self.tabs[one.row.id].setChecked(one.row.id == self.plan_id)
        self._plan_box.setVisible(len(known) > 1)
        for part in (self._head, self.canvas):
            part.setVisible(shown is not None)
        self.hint.setVisible(shown is not None and not self.moved.moves)
        self.empty.setVisible(found is not None and shown is None)
        self.offer.setVisible(found is not None and bool(found.wanted))
        car = shown is not None and shown.row.layout is Layout.CAR
        for button in (self.audience, self.from_stage):
            button.setVisible(not car)
        self.canvas.show_plan(shown, from_stage=self.from_stage.isChecked())
        if shown is not None and self.panel.isVisible():
            self.panel.show_plan(shown, self.canvas.place_of(self.canvas.whom))
        elif shown is None and self.panel.isVisible():
            self.put_away()
        self.settle()

    def _offer(self, known: tuple[Plan, ...]) -> None:
        clear(self._plans)
        self.tabs = {}
        for one in known:
            button = Button(self.look, N_("Plan"), "filter")
            self.look.words.forget(button.setText)
            button.clicked.connect(partial(self._choose, one.row.id))
            self._plan_group.addButton(button)
            self.tabs[one.row.id] = button
            self._plans.addWidget(button)

    def _choose(self, key: UUID) -> None:
        self.plan_id = key
        self.moved.forget()
        self._show()
        self.refocus()

    def _open(self, *_whom: object) -> None:
        if self.plan is not None:
            self.bring(self.panel)
            self.panel.show_plan(self.plan, self.canvas.place_of(self.canvas.whom))
            (self.panel.sides if self.panel.place is not None else self.panel.layouts).setFocus()

    def _on_chosen(self, _whom: Whom) -> None:
        if self.plan is not None and self.panel.isVisible():
            self.panel.show_plan(self.plan, self.canvas.place_of(self.canvas.whom))

    def _name_of(self, place: StagePlace) -> str:
        return self.canvas.names(place)[0]

    def _named(self, person: NamedPerson) -> str:
        return as_seen(self._context, both_names(self.look.words._, person)[0])

    def _add(self, drafts: tuple[PlanDraft, ...]) -> None:
        event = self._context.here.event
        if event is None or not drafts:
            return

        def act(session: Any) -> list[UUID]:
            return [add_plan(session, event.id, draft) for draft in drafts]

        def done(keys: list[UUID]) -> None:
            self.plan_id = keys[0]
            self._live.ask()

        self._acts.do(act, lambda _: _.ngettext("{n} plan is made.", "{n} plans are made.", len(drafts)), done)

    def _add_new(self) -> None:
        event = self._context.here.event
        if event is not None:
            self._add((PlanDraft(Layout.ROSTRUM, convention=event.convention, item_id=self.item),))

    def _add_wanted(self) -> None:
        if self.stage is not None:
            self._add(self.stage.wanted)

    def _act(self, act: Callable[[Any, UUID], object], said: Callable[[Translator], str]) -> None:
        key = self.plan_id
        if key is not None:
            self._acts.do(
                lambda session: act(session, key), said, lambda _result: self._live.ask(), self.panel.refuse
                if self.panel.isVisible() else None,
            )  # fmt: skip

    def _move(self, whom: Whom, row: int, place: int) -> None:
        self._act(
            lambda session, key: move(session, key, whom, row, place),
            lambda _: _("Moved by hand to row {row}, place {place}.", row=row, place=place),
        )

    def _change(self, draft: PlanDraft) -> None:
        self._act(lambda session, key: change_plan(session, key, draft), lambda _: _("The plan follows this now."))

    def _set_side(self, whom: Whom, side: Side) -> None:
        self._act(lambda session, key: set_side(session, key, whom, side), lambda _: _("The plan follows this now."))

    def _release(self, whom: Whom | None) -> None:
        self._act(lambda session, key: release_hand(session, key, whom), lambda _: _("Placed by the rule again."))

    def _take_off(self, whom: Whom) -> None:
        self._act(lambda session, key: remove_person(session, key, whom), lambda _: _("Taken off the plan."))

    def _add_person(self, whom: Whom) -> None:
        self._act(lambda session, key: add_people(session, key, (whom,)), lambda _: _("Put on the plan."))

    def _remove(self) -> None:
        self._act(lambda session, key: remove_plan(session, key), lambda _: _("The plan is taken away."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


def _rule(shown: Plan) -> tuple[object, ...]:
    """By what a plan is made; where that changes, everybody stands elsewhere and there is no more to say."""
    row = shown.row
    return row.id, row.layout, row.convention, row.row_sizes
