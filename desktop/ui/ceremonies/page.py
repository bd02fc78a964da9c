"""Ceremonies: one chosen of the programme, and what is to be seen and done about it."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.ceremony_checks import Problem
from desktop.errors import N_
from desktop.services.programme import PROGRAMME, ItemRow, programme
from desktop.services.readiness import Need
from desktop.ui.ceremonies.agreements import AgreementsPanel
from desktop.ui.ceremonies.alarms import Alarms
from desktop.ui.ceremonies.readiness import ReadinessPanel
from desktop.ui.ceremonies.side import Side
from desktop.ui.ceremonies.things import ThingsPanel
from desktop.ui.ceremonies.ways_out import WAYS, Way
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.list_page import Beside, ListPage
from desktop.ui.live import Live
from desktop.ui.precedence.order import OrderPanel
from desktop.ui.precedence.plans import PlansPanel
from desktop.ui.precedence.seats import SeatsPanel
from desktop.ui.precedence.split import Split
from desktop.ui.shortcuts import on_key
from desktop.ui.stage_words import clock
from desktop.ui.widgets import Button, EmptyState

READINESS, AGREEMENTS, THINGS = "readiness", "agreements", "things"
PLANS, ORDER, SEATS = "plans", "order", "seats"
_TABS = (
    (READINESS, N_("Readiness")),
    (AGREEMENTS, N_("Agreements")),
    (THINGS, N_("Documents and things")),
    (PLANS, N_("Stage plans")),
    (ORDER, N_("Order of guests")),
    (SEATS, N_("Seats")),
)
_KEYS = {READINESS: "ceremony_readiness", AGREEMENTS: "ceremony_agreements", THINGS: "ceremony_things"}
_PLACE_KEYS = {PLANS: "ceremony_plans", ORDER: "ceremony_order", SEATS: "ceremony_seats"}


class CeremoniesPage(ListPage):
    """``open_item`` shows the ceremony in an item of the programme, ``show_tab`` one side of it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Ceremonies"))
        self._context = context
        look = context.look
        self.items: tuple[ItemRow, ...] = ()
        self.item: UUID | None = None
        self.tab = READINESS
        self._arriving = False
        self.choice: Choice[UUID] = Choice(look)
        self.choice.activated.connect(lambda: self.open_item(self.choice.value))
        look.theme.bind(self.choice.setMinimumWidth, 240)
        self.side = Side(context)
        self.readiness = ReadinessPanel(context)
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
        self._arrange()
        self._live = Live(context, PROGRAMME | {"agreement", "run_entry"}, self._question)
        self._live.answered.connect(self._on_items)
        self.first_focus = self.choice
        self._connect()
        self.alarms = Alarms(context, self._show_ceremony, lambda item: self.isVisible() and item == self.item)
        self.alarms.start()

    @cached_property
    def agreements(self) -> AgreementsPanel:
        """The agreements that are signed."""
        part = AgreementsPanel(self._context)
        part.opened.connect(lambda row: self._bring(partial(self.side.show_agreement, row, part.bodies)))
        part.new_wanted.connect(lambda batch: self._bring(partial(self.side.show_new_agreement, batch, part.bodies)))
        part.moved.connect(self.side.doing.move_agreement)
        on_key("new_agreement", part, part.add)
        on_key("remove_agreement", part, lambda: self.side.remove_agreement(part.chosen))
        return part

    @cached_property
    def things(self) -> ThingsPanel:
        """Documents and things."""
        part, doing = ThingsPanel(self._context), self.side.doing
        part.copy_stepped.connect(doing.step_copy)
        part.thing_stepped.connect(doing.step_thing)
        part.copy_set.connect(doing.set_copy)
        part.thing_set.connect(doing.set_thing)
        part.all_on.connect(doing.all_on)
        part.copies_wanted.connect(doing.make_copies)
        part.usual_wanted.connect(self.side.add_usual)
        part.copy_opened.connect(lambda copy: self._bring(partial(self.side.show_copy, copy, part.rows)))
        part.thing_opened.connect(lambda thing: self._bring(partial(self.side.show_thing, thing, part.rows)))
        part.new_wanted.connect(lambda: self._bring(partial(self.side.show_thing, None, part.rows)))
        return part

    def open_item(self, item: UUID) -> None:
        """Show the ceremony in this item."""
        self.item = item
        self.choice.choose(item)
        if not self.side.begun:
            self._put_away()
        away = not self.choice.hasFocus()
        self._follow()
        if away:
            self._arrive_at(self._part(self.tab))

    def show_tab(self, name: str) -> None:
        """Look at one side of the ceremony."""
        self.tab = name
        self.tabs[name].setChecked(True)
        if not self.side.begun:
            self._put_away()
        part = self._part(name)
        self._stack.setCurrentWidget(part)
        self._tell_empty()
        self.fold()
        self._arrive_at(part)

    def _tell_empty(self) -> None:
        """The order of guests and the seats are there without a ceremony, too."""
        shown = bool(self.items) or self.tab in {ORDER, SEATS}
        self.empty.setVisible(not shown)
        self._stack.setVisible(shown)

    def tighten(self) -> None:
        self.beside.tighten(tight=self.tight)
        self.readiness.tighten(tight=self.tight)
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
            button.tell_key((_KEYS | _PLACE_KEYS)[name])
            self._group.addButton(button)
            self.tabs[name] = button
            self.add_actions(button)
        self._stack.addWidget(self.readiness)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.more)
        column.addWidget(self._stack, 1)
        column.addWidget(self.empty, 1)
        self.beside = Beside(look, main, self.side)
        self._put_away()
        self.body.addWidget(self.beside, 1)

    def _part(self, name: str) -> QWidget:
        """One side of the ceremony, made when it is first wanted."""
        made: QWidget | None = self.parts.get(name)
        if made is None:
            makers: dict[str, Callable[[], QWidget]] = {
                AGREEMENTS: lambda: self.agreements, THINGS: lambda: self.things,
                PLANS: partial(PlansPanel, self._context), ORDER: partial(OrderPanel, self._context),
                SEATS: partial(SeatsPanel, self._context),
            }  # fmt: skip
            made = self.parts[name] = makers[name]()
            if name in _KEYS:
                on_key("undo", made, self.side.doing.acts.undo)
            self._stack.addWidget(made)
        self._lead(made)
        return made

    def _follow(self) -> None:
        self.side.item = self.item
        for part in self.parts.values():
            self._lead(part)

    def _lead(self, part: QWidget) -> None:
        if isinstance(part, ReadinessPanel | AgreementsPanel | ThingsPanel | PlansPanel):
            part.follow(self.item)

    def _connect(self) -> None:
        side, ready = self.side, self.readiness
        ready.opened.connect(lambda need: self._bring(partial(side.show_need, need)))
        ready.things_wanted.connect(self._open_things)
        ready.problem_taken.connect(self._take)
        ready.known.connect(self._follow_need)
        ready.run_wanted.connect(lambda: self._context.go("programme"))
        side.closed.connect(self._close)
        side.doing.changed.connect(self._ask)
        side.papers_wanted.connect(self._open_papers)
        self.empty.pressed.connect(lambda: self._context.go("programme"))
        # Other sides take back what they did themselves.
        for widget in (self.readiness, self.side, self.head):
            on_key("undo", widget, side.doing.acts.undo)
        on_key("save", side, side.save)
        for name, key in (_KEYS | _PLACE_KEYS).items():
            on_key(key, self, partial(self.show_tab, name))
        on_key("ceremony_papers", self, self._open_papers)
        on_key("ceremony_problems", self, self.readiness.troubles.unfold)
        for key, step in (("ceremony_before", -1), ("ceremony_after", 1)):
            on_key(key, self, partial(self._step, step))
        self.look.words.changed.connect(self._offer)

    def _ask(self) -> None:
        for part in self.parts.values():
            if isinstance(part, ReadinessPanel | AgreementsPanel | ThingsPanel):
                part.ask()

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
            if not self.side.begun:
                self._put_away()
            self._follow()
        self._offer()
        self._tell_empty()
        if self._arriving:
            self.arrive()

    @property
    def _in_order(self) -> list[ItemRow]:
        """Ceremonies, then whatever else needs people."""
        return sorted(self.items, key=lambda row: not row.kind.ceremony)

    def _offer(self) -> None:
        zone = self._context.here.zone

        def named(row: ItemRow) -> Say:
            return lambda _: f"{clock(row.start, zone)} {row.title.said_in(_.language)}"

        self.choice.offer([(row.id, named(row)) for row in self._in_order], self.item)

    def _step(self, step: int) -> None:
        keys = [row.id for row in self._in_order]
        if self.item in keys:
            self.open_item(keys[min(max(keys.index(self.item) + step, 0), len(keys) - 1)])

    def _open_things(self, agreement: UUID) -> None:
        self.things.show_agreement(agreement)
        self.show_tab(THINGS)

    def _take(self, problem: Problem) -> None:
        """Go where something can be done about a problem."""
        way = WAYS[problem.kind]
        if way is Way.PERSON:
            need = self.readiness.need_of(problem)
            if need is not None:
                self._bring(partial(self.side.show_need, need))
        elif way is Way.THINGS and problem.agreements:
            self._open_things(problem.agreements[0])
        elif way is Way.AGREEMENT:
            self.agreements.show_agreement(next(iter(problem.agreements), None))
            self.show_tab(AGREEMENTS)
        elif way is Way.PLANS:
            self.show_tab(PLANS)
        elif way is Way.PROGRAMME:
            self._context.go("programme")

    def _follow_need(self) -> None:
        """Let what stands beside know where its person is by now."""
        stand, shown = self.readiness.stand, self.side.shown_need
        needs = stand.readiness.people if stand is not None and shown is not None else ()
        now = next((one for one in needs if shown is not None and _who(one) == _who(shown)), None)
        if now is not None:
            self.side.need.follow_need(now)

    def _open_papers(self) -> None:
        self._context.go("papers")
        shell: Any = self.window()
        papers = shell.page("papers")
        if hasattr(papers, "show_changed"):
            papers.show_changed()

    def _bring(self, show: Callable[[], None]) -> None:
        """Show something beside, unless what was typed there is still to be saved."""
        begun = self.side.begun
        if begun:
            self._context.reporter.say(lambda _: _("Save what you typed first, or cancel it."), state="already_in")
        else:
            self.fold()
            self.side.show()
            show()
        self.beside.show_side(opened=True)
        self.side.show()
        if begun:
            self.side.go_on()

    def _put_away(self) -> None:
        self.beside.show_side(opened=False)
        self.side.hide()

    def _close(self) -> None:
        self._put_away()
        self._arrive_at(self._part(self.tab))

    def _show_ceremony(self, item: UUID) -> None:
        self._context.go("ceremonies")
        self.open_item(item)
        self.show_tab(READINESS)

    def _arrive_at(self, part: QWidget) -> None:
        if self.empty.isVisible() and self.empty.button is not None:
            self.empty.button.setFocus()
        elif isinstance(part, ReadinessPanel | AgreementsPanel | ThingsPanel | Split):
            part.arrive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


def _who(need: Need) -> tuple[object, ...]:
    """What makes somebody's need the same one, wherever they are."""
    return need.who, need.part, need.agreement_id
