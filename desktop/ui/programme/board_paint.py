"""The board's picture: hours, halls, items, what lies free between them and what overlaps."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.domain.programme import Audience
from desktop.services.programme import ItemRow
from desktop.ui.look import Look
from desktop.ui.programme.board_grid import AXIS, GUTTER, HEAD, Grid
from desktop.ui.programme.board_plan import HOUR, Block, BoardPlan, Gap
from desktop.ui.stage_words import Seen, clock, length, said_of_people, short_day, span

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_SMALL, _USUAL = 11, 13


class BoardPainter:
    """Paints one picture of the board into ``area``, by the clock of ``zone``."""

    def __init__(self, look: Look, painter: QPainter, grid: Grid, zone: ZoneInfo, area: QRectF, seen: Seen) -> None:
        self._look, self._theme, self._painter = look, look.theme, painter
        self._grid, self._zone, self._area, self._seen = grid, zone, area, seen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, self._theme.colour("surface"))

    def plan(self, plan: BoardPlan, chosen: Block | None) -> None:
        """Everything but the names of the halls."""
        self._hours(plan)
        for block in plan.blocks:
            self._block(block, self._grid.rect(block), chosen=block is chosen)
        for gap in plan.gaps:
            self._gap(gap)

    def head(self, plan: BoardPlan) -> None:
        """The names of the halls, over whatever is below."""
        painter, theme, grid, _ = self._painter, self._theme, self._grid, self._look.words._
        high, gutter = grid.px(HEAD), grid.px(GUTTER)
        painter.fillRect(QRectF(0, 0, self._area.width(), high), theme.colour("surface"))
        painter.setPen(theme.colour("edge"))
        painter.drawLine(QPointF(0, high), QPointF(self._area.width(), high))
        painter.setFont(theme.font(_USUAL, bold=True))
        painter.setPen(theme.colour("ink"))
        painter.save()
        painter.setClipRect(QRectF(grid.px(AXIS), 0, self._area.width(), high))
        for number, hall in enumerate(plan.columns):
            name = hall.name.said_in(_.language) if hall is not None else _("Everywhere")
            area = QRectF(grid.x(number) + gutter, 0, grid.widths[number] - 2 * gutter, high)
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, _LEFT, shown)
        painter.restore()

    def dragged(self, column: int, start: datetime, seconds: int) -> None:
        """Where what the mouse has would be put."""
        painter, theme, grid = self._painter, self._theme, self._grid
        rect, ground = grid.place(column, start, seconds), QColor(theme.colour("accent"))
        ground.setAlphaF(0.25)
        painter.setBrush(ground)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setFont(theme.font(_USUAL, bold=True))
        painter.setPen(theme.colour("ink"))
        told = f"{clock(start, self._zone)}–{clock(start + timedelta(seconds=seconds), self._zone)}"
        painter.drawText(rect.adjusted(grid.px(8), grid.px(2), 0, 0), _WRAPPED, told)

    def focus(self) -> None:
        """The ring around a board that has the keys."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.colour("accent"), 2))
        self._painter.drawRoundedRect(self._area.adjusted(1, 1, -1, -1), 8, 8)

    def _hours(self, plan: BoardPlan) -> None:
        painter, theme, grid, _ = self._painter, self._theme, self._grid, self._look.words._
        left, step = grid.px(AXIS), HOUR / 4 if grid.minute >= grid.px(4) else HOUR / 2
        moment = plan.begin
        while moment <= plan.end:
            y, local = grid.y(moment), moment.astimezone(self._zone)
            full = local.minute == 0
            painter.setFont(theme.font(_USUAL))
            painter.setPen(theme.colour("edge" if full else "line"))
            painter.drawLine(QPointF(left, y), QPointF(self._area.width(), y))
            painter.setPen(theme.colour("ink" if full else "ink2"))
            painter.drawText(QRectF(8, y, left - 12, grid.px(20)), _LEFT, clock(moment, self._zone))
            if full and local.hour == 0 and moment > plan.begin:
                painter.setFont(theme.font(_SMALL))
                painter.drawText(QRectF(8, y + grid.px(18), left - 12, grid.px(34)), _WRAPPED, short_day(_, local))
            moment += step

    def _gap(self, gap: Gap) -> None:
        painter, theme, grid, _ = self._painter, self._theme, self._grid, self._look.words._
        high = abs(gap.seconds) / 60 * grid.minute
        area = QRectF(grid.x(gap.column), grid.y(gap.start), grid.widths[gap.column], high)
        painter.setFont(theme.font(_SMALL))
        if gap.seconds < 0:
            strip = QRectF(area.left(), area.top(), grid.px(5), max(area.height(), grid.px(8)))
            painter.fillRect(strip, theme.colour("refused"))
        elif high >= grid.px(14):
            painter.setPen(theme.colour("ink2"))
            told = _("{length} free", length=length(_, gap.seconds))
            painter.drawText(area.adjusted(grid.px(12), 0, 0, 0), _LEFT, told)

    def _block(self, block: Block, rect: QRectF, *, chosen: bool) -> None:
        painter, theme, grid, row = self._painter, self._theme, self._grid, block.row
        ground = theme.colour("accent_soft" if chosen else "sunken" if row.audience is Audience.CREW else "hover")
        style = Qt.PenStyle.DashLine if row.spare else Qt.PenStyle.SolidLine
        painter.setBrush(ground)
        painter.setPen(QPen(theme.colour("accent" if chosen else "edge"), 2 if chosen else 1, style))
        painter.drawRoundedRect(rect, 6, 6)
        # A thick edge can't be moved: the start, the end, or both.
        for fixed, y in ((row.fixed_start, rect.top()), (row.fixed_end, rect.bottom() - 4)):
            if fixed:
                painter.fillRect(QRectF(rect.left() + 4, y, rect.width() - 8, 4), theme.colour("ink"))
        self._words(row, rect.adjusted(grid.px(8), grid.px(3), -grid.px(6), -grid.px(2)))

    def _words(self, row: ItemRow, area: QRectF) -> None:
        painter, theme, _ = self._painter, self._theme, self._look.words._
        title, when = row.title.said_in(_.language), span(row, self._zone)
        small, bold = theme.font(_SMALL), theme.font(_USUAL, bold=True)
        line, thick = QFontMetrics(small).height(), QFontMetrics(bold).height()
        painter.save()
        painter.setClipRect(area)
        painter.setFont(small)
        painter.setPen(theme.colour("ink2"))
        if area.height() < line + thick:
            painter.drawText(area, _LEFT, when)
            below = area.adjusted(painter.fontMetrics().horizontalAdvance(when) + self._grid.px(8), 0, 0, 0)
        else:
            painter.drawText(area, _WRAPPED, when)
            below = area.adjusted(0, line, 0, 0)
        painter.setFont(bold)
        painter.setPen(theme.colour("ink"))
        used = painter.boundingRect(below, _WRAPPED, title)
        if used.height() > below.height():
            # What doesn't fit in whole lines is one line with its end left out.
            first = QRectF(below.left(), below.top(), below.width(), min(below.height(), thick))
            title = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, max(0, int(first.width())))
            painter.drawText(first, _LEFT, title)
        else:
            painter.drawText(below, _WRAPPED, title)
            self._people(row, below.adjusted(0, used.height() + 2, 0, 0))
        painter.restore()

    def _people(self, row: ItemRow, area: QRectF) -> None:
        painter = self._painter
        painter.setFont(self._theme.font(_SMALL))
        lines = int(area.height() // painter.fontMetrics().height())
        if lines:
            painter.setPen(self._theme.colour("ink2"))
            whole = QRectF(area.left(), area.top(), area.width(), lines * painter.fontMetrics().height())
            painter.setClipRect(whole)
            painter.drawText(whole, _WRAPPED, said_of_people(self._look.words._, row, self._seen))
