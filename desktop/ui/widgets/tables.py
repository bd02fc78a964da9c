"""Tables of frozen rows: one model and one view for all."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.look import Look
from desktop.ui.widgets.cells import MARK, STYLE, RowDelegate


class HasId(Protocol):
    """A row that the model can find again."""

    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=HasId)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MEASURED, _USUAL = 40, 0.9
_AROUND, _AROUND_TAG, _AROUND_TITLE, _LEAST = 26, 44, 40, 96
_READABLE = 240
"""The width of a column without its own, px at 100 %, in a table that scrolls sideways anyway."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """What one column shows of a row: ``text``, finished words.

    ``style`` is "" or strong, second, tag. ``state`` gives the colour of a tag, or with ``mark`` the shape that is
    drawn in place of text, in ``colour`` if there is one. A tag whose ``state`` says "" is plain grey words.
    ``key`` sorts; None sorts by the text. ``width`` is px at 100 %; columns without it share what is left, and have
    ``least`` px at 100 % at the least. Where there is no room for all, columns with ``goes`` go, the highest first.
    What is too long for a column that ``runs_on`` goes on in the next one, where that says nothing.
    """

    title: str
    text: Callable[[R], str]
    style: str = ""
    state: Callable[[R], str] | None = None
    mark: bool = False
    colour: Callable[[R], str] | None = None
    key: Callable[[R], Any] | None = None
    width: int = 0
    least: int = 160
    goes: int = 0
    runs_on: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows rows; ``replace`` swaps all of them, ``merge`` only those that a commit named."""

    def __init__(self, look: Look, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self._look, self.columns = look, tuple(columns)
        self._rows: list[R] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        look.words.changed.connect(self._say_again)

    def row(self, index: _Index) -> R:
        """The row that ``index`` stands on."""
        return self._rows[index.row()]

    def rows(self) -> Sequence[R]:
        """All rows in the order in which they are shown."""
        return tuple(self._rows)

    def line_of(self, key: UUID) -> int:
        """The line of the row with id ``key``, or -1."""
        return next((line for line, row in enumerate(self._rows) if row.id == key), -1)

    def replace(self, rows: Iterable[R]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        if self._sorted is not None:
            self._rows.sort(key=self._key(), reverse=self._descending())
        self.endResetModel()

    def merge(self, ids: Iterable[UUID], rows: Iterable[R]) -> None:
        """Bring the lines named by ``ids`` up to date: changed, new, or gone (named, but not among ``rows``)."""
        fresh = {row.id: row for row in rows}
        asked = set(ids) | fresh.keys()
        for line in reversed(range(len(self._rows))):
            old = self._rows[line]
            if old.id not in asked:
                continue
            row = fresh.get(old.id)
            if row is not None and self._stays(old, row):
                del fresh[old.id]
                if row != old:
                    self._rows[line] = row
                    self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))
            else:
                self.beginRemoveRows(_NOWHERE, line, line)
                del self._rows[line]
                self.endRemoveRows()
        for row in fresh.values():
            line = self._place(row)
            self.beginInsertRows(_NOWHERE, line, line)
            self._rows.insert(line, row)
            self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            self._sorted = None
            self._say_again()
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        keys = [self._rows[index.row()].id for index in kept]
        self._sorted = (column, order)
        self._rows.sort(key=self._key(), reverse=self._descending())
        lines = {row.id: line for line, row in enumerate(self._rows)}
        self.changePersistentIndexList(
            kept, [self.index(lines[key], index.column()) for key, index in zip(keys, kept, strict=True)]
        )
        self.layoutChanged.emit()
        self._say_again()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return self.said(self._rows[index.row()], index.column(), role)

    def said(self, row: R, number: int, role: int) -> Any:
        """What column ``number`` says of ``row`` in this role."""
        column = self.columns[number]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == STYLE:
            return column.style, (column.state(row) or None) if column.state else ""
        if role == MARK and column.mark:
            return column.colour(row) if column.colour else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            title = self.columns[section].title
            return f"{self._look.words._(title) if title else ''}{self._arrow(section)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _key(self) -> Callable[[R], Any]:
        column = self.columns[self._sorted[0] if self._sorted else 0]
        return column.key or column.text

    def _arrow(self, section: int) -> str:
        if self._sorted is None or self._sorted[0] != section:
            return ""
        return " ↓" if self._descending() else " ↑"

    def _descending(self) -> bool:
        return self._sorted is not None and self._sorted[1] is Qt.SortOrder.DescendingOrder

    def _stays(self, old: R, new: R) -> bool:
        if self._sorted is None:
            return True
        before, after = self._key()(old), self._key()(new)
        return not (before < after or after < before)

    def _place(self, row: R) -> int:
        if self._sorted is None:
            return len(self._rows)
        key = self._key()
        if self._descending():
            rising = bisect_right(self._rows[::-1], key(row), key=key)
            return len(self._rows) - rising
        return bisect_right(self._rows, key(row), key=key)

    def _say_again(self) -> None:
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))


class TableView(QTableView):
    """A table with lines of 36 px (28 ``compact``). ``opened`` carries the row on Enter or double click."""

    opened = Signal(object)

    def __init__(self, look: Look, model: RowsModel[Any], *, compact: bool = False, framed: bool = True) -> None:
        super().__init__()
        self._rows_model, self._look = model, look
        self._words: dict[int, tuple[list[str], int]] = {}
        self._widths: dict[int, tuple[int, int]] = {}
        self._left_out: set[int] = set()
        self._goes_freely = True
        self.setModel(model)
        self.setItemDelegate(RowDelegate(look, self, {n for n, column in enumerate(model.columns) if column.runs_on}))
        self.setProperty("framed", framed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        lines, titles = self.verticalHeader(), self.horizontalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setMinimumSectionSize(1)
        look.theme.bind(lines.setDefaultSectionSize, 28 if compact else 36)
        look.theme.bind(self.setMinimumHeight, 148)
        titles.setHighlightSections(False)
        titles.setSectionsClickable(True)
        titles.setMinimumSectionSize(1)
        self._lay_out()
        look.theme.changed.connect(self._lay_out)
        self.doubleClicked.connect(self._open)

    def put_cursor(self, line: int) -> None:
        """Select the row ``line`` alone, whatever keys are held: ``selectRow`` adds to the selection with Ctrl down."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.model().index(line, 0)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def sort_by_click(self) -> None:
        """Let a click on a title sort: up, down, and at the third as the rows came."""
        titles = self.horizontalHeader()
        titles.setSortIndicatorClearable(True)
        self.unsort()
        self.setSortingEnabled(True)

    def unsort(self) -> None:
        """Forget what was sorted by; the rows that come next are shown as they come."""
        self.show_sorted(-1)
        self._rows_model.sort(-1)

    def make_room(self, number: int, words: Iterable[str], least: int = 0) -> None:
        """Make column ``number`` as wide as the widest of ``words``.

        With ``least`` px at 100 % it may be cut to that, and the longest words don't count.
        """
        by_length = sorted(words, key=lambda word: len(word.encode()))
        counted = by_length[: int(len(by_length) * _USUAL) + 1] if least else by_length
        self._words[number] = (counted[-_MEASURED:], least)
        self._measure(number)
        self._stretch()

    def let_go(self, *, freely: bool) -> None:
        """Whether columns with ``goes`` go where there is no room, or all that are not left out stay and scroll."""
        self._goes_freely = freely
        self._stretch()

    def leave_out(self, number: int, *, out: bool) -> None:
        """Don't show column ``number``, however much room there is; or show it again."""
        (self._left_out.add if out else self._left_out.discard)(number)
        self._stretch()

    def chosen_lines(self) -> list[int]:
        """The numbers of the selected lines, from top to bottom."""
        ranges = self.selectionModel().selection().toList()
        return sorted({line for each in ranges for line in range(each.top(), each.bottom() + 1)})

    def chosen(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        rows = self._rows_model.rows()
        return [rows[line] for line in self.chosen_lines()]

    def choose_lines(self, lines: Iterable[int]) -> None:
        """Select these lines besides the current one."""
        chosen = QItemSelection()
        for _, run in groupby(enumerate(sorted(lines)), lambda pair: pair[1] - pair[0]):
            _, together = zip(*run, strict=True)
            first, last = (self._rows_model.index(line, 0) for line in (together[0], together[-1]))
            chosen.append(QItemSelectionRange(first, last))
        how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(chosen, how)

    def show_sorted(self, number: int, *, falling: bool = False) -> None:
        """Show in the title of column ``number`` that the rows are sorted by it; -1 for by none."""
        titles = self.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        blocked = titles.blockSignals(True)
        titles.setSortIndicator(number, order)
        titles.blockSignals(blocked)

    def _lay_out(self) -> None:
        for number, column in enumerate(self._rows_model.columns):
            if column.width:
                self._measure(number)
        self._stretch()

    def _measure(self, number: int) -> None:
        """Note the least width of a column that keeps its own, and the width it wants."""
        px, column = self._look.theme.px, self._rows_model.columns[number]
        words, least = self._words.get(number, ([], 0))
        wanted = px(column.width)
        if words:
            tag, look = column.style == "tag", self._look
            metrics = QFontMetrics(look.theme.font(13 if tag else 16, bold=column.style == "strong"))
            widest = max(map(metrics.horizontalAdvance, words)) + px(_AROUND_TAG if tag else _AROUND)
            title = QFontMetrics(look.theme.font(13, bold=True)).horizontalAdvance(look.words._(column.title))
            wanted = max(widest, title + px(_AROUND_TITLE), px(_LEAST))
        self._widths[number] = (min(wanted, px(least)) if least else wanted, wanted)

    def _stretch(self) -> None:
        """Hide what has no room; what is left goes to those that were cut and to those without their own width."""
        columns, room = self._rows_model.columns, self.viewport().width()
        widths = {
            number: self._widths[number][0] if number in self._widths else self._look.theme.px(column.least)
            for number, column in enumerate(columns)
            if number not in self._left_out
        }
        freely = self._goes_freely
        if not freely and sum(widths.values()) > room:
            readable = self._look.theme.px(_READABLE)
            widths = {n: self._widths[n][1] if n in self._widths else max(widths[n], readable) for n in widths}
        for number in sorted((n for n in widths if columns[n].goes and freely), key=lambda n: -columns[n].goes):
            if sum(widths.values()) > room:
                del widths[number]
        open_ended = [number for number in widths if number not in self._widths]
        left = max(0, room - sum(widths.values()))
        cut = [number for number in widths if number in self._widths and widths[number] < self._widths[number][1]]
        share = left // (len(cut) + len(open_ended)) if cut else 0
        for number in cut:
            more = min(self._widths[number][1] - widths[number], share)
            widths[number], left = widths[number] + more, left - more
        for number in open_ended or list(widths)[-1:]:
            widths[number] += left // max(1, len(open_ended))
        for number in range(len(columns)):
            self.setColumnHidden(number, number not in widths)
            if number in widths:
                self.setColumnWidth(number, widths[number])

    def _open(self, index: _Index) -> None:
        row = self._rows_model.row(index)
        if row is not None:
            self.opened.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        current = self.visualRect(self.currentIndex())
        super().resizeEvent(event)
        self._stretch()
        # What stands in a strip above or below the table must not push out what it speaks of.
        if current.isValid() and current.top() < event.oldSize().height() and event.oldSize().isValid():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(480), self._look.theme.px(240))
