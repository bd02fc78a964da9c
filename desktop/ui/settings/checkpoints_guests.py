"""The guests who may enter somewhere by name: found, added, taken off again."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.people_list import PersonRow, people
from desktop.services.search import Hit
from desktop.ui.context import Context
from desktop.ui.people.finder import Finder
from desktop.ui.tab_order import follow_layout
from desktop.ui.widgets import Data, IconButton, clear


class NamedGuests(QWidget):
    """The field that finds somebody, and below it those who are named, each with a button that takes them off.

    ``changed`` comes when somebody is added or taken off.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._names: dict[UUID, str] = {}
        self.buttons: dict[UUID, IconButton] = {}
        self._lines = QVBoxLayout()
        self.finder = Finder(context, N_("Guests who may enter by name"), N_("Let this guest in"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, self._lines):
            context.look.theme.bind(layout.setSpacing, 4)
        column.addWidget(self.finder)
        column.addLayout(self._lines)
        self.finder.picked.connect(self._add)
        if isinstance(self.finder.field.edit, QLineEdit):
            self.finder.field.edit.returnPressed.connect(self._take_first)

    @property
    def chosen(self) -> frozenset[UUID]:
        """The registrations that are named."""
        return frozenset(self._names)

    def show_guests(self, wanted: frozenset[UUID]) -> None:
        """Show these; their names come as soon as they are known."""
        self.finder.empty()
        self._names = dict.fromkeys(wanted, "")
        self._draw()
        event = self._context.here.event
        if wanted and event is not None:
            self._context.data.ask(lambda session: people(session, event.id, only=wanted), self._know)

    def _know(self, rows: Sequence[PersonRow]) -> None:
        self._names |= {row.id: row.name for row in rows if row.id in self._names}
        self._draw()

    def _add(self, hit: Hit) -> None:
        self._names[hit.registration] = hit.name
        self.finder.empty()
        self.finder.field.edit.setFocus()
        self._draw()
        self.changed.emit()

    def _take_first(self) -> None:
        for offer in list(self.finder.offers.values())[:1]:
            offer.click()

    def _take_off(self, key: UUID) -> None:
        self._names.pop(key, None)
        self.finder.field.edit.setFocus()
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        look = self._context.look
        clear(self._lines)
        self.buttons = {}
        for key, name in self._names.items():
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            self.buttons[key] = IconButton(look, "close", N_("Take this guest off"), partial(self._take_off, key))
            across.addWidget(Data(look, name, "strong"), 1)
            across.addWidget(self.buttons[key])
            self._lines.addWidget(line)
        follow_layout(self)
