"""The counts on a second screen: large, live, for everybody in the hall; names only where they are wanted."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QScreen
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
from desktop.ui.wedge import Wedge

_LOOK_AGAIN_MS = 15_000
_HIGH = 720
_MINUTES = 120
_COLUMNS, _NAMED_ROWS, _ROWS_ALONE = 3, 4, 4
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class HallScreen(QWidget):
    """A window of its own that fills a screen. Escape closes it, ``Ctrl+N`` shows or hides the names of missing VIPs.

    A badge that is scanned while it is in front goes to the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._context, self._look = context, context.look
        self.found: tuple[datetime, Arrivals] | None = None
        self.named = False
        self._beside: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look.words.bind(self.setWindowTitle, N_("Arrivals"))
        self._live = Live(context, COUNTED, self._question)
        self._live.answered.connect(self._on_counted)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._live.ask)
        for changed in (self._look.words.changed, self._look.theme.changed, context.keeper.changed):
            changed.connect(self.update)
        self._wedge = Wedge()
        self._wedge.scanned.connect(context.scanned)

    def come_up(self, beside: QWidget) -> None:
        """Fill another screen than that of ``beside``, which keeps the keys then, or the only one there is."""
        self._beside = beside
        beside.installEventFilter(self)
        screen = _other_screen(beside.screen())
        alone = screen is beside.screen()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not alone)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self._wedge.watch(self)
        if alone:
            self.activateWindow()
            self.setFocus()
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
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.show_names(shown=not self.named)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the window that it belongs to."""
        if event.type() is QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self._live.sleep()
        super().closeEvent(event)
        # What is typed and scanned next goes where it went before.
        if self._beside is not None and self.isActiveWindow():
            self._beside.activateWindow()

    def _question(self) -> Any:
        event, store = self._context.here.event, self._context.store
        if event is None:
            return None

        def query(session: Any) -> tuple[datetime, Arrivals]:
            now = store.now()
            return now, arrivals(session, event.id, now, By.CATEGORY)

        return query

    @Slot(object)
    def _on_counted(self, found: tuple[datetime, Arrivals]) -> None:
        self.found = found
        _ = self._look.words._
        said = figures(_, found[1], found[0], self._context.here.zone.key)
        self.setAccessibleDescription(", ".join(f"{_(title)}: {figure.said}" for title, figure in said.items()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.found is None or self._context.here.event is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Hall(self._context, painter, QRectF(self.rect()), self.found).paint(
            self.lines(self._look.words._), named=self.named
        )
        painter.end()


class _Hall:
    """One picture of the hall screen; lengths are those of a screen 720 px high."""

    def __init__(self, context: Context, painter: QPainter, area: QRectF, found: tuple[datetime, Arrivals]) -> None:
        self._context, self._painter, self._area = context, painter, area
        self._now, self._found = found
        self._theme, self._ = context.look.theme, context.look.words._
        self._unit = max(0.5, area.height() / _HIGH)
        # What is painted follows the size of the screen alone.
        self._size = self._unit / self._theme.scale

    def paint(self, rows: list[Row], *, named: bool) -> None:
        u = self._unit
        inner = self._area.adjusted(48 * u, 32 * u, -48 * u, -28 * u)
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
        self._words(QRectF(inner.x(), inner.bottom() - 20 * u, inner.width(), 20 * u), hint, 13, "ink2", _RIGHT)

    def _head(self, inner: QRectF) -> None:
        u, _ = self._unit, self._
        event = self._context.here.event
        line = QRectF(inner.x(), inner.y(), inner.width(), 44 * u)
        clock = _.time(self._now, self._context.here.zone.key)
        self._words(line, clock, 30, "ink", _RIGHT, bold=True)
        name = event.name.said_in(_.language) if event is not None else ""
        self._words(line.adjusted(0, 0, -130 * u, 0), name, 30, "ink", _LEFT, bold=True)

    def _figures(self, area: QRectF, said: dict[str, Figure]) -> None:
        u, _ = self._unit, self._
        titles = [title for title in ALL if title != VIPS]
        wide = area.width() / (len(titles) + 0.6)
        x = area.x()
        for title in titles:
            figure = said[title]
            own = wide * 1.6 if title == ARRIVED else wide
            self._words(QRectF(x, area.y(), own, 28 * u), _(title), 18, "ink2", _LEFT)
            number = QRectF(x, area.y() + 26 * u, own - 20 * u, 92 * u)
            size = 84 if title == ARRIVED else 64
            colour = figure.state or "ink"
            used = self._words(number, figure.said, size, colour, _LEFT, bold=True)
            if title == ARRIVED:
                beside = number.adjusted(used + 14 * u, 24 * u, 20 * u, 0)
                self._words(beside, figure.beside, 30, "ink2", _LEFT)
            else:
                self._words(QRectF(x, area.y() + 116 * u, own - 16 * u, 26 * u), figure.beside, 16, "ink2", _LEFT)
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
        self._words(QRectF(inner.x(), y, inner.width(), line), told, 18, "already_in", _LEFT, bold=True)
        wide = inner.width() / _COLUMNS
        for number, text in enumerate(shown):
            row, column = divmod(number, _COLUMNS)
            place = QRectF(inner.x() + column * wide, y + (row + 1) * line, wide - 16 * u, line)
            self._words(place, text, 18, "ink", _LEFT)
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

    def _words(self, area: QRectF, text: str, size: float, colour: str, flags: int, *, bold: bool = False) -> int:
        """Write a line, smaller where it would not fit; returns how wide it is."""
        metrics = QFontMetrics(self._theme.font(size * self._size, bold=bold))
        wide = metrics.horizontalAdvance(text)
        if wide > area.width() > 0:
            size = max(10, size * area.width() / wide * 0.98)
            metrics = QFontMetrics(self._theme.font(size * self._size, bold=bold))
        self._painter.setFont(self._theme.font(size * self._size, bold=bold))
        self._painter.setPen(self._theme.colour(colour))
        self._painter.drawText(
            area, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()) + 1)
        )
        return min(metrics.horizontalAdvance(text), int(area.width()))


def _other_screen(own: QScreen) -> QScreen:
    return next((screen for screen in QGuiApplication.screens() if screen is not own), own)
