"""A stage plan as it is drawn: a card for each place, moved by mouse and keys."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
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

from desktop.domain.agreements import Side
from desktop.domain.naming import NamedPerson, name_alone
from desktop.domain.seating import Layout, traffic_of
from desktop.services.stage_plans import Plan, StagePlace, Whom
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.precedence.order_rows import post_words
from desktop.ui.precedence.plan_shape import Shape, lay_out, short
from desktop.ui.precedence.words import both_names, place_words

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PlanCanvas(QAbstractScrollArea):
    """``chosen`` carries whom the cursor is on, ``opened`` the same on Enter or double click.

    ``moved`` carries whom, row and place from 1. Arrows choose, with Alt they move; the mouse drags.
    """

    chosen = Signal(object)
    opened = Signal(object)
    moved = Signal(object, int, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self.plan: Plan | None = None
        self.whom: Whom | None = None
        self.from_stage = False
        self.laid: Shape | None = None
        self._pressed: tuple[Whom, QPointF] | None = None
        self._dragged: QPointF | None = None
        self.setProperty("role", "board")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        context.look.theme.changed.connect(self._measure)
        for changed in (context.look.words.changed, context.keeper.changed):
            changed.connect(self.viewport().update)

    def show_plan(self, plan: Plan | None, *, from_stage: bool) -> None:
        """Show a plan from one of its two sides."""
        known = self.plan.row.id if self.plan is not None else None, self.from_stage
        self.plan, self.from_stage = plan, from_stage
        self._pressed = self._dragged = None
        self._measure()
        if plan is not None and known != (plan.row.id, from_stage):
            # The front row first, which is the one below, unless it is seen from behind.
            self.verticalScrollBar().setValue(0 if from_stage else self.verticalScrollBar().maximum())
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum() // 2)
        if self.laid is not None and self.laid.rect_of(self.whom).isNull():
            self.whom = None

    def choose(self, whom: Whom | None) -> None:
        """Put the cursor on somebody, and bring them into sight."""
        self.whom = whom
        if self.laid is not None and whom is not None:
            rect = self.laid.rect_of(whom)
            for bar, low, high, seen in (
                (self.horizontalScrollBar(), rect.left(), rect.right(), self.viewport().width()),
                (self.verticalScrollBar(), rect.top(), rect.bottom(), self.viewport().height()),
            ):
                if low < bar.value() or high > bar.value() + seen:
                    bar.setValue(int(low - 8 if low < bar.value() else high - seen + 8))
            place = self.place_of(whom)
            if place is not None:
                self.setAccessibleDescription(self.told(place))
        self.viewport().update()

    def place_of(self, whom: Whom | None) -> StagePlace | None:
        """Where somebody is on the plan."""
        rows = self.plan.rows if self.plan is not None else ()
        return next((one for row in rows for one in row if one.whom == whom), None)

    def rect_of(self, whom: Whom) -> QRectF:
        """Where somebody is in the viewport, in pixels."""
        return self.laid.rect_of(whom).translated(-self._origin()) if self.laid is not None else QRectF()

    def names(self, place: StagePlace) -> tuple[str, str]:
        """The name as it may be read here, and the one in the other script."""
        first, second = both_names(self._look.words._, _person(place))
        return as_seen(self._context, first), as_seen(self._context, second) if second else ""

    def told(self, place: StagePlace) -> str:
        """Who is there, for tooltips and screen readers."""
        _ = self._look.words._
        where = place_words(_, place)
        by_hand = _("put here by hand") if place.by_hand else ""
        return "\n".join(filter(None, (*self.names(place), post_words(_, place.guest), where, by_hand)))

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(480), self._look.theme.px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(240), self._look.theme.px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told(place) if place is not None else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ARROWS and self.laid is not None and held in {
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier,
        }:  # fmt: skip
            if held == Qt.KeyboardModifier.AltModifier:
                self._nudge(*_ARROWS[key])
            elif (place := self.laid.beside(self.whom, *_ARROWS[key])) is not None:
                self._pick(place.whom)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.whom is not None:
            self.opened.emit(self.whom)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self._pick(place.whom)
            self._pressed = place.whom, event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        way = (event.position() - self._pressed[1]).manhattanLength()
        if self._dragged is not None or way >= QApplication.startDragDistance():
            self._dragged = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        self.viewport().unsetCursor()
        self.viewport().update()
        if pressed is not None and dragged is not None and (at := self._target(dragged)) is not None:
            self._move(pressed[0], *at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None:
            self.opened.emit(place.whom)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        painter.fillRect(self.viewport().rect(), theme.colour("surface"))
        if self.laid is not None and self.plan is not None:
            painter.translate(-self._origin())
            for table in self.laid.tables:
                painter.setPen(QPen(theme.colour("edge"), 1))
                painter.setBrush(theme.colour("sunken"))
                painter.drawRoundedRect(table, 4, 4)
            if self.laid.driver is not None:
                painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DotLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self.laid.driver, 8, 8)
                painter.setFont(theme.font(13))
                painter.setPen(theme.colour("ink2"))
                painter.drawText(self.laid.driver, _CENTRE, self._look.words._("Driver"))
            for place, rect in self.laid.spots:
                self._paint_place(painter, self.plan, place, rect)
            self._paint_dragged(painter)
            painter.resetTransform()
            self._paint_sides(painter, self.plan)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _paint_sides(self, painter: QPainter, plan: Plan) -> None:
        """Where the audience is, and what the two sides are called by it and by those on stage: always in sight."""
        theme, _, pad = self._look.theme, self._look.words._, self._px(12)
        line, room = self._px(26), QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2)
        top = QRectF(room.left(), room.top(), room.width(), line)
        bottom = QRectF(room.left(), room.bottom() - line, room.width(), line)
        painter.setPen(theme.colour("ink2"))
        if plan.row.layout is Layout.CAR:
            words = ("", _("Front of the car"), "")
        else:
            house = (_("House left · stage right"), _("House right · stage left"))
            left, right = house[::-1] if self.from_stage else house
            words = (left, _("Audience"), right)
        before = top if self.from_stage or plan.row.layout is Layout.CAR else bottom
        painter.fillRect(before, theme.colour("sunken"))
        for text, bold, where in zip(words, (False, True, False), (_LEFT, _CENTRE, _RIGHT), strict=True):
            painter.setFont(theme.font(13, bold=bold))
            painter.drawText(before.adjusted(pad, 0, -pad, 0), where, text)

    def _paint_place(self, painter: QPainter, plan: Plan, place: StagePlace, rect: QRectF) -> None:
        theme, chosen = self._look.theme, place.whom == self.whom
        ground = {Side.HOST: "elsewhere_soft", Side.GUEST: "vip_soft"}.get(place.side, "hover")
        painter.setBrush(theme.colour("accent_soft" if chosen else ground))
        painter.setPen(QPen(theme.colour("accent" if chosen else "edge"), 2 if chosen else 1))
        painter.drawRoundedRect(rect, 8, 8)
        if place.by_hand:
            # A second border inside the first: it is seen without colour, too.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("already_in"), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), 5, 5)
        self._paint_words(painter, plan, place, rect.adjusted(self._px(8), self._px(6), -self._px(8), -self._px(5)))

    def _paint_words(self, painter: QPainter, plan: Plan, place: StagePlace, area: QRectF) -> None:
        theme, _ = self._look.theme, self._look.words._
        first, second = self.names(place)
        head = QRectF(area.left(), area.top(), area.width(), self._px(18))
        painter.setFont(theme.font(12, bold=True))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(head, _LEFT, short(plan, place))
        if place.by_hand:
            painter.setPen(theme.colour("already_in"))
            painter.drawText(head, _RIGHT, _("by hand"))
        lines = [(line, 13, True, "ink") for line in self._broken(first, area.width())]
        lines += [(text, 11, False, "ink2") for text in (second, post_words(_, place.guest)) if text]
        y = head.bottom()
        for text, size, bold, ink in lines:
            painter.setFont(theme.font(size, bold=bold))
            metrics = painter.fontMetrics()
            if y + metrics.height() > area.bottom() + 4:
                break
            painter.setPen(theme.colour(ink))
            line = QRectF(area.left(), y, area.width(), metrics.height())
            painter.drawText(line, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width())))
            y += metrics.height()

    def _broken(self, name: str, wide: float) -> list[str]:
        """The name in one line, or in two where it has no room in one."""
        metrics = QFontMetrics(self._look.theme.font(13, bold=True))
        if metrics.horizontalAdvance(name) <= wide or " " not in name:
            return [name]
        words = name.split(" ")
        first = [words[0]]
        while len(words) > len(first) + 1 and metrics.horizontalAdvance(" ".join(words[: len(first) + 1])) <= wide:
            first = words[: len(first) + 1]
        return [" ".join(first), " ".join(words[len(first) :])]

    def _paint_dragged(self, painter: QPainter) -> None:
        if self._pressed is None or self._dragged is None or self.laid is None:
            return
        theme, at = self._look.theme, self._target(self._dragged)
        for place, rect in self.laid.spots:
            if at == (place.row, place.place):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), 3))
                painter.drawRoundedRect(rect, 8, 8)
        rect = self.laid.rect_of(self._pressed[0]).translated(self._dragged - self._pressed[1])
        ground = QColor(theme.colour("accent"))
        ground.setAlphaF(0.25)
        painter.setBrush(ground)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(rect, 8, 8)

    def _nudge(self, right: int, down: int) -> None:
        place = self.place_of(self.whom)
        if place is None or self.plan is None:
            return
        car = self.plan.row.layout is Layout.CAR
        if self.from_stage and not car:
            right = -right
        elif not car:
            down = -down
        row = place.row + down
        rows = len(self.plan.rows) + (self.plan.row.layout is Layout.PHOTO and not self.plan.row.row_sizes)
        if not 1 <= row <= rows:
            return
        there = len(self.plan.rows[row - 1]) if row <= len(self.plan.rows) else 1
        self._move(place.whom, row, min(max(place.place + right, 1), there))

    def _move(self, whom: Whom, row: int, at: int) -> None:
        place = self.place_of(whom)
        if place is not None and (place.row, place.place) != (row, at):
            self.moved.emit(whom, row, at)

    def _target(self, point: QPointF) -> tuple[int, int] | None:
        plan, shape = self.plan, self.laid
        if plan is None or shape is None:
            return None
        grows = plan.row.layout is Layout.PHOTO and not plan.row.row_sizes
        return shape.near(point + self._origin(), len(plan.rows) + 1 if grows else 0)

    def _pick(self, whom: Whom) -> None:
        self.choose(whom)
        self.chosen.emit(whom)

    def _at(self, point: QPointF) -> StagePlace | None:
        return self.laid.at(point + self._origin()) if self.laid is not None else None

    def _origin(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _measure(self) -> None:
        if self.plan is not None:
            self.laid = lay_out(
                self.plan, QSizeF(self.viewport().size()), self._px(100) / 100, from_stage=self.from_stage,
                traffic=traffic_of(self._context.here.zone.key),
            )  # fmt: skip
            for bar, whole, shown in (
                (self.verticalScrollBar(), self.laid.high, self.viewport().height()),
                (self.horizontalScrollBar(), self.laid.wide, self.viewport().width()),
            ):
                bar.setRange(0, max(0, round(whole) - shown))
                bar.setPageStep(shown)
                bar.setSingleStep(self._px(40))
        else:
            self.laid = None
        self.viewport().update()

    def _px(self, length: float) -> int:
        return self._look.theme.px(length)


def _person(place: StagePlace) -> NamedPerson:
    return place.guest if place.guest is not None else name_alone(place.name)
