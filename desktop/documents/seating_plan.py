"""The seats of a hall with who sits there: once as the audience sees the stage, once as the stage sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, Problem, TextReport
from desktop.documents.fitting import NAME, Style, fit
from desktop.documents.fonts import Weight, missing_characters
from desktop.documents.page import LINE, SECOND_INK, WHITE, Paper, Piece
from desktop.documents.paper_mark import Head, Marker, fitted
from desktop.documents.templates import MM, Steps
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Language, Translator

_FACTORS = {PaperFormat.A4: 1.0, PaperFormat.POSTER: 2**0.5, PaperFormat.POSTER_A2: 2.0}
_WIDE, _HIGH = 297 * MM, 210 * MM
_SIDE, _TOP, _FOOT = 12 * MM, 11 * MM, 23 * MM
_STAGE, _LARGEST = 9 * MM, (30 * MM, 16 * MM)
_BETWEEN = 0.9
"""Of the room that a seat has so much is drawn."""
_NAMES: Steps = tuple((size, most) for size in (11, 9.5, 8, 7, 6, 5.2, 4.6, 4) for most in (1, 2))


@dataclass(frozen=True, slots=True)
class SeatSpot:
    """A seat at ``x`` to the right and ``y`` away from the stage, in seats; nobody sits where there is no ``name``."""

    x: float
    y: float
    label: str
    name: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """The seats of a hall. ``even``: what lies round a table must not be drawn longer than wide."""

    title: str
    seats: tuple[SeatSpot, ...]
    even: bool = False


def print_seating_plans(
    out: BinaryIO, plans: Sequence[SeatingPlan], head: Head, says: Sequence[Translator], form: PaperFormat
) -> Printed:
    """Write each plan on two pages to the PDF ``out``: seen from the audience, then from the stage."""
    factor = _FACTORS[form]
    wide, high = _WIDE * factor, _HIGH * factor
    paper = Paper(out, (wide, high), head.title[0], says[0].language)
    marker = Marker(wide, _SIDE, _TOP, _FOOT, head, says, brief=True)
    marker.prepare(paper)
    artist, item = _Artist(paper, says[0], wide, high), 0
    for number, plan in enumerate(plans):
        for from_stage in (False, True):
            with paper.page():
                marker.top(paper, high, 2 * number + from_stage)
                artist.draw(plan, item, from_stage=from_stage)
                marker.foot(paper, 2 * number + from_stage, 2 * len(plans))
        item += len(plan.seats)
    paper.save()
    return Printed(paper.pages, item, tuple(artist.reports))


class _Artist:
    def __init__(self, paper: Paper, _: Translator, wide: float, high: float) -> None:
        self._paper, self._say, self._wide, self._high = paper, _, wide, high
        self.reports: dict[TextReport, None] = {}

    def draw(self, plan: SeatingPlan, first: int, *, from_stage: bool) -> None:
        """The stage lies on top as its audience sees it, and below as those on it do."""
        _, left, room = self._say, _SIDE, self._wide - 2 * _SIDE
        top = self._high - _TOP - 8 * MM
        view = _("Seen from the stage") if from_stage else _("Seen from the audience")
        fitted(self._paper, plan.title, left, top - 7 * MM, room * 0.68, 15, Weight.BOLD)
        x, narrow = left + room * 0.7, room * 0.3
        fitted(self._paper, view, x, top - 7 * MM, narrow, 12, Weight.BOLD, ink=SECOND_INK, ending=True)
        low, high = _FOOT + 1 * MM, top - 11 * MM
        self._stage(low if from_stage else high - _STAGE, left, room, from_stage=from_stage)
        low, high = (low + _STAGE + 3 * MM, high) if from_stage else (low, high - _STAGE - 3 * MM)
        self._seats(plan, first, (left, low, room, high - low), from_stage=from_stage)

    def _stage(self, y: float, left: float, room: float, *, from_stage: bool) -> None:
        _, paper = self._say, self._paper
        sides = [_("House left · stage right"), _("House right · stage left")]
        if from_stage:
            sides.reverse()
        paper.rectangle(left, y, room, _STAGE, LINE)
        third = room / 3
        fitted(paper, sides[0], left + 3 * MM, y + 3.1 * MM, third - 6 * MM, 10, ink=SECOND_INK)
        x = left + room - third + 3 * MM
        fitted(paper, sides[1], x, y + 3.1 * MM, third - 6 * MM, 10, ink=SECOND_INK, ending=True)
        name = Piece(_("Stage"), 11, Weight.BOLD)
        paper.line(left + (room - paper.width([name])) / 2, y + 3.1 * MM, [name])

    def _seats(
        self, plan: SeatingPlan, first: int, box: tuple[float, float, float, float], *, from_stage: bool
    ) -> None:
        left, low, room, tall = box
        xs, ys = [seat.x for seat in plan.seats], [seat.y for seat in plan.seats]
        across, deep = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
        wide, high = min(room / across, _LARGEST[0]), min(tall / deep, _LARGEST[1])
        if plan.even:
            wide = high = min(wide, high)
        start, top = left + (room - wide * across) / 2, low + tall - (0 if not from_stage else tall - high * deep)
        for number, seat in enumerate(plan.seats, first):
            column, row = seat.x - min(xs), seat.y - min(ys)
            if from_stage:
                column, row = across - 1 - column, deep - 1 - row
            self._seat(number, seat, start + column * wide, top - (row + 1) * high, wide * _BETWEEN, high * _BETWEEN)

    def _seat(self, number: int, seat: SeatSpot, x: float, y: float, wide: float, high: float) -> None:
        paper, inner = self._paper, wide - 1.2 * MM
        paper.rectangle(x, y, wide, high, LINE)
        paper.rectangle(x + 0.5, y + 0.5, wide - 1, high - 1, WHITE)
        if seat.colour:
            paper.rectangle(x, y + high - 0.7 * MM, wide, 0.7 * MM, seat.colour)
        size = min(5.5, high * 0.24)
        fitted(paper, seat.label, x + 0.6 * MM, y + high - 0.9 * MM - size, inner, size, ink=SECOND_INK)
        if not seat.name:
            return
        room = high - 1.2 * MM - size
        steps = tuple(step for step in _NAMES if step[0] * 1.12 * step[1] <= room) or _NAMES[-2:-1]
        found = fit(seat.name, _style(steps, self._paper.language), inner)
        if missing := missing_characters(seat.name):
            self.reports[TextReport(number, "name", missing, Problem.MISSING_CHARACTER)] = None
        if not found.whole:
            self.reports[TextReport(number, "name", seat.name, Problem.DOES_NOT_FIT)] = None
        base = y + (room + found.size * 1.12 * len(found.lines)) / 2
        for line in found.lines:
            base -= found.size * 1.12
            piece = Piece(line, found.size, Weight.BOLD)
            paper.line(x + (wide - paper.width([piece])) / 2, base + found.size * 0.2, [piece])


@cache
def _style(steps: Steps, language: Language) -> Style:
    return Style(Weight.BOLD, language, steps, NAME)
