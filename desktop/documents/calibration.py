"""A page that shows by how much a printer misses: a millimetre grid that counts from the paper's edges."""

from typing import BinaryIO

from desktop.documents.fitting import Style, fit
from desktop.documents.fonts import Weight
from desktop.documents.page import BLACK, INK, WHITE, Paper, Piece
from desktop.documents.templates import MM, NO_OFFSET, Offset, Steps
from desktop.i18n import Translator

_FINE, _FIVES, _TENS = "#D5DAE1", "#AEB6C2", "#7A8493"
_FRAME, _SMALL_FRAME, _SMALL = 10, 5, 70
"""How far the frame stands from the edges; and where the paper's shorter side is no longer than the last."""
_LABEL: float = 5
_LEADING, _BETWEEN = 1.3, 0.3
_STEPS: Steps = tuple((size, 12) for size in (10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.5))


def print_calibration(out: BinaryIO, page: tuple[float, float], _: Translator, offset: Offset = NO_OFFSET) -> None:
    """Write a calibration page for paper of ``page`` millimetres to ``out``, moved by ``offset`` as badges will be.

    With a ruler, anybody reads off it what to set for the printer.
    """
    wide, high = page
    frame = _FRAME if min(page) > _SMALL else _SMALL_FRAME
    paper = Paper(out, (wide * MM, high * MM), _("Calibration page"), _.language)
    with paper.page(offset.right * MM, offset.down * MM):
        for step, colour, thickness in ((1, _FINE, 0.15), (5, _FIVES, 0.25), (10, _TENS, 0.4)):
            paper.strokes(_grid(wide, high, step), colour, thickness)
        left, low, right, top = frame * MM, frame * MM, (wide - frame) * MM, (high - frame) * MM
        across = [(left, y, right, y) for y in (low, top)]
        paper.strokes([*across, *((x, low, x, top) for x in (left, right))], BLACK, 1)
        _numbers(paper, wide, high)
        _words(paper, wide, high, frame, [
            (_("Calibration page, {width} × {height} mm", width=f"{wide:g}", height=f"{high:g}"), Weight.BOLD),
            (_(
                "Set now: {right} mm to the right, {down} mm down.",
                right=f"{offset.right:+.1f}", down=f"{offset.down:+.1f}",
            ), Weight.REGULAR),
            (_(
                "Measure from the paper's left edge to the black frame. It should be {n} mm. If it is less, set as much"
                " more to the right; if it is more, as much less. From the top edge likewise for down.", n=frame,
            ), Weight.REGULAR),
            (_(
                "The frame should be {width} mm wide. If it is not, the printer scales: print at 100 %.",
                width=f"{wide - 2 * frame:g}",
            ), Weight.REGULAR),
        ])  # fmt: skip
    paper.save()


def _grid(wide: float, high: float, step: int) -> list[tuple[float, float, float, float]]:
    """Lines every ``step`` millimetres from the left and from the top edge."""
    upright = [(x * MM, 0, x * MM, high * MM) for x in range(0, int(wide) + 1, step)]
    return upright + [(0, (high - y) * MM, wide * MM, (high - y) * MM) for y in range(0, int(high) + 1, step)]


def _numbers(paper: Paper, wide: float, high: float) -> None:
    """Every tenth line's distance from the edge, beside the left and under the top one."""
    for x in range(10, int(wide) - 4, 10):
        paper.line(x * MM + 1, (high - 3) * MM, [Piece(str(x), _LABEL)])
    for y in range(10, int(high) - 4, 10):
        paper.line(1.2 * MM, (high - y) * MM + 1, [Piece(str(y), _LABEL)])


def _words(paper: Paper, wide: float, high: float, frame: float, texts: list[tuple[str, Weight]]) -> None:
    """The texts on a white plate in the middle, as large as all of them fit."""
    margin = frame + 5
    room, tall = (wide - 2 * margin) * MM, (high - 2 * margin) * MM
    language = paper.language
    for shrink in range(len(_STEPS)):
        styles = [Style(weight, language, _STEPS[shrink:]) for _, weight in texts]
        fitted = [fit(text, style, room - 4 * MM) for (text, _), style in zip(texts, styles, strict=True)]
        needed = sum(_LEADING * one.size * (len(one.lines) + _BETWEEN) for one in fitted) + 4 * MM
        if needed <= tall and all(one.size == _STEPS[shrink][0] for one in fitted):
            break
    bottom = high * MM / 2 - needed / 2
    paper.rectangle(margin * MM, bottom, room, needed, WHITE)
    y = bottom + needed - 2 * MM
    for one, (_, weight) in zip(fitted, texts, strict=True):
        for line in one.lines:
            y -= _LEADING * one.size
            paper.line((margin + 2) * MM, y + one.size * 0.3, [Piece(line, one.size, weight, INK)])
        y -= _LEADING * one.size * _BETWEEN
