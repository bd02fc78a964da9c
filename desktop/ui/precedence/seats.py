"""The seats of the event's halls: drawn, given by hand or by order."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.domain.seating import Convention
from desktop.errors import N_, SummitDeskError, UserError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.programme import HallRow, halls
from desktop.services.seat_blocks import BlockDraft, add_blocks, read_blocks, remove_block
from desktop.services.seats import Seated, SeatPlan, clear_seats, give_seat, seat_by_order, seat_plan
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.precedence.seat_map import SeatMap
from desktop.ui.precedence.seat_side import BlocksPanel, ByOrderPanel, SeatPanel
from desktop.ui.precedence.split import Split
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button, EmptyState, FlowLayout, Label, clear

_TABLES = frozenset({"seat_block", "registration", "person", "category", "hall"})
_MOST_DOUBLES = 6


@dataclass(frozen=True, slots=True)
class Seating:
    """The seats of a hall, and the halls that there are."""

    hall_id: UUID | None
    plan: SeatPlan
    halls: tuple[HallRow, ...]


class SeatsPanel(Split):
    """Seats of one hall, or of all."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look)
        self._context, self._acts = context, Acts(context)
        self.hall: UUID | None = None
        self.seating: Seating | None = None
        self.map = SeatMap(context)
        look.words.bind(self.map.setAccessibleName, N_("Seats of the hall"))
        self.halls: Choice[UUID | None] = Choice(look, [(None, _everywhere)])
        look.words.bind(self.halls.setAccessibleName, N_("Hall"))
        self.whole, self.names = (
            Button(look, N_("Whole hall"), "filter"), Button(look, N_("With names"), "filter"),
        )  # fmt: skip
        self.by_order, self.blocks = Button(look, N_("Seat by order")), Button(look, N_("Blocks of seats"))
        self.count = Label(look, role="second", wraps=True)
        keys = N_("Arrows choose a seat, Alt and an arrow moves who sits there, Enter opens it. Or drag.")
        self.hint = Label(look, keys, "hint", wraps=True)
        self.doubles: dict[str, Button] = {}
        self.empty = EmptyState(
            look, "people", N_("No seats are drawn yet"),
            N_("Add the rows or tables of the hall; then guests are seated by hand or by order."),
            N_("Add blocks of seats"),
        )  # fmt: skip
        self.seat, self.order_panel, self.blocks_panel = (
            SeatPanel(context, self.map.name), ByOrderPanel(context), BlocksPanel(context),
        )  # fmt: skip
        self._view, self._double_box = QButtonGroup(self), QWidget()
        self._arrange()
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._on_seats)
        self._connect()

    def target(self) -> QWidget | None:
        if self.map.isVisible():
            return self.map
        return self.empty.button if self.empty.isVisible() else None

    def _arrange(self) -> None:
        look, head = self.look, QWidget()
        row, self._doubles = FlowLayout(head), FlowLayout(self._double_box)
        for flow in (row, self._doubles):
            look.theme.bind(flow.setGaps, 8, 8)
        for button in (self.whole, self.names):
            self._view.addButton(button)
        self.names.setChecked(True)
        for part in (self.halls, self.names, self.whole, self.by_order, self.blocks):
            row.addWidget(part)
        parts: tuple[QWidget, ...] = (head, self.count, self._double_box, self.map, self.hint, self.empty)
        for one in parts:
            self.column.addWidget(one, int(one is self.map or one is self.empty))
        for panel in (self.seat, self.order_panel, self.blocks_panel):
            self.add_panel(panel)

    def _connect(self) -> None:
        self.halls.activated.connect(self._on_hall)
        for button, readable in ((self.whole, False), (self.names, True)):
            button.clicked.connect(partial(self.map.enlarge, readable=readable))
        self.by_order.clicked.connect(self._open_order)
        self.blocks.clicked.connect(self._open_blocks)
        self.empty.pressed.connect(self._open_blocks)
        self.map.opened.connect(self._open_seat)
        self.map.chosen.connect(lambda _label: self._show_seat())
        self.map.moved.connect(lambda registration, label: self._give(registration, label, swap=True))
        self.seat.given.connect(lambda registration, swap: self._give(registration, self.map.seat, swap=swap))
        self.seat.taken.connect(self._take)
        self.order_panel.wanted.connect(self._seat_all)
        self.order_panel.cleared.connect(self._clear)
        self.blocks_panel.added.connect(self._add)
        self.blocks_panel.file_wanted.connect(self._read)
        self.blocks_panel.removed.connect(self._remove)
        on_key("undo", self, self._acts.undo)
        for changed in (self.look.words.changed, self._context.keeper.changed):
            changed.connect(self._say)

    def _question(self) -> Any:
        event, hall = self._context.here.event, self.hall
        if event is None:
            return None
        key = event.id
        return lambda session: Seating(hall, seat_plan(session, key, hall), tuple(halls(session, key)))

    def _on_hall(self) -> None:
        self.hall = self.halls.value
        self._live.ask()

    def _on_seats(self, found: Seating) -> None:
        if found.hall_id != self.hall:
            self._live.ask()
            return
        if self.hall is not None and self.hall not in {one.id for one in found.halls}:
            self.hall = None
            self._live.ask()
            return
        old, self.seating = self.seating, found
        if old is None or old.halls != found.halls:
            offered: list[tuple[UUID | None, Say]] = [(None, _everywhere)]
            self.halls.offer(offered + [(one.id, _hall(one)) for one in found.halls], self.hall)
        if old is None or old.plan != found.plan or old.hall_id != found.hall_id:
            self.map.show_seats(found.plan, {one.id: one.name for one in found.halls})
        self._say()

    def _say(self) -> None:
        if self.seating is None:
            return
        plan, _ = self.seating.plan, self.look.words._
        seats = [seat for block in plan.blocks for seat in block.seats]
        taken = sum(bool(seat.guests) for seat in seats)
        said = [_("{taken} of {n} seats taken", taken=taken, n=len(seats))] if seats else []
        said.append(_.ngettext("{n} guest without a seat", "{n} guests without a seat", len(plan.unseated)))
        if plan.elsewhere:
            said.append(_.ngettext("{n} seat in no block", "{n} seats in no block", len(plan.elsewhere)))
        if doubles := sum(len(seat.guests) > 1 for seat in seats):
            said.append(_.ngettext("{n} seat given twice", "{n} seats given twice", doubles))
        self.count.put(" · ".join(said))
        self._offer_doubles(plan)
        for part in (self.map, self.hint, self.whole, self.names, self.by_order):
            part.setVisible(bool(seats))
        self.empty.setVisible(not seats)
        rows = [block.row for block in plan.blocks]
        self.order_panel.show_blocks(rows)
        # What is added lies in the hall that is shown, or in the only one that has seats.
        known = {row.hall_id for row in rows}
        self.blocks_panel.show_blocks(rows, self.hall or (known.pop() if len(known) == 1 else None))
        self._show_seat()
        self.settle()

    def _offer_doubles(self, plan: SeatPlan) -> None:
        """A button for each seat that several have, which goes there."""
        seats = [seat for block in plan.blocks for seat in block.seats if len(seat.guests) > 1]
        shown = {seat.chair.label: len(seat.guests) for seat in seats[:_MOST_DOUBLES]}
        clear(self._doubles)
        self.doubles = {}
        for label, count in shown.items():
            button = Button(self.look, N_("Seat"), "quiet")
            self.look.words.bind(button.setText, N_("{seat}: {n} guests"), seat=label, n=count)
            button.clicked.connect(partial(self._go, label))
            self.doubles[label] = button
            self._doubles.addWidget(button)
        self._double_box.setVisible(bool(shown))

    def _go(self, label: str) -> None:
        self.map.choose(label)
        self.refocus()
        self._show_seat()

    def _show_seat(self) -> None:
        spot = self.map.spot(self.map.seat)
        if spot is not None and self.seating is not None:
            self.seat.show_seat(spot.seat, self.seating.plan.unseated)
        elif self.side.isVisible() and self.side.currentWidget() is self.seat:
            self.shut()

    def _open_seat(self, _label: str) -> None:
        self._show_seat()
        self.bring(self.seat)
        self.seat.finder.field.edit.setFocus()

    def _open_order(self) -> None:
        event = self._context.here.event
        if event is not None and not self.order_panel.isVisible():
            self.order_panel.conventions.choose(event.convention)
        self.bring(self.order_panel)
        self.order_panel.seat.setFocus()

    def _open_blocks(self) -> None:
        self.bring(self.blocks_panel)
        self.blocks_panel.name.edit.setFocus()

    def _act(
        self,
        act: Callable[[Any], Any],
        said: Callable[[Translator], str],
        refused: Callable[[UserError], object] | None = None,
        then: Callable[[Any], object] = lambda _result: None,
    ) -> None:
        def done(result: Any) -> None:
            then(result)
            self._live.ask()

        self._acts.do(act, said, done, refused)

    def _give(self, registration: UUID, label: str, *, swap: bool) -> None:
        refused = self.seat.refuse if self.side.isVisible() and self.side.currentWidget() is self.seat else None
        self._act(
            lambda session: give_seat(session, registration, label, swap=swap),
            lambda _: _("Seat {seat} is given.", seat=label),
            refused,
        )

    def _take(self, registration: UUID) -> None:
        event = self._context.here.event
        if event is not None:
            self._act(
                lambda session: clear_seats(session, event.id, (registration,)), lambda _: _("The seat is free again.")
            )

    def _seat_all(self, blocks: list[UUID], convention: Convention, keep: bool) -> None:
        event = self._context.here.event
        if event is None:
            return
        told: list[Seated] = []

        def act(session: Any) -> None:
            told[:] = [seat_by_order(session, event.id, blocks, convention=convention, keep=keep)]

        def said(_: Translator) -> str:
            given, left = len(told[0].given), len(told[0].left_over)
            first = _.ngettext("{n} guest was seated.", "{n} guests were seated.", given)
            rest = _.ngettext("For {n} no seat was left.", "For {n} no seats were left.", left) if left else ""
            return " ".join(filter(None, (first, rest)))

        self._act(act, said, self.order_panel.refuse)

    def _clear(self) -> None:
        event = self._context.here.event
        if event is not None:
            self._act(lambda session: clear_seats(session, event.id), lambda _: _("Nobody has a seat any more."))

    def _add(self, drafts: tuple[BlockDraft, ...]) -> None:
        event = self._context.here.event
        if event is not None:
            self._act(
                lambda session: add_blocks(session, event.id, drafts),
                lambda _: _.ngettext("{n} block is added.", "{n} blocks are added.", len(drafts)),
                self.blocks_panel.refuse,
                lambda _keys: self.blocks_panel.clear_fields(),
            )

    def _read(self, path: Path) -> None:
        hall = self.blocks_panel.hall

        def job(_: Progress) -> tuple[BlockDraft, ...]:
            return tuple(read_blocks(path, hall))

        self._context.data.work(job, self._add, self._on_trouble)

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, SummitDeskError):
            self.blocks_panel.refuse(error)
        else:
            self._context.reporter.report(error)

    def _remove(self, key: UUID) -> None:
        self._act(lambda session: remove_block(session, key), lambda _: _("The block is taken away."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


def _everywhere(_: Translator) -> str:
    return _("All halls")


def _hall(one: HallRow) -> Say:
    return lambda _: one.name.said_in(_.language)
