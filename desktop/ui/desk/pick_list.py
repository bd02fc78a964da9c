"""A list that is walked with the arrow keys while the focus stays in the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.look import Look
from desktop.ui.theme import Theme
from desktop.ui.widgets.marks import paint_mark

_LINE, _HEAD, _PAD, _RADIUS = 56, 44, 20, 16
_LOW, _LOW_LINE = 260, 46
"""A list that is lower than the first has lines as high as the second, px at 100 %."""
_GLANCE_S = 0.3
"""How long somebody must have been marked on the screen before Enter may mean them: as long as a glance takes."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A line, finished words. ``what`` is what choosing it means.

    ``state`` is a shape, ``colour`` that of a category's dot; who is ``vip`` has a star instead. A line that can be
    ``ticked``, or is, has a box.
    """

    what: object
    title: str
    beside: str = ""
    detail: str = ""
    right: str = ""
    state: str = ""
    colour: str = ""
    vip: bool = False
    ticked: bool | None = None


class PickList(QWidget):
    """``picked`` carries the ``what`` of a line that was clicked; Enter is the field's, which asks for ``chosen``."""

    picked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.head = ""
        self.picks: tuple[Pick, ...] = ()
        self._at = -1
        self._since = 0.0
        self._said, self._head_height = ("", 0, 0.0), 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.theme.changed.connect(self.update)

    @property
    def at(self) -> int:
        """The number of the chosen line; -1 where none is."""
        return self._at

    @property
    def chosen(self) -> Pick | None:
        """The line that Enter takes."""
        return self.picks[self._at] if 0 <= self._at < len(self.picks) else None

    @property
    def sure(self) -> bool:
        """Whether a line is chosen that was chosen with the arrow keys, or has been marked for a glance."""
        return self.chosen is not None and monotonic() - self._since >= _GLANCE_S

    def show_picks(self, head: str, picks: Sequence[Pick], at: int = 0) -> None:
        """Show ``picks`` under the words ``head``, with the line ``at`` chosen, or with -1 none."""
        before = self.chosen
        self.head, self.picks, self._at = head, tuple(picks), at
        if before is None or self.chosen is None or before.what != self.chosen.what:
            self._since = monotonic()
        self._tell()

    def move_by(self, step: int) -> None:
        """Choose another line, ``step`` further down; the first where none was chosen."""
        self._at = min(max(self._at + step, 0), max(0, len(self.picks) - 1)) if self._at >= 0 else 0
        self._since = 0.0
        self._tell()

    def enter(self) -> None:
        """Choose the first line where none is chosen."""
        if self.chosen is None:
            self.move_by(1)
            self._since = monotonic()

    def _tell(self) -> None:
        chosen = self.chosen
        self.setAccessibleName(self.head)
        self.setAccessibleDescription(f"{chosen.title} {chosen.detail} {chosen.right}".strip() if chosen else "")
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(320), self._look.theme.px(120))

    @property
    def _line(self) -> int:
        px = self._look.theme.px
        return px(_LOW_LINE if self.height() < px(_LOW) else _LINE)

    @property
    def _top(self) -> int:
        """How high the words over the list are, which may need more than one line."""
        theme = self._look.theme
        said = self.head, self.width(), theme.scale
        if said != self._said:
            place = QRect(0, 0, max(1, self.width() - 2 * theme.px(_PAD)), 10_000)
            box = QFontMetrics(theme.font(14)).boundingRect(place, int(Qt.TextFlag.TextWordWrap), self.head)
            self._said, self._head_height = said, max(theme.px(_HEAD), box.height() + theme.px(12))
        return self._head_height

    @property
    def _room(self) -> int:
        return max(1, (self.height() - self._top - self._look.theme.px(4)) // self._line)

    def _first(self) -> int:
        """The first line shown: the chosen one is always among those that have room."""
        room = self._room
        return min(max(0, self._at - room + 1), max(0, len(self.picks) - room))

    def _place(self, number: int) -> QRectF:
        y = self._top + (number - self._first()) * self._line
        return QRectF(1, y, self.width() - 2, self._line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for number, pick in enumerate(self.picks):
            if number >= self._first() and self._place(number).contains(event.position()):
                self.picked.emit(pick.what)
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QPainterPath()
        card.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(_RADIUS), theme.px(_RADIUS))
        painter.fillPath(card, theme.colour("surface"))
        painter.setPen(theme.colour("line"))
        painter.drawPath(card)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("ink2"))
        pad = theme.px(_PAD)
        head = QRectF(pad, 0, self.width() - 2 * pad, self._top)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.head)
        painter.setClipPath(card)
        for number in range(self._first(), len(self.picks)):
            area = self._place(number)
            if area.bottom() > self.height():
                break
            self._paint_pick(painter, self.picks[number], area, chosen=number == self._at)
        self._paint_scroll(painter)
        painter.end()

    def _paint_scroll(self, painter: QPainter) -> None:
        """Which part of the list is shown, where not all of it has room."""
        count, room, px = len(self.picks), self._room, self._look.theme.px
        if count > room:
            each = room * self._line / count
            thumb = QRectF(self.width() - px(10), self._top + self._first() * each, px(6), room * each)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.colour("edge"))
            painter.drawRoundedRect(thumb, px(3), px(3))

    def _paint_pick(self, painter: QPainter, pick: Pick, area: QRectF, *, chosen: bool) -> None:
        theme = self._look.theme
        if chosen:
            painter.fillRect(area, theme.colour("accent_soft"))
            painter.fillRect(QRectF(area.x(), area.y(), theme.px(4), area.height()), theme.colour("accent"))
        pad, side = theme.px(_PAD), theme.px(16)
        x, middle = area.x() + pad, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if pick.ticked is not None:
            _paint_box(painter, theme, QRectF(x, area.center().y() - side / 2, side, side), ticked=pick.ticked)
            x += side + theme.px(14)
        elif pick.colour or pick.state:
            mark = "vip" if pick.vip else pick.state or "dot"
            ink = theme.legible(pick.colour) if mark == "dot" else theme.colour(mark)
            paint_mark(painter, QRectF(x, area.center().y() - side / 2, side, side), mark, ink, theme.colour("surface"))
            x += side + theme.px(14)
        right = area.right() - pad
        small = theme.font(14)
        width = QFontMetrics(small).horizontalAdvance(pick.right)
        if width:
            painter.setFont(small)
            painter.setPen(theme.colour(pick.state or "ink2"))
            painter.drawText(QRectF(right - width - 1, area.y(), width + 2, area.height()), middle, pick.right)
            right -= width + theme.px(16)
        parts = ((pick.title, theme.font(20, bold=True), "ink"), (pick.beside, theme.font(16), "ink2"))
        for text, font, ink_name in (*parts, (pick.detail, theme.font(16), "ink2")):
            metrics = QFontMetrics(font)
            said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(max(0, right - x)))
            painter.setFont(font)
            painter.setPen(theme.colour(ink_name))
            painter.drawText(QRectF(x, area.y(), max(0.0, right - x) + 1, area.height()), middle, said)
            x += metrics.horizontalAdvance(said) + (theme.px(12) if text else 0)


def _paint_box(painter: QPainter, theme: Theme, area: QRectF, *, ticked: bool) -> None:
    painter.setPen(QPen(theme.colour("accent" if ticked else "edge"), theme.px(2)))
    painter.setBrush(theme.colour("accent" if ticked else "surface"))
    painter.drawRoundedRect(area, theme.px(4), theme.px(4))
    if ticked:
        x, y, side = area.x(), area.y(), area.width()
        painter.setPen(QPen(theme.colour("surface"), theme.px(2)))
        corners = [(0.22, 0.52), (0.43, 0.72), (0.78, 0.3)]
        painter.drawPolyline([QPointF(x + across * side, y + down * side) for across, down in corners])
