"""Visits: stops, groups and vehicles on a line of time, moved, stretched and filled; with what can't be, at once."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.domain.visit_board import Block, Key, What
from desktop.errors import N_
from desktop.services.organisations import known_organisations
from desktop.services.visit_board import BOARD, Shown, shown
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.list_page import Beside, ListPage
from desktop.ui.live import Live
from desktop.ui.pick import dropped_file
from desktop.ui.shortcuts import on_key
from desktop.ui.steady import SteadyStack
from desktop.ui.visits.beginnings import new_day, new_leg, new_stop
from desktop.ui.visits.board import Board
from desktop.ui.visits.board_words import block_name, choice_words, visit_words
from desktop.ui.visits.cards import Cards
from desktop.ui.visits.doing import Doing
from desktop.ui.visits.group_form import GroupForm
from desktop.ui.visits.importing import VisitsImport
from desktop.ui.visits.leg_form import LegForm
from desktop.ui.visits.saving import Saving
from desktop.ui.visits.side import Side
from desktop.ui.visits.stop_form import StopForm
from desktop.ui.visits.tools import KEYS, Tools
from desktop.ui.widgets import Button, Card, EmptyState

_TICK_MS = 15_000
_LEAST = (320, 200)


class VisitsPage(ListPage):
    """``open_visit`` shows a visit, or the one with this stop, group or leg, which is opened; ``open_file`` a list."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Visits"))
        self._context = context
        self.doing = Doing(context)
        self.shown = Shown()
        self.visit: UUID | None = None
        self._awaited: UUID | None = None
        self._arriving = False
        look = context.look
        self.choice: Choice[UUID] = Choice(look)
        self.board, self.cards, self.side = Board(look), Cards(context), Side(context, self.doing)
        self.saving = Saving(context, self.doing, self.side)
        self.empty = EmptyState(
            look, "visits", N_("No visit is planned"),
            N_("Add a visit with its stops, groups and legs, or import the list of visits from Excel or CSV."),
            N_("New visit"), N_("Import"),
        )  # fmt: skip
        self._views = SteadyStack(look, _LEAST)
        self.buttons: dict[str, Button] = {}
        self._make_head()
        self.beside = Beside(look, self._main(), self.side)
        self.body.addWidget(self.beside, 1)
        self._put_away()
        self.first_focus = self.board
        self.setAcceptDrops(True)
        self._live = Live(context, BOARD, self._question)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._connect()
        self._say()

    @cached_property
    def importing(self) -> VisitsImport:
        """A list of visits, and what becomes of its rows."""
        panel = VisitsImport(self._context)
        panel.closed.connect(self._end_import)
        panel.imported.connect(lambda _plan: self._end_import())
        self._views.addWidget(panel)
        return panel

    def open_visit(self, ref: UUID) -> None:
        """Show the visit ``ref``, or open the stop, group or leg of that name on its visit."""
        self._awaited = ref
        self._open_awaited()

    def open_file(self, path: Path) -> None:
        """Show what importing a file would do."""
        self._open_import()
        self.importing.open_file(path)

    def arrive(self) -> None:
        # What has no rows yet takes no focus; it comes once they are there.
        self._arriving = self.shown.tour is None
        if self.empty.isVisible() and self.empty.button is not None:
            self.empty.button.setFocus()
        else:
            super().arrive()

    def tighten(self) -> None:
        self.beside.tighten(tight=self.tight)
        if not self.beside.opened:
            self.side.hide()
        self._fit_cards()

    def _fold(self) -> None:
        super()._fold()
        shown = self.shown.tour is not None and self._views.currentWidget() is self._plan
        self._tools.setVisible(shown and (not self.tight or self.more.isChecked()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()
        self._clock.start()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()
        self._clock.stop()

    def _make_head(self) -> None:
        self.look.theme.bind(self.choice.setMinimumWidth, 240)
        self.look.words.bind(self.choice.setAccessibleName, N_("Visit"))
        self.add_actions(self.choice)
        for name, text, act, kind in (
            ("planner", N_("Propose a plan"), self._open_planner, "secondary"),
            ("papers", N_("Papers"), partial(self._context.go, "papers"), "secondary"),
            ("conflicts", N_("Conflicts"), self._open_conflicts, "secondary"),
            ("day", N_("On the day"), partial(self._context.go, "on-day"), "primary"),
        ):
            button = self.buttons[name] = Button(self.look, text, kind)
            button.clicked.connect(lambda _on=False, act=act: act())
            self.add_actions(button)

    def _main(self) -> QWidget:
        main, self._plan = QWidget(), QWidget()
        self._tools = Tools(self.look)
        self.buttons |= self._tools.buttons
        column, inner = QVBoxLayout(main), QVBoxLayout(self._plan)
        for layout in (column, inner):
            layout.setContentsMargins(0, 0, 0, 0)
            self.look.theme.bind(layout.setSpacing, 12)
        self._card = Card(self.look, margin=12)
        self._card.box.addWidget(self.board)
        # The board takes what it needs, the cards what is left.
        inner.addWidget(self._card, 1000)
        inner.addWidget(self.cards, 1)
        inner.addStretch(0)
        self._views.addWidget(self._plan)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._tools)
        column.addWidget(self._views, 1)
        column.addWidget(self.empty, 1)
        return main

    def _connect(self) -> None:
        board, side = self.board, self.side
        for signal, slot in (
            (board.measured, self._fit_board), (board.opened, self._open_block), (board.row_opened, self._open_row),
            (board.chosen, self._on_chosen),
            (board.put, self._put), (board.left_out, self._leave_out), (board.pinned, self._pin),
            (side.closed, self._close), (side.saved, self.saving.save), (self.saving.done, self._on_saved),
            (side.wanted, self.open_visit), (side.pinned, self._pin), (side.left_out, self._leave_out),
            (self.doing.changed, self._live.ask),
            (self._live.answered, self._on_answer), (self._clock.timeout, self._tick),
            (self.cards.conflicts_wanted, self._open_conflicts), (self.cards.doors_wanted, self._open_doors),
            (self.empty.pressed, self._new_visit), (self.empty.other_pressed, self._open_import),
            (self.choice.activated, lambda: self.open_visit(self.choice.value)),
            (self.look.words.changed, self._say), (self._context.here.changed, self._on_event),
        ):  # fmt: skip
            signal.connect(slot)
        for name, act in (
            ("stop", self._new_stop), ("group", self._new_group), ("leg", self._new_leg), ("visit", self._new_visit),
            ("about", self._open_about), ("import", self._open_import),
            ("places", partial(self._context.go, "places")), ("everybody", partial(self._context.go, "everybody")),
        ):  # fmt: skip
            self.buttons[name].clicked.connect(lambda _on=False, act=act: act())
        for name, key in KEYS.items():
            on_key(key, self, self.buttons[name].click)
        on_key("save", self, self.saving.save)
        on_key("undo", self, self.doing.acts.undo)

    def _question(self) -> Any:
        event = self._context.here.event
        if event is None:
            return None
        key, visit, turn, now = event.id, self.visit, self.doing.turn, self._context.store.now
        return lambda session: (turn, shown(session, key, visit, now()), known_organisations(session))

    def _on_event(self) -> None:
        self.visit = None

    def _on_answer(self, answer: tuple[int, Shown, Mapping[UUID, LocalName]]) -> None:
        turn, found, hosts = answer
        if self.doing.waiting or turn != self.doing.turn:
            # What is shown is ahead of what was read.
            self._live.ask()
            return
        self.shown = found
        self.visit = found.tour.id if found.tour is not None else None
        self.choice.offer([(tour.id, choice_words(tour)) for tour in found.tours], self.visit)
        self.board.show_board(found.board, found.about, self._context.here.zone)
        self.cards.show_shown(found)
        self.side.learn(hosts)
        self.side.show_shown(found)
        self._tick()
        self._say()
        self._open_awaited()
        if self._arriving and found.tour is not None:
            self.arrive()

    def _say(self) -> None:
        _, tour = self.look.words._, self.shown.tour
        self.subtitle.put(visit_words(_, tour) if tour is not None else "")
        self.choice.setVisible(len(self.shown.tours) > 1)
        importing = self._views.currentWidget() is not self._plan
        self.empty.setVisible(tour is None and not self.beside.opened and not importing)
        self._views.setVisible(tour is not None or importing)
        self._fold()
        count = self.cards.count
        self.buttons["conflicts"].say(N_("Conflicts: {n}") if count else N_("Conflicts"), n=count)

    def _tick(self) -> None:
        now, tour = self._context.store.now(), self.shown.tour
        today = now.astimezone(self._context.here.zone).date()
        self.board.show_now(now if tour is not None and tour.day == today else None)

    def _open_awaited(self) -> None:
        ref = self._awaited
        if ref is None:
            return
        tour = next((one for one in self.shown.tours if ref in {*one.parts, *(bus.id for bus in one.vehicles)}), None)
        if tour is None:
            return
        if tour.id != self.visit:
            self.visit = tour.id
            self._put_away()
            self._live.ask()
            return
        self._awaited = None
        lanes = self.shown.board.lanes if self.shown.board is not None else ()
        key = next((one.key for lane in lanes for one in lane.blocks if one.key.ref == ref), None)
        if key is not None:
            self.board.choose(key)
            self._open_block(key)
        elif any(lane.id == ref for lane in lanes) and ref != tour.id:
            self._open_row(ref)

    def _on_chosen(self, key: Key) -> None:
        # What is open beside follows what is chosen; what is typed there stays.
        follows = isinstance(self.side.form, StopForm | GroupForm | LegForm)
        if follows and not self.tight and not self.side.begun:
            self._bring(self.side.open_block(key))
            self.board.setFocus()

    def _open_block(self, key: Key) -> None:
        if not self.side.goes_on():
            self._bring(self.side.open_block(key))

    def _open_row(self, row: UUID) -> None:
        if not self.side.goes_on():
            self._bring(self.side.open_row(row))

    def _bring(self, part: QWidget | None) -> None:
        if part is None:
            return
        self.fold()
        self.side.setCurrentWidget(part)
        self.beside.show_side(opened=True)
        self.side.show()
        self._fit_cards()
        if isinstance(part, StopForm | GroupForm | LegForm):
            part.arrive()

    def _put_away(self) -> None:
        self.beside.show_side(opened=False)
        self.side.hide()
        self._fit_cards()

    def _fit_board(self, high: int) -> None:
        self._card.setMaximumHeight(high + self.look.theme.px(2 * 12 + 2))

    def _fit_cards(self) -> None:
        """What is less used makes room for what is open beside."""
        roomy = not self.tight and not self.beside.opened
        self.cards.setVisible(not self.tight)
        self.cards.shorten(short=self.beside.opened)
        self._tools.shorten(short=not roomy and not self.tight)

    def _close(self) -> None:
        self._put_away()
        self._say()
        self.arrive()

    def _put(self, block: Block, start: datetime, end: datetime, together: bool) -> None:
        if self.visit is not None:
            self.doing.put(self.visit, block, start, end, together=together, name=self._name(block))

    def _pin(self, key: Key) -> None:
        block = self.board.board.block(key) if self.board.board is not None else None
        if block is not None and block.what is What.STOP and key.row != self.visit:
            self.doing.pin(block, self._name(block))

    def _leave_out(self, key: Key) -> None:
        block = self.board.board.block(key) if self.board.board is not None else None
        if block is not None and self.visit is not None:
            self.doing.leave_out(self.visit, key, block.what, self._name(block))

    def _name(self, block: Block) -> str:
        return block_name(self.look.words._, block, self.shown)

    def _open_about(self) -> None:
        if self.shown.tour is not None and not self.side.goes_on():
            self.side.visit.show_visit(self.shown.tour)
            self._bring(self.side.visit)

    def _new_visit(self) -> None:
        event = self._context.here.event
        if event is not None and not self.side.goes_on():
            self._bring(self.side.visit)
            self.side.visit.show_new(new_day(self.shown, event))
            self._say()

    def _new_stop(self) -> None:
        tour = self.shown.tour
        if tour is not None and not self.side.goes_on():
            self.side.stop.show_new(new_stop(self.shown, tour, self._context.here.zone), tour.day)
            self._bring(self.side.stop)

    def _new_group(self) -> None:
        if self.shown.tour is not None and not self.side.goes_on():
            self._bring(self.side.group)
            self.side.group.show_new(self.shown.tour)

    def _new_leg(self) -> None:
        tour = self.shown.tour
        if tour is not None and not self.side.goes_on():
            draft = new_leg(tour, self.board.key.ref if self.board.key is not None else None)
            self._bring(self.side.leg)
            self.side.leg.show_new(draft, tour, next(iter(tour.vehicles or self.shown.fleet), None))

    def _open_import(self) -> None:
        if self.side.goes_on():
            return
        self._put_away()
        self._views.setCurrentWidget(self.importing)
        self._say()
        self.importing.arrive()

    def _end_import(self) -> None:
        self._views.setCurrentWidget(self._plan)
        self._close()

    def _open_planner(self) -> None:
        if self.visit is not None and not self.side.goes_on():
            panel = self.side.planner(self.visit)
            self._bring(panel)
            panel.setFocus()

    def _open_conflicts(self) -> None:
        self._context.go("conflicts")
        shell: Any = self.window()
        page, tour = shell.page("conflicts"), self.shown.tour
        if tour is not None and hasattr(page, "show_only"):
            page.show_only(tour.id, tour.name.said_in(self.look.words.language))

    def _open_doors(self) -> None:
        if self.visit is not None:
            self.doing.open_doors(self.visit)
            # The button goes once they are open.
            self.board.setFocus()

    def _on_saved(self, visit: UUID | None) -> None:
        if visit is not None:
            self.visit = visit
        self._close()
