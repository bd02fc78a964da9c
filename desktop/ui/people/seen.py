"""The lines of a long list: all by their key, and of those that are seen what stands in them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from desktop.services.people_list import PersonRow
from desktop.ui.look import Look
from desktop.ui.widgets.cells import STYLE
from desktop.ui.widgets.tables import Column, RowsModel

AHEAD = 120
_MOST = 4000
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SeenRows(RowsModel[PersonRow]):
    """Lines by key, a UUID in hex. ``wanted`` carries the keys whose rows are to be brought with ``put``."""

    wanted = Signal(object)
    sort_wanted = Signal(int, bool)
    """The column whose title was clicked, or -1, and whether it is to fall."""

    def __init__(self, look: Look, columns: Sequence[Column[PersonRow]]) -> None:
        super().__init__(look, columns)
        self._keys: list[str] = []
        self._known: dict[str, PersonRow] = {}
        self._under_way: set[str] = set()
        self._seen = range(0)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    @property
    def keys(self) -> Sequence[str]:
        """Everybody's key, in the order in which they are shown."""
        return self._keys

    @property
    def near(self) -> Sequence[PersonRow]:
        """The rows that are there of the lines that are seen and of those around them."""
        keys = self._keys[max(0, self._seen.start - AHEAD) : self._seen.stop + AHEAD]
        return [self._known[key] for key in keys if key in self._known]

    def show_keys(self, keys: list[str]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._keys = keys
        self.endResetModel()

    def put(self, rows: Iterable[PersonRow]) -> None:
        """Bring what stands in these lines, for the first time or anew."""
        if len(self._known) > _MOST:
            kept = self._keys[max(0, self._seen.start - AHEAD) : self._seen.stop + AHEAD]
            self._known = {key: self._known[key] for key in kept if key in self._known}
        fresh = {row.id.hex: row for row in rows}
        self._known |= fresh
        self._under_way -= fresh.keys()
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self.columns) - 1))

    def forget(self) -> None:
        """Let go of all rows: somebody changed what stands in them."""
        self._known.clear()
        self._under_way.clear()

    def look_at(self, first: int, last: int) -> None:
        """These lines are seen; those around them will be."""
        self._seen = range(max(0, first), min(last + 1, len(self._keys)))
        near = self._keys[max(0, first - AHEAD // 2) : last + AHEAD // 2]
        if any(key not in self._known for key in near):
            self._soon.start()

    def row(self, index: _Index) -> PersonRow | None:  # type: ignore[override]
        """The row that ``index`` stands on; None while it is not there yet."""
        return self._known.get(self._keys[index.row()])

    def rows(self) -> Sequence[PersonRow]:
        """The rows that are there, in their order."""
        return tuple(self._known[key] for key in self._keys if key in self._known)

    def line_of(self, key: UUID) -> int:
        try:
            return self._keys.index(key.hex)
        except ValueError:
            return -1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_wanted.emit(column, order is Qt.SortOrder.DescendingOrder)

    def show_sorted(self, column: int, *, falling: bool) -> None:
        """Mark the title that the lines are sorted by; -1 for none."""
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self._sorted = (column, order) if column >= 0 else None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._known.get(self._keys[index.row()])
        if row is not None:
            return self.said(row, index.column(), role)
        if not self._soon.isActive():
            self._soon.start()
        return ("", "") if role == STYLE else None

    def _ask(self) -> None:
        around = self._keys[max(0, self._seen.start - AHEAD) : self._seen.stop + AHEAD]
        missing = [key for key in around if key not in self._known and key not in self._under_way]
        if missing:
            self._under_way.update(missing)
            self.wanted.emit(missing)
