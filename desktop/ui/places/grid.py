"""The minutes from each site to each other, from one hour of the day on, typed like a sheet."""

from collections.abc import Sequence
from enum import Enum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.travel import Travel
from desktop.errors import N_
from desktop.services.travel import SiteRow
from desktop.ui.look import Look
from desktop.ui.widgets import paint_mark

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDE, _HIGH, _NAMES, _TITLE, _MOST = 112, 48, 208, 76, 10


class Known(Enum):
    """How the minutes of a cell are known."""

    OWN = N_("typed for this hour")
    EARLIER = N_("holds from another hour")
    BACK = N_("as the way back")
    MISSING = N_("missing")
    SAME = ""


class TravelModel(QAbstractTableModel):
    """From the sites of the lines to those of the columns; ``typed`` carries both and the minutes, None for none."""

    typed = Signal(object, object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.sites: Sequence[SiteRow] = ()
        self.travel = Travel()
        self.hour = 0
        look.words.changed.connect(self._say_again)

    def show_table(self, sites: Sequence[SiteRow], travel: Travel, hour: int) -> None:
        """Show the minutes of those who leave at ``hour``."""
        same = [row.id for row in sites] == [row.id for row in self.sites]
        if not same:
            self.beginResetModel()
        self.sites, self.travel, self.hour = tuple(sites), travel, hour
        if same:
            self._say_again()
        else:
            self.endResetModel()

    @property
    def missing(self) -> int:
        """How many pairs of sites are known in neither direction."""
        keys = [row.id for row in self.sites]
        return sum(self.travel.leg(a, b, 0) is None for n, a in enumerate(keys) for b in keys[:n])

    def known(self, index: _Index) -> Known:
        """How the minutes there are known."""
        pair = self._pair(index)
        bands = self.travel.minutes.get(pair)
        if pair[0] == pair[1]:
            return Known.SAME
        if bands:
            return Known.OWN if any(hour == self.hour for hour, _minutes in bands) else Known.EARLIER
        return Known.BACK if self.travel.minutes.get(pair[::-1]) else Known.MISSING

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sites)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sites)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able | Qt.ItemFlag.ItemIsEditable if index.row() != index.column() else able

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        start, end = self._pair(index)
        minutes = self.travel.leg(start, end, self.hour) if start != end else None
        text = str(minutes) if minutes is not None else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._whole(index, text)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == self.data(index):
            return False
        self.typed.emit(*self._pair(index), int(text) if text else None)
        return True

    def headerData(self, section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.sites):
            return self.sites[section].name.said_in(self._look.words.language)
        return None

    def _pair(self, index: _Index) -> tuple[UUID, UUID]:
        return self.sites[index.row()].id, self.sites[index.column()].id

    def _whole(self, index: _Index, minutes: str) -> str:
        """From where to where, how long, and why so."""
        _, known = self._look.words._, self.known(index)
        if known is Known.SAME:
            return ""
        start, end = (self.sites[n].name.said_in(_.language) for n in (index.row(), index.column()))
        return f"{start} → {end}: {' · '.join(filter(None, (minutes, _(known.value))))}"

    def _say_again(self) -> None:
        last = len(self.sites) - 1
        if last >= 0:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))


class TravelGrid(QTableView):
    """Digits type, Enter goes on below, Tab beside, Del takes away what was typed for this hour."""

    def __init__(self, look: Look, model: TravelModel) -> None:
        super().__init__()
        self._look, self._table = look, model
        self.setModel(model)
        self.setItemDelegate(_Delegate(look, self))
        self.setProperty("framed", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(True)
            header.setMinimumSectionSize(1)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        across.setDefaultAlignment(centre | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        down.setDefaultAlignment(left | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        look.theme.bind(across.setDefaultSectionSize, _WIDE)
        look.theme.bind(across.setFixedHeight, _TITLE)
        look.theme.bind(down.setDefaultSectionSize, _HIGH)
        look.theme.bind(down.setFixedWidth, _NAMES)
        model.modelReset.connect(self._grow)
        look.theme.changed.connect(self._grow)
        self._grow()
        look.words.bind(self.setAccessibleName, N_("Minutes from each site to each other"))

    def _grow(self) -> None:
        """Be as high as the table, up to ten sites."""
        px, sites = self._look.theme.px, self._table.rowCount()
        across = px(_NAMES) + sites * px(_WIDE) + 4
        scrolls = self.horizontalScrollBar().sizeHint().height() if across > self.width() else 0
        self.setFixedHeight(px(_TITLE) + min(max(sites, 1), _MOST) * px(_HIGH) + scrolls + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def begin(self) -> None:
        """Put the cursor on the first cell that is missing, or else on the first."""
        size = range(self._table.rowCount())
        cells = [self._table.index(row, column) for row in size for column in size if row != column]
        missing = next((cell for cell in cells if self._table.known(cell) is Known.MISSING), None)
        if not self.currentIndex().isValid() and cells:
            self.setCurrentIndex(missing or cells[0])
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        typing = self.state() is QAbstractItemView.State.EditingState
        if typing or self._table.flags(here) & Qt.ItemFlag.ItemIsEditable == Qt.ItemFlag.NoItemFlags:
            super().keyPressEvent(event)
        elif here.isValid() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._table.known(here) is Known.OWN:
                self._table.setData(here, "")
        elif here.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(here)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        here = self.currentIndex()
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and here.row() + 1 < self._table.rowCount():
            below = here.row() + 1 + (here.row() + 1 == here.column())
            if below < self._table.rowCount():
                self.setCurrentIndex(self._table.index(below, here.column()))


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, grid: TravelGrid) -> None:
        super().__init__(grid)
        self._look, self._grid = look, grid

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setValidator(QRegularExpressionValidator("[0-9]{0,3}", editor))
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, model = self._look.theme, index.model()
        area, state = QRectF(option.rect), option.state
        if not isinstance(model, TravelModel):
            return
        known = model.known(index)
        painter.save()
        ground = {Known.SAME: "sunken", Known.MISSING: "already_in_soft"}.get(known, "")
        if ground:
            painter.fillRect(area, theme.colour(ground))
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.colour("accent" if self._grid.hasFocus() else "edge"))
            for inset in range(2):
                painter.drawRect(area.adjusted(inset, inset, -1 - inset, -1 - inset))
        if known is Known.MISSING:
            side = theme.px(16)
            mark = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
            paint_mark(painter, mark, "already_in", theme.colour("already_in"), theme.colour("surface"))
        painter.setFont(theme.font(16, bold=known is Known.OWN))
        painter.setPen(theme.colour("ink" if known is Known.OWN else "ink2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()
