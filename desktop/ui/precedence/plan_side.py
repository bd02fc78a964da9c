"""What can be done about a stage plan: who is chosen on it, its rule, what was done by hand, who else comes."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.agreements import Side
from desktop.domain.seating import Convention, Layout
from desktop.errors import N_, UserError
from desktop.services.precedence_words import CONVENTIONS
from desktop.services.search import Hit
from desktop.services.stage_plans import MOST_ROWS, BadRows, Plan, PlanDraft, PlanNameTooLong, StagePlace, Whom
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.people.finder import Finder
from desktop.ui.precedence.words import LAYOUTS, SIDES, place_words, plan_name
from desktop.ui.tab_order import follow_layout
from desktop.ui.widgets import Button, Data, Field, IconButton, Label, Panel, SectionTitle, clear, rule, scrolled


class PlanSide(Panel):
    """``draft_wanted`` carries a ``PlanDraft``; ``side_wanted`` whom and a side; ``released`` whom, or None for all.

    ``taken_off`` and ``added`` carry whom; ``removed`` asks that the plan goes.
    """

    draft_wanted = Signal(object)
    side_wanted = Signal(object, object)
    released = Signal(object)
    taken_off = Signal(object)
    added = Signal(object)
    removed = Signal()

    def __init__(self, context: Context, name: Any) -> None:
        look = context.look
        super().__init__(look, "")
        self._look, self._name_of = look, name
        self.plan: Plan | None = None
        self.place: StagePlace | None = None
        self.who, self.where = Data(look, "", "section"), Label(look, role="second", wraps=True)
        self.sides: Choice[Side] = Choice(look, [(side, _said(SIDES[side])) for side in SIDES])
        self.by_rule = Button(look, N_("Let the rule place them again"))
        self.take_off = Button(look, N_("Take off this plan"), "quiet")
        self.name = Field(look, N_("Name of the plan"), N_("Batch 1, rehearsal"))
        self.layouts: Choice[Layout] = Choice(look, [(one, _said(LAYOUTS[one])) for one in LAYOUTS])
        self.conventions: Choice[Convention] = Choice(look, [(one, _said(CONVENTIONS[one])) for one in CONVENTIONS])
        self.rows = Field(look, N_("Rows"), "1")
        self.sizes = Field(look, N_("Places in each row, front first"), N_("5, 7, 9; empty for rows as even as can be"))
        self.release_all = Button(look, N_("Let the rule place everybody again"))
        self.finder = Finder(context, N_("Put somebody else on this plan"), N_("Put on this plan"))
        self.guest = Field(look, N_("Somebody who is not registered"), N_("A name; Enter puts it on the plan"))
        self.remove = Button(look, N_("Take this plan away"), "quiet")
        self._chosen, self._by_hand, self._photo = QWidget(), QWidget(), QWidget()
        self._hand = QVBoxLayout(self._by_hand)
        self._hand_title = SectionTitle(look, N_("By hand"))
        self._arrange()
        self._connect()

    def show_plan(self, plan: Plan, place: StagePlace | None) -> None:
        """Show a plan, and who is chosen on it; what is being typed stays."""
        _, row = self._look.words._, plan.row
        known = self.plan is not None and self.plan.row == row
        self.plan, self.place = plan, place
        self.title.put(plan_name(_, row))
        if not known:
            self._write(self.name, row.name)
            self._write(self.rows, str(row.rows))
            self._write(self.sizes, ", ".join(map(str, row.row_sizes)))
            for field in (self.name, self.rows, self.sizes):
                field.accept()
        self.layouts.choose(row.layout)
        self.conventions.choose(row.convention)
        self._photo.setVisible(row.layout is Layout.PHOTO)
        self._show_chosen(place)
        self._show_hand(plan)
        follow_layout(self)

    def refuse(self, error: UserError) -> None:
        """Say what is wrong, at its field."""
        field = {BadRows: self.rows, PlanNameTooLong: self.name}.get(type(error))
        (field or self.guest).refuse(error.text, **error.values)

    def _show_chosen(self, place: StagePlace | None) -> None:
        _ = self._look.words._
        self._chosen.setVisible(place is not None)
        if place is None:
            return
        self.who.put(self._name_of(place))
        self.where.put(place_words(_, place))
        self.sides.choose(place.side)
        self.by_rule.setVisible(place.by_hand)
        self.take_off.setVisible(not place.of_item)

    def _show_hand(self, plan: Plan) -> None:
        clear(self._hand)
        moved = [one for row in plan.rows for one in row if one.by_hand]
        self._hand_title.setVisible(bool(moved))
        self.release_all.setVisible(bool(moved))
        for one in moved:
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(Data(self._look, self._name_of(one)), 1)
            across.addWidget(
                IconButton(
                    self._look, "undo", N_("Let the rule place them again"), partial(self.released.emit, one.whom)
                )
            )
            self._hand.addWidget(line)

    def _arrange(self) -> None:
        look, inner = self._look, QWidget()
        column, chosen, photo = QVBoxLayout(inner), QVBoxLayout(self._chosen), QVBoxLayout(self._photo)
        look.theme.bind(column.setContentsMargins, 0, 0, 8, 0)
        for box in (chosen, photo, self._hand):
            box.setContentsMargins(0, 0, 0, 0)
        for box in (column, chosen, photo):
            look.theme.bind(box.setSpacing, 10)
        side, layout = Field(look, N_("Side"), edit=self.sides), Field(look, N_("Layout"), edit=self.layouts)
        convention = Field(look, N_("Convention"), edit=self.conventions)
        everything: tuple[tuple[QVBoxLayout, tuple[QWidget, ...]], ...] = (
            (chosen, (self.who, self.where, side, self.by_rule, self.take_off, rule())),
            (photo, (self.rows, self.sizes)),
            (column, (self._chosen, layout, convention, self._photo, self.name, self._hand_title, self._by_hand)),
            (column, (self.release_all, rule(), self.finder, self.guest, rule(), self.remove)),
        )
        for box, parts in everything:
            for part in parts:
                box.addWidget(part)
        for box, button in (
            (chosen, self.by_rule), (chosen, self.take_off), (column, self.release_all), (column, self.remove),
        ):  # fmt: skip
            box.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.box.addWidget(scrolled(inner, sideways=False), 1)

    def _connect(self) -> None:
        self.sides.activated.connect(lambda: self._with_chosen(self._say_side))
        self.by_rule.clicked.connect(lambda: self._with_chosen(self.released.emit))
        self.take_off.clicked.connect(lambda: self._with_chosen(self.taken_off.emit))
        self.release_all.clicked.connect(lambda: self.released.emit(None))
        self.remove.clicked.connect(self.removed)
        self.finder.picked.connect(self._on_picked)
        for choice in (self.layouts, self.conventions):
            choice.activated.connect(self._change)
        for field, act in (
            (self.name, self._change), (self.rows, self._change), (self.sizes, self._change), (self.guest, self._add),
        ):  # fmt: skip
            if isinstance(field.edit, QLineEdit):
                field.edit.returnPressed.connect(act)

    def _with_chosen(self, act: Callable[[Whom], object]) -> None:
        if self.place is not None:
            act(self.place.whom)

    def _say_side(self, whom: Whom) -> None:
        self.side_wanted.emit(whom, self.sides.value)

    def _change(self) -> None:
        """Ask for the plan as the fields say it."""
        if self.plan is None:
            return
        rows = self.rows.value
        sizes = [part.strip() for part in self.sizes.value.replace("、", ",").replace("，", ",").split(",")]
        sizes = [part for part in sizes if part]
        if not rows.isdecimal() or not all(size.isdecimal() for size in sizes):
            self.rows.refuse(BadRows.text, most=MOST_ROWS)
            return
        self.rows.accept()
        row = self.plan.row
        draft = PlanDraft(
            self.layouts.value, self.name.value, self.conventions.value, int(rows[:4]),
            tuple(int(size[:4]) for size in sizes), row.item_id, row.batch,
        )  # fmt: skip
        self.draft_wanted.emit(draft)

    def _on_picked(self, hit: Hit) -> None:
        self.finder.empty()
        self.added.emit(hit.registration)

    def _add(self) -> None:
        if self.guest.value:
            self.added.emit(self.guest.value)
            self._write(self.guest, "")

    def _write(self, field: Field, text: str) -> None:
        if isinstance(field.edit, QLineEdit):
            field.edit.setText(text)


def _said(text: str) -> Say:
    return lambda _: _(text)
