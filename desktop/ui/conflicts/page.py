"""Conflicts: everything in the plan that cannot be, and what would solve it."""

from collections import Counter
from functools import partial
from uuid import UUID

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.conflicts import Severity
from desktop.errors import N_
from desktop.services.conflict_list import ConflictList, Listed, Party
from desktop.ui.conflicts.doing import Doing
from desktop.ui.conflicts.listing import ConflictView
from desktop.ui.conflicts.opening import open_party, open_way
from desktop.ui.conflicts.side import ConflictSide
from desktop.ui.conflicts.top import Filters
from desktop.ui.conflicts.watch import watch_of
from desktop.ui.conflicts.words import counted
from desktop.ui.context import Context
from desktop.ui.list_page import Beside, ListPage
from desktop.ui.shortcuts import on_key
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import EmptyState, Label

_LEAST = (320, 148)


class ConflictsPage(ListPage):
    """``show_only`` shows those of one person, delegation, visit …, ``show_all`` every one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Conflicts"))
        self._context = context
        look = context.look
        self.watch, self.doing = watch_of(context), Doing(context)
        self.filters, self.view, self.side = Filters(look), ConflictView(context), ConflictSide(context)
        self.beside_list = SteadyStack(look, _LEAST)
        self.beside_list.addWidget(self.side)
        self.nothing = EmptyState(
            look, "check", N_("Nothing is in conflict"),
            N_("Programme, ceremonies, visits, vehicles, delegations and journeys are compared here as you plan them."
               " What cannot be appears at once, with what would solve it."),
            N_("Open the visits"), N_("Check places and travel times"),
        )  # fmt: skip
        self.none_here = EmptyState(
            look, "search", N_("No conflict is left here"), N_("There are others that are not shown now."),
            N_("Show all"),
        )  # fmt: skip
        self.looking = Label(look, N_("Looking at everybody's plan …"), "second")
        self._arrange()
        self._connect()
        self._fill()

    def show_only(self, ref: UUID, name: str) -> None:
        """Show only what touches ``ref``, which is called ``name``."""
        self.filters.clear()
        self.filters.show_only(ref, name)
        self._focus()

    def show_all(self) -> None:
        """Show every conflict."""
        self.filters.clear()
        self._focus()

    def arrive(self) -> None:
        self._focus()

    def tighten(self) -> None:
        self.beside.tighten(tight=self.tight)
        if self.tight and not self.beside.opened:
            self.beside_list.hide()
        self._fit_list()

    def _arrange(self) -> None:
        self.add_actions(*self.filters.widgets)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        self.look.theme.bind(column.setSpacing, 8)
        column.addWidget(self.more)
        column.addWidget(self.view, 1)
        self.beside = Beside(self.look, main, self.beside_list)
        self.beside.show_side(opened=False)
        self.beside_list.show()
        for part in (self.beside, self.looking, self.nothing, self.none_here):
            self.body.addWidget(part, 1)

    def _connect(self) -> None:
        self.watch.found.connect(self._on_found)
        self.filters.changed.connect(self._fill)
        self.view.chosen.connect(self._show_line)
        self.view.taken.connect(self.doing.solve)
        self.view.opened.connect(self._open_side)
        self.side.solved.connect(self.doing.solve)
        self.side.accepted.connect(lambda line, why: self.doing.accept(line, why, self._kept, self.side.refuse))
        self.side.taken_back.connect(self.doing.take_acceptance_back)
        self.side.opened.connect(self._open)
        self.side.closed.connect(self._close_side)
        self.doing.changed.connect(self.watch.ask)
        self.doing.by_hand.connect(lambda way: open_way(self._context, self.window(), way))
        self.nothing.pressed.connect(lambda: self._context.go("visits"))
        self.nothing.other_pressed.connect(lambda: self._context.go("places"))
        self.none_here.pressed.connect(self.show_all)
        on_key("undo", self, self.doing.acts.undo)
        on_key("search", self, self._search)
        on_key("solve_conflict", self, self._solve)
        on_key("accept_conflict", self, self._reason)
        self.look.words.changed.connect(self._say)
        self._context.here.changed.connect(self._fill)

    def _on_found(self, found: ConflictList) -> None:
        self.filters.offer(found)
        self._fill()

    def _fill(self) -> None:
        """Show what is asked for; the focus stays where it belongs."""
        found = self.watch.shown
        lines = self.filters.wanted.of(found) if found is not None else ()
        was_here = self.isVisible() and self._holds_focus()
        self.view.show_lines(lines)
        current = self.view.current
        if current is not None and not self.side.begun:
            self._tell(current)
        self.looking.setVisible(found is None)
        self.nothing.setVisible(found is not None and not found.lines)
        self.none_here.setVisible(found is not None and bool(found.lines) and not lines)
        self.beside.setVisible(bool(lines))
        self._say()
        if was_here and not self._holds_focus():
            self._focus()

    def _say(self) -> None:
        found = self.watch.shown
        lines, _ = found.lines if found is not None else (), self.look.words._
        bad = Counter(line.severity for line in lines)
        self.subtitle.put(" · ".join(counted(_, grade, bad[grade]) for grade in Severity if bad[grade]))

    def _holds_focus(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused) and focused.isVisible()

    def _focus(self) -> None:
        if self.nothing.isVisible() and self.nothing.button is not None:
            self.nothing.button.setFocus()
        elif self.none_here.isVisible() and self.none_here.button is not None:
            self.none_here.button.setFocus()
        elif self.beside.isVisible() and not self.view.isVisible():
            self.side.arrive()
        else:
            self.view.setFocus()

    def _show_line(self, line: Listed | None) -> None:
        if line is not None:
            self._tell(line)

    def _tell(self, line: Listed) -> None:
        """Show a conflict beside the list, and once that is known what exactly would solve it."""
        self.side.show_line(line)
        if line.acceptance is None:
            self.doing.ask_way(line, partial(self.side.show_way, line))

    def _open_side(self, line: Listed | None) -> None:
        if line is None:
            return
        self._tell(line)
        self.beside.show_side(opened=True)
        self.beside_list.show()
        self._fit_list()
        if not self.view.isVisible():
            self.side.arrive()

    def _close_side(self) -> None:
        self.beside.show_side(opened=False)
        self.beside_list.hide()
        self._fit_list()
        self.view.setFocus()

    def _fit_list(self) -> None:
        self.view.unfold(folded=self.beside_list.isVisibleTo(self) and self.view.isVisibleTo(self))

    def _search(self) -> None:
        if self.more.isVisible():
            self.more.setChecked(True)
        self.filters.text.setFocus()
        self.filters.text.selectAll()

    def _solve(self) -> None:
        line = self.view.current
        if line is not None:
            self.doing.solve(line)

    def _reason(self) -> None:
        self._open_side(self.view.current)
        self.side.why.edit.setFocus()

    def _kept(self) -> None:
        self.side.kept()
        self.view.step()
        if self.tight:
            self._close_side()
        else:
            self.view.setFocus()

    def _open(self, party: Party) -> None:
        open_party(self._context, self.window(), party)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watch.wake(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.watch.sleep(self)
