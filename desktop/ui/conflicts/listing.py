"""The list of conflicts: a heading for each grade, under it a card for each, painted so that a thousand are quick."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.conflicts import Severity
from desktop.domain.conflicts_words import KIND_WORDS
from desktop.services.conflict_list import Listed
from desktop.ui.conflicts.words import STATES, counted, few, said, solution, when
from desktop.ui.context import Context
from desktop.ui.widgets import paint_mark

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEAD, _LINE, _PAD, _MARK = 36, 25, 10, 20


@dataclass(frozen=True, slots=True)
class Heading:
    """How bad those below are, and how many they are."""

    severity: Severity
    count: int


Shown = Heading | Listed


class ConflictModel(QAbstractListModel):
    """Headings and conflicts in one list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.rows: list[Shown] = []

    def replace(self, lines: Iterable[Listed]) -> None:
        """Show these, which come the worst first."""
        self.beginResetModel()
        self.rows = []
        for severity, group in groupby(lines, lambda line: line.severity):
            same = list(group)
            self.rows += [Heading(severity, len(same)), *same]
        self.endResetModel()

    def line_of(self, key: str) -> int:
        """Where the conflict with this key stands, or -1."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, Listed) and row.key == key), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        heading = index.isValid() and isinstance(self.rows[index.row()], Heading)
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row, _ = self.rows[index.row()], self._context.look.words._
        if isinstance(row, Heading):
            return counted(_, row.severity, row.count)
        parts = (
            _(KIND_WORDS[row.kind]),
            when(self._context, row),
            few(self._context, row.who),
            said(self._context, row),
        )
        return " · ".join(filter(None, (*parts, solution(self._context, row))))


class ConflictView(QListView):
    """``chosen`` carries the conflict under the cursor; ``taken`` comes on Enter, ``opened`` on a click or Space."""

    chosen = Signal(object)
    taken = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.lines = ConflictModel(context)
        self.setModel(self.lines)
        self._delegate = _Delegate(context, self)
        self.setItemDelegate(self._delegate)
        self.setProperty("framed", True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        context.look.theme.bind(self.setMinimumHeight, 148)
        self.clicked.connect(lambda index: self.opened.emit(self._row(index)))
        for signal in (context.look.theme.changed, context.look.words.changed, context.keeper.changed):
            signal.connect(self._say_again)

    @property
    def current(self) -> Listed | None:
        """The conflict that the cursor is on."""
        return self._row(self.currentIndex())

    def show_lines(self, lines: Sequence[Listed]) -> None:
        """Show these; the cursor stays on its conflict, or near where that was."""
        before, place = self.current, self.currentIndex().row()
        blocked = self.blockSignals(True)
        self.lines.replace(lines)
        found = self.lines.line_of(before.key) if before is not None else -1
        if found < 0:
            near = range(max(place, 0), len(self.lines.rows)), range(min(place, len(self.lines.rows)) - 1, -1, -1)
            found = next((n for part in near for n in part if isinstance(self.lines.rows[n], Listed)), -1)
        if found >= 0:
            self.setCurrentIndex(self.lines.index(found))
        self.blockSignals(blocked)

    def step(self) -> None:
        """Go on to the next conflict, where there is one."""
        for n in range(self.currentIndex().row() + 1, len(self.lines.rows)):
            if isinstance(self.lines.rows[n], Listed):
                self.setCurrentIndex(self.lines.index(n))
                return

    def choose(self, key: str) -> None:
        """Put the cursor on this conflict."""
        if (line := self.lines.line_of(key)) >= 0:
            self.setCurrentIndex(self.lines.index(line))

    def unfold(self, *, folded: bool) -> None:
        """Say below each conflict what would solve it, where nothing beside the list says it."""
        self._delegate.whole = not folded
        self._say_again()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._row(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.current is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.current)
        elif self.current is not None and event.key() == Qt.Key.Key_Space:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _row(self, index: _Index) -> Listed | None:
        row = self.lines.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Listed) else None

    def _say_again(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class _Delegate(QStyledItemDelegate):
    """Paints headings and conflicts; ``whole`` with what would solve each."""

    def __init__(self, context: Context, view: QListView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self.whole = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        px, model = self._context.look.theme.px, index.model()
        heading = isinstance(model, ConflictModel) and isinstance(model.rows[index.row()], Heading)
        height = _HEAD if heading else 2 * _PAD + (3 if self.whole else 2) * _LINE
        return QSize(px(200), px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model, shown = index.model(), option
        if not isinstance(model, ConflictModel):
            return
        area: Any = shown.rect
        state: Any = shown.state
        row = model.rows[index.row()]
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, QRectF(area), str(index.data()))
        else:
            self._paint_ground(painter, QRectF(area), state)
            self._paint_line(painter, QRectF(area), row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRectF, text: str) -> None:
        theme = self._context.look.theme
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.colour("ink2"))
        inner = area.adjusted(theme.px(_PAD), theme.px(8), 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_ground(self, painter: QPainter, area: QRectF, state: Any) -> None:
        theme = self._context.look.theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("accent_soft"))
            if self._view.hasFocus():
                painter.fillRect(QRectF(area.x(), area.y(), theme.px(4), area.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_line(self, painter: QPainter, area: QRectF, line: Listed) -> None:
        context, theme = self._context, self._context.look.theme
        px, _ = theme.px, context.look.words._
        colour = STATES[line.severity]
        inner = area.adjusted(px(_PAD + _MARK + 12), px(_PAD), -px(_PAD), -px(_PAD))
        mark = QRectF(area.x() + px(_PAD), inner.y() + px((_LINE - _MARK) / 2), px(_MARK), px(_MARK))
        paint_mark(painter, mark, colour, theme.colour(colour), theme.colour("surface"))
        first = QRectF(inner.x(), inner.y(), inner.width(), px(_LINE))
        first = self._paint_end(painter, first, when(context, line))
        bold = theme.font(16, bold=True)
        who = few(context, line.who)
        kind = _(KIND_WORDS[line.kind])
        used = _write(painter, first, kind, bold, theme.colour("ink"))
        if who:
            beside = first.adjusted(used + px(12), 0, 0, 0)
            _write(painter, beside, who, theme.font(16), theme.colour("ink"))
        second = QRectF(inner.x(), inner.y() + px(_LINE), inner.width(), px(_LINE))
        because = line.row.accepted and _("Accepted: {why}", why=line.row.accepted)
        _write(painter, second, because or said(context, line), theme.font(16), theme.colour("ink2"))
        if self.whole and not line.row.accepted:
            third = second.translated(0, px(_LINE))
            _write(painter, third, solution(context, line), theme.font(16), theme.colour("accent"))

    def _paint_end(self, painter: QPainter, area: QRectF, text: str) -> QRectF:
        """Write ``text`` at the right end; what is left of ``area``."""
        theme = self._context.look.theme
        font = theme.font(13)
        wide = QFontMetrics(font).horizontalAdvance(text)
        _write(painter, area.adjusted(area.width() - wide - 2, 0, 0, 0), text, font, theme.colour("ink2"))
        return area.adjusted(0, 0, -wide - theme.px(16 if text else 0), 0)


def _write(painter: QPainter, area: QRectF, text: str, font: Any, colour: Any) -> int:
    """Write ``text`` cut to its place; returns how wide it is."""
    metrics = QFontMetrics(font)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
    return metrics.horizontalAdvance(cut)
