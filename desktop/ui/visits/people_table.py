"""The people of a group or on a vehicle, and what one does with those that are chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.visits import Who
from desktop.errors import N_
from desktop.services.search import Hit
from desktop.services.visit_board import Together
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.stage_words import in_words
from desktop.ui.widgets import Button, Field, FlowLayout
from desktop.ui.widgets.tables import Column, RowsModel, TableView


@dataclass(frozen=True, slots=True)
class Somebody:
    """A line of the table; ``id`` is the registration, ``role`` a message id."""

    id: UUID
    who: Who
    role: str
    expected: bool = True
    pinned: bool = False


class _Table(TableView):
    """``pressed`` carries the key (M, P, R or Del) that was pressed."""

    pressed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_M, Qt.Key.Key_P, Qt.Key.Key_R, Qt.Key.Key_Delete) and not event.modifiers():
            self.pressed.emit(event.key())
        else:
            super().keyPressEvent(event)


class PeopleTable(QWidget):
    """``added`` carries registrations, the others what is chosen: M ``moved``, R ``turned`` (another role), P
    ``pinned``, Delete ``removed``.
    """

    added = Signal(object)
    moved = Signal(object)
    turned = Signal(object)
    pinned = Signal(object)
    removed = Signal(object)

    def __init__(self, context: Context, teams: str, turn: str) -> None:
        super().__init__()
        look = context.look
        self.rows: RowsModel[Somebody] = RowsModel(look, _columns(context))
        self.table = _Table(look, self.rows, compact=True)
        look.theme.bind(self.table.setMinimumHeight, 220)
        self.table.opened.connect(lambda row: context.open_person(row.id))
        self.table.pressed.connect(self._on_key)
        self.finder = Finder(context, N_("Add somebody"), N_("Add"))
        self.finder.picked.connect(self._on_picked)
        self.away = Button(look, N_("Move"))
        self.turn, self.pin = Button(look, turn), Button(look, N_("Pin"), icon="pin")
        self.remove = Button(look, N_("Remove"), "quiet")
        acts, column = QWidget(), QVBoxLayout(self)
        flow = FlowLayout(acts)
        look.theme.bind(flow.setGaps, 8, 8)
        self._acts: dict[int, tuple[Button, Callable[..., object]]] = {
            Qt.Key.Key_M: (self.away, self.moved.emit),
            Qt.Key.Key_R: (self.turn, self.turned.emit),
            Qt.Key.Key_P: (self.pin, self.pinned.emit),
            Qt.Key.Key_Delete: (self.remove, self.removed.emit),
        }
        for key, (button, _act) in self._acts.items():
            button.clicked.connect(partial(self._on_key, key))
            flow.addWidget(button)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        for part in (self.table, acts, self.finder):
            column.addWidget(part)
        self.teams: Choice[UUID] = Choice(look)
        self.all = Button(look, N_("Add all of them"))
        self.all.clicked.connect(self._on_all)
        self._people: dict[UUID, tuple[UUID, ...]] = {}
        self._whole = Field(look, teams, edit=self.teams)
        column.addWidget(self._whole)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)

    def show_people(self, rows: Sequence[Somebody], other: str) -> None:
        """Show these; ``other`` is where M moves somebody, nothing where there is nowhere."""
        index = self.table.currentIndex()
        line = index.row() if index.isValid() else 0
        self.rows.replace(rows)
        if rows:
            self.table.put_cursor(min(line, len(rows) - 1))
        self.away.setVisible(bool(other))
        self.away.say(N_("Move to {name} (M)"), name=other)
        for button in (self.away, self.turn, self.pin, self.remove):
            button.setEnabled(bool(rows))

    def offer(self, teams: Sequence[Together]) -> None:
        """Offer to add all people of one of these at once."""
        self._people = {one.id: one.people for one in teams}
        kept = self.teams.value if self.teams.count() else None
        self.teams.offer([(one.id, in_words(one.name)) for one in teams], kept)
        for part in (self._whole, self.all):
            part.setVisible(bool(teams))

    def _on_all(self) -> None:
        if self.teams.count():
            self.added.emit(list(self._people[self.teams.value]))

    def _on_key(self, key: int) -> None:
        button, act = self._acts[key]
        chosen = self.table.chosen()
        if chosen and button.isEnabled() and not button.isHidden():
            act(chosen)

    def _on_picked(self, hit: Hit) -> None:
        self.finder.empty()
        self.finder.field.edit.setFocus()
        self.added.emit([hit.registration])


def _columns(context: Context) -> tuple[Column[Somebody], ...]:
    words, seen = context.look.words, partial(as_seen, context)

    def role(row: Somebody) -> str:
        return words._(row.role if row.expected else N_("Not coming"))

    return (
        Column(N_("Name"), lambda row: seen(row.who.said_in(words.language)), "strong", least=120),
        Column(N_("Role"), role, "second", width=104),
        Column("", lambda row: words._(N_("pinned")) if row.pinned else "", "second", width=72, goes=1),
    )
