"""The page: one of its two parts at a time, with the focus where the next key belongs."""

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.door.failed import FailedPanel
from desktop.ui.door.paper import PaperPanel
from desktop.ui.filters import Filters
from desktop.ui.people.page import PeoplePage
from desktop.ui.widgets import Button, Page

FAILED, PAPER = "failed", "paper"


class DoorPage(Page):
    """Scans that failed, and what was ticked on paper."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Door log"))
        self._context = context
        self.failed, self.paper = FailedPanel(context), PaperPanel(context)
        self.parts: Filters[str] = Filters(context.look)
        self.parts.offer([(FAILED, lambda _: _("Failed scans")), (PAPER, lambda _: _("Ticked on paper"))], FAILED)
        self.export = Button(context.look, N_("Export"), key="export")
        self.export.clicked.connect(self._export)
        self.add_actions(self.parts.row, self.export)
        self._stack = QStackedWidget()
        for panel in (self.failed, self.paper):
            self._stack.addWidget(panel)
        self.body.addWidget(self._stack, 1)
        self.parts.wanted.connect(self.open_part)
        self.failed.person.connect(self._open_person)

    def arrive(self) -> None:
        self.open_part(FAILED if self._stack.currentWidget() is self.failed else PAPER)

    def open_part(self, part: str) -> None:
        """Show one of the two."""
        self.parts.choose(part)
        panel = self.failed if part == FAILED else self.paper
        self._stack.setCurrentWidget(panel)
        self.export.setVisible(part == FAILED)
        panel.arrive()

    def _export(self) -> None:
        if self._stack.currentWidget() is self.failed:
            self.failed.open_export()

    def _open_person(self, registration: UUID) -> None:
        self._context.go("people")
        page = self.window().findChild(PeoplePage)
        if page is not None:
            page.open_person(registration)
