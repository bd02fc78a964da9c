"""The last scans of this desk, newest first: shape, name, time."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.verdicts import Direction, Reason, Verdict
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.last_scans import LastScan, last_scans
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.widgets.marks import paint_mark, state_of

_GAP, _BETWEEN, _MARK, _LONGEST = 10, 10, 14, 260
_ROOMY, _COMPACT = (40, 14, 16), (24, 0, 14)
"""Height, padding within a chip and font, in px at 100 %; a compact line has no frames."""
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
    out = last.verdict is Verdict.ADMITTED and last.direction is Direction.OUT
    state = "left" if out else state_of(last.verdict)
    return Scanned(last.scan, last.name or "—", _.time(last.at, zone), state, last.undone)


class RecentScans(QWidget):
    """As many whole chips as there is room for; none is cut."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self._form = _ROOMY
        look = context.look
        self.chips: tuple[Scanned, ...] = ()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._tell)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.theme.changed.connect(self._again)
        look.words.bind(self.setAccessibleName, N_("The last scans of this desk"))
        context.data.changed.connect(self._on_changed)
        context.keeper.changed.connect(self.load)

    @Slot()
    def load(self) -> None:
        """Show what this desk did last at the checkpoint where it stands."""
        here = self._context.here
        if here.event is not None and here.checkpoint is not None:
            event, place, desk = here.event.id, here.checkpoint.id, here.desk.id
            self._context.data.ask(lambda session: last_scans(session, event, place, desk, KEPT), self._on_loaded)

    def compact(self, compact: bool) -> None:
        """Whether the line is kept low, for a window with little room."""
        if self._form is not (_COMPACT if compact else _ROOMY):
            self._form = _COMPACT if compact else _ROOMY
            self._again()

    def replace(self, chips: Sequence[Scanned]) -> None:
        """Show these and no others."""
        self.chips = tuple(chips)[:KEPT]
        # The verdict is painted first: it doesn't wait for what is only handy.
        self._soon.start()

    def add(self, last: LastScan) -> None:
        """Put a scan in front."""
        self.replace((self._chip(last), *self.chips))

    def strike(self, scans: Set[UUID]) -> None:
        """Show that these were taken back."""
        self.replace([replace(chip, struck=chip.struck or chip.scan in scans) for chip in self.chips])

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.theme.px(self._form[0]))

    def _chip(self, last: LastScan) -> Scanned:
        seen = replace(last, name=as_seen(self._context, last.name))
        return chip(self._look.words._, self._context.here.zone.key, seen)

    def _on_loaded(self, rows: Sequence[LastScan]) -> None:
        self.replace([self._chip(row) for row in rows if row.reason is not Reason.REPEATED])

    @Slot(object)
    def _on_changed(self, changes: frozenset[tuple[str, object]]) -> None:
        if any(table == "scan_undo" for table, _ in changes):
            self.load()

    @Slot()
    def _tell(self) -> None:
        self.setAccessibleDescription(", ".join(f"{chip.name} {chip.time}" for chip in self.chips))
        self.update()

    def _again(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        pad, font = self._form[1], theme.font(self._form[2])
        metrics = QFontMetrics(font)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for chip in self.chips:
            name = metrics.elidedText(chip.name, Qt.TextElideMode.ElideRight, theme.px(_LONGEST))
            words = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(chip.time)
            area = QRectF(x, 0, words + theme.px(2 * pad + _MARK + 2 * _GAP), self.height())
            if area.right() > self.width() + 1:
                break
            self._paint_chip(painter, chip, name, area, font)
            x = area.right() + theme.px(_BETWEEN if pad else 2 * _BETWEEN)
        painter.end()

    def _paint_chip(self, painter: QPainter, chip: Scanned, name: str, area: QRectF, font: QFont) -> None:
        theme, pad = self._look.theme, self._look.theme.px(self._form[1])
        if pad:
            painter.setBrush(theme.colour("surface"))
            painter.setPen(theme.colour("line"))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(10), theme.px(10))
        side, state = theme.px(_MARK), "" if chip.struck else chip.state
        inner = area.adjusted(pad, 0, -pad + 2, 0)
        place = QRectF(inner.x(), area.center().y() - side / 2, side, side)
        ink = theme.colour("ink2" if state in {"", "left"} else state)
        paint_mark(painter, place, state, ink, theme.colour("surface"))
        middle = Qt.AlignmentFlag.AlignVCenter
        said = QFont(font)
        said.setStrikeOut(chip.struck)
        painter.setFont(said)
        painter.setPen(theme.colour("ink2" if chip.struck else "ink"))
        painter.drawText(inner.adjusted(side + theme.px(_GAP), 0, 0, 0), int(middle | Qt.AlignmentFlag.AlignLeft), name)
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(inner.adjusted(0, 0, -2, 0), int(middle | Qt.AlignmentFlag.AlignRight), chip.time)
