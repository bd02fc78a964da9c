"""The day on one line of time: a lane for each group, its stays and legs as they are expected, with the plan below."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.domain.running_late import Pressure, Standing
from desktop.i18n import Translator
from desktop.services.on_day_words import named, row_stands, row_title
from desktop.services.running_late_view import LegNow, of_group
from desktop.ui.context import Context
from desktop.ui.on_day.standing import Key, Row, Stand, key_of

_HEAD, _LANE, _NAMES, _HOUR, _MOST = 26, 76, 148, 64, 4
_BLOCK, _PLAN = 50, 5
STATES = {Pressure.CALM: "", Pressure.TIGHT: "already_in", Pressure.BREAKS: "refused"}
"""The state in whose colour each pressure is shown."""
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class DayLine(QWidget):
    """``chosen`` carries the key of a leg or stay that was chosen, ``opened`` asks for what is done with it."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self.stand: Stand | None = None
        self.key: Key | None = None
        self._lanes: list[list[Row]] = []
        self._since = self._until = datetime.min.replace(tzinfo=UTC)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for signal in (context.look.theme.changed, context.look.words.changed):
            signal.connect(self._again)

    def show_stand(self, stand: Stand, key: Key | None) -> None:
        """Show a day, with the leg or stay ``key`` chosen."""
        self.stand, self.key = stand, key
        view = stand.view
        self._lanes = [list(of_group(view, group.id)) for group in view.tour.groups]
        carried = {leg for lane in self._lanes for row in lane if isinstance(row, LegNow) for leg in (row.leg.id,)}
        alone = [row for row in view.legs if row.leg.id not in carried]
        if alone:
            self._lanes.append(list(alone))
        first = min((min(row.start, row.times.start) for row in view.rows), default=view.now)
        last = max((max(row.end, row.times.end) for row in view.rows), default=view.now)
        self._since = first.replace(minute=0, second=0, microsecond=0)
        self._until = last.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self._again()

    def choose(self, key: Key) -> None:
        """Let this leg or stay be the chosen one."""
        self.key = key
        self._tell()
        self.update()
        self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        hours = (self._until - self._since).total_seconds() / 3600 if self.stand is not None else 10
        px = self._look.theme.px
        return QSize(px(_NAMES) + int(px(_HOUR) * hours), px(_HEAD) + px(_LANE) * max(len(self._lanes), 1))

    @property
    def most_height(self) -> int:
        """As much as should be seen of it at once where there are many groups."""
        return self._look.theme.px(_HEAD) + self._look.theme.px(_LANE) * _MOST

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _x(self, at: datetime) -> float:
        left = self._look.theme.px(_NAMES)
        whole = (self._until - self._since).total_seconds()
        return left + (self.width() - left) * (at - self._since).total_seconds() / whole

    def _rect(self, lane: int, row: Row) -> QRectF:
        px = self._look.theme.px
        high = px(_BLOCK)
        top = px(_HEAD) + lane * px(_LANE) + (px(_LANE) - px(_PLAN) - high) / 2
        left, right = self._x(row.times.start), self._x(row.times.end)
        return QRectF(left + 1, top, max(right - left - 2, px(6)), high)

    def place(self) -> QRectF:
        """Where the chosen one is; nowhere without one."""
        lanes = enumerate(self._lanes)
        found = [self._rect(lane, row) for lane, rows in lanes for row in rows if key_of(row) == self.key]
        return found[0] if found else QRectF()

    def _tell(self) -> None:
        row = self.stand.row(self.key) if self.stand is not None else None
        self.setAccessibleName(self._said(self._look.words._, row) if row is not None else "")

    def _said(self, _: Translator, row: Row) -> str:
        zone = self._context.here.zone.key
        when = f"{_.time(row.times.start, zone)}–{_.time(row.times.end, zone)}"
        return f"{row_title(_, row)}, {when}, {row_stands(_, row)}"

    def _again(self) -> None:
        self._tell()
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.stand is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hours(painter)
        for lane, rows in enumerate(self._lanes):
            self._paint_name(painter, lane)
            for row in rows:
                self._paint_row(painter, lane, row)
        self._paint_now(painter)
        painter.end()

    def _paint_hours(self, painter: QPainter) -> None:
        theme, _ = self._look.theme, self._look.words._
        painter.setFont(theme.font(13))
        at, zone = self._since, self._context.here.zone.key
        while at < self._until:
            x = self._x(at)
            painter.setPen(theme.colour("line"))
            painter.drawLine(QPointF(x, theme.px(_HEAD)), QPointF(x, self.height()))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(QRectF(x + theme.px(4), 0, theme.px(60), theme.px(_HEAD)), _MIDDLE, _.time(at, zone))
            at += timedelta(hours=1)

    def _paint_name(self, painter: QPainter, lane: int) -> None:
        theme, _ = self._look.theme, self._look.words._
        top = theme.px(_HEAD) + lane * theme.px(_LANE)
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        groups = self.stand.view.tour.groups if self.stand is not None else ()
        buses = dict.fromkeys(named(_, row.vehicle.name) for row in self._lanes[lane] if isinstance(row, LegNow))
        name, second = ", ".join(buses), ""
        if lane < len(groups):
            count = len(groups[lane].expected)
            people = _.ngettext("{n} person", "{n} people", count)
            name, second = named(_, groups[lane].name), " · ".join(filter(None, (people, ", ".join(buses))))
        wide = theme.px(_NAMES) - theme.px(8)
        for text, size, bold, colour, y in ((name, 16, True, "ink", 20), (second, 13, False, "ink2", 44)):
            painter.setFont(theme.font(size, bold=bold))
            painter.setPen(theme.colour(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(QRectF(0, top + theme.px(y) - theme.px(8), wide, theme.px(24)), _MIDDLE, shown)

    def _paint_row(self, painter: QPainter, lane: int, row: Row) -> None:
        theme, rect = self._look.theme, self._rect(lane, row)
        state = STATES[row.pressure]
        over = row.times.standing is Standing.OVER
        ground = theme.colour(f"{state}_soft" if state else "sunken" if over else "hover")
        edge = theme.colour(state or ("accent" if row.times.standing is Standing.UNDER_WAY else "edge"))
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 1.5))
        round_ = theme.px(16 if isinstance(row, LegNow) else 6)
        painter.drawRoundedRect(rect, min(round_, rect.width() / 3), round_)
        bottom = rect.center().y() + theme.px(_BLOCK) / 2 + theme.px(4)
        planned = QRectF(self._x(row.start), bottom, max(self._x(row.end) - self._x(row.start), 2), theme.px(_PLAN))
        painter.fillRect(planned, theme.colour("edge"))
        if key_of(row) == self.key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 3 if self.hasFocus() else 2))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), theme.px(8), theme.px(8))
        self._paint_words(painter, row, rect, state)

    def _paint_words(self, painter: QPainter, row: Row, rect: QRectF, state: str) -> None:
        theme, _ = self._look.theme, self._look.words._
        inner = rect.adjusted(theme.px(6), theme.px(3), -theme.px(4), -theme.px(3))
        at, late = _.time(row.times.start, self._context.here.zone.key), row_stands(_, row)
        shift = f"{row.late:+}" if row.late else ""
        when = [f"{at} · {late}", *([late] if state == "refused" else []), f"{at} {shift}".strip(), at, shift]
        if isinstance(row, LegNow):
            aboard = self._aboard(row)
            first = [aboard or at]
            when = when if aboard else [late, shift] if shift else [""]
        else:
            first = [named(_, row.stop.name)]
        lines = [(first, "ink", not isinstance(row, LegNow)), (when, state or "ink2", bool(state))]
        high = inner.height() / len(lines)
        for number, (texts, colour, bold) in enumerate(lines):
            font = theme.font(13, bold=bold)
            metrics, room = QFontMetrics(font), int(inner.width())
            fitting = [text for text in texts if metrics.horizontalAdvance(text) <= room]
            shown = fitting[0] if fitting else ""
            if not shown and texts and not isinstance(row, LegNow):
                shown = metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            painter.drawText(QRectF(inner.x(), inner.y() + number * high, inner.width(), high), _MIDDLE, shown)

    def _aboard(self, row: LegNow) -> str:
        """How many are aboard, once somebody is."""
        found = self.stand.call(row) if self.stand is not None else None
        return f"{len(found.call.aboard)}/{found.call.expected}" if found is not None and found.call.aboard else ""

    def _paint_now(self, painter: QPainter) -> None:
        now = self.stand.view.now if self.stand is not None else self._until
        if self._since <= now < self._until:
            x = self._x(now)
            painter.setPen(QPen(self._look.theme.colour("accent"), 2))
            painter.drawLine(QPointF(x, self._look.theme.px(_HEAD) - 6), QPointF(x, self.height()))

    def _at(self, point: QPointF) -> Row | None:
        found = [row for lane, rows in enumerate(self._lanes) for row in rows if self._rect(lane, row).contains(point)]
        return found[-1] if found else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._at(event.position()) if self.stand is not None else None
        if row is not None:
            self.choose(key_of(row))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.stand is not None and self._at(event.position()) is not None:
            self.opened.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.stand is not None:
            row = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(self._look.words._, row) if row is not None else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(key)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> None:
        places = [
            (lane, n) for lane, rows in enumerate(self._lanes) for n, row in enumerate(rows) if key_of(row) == self.key
        ]
        if not places:
            if self._lanes and self._lanes[0]:
                self.choose(key_of(self._lanes[0][0]))
            return
        lane, place = places[0]
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            place += 1 if key is Qt.Key.Key_Right else -1
        else:
            lane = min(max(lane + (1 if key is Qt.Key.Key_Down else -1), 0), len(self._lanes) - 1)
        rows = self._lanes[lane]
        if rows:
            self.choose(key_of(rows[min(max(place, 0), len(rows) - 1)]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
