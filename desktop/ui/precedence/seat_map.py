"""The seats of a hall as they are drawn, the stage on top: who sits where, moved by mouse and keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip

from desktop.domain.text import LocalName
from desktop.services.seats import SeatedGuest, SeatPlan, SeatRow
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.precedence.words import both_names

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_STAGE, _EDGE, _NAME, _LEAST, _MOST, _READABLE, _DEEP, _FLAT, _HALL = 36, 12, 64, 24, 72, 104, 64, 18, 28
NO_HALLS: Mapping[UUID | None, LocalName] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat and where it is drawn; ``round`` at a table."""

    seat: SeatRow
    rect: QRectF
    round: bool


class SeatMap(QAbstractScrollArea):
    """``chosen`` carries the label of the seat under the cursor, ``opened`` the same on Enter or double click.

    ``moved`` carries the registration that goes to the seat of that label. Arrows choose, with Alt they move whoever
    sits there one seat on; the mouse drags. ``readable`` makes seats large enough for names.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self.plan: SeatPlan | None = None
        self.seat = ""
        self.readable = True
        self._halls: Mapping[UUID | None, LocalName] = NO_HALLS
        self._spots: list[Spot] = []
        self._heads: list[tuple[UUID | None, float]] = []
        self._titles: list[tuple[str, QRectF]] = []
        self._size = (0.0, 0.0)
        self._pressed: tuple[SeatedGuest, QPointF] | None = None
        self._dragged: QPointF | None = None
        self.setProperty("role", "board")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        context.look.theme.changed.connect(self._measure)
        for changed in (context.look.words.changed, context.keeper.changed):
            changed.connect(self.viewport().update)

    def show_seats(self, plan: SeatPlan | None, halls: Mapping[UUID | None, LocalName] = NO_HALLS) -> None:
        """Show the blocks of a hall; those of several below each other, with the names of ``halls``."""
        self.plan, self._halls, self._pressed, self._dragged = plan, halls, None, None
        self._measure()
        if self.spot(self.seat) is None:
            self.seat = ""

    def enlarge(self, *, readable: bool) -> None:
        """Make seats large enough to read who sits there, or show as much of the hall as there is room for."""
        self.readable = readable
        self._measure()
        self.choose(self.seat)

    def choose(self, label: str) -> None:
        """Put the cursor on the seat of that name, and bring it into sight."""
        self.seat = label
        spot = self.spot(label)
        if spot is not None:
            for bar, low, high, seen in (
                (self.horizontalScrollBar(), spot.rect.left(), spot.rect.right(), self.viewport().width()),
                (self.verticalScrollBar(), spot.rect.top(), spot.rect.bottom(), self.viewport().height()),
            ):
                if low < bar.value() or high > bar.value() + seen:
                    bar.setValue(int(low - 8 if low < bar.value() else high - seen + 8))
            self.setAccessibleDescription(self.told(spot.seat))
        self.viewport().update()

    def spot(self, label: str) -> Spot | None:
        """The seat of that name."""
        return next((spot for spot in self._spots if spot.seat.chair.label == label), None)

    def rect_of(self, label: str) -> QRectF:
        """Where a seat is in the viewport, in pixels."""
        spot = self.spot(label)
        return spot.rect.translated(-self._origin()) if spot is not None else QRectF()

    def name(self, guest: SeatedGuest) -> str:
        """The name as it may be read here."""
        return as_seen(self._context, both_names(self._look.words._, guest)[0])

    def told(self, seat: SeatRow) -> str:
        """Who sits there, for tooltips and screen readers."""
        _ = self._look.words._
        said = [seat.chair.label]
        for guest in seat.guests:
            names = [as_seen(self._context, one) for one in both_names(_, guest) if one]
            said.append(" · ".join([*names, guest.category.said_in(_.language)]))
        return "\n".join(said if seat.guests else [*said, _("nobody yet")])

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(480), self._look.theme.px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(240), self._look.theme.px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told(spot.seat) if spot is not None else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt = held == Qt.KeyboardModifier.AltModifier
        if key in _ARROWS and (alt or not held):
            self._walk(*_ARROWS[key], moves=alt)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.seat:
            self.opened.emit(self.seat)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and spot is not None:
            self._pick(spot)
            self._pressed = (spot.seat.guests[0], event.position()) if spot.seat.guests else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        far = (event.position() - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
        if far or self._dragged is not None:
            self._dragged = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        self.viewport().unsetCursor()
        self.viewport().update()
        spot = self._at(dragged) if dragged is not None else None
        if pressed is not None and spot is not None and pressed[0] not in spot.seat.guests:
            self._pick(spot)
            self.moved.emit(pressed[0].registration_id, spot.seat.chair.label)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position())
        if spot is not None:
            self.opened.emit(spot.seat.chair.label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, shown = self._look.theme, QRectF(self.viewport().rect())
        painter.fillRect(shown, theme.colour("surface"))
        painter.translate(-self._origin())
        seen = shown.translated(self._origin())
        self._paint_stage(painter, seen)
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.colour("ink2"))
        for title, rect in self._titles:
            painter.drawText(rect, _CENTRE, title)
        for hall, top in self._heads:
            name = self._halls.get(hall, LocalName()).said_in(self._look.words.language)
            head = QRectF(theme.px(_NAME), top, shown.width(), theme.px(_HALL))
            painter.drawText(head, _LEFT, name or self._look.words._("In no hall"))
        for spot in self._spots:
            if spot.rect.intersects(seen):
                self._paint_seat(painter, spot)
        self._paint_dragged(painter)
        painter.resetTransform()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(shown.adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _paint_stage(self, painter: QPainter, seen: QRectF) -> None:
        theme, px = self._look.theme, self._look.theme.px
        stage = QRectF(px(_NAME), px(8), max(self._size[0] - 2 * px(_NAME), px(120)), px(26))
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(stage, 4, 4)
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(stage.intersected(seen), _CENTRE, self._look.words._("Stage"))

    def _paint_seat(self, painter: QPainter, spot: Spot) -> None:
        theme, px, seat = self._look.theme, self._look.theme.px, spot.seat
        chosen, double = seat.chair.label == self.seat, len(seat.guests) > 1
        ink = "refused" if double else "accent" if chosen else "edge"
        style = Qt.PenStyle.SolidLine if seat.guests else Qt.PenStyle.DotLine
        painter.setPen(QPen(theme.colour(ink), 2 if chosen or double else 1, style))
        painter.setBrush(theme.colour("accent_soft" if chosen else "hover" if seat.guests else "surface"))
        painter.drawRoundedRect(spot.rect, 5, 5)
        number = QRectF(spot.rect.left() + px(4), spot.rect.top() + px(2), spot.rect.width() - px(8), px(14))
        if seat.guests:
            colour = theme.legible(seat.guests[0].colour)
            painter.fillRect(
                QRectF(spot.rect.left() + 5, spot.rect.bottom() - px(5), spot.rect.width() - 10, px(3)), colour
            )
        painter.setFont(theme.font(10))
        painter.setPen(theme.colour("refused" if double else "ink2"))
        small = str(seat.chair.number) if len(seat.guests) < 2 else f"{seat.chair.number} ×{len(seat.guests)}"
        if spot.rect.height() < px(40):
            painter.drawText(spot.rect, _CENTRE, small)
            return
        painter.drawText(number, _LEFT, small)
        if not seat.guests:
            return
        area = QRectF(spot.rect.left() + 3, number.bottom() - 2, spot.rect.width() - 6, spot.rect.height() - px(20))
        self._paint_name(painter, area, self.name(seat.guests[0]))

    def _paint_name(self, painter: QPainter, area: QRectF, name: str) -> None:
        """The name in as many lines as there is room for; what would not be readable is left to the tooltip."""
        theme = self._look.theme
        font = theme.font(13 if self.readable else 11, bold=True)
        metrics = QFontMetrics(font)
        if area.height() < metrics.height():
            return
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        if metrics.horizontalAdvance(name) > area.width() and area.height() >= 2 * metrics.height() and " " in name:
            first, _space, rest = name.partition(" ")
            for text, top in ((first, area.top()), (rest, area.top() + metrics.height())):
                line = QRectF(area.left(), top, area.width(), metrics.height())
                painter.drawText(line, _CENTRE, self._cut(metrics, text, area.width()))
            return
        painter.drawText(area, _CENTRE, self._cut(metrics, name, area.width()))

    def _cut(self, metrics: QFontMetrics, text: str, wide: float) -> str:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(wide))

    def _paint_dragged(self, painter: QPainter) -> None:
        if self._pressed is None or self._dragged is None:
            return
        theme, target = self._look.theme, self._at(self._dragged)
        if target is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 3))
            painter.drawRoundedRect(target.rect, 5, 5)
        at = self._dragged + self._origin()
        rect = QRectF(at.x() + 8, at.y() + 8, theme.px(140), theme.px(28))
        ground = QColor(theme.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 5, 5)
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(rect, _CENTRE, self._cut(painter.fontMetrics(), self.name(self._pressed[0]), rect.width() - 8))

    def _walk(self, right: int, down: int, *, moves: bool) -> None:
        here = self.spot(self.seat)
        to = self._beside(here, right, down) if here is not None else next(iter(self._spots), None)
        if to is None:
            return
        if moves and here is not None:
            if here.seat.guests:
                self._pick(to)
                self.moved.emit(here.seat.guests[0].registration_id, to.seat.chair.label)
            return
        self._pick(to)

    def _beside(self, here: Spot, right: int, down: int) -> Spot | None:
        centre, best, found = here.rect.center(), 0.0, None
        for spot in self._spots:
            way = spot.rect.center() - centre
            along = way.x() * right + way.y() * down
            aside = abs(way.y() if right else way.x())
            if along > 1 and aside < 2 * along:
                far = along + 2 * aside
                if found is None or far < best:
                    best, found = far, spot
        return found

    def _pick(self, spot: Spot) -> None:
        self.choose(spot.seat.chair.label)
        self.chosen.emit(spot.seat.chair.label)

    def _at(self, point: QPointF) -> Spot | None:
        at = point + self._origin()
        return next((spot for spot in self._spots if spot.rect.contains(at)), None)

    def _origin(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _measure(self) -> None:
        """Lay the blocks out: as wide as there is room, within what can be seen and what can be read."""
        px, blocks = self._look.theme.px, self.plan.blocks if self.plan is not None else ()
        across = max((one.row.block.x + one.row.block.size[0] for one in blocks), default=1)
        room = (self.viewport().width() - px(_NAME) - 2 * px(_EDGE)) / across
        wide = max(room, float(px(_READABLE))) if self.readable else min(max(room, px(_LEAST)), px(_MOST))
        tables = any(one.row.block.round for one in blocks)
        rows = sum(one.row.block.size[1] for one in blocks) or 1
        flat = max((self.viewport().height() - px(_STAGE) - 2 * px(_EDGE)) / rows, float(px(_FLAT)))
        deep = wide if tables else float(px(_DEEP)) if self.readable else min(flat, px(_DEEP))
        self._spots, self._titles = list(self._lay_out(wide, deep)), []
        for spot in self._spots:
            if spot.seat.chair.number == 1:
                prefix = spot.seat.chair.label.rpartition("-")[0]
                left = QRectF(spot.rect.left() - px(_NAME), spot.rect.top(), px(_NAME) - 4, spot.rect.height())
                below = spot.rect.translated(0, -1.4 * deep)
                self._titles.append((prefix, below if spot.round else left))
        right = max((spot.rect.right() for spot in self._spots), default=0.0) + px(_EDGE)
        bottom = max((spot.rect.bottom() for spot in self._spots), default=0.0) + px(_EDGE)
        self._size = (right, bottom)
        for bar, whole, shown in (
            (self.verticalScrollBar(), bottom, self.viewport().height()),
            (self.horizontalScrollBar(), right, self.viewport().width()),
        ):
            bar.setRange(0, max(0, round(whole) - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(px(40))
        self.viewport().update()

    def _lay_out(self, wide: float, deep: float) -> Iterator[Spot]:
        px = self._look.theme.px
        blocks = self.plan.blocks if self.plan is not None else ()
        halls = dict.fromkeys(one.row.hall_id for one in blocks)
        self._heads, top = [], float(px(_STAGE) + px(_EDGE))
        for hall in halls:
            if len(halls) > 1:
                self._heads.append((hall, top))
                top += px(_HALL)
            there = [one for one in blocks if one.row.hall_id == hall]
            for one in there:
                table = one.row.block.round
                small = 0.9 if table else 1.0
                for seat in one.seats:
                    x = px(_NAME) + px(_EDGE) + seat.chair.x * wide
                    y = top + seat.chair.y * deep
                    yield Spot(seat, QRectF(x, y, wide * small - 4, deep * small - 4), table)
            top += max(one.row.block.y + one.row.block.size[1] for one in there) * deep + px(_EDGE)
