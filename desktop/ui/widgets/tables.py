"""Tables of frozen rows: one model for all, painted by one delegate."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.ui.look import Look
from desktop.ui.widgets.marks import paint_mark


class HasId(Protocol):
    """A row that the model can find again."""

    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=HasId)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_STYLE, _MARK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """What one column shows of a row: ``text``, finished words.

    ``style`` is "" or strong, second, tag. ``state`` gives the colour of a tag, or with ``mark`` the shape that is
    drawn in place of text, in ``colour`` if there is one. A tag whose ``state`` says "" is plain grey words.
    ``key`` sorts; None sorts by the text. ``width`` is px at 100 %; columns without it share what is left.
    """

    title: str
    text: Callable[[R], str]
    style: str = ""
    state: Callable[[R], str] | None = None
    mark: bool = False
    colour: Callable[[R], str] | None = None
    key: Callable[[R], Any] | None = None
    width: int = 0


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

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == _STYLE:
            return column.style, (column.state(row) or None) if column.state else ""
        if role == _MARK and column.mark:
            return column.colour(row) if column.colour else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            title = self.columns[section].title
            return self._look.words._(title) if title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _key(self) -> Callable[[R], Any]:
        column = self.columns[self._sorted[0] if self._sorted else 0]
        return column.key or column.text

    def _descending(self) -> bool:
        return self._sorted is not None and self._sorted[1] is Qt.SortOrder.DescendingOrder

    def _stays(self, old: R, new: R) -> bool:
        return self._sorted is None or self._key()(old) == self._key()(new)

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
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))


class TableView(QTableView):
    """A table with lines of 36 px (28 ``compact``). ``opened`` carries the row on Enter or double click."""

    opened = Signal(object)

    def __init__(self, look: Look, model: RowsModel[Any], *, compact: bool = False, framed: bool = True) -> None:
        super().__init__()
        self._rows_model, self._look = model, look
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(look, self))
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
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row(index)))

    def sort_by_click(self) -> None:
        """Let a click on a title sort; to be called after the first rows where their own order matters first."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def chosen(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        lines = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._rows_model.rows()[line] for line in lines]

    def _lay_out(self) -> None:
        titles = self.horizontalHeader()
        for number, column in enumerate(self._rows_model.columns):
            if column.width:
                titles.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, self._look.theme.px(column.width))
        self._stretch()

    def _stretch(self) -> None:
        """Give the columns without a width what is left, and 160 px at 100 % where that is nothing."""
        px, columns = self._look.theme.px, self._rows_model.columns
        open_ended = [number for number, column in enumerate(columns) if not column.width]
        taken = sum(self.columnWidth(number) for number, column in enumerate(columns) if column.width)
        each = max(px(160), (self.viewport().width() - taken) // max(1, len(open_ended)))
        for number in open_ended:
            self.setColumnWidth(number, each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._rows_model.row(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(480), self._look.theme.px(240))


class _RowDelegate(QStyledItemDelegate):
    """Paints a cell: words, a tag or a mark, over a line; a bar marks the current row while the table has the focus."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(table)
        self._look, self._table = look, table
        self._make_fonts()
        look.theme.changed.connect(self._make_fonts)
        look.words.changed.connect(self._make_fonts)

    def _make_fonts(self) -> None:
        theme = self._look.theme
        self._fonts = {
            "": theme.font(16),
            "second": theme.font(16),
            "strong": theme.font(16, bold=True),
            "tag": theme.font(13),
        }
        self._metrics = {style: QFontMetrics(font) for style, font in self._fonts.items()}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._look.theme
        area: Any = option.rect
        shown: Any = option.state
        painter.save()
        if shown & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("accent_soft"))
        elif shown & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.colour("line"))
        current = self._table.currentIndex().row() if self._table.hasFocus() else -1
        if index.column() == 0 and index.row() == current:
            painter.fillRect(area.x(), area.y(), theme.px(4), area.height(), theme.colour("accent"))
        self._paint_cell(painter, QRectF(area), index)
        painter.restore()

    def _paint_cell(self, painter: QPainter, area: QRectF, index: _Index) -> None:
        theme, pad = self._look.theme, self._look.theme.px(12)
        style, state = index.data(_STYLE)
        if style == "tag" and state is None:
            style = "second"
        colour = index.data(_MARK)
        inner = area.adjusted(pad, 0, -pad, 0)
        if colour is not None:
            side = theme.px(14)
            place = QRectF(inner.x(), inner.center().y() - side / 2, side, side)
            paint_mark(painter, place, state or "", theme.legible(colour or state or "ink2"), theme.colour("surface"))
            return
        text, metrics = str(index.data()), self._metrics[style]
        painter.setFont(self._fonts[style])
        painter.setPen(theme.colour("ink2" if style == "second" else "ink"))
        if style == "tag" and text:
            inner = self._paint_tag_ground(painter, inner, text, state)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _paint_tag_ground(self, painter: QPainter, inner: QRectF, text: str, state: str) -> QRectF:
        theme, metrics = self._look.theme, self._metrics["tag"]
        pad, height = theme.px(9), metrics.height() + theme.px(4)
        width = min(inner.width(), metrics.horizontalAdvance(text) + 2 * pad)
        ground = QRectF(inner.x(), inner.center().y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(f"{state}_soft" if state else "sunken"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(ground, theme.px(7), theme.px(7))
        painter.setPen(theme.colour(state or "ink"))
        return ground.adjusted(pad, 0, -pad + 1, 0)

    def helpEvent(self, event: Any, view: Any, option: Any, index: Any) -> bool:
        """Show the whole text of a cell that was cut as its tooltip."""
        from PySide6.QtWidgets import QToolTip

        style, _ = index.data(_STYLE) if index.isValid() else ("", "")
        text = str(index.data() or "")
        if text and self._metrics[style].horizontalAdvance(text) > option.rect.width() - self._look.theme.px(24):
            QToolTip.showText(event.globalPos(), text, view)
        else:
            QToolTip.hideText()
        return True
