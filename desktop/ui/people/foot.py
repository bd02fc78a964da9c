"""The line below the list: how many are shown in which order; and where several are selected, what to do with them."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.categories import CategoryRow
from desktop.ui.choices import Choice, Say
from desktop.ui.look import Look
from desktop.ui.people.views import View, order_words
from desktop.ui.people.words import STATUS
from desktop.ui.widgets import Button, FlowLayout, Label


class Foot(QWidget):
    """``category_wanted`` and ``status_wanted`` carry what the selected are to get."""

    category_wanted = Signal(object)
    status_wanted = Signal(object)
    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._tight, self._selected = look, False, 0
        self.said, self.chosen = Label(look, role="second"), Label(look, role="strong")
        self.category: Choice[UUID | None] = Choice(look)
        self.status: Choice[Status | None] = Choice(look)
        for choice, text in ((self.category, N_("Change the category")), (self.status, N_("Change the status"))):
            look.words.bind(choice.setAccessibleName, text)
        self.papers = printing, exporting = Button(look, N_("Print badges")), Button(look, N_("Export"))
        self.tools = QWidget()
        flow = FlowLayout(self.tools)
        look.theme.bind(flow.setGaps, 8, 8)
        for part in (self.chosen, self.category, self.status, printing, exporting):
            flow.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said)
        row.addWidget(self.tools, 1)
        self.category.activated.connect(lambda _line: self._tell(self.category, self.category_wanted))
        self.status.activated.connect(lambda _line: self._tell(self.status, self.status_wanted))
        printing.clicked.connect(self.print_wanted)
        exporting.clicked.connect(self.export_wanted)
        self.offer([])
        self.tools.hide()

    def offer(self, known: Sequence[CategoryRow]) -> None:
        """Offer these categories, and every status."""
        categories: list[tuple[UUID | None, Say]] = [(None, lambda _: _("Category"))]
        categories += [(row.id, partial(_category_words, row.name)) for row in known]
        self.category.offer(categories)
        statuses: list[tuple[Status | None, Say]] = [(None, lambda _: _("Status"))]
        statuses += [(status, partial(_words, text)) for status, text in STATUS.items()]
        self.status.offer(statuses)

    def show_view(self, view: View, shown: int, people: int, *, found: bool) -> None:
        """Say how many are shown of how many there are, and in which order; ``found`` are in the order of a search."""
        self._look.words.follow(
            self.said.setText,
            lambda _: _(
                "{shown} of {people} · sorted by {order}",
                shown=shown,
                people=people,
                order=_("what fits best") if found else order_words(_, view),
            ),
        )

    def show_selected(self, count: int) -> None:
        """Offer what can be done with ``count`` at once; nothing for one or none."""
        self._selected = count
        self._look.words.follow(
            self.chosen.setText, lambda _: _.ngettext("{n} person selected", "{n} people selected", count)
        )
        self._show()

    def tighten(self, *, tight: bool) -> None:
        """Leave the height to the list unless several are selected; papers have their buttons in the head, too."""
        self._tight = tight
        for button in self.papers:
            button.setVisible(not tight)
        self._show()

    def _show(self) -> None:
        several = self._selected > 1
        self.said.setVisible(not several)
        self.tools.setVisible(several)
        self.setVisible(several or not self._tight)

    def _tell(self, choice: Choice[Any], wanted: SignalInstance) -> None:
        value = choice.value
        choice.choose(None)
        if value is not None:
            wanted.emit(value)


def _category_words(name: LocalName, _: Translator) -> str:
    return name.said_in(_.language)


def _words(text: str, _: Translator) -> str:
    return _(text)
