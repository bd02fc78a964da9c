"""The counts on a second screen: large, live, for everybody in the hall; names only where they are wanted."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.arrival_curve import curve
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.arrivals import COUNTED, Arrivals, By, arrivals
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.reports.charts import ROW, Row, paint_curve, paint_row
from desktop.ui.reports.figures import ALL, ARRIVED, VIPS, Figure, figures, group_row
from desktop.ui.second_screen import LEFT, RIGHT, Large, SecondScreen

_LOOK_AGAIN_MS = 15_000
_MINUTES = 120
_COLUMNS, _NAMED_ROWS, _ROWS_ALONE = 3, 4, 4


class HallScreen(SecondScreen):
    """Closed by Escape; ``Ctrl+N`` shows or hides the names of missing VIPs."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Arrivals"))
        self.found: tuple[datetime, Arrivals] | None = None
        self.named = False
        self._live = Live(context, COUNTED, self._question)
        self._live.answered.connect(self._on_counted)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._live.ask)

    def come_up(self, beside: QWidget) -> None:
        super().come_up(beside)
        self._timer.start(_LOOK_AGAIN_MS)
        self._live.wake()

    def lines(self, _: Translator) -> list[Row]:
        """What is said of each category."""
        return [] if self.found is None else [group_row(_, By.CATEGORY, tally) for tally in self.found[1].rows]

    def show_names(self, *, shown: bool) -> None:
        """Show or hide the names of the VIPs who are missing."""
        self.named = shown
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.show_names(shown=not self.named)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self._live.sleep()
        super().closeEvent(event)

    def _question(self) -> Any:
        event, store = self.context.here.event, self.context.store
        if event is None:
            return None

        def query(session: Any) -> tuple[datetime, Arrivals]:
            now = store.now()
            return now, arrivals(session, event.id, now, By.CATEGORY)

        return query

    @Slot(object)
    def _on_counted(self, found: tuple[datetime, Arrivals]) -> None:
        self.found = found
        _ = self.look.words._
        said = figures(_, found[1], found[0], self.context.here.zone.key)
        self.setAccessibleDescription(", ".join(f"{_(title)}: {figure.said}" for title, figure in said.items()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.found is None or self.context.here.event is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Hall(self.context, painter, QRectF(self.rect()), self.found).paint(
            self.lines(self.look.words._), named=self.named
        )
        painter.end()


class _Hall:
    """One picture of the hall screen; lengths are those of a screen 720 px high."""

    def __init__(self, context: Context, painter: QPainter, area: QRectF, found: tuple[datetime, Arrivals]) -> None:
        self._context, self._painter = context, painter
        self._now, self._found = found
        self._theme, self._ = context.look.theme, context.look.words._
        self._large = Large(painter, self._theme, area)
        self._unit, self._size = self._large.u, self._large.size

    def paint(self, rows: list[Row], *, named: bool) -> None:
        u, inner = self._unit, self._large.area
        self._head(inner)
        said = figures(self._, self._found, self._now, self._context.here.zone.key)
        self._figures(QRectF(inner.x(), inner.y() + 56 * u, inner.width(), 150 * u), said)
        bottom = inner.bottom() - 34 * u - self._vips(inner, named=named)
        left, top = inner.width() * 0.6, inner.y() + 224 * u
        below = QRectF(inner.x(), top, left - 40 * u, bottom - top)
        steps = curve(((one.at, one.check_ins) for one in self._found.minutes), self._now, _MINUTES)
        if steps:
            paint_curve(self._painter, below, self._theme, steps, self._context.here.zone, self._size * 1.4)
            self._rows(QRectF(inner.x() + left, top, inner.width() - left, below.height()), rows, 1.25)
        else:
            # There is nothing to draw before the first guest comes: the groups have all the room.
            gap, columns = 64 * u, 1 if len(rows) <= _ROWS_ALONE else 2
            wide, each = (inner.width() - gap * (columns - 1)) / columns, -(-len(rows) // columns)
            for column in range(columns):
                place = QRectF(inner.x() + column * (wide + gap), top, wide, below.height())
                self._rows(place, rows[column * each : (column + 1) * each], 2, of=each)
        hint = self._("Ctrl+N names · Esc close")
        self._large.line(QRectF(inner.x(), inner.bottom() - 20 * u, inner.width(), 20 * u), hint, 13, "ink2", RIGHT)

    def _head(self, inner: QRectF) -> None:
        u, _ = self._unit, self._
        event = self._context.here.event
        line = QRectF(inner.x(), inner.y(), inner.width(), 44 * u)
        clock = _.time(self._now, self._context.here.zone.key)
        self._large.line(line, clock, 30, "ink", RIGHT, bold=True)
        name = event.name.said_in(_.language) if event is not None else ""
        self._large.line(line.adjusted(0, 0, -130 * u, 0), name, 30, "ink", LEFT, bold=True)

    def _figures(self, area: QRectF, said: dict[str, Figure]) -> None:
        u, _ = self._unit, self._
        titles = [title for title in ALL if title != VIPS]
        wide = area.width() / (len(titles) + 0.6)
        x = area.x()
        for title in titles:
            figure = said[title]
            own = wide * 1.6 if title == ARRIVED else wide
            self._large.line(QRectF(x, area.y(), own, 28 * u), _(title), 18, "ink2", LEFT)
            number = QRectF(x, area.y() + 26 * u, own - 20 * u, 92 * u)
            size = 84 if title == ARRIVED else 64
            colour = figure.state or "ink"
            used = self._large.line(number, figure.said, size, colour, LEFT, bold=True)
            if title == ARRIVED:
                beside = number.adjusted(used + 14 * u, 24 * u, 20 * u, 0)
                self._large.line(beside, figure.beside, 30, "ink2", LEFT)
            else:
                self._large.line(QRectF(x, area.y() + 116 * u, own - 16 * u, 26 * u), figure.beside, 16, "ink2", LEFT)
            x += own

    def _rows(self, area: QRectF, rows: list[Row], size: float, of: int = 0) -> None:
        """Write the lines, ``size`` times as large as on a page where there is room for all, or for ``of``."""
        u = self._unit
        high = min(ROW * size * u, area.height() / max(1, of, len(rows)))
        longest = max((row.done for row in rows), default=0)
        for number, row in enumerate(rows):
            place = QRectF(area.x(), area.y() + number * high, area.width(), high)
            paint_row(self._painter, place, self._theme, row, longest, self._size * high / (ROW * u))

    def _vips(self, inner: QRectF, *, named: bool) -> float:
        """Write at the foot how many VIPs are missing, with their names where wanted; returns how high that is."""
        missing, u, _ = self._found.missing_vips, self._unit, self._
        if not missing:
            return 0
        line = 26 * u
        shown = self._missing() if named else []
        high = line * (1.4 + -(-len(shown) // _COLUMNS))
        y = inner.bottom() - 34 * u - high + line * 0.4
        told = _.ngettext("{n} VIP is still missing", "{n} VIPs are still missing", len(missing))
        self._large.line(QRectF(inner.x(), y, inner.width(), line), told, 18, "already_in", LEFT, bold=True)
        wide = inner.width() / _COLUMNS
        for number, text in enumerate(shown):
            row, column = divmod(number, _COLUMNS)
            place = QRectF(inner.x() + column * wide, y + (row + 1) * line, wide - 16 * u, line)
            self._large.line(place, text, 18, "ink", LEFT)
        return high

    def _missing(self) -> list[str]:
        """The VIPs who are missing, and how many more they are than have room."""
        missing, room, _ = self._found.missing_vips, _COLUMNS * _NAMED_ROWS, self._
        shown = missing if len(missing) <= room else missing[: room - 1]
        said = []
        for guest in shown:
            name = " ".join(filter(None, (as_seen(self._context, guest.name), guest.honorific_zh)))
            said.append(_("{name} · {category}", name=name, category=guest.category.said_in(_.language)))
        rest = len(missing) - len(shown)
        return [*said, _.ngettext("and {n} more", "and {n} more", rest)] if rest else said
