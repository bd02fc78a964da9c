"""Papers of rows: what is on every page of them, and rows that run over as many pages as it takes.

Everything is laid out before anything is drawn, because each page says how many there are. Nothing is cut: a text
takes as many lines, and a row as many pages, as it needs. Lengths are points.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import BinaryIO

from desktop.documents.badge_facts import Problem, TextReport
from desktop.documents.fitting import Style, wrap
from desktop.documents.fonts import Weight, missing_characters
from desktop.documents.leading import Leading, Mark
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece
from desktop.documents.paper_mark import Head, Marker, fitted
from desktop.documents.templates import MM
from desktop.i18n import Language, Translator

_LEADING, _DROP = 1.36, 0.34
"""Of a line: from one to the next, and how much of that lies below the letters' feet; as parts of its size."""
_KEPT_WHOLE = 0.45
"""A row that is no higher than this part of a page is not broken."""
_BEGUN = 0.2
"""A higher one begins only where so much of a page is left."""
Draw = Callable[[Paper, float], None]
"""Draws something whose lower edge is at the given height."""


@dataclass(frozen=True, slots=True)
class Size:
    """A page with its margins."""

    wide: float
    high: float
    side: float
    top: float
    foot: float

    @property
    def room(self) -> float:
        """How wide a line may be."""
        return self.wide - 2 * self.side

    def grown(self, factor: float) -> "Size":
        """A page with as much more room between margins as before."""
        return replace(self, wide=self.wide * factor, high=self.high * factor)


A4 = Size(210 * MM, 297 * MM, 16 * MM, 15 * MM, 25 * MM)
A5 = Size(148 * MM, 210 * MM, 12 * MM, 11 * MM, 22 * MM)
A6 = Size(105 * MM, 148 * MM, 8 * MM, 7 * MM, 21 * MM)


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a cell that begin on a line of their own, ``gap`` below what is above them."""

    text: str
    size: float = 9.5
    weight: Weight = Weight.REGULAR
    ink: str = INK
    language: Language | None = None
    gap: float = 0


@dataclass(frozen=True, slots=True)
class Column:
    """Where the lines of a cell begin, or, where it is ``ending``, end; from the left margin."""

    x: float
    room: float
    ending: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    piece: Piece
    height: float
    drop: float


_Cell = list[_Line]


class Sheet:
    """A paper of rows in the making. What is put on it goes below what is there, on another page if need be."""

    def __init__(self, size: Size, head: Head, says: Sequence[Translator], *, brief: bool = False) -> None:
        self.size = size
        self.again: Callable[[], None] | None = None
        """Puts on the top of each further page what has to be said again there."""
        self._marker = Marker(size.wide, size.side, size.top, size.foot, head, says, brief=brief)
        self._language = says[0].language
        self._pages: list[list[Callable[[Paper], None]]] = []
        self._cover: Callable[[Paper], None] | None = None
        self._leading = Leading()
        self.running = ""
        """What is said at the end of the head of each page that is begun from now on."""
        self._running: list[str] = []
        self._reports: dict[TextReport, None] = {}
        self._y = 0.0
        self._fresh = True
        self._new_page()

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    @property
    def language(self) -> Language:
        """The language that leads."""
        return self._language

    @property
    def reports(self) -> tuple[TextReport, ...]:
        """What is not on the paper as it is written."""
        return tuple(self._reports)

    @property
    def left(self) -> float:
        """How much of the page is left."""
        return self._y - self.size.foot

    def cover(self, draw: Callable[[Paper], None]) -> None:
        """Let ``draw`` have the first page, but for its foot."""
        self._cover = draw
        self.turn()

    def mark(self, title: str, level: int = 0, above: float = 0) -> None:
        """Let the outline lead here, or to what begins so far ``above``; ``level`` is 0 for chapters."""
        self._leading.marks.append(Mark(title, level, self.pages - 1, self._y + above))

    def page_of(self, mark: int) -> int:
        """On which page, from 0, the mark of that number is."""
        return self._leading.marks[mark].page

    def linked(self, height: float, mark: int) -> None:
        """Let what was placed last, which is so high, lead to the mark of that number, which may be set later."""
        side = self.size.side
        box = (side, self._y, side + self.size.room, self._y + height)
        self._leading.links.append((self.pages - 1, box, mark))

    def turn(self) -> None:
        """Go on with another page."""
        self._new_page()
        again, self.again = self.again, None
        if again is not None:
            again()
        self.again = again
        self._fresh = True

    def part(self) -> None:
        """Go on with another page, on which nothing of before is said again, unless this one is empty."""
        self.again = None
        if not self._fresh:
            self.turn()

    def place(self, height: float, draw: Draw, *, keep: float = 0) -> None:
        """Let ``draw`` have a place so high, with room for ``keep`` behind it on the same page."""
        if self.left < height + keep and not self._fresh:
            self.turn()
        self._put(height, draw)

    def gap(self, height: float) -> None:
        """Leave some room, if there is."""
        self._y -= min(height, max(self.left, 0))

    def heading(self, *texts: Text, keep: float = 0, fill: str = "") -> None:
        """Words across the page that stay with what comes next."""
        side = 2 * MM if fill else 0
        cell = [line for text in texts for line in self._set(text, self.size.room - 2 * side)]
        high = _height(cell) + 3 * MM

        def draw(paper: Paper, y: float) -> None:
            if fill:
                paper.rectangle(self.size.side, y, self.size.room, high, fill)
            self._draw(paper, [(Column(side, self.size.room), cell)], y + high - 1.5 * MM)

        self.place(high, draw, keep=keep or 14 * MM)

    def needs(self, cells: Sequence[tuple[Column, Sequence[Text]]], pad: float) -> float:
        """How high a row of these ``cells`` is."""
        return max(
            _height([one for text in texts for one in self._set(text, column.room)]) for column, texts in cells
        ) + (2 * pad)

    def row(
        self,
        cells: Sequence[tuple[Column, Sequence[Text]]],
        *,
        item: int | None = None,
        pad: float = 1.4 * MM,
        rule: str = LINE,
        bar: str = "",
        keep: float = 0,
    ) -> None:
        """A row of cells under a ``rule``, with a ``bar`` of that colour at its left.

        ``item`` is which of what the paper lists it is about, for the reports.
        """
        held = [(column, [line for text in texts for line in self._set(text, column.room)]) for column, texts in cells]
        self.look(item, (text.text for _, texts in cells for text in texts))
        _level([cell for _, cell in held])
        whole = max(_height(cell) for _, cell in held) + 2 * pad
        begun = _BEGUN if whole > _KEPT_WHOLE * self.size.high else None
        if not self._fresh and self.left < (whole + keep if begun is None else begun * self.size.high):
            self.turn()
        first = True
        while first or any(cell for _, cell in held):
            now = [(column, _taken(cell, self.left - 2 * pad)) for column, cell in held]
            if not any(cell for _, cell in now) and not self._fresh:
                self.turn()
                continue
            if not any(cell for _, cell in now):
                now = [(column, cell[:1]) for column, cell in held]
            held = [(column, cell[len(taken) :]) for (column, cell), (_, taken) in zip(held, now, strict=True)]
            headed = not self._pages[-1] and self.pages > 1  # the line under the page's head is a rule already
            self._rowed(now, pad, rule if first and not headed else "", bar)
            first = False

    def write(self, out: BinaryIO, *, scale: float = 1, folded: bool = False, to_cut: bool = False) -> int:
        """Write it as PDF, ``scale`` times as large; or two pages beside each other on a sheet, in the order of a
        booklet, or four that are ``to_cut`` apart. Returns how many pages the PDF has.
        """
        size = self.size
        across, down = (2, 1) if folded else (2, 2) if to_cut else (1, 1)
        paper = Paper(
            out, (size.wide * across * scale, size.high * down * scale), self._marker.head.title[0], self._language
        )
        self._marker.prepare(paper)
        sides = booklet(self.pages) if folded else batched(range(self.pages), across * down)
        where = {
            number: (sheet, place % across * size.wide * scale, (down - 1 - place // across) * size.high * scale)
            for sheet, side in enumerate(sides)
            for place, number in enumerate(side)
            if number < self.pages
        }
        self._leading.outline(paper, where, scale)
        for side in sides:
            with paper.page():
                for number in (one for one in side if one in where):
                    with paper.at(*where[number][1:], scale):
                        self._drawn(paper, number)
                    self._leading.link(paper, number, where, scale)
                if to_cut:
                    cuts = [(size.wide, 0, size.wide, 2 * size.high), (0, size.high, 2 * size.wide, size.high)]
                    paper.strokes(cuts, LINE, 0.4)
        paper.save()
        return paper.pages

    def prepare(self, paper: Paper) -> None:
        """Let ``paper`` keep what pages of this show, and be in its language."""
        paper.language = self.language
        self._marker.prepare(paper)

    def draw_page(self, paper: Paper, number: int) -> None:
        """Draw the page ``number``, from 0, on a ``paper`` that is prepared."""
        self._drawn(paper, number)

    def _drawn(self, paper: Paper, number: int) -> None:
        if self._cover is not None and not number:
            self._cover(paper)
        else:
            self._marker.top(paper, self.size.high, number, self._running[number])
        for draw in self._pages[number]:
            draw(paper)
        self._marker.foot(paper, number, self.pages)

    def _new_page(self) -> None:
        self._pages.append([])
        self._running.append(self.running)
        self._y = self.size.high - self._marker.room(len(self._pages) - 1)
        self._fresh = True

    def _put(self, height: float, draw: Draw) -> None:
        self._y -= height
        y, self._fresh = self._y, False
        self._pages[-1].append(lambda paper: draw(paper, y))

    def _set(self, text: Text, room: float) -> _Cell:
        language = text.language or self._language
        style = _style(text.size, text.weight, language)
        lines = wrap(text.text, style, room)
        high, drop = text.size * _LEADING, text.size * _DROP
        set_ = [_Line(Piece(line, text.size, text.weight, text.ink, language), high, drop) for line in lines]
        if set_ and text.gap:
            set_[0] = replace(set_[0], height=high + text.gap)
        return set_

    def _rowed(self, cells: Sequence[tuple[Column, _Cell]], pad: float, rule: str, bar: str) -> None:
        high = max(_height(cell) for _, cell in cells) + 2 * pad
        left, right = self.size.side, self.size.side + self.size.room

        def draw(paper: Paper, y: float) -> None:
            if rule:
                paper.strokes([(left, y + high, right, y + high)], rule, 0.6)
            if bar:
                paper.rectangle(left, y + 0.6, 1.3 * MM, high - 1.2, bar)
            self._draw(paper, cells, y + high - pad)

        self._put(high, draw)

    def _draw(self, paper: Paper, cells: Sequence[tuple[Column, _Cell]], top: float) -> None:
        for column, cell in cells:
            y = top
            for line in cell:
                y -= line.height
                x = self.size.side + column.x
                if column.ending:
                    x += column.room - paper.width([line.piece])
                if line.piece.text:
                    paper.line(x, y + line.drop, [line.piece])

    def look(self, item: int | None, texts: Iterable[str]) -> None:
        """Keep for the reports which characters of ``texts`` no font has; rows are looked at already."""
        for text in texts:
            if missing := missing_characters("".join(text.splitlines())):
                self._reports[TextReport(item, "text", missing, Problem.MISSING_CHARACTER)] = None


def column_titles(sheet: Sheet, titles: Sequence[tuple[Column, str]]) -> None:
    """Name the columns over a strong line, on each page on which the table goes on."""
    size = sheet.size

    def draw(paper: Paper, y: float) -> None:
        for column, title in titles:
            x = size.side + column.x
            fitted(paper, title, x, y + 1.6 * MM, column.room, 8, ink=SECOND_INK, ending=column.ending)
        paper.strokes([(size.side, y, size.side + size.room, y)], INK, 0.8)

    sheet.place(6 * MM, draw, keep=12 * MM)


def batched(numbers: range, count: int) -> list[tuple[int, ...]]:
    """``numbers`` in order, so many at a time."""
    return [tuple(numbers[start : start + count]) for start in range(0, len(numbers), count)]


def booklet(pages: int) -> list[tuple[int, int]]:
    """Which pages, from 0, lie beside each other on the sides of a booklet that is printed on both and folded once.

    Numbers from ``pages`` on are empty pages.
    """
    count = -(-pages // 4) * 4
    sides = []
    for sheet in range(count // 4):
        first, last = 2 * sheet, count - 1 - 2 * sheet
        sides += [(last, first), (first + 1, last - 1)]
    return sides


@cache
def _style(size: float, weight: Weight, language: Language) -> Style:
    return Style(weight, language, ((size, 1),))


def _height(cell: _Cell) -> float:
    return sum(line.height for line in cell)


def _level(cells: Sequence[_Cell]) -> None:
    """Let the first lines of cells stand on one base line."""
    firsts = [cell[0] for cell in cells if cell]
    if firsts:
        high, drop = max(line.height for line in firsts), max(line.drop for line in firsts)
        for cell in cells:
            if cell:
                cell[0] = replace(cell[0], height=high, drop=drop)


def _taken(cell: _Cell, room: float) -> _Cell:
    """The lines of a cell that have ``room``."""
    used, count = 0.0, 0
    for line in cell:
        used += line.height
        if used > room:
            break
        count += 1
    return cell[:count]
