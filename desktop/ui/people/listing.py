"""The list of people: found as one types, filtered, kept up to date row by row."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.text import LocalName, clean
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.categories import CategoryRow, categories
from desktop.services.people import REGISTERED, PersonRow, Show, people
from desktop.services.person_log import touched
from desktop.services.search import find
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.people.words import STATUS, name_words, now_words, other_name
from desktop.ui.widgets import Button, Card, EmptyState, FlowLayout, clear
from desktop.ui.widgets.tables import Column, RowsModel, TableView

_FOUND = 200
_ROOM_FOR_LATIN = 700
_LATIN, _PLACE, _CATEGORY, _NOW = 2, 3, 4, 5
_AROUND_TAG, _LEAST_LIST = 44, 256
_LEAST_LATIN, _LEAST_PLACE, _SHARE_LATIN = 150, 150, 0.45
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
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        for setter in (self.search.setPlaceholderText, self.search.setAccessibleName):
            self._look.words.bind(setter, N_("Name, pinyin, Cantonese, organisation, last digits of a phone, badge"))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_current)
        self._chips = FlowLayout()
        self._look.theme.bind(self._chips.setGaps, 8, 8)
        self._group = QButtonGroup(self)
        self.chips: dict[Filter, Button] = {}
        self.model = RowsModel(self._look, self._columns())
        self.table = _PeopleTable(context, self.model)
        self._look.theme.bind(self.table.setMinimumHeight, _LEAST_LIST)
        self.table.selectionModel().currentRowChanged.connect(self._tell_current)
        self.table.opened.connect(self.opened)
        self._look.words.changed.connect(self._make_room)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._no_match())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 16)
        column.addWidget(self.search)
        column.addLayout(self._chips)
        column.addWidget(self._stack, 1)

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
        if self._filter in self.chips:
            self.chips[self._filter].setChecked(True)
        self._show()

    @property
    def filter(self) -> Filter:
        """What is shown: a part of the list, or a category."""
        return self._filter

    def _columns(self) -> list[Column[PersonRow]]:
        _words, here = self._look.words, self._context.here
        return [
            Column("", lambda r: r.category.said_in(_words.language), state=lambda r: "vip" if r.vip else "dot",
                   mark=True, colour=lambda r: r.colour, width=40),
            Column(N_("Name"), name_words, "strong", width=170),
            Column(N_("Latin name"), other_name, "second"),
            Column(N_("Organisation"), lambda r: r.organisation or r.title),
            Column(N_("Category"), lambda r: r.category.said_in(_words.language), "tag", width=130),
            Column(N_("Now"), lambda r: now_words(_words._, r, here.zone)[0], "tag",
                   lambda r: now_words(_words._, r, here.zone)[1], width=140),
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
        self.table.show_latin(any(other_name(row) for row in rows))
        self._make_room()
        self._make_chips()
        if self.search.text().strip():
            self._search()
        else:
            self._show()

    def _make_room(self) -> None:
        """Let the table know the widest words that it may show."""
        words, zone = self._look.words, self._context.here.zone
        names = {row.category for row in self._all.values()}
        clock = words._("arrived {time}", time=words._.time(datetime(2000, 1, 1, tzinfo=UTC), zone.key))
        self.table.show_tags(
            (name.said_in(words.language) for name in names), (clock, *(words._(text) for text in STATUS.values()))
        )

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

    def _make_chips(self) -> None:
        focused = next((key for key, chip in self.chips.items() if chip.hasFocus()), self._filter)
        had_focus = focused in self.chips and self.chips[focused].hasFocus()
        clear(self._chips)
        self.chips = {}
        used = {row.category_id for row in self._all.values()}
        keys: list[Filter] = [*_SHOWS, *(category.id for category in self._categories if category.id in used)]
        for key in keys:
            chip = Button(self._look, N_("All"), "filter")
            chip.clicked.connect(lambda _checked, key=key: self.choose(key))
            self._group.addButton(chip)
            self._chips.addWidget(chip)
            self.chips[key] = chip
        self._filter = self._filter if self._filter in self.chips else Show.ALL
        self.chips[self._filter].setChecked(True)
        if had_focus and focused in self.chips:
            self.chips[focused].setFocus()

    def _count(self) -> None:
        counts: Counter[Filter] = Counter()
        for row in self._all.values():
            counts[row.category_id] += 1
            counts.update(show for show in _SHOWS if _belongs(row, show))
        names = {category.id: category.name for category in self._categories}
        for key, chip in self.chips.items():
            if isinstance(key, Show):
                self._look.words.bind(chip.setText, _SHOWS[key], n=counts[key])
            else:
                self._look.words.follow(chip.setText, partial(_category_words, names[key], counts[key]))
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


class _PeopleTable(TableView):
    """Categories and states are never cut. The Latin names give way where nobody has one, or space is short."""

    def __init__(self, context: Context, model: RowsModel[PersonRow]) -> None:
        self._context, self._latin = context, True
        self._tags: dict[int, list[str]] = {}
        super().__init__(context.look, model, compact=context.keeper.now.compact)
        context.keeper.changed.connect(self._set_height)
        context.look.theme.changed.connect(self._fit)

    def show_tags(self, categories: Iterable[str], states: Iterable[str]) -> None:
        """Make room for these words."""
        self._tags = {_CATEGORY: list(categories), _NOW: list(states)}
        self._fit()

    def show_latin(self, there: bool) -> None:
        self._latin = there
        self._fit()

    def _fit(self) -> None:
        self.resizeEvent(QResizeEvent(self.size(), self.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._context.look.theme
        metrics = QFontMetrics(theme.font(13))
        for column, words in self._tags.items():
            widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
            self.setColumnWidth(column, max(theme.px(96), widest + theme.px(_AROUND_TAG)))
        room = self.viewport().width()
        latin = self._latin and room >= theme.px(_ROOM_FOR_LATIN)
        self.setColumnHidden(_LATIN, not latin)
        super().resizeEvent(event)
        left = room - sum(self.columnWidth(column) for column in (0, 1, _CATEGORY, _NOW))
        self.setColumnHidden(_PLACE, left < theme.px(_LEAST_PLACE))
        if latin:
            self.setColumnWidth(_LATIN, max(theme.px(_LEAST_LATIN), round(left * _SHARE_LATIN)))
            left -= self.columnWidth(_LATIN)
        self.setColumnWidth(_PLACE, max(theme.px(_LEAST_PLACE), left))

    def _set_height(self) -> None:
        height = 28 if self._context.keeper.now.compact else 36
        self._context.look.theme.bind(self.verticalHeader().setDefaultSectionSize, height)


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
