"""Ceremonies: one chosen of the programme, and what is to be seen and done about it."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.ceremony_substitutes import Substituted, substitute
from desktop.services.programme import PROGRAMME, ItemRow, programme
from desktop.services.readiness import Need
from desktop.ui.acts import Acts
from desktop.ui.ceremonies.person import NeedPanel, Wanted
from desktop.ui.ceremonies.readiness import ReadinessPanel
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.list_page import Beside, ListPage
from desktop.ui.live import Live
from desktop.ui.shortcuts import on_key
from desktop.ui.stage_words import clock
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, EmptyState

READINESS = "readiness"
_TABS = ((READINESS, N_("Readiness")),)
_SIDE_LEAST = (320, 200)


class CeremoniesPage(ListPage):
    """``open_item`` shows the ceremony in an item of the programme."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Ceremonies"))
        self._context, self._acts = context, Acts(context)
        look = context.look
        self.items: tuple[ItemRow, ...] = ()
        self.item: UUID | None = None
        self.tab = READINESS
        self._arriving = False
        self.choice: Choice[UUID] = Choice(look)
        self.choice.activated.connect(lambda: self.open_item(self.choice.value))
        look.theme.bind(self.choice.setMinimumWidth, 320)
        self.readiness, self.need = ReadinessPanel(context), NeedPanel(context)
        self.parts: dict[str, QWidget] = {READINESS: self.readiness}
        self._stack, self._group = QStackedWidget(), QButtonGroup(self)
        self.tabs: dict[str, Button] = {}
        self.empty = EmptyState(
            look,
            "ceremonies",
            N_("No ceremony is planned"),
            N_("Put a signing, a launch, a pledge or an award into the programme, with the people whom it needs."),
            N_("Open the programme"),
        )
        self.side = SteadyStack(look, _SIDE_LEAST)
        self.side.addWidget(self.need)
        self._arrange()
        self._live = Live(context, PROGRAMME | {"agreement", "run_entry"}, self._question)
        self._live.answered.connect(self._on_items)
        self.first_focus = self.choice
        self._connect()

    def open_item(self, item: UUID) -> None:
        """Show the ceremony in this item."""
        self.item = item
        self.choice.choose(item)
        self._close()
        self.readiness.follow(item)

    def tighten(self) -> None:
        self.beside.tighten(tight=self.tight)
        if not self.beside.opened:
            self.side.hide()

    def arrive(self) -> None:
        # What offers nothing yet takes no focus; it comes once the programme is known.
        self._arriving = not self.items
        if self.empty.isVisible() and self.empty.button is not None:
            self.empty.button.setFocus()
        else:
            super().arrive()

    def _arrange(self) -> None:
        look = self.look
        self.add_actions(self.choice)
        for name, text in _TABS:
            button = Button(look, text, "filter")
            button.setChecked(name == self.tab)
            button.clicked.connect(partial(self.show_tab, name))
            self._group.addButton(button)
            self.tabs[name] = button
            self.add_actions(button)
            self._stack.addWidget(self.parts[name])
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.more)
        column.addWidget(self._stack, 1)
        column.addWidget(self.empty, 1)
        self.beside = Beside(look, main, self.side)
        self.beside.show_side(opened=False)
        self.side.hide()
        self.body.addWidget(self.beside, 1)

    def show_tab(self, name: str) -> None:
        """Look at one side of the ceremony."""
        self.tab = name
        self.tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self.parts[name])

    def _connect(self) -> None:
        self.readiness.opened.connect(self._open_need)
        self.readiness.alarmed.connect(lambda: self._context.play("alarm"))
        self.need.closed.connect(self._close)
        self.need.substituted.connect(self._substitute)
        self.need.papers_wanted.connect(lambda _kinds: self._context.go("papers"))
        self.empty.pressed.connect(lambda: self._context.go("programme"))
        on_key("undo", self, self._acts.undo)
        self.look.words.changed.connect(self._offer)

    def _question(self) -> Any:
        event = self._context.here.event
        if event is None:
            return None
        key = event.id
        return lambda session: tuple(row for row in programme(session, key) if row.kind.ceremony or row.people)

    def _on_items(self, items: tuple[ItemRow, ...]) -> None:
        self.items = items
        if self.item not in {row.id for row in items}:
            now = self._context.store.now()
            ceremonies = [row for row in items if row.kind.ceremony] or list(items)
            coming = next((row for row in ceremonies if row.end >= now), ceremonies[-1] if ceremonies else None)
            self.item = coming.id if coming is not None else None
            self.readiness.follow(self.item)
        self._offer()
        self.empty.setVisible(not items)
        self._stack.setVisible(bool(items))
        if self._arriving:
            self.arrive()

    def _offer(self) -> None:
        zone = self._context.here.zone

        def named(row: ItemRow) -> Say:
            return lambda _: f"{clock(row.start, zone)} {row.title.said_in(_.language)}"

        first = [row for row in self.items if row.kind.ceremony]
        rest = [row for row in self.items if not row.kind.ceremony]
        self.choice.offer([(row.id, named(row)) for row in (*first, *rest)], self.item)

    def _open_need(self, need: Need) -> None:
        self.need.show_need(need)
        self.fold()
        self.side.setCurrentWidget(self.need)
        self.beside.show_side(opened=True)
        self.side.show()

    def _close(self) -> None:
        self.beside.show_side(opened=False)
        self.side.hide()
        self.arrive()

    def _substitute(self, wanted: Wanted) -> None:
        item = self.item
        if item is None:
            return

        def done(found: Substituted) -> None:
            self.need.show_done(found)
            self.readiness.ask()

        self._acts.do(
            lambda session: substitute(
                session, item, wanted.out, wanted.stand_in, wanted.approved_by, wanted.why,
                agreement_id=wanted.agreement_id,
            ),
            lambda _: _("Somebody else comes instead, everywhere at once."),
            done,
            self.need.refuse,
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()
