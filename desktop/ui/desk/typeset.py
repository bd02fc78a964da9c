"""Setting the verdict: lines and facts one under the other, as large as their place allows and never cut."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from desktop.ui.desk.saying import Fact, Shown
from desktop.ui.look import Look
from desktop.ui.shortcuts import SHORTCUTS
from desktop.ui.theme import Theme
from desktop.ui.widgets.marks import paint_mark

NAME = 92
_LINE, _BASELINE, _BESIDE = 1.16, 0.8, 0.4
_ONE_LINE, _TWO_LINES = 60, 40
_LEAST_NAME = 18
_SURELY = 0.8
_SMALL = 0.62
_HIGH = 10_000
"""No text is as high as this, in px."""
_READABLE, _LARGE = 12, 0.36
"""Small lines keep the first, px at 100 %, for as long as they can; the share of full size at which a name is large."""
_SIZES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.54, 0.48, 0.42, 0.36, 0.3, 0.25, 0.2, 0.16)
Draw = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Block:
    """Something set to a width: ``width`` and ``height`` in px, the ``gap`` above it, and how to paint it."""

    width: float
    height: float
    gap: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Setting:
    """What blocks are set with: ``size`` is a share of full size, ``middle`` centres the lines, ``least`` is the
    font below which small lines do not go, in px at 100 %.

    Where room is short the name gives more of its size than the small lines, which must still be read.
    """

    look: Look
    width: int
    size: float
    middle: bool
    least: float = _READABLE

    def px(self, length: float) -> int:
        """``length`` at 100 % in px, at this size."""
        return max(1, self.look.theme.px(length * self.size))

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """The font of a small line, ``size`` px at 100 %, at this size."""
        return self.look.theme.font(max(min(size, self.least), size * self.size**_SMALL), bold=bold)

    def name_font(self, size: float, *, bold: bool = True) -> QFont:
        """The font of a name, ``size`` px at 100 %, at this size."""
        return self.look.theme.font(size * self.size, bold=bold)

    def beside_font(self, size: float) -> QFont:
        """The font of what stands beside a name of ``size`` px at 100 %."""
        return self.look.theme.font(max(self.least, size * _BESIDE * self.size))

    @property
    def flags(self) -> Qt.AlignmentFlag:
        """Where lines stand."""
        return Qt.AlignmentFlag.AlignHCenter if self.middle else Qt.AlignmentFlag.AlignLeft


def set_blocks(look: Look, shown: Shown, width: int, height: int) -> list[Block]:
    """``shown`` at the largest size at which it stands in ``width`` by ``height`` px.

    Where room is short what also stands elsewhere goes first, then the name gives of its size, and only where even
    that does not suffice the small lines do.
    """
    blocks: list[Block] = []
    for said, size, least in _tries(shown):
        setting = Setting(look, width, size, not shown.word, least)
        blocks = list(_blocks(setting, said))
        if total(blocks) <= height:
            break
    return blocks


def _tries(shown: Shown) -> Iterator[tuple[Shown, float, float]]:
    fewer = replace(shown, hints=())
    closer = replace(fewer, other="", posts=" · ".join(filter(None, (shown.other, shown.posts))))
    large = [size for size in _SIZES if size >= _LARGE]
    yield from ((said, size, _READABLE) for said in dict.fromkeys((shown, fewer, closer)) for size in large)
    yield from ((closer, size, least) for least in (_READABLE, 0) for size in _SIZES)


def total(blocks: Sequence[Block]) -> float:
    """How high the blocks are, one under the other."""
    return sum(block.height + block.gap for block in blocks) - (blocks[0].gap if blocks else 0)


def paint_blocks(painter: QPainter, blocks: Sequence[Block], area: QRectF, *, middle: bool) -> None:
    """Paint the blocks in the vertical middle of ``area``."""
    y = area.y() + max(0.0, (area.height() - total(blocks)) / 2)
    for number, block in enumerate(blocks):
        y += block.gap if number else 0
        x = area.x() + (max(0.0, area.width() - block.width) / 2 if middle else 0)
        block.draw(painter, QRectF(x, y, block.width, block.height))
        y += block.height


def _blocks(setting: Setting, shown: Shown) -> Iterator[Block]:
    if shown.pill:
        yield _pill(setting, shown)
    if shown.name:
        yield from _name(setting, shown.name, shown.beside)
    if shown.other:
        yield _text(setting, shown.other, 28, "ink2", gap=4)
    if shown.posts:
        yield _text(setting, shown.posts, 21, "ink", gap=10)
    if shown.facts:
        yield _flow(setting, [_fact(setting, fact) for fact in shown.facts], gap=26)
    if shown.advice:
        yield _text(setting, shown.advice, 20, "ink" if shown.word else "ink2", gap=20)
    if shown.hints:
        yield _flow(setting, [_hint(setting, key) for key in shown.hints], gap=22)


def _name(setting: Setting, name: str, beside: str) -> Iterator[Block]:
    """As large as one line allows, with the honorific after it; a long name in two or three lines, that below."""
    tried, full = NAME, QFontMetrics(setting.name_font(NAME)).horizontalAdvance(name)
    # Width goes with the size, nearly: what would be far too wide is not measured.
    least = _SURELY * full / NAME / max(1, setting.width)
    while tried > _LEAST_NAME:
        most = 1 if tried > _ONE_LINE else 2 if tried > _TWO_LINES else 3
        if least * tried <= most:
            metrics = QFontMetrics(setting.name_font(tried))
            if metrics.horizontalAdvance(name) + _beside(setting, tried, beside) <= setting.width:
                yield _one_line(setting, name, beside, tried)
                return
            if most > 1 and _lines(metrics, name, setting.width) <= most:
                break
        tried -= 4
    yield _wrapped(setting, name, setting.name_font(tried), "ink", 10)
    if beside:
        yield _text(setting, beside, 28, "ink2", gap=4)


def _one_line(setting: Setting, name: str, beside: str, size: int) -> Block:
    theme, font = setting.look.theme, setting.name_font(size)
    line, taken = setting.px(size) * _LINE, QFontMetrics(font).horizontalAdvance(name)

    def draw(painter: QPainter, area: QRectF) -> None:
        baseline = area.y() + line * _BASELINE
        _written(painter, font, theme.colour("ink"), area.x(), baseline, name)
        if beside:
            after, x = setting.beside_font(size), area.x() + taken + setting.px(size * 0.25)
            _written(painter, after, theme.colour("ink2"), x, baseline, beside)

    return Block(taken + _beside(setting, size, beside), line, setting.px(14), draw)


def _beside(setting: Setting, size: float, beside: str) -> int:
    if not beside:
        return 0
    return setting.px(size * 0.25) + QFontMetrics(setting.beside_font(size)).horizontalAdvance(beside)


def _text(setting: Setting, text: str, size: float, colour: str, gap: float) -> Block:
    return _wrapped(setting, text, setting.font(size), colour, gap)


def _wrapped(setting: Setting, text: str, font: QFont, colour: str, gap: float) -> Block:
    metrics, ink = QFontMetrics(font), setting.look.theme.colour(colour)
    flags = int(_wrap(metrics, text, setting.width) | setting.flags)
    box = metrics.boundingRect(QRect(0, 0, setting.width, _HIGH), flags, text)

    def draw(painter: QPainter, area: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QRectF(area.x(), area.y(), setting.width, area.height() + 2), flags, text)

    return Block(setting.width, box.height(), setting.px(gap), draw)


def _wrap(metrics: QFontMetrics, text: str, width: int) -> Qt.TextFlag:
    """Between words; inside one only where it is longer than the line."""
    longer = text.isascii() and any(metrics.horizontalAdvance(word) > width for word in text.split())
    return Qt.TextFlag.TextWrapAnywhere if longer else Qt.TextFlag.TextWordWrap


def _box(metrics: QFontMetrics, text: str, width: int, flags: Qt.AlignmentFlag) -> QRect:
    return metrics.boundingRect(QRect(0, 0, width, _HIGH), int(_wrap(metrics, text, width) | flags), text)


def _lines(metrics: QFontMetrics, text: str, width: int) -> int:
    box = _box(metrics, text, width, Qt.AlignmentFlag.AlignLeft)
    return round(box.height() / metrics.lineSpacing()) if box.width() <= width else 99


def _written(painter: QPainter, font: QFont, ink: QColor, x: float, baseline: float, text: str) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(int(x), round(baseline), text)


def _flow(setting: Setting, parts: list[Block], gap: float) -> Block:
    """``parts`` in lines like words."""
    between = setting.px(12)
    lines: list[list[Block]] = [[]]
    used = 0.0
    for part in parts:
        if lines[-1] and used + part.width > setting.width:
            lines.append([])
            used = 0.0
        lines[-1].append(part)
        used += part.width + between
    widths = [sum(part.width for part in line) + between * (len(line) - 1) for line in lines]
    heights = [max(part.height for part in line) for line in lines]

    def draw(painter: QPainter, area: QRectF) -> None:
        y = area.y()
        for line, width, height in zip(lines, widths, heights, strict=True):
            x = area.x() + ((area.width() - width) / 2 if setting.middle else 0)
            for part in line:
                part.draw(painter, QRectF(x, y, part.width, height))
                x += part.width + between
            y += height + between

    return Block(max(widths), sum(heights) + between * (len(lines) - 1), setting.px(gap), draw)


def _pill(setting: Setting, shown: Shown) -> Block:
    theme = setting.look.theme
    font = setting.font(18, bold=shown.vip)
    side, pad, gap = setting.px(16), setting.px(16), setting.px(8)
    room = setting.width - 2 * pad - side - gap
    box = _box(QFontMetrics(font), shown.pill, room, Qt.AlignmentFlag.AlignLeft)
    marked = bool(shown.colour)
    left = pad + (side + gap if marked else 0)

    def draw(painter: QPainter, area: QRectF) -> None:
        _ground(painter, theme, area, "vip_soft" if shown.vip else "background", setting.px(10))
        if marked:
            ink = theme.colour("vip") if shown.vip else theme.legible(shown.colour)
            place = QRectF(area.x() + pad, area.center().y() - side / 2, side, side)
            paint_mark(painter, place, "vip" if shown.vip else "dot", ink, theme.colour("surface"))
        painter.setFont(font)
        painter.setPen(theme.colour("vip" if shown.vip else "ink"))
        inner = area.adjusted(left, 0, 0, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), shown.pill)

    return Block(left + box.width() + pad + 1, box.height() + setting.px(12), 0, draw)


def _fact(setting: Setting, fact: Fact) -> Block:
    theme = setting.look.theme
    plain, bold = setting.font(20), setting.font(20, bold=True)
    pad, gap = setting.px(16), max(setting.px(6), setting.look.theme.px(4)) if fact.text and fact.strong else 0
    first = QFontMetrics(plain if fact.strong else bold if fact.state else plain).horizontalAdvance(fact.text)
    room = setting.width - 2 * pad - first - gap
    box = _box(QFontMetrics(bold), fact.strong, room, Qt.AlignmentFlag.AlignLeft) if fact.strong else QRect()
    alone = _box(QFontMetrics(bold), fact.text, room + first, Qt.AlignmentFlag.AlignLeft)
    height = max(box.height(), alone.height() if not fact.strong else QFontMetrics(plain).height())
    width = first + gap + box.width() + 2 if fact.strong else min(first, alone.width()) + 2

    def draw(painter: QPainter, area: QRectF) -> None:
        _ground(painter, theme, area, f"{fact.state}_soft" if fact.state else "background", setting.px(10))
        painter.setPen(theme.colour(fact.state or "ink"))
        inner = area.adjusted(pad, setting.px(9), -pad + 2, -setting.px(9))
        painter.setFont(plain if fact.strong or not fact.state else bold)
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inner, wrap, fact.text)
        painter.setFont(bold)
        painter.drawText(inner.adjusted(first + gap, 0, 0, 0), wrap, fact.strong)

    return Block(min(width + 2 * pad, setting.width), height + 2 * setting.px(9), 0, draw)


def _hint(setting: Setting, key: str) -> Block:
    theme, shortcut = setting.look.theme, SHORTCUTS[key]
    cap, words = setting.font(14, bold=True), setting.font(16)
    text = setting.look.words._(shortcut.text)
    pad, gap = setting.px(9), setting.px(10)
    cap_width = QFontMetrics(cap).horizontalAdvance(shortcut.shown) + 2 * pad
    height = QFontMetrics(words).height() + setting.px(4)
    width = QFontMetrics(words).horizontalAdvance(text)

    def draw(painter: QPainter, area: QRectF) -> None:
        place = QRectF(area.x(), area.y(), cap_width, area.height())
        painter.setPen(theme.colour("edge"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), setting.px(6), setting.px(6))
        painter.setFont(cap)
        painter.setPen(theme.colour("ink"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), shortcut.shown)
        painter.setFont(words)
        painter.setPen(theme.colour("ink2"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(area.adjusted(cap_width + gap, 0, 2, 0), flags, text)

    return Block(cap_width + gap + width + 2, height, 0, draw)


def _ground(painter: QPainter, theme: Theme, area: QRectF, colour: str, radius: float) -> None:
    """A soft ground; where it can't be told from the surface, as in high contrast, a line around it."""
    told = theme.colour(colour) != theme.colour("surface")
    painter.setPen(Qt.PenStyle.NoPen if told else theme.colour("line"))
    painter.setBrush(theme.colour(colour))
    painter.drawRoundedRect(area if told else area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
