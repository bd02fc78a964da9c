"""The list of people: found as one types, filtered, kept up to date row by row."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.text import LocalName, clean
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.categories import CategoryRow, categories
from desktop.services.people import REGISTERED, PersonRow, Show, people
from desktop.services.person_log import touched
from desktop.services.search import find
from desktop.ui.choices import Say
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.filters import Filters
from desktop.ui.people.words import STATUS, name_words, now_words, other_name
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, Card, EmptyState
from desktop.ui.widgets.tables import Column, RowsModel, TableView

_FOUND = 200
_NAME, _LATIN, _PLACE, _CATEGORY, _NOW = 1, 2, 3, 4, 5
_LEAST_NAME, _LEAST_LATIN, _LEAST_PLACE = 130, 156, 100
_COLLATED = {Language.ZH_HANT: "zh_HK", Language.ZH_HANS: "zh_CN", Language.EN: "en"}
_NEVER = datetime.max.replace(tzinfo=UTC)
_SHOWS = {
    Show.ALL: N_("All {n}"),
    Show.ARRIVED: N_("Arrived {n}"),
    Show.ABSENT: N_("Not arrived {n}"),
    Show.UNPRINTED: N_("Badge not printed {n}"),
}
Filter = Show | UUID


class Listing(QWidget):
    """``current`` carries the row that the cursor is on, or None; ``opened`` the row on Enter.

    ``counted`` comes whenever the number of people or of those who arrived may have changed.
    """

    current = Signal(object)
    opened = Signal(object)
    counted = Signal(int, int)
    wanted = Signal()
    """The button of the empty list was pressed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self._all: dict[UUID, PersonRow] = {}
        self._categories: list[CategoryRow] = []
        self._hits: list[UUID] | None = None
        self._asked = self._loaded_at = 0
        self._filter: Filter = Show.ALL
        self._collator = QCollator()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        for setter in (self.search.setPlaceholderText, self.search.setAccessibleName):
            self._look.words.bind(setter, N_("Name, pinyin, Cantonese, organisation, last digits of a phone, badge"))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_current)
        self.filters: Filters[Filter] = Filters(self._look)
        self.filters.wanted.connect(self.choose)
        self.model = RowsModel(self._look, self._columns())
        self.table = TableView(self._look, self.model, compact=context.keeper.now.compact)
        self.table.sort_by_click()
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)
        self.table.selectionModel().currentRowChanged.connect(self._tell_current)
        self.table.opened.connect(self.opened)
        context.keeper.changed.connect(self._set_height)
        self._look.words.changed.connect(self._follow_language)
        self._stack = SteadyStack(self._look, (160, 148))
        for part in (self.table, self._empty(), self._no_match()):
            self._stack.addWidget(part)
        self.line = QHBoxLayout()
        self._look.theme.bind(self.line.setSpacing, 8)
        self.line.addWidget(self.search, 1)
        self.line.addWidget(self.filters.choice)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self.line)
        self._column.addWidget(self.filters.row)
        self._column.addWidget(self._stack, 1)
        self._set_language()
        self.tighten(tight=False)

    def tighten(self, *, tight: bool) -> None:
        """Leave the height to the list where space is short."""
        self.filters.tighten(tight=tight)
        self._look.theme.bind(self._column.setSpacing, 8 if tight else 16)

    def load(self) -> None:
        """Fetch everybody; what was fetched before is dropped."""
        event = self._context.here.event
        self._loaded_at += 1
        if event is None:
            self._show_all([], [])
        else:
            self._context.data.ask(
                lambda s: (people(s, event.id), categories(s, event.id)), partial(self._on_loaded, self._loaded_at)
            )

    def refresh(self, changes: Changes) -> None:
        """Bring the lines up to date that a commit touched."""
        event = self._context.here.event
        mine = [change for change in changes if change[0] in REGISTERED]
        if event is None or not mine:
            return
        if any(row is None or table == "category" for table, row in mine):
            self.load()
            return

        def fetch(session: Any) -> tuple[frozenset[UUID], list[PersonRow]] | None:
            ids = touched(session, event.id, mine)
            return None if ids is None else (ids, people(session, event.id, only=ids) if ids else [])

        self._context.data.ask(fetch, partial(self._on_fetched, self._loaded_at))

    def select(self, key: UUID) -> None:
        """Put the cursor on the registration ``key``, whatever is filtered or searched for."""
        if self.model.line_of(key) < 0:
            self.search.clear()
            self.choose(Show.ALL)
        line = self.model.line_of(key)
        if line >= 0:
            self.table.selectRow(line)

    def selected(self) -> list[UUID]:
        """The selected registrations."""
        return [row.id for row in self.table.chosen()]

    def choose(self, wanted: Filter) -> None:
        """Show only those who fit."""
        self._filter = wanted if wanted in self.chips else Show.ALL
        self.filters.choose(self._filter)
        self._show()

    @property
    def chips(self) -> dict[Filter, Button]:
        """What can be shown, each with its chip."""
        return self.filters.chips

    @property
    def filter(self) -> Filter:
        """What is shown: a part of the list, or a category."""
        return self._filter

    def _columns(self) -> list[Column[PersonRow]]:
        _words, here = self._look.words, self._context.here
        return [
            Column("", lambda r: r.category.said_in(_words.language), state=lambda r: "vip" if r.vip else "dot",
                   mark=True, colour=lambda r: r.colour, key=lambda r: (not r.vip, r.list_order), width=40),
            Column(N_("Name"), name_words, "strong", key=lambda r: self._sort_key(r.name), width=170),
            Column(N_("Latin name"), other_name, "second", key=lambda r: self._sort_key(r.name_latin), width=150,
                   goes=1),
            Column(N_("Organisation"), lambda r: r.organisation or r.title,
                   key=lambda r: self._sort_key(r.organisation or r.title), least=_LEAST_PLACE, goes=3),
            Column(N_("Category"), lambda r: r.category.said_in(_words.language), "tag", width=130, goes=2),
            Column(N_("Now"), lambda r: now_words(_words._, r, here.zone)[0], "tag",
                   lambda r: now_words(_words._, r, here.zone)[1], width=140,
                   key=lambda r: (r.arrived_at or _NEVER, not r.status.expected)),
        ]  # fmt: skip

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

    def _show_all(self, rows: list[PersonRow], known: list[CategoryRow]) -> None:
        self._all = {row.id: row for row in rows}
        self._categories = known
        if isinstance(self._filter, UUID) and all(row.category_id != self._filter for row in rows):
            self._filter = Show.ALL
        self._make_room()
        if self.search.text().strip():
            self._search()
        else:
            self._show()

    def _make_room(self) -> None:
        """Let the table know the widest words that it shows: a category or a state is never cut."""
        words, zone, rows = self._look.words, self._context.here.zone, self._all.values()
        clock = words._("arrived {time}", time=words._.time(datetime(2000, 1, 1, tzinfo=UTC), zone.key))
        names = {row.category for row in rows}
        self.table.leave_out(_LATIN, out=not any(map(other_name, rows)))
        self.table.make_room(_NAME, map(name_words, rows), _LEAST_NAME)
        self.table.make_room(_LATIN, map(other_name, rows), _LEAST_LATIN)
        self.table.make_room(_CATEGORY, (name.said_in(words.language) for name in names))
        self.table.make_room(_NOW, (clock, *(words._(text) for text in (*STATUS.values(), N_("not yet")))))

    def _set_language(self) -> None:
        language = self._look.words.language
        self._collator = QCollator(QLocale(_COLLATED[language]))

    def _follow_language(self) -> None:
        self._set_language()
        self._make_room()
        self._show()

    def _sort_key(self, text: str) -> tuple[bool, QCollatorSortKey]:
        """By strokes, by pinyin or by letters, as the reader's language does; what is blank comes last."""
        return not text, self._collator.sortKey(text)

    def _on_sorted(self, column: int) -> None:
        if column < 0:
            self._show()

    def _set_height(self) -> None:
        height = 28 if self._context.keeper.now.compact else 36
        self._look.theme.bind(self.table.verticalHeader().setDefaultSectionSize, height)

    def _on_loaded(self, turn: int, found: tuple[list[PersonRow], list[CategoryRow]]) -> None:
        if turn == self._loaded_at:
            self._show_all(*found)

    def _on_fetched(self, turn: int, found: tuple[frozenset[UUID], list[PersonRow]] | None) -> None:
        if found is None or turn != self._loaded_at:
            self.load()
        else:
            self._merge(*found)

    def _on_found(self, asked: int, hits: list[UUID]) -> None:
        if asked == self._asked:
            self._hits = hits
            self.table.unsort()
            self._show(first=True)

    def _merge(self, ids: frozenset[UUID], rows: Iterable[PersonRow]) -> None:
        fresh = {row.id: row for row in rows}
        came = fresh.keys() - self._all.keys()
        for gone in ids - fresh.keys():
            self._all.pop(gone, None)
        self._all.update(fresh)
        if came:
            self._all = dict(sorted(self._all.items(), key=lambda item: item[1].list_order))
        if came or not self._all or ids - fresh.keys():
            self._show_all(list(self._all.values()), self._categories)
            return
        self._count()
        fitting = [row for row in fresh.values() if self._fits(row)]
        if all(self.model.line_of(row.id) >= 0 for row in fitting):
            self.model.merge(ids, fitting)
            self._tell_current()
        else:
            self._show()

    def _fits(self, row: PersonRow) -> bool:
        if self._hits is not None and row.id not in self._hits:
            return False
        return _belongs(row, self._filter)

    def _show(self, *, first: bool = False) -> None:
        """Show the rows that fit, with the cursor where it was, or else on the first."""
        before = self.model.row(self.table.currentIndex()).id if self.table.currentIndex().isValid() else None
        scrolled = self.table.verticalScrollBar().value()
        rows = self._all.values() if self._hits is None else (self._all[k] for k in self._hits if k in self._all)
        self.model.replace(row for row in rows if _belongs(row, self._filter))
        self._stack.setCurrentIndex(1 if not self._all else 0 if self.model.rowCount() else 2)
        line = self.model.line_of(before) if before is not None and not first else -1
        if self.model.rowCount():
            self.table.selectRow(max(line, 0))
        if line >= 0:
            self.table.verticalScrollBar().setValue(scrolled)
        self._count()
        self._tell_current()

    def _search(self) -> None:
        self._asked += 1
        text, event = clean(self.search.text()), self._context.here.event
        if not text or event is None:
            self._hits = None
            self._show()
            return
        self._context.data.ask(
            lambda s: [hit.registration for hit in find(s, event.id, text, limit=_FOUND)],
            partial(self._on_found, self._asked),
        )

    def _count(self) -> None:
        counts: Counter[Filter] = Counter()
        for row in self._all.values():
            counts[row.category_id] += 1
            counts.update(show for show in _SHOWS if _belongs(row, show))
        parts: list[tuple[Filter, Say]] = [(show, partial(_show_words, show, counts[show])) for show in _SHOWS]
        parts += [
            (category.id, partial(_category_words, category.name, counts[category.id]))
            for category in self._categories
            if counts[category.id]
        ]
        self.filters.offer(parts, self._filter)
        self.counted.emit(len(self._all), counts[Show.ARRIVED])

    def _tell_current(self) -> None:
        index = self.table.currentIndex()
        self.current.emit(self.model.row(index) if index.isValid() else None)

    def _open_current(self) -> None:
        if self.table.currentIndex().isValid():
            self.opened.emit(self.model.row(self.table.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows that the find field has no use for move in the list; Escape empties it."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.search.hasFocus() and self.model.rowCount():
            line = self.table.currentIndex().row() + step
            self.table.selectRow(min(max(line, 0), self.model.rowCount() - 1))
        elif event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)


def _show_words(show: Show, n: int, _: Translator) -> str:
    return _(_SHOWS[show], n=n)


def _category_words(name: LocalName, n: int, _: Translator) -> str:
    return _("{name} {n}", name=name.said_in(_.language), n=n)


def _belongs(row: PersonRow, wanted: Filter) -> bool:
    if isinstance(wanted, UUID):
        return row.category_id == wanted
    return {
        Show.ALL: True,
        Show.ARRIVED: row.arrived_at is not None,
        Show.ABSENT: row.arrived_at is None and row.status.expected,
        Show.UNPRINTED: not row.printed,
    }[wanted]
