"""How the cells of a table are painted."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip

from desktop.ui.look import Look
from desktop.ui.widgets.marks import paint_mark

STYLE, MARK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
"""The roles under which a model tells how a cell looks: ``(style, state)``, and the colour of its mark."""
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: words, a tag or a mark, over a line; a bar marks the current row while the table has the focus.

    What is too long for a cell of the columns ``run_on`` goes on in the next one, where that says nothing.
    """

    def __init__(self, look: Look, table: QTableView, run_on: Collection[int] = ()) -> None:
        super().__init__(table)
        self._look, self._table, self._run_on = look, table, run_on
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
        style, state = index.data(STYLE)
        if style == "tag" and state is None:
            style = "second"
        colour = index.data(MARK)
        inner = area.adjusted(pad, 0, -pad, 0)
        if colour is not None:
            side = theme.px(14)
            place = QRectF(inner.x(), inner.center().y() - side / 2, side, side)
            paint_mark(painter, place, state or "", theme.legible(colour or state or "ink2"), theme.colour("surface"))
            return
        text = str(index.data())
        if style != "tag" and self._run_on:
            before = self._beside(index, -1)
            if not text and before is not None and before.column() in self._run_on:
                painter.setClipRect(area)
                left = self._table.columnWidth(before.column())
                style, _ = before.data(STYLE)
                self._paint_words(painter, inner.adjusted(-left, 0, 0, 0), str(before.data()), style)
                return
            after = self._beside(index, 1) if index.column() in self._run_on else None
            if after is not None and not after.data():
                painter.setClipRect(area)
                inner.setWidth(inner.width() + self._table.columnWidth(after.column()))
        if style == "tag" and text:
            inner = self._paint_tag_ground(painter, inner, text, state)
        self._paint_words(painter, inner, text, style, state if style == "tag" else "")

    def _paint_words(self, painter: QPainter, inner: QRectF, text: str, style: str, colour: str = "") -> None:
        theme, metrics = self._look.theme, self._metrics[style]
        painter.setFont(self._fonts[style])
        painter.setPen(theme.colour(colour or ("ink2" if style == "second" else "ink")))
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _beside(self, index: _Index, step: int) -> QModelIndex | None:
        """The next cell that is shown in this line, to the left (-1) or right (1)."""
        number = index.column() + step
        while 0 <= number < index.model().columnCount():
            if not self._table.isColumnHidden(number):
                return index.sibling(index.row(), number)
            number += step
        return None

    def _paint_tag_ground(self, painter: QPainter, inner: QRectF, text: str, state: str) -> QRectF:
        theme, metrics = self._look.theme, self._metrics["tag"]
        pad, height = theme.px(9), metrics.height() + theme.px(4)
        width = min(inner.width(), metrics.horizontalAdvance(text) + 2 * pad)
        ground = QRectF(inner.x(), inner.center().y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(f"{state}_soft" if state else "sunken"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(ground, theme.px(7), theme.px(7))
        return ground.adjusted(pad, 0, -pad + 1, 0)

    def helpEvent(self, event: Any, view: Any, option: Any, index: Any) -> bool:
        """Show the whole text of a cell that was cut as its tooltip."""
        style, _ = index.data(STYLE) if index.isValid() else ("", "")
        text = str(index.data() or "")
        if text and self._metrics[style].horizontalAdvance(text) > option.rect.width() - self._look.theme.px(24):
            QToolTip.showText(event.globalPos(), text, view)
        else:
            QToolTip.hideText()
        return True
