"""The last scans of this desk, newest first: shape, name, time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.last_scans import LastScan
from desktop.ui.look import Look
from desktop.ui.widgets.marks import paint_mark, state_of

_HEIGHT, _PAD, _GAP, _BETWEEN, _MARK, _LONGEST = 40, 14, 10, 10, 14, 260
KEPT = 24


@dataclass(frozen=True, slots=True)
class Scanned:
    """One chip, finished words; ``struck`` once the check-in was taken back."""

    scan: UUID
    name: str
    time: str
    state: str
    struck: bool = False


def chip(_: Translator, zone: str, last: LastScan) -> Scanned:
    """A scan as its chip; what is not ours has no name."""
    return Scanned(last.scan, last.name or "—", _.time(last.at, zone), state_of(last.verdict), last.undone)


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
        font = theme.font(16)
        metrics = QFontMetrics(font)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for chip in self.chips:
            name = metrics.elidedText(chip.name, Qt.TextElideMode.ElideRight, theme.px(_LONGEST))
            words = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(chip.time)
            area = QRectF(x, 0, words + theme.px(2 * _PAD + _MARK + 2 * _GAP), self.height())
            if area.right() > self.width() + 1:
                break
            self._paint_chip(painter, chip, name, area, font)
            x = area.right() + theme.px(_BETWEEN)
        painter.end()

    def _paint_chip(self, painter: QPainter, chip: Scanned, name: str, area: QRectF, font: QFont) -> None:
        theme = self._look.theme
        painter.setBrush(theme.colour("surface"))
        painter.setPen(theme.colour("line"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(10), theme.px(10))
        side, state = theme.px(_MARK), "" if chip.struck else chip.state
        inner = area.adjusted(theme.px(_PAD), 0, -theme.px(_PAD) + 2, 0)
        place = QRectF(inner.x(), area.center().y() - side / 2, side, side)
        paint_mark(painter, place, state, theme.colour(state or "ink2"), theme.colour("surface"))
        middle = Qt.AlignmentFlag.AlignVCenter
        said = QFont(font)
        said.setStrikeOut(chip.struck)
        painter.setFont(said)
        painter.setPen(theme.colour("ink2" if chip.struck else "ink"))
        painter.drawText(inner.adjusted(side + theme.px(_GAP), 0, 0, 0), int(middle | Qt.AlignmentFlag.AlignLeft), name)
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(inner.adjusted(0, 0, -2, 0), int(middle | Qt.AlignmentFlag.AlignRight), chip.time)
