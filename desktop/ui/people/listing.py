"""The list of people: found as one types, filtered, sorted, kept up to date row by row."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.text import clean
from desktop.errors import N_
from desktop.progress import Progress
from desktop.services.people_list import REGISTERED, PersonRow, Show, people
from desktop.services.person_log import touched
from desktop.services.roll import EVERYBODY, PARTS, Entry, Facet, Names, Order, Roll, entries, first_keys, roll
from desktop.services.search import find
from desktop.ui.choices import Say
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.filters import Filters
from desktop.ui.people.foot import Foot
from desktop.ui.people.seen import AHEAD
from desktop.ui.people.table import PeopleTable
from desktop.ui.people.views import SHOWS, View, counted, opened, part_words, removable
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, Card, EmptyState

_FOUND, _FOUND_THEN, _THEN_MS = 30, 200, 150
"""So many are found at once, and so many when these have been seen."""
NOBODY = Roll([], Names({}, {}, {}))
Part = Show | tuple[Facet, str] | str
"""What a chip stands for: a part of the list, a value that is filtered by, or the name of a view."""


class Listing(QWidget):
    """``current`` carries the row that the cursor is on, or None; ``opened`` the row on Enter.

    ``counted`` comes whenever the number of people or of those who arrived may have changed, ``viewed`` when what is
    filtered, sorted or known has.
    """

    current = Signal(object)
    opened = Signal(object)
    counted = Signal(int, int)
    viewed = Signal()
    wanted = Signal()
    """The button of the empty list was pressed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self._hits: list[str] | None = None
        self._asked = self._loaded_at = 0
        self._stale = self._ready = False
        self._of: UUID | None = None
        self.roll, self.view = NOBODY, View()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        for setter in (self.search.setPlaceholderText, self.search.setAccessibleName):
            self._look.words.bind(setter, N_("Name, pinyin, Cantonese, organisation, last digits of a phone, badge"))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_current)
        self.filters: Filters[Part] = Filters(self._look, several=True)
        self.filters.wanted.connect(self.choose)
        self.table = PeopleTable(context)
        self.model = self.table.rows
        self.foot = Foot(self._look)
        self._connect()
        self._stack = SteadyStack(self._look, (160, 148))
        for part in (self.table, self._empty(), self._no_match()):
            self._stack.addWidget(part)
        self._lay_out()
        self.tighten(tight=False)

    def tighten(self, *, tight: bool) -> None:
        """Leave the height to the list where space is short."""
        self.filters.tighten(tight=tight)
        self.foot.tighten(tight=tight)
        self._look.theme.bind(self._column.setSpacing, 8 if tight else 16)

    def load(self) -> None:
        """Fetch everybody; what was fetched before is dropped."""
        event = self._context.here.event
        self._loaded_at += 1
        self._stale = False
        if event is None or event.id != self._of:
            self._of, self._ready = event.id if event is not None else None, False
        if event is None:
            self._put([])
            self._on_loaded(self._loaded_at, NOBODY)
            return

        def begin(session: Any) -> tuple[list[str], list[PersonRow]]:
            keys = first_keys(session, event.id)
            return keys, people(session, event.id, only=[UUID(key) for key in keys[:AHEAD]])

        self._context.data.ask(begin, partial(self._on_opened, self._loaded_at))

    def refresh(self, changes: Changes) -> None:
        """Bring the lines up to date that a commit touched."""
        event = self._context.here.event
        mine = [change for change in changes if change[0] in REGISTERED]
        if event is None or not mine:
            return
        if any(row is None or table == "category" for table, row in mine):
            self._reload()
            return

        def fetch(session: Any) -> tuple[frozenset[UUID], list[PersonRow], list[Entry]] | None:
            ids = touched(session, event.id, mine)
            if not ids:
                return None if ids is None else (ids, [], [])
            return ids, people(session, event.id, only=ids), entries(session, event.id, ids)

        self._context.data.ask(fetch, partial(self._on_fetched, self._loaded_at))

    def select(self, key: UUID) -> None:
        """Put the cursor on the registration ``key``, whatever is filtered or searched for."""
        if self.model.line_of(key) < 0:
            self.search.clear()
            self.show_view(replace(self.view, filters=EVERYBODY))
        line = self.model.line_of(key)
        if line >= 0:
            self.table.put_cursor(line)

    def selected(self) -> list[UUID]:
        """The selected registrations, in the order in which they are shown."""
        keys = self.model.keys
        return [UUID(keys[line]) for line in self.table.chosen_lines()]

    def choose(self, wanted: Part) -> None:
        """Show a part of the list or a view, or filter by a value, or no longer."""
        if isinstance(wanted, Show):
            self.show_view(self.view.with_part(wanted))
        elif isinstance(wanted, tuple):
            self.show_view(self.view.with_value(*wanted))
        else:
            kept = next((view for view in self._context.keeper.now.views if view.name == wanted), None)
            self.show_view(opened(kept) if kept is not None else View())

    def show_view(self, view: View) -> None:
        """Filter and sort so, and show these columns."""
        columns, self.view = self.view.columns, view
        if columns != view.columns:
            self.table.show_columns(view)
        self._show(first=False)
        if self._hits is not None:
            self._search()

    @property
    def chips(self) -> dict[Part, Button]:
        """What can be shown, each with its chip."""
        return self.filters.chips

    def _connect(self) -> None:
        self.model.wanted.connect(self._fetch)
        self.model.sort_wanted.connect(self._sort_by)
        self.table.selectionModel().currentRowChanged.connect(self._tell_current)
        self.table.selectionModel().selectionChanged.connect(self._tell_selected)
        self.table.opened.connect(self.opened)
        self._context.keeper.changed.connect(self._offer)
        self._look.words.changed.connect(self._follow_language)

    def _lay_out(self) -> None:
        self.line = QHBoxLayout()
        self._look.theme.bind(self.line.setSpacing, 8)
        self.line.addWidget(self.search, 1)
        self.line.addWidget(self.filters.choice)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self.line)
        self._column.addWidget(self.filters.row)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self.foot)

    def _empty(self) -> QWidget:
        card = Card(self._look)
        empty = EmptyState(
            self._look,
            "people",
            N_("Nobody is on the list yet"),
            N_("The organisers' Excel or CSV brings everybody at once. Whoever is not on it is added by hand."),
            N_("Import a list"),
        )
        empty.pressed.connect(self.wanted)
        card.box.addWidget(empty)
        return card

    def _no_match(self) -> QWidget:
        card = Card(self._look)
        card.box.addWidget(
            EmptyState(
                self._look,
                "people",
                N_("Nobody on the list fits"),
                N_("Type less of the name or something else, or choose All. Esc clears the field."),
            )
        )
        return card

    def _follow_language(self) -> None:
        self.table.fit_words(self.roll.names.categories.values())
        self.table.show_columns(self.view)
        self.table.show_order(self.view if self._hits is None else None)

    def _reload(self) -> None:
        """Fetch everybody again, once somebody looks."""
        if self.isVisible():
            self.load()
        else:
            self._stale = True

    def _fetch(self, keys: Collection[str]) -> None:
        event = self._context.here.event
        if event is not None:
            only = [UUID(key) for key in keys]
            self._context.data.ask(lambda session: people(session, event.id, only=only), self._on_seen)

    def _on_seen(self, rows: list[PersonRow]) -> None:
        self.model.put(rows)
        self._tell_current()

    def _on_opened(self, turn: int, found: tuple[list[str], list[PersonRow]]) -> None:
        if turn != self._loaded_at:
            return
        keys, rows = found
        self.model.forget()
        self.model.put(rows)
        self._follow_language()
        if self.view.filters == EVERYBODY and self.view.order is Order.LISTED and self._hits is None:
            self._put(keys)
        # What takes longer begins once these can be seen.
        self.table.viewport().repaint()
        self._call_roll(turn)

    def _call_roll(self, turn: int) -> None:
        event = self._context.here.event

        def fetch(_progress: Progress) -> Roll:
            with self._context.store.read() as session:
                return roll(session, event.id) if event is not None else NOBODY

        self._context.data.work(fetch, partial(self._on_loaded, turn))

    def _on_loaded(self, turn: int, found: Roll) -> None:
        if turn != self._loaded_at:
            return
        self.roll, self._ready = found, True
        codes = found.names.categories
        gone = {each for each in self.view.filters if each[0] is Facet.CATEGORY and each[1] not in codes}
        self.view = replace(self.view, filters=self.view.filters - gone)
        self._follow_language()
        if self.search.text().strip():
            self._search()
        else:
            self._show(first=False)

    def _on_fetched(self, turn: int, found: tuple[frozenset[UUID], list[PersonRow], list[Entry]] | None) -> None:
        if found is None or turn != self._loaded_at:
            self._reload()
            return
        ids, rows, fresh = found
        if len(fresh) < len(ids) or not self.roll.change(fresh):
            self._reload()
            return
        self.model.put(rows)
        moved = any(self.roll.fits(key.hex, self.view.filters) != (self.model.line_of(key) >= 0) for key in ids)
        if self._hits is None and (moved or not self.roll.is_sorted(self.view.order)):
            self._show(first=False)
        else:
            self._offer()
            self._tell_view()
            self._tell_current()

    def _on_found(self, asked: int, before: list[str], found: tuple[list[str], list[PersonRow]]) -> None:
        """Show who was found after those ``before``, who stay; then look for more of them."""
        hits, rows = found
        if asked != self._asked:
            return
        self._hits = [*before, *(hit for hit in hits if hit not in before)]
        self.model.put(rows)
        self._put(self._keys(), first=not before)
        self._tell_view()
        if len(hits) == _FOUND:
            # Whoever types on is not kept waiting for it.
            QTimer.singleShot(_THEN_MS, self, partial(self._find_more, asked, hits))

    def _find_more(self, asked: int, hits: list[str]) -> None:
        if asked == self._asked and self._of is not None:
            self._find(clean(self.search.text()), self._of, _FOUND_THEN, hits)

    def _keys(self) -> list[str]:
        if self._hits is not None:
            return [key for key in self._hits if not self._ready or self.roll.fits(key, self.view.filters)]
        return self.roll.lines(self.view.filters, self.view.order, falling=self.view.falling)

    def _show(self, *, first: bool) -> None:
        """Show who fits, with the cursor where it was, or else on the first."""
        if not self._ready and self._hits is None:
            return
        self._put(self._keys(), first=first)
        self._offer()
        self._tell_view()

    def _put(self, keys: list[str], *, first: bool = False) -> None:
        self.table.put(keys, first=first)
        self.table.show_order(self.view if self._hits is None else None)
        self._stack.setCurrentIndex(0 if keys else 2 if len(self.roll) else 1)
        self._tell_current()
        self._tell_selected()

    def _sort_by(self, number: int, falling: bool) -> None:
        order = self.table.order_of(number)
        self.show_view(replace(self.view, order=order, falling=falling and order is not Order.LISTED))

    def _search(self) -> None:
        self._asked += 1
        text, event = clean(self.search.text()), self._context.here.event
        if not text or event is None:
            self._hits = None
            self._show(first=False)
            return
        self._find(text, event.id, _FOUND if self.view.filters == EVERYBODY else _FOUND_THEN, [])

    def _find(self, text: str, event: UUID, limit: int, before: list[str]) -> None:
        def look(session: Any) -> tuple[list[str], list[PersonRow]]:
            hits = [hit.registration for hit in find(session, event, text, limit=limit)]
            return [hit.hex for hit in hits], people(session, event, only=hits[:_FOUND])

        self._context.data.ask(look, partial(self._on_found, self._asked, before))

    def _offer(self) -> None:
        """Offer the parts with how many are in each, the views of this machine, categories, and what to take away."""
        roll, names = self.roll, self.roll.names
        parts: list[tuple[Part, Say]] = [(show, part_words(show, roll.count(PARTS[show]))) for show in SHOWS]
        parts += [(view.name, partial(_name_of, view.name)) for view in self._context.keeper.now.views]
        categories = roll.counts(Facet.CATEGORY)
        parts += [
            ((Facet.CATEGORY, code), counted(names, Facet.CATEGORY, code, categories[code]))
            for code in names.categories
            if categories[code]
        ]
        parts += [(each, removable(names, *each)) for each in self.view.others]
        self.filters.offer(parts, *self._chosen())
        arrived = roll.counts(Facet.ARRIVAL)["arrived"]
        self.counted.emit(len(roll), arrived)

    def _tell_view(self) -> None:
        self.foot.show_view(self.view, len(self.model.keys), len(self.roll), found=self._hits is not None)
        self.viewed.emit()

    def _chosen(self) -> list[Part]:
        part = self.view.part
        views = [kept.name for kept in self._context.keeper.now.views if opened(kept) == self.view]
        return [*views, *([part] if part is not None else []), *self.view.filters]

    def _tell_current(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row(index) if index.isValid() else None
        if row is not None or not self.model.keys:
            self.current.emit(row)

    def _tell_selected(self) -> None:
        self.foot.show_selected(len(self.table.chosen_lines()))

    def _open_current(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row(index) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows that the find field has no use for move in the list; Escape empties it."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.search.hasFocus() and self.model.rowCount():
            line = self.table.currentIndex().row() + step
            self.table.put_cursor(min(max(line, 0), self.model.rowCount() - 1))
        elif event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)


def _name_of(name: str, _: Any) -> str:
    return name
