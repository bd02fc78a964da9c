"""Papers: everything that is printed, found in one place, looked at, printed, and told apart."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.paper_kinds import PaperKind
from desktop.domain.tokens import is_token
from desktop.errors import N_
from desktop.services.paper_revisions import PaperVerdict
from desktop.ui.context import Context
from desktop.ui.list_page import ListPage
from desktop.ui.live import Live
from desktop.ui.papers.changed import ChangedPanel
from desktop.ui.papers.code import CodePanel
from desktop.ui.papers.paper import PaperPanel
from desktop.ui.papers.shelf import CHANGED, Shelf, Which
from desktop.ui.papers.state import ON_PAPERS, VISITED, Offered, Printed, Stand, offered, stand
from desktop.ui.shortcuts import on_key
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, ScanEdit, scrolled

_ELSEWHERE = {
    "badges": ("people", "open_printing"),
    "sheets": ("arrivals", "open_sheets"),
    "report": ("arrivals", "open_export"),
}
_SHELF, _CODE, _GAP = 248, 300, 24
_LEAST = (240, 160)
_UNBOUND = 16_777_215


class PapersPage(ListPage):
    """``show_changed`` opens what is no longer right, ``open_paper`` one paper."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Papers"))
        self._context = context
        look = context.look
        self.which: Which = PaperKind.AGENDA
        self.stand = Stand()
        self._listing = False
        self.shelf, self.paper = Shelf(context), PaperPanel(context)
        self.changed, self.code = ChangedPanel(context), CodePanel(context)
        self.entry = ScanEdit(look)
        self.entry.setProperty("role", "")
        look.words.bind(self.entry.setPlaceholderText, N_("Scan or type a paper's code"))
        look.words.bind(self.entry.setAccessibleName, N_("Scan or type a paper's code"))
        look.theme.bind(self.entry.setMinimumWidth, _CODE)
        self.back = Button(look, N_("All papers"), "quiet", icon="back")
        self.right = SteadyStack(look, _LEAST)
        for part in (self.paper, self.changed, self.code):
            self.right.addWidget(part)
        self._arrange()
        self._known = Live(context, ON_PAPERS | {"paper"}, self._stand_question)
        self._known.answered.connect(self._on_stand)
        choices = frozenset({"programme_item", "hall", "category", "stage_plan"}) | VISITED
        self._choices = Live(context, choices, self._offered_question)
        self._choices.answered.connect(self._on_offered)
        self._connect()
        self.shelf.choose(self.which)

    def show_changed(self) -> None:
        """List the papers that were printed and are no longer right, ready to be printed again."""
        self.choose(CHANGED)
        self._known.ask()

    def open_paper(self, kind: PaperKind, choice: Any = None) -> None:
        """Show the paper of this kind, as in ``choice`` where one is given."""
        self.which = kind
        self._mark(kind)
        self.paper.show_kind(kind, choice)
        self._bring(self.paper)

    def choose(self, which: Which) -> None:
        """Open a paper, or what changed."""
        if which == CHANGED:
            self.which = which
            self._mark(which)
            self._bring(self.changed)
            self.changed.arrive()
        else:
            self.open_paper(PaperKind(which))

    def check_code(self) -> None:
        """Wait for a code."""
        if self.tight:
            self.more.setChecked(True)
        self.entry.setFocus()
        self.entry.selectAll()

    def arrive(self) -> None:
        self.entry.clear()
        if self._shelved.isVisible():
            self.shelf.lines[self.which].setFocus()
        elif self.which == CHANGED:
            self.changed.arrive()
        else:
            self.paper.sheets.setFocus()

    def tighten(self) -> None:
        self._listing = False
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A code that is scanned while nothing on the page takes digits is read all the same."""
        if event.text().isdecimal():
            self.check_code()
            QCoreApplication.sendEvent(self.entry, event)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        look = self.look
        self.add_actions(self.entry)
        self._shelved = scrolled(self.shelf, sideways=False)
        self._shelved.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.more)
        column.addLayout(top)
        column.addWidget(self.right, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, _GAP)
        row.addWidget(self._shelved)
        row.addWidget(self._main, 1)
        self.body.addLayout(row, 1)
        self._share()

    def _connect(self) -> None:
        self.shelf.chosen.connect(self.choose)
        self.shelf.elsewhere.connect(self._go_elsewhere)
        self.back.clicked.connect(self._show_list)
        self.entry.scanned.connect(self._on_code)
        self.changed.opened.connect(self._on_open)
        self.code.opened.connect(self._on_verdict)
        self.code.closed.connect(lambda: self.choose(self.which))
        self.paper.planning_wanted.connect(self._context.go)
        self.look.words.changed.connect(self._known.ask)
        self.look.theme.changed.connect(self._share)
        on_key("print_paper", self, self._print)
        on_key("paper_code", self, self.check_code)
        on_key("changed_papers", self, self.show_changed)

    def _share(self) -> None:
        width = self.look.theme.px(_SHELF)
        self._shelved.setMinimumWidth(0 if self.tight else width)
        self._shelved.setMaximumWidth(_UNBOUND if self.tight else width)
        self._shelved.setVisible(not self.tight or self._listing)
        self._main.setVisible(not self.tight or not self._listing)
        self.back.setVisible(self.tight)

    def _mark(self, which: Which) -> None:
        """Mark what is open in the list, and bring it into sight."""
        self.shelf.choose(which)
        self._shelved.ensureWidgetVisible(self.shelf.lines[which], 0, self.look.theme.px(_GAP))

    def _show_list(self) -> None:
        self._listing = True
        self._share()
        self.shelf.lines[self.which].setFocus()

    def _bring(self, part: QWidget) -> None:
        self.right.setCurrentWidget(part)
        if self._listing:
            self._listing = False
            self._share()
        self.fold()

    def _print(self) -> None:
        if self.right.currentWidget() is self.paper:
            self.paper.print_now()
        elif self.right.currentWidget() is self.changed:
            self.changed.output.go()

    def _on_code(self, text: str) -> None:
        if is_token(text):
            self._context.scanned(text)
            return
        self.code.ask(text)
        self._bring(self.code)
        self.code.setFocus()

    def _on_open(self, one: Printed) -> None:
        self._on_verdict(one.verdict)

    def _on_verdict(self, verdict: PaperVerdict) -> None:
        self.open_paper(verdict.paper.kind, verdict.paper.choice)

    def _go_elsewhere(self, name: str) -> None:
        """Open what is printed on another page, where it is asked for what is to be on it."""
        where, act = _ELSEWHERE[name]
        self._context.go(where)
        window: Any = self.window()
        getattr(window.page(where), act)()

    def _stand_question(self) -> Any:
        event, _ = self._context.here.event, self.look.words._
        if event is None:
            return None
        return lambda session: stand(session, event.id, _)

    def _offered_question(self) -> Any:
        event = self._context.here.event
        return None if event is None else lambda session: offered(session, event.id)

    def _on_stand(self, found: Stand) -> None:
        self.stand = found
        for part in (self.shelf, self.paper, self.changed):
            part.show_stand(found)

    def _on_offered(self, found: Offered) -> None:
        self.paper.show_offered(found)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for live in (self._choices, self._known):
            live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for live in (self._choices, self._known):
            live.sleep()
