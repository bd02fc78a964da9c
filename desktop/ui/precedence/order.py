"""Everybody of the event in order: where they stand and why, and the order made by hand on top of the rule."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.precedence import Ties
from desktop.domain.text import fold
from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.precedence import clear_manual, set_appointed, set_class, set_manual, set_special
from desktop.services.precedence_lists import (
    ListDraft,
    add_list,
    change_list,
    draft_of,
    move_list,
    read_list,
    remove_list,
    shipped_list,
)
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.precedence.order_guest import GuestPanel
from desktop.ui.precedence.order_lists import ListsPanel
from desktop.ui.precedence.order_rows import TABLES, Line, Order, Teller, whole_order, with_one_at
from desktop.ui.precedence.order_table import OrderTable
from desktop.ui.precedence.split import Split
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button, Edit, Label, Turning
from desktop.ui.widgets.tables import RowsModel


class OrderPanel(Split):
    """A line that is moved stays where it was brought until the reason is given, or Esc takes it back."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look)
        self._context, self._acts = context, Acts(context)
        self.order: Order | None = None
        self.moving: UUID | None = None
        self._tell = Teller(context)
        self.finding, self.count = Edit(), Label(look, role="second", wraps=True)
        look.words.bind(self.finding.setPlaceholderText, N_("Find by name, post or class"))
        look.words.bind(self.finding.setAccessibleName, N_("Find by name, post or class"))
        self.lists_button = Button(look, N_("Order lists"))
        self.model: RowsModel[Line] = RowsModel(look, self._tell.columns())
        self.table = OrderTable(look, self.model)
        look.words.bind(self.table.setAccessibleName, N_("Everybody in order"))
        self.guest, self.lists = GuestPanel(context, self._tell), ListsPanel(context)
        self._arrange()
        self._live = Live(context, TABLES, self._question)
        self._live.answered.connect(self._on_order)
        self._connect()

    def target(self) -> QWidget | None:
        return self.table

    def shut(self) -> None:
        self._let_go()
        super().shut()

    def choose(self, registration: UUID) -> None:
        """Put the cursor on somebody."""
        line = self.model.line_of(registration)
        if line >= 0:
            self.table.put_cursor(line)

    def _arrange(self) -> None:
        told = QWidget()
        row = QHBoxLayout(told)
        row.setContentsMargins(0, 0, 0, 0)
        self.look.theme.bind(row.setSpacing, 12)
        row.addWidget(self.count, 1)
        row.addWidget(self.lists_button)
        self.column.addWidget(Turning(self.look, self.finding, told, least=240, gap=12))
        self.column.addWidget(self.table, 1)
        for panel in (self.guest, self.lists):
            self.add_panel(panel)

    def _connect(self) -> None:
        self.finding.textEdited.connect(lambda _text: self._find(0))
        self.finding.returnPressed.connect(lambda: self._find(1))
        self.lists_button.clicked.connect(self._open_lists)
        self.table.opened.connect(self._open)
        self.table.dragged.connect(lambda line, to: self._propose(self.model.rows()[line].id, to + 1))
        self.guest.typed.connect(lambda place: self._propose(None, place))
        self.guest.place_wanted.connect(self._put)
        self.guest.rule_wanted.connect(self._release)
        self.guest.class_wanted.connect(self._set_class)
        self.guest.appointed_wanted.connect(self._set_appointed)
        self.lists.shipped_wanted.connect(self._add_shipped)
        self.lists.file_wanted.connect(self._add_file)
        self.lists.moved.connect(self._move_list)
        self.lists.ties_wanted.connect(self._set_ties)
        self.lists.removed.connect(self._remove_list)
        for key, step in (("place_up", -1), ("place_down", 1)):
            on_key(key, self, partial(self._nudge, step))
        on_key("undo", self, self._acts.undo)
        for changed in (self.look.words.changed, self._context.keeper.changed):
            changed.connect(self._say)

    def _question(self) -> Any:
        event = self._context.here.event
        if event is None:
            return None
        key = event.id
        return lambda session: whole_order(session, key)

    def _on_order(self, order: Order) -> None:
        if order != self.order:
            self.order, self._tell.names = order, order.names
            if self.moving is None:
                self._show(order.lines)
        self._say()

    def _show(self, lines: Any) -> None:
        """Show ``lines``, and the same person under the cursor as before."""
        index = self.table.currentIndex()
        kept = self.model.row(index).id if index.isValid() else None
        self.model.replace(lines)
        at = self.model.line_of(kept) if kept is not None else -1
        if self.model.rowCount():
            self.table.put_cursor(max(at, 0))

    def _say(self) -> None:
        if self.order is None:
            return
        _, lines = self.look.words._, self.order.lines
        said = [_.ngettext("{n} guest", "{n} guests", len(lines))]
        equal, by_hand = (sum(map(test, lines)) for test in (_is_equal, _is_by_hand))
        if equal:
            said.append(_("{n} of equal rank", n=equal))
        if by_hand:
            said.append(_("{n} by hand", n=by_hand))
        self.count.put(" · ".join(said))
        self.lists.show_lists(self.order.lists)
        here = self.guest.line
        found = next((line for line in lines if here is not None and line.id == here.id), None)
        if found is not None:
            self.guest.show_guest(found, self.order.lists, fresh=False)
        elif here is not None and self.guest.isVisible():
            self.put_away()
        self.table.viewport().update()

    def _find(self, step: int) -> None:
        """Go to the first whom the text names, or to the next one."""
        wanted, lines = fold(self.finding.text()), self.model.rows()
        if not wanted or not lines:
            return
        start = max(self.table.currentIndex().row(), 0) + step
        order = [*range(start, len(lines)), *range(start)]
        at = next((line for line in order if lines[line % len(lines)].says(wanted)), None)
        if at is not None:
            self.table.put_cursor(at)
        else:
            self.count.say(N_("Nobody is called that."))

    def _open(self, line: Line) -> None:
        if self.order is not None:
            self.guest.show_guest(line, self.order.lists, fresh=True)
            self.bring(self.guest)
            self.guest.place.edit.setFocus()

    def _open_lists(self) -> None:
        self.bring(self.lists)
        self.lists.shipped.setFocus()

    def _nudge(self, step: int) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._propose(self.model.row(index).id, index.row() + 1 + step)

    def _propose(self, registration: UUID | None, place: int) -> None:
        """Show somebody at ``place``, and ask why; without a registration it is the one whose place is typed."""
        key = registration or (self.guest.line.id if self.guest.line is not None else None)
        line = next((line for line in self.model.rows() if line.id == key), None)
        if key is None or line is None or self.order is None:
            return
        if self.moving not in {None, key}:
            self.model.replace(self.order.lines)
        fresh = self.moving != key and registration is not None
        self.moving = key
        place = min(max(place, 1), self.model.rowCount())
        self.model.replace(with_one_at(self.model.rows(), key, place))
        self.choose(key)
        if registration is not None:
            if fresh:
                self.guest.show_guest(line, self.order.lists, fresh=True)
                self.bring(self.guest)
            self.guest.move_to(place)

    def _let_go(self) -> None:
        """Nobody is moved any more: everybody stands where they stand."""
        if self.moving is not None:
            self.moving = None
            if self.order is not None:
                self._show(self.order.lines)

    def _put(self, place: int, why: str, special: bool) -> None:
        key, put = self._key(), set_special if special else set_manual
        if key is not None:
            self._acts.do(
                lambda session: put(session, key, place, why),
                lambda _: _("Put at place {place} by hand.", place=place),
                lambda _none: self._done(),
                self.guest.refuse,
            )

    def _release(self) -> None:
        key = self._key()
        if key is not None:
            self._acts.do(
                lambda session: clear_manual(session, key),
                lambda _: _("The rule says again where this guest stands."),
                lambda _none: self._done(),
            )

    def _set_class(self, class_id: UUID | None) -> None:
        key = self._key()
        if key is not None:
            self._acts.do(lambda session: set_class(session, key, class_id), _class_set, self._again)

    def _set_appointed(self, day: Any) -> None:
        key = self._key()
        if key is not None:
            self._acts.do(lambda session: set_appointed(session, key, day), _class_set, self._again)

    def _key(self) -> UUID | None:
        return self.guest.line.id if self.guest.line is not None else None

    def _done(self) -> None:
        """What was moved is kept; show it where the order has it now."""
        self.moving = None
        self.shut()
        self._live.ask()

    def _again(self, _result: object = None) -> None:
        self._live.ask()

    def _add_shipped(self) -> None:
        self._add_list(shipped_list("hong-kong"))

    def _add_file(self, path: Path) -> None:
        def job(_: Progress) -> ListDraft:
            return read_list(path)

        self._context.data.work(job, self._add_list, self._on_trouble)

    def _add_list(self, draft: ListDraft) -> None:
        event = self._context.here.event
        if event is not None:
            self._acts.do(
                lambda session: add_list(session, event.id, draft),
                lambda _: _("The order list “{name}” is asked now.", name=draft.name),
                self._again,
                self.lists.refuse,
            )

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, SummitDeskError):
            self.lists.refuse(error)
        else:
            self._context.reporter.report(error)

    def _move_list(self, key: UUID, step: int) -> None:
        self._acts.do(lambda session: move_list(session, key, step), _lists_changed, self._again)

    def _set_ties(self, key: UUID, ties: Ties) -> None:
        row = next((one for one in self.lists.lists if one.id == key), None)
        if row is not None:
            draft = replace(draft_of(row), ties=ties)
            self._acts.do(lambda session: change_list(session, key, draft), _lists_changed, self._again)

    def _remove_list(self, key: UUID) -> None:
        self._acts.do(lambda session: remove_list(session, key), _lists_changed, self._again)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


def _is_equal(line: Line) -> bool:
    return line.row.equal


def _is_by_hand(line: Line) -> bool:
    return line.row.manual_rank is not None


def _class_set(_: Translator) -> str:
    return _("The order follows this now.")


def _lists_changed(_: Translator) -> str:
    return _("The order lists are asked like this now.")
