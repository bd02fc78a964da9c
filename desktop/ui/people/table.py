"""The table of people, which keeps its cursor and what is selected, whatever comes and goes."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.i18n import Language
from desktop.services.roll import Order
from desktop.ui.context import Context
from desktop.ui.namesakes import apart
from desktop.ui.people.columns import (
    CATEGORY,
    CHOOSABLE,
    LATIN,
    LEAST,
    MARK,
    NAME,
    NOW,
    PLACE,
    USUAL,
    make_columns,
    widest_now,
)
from desktop.ui.people.seen import SeenRows
from desktop.ui.people.views import View
from desktop.ui.people.words import name_words, other_name
from desktop.ui.widgets.tables import TableView

_BY_NAME = {Language.ZH_HANT: Order.STROKES, Language.ZH_HANS: Order.PINYIN, Language.EN: Order.LATIN}
_BY_TITLE = {
    MARK: Order.PRECEDENCE, LATIN: Order.LATIN, PLACE: Order.ORGANISATION, CATEGORY: Order.PRECEDENCE,
    NOW: Order.ARRIVAL,
}  # fmt: skip


_TELLING = (LATIN, PLACE, CATEGORY, CHOOSABLE["title"], CHOOSABLE["seat"], CHOOSABLE["serial"])
"""The columns that tell people of one name apart, where they are shown."""


class PeopleTable(TableView):
    """``rows`` is its model. A click on a title sorts by it, as the reader's language sorts names."""

    def __init__(self, context: Context) -> None:
        self._context, self._language = context, context.look.words
        self._marks: dict[UUID, str] = {}
        columns = make_columns(context.look.words, context.here, lambda row: self._marks.get(row.id, ""))
        self.rows = SeenRows(context.look, columns)
        super().__init__(context.look, self.rows, compact=context.keeper.now.compact)
        self.rows.dataChanged.connect(self._tell_apart)
        self.sort_by_click()
        self.verticalScrollBar().valueChanged.connect(self.look_around)
        context.keeper.changed.connect(self._set_height)

    def order_of(self, number: int) -> Order:
        """What a click on the title of column ``number`` sorts by; the list's own order where it is nothing."""
        if number == NAME:
            return _BY_NAME[self._language.language]
        return _BY_TITLE.get(number, Order.LISTED)

    def show_columns(self, view: View) -> None:
        """Show the columns of ``view``, or those that most lists need."""
        shown = USUAL if view.columns is None else view.columns
        if view.columns is None and not any(map(other_name, self.rows.rows())):
            shown -= {"latin"}
        self.let_go(freely=view.columns is None)
        for name, number in CHOOSABLE.items():
            self.leave_out(number, out=name not in shown)
        self._tell_apart()

    def show_order(self, view: View | None) -> None:
        """Mark the title that ``view`` sorts by; none where that is None."""
        titles = (NAME, LATIN, PLACE, CATEGORY, NOW)
        by = next((n for n in titles if view is not None and self.order_of(n) is view.order is not Order.LISTED), -1)
        falling = view is not None and view.falling
        self.show_sorted(by, falling=falling)
        self.rows.show_sorted(by, falling=falling)

    def fit_words(self, categories: Collection[LocalName]) -> None:
        """Take note of the widest words there are: a category or a state is never cut."""
        words, rows = self._language, self.rows.rows()
        self.make_room(NAME, map(self.rows.columns[NAME].text, rows), LEAST[NAME])
        self.make_room(LATIN, map(other_name, rows), LEAST[LATIN])
        self.make_room(CATEGORY, (name.said_in(words.language) for name in categories))
        self.make_room(NOW, widest_now(words, self._context.here))

    def put(self, keys: list[str], *, first: bool = False) -> None:
        """Show these keys, with the cursor and the selection where they were, or with ``first`` at the first."""
        before, chosen, cursor = self.rows.keys, self.chosen_lines(), self.currentIndex().row()
        at = before[cursor] if 0 <= cursor < len(before) and not first else None
        kept = {before[line] for line in chosen} if len(chosen) > 1 and not first else set()
        scrolled = self.verticalScrollBar().value()
        self.rows.show_keys(keys)
        line = keys.index(at) if at in keys else -1
        if keys:
            self.put_cursor(max(line, 0))
        if kept:
            self.choose_lines(number for number, key in enumerate(keys) if key in kept)
        if line >= 0:
            self.verticalScrollBar().setValue(scrolled)
        self.look_around()

    def look_around(self) -> None:
        """Have the rows brought that are seen, and those around them."""
        first = max(0, self.rowAt(0))
        self.rows.look_at(first, first + self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()))
        self._tell_apart()

    def _tell_apart(self) -> None:
        """Say beside the names of those who read alike in the columns that are shown what tells them apart."""
        near = self.rows.near
        called = Counter(row.name for row in near)
        alike = [row for row in near if called[row.name] > 1]
        columns = [self.rows.columns[number].text for number in _TELLING if not self.isColumnHidden(number)]
        shown = [" ".join((name_words(row), *(text(row) for text in columns))) for row in alike]
        marks = apart(self._language._, alike, shown)
        self._marks = {row.id: mark for row, mark in zip(alike, marks, strict=True) if mark}

    def _set_height(self) -> None:
        height = 28 if self._context.keeper.now.compact else 36
        self._context.look.theme.bind(self.verticalHeader().setDefaultSectionSize, height)
