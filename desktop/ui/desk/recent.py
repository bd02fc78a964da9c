"""The last scans of this desk, newest first: shape, name, time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.widgets.marks import paint_mark

_HEIGHT, _PAD, _GAP, _BETWEEN, _MARK = 40, 14, 10, 10, 14
KEPT = 24


@dataclass(frozen=True, slots=True)
class Scanned:
    """One chip, finished words; ``struck`` once the check-in was taken back."""

    scan: UUID
    name: str
    time: str
    state: str
    struck: bool = False


class RecentScans(QWidget):
    """As many whole chips as there is room for; none is cut."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.chips: tuple[Scanned, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.theme.changed.connect(self._again)
        look.words.bind(self.setAccessibleName, N_("The last scans of this desk"))

    def replace(self, chips: Sequence[Scanned]) -> None:
        """Show these and no others."""
        self.chips = tuple(chips)[:KEPT]
        self.setAccessibleDescription(", ".join(f"{chip.name} {chip.time}" for chip in self.chips))
        self.update()

    def add(self, chip: Scanned) -> None:
        """Put ``chip`` in front."""
        self.replace((chip, *self.chips))

    def strike(self, scan: UUID) -> None:
        """Show that a check-in was taken back."""
        self.replace([replace(chip, struck=chip.struck or chip.scan == scan) for chip in self.chips])

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.theme.px(_HEIGHT))

    def _again(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        name, time = theme.font(16), theme.font(16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for chip in self.chips:
            named, timed = QFontMetrics(name).horizontalAdvance(chip.name), QFontMetrics(time).horizontalAdvance(chip.time)
            width = theme.px(2 * _PAD + _MARK + 2 * _GAP) + named + timed
            if x + width > self.width() + 1:
                break
            self._paint_chip(painter, chip, QRectF(x, 0, width, self.height()), (name, named))
            x += width + theme.px(_BETWEEN)
        painter.end()

    def _paint_chip(self, painter: QPainter, chip: Scanned, area: QRectF, name: tuple[QFont, int]) -> None:
        theme = self._look.theme
        painter.setBrush(theme.colour("surface"))
        painter.setPen(theme.colour("line"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(10), theme.px(10))
        side = theme.px(_MARK)
        x = area.x() + theme.px(_PAD)
        state = "" if chip.struck else chip.state
        ink, ground = theme.colour(state or "ink2"), theme.colour("surface")
        paint_mark(painter, QRectF(x, area.center().y() - side / 2, side, side), state, ink, ground)
        x += side + theme.px(_GAP)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        font, width = name
        said = QFont(font)
        said.setStrikeOut(chip.struck)
        painter.setFont(said)
        painter.setPen(theme.colour("ink2" if chip.struck else "ink"))
        painter.drawText(QRectF(x, area.y(), width + 4, area.height()), middle, chip.name)
        x += width + theme.px(_GAP)
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(QRectF(x, area.y(), area.right() - x, area.height()), middle, chip.time)
