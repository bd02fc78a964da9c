"""What stands beside a ceremony: somebody, an agreement, a copy, a thing; one at a time."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.domain.agreements import DocumentState
from desktop.domain.text import LocalName
from desktop.services.agreements import AgreementRow, DocumentRow
from desktop.services.ceremony_things import ThingRow
from desktop.services.readiness import Need
from desktop.ui.ceremonies.agreement_form import AgreementForm
from desktop.ui.ceremonies.doing import Doing
from desktop.ui.ceremonies.person import NeedPanel, Wanted
from desktop.ui.ceremonies.things_side import CopyPanel, ThingForm
from desktop.ui.context import Context
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Panel

P = TypeVar("P", bound=Panel)
_LEAST = (320, 200)


class Side(SteadyStack):
    """``closed`` asks to be put away; ``papers_wanted`` for the papers that changed.

    ``item`` is the ceremony that things are done to, ``doing`` does them.
    """

    closed = Signal()
    papers_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, _LEAST)
        self._context, self.doing = context, Doing(context)
        self.item: UUID | None = None
        self._agreement_of: UUID | None = None

    @cached_property
    def need(self) -> NeedPanel:
        """What can be done about somebody."""
        panel = self._panel(NeedPanel(self._context))
        panel.substituted.connect(self._substitute)
        panel.papers_wanted.connect(lambda _kinds: self.papers_wanted.emit())
        return panel

    @cached_property
    def agreement(self) -> AgreementForm:
        """An agreement's fields."""
        form = self._panel(AgreementForm(self._context))
        form.saved.connect(self._save_agreement)
        form.removed.connect(self.remove_agreement)
        form.closed.connect(form.forget)
        return form

    @cached_property
    def copy(self) -> CopyPanel:
        """One copy of an agreement."""
        panel = self._panel(CopyPanel(self._context))
        panel.kept.connect(self._keep_copy)
        panel.removed.connect(self._remove_copy)
        return panel

    @cached_property
    def thing(self) -> ThingForm:
        """Something to have ready."""
        form = self._panel(ThingForm(self._context))
        form.saved.connect(self._save_thing)
        form.removed.connect(self._remove_thing)
        return form

    @property
    def begun(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return "agreement" in vars(self) and self.currentWidget() is self.agreement and self.agreement.begun

    @property
    def shown_need(self) -> Need | None:
        """Who stands here, None while something else does."""
        shown = self.currentWidget()
        return shown.need if isinstance(shown, NeedPanel) and self.isVisible() else None

    def go_on(self) -> None:
        """Put the focus back to what is typed."""
        self.agreement.go_on()

    def show_need(self, need: Need) -> None:
        """Show somebody who is needed."""
        self.need.show_need(need)
        self._front(self.need)

    def show_agreement(self, row: AgreementRow, bodies: Mapping[UUID, LocalName]) -> None:
        """Show an agreement's fields; ``bodies`` are the organisations there are."""
        self._agreement_of = self.item
        self.agreement.learn(bodies)
        self.agreement.show_agreement(row)
        self._front(self.agreement)

    def show_new_agreement(self, batch: int, bodies: Mapping[UUID, LocalName]) -> None:
        """Show the fields of a new agreement."""
        self._agreement_of = self.item
        self.agreement.learn(bodies)
        self.agreement.show_new(batch)
        self._front(self.agreement)

    def show_copy(self, copy: DocumentRow, rows: Sequence[AgreementRow]) -> None:
        """Show one copy of one of the agreements."""
        row = next((row for row in rows if row.id == copy.agreement_id), None)
        if row is not None:
            self.copy.show_copy(row, copy)
            self._front(self.copy)

    def show_thing(self, thing: ThingRow | None, rows: Sequence[AgreementRow]) -> None:
        """Show a thing, or a new one."""
        self.thing.show_thing(thing, rows)
        self._front(self.thing)

    def add_usual(self) -> None:
        """Put on the list of things what is usual."""
        if self.item is not None:
            self.doing.add_usual(self.item)

    def save(self) -> None:
        """Keep what stands in the fields in front."""
        for name, act in (("agreement", self._save_agreement), ("thing", self._save_thing)):
            if name in vars(self) and self.currentWidget() is vars(self)[name] and self.isVisible():
                act()

    def remove_agreement(self, row: AgreementRow | None) -> None:
        """Take an agreement away."""
        if row is not None:
            self._forget()
            self.closed.emit()
            self.doing.remove_agreement(row)

    def _panel(self, panel: P) -> P:
        panel.title.setWordWrap(True)
        panel.closed.connect(self.closed)
        self.addWidget(panel)
        return panel

    def _front(self, panel: Panel) -> None:
        self.setCurrentWidget(panel)

    def _forget(self) -> None:
        if "agreement" in vars(self):
            self.agreement.forget()

    def _substitute(self, wanted: Wanted) -> None:
        if self.item is not None:
            self.doing.substitute(self.item, wanted, self.need.show_done, self.need.refuse)

    def _save_agreement(self) -> None:
        # Another ceremony may be looked at by now.
        form, item = self.agreement, self._agreement_of
        typed = form.typed
        if typed is None or item is None:
            return

        def saved() -> None:
            form.forget()
            self.closed.emit()

        self.doing.save_agreement(item, form.row, typed, saved, form.refuse)

    def _keep_copy(self, copy: DocumentRow, state: DocumentState, note: str) -> None:
        self.closed.emit()
        self.doing.set_copy(copy, state, note)

    def _remove_copy(self, copy: DocumentRow) -> None:
        self.closed.emit()
        self.doing.remove_copy(copy)

    def _save_thing(self) -> None:
        form = self.thing
        if self.item is not None and form.named:
            self.doing.save_thing(self.item, form.row, form.draft, self.closed.emit, form.refuse)

    def _remove_thing(self, thing: ThingRow) -> None:
        self.closed.emit()
        self.doing.remove_thing(thing)
