"""The cover of a handbook: the event in white on its colour, below it whose book it is, when, where and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents.fitting import NAME, Fitted, Style, fit
from desktop.documents.fonts import Weight
from desktop.documents.page import INK, SECOND_INK, UNREADABLE, WHITE, Paper, Piece, contrast, ink_on, photo_as_drawn
from desktop.documents.sheet import Size
from desktop.documents.templates import MM, Steps
from desktop.i18n import Language, Translator

_BLOCK = 0.56
"""The part of the page that has the event's colour."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover, once for each language; ``logo`` is a PNG or JPEG, or nothing."""

    title: tuple[str, ...]
    event: tuple[str, ...]
    whose: tuple[str, ...]
    when: tuple[str, ...]
    where: tuple[str, ...]
    hosts: tuple[str, ...]
    colour: str
    logo: bytes = b""


def draw_cover(paper: Paper, cover: Cover, size: Size, says: Sequence[Translator]) -> tuple[str, ...]:
    """Draw all of the cover but its foot; returns what there was no room for, whole."""
    shape = _Shape(paper, size, says)
    low = size.high * (1 - _BLOCK)
    paper.rectangle(0, low, size.wide, size.high - low, cover.colour)
    paper.rectangle(0, low - 2.2 * MM, size.wide, 2.2 * MM, tint(cover.colour, 0.45))
    ink = ink_on(cover.colour)
    y = low + 0.62 * (size.high - low)
    y = shape.said(cover.event, y, 34 if shape.large else 24, ink, ink, most=3)
    shape.lines((*cover.when, *cover.where), low + 11 * MM, 10.5 if shape.large else 9, ink)
    y = low - (26 if shape.large else 19) * MM
    y = shape.said(cover.title, y, 26 if shape.large else 19, INK, SECOND_INK, most=1)
    if any(cover.whose):
        y = shape.said(cover.whose, y - 4 * MM, 17 if shape.large else 13.5, on_white(cover.colour), SECOND_INK, most=2)
    shape.lines(cover.hosts, size.foot + 6 * MM, 9 if shape.large else 8, SECOND_INK)
    shape.logo(cover.logo, low - 9 * MM)
    return tuple(shape.cut)


def on_white(colour: str) -> str:
    """``colour`` where large letters of it can be read on white, else our ink."""
    return colour if contrast(colour, WHITE) >= 3 else INK


def tint(colour: str, share: float = 0.08) -> str:
    """White with so much of ``colour`` in it."""
    parts = bytes.fromhex(colour.removeprefix("#"))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


class _Shape:
    """What of the cover is drawn alike."""

    def __init__(self, paper: Paper, size: Size, says: Sequence[Translator]) -> None:
        self._paper, self._size, self._says = paper, size, says
        self.large = size.wide > 180 * MM
        self._left = size.side
        self._room = size.wide - 2 * self._left
        self.cut: list[str] = []

    def said(self, texts: Sequence[str], y: float, size: float, ink: str, second: str, *, most: int) -> float:
        """A text large, below it the same in the other language; returns the height below them."""
        for place, text in enumerate(dict.fromkeys(filter(None, texts))):
            language = self._says[min(place, len(self._says) - 1)].language
            weight, large = (Weight.BOLD, size) if not place else (Weight.REGULAR, size * 0.5)
            y -= large * 0.9 if not place else large * 1.2
            found = self._fit(text, _style(large, weight, language, most))
            for line in found.lines:
                self._paper.line(self._left, y, [Piece(line, found.size, weight, second if place else ink, language)])
                y -= found.size * 1.28
            y += found.size * 0.5
        return y

    def lines(self, texts: Sequence[str], low: float, size: float, ink: str) -> None:
        """Small lines of which the last stands at ``low``."""
        shown = list(dict.fromkeys(filter(None, texts)))
        y = low + (len(shown) - 1) * size * 1.55
        for text in shown:
            found = self._fit(text, _style(size, Weight.REGULAR, self._says[0].language, 1))
            for line in found.lines:
                self._paper.line(self._left, y, [Piece(line, found.size, Weight.REGULAR, ink)])
            y -= size * 1.55

    def _fit(self, text: str, style: Style) -> Fitted:
        found = fit(text, style, self._room)
        if not found.whole:
            self.cut.append(text)
        return found

    def logo(self, data: bytes, top: float) -> None:
        """The event's logo at the right, where there is one that can be read."""
        if not data:
            return
        try:
            image, (wide, high) = photo_as_drawn(data)
        except UNREADABLE:
            return
        tall, broad = (18 * MM, 46 * MM) if self.large else (13 * MM, 32 * MM)
        scale = min(tall / high, broad / wide)
        x = self._size.wide - self._left - wide * scale
        self._paper.picture(image, x, top - high * scale, wide * scale, high * scale)


def _style(size: float, weight: Weight, language: Language, most: int) -> Style:
    shares = (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35, 0.28)
    steps: Steps = tuple((size * share, lines) for share in shares for lines in range(1, most + 1))
    return Style(weight, language, steps, NAME)
