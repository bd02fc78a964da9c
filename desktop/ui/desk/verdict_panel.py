"""The verdict: a shape and a word on a band of its colour, and whom it is about, readable from two metres."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.desk.saying import Shown
from desktop.ui.desk.typeset import Block, paint_blocks, set_blocks
from desktop.ui.look import Look
from desktop.ui.widgets.marks import paint_mark

_BAND, _LEAST_BAND = 220, 92
_MARK, _WORD = 104, 28
_RADIUS, _PAD, _GOLD = 20, 48, 8


class VerdictPanel(QWidget):
    """Painted in one go, so that a verdict is on the screen within a frame. It asks for little room and fills all."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.shown = Shown()
        self._blocks: list[Block] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.theme.changed.connect(self._again)
        look.words.changed.connect(self._again)

    def show_verdict(self, shown: Shown) -> None:
        """Show this in place of what stood there."""
        self.shown = shown
        self.setAccessibleName(shown.spoken)
        self._again()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(320), self._look.theme.px(120))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._blocks = None

    def _again(self) -> None:
        self._blocks = None
        self.update()

    def _band(self) -> QRectF:
        """Where shape and word stand; the name has the greater part of a narrow panel."""
        if not self.shown.word:
            return QRectF()
        theme = self._look.theme
        width = min(theme.px(_BAND), max(theme.px(_LEAST_BAND), self.width() * 0.19))
        return QRectF(0, 0, width, self.height())

    def _body(self) -> QRectF:
        """Where the words stand."""
        px, left = self._look.theme.px, self._band().width()
        tight = min(1.0, (self.width() - left) / px(700), self.height() / px(400))
        across, down = px(_PAD * tight), px(24 * tight)
        body = QRectF(left + across, down, self.width() - left - 2 * across, self.height() - 2 * down)
        if self.shown.word:
            return body
        width = min(body.width(), px(720))
        return QRectF(body.center().x() - width / 2, body.y(), width, body.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, shown = self._look.theme, self.shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QPainterPath()
        card.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(_RADIUS), theme.px(_RADIUS))
        painter.fillPath(card, theme.colour("surface"))
        if shown.word:
            painter.save()
            painter.setClipPath(card)
            self._paint_band(painter, self._band())
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(shown.state or "line"), max(1, theme.px(1.5 if shown.state else 1))))
        painter.drawPath(card)
        body = self._body()
        if self._blocks is None:
            self._blocks = set_blocks(self._look, shown, int(body.width()), int(body.height()))
        paint_blocks(painter, self._blocks, body, middle=not shown.word)
        painter.end()

    def _paint_band(self, painter: QPainter, band: QRectF) -> None:
        theme, shown = self._look.theme, self.shown
        ground = f"{shown.state}_soft" if shown.state else "hover"
        painter.fillRect(band, theme.colour(ground))
        if shown.vip:
            gold = theme.px(_GOLD)
            painter.fillRect(QRectF(band.right() - gold, band.y(), gold, band.height()), theme.colour("gold"))
        inner = band.adjusted(theme.px(10), 0, -theme.px(_GOLD + 10 if shown.vip else 10), 0)
        side = min(theme.px(_MARK), inner.width() * 0.72, band.height() * 0.36)
        font, lines = theme.font(_WORD, bold=True), shown.word
        if QFontMetrics(font).horizontalAdvance(lines) > inner.width():
            lines = lines.replace(" ", "\n")
            needed = max(QFontMetrics(font).horizontalAdvance(line) for line in lines.split("\n"))
            font = theme.font(min(_WORD, _WORD * inner.width() / max(1, needed) * 0.98), bold=True)
        line = QFontMetrics(font).height() * (1 + lines.count("\n"))
        gap = theme.px(18 if band.height() > theme.px(300) else 8)
        y = band.center().y() - (side + gap + line) / 2
        ink = theme.colour(shown.state or "ink2")
        place = QRectF(inner.center().x() - side / 2, y, side, side)
        paint_mark(painter, place, shown.mark or shown.state, ink, theme.colour(ground))
        painter.setFont(font)
        painter.setPen(ink)
        words = QRectF(inner.x() - 2, y + side + gap, inner.width() + 4, line)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), lines)
