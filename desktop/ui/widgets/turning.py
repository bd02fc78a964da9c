"""Two things side by side, or one under the other where large type leaves no room."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.look import Look
from desktop.ui.theme import restyle

_UNBOUND = 16_777_215


class Turning(QWidget):
    """``side`` is as wide as it needs, or ``width`` px at 100 %; ``main`` takes what is left.

    They stand side by side while ``main`` has ``least`` px at 100 % (or its own least width); else one goes under
    the other and both take the whole width. ``side_first`` puts the side on the left, or on top.
    """

    def __init__(
        self,
        look: Look,
        main: QWidget,
        side: QWidget,
        *,
        width: int = 0,
        least: int = 0,
        gap: int = 24,
        side_first: bool = False,
    ) -> None:
        super().__init__()
        self._look, self._main, self._side = look, main, side
        self._width, self._least, self._gap = width, least, gap
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        for part in (side, main) if side_first else (main, side):
            self.row.addWidget(part, 1 if part is main else 0)
        look.theme.bind(self.row.setSpacing, gap)
        look.theme.changed.connect(self._turn)
        self._turn()

    @property
    def turned(self) -> bool:
        """Whether one stands under the other."""
        return self.row.direction() is QBoxLayout.Direction.TopToBottom

    def _turn(self) -> None:
        side, below = self._side_width(), self._needs_turning()
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._width:
            self._side.setMinimumWidth(0 if below else side)
            self._side.setMaximumWidth(_UNBOUND if below else side)
        restyle(self._side, turned=below)
        if way is not self.row.direction():
            self.row.setDirection(way)
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        # A side that shows itself, or other words, need other room; the size of all stays.
        if event.type() is QEvent.Type.LayoutRequest and self._needs_turning() is not self.turned:
            self._turn()
        return super().event(event)

    def _side_width(self) -> int:
        return self._look.theme.px(self._width) if self._width else self._side.minimumSizeHint().width()

    def _needs_turning(self) -> bool:
        px = self._look.theme.px
        main = max(px(self._least), self._main.minimumSizeHint().width())
        return not self._side.isHidden() and main + px(self._gap) + self._side_width() > self.width()

    def minimumSizeHint(self) -> QSize:
        hints = [part.minimumSizeHint() for part in (self._main, self._side) if not part.isHidden()]
        least = super().minimumSizeHint()
        return QSize(max((hint.width() for hint in hints), default=0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)
