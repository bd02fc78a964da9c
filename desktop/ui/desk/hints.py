"""The keys of the desk in one line: in full where there is room, in a word each where there is little."""

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.shortcuts import SHORTCUTS

_WORDS = {
    "find": N_("Find"),
    "walk_in": N_("Walk-in"),
    "badge": N_("Badge"),
    "reprint": N_("New badge"),
    "undo": N_("Undo"),
    "group": N_("Group"),
    "checkpoint": N_("Checkpoint"),
}
_STEPS = ((False, 13, 24), (True, 13, 24), (True, 12, 12), (True, 11, 7))
"""Whether in a word each; the font and the gap between two keys, in px at 100 %."""
_HEIGHT, _PAD, _GAP = 24, 6, 5


class KeyLine(QWidget):
    """Painted at the first step that fits the width, so that no word is cut; at the last one the last keys go."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.theme.changed.connect(self._again)
        look.words.changed.connect(self._again)
        self._again()

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.theme.px(_HEIGHT))

    def _again(self) -> None:
        self.setAccessibleName(", ".join(f"{key} {words}" for key, words in self._words(short=False)))
        self.updateGeometry()
        self.update()

    def _words(self, *, short: bool) -> list[tuple[str, str]]:
        _ = self._look.words._
        return [(SHORTCUTS[key].shown, _(word if short else SHORTCUTS[key].text)) for key, word in _WORDS.items()]

    def _set(self, *, short: bool, size: int, gap: int) -> list[tuple[str, str, float, float]]:
        """Each key with its words, where its cap starts and where its words do; the last is where the line ends."""
        px = self._look.theme.px
        cap, plain = (QFontMetrics(self._look.theme.font(size, bold=bold)) for bold in (True, False))
        line, x = [], 0.0
        for key, words in self._words(short=short):
            after = x + cap.horizontalAdvance(key) + 2 * px(_PAD) + px(_GAP)
            line.append((key, words, x, after))
            x = after + plain.horizontalAdvance(words) + px(gap)
        return [*line, ("", "", x - px(gap), x)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        for short, size, gap in _STEPS:
            *line, end = self._set(short=short, size=size, gap=gap)
            if end[2] <= self.width():
                break
        line = [each for each, after in pairwise([*line, end]) if after[2] - theme.px(gap) <= self.width()]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, words, x, after in line:
            place = QRectF(x + 0.5, 0.5, after - x - theme.px(_GAP) - 1, self.height() - 1)
            painter.setPen(theme.colour("edge"))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(place, theme.px(6), theme.px(6))
            painter.setFont(theme.font(size, bold=True))
            painter.setPen(theme.colour("ink"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), key)
            painter.setFont(theme.font(size))
            painter.setPen(theme.colour("ink2"))
            rest = QRectF(after, 0, self.width() - after, self.height())
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.end()
