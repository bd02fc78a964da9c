"""The arrivals as a report on paper: figures, the curve of the morning, how far each group has come, who is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import BinaryIO
from zoneinfo import ZoneInfo

from desktop.documents.fonts import Weight
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece
from desktop.documents.paper_mark import fitted
from desktop.documents.templates import MM
from desktop.domain.arrival_curve import Step, plan
from desktop.i18n import Translator

_WIDE, _HIGH = 210 * MM, 297 * MM
_LEFT, _RIGHT, _TOP, _LAST, _FOOT = 16 * MM, 194 * MM, 281 * MM, 18 * MM, 10 * MM
_ACCENT, _ACCENT_SOFT, _FAINT = "#1B5CBE", "#A3BDE5", "#F0F2F5"
_CURVE, _ROW = 62 * MM, 7.4 * MM
_COUNT_WIDE = 19 * MM


@dataclass(frozen=True, slots=True)
class Line:
    """A group, and what is counted of it; ``arrived`` and ``inside`` are parts (0 to 1) of the whole."""

    name: str
    counts: tuple[int, ...]
    arrived: float = 0
    inside: float = 0
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of a kind under a title; ``headers`` name the counts."""

    title: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Finished words and counts. ``figures`` are title, figure and what stands beside it."""

    title: str
    event: str
    at: str
    figures: tuple[tuple[str, str, str], ...]
    curve_title: str
    steps: tuple[Step, ...]
    zone: str
    tables: tuple[Table, ...]
    missing_title: str = ""
    missing: tuple[str, ...] = ()


def print_report(out: BinaryIO, report: Report, _: Translator) -> int:
    """Write ``report`` as PDF to ``out``; returns how many pages it has."""
    paper = Paper(out, (_WIDE, _HIGH), report.title, _.language)
    writer = _Writer(paper, report, _)
    writer.lay_out()
    writer.draw()
    paper.save()
    return paper.pages


class _Writer:
    """Lays out first, because each page says how many there are."""

    def __init__(self, paper: Paper, report: Report, _: Translator) -> None:
        self.paper = paper
        self._report, self._say = report, _
        self._pages: list[list[Callable[[], None]]] = []
        self._y = 0.0

    def lay_out(self) -> None:
        report = self._report
        self._turn()
        if report.figures:
            self._place(24 * MM, self._figures)
        if report.steps:
            self._place(12 * MM, partial(self._heading, report.curve_title))
            self._place(_CURVE, self._curve)
        for table in report.tables:
            self._table(table)
        if report.missing_title:
            self._place(12 * MM, partial(self._heading, report.missing_title), and_then=_ROW)
            for name in report.missing:
                self._place(_ROW * 0.8, partial(self._missing, name))

    def draw(self) -> None:
        for number, drawn in enumerate(self._pages, 1):
            with self.paper.page():
                self._head()
                for draw in drawn:
                    draw()
                page = self._say("Page {page} of {pages}", page=number, pages=len(self._pages))
                self._ending(_RIGHT, _FOOT, Piece(page, 8, Weight.REGULAR, SECOND_INK))

    def _turn(self) -> None:
        self._pages.append([])
        self._y = _TOP - 18 * MM

    def _place(self, height: float, draw: Callable[[float], None], *, and_then: float = 0) -> None:
        """Let ``draw`` have a place so high, with as much behind it on the same page as ``and_then``."""
        if self._y - height - and_then < _LAST:
            self._turn()
        self._y -= height
        self._pages[-1].append(partial(draw, self._y))

    def _table(self, table: Table) -> None:
        self._place(12 * MM, partial(self._heading, table.title), and_then=3 * _ROW)
        self._place(5 * MM, partial(self._headers, table))
        for line in table.lines:
            before = len(self._pages)
            if self._y - _ROW < _LAST:
                self._turn()
            if len(self._pages) > before:
                self._place(5 * MM, partial(self._headers, table))
            self._place(_ROW, partial(self._line, line))

    def _head(self) -> None:
        report = self._report
        self._fitted(report.title, _LEFT, _TOP - 16, 100 * MM, 17, Weight.BOLD)
        self._fitted(report.event, _LEFT, _TOP - 32, _RIGHT - _LEFT, 10, ink=SECOND_INK)
        self._ending(_RIGHT, _TOP - 16, Piece(report.at, 10, Weight.REGULAR, SECOND_INK))

    def _heading(self, title: str, y: float) -> None:
        self._fitted(title, _LEFT, y + 2.5 * MM, _RIGHT - _LEFT, 12, Weight.BOLD)

    def _figures(self, y: float) -> None:
        gap = 3 * MM
        wide = (_RIGHT - _LEFT + gap) / len(self._report.figures) - gap
        for number, (title, figure, beside) in enumerate(self._report.figures):
            x = _LEFT + number * (wide + gap)
            self.paper.rectangle(x, y, wide, 24 * MM, _FAINT)
            room = wide - 5 * MM
            self._fitted(title, x + 2.5 * MM, y + 18.5 * MM, room, 8.5, ink=SECOND_INK)
            self._fitted(figure, x + 2.5 * MM, y + 8.5 * MM, room, 22, Weight.BOLD)
            self._fitted(beside, x + 2.5 * MM, y + 3 * MM, room, 8, ink=SECOND_INK)

    def _curve(self, y: float) -> None:
        left, bottom = _LEFT + 8 * MM, y + 6 * MM
        wide, high = _RIGHT - left, _CURVE - 8 * MM
        drawn = plan(self._report.steps, ZoneInfo(self._report.zone), 12)
        for level, text in drawn.levels:
            at = bottom + level * high
            self.paper.strokes([(left, at, _RIGHT, at)], LINE, 0.5)
            self._ending(left - 2 * MM, at - 2.5, Piece(text, 7.5, Weight.REGULAR, SECOND_INK))
        for place, width, tall in drawn.bars:
            self.paper.rectangle(left + place * wide, bottom, width * wide * 0.8, tall * high, _ACCENT_SOFT)
        self.paper.strokes([(left, bottom, _RIGHT, bottom)], SECOND_INK, 0.5)
        points = [(left + x * wide, bottom + at * high) for x, at in drawn.line]
        self.paper.strokes([(*one, *other) for one, other in pairwise(points)], _ACCENT, 1.5)
        for place, text in drawn.hours:
            piece = Piece(text, 7.5, Weight.REGULAR, SECOND_INK)
            self.paper.line(left + place * wide - self.paper.width([piece]) / 2, bottom - 3.6 * MM, [piece])

    def _headers(self, table: Table, y: float) -> None:
        for number, header in enumerate(table.headers):
            self._ended(header, number, len(table.headers), y + 1.5 * MM, 7.5, SECOND_INK)
        self.paper.strokes([(_LEFT, y, _RIGHT, y)], SECOND_INK, 0.6)

    def _line(self, line: Line, y: float) -> None:
        """Name and counts over a track as the window has it."""
        counts = len(line.counts)
        room = _RIGHT - _LEFT - counts * _COUNT_WIDE - 3 * MM
        self._fitted(line.name, _LEFT, y + 3 * MM, room, 9.5)
        for number, count in enumerate(line.counts):
            self._ended(str(count), number, counts, y + 3 * MM, 9.5, INK)
        for share, colour in ((1, LINE), (line.arrived, _ACCENT_SOFT), (line.inside, line.colour or _ACCENT)):
            if share and counts:
                self.paper.rectangle(_LEFT, y + 0.5 * MM, room * share, 1.1 * MM, colour)

    def _missing(self, name: str, y: float) -> None:
        self._fitted(name, _LEFT, y + 1.6 * MM, _RIGHT - _LEFT, 9.5)

    def _ended(self, text: str, number: int, count: int, y: float, size: float, ink: str) -> None:
        room = _COUNT_WIDE - 1.5 * MM
        x = _RIGHT - (count - 1 - number) * _COUNT_WIDE - room
        fitted(self.paper, text, x, y, room, size, ink=ink, ending=True)

    def _fitted(
        self, text: str, x: float, y: float, room: float, size: float, weight: Weight = Weight.REGULAR, ink: str = INK
    ) -> None:
        fitted(self.paper, text, x, y, room, size, weight, ink=ink)

    def _ending(self, x: float, y: float, piece: Piece) -> None:
        if piece.text:
            self.paper.line(x - self.paper.width([piece]), y, [piece])
