"""The picture of a visit's board: hours, groups, stops, the ways between with the minutes to spare, and vehicles."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen

from desktop.domain.visit_board import Block, Judged, Key, Lane, Slack, VisitBoard, What
from desktop.services.conflicts import ConflictRow
from desktop.ui.look import Look
from desktop.ui.stage_words import clock
from desktop.ui.visits.board_grid import AXIS, BETWEEN, HEAD, Grid
from desktop.ui.visits.board_words import lane_about, lane_name, spare_words, state_of, stop_names
from desktop.ui.widgets import paint_mark

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_SMALL, _USUAL = 11, 13


class BoardPainter:
    """Paints one picture of ``board`` into ``area``, by the clock of ``zone``."""

    def __init__(
        self,
        look: Look,
        painter: QPainter,
        grid: Grid,
        board: VisitBoard,
        judged: Judged,
        about: Mapping[Key, tuple[ConflictRow, ...]],
        zone: ZoneInfo,
        area: QRectF,
    ) -> None:
        self._look, self._theme, self._painter, self._grid = look, look.theme, painter, grid
        self._board, self._judged, self._about, self._zone, self._area = board, judged, about, zone, area
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, self._theme.colour("surface"))

    def rows(self, chosen: Key | None) -> None:
        """Everything but the head: rows with their ways and blocks."""
        self._hours()
        painter, grid = self._painter, self._grid
        painter.save()
        painter.setClipRect(QRectF(grid.px(AXIS), 0, self._area.width(), self._area.height()))
        for lane in self._board.lanes:
            legs = [one for one in lane.blocks if one.what is What.LEG]
            for block in legs:
                state = state_of(self._judged.troubles.get(block.key, ()), self._about.get(block.key, ()))
                if lane.seats is None:
                    self._way(block, state, chosen=block.key == chosen)
                else:
                    self._leg(block, state, chosen=block.key == chosen)
            if lane.seats is None:
                self._unridden(lane)
            for block in (one for one in lane.blocks if one.what is What.STOP):
                state = state_of(self._judged.troubles.get(block.key, ()), self._about.get(block.key, ()))
                self._stop(block, state, chosen=block.key == chosen)
        painter.restore()

    def head(self) -> None:
        """Hours above and names at the left, over whatever is below."""
        painter, theme, grid = self._painter, self._theme, self._grid
        wide, high, left = grid.px(AXIS), grid.px(HEAD), grid.px(10)
        painter.fillRect(QRectF(0, 0, wide, self._area.height()), theme.colour("surface"))
        _ = self._look.words._
        if self._board.fleet:
            top = grid.between - grid.down
            painter.setFont(theme.font(_SMALL, bold=True))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(QRectF(left, top + grid.px(8), wide, grid.px(BETWEEN - 8)), _LEFT, _("Vehicles"))
        for lane in self._board.lanes:
            top, tall = grid.row(lane)
            self._name(lane, QRectF(left, top, wide - left - grid.px(10), tall))
        painter.fillRect(QRectF(0, 0, self._area.width(), high), theme.colour("surface"))
        self._hour_words()

    def now(self, moment: datetime) -> None:
        """A line at ``moment``."""
        painter, grid, theme = self._painter, self._grid, self._theme
        x = grid.x(moment)
        if x < grid.px(AXIS) or x > self._area.width():
            return
        painter.setPen(QPen(theme.colour("accent"), grid.px(2)))
        painter.drawLine(QPointF(x, grid.px(HEAD - 6)), QPointF(x, grid.bottom - grid.down))
        said = clock(moment.replace(second=0, microsecond=0), self._zone)
        painter.setFont(theme.font(_SMALL, bold=True))
        wide = painter.fontMetrics().horizontalAdvance(said) + grid.px(12)
        flag = QRectF(x - wide / 2, grid.px(6), wide, grid.px(22))
        painter.setBrush(theme.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(flag, 4, 4)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(flag, _MIDDLE, said)

    def told(self, block: Block, text: str) -> None:
        """A flag at what the mouse has, with its times."""
        painter, theme, grid = self._painter, self._theme, self._grid
        painter.setFont(theme.font(_USUAL, bold=True))
        rect = grid.rect(block)
        wide = painter.fontMetrics().horizontalAdvance(text) + grid.px(16)
        left = min(max(rect.left(), grid.px(AXIS)), max(0.0, self._area.width() - wide - 4))
        flag = QRectF(left, max(rect.top() - grid.px(26), 0), wide, grid.px(24))
        painter.setBrush(theme.colour("ink"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(flag, 4, 4)
        painter.setPen(theme.colour("surface"))
        painter.drawText(flag, _MIDDLE, text)

    def focus(self) -> None:
        """The ring around a board that has the keys."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.colour("accent"), 2))
        self._painter.drawRoundedRect(self._area.adjusted(1, 1, -1, -1), 8, 8)

    def _hours(self) -> None:
        painter, theme, grid = self._painter, self._theme, self._grid
        bottom = grid.bottom - grid.down
        for moment in self._moments():
            painter.setPen(theme.colour("line"))
            painter.drawLine(QPointF(grid.x(moment), grid.px(HEAD)), QPointF(grid.x(moment), bottom))
        painter.setPen(theme.colour("line"))
        for lane in self._board.lanes:
            top, _high = grid.row(lane)
            painter.drawLine(QPointF(0, top), QPointF(self._area.width(), top))

    def _hour_words(self) -> None:
        painter, theme, grid = self._painter, self._theme, self._grid
        painter.setFont(theme.font(_SMALL))
        painter.setPen(theme.colour("ink2"))
        wide = painter.fontMetrics().horizontalAdvance("00:00") + 4
        painter.save()
        painter.setClipRect(QRectF(grid.px(AXIS) - wide, 0, self._area.width(), grid.px(HEAD)))
        for moment in self._moments():
            area = QRectF(grid.x(moment) - wide / 2, 0, wide, grid.px(HEAD))
            painter.drawText(area, _MIDDLE, clock(moment, self._zone))
        painter.restore()

    def _moments(self) -> list[datetime]:
        span = self._board.span()
        if span is None:
            return []
        count = int((span[1] - span[0]) / timedelta(hours=1))
        return [span[0] + timedelta(hours=number) for number in range(count + 1)]

    def _name(self, lane: Lane, area: QRectF) -> None:
        painter, theme, _ = self._painter, self._theme, self._look.words._
        bold, small = theme.font(_USUAL, bold=True), theme.font(_SMALL)
        high, low = QFontMetrics(bold).height(), QFontMetrics(small).height()
        top = area.top() + max(0.0, (area.height() - high - low) / 2)
        full = lane.seats is not None and lane.size > lane.seats
        for font, colour, text, at, tall in (
            (bold, "ink", lane_name(_, lane), top, high),
            (small, "refused" if full else "ink2", lane_about(_, lane), top + high, low),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(QRectF(area.left(), at, area.width(), tall), _LEFT, shown)

    def _ground(self, rect: QRectF, state: str, *, chosen: bool) -> None:
        """A block's card: a bar at its start and a soft ground, in the colour of its state."""
        painter, theme, grid = self._painter, self._theme, self._grid
        ink = theme.colour(state or "accent")
        ground = theme.colour(f"{state}_soft" if state else "accent_soft")
        path = QPainterPath()
        path.addRoundedRect(rect, grid.px(8), grid.px(8))
        painter.fillPath(path, ground)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(rect.left(), rect.top(), grid.px(4), rect.height()), ink)
        painter.restore()
        if chosen or state or theme.colour("background").name() == "#000000":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent") if chosen else ink, grid.px(2) if chosen else 1))
            painter.drawPath(path)

    def _stop(self, block: Block, state: str, *, chosen: bool) -> None:
        grid, theme, painter, _ = self._grid, self._theme, self._painter, self._look.words._
        rect, stop = grid.rect(block), self._board.stops[block.key.ref]
        self._ground(rect, state, chosen=chosen)
        inner = rect.adjusted(grid.px(12), grid.px(6), -grid.px(6), -grid.px(6))
        painter.save()
        painter.setClipRect(inner)
        side = grid.px(12)
        right = inner.right()
        if state:
            right -= side
            ground = theme.colour(f"{state}_soft")
            paint_mark(painter, QRectF(right, inner.top() + 2, side, side), state, theme.colour(state), ground)
            right -= grid.px(4)
        if block.pinned:
            right -= side + 2
            pin = self._look.icons.pixmap("pin", "ink2", 14)
            painter.drawPixmap(QPointF(right, inner.top() + 1), pin)
            right -= grid.px(4)
        site, place = stop_names(_, stop)
        limit = _("at most {n}", n=stop.limit) if stop.limit is not None else ""
        when = f"{clock(block.start, self._zone)}–{clock(block.end, self._zone)}"
        lines = (
            (theme.font(_USUAL, bold=True), state or "ink", f"{stop.number} {site}", right - inner.left()),
            (theme.font(_SMALL), "ink2", " · ".join(filter(None, (when, limit))), inner.width()),
            (theme.font(_SMALL), "ink2", place, inner.width()),
        )
        top = inner.top()
        for font, colour, text, wide in lines:
            high = QFontMetrics(font).height()
            if top + high > inner.bottom() + 2 or wide <= 0:
                break
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(QRectF(inner.left(), top, wide, high), _LEFT, shown)
            top += high + grid.px(1)
        painter.restore()

    def _way(self, block: Block, state: str, *, chosen: bool) -> None:
        """A leg in the row of a group: a line from leaving to arriving, the minutes above, what is to spare below."""
        grid, theme, painter, _ = self._grid, self._theme, self._painter, self._look.words._
        rect = grid.rect(block)
        middle, leaves = rect.center().y(), grid.x(block.leaves or block.start)
        colour = theme.colour(state or ("accent" if chosen else "ink2"))
        if chosen:
            painter.setBrush(theme.colour("hover"))
            painter.setPen(QPen(theme.colour("accent"), grid.px(2)))
            painter.drawRoundedRect(rect, grid.px(8), grid.px(8))
        painter.setPen(QPen(colour, grid.px(2), Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(rect.left(), middle), QPointF(leaves, middle))
        painter.setPen(QPen(colour, grid.px(3), Qt.PenStyle.DashLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(leaves, middle), QPointF(rect.right(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for x in (leaves, rect.right()):
            painter.drawEllipse(QPointF(x, middle), grid.px(3), grid.px(3))
        minutes = round((block.end - (block.leaves or block.start)).total_seconds() / 60)
        around = [one for one in self._judged.slack if block.key in (one.before, one.after)]
        left = min((rect.left(), *(grid.x(one.start) for one in around)))
        right = max((rect.right(), *(grid.x(one.end) for one in around)))
        span = QRectF(left, middle, right - left, grid.px(20))
        # Where nobody knows how long a way takes, it ends where it begins.
        above = _("{minutes} min", minutes=minutes) if minutes else _("time not known")
        self._line(span.translated(0, -grid.px(22)), above, "ink2")
        if around:
            self._spare(span.translated(0, grid.px(3)), min(one.minutes for one in around))

    def _unridden(self, lane: Lane) -> None:
        """The ways between stops for which no leg is planned: what the travel table leaves to spare."""
        painter, grid = self._painter, self._grid
        stops = {one.key: one for one in lane.blocks if one.what is What.STOP}
        for slack in self._between(lane):
            top, high = grid.row(lane)
            middle, start, end = top + high / 2, grid.x(slack.start), grid.x(slack.end)
            late = slack.minutes < 0
            painter.setPen(QPen(self._theme.colour("refused" if late else "edge"), grid.px(2), Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(start, middle), QPointF(max(end, start), middle))
            if slack.before in stops and slack.after in stops and end > start:
                self._spare(QRectF(start, middle + grid.px(3), end - start, grid.px(20)), slack.minutes)

    def _between(self, lane: Lane) -> list[Slack]:
        stops = {one.key for one in lane.blocks if one.what is What.STOP}
        return [one for one in self._judged.slack if one.before in stops and one.after in stops]

    def _spare(self, span: QRectF, minutes: int) -> None:
        _ = self._look.words._
        said, late = spare_words(_, minutes), minutes < 0
        short = f"{minutes:+d}".replace("-", "−")
        self._line(span, said, "refused" if late else "ink2", short=short, bold=late, mark=late)

    def _line(
        self, span: QRectF, text: str, colour: str, *, short: str = "", bold: bool = False, mark: bool = False
    ) -> None:
        """A line of words in the middle of ``span``, or ``short`` where it has no room; ``mark`` says it can't be."""
        painter, theme, grid = self._painter, self._theme, self._grid
        painter.setFont(theme.font(_SMALL, bold=bold))
        side = grid.px(12) if mark else 0
        room = span.width() - side - grid.px(6)
        if short and painter.fontMetrics().horizontalAdvance(text) > room:
            text = short
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = span.center().x() - (wide + side) / 2
        if mark:
            area = QRectF(left - grid.px(3), span.center().y() - side / 2, side, side)
            paint_mark(painter, area, "refused", theme.colour("refused"), theme.colour("surface"))
        painter.setPen(theme.colour(colour))
        painter.drawText(QRectF(left + side, span.top(), wide + 2, span.height()), _LEFT, text)

    def _leg(self, block: Block, state: str, *, chosen: bool) -> None:
        """A leg in the row of its vehicle."""
        grid, theme, painter = self._grid, self._theme, self._painter
        rect = grid.rect(block)
        leaves = grid.x(block.leaves or block.start)
        middle = rect.center().y()
        painter.setPen(QPen(theme.colour(state or "ink2"), grid.px(2), Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(rect.left(), middle), QPointF(leaves, middle))
        body = QRectF(leaves, rect.top(), max(rect.right() - leaves, grid.px(6)), rect.height())
        self._ground(body, state, chosen=chosen)
        painter.setFont(theme.font(_SMALL))
        painter.setPen(theme.colour(state or "ink"))
        inner = body.adjusted(grid.px(8), 0, -grid.px(2), 0)
        text = clock(block.leaves or block.start, self._zone)
        painter.drawText(
            inner, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        )
