"""Who stands or sits where, as a plan: once as the audience sees it, once as those on stage do."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, Problem, TextReport
from desktop.documents.fitting import NAME, PROSE, Breaks, Style, fit
from desktop.documents.fonts import Weight, missing_characters
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece
from desktop.documents.paper_mark import Head, Marker, fitted
from desktop.documents.sheet import Size
from desktop.documents.templates import MM, Steps
from desktop.i18n import Translator

_SIZE = Size(297 * MM, 210 * MM, 14 * MM, 12 * MM, 23 * MM)
_FAINT, _MARKED = "#F0F2F5", "#FFF1D9"
_WIDEST, _TALLEST = 52 * MM, 38 * MM
_GAP, _APART = 2 * MM, 6 * MM
_NAMES: Steps = tuple(
    (size, most) for size, most in ((18, 1), (15, 1), (13, 1), (11, 2), (9.5, 2), (8, 2), (7, 3), (6, 3))
)
_SECONDS: Steps = tuple((size, most) for size, most in ((9, 1), (8, 1), (7.5, 2), (6.5, 2), (6.5, 3), (6, 4), (5.5, 5)))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with who has it; ``label`` is its rank or number. One put there by hand is marked.

    ``title`` stands for a ``post`` that is too long for the place.

    Neighbours ``at_table`` of the same ``group`` sit at one table; groups stand a little apart.
    """

    label: str
    name: str
    second: str = ""
    post: str = ""
    title: str = ""
    by_hand: bool = False
    at_table: bool = False
    group: int = 0


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A plan: ``rows`` from the front, each from the audience's left."""

    title: str
    rows: tuple[tuple[Spot, ...], ...]
    front: str = ""
    """What lies before the front row, where it is no audience."""


def print_stage_plans(out: BinaryIO, plans: Sequence[StagePlan], head: Head, says: Sequence[Translator]) -> Printed:
    """Write each plan on two pages to the PDF ``out``: from the audience, then from the stage."""
    paper = Paper(out, (_SIZE.wide, _SIZE.high), head.title[0], says[0].language)
    marker = Marker(_SIZE.wide, _SIZE.side, _SIZE.top, _SIZE.foot, head, says, brief=True)
    marker.prepare(paper)
    artist = _Artist(paper, says[0])
    for number, (plan, from_stage) in enumerate((plan, view) for plan in plans for view in (False, True)):
        with paper.page():
            marker.top(paper, _SIZE.high, number)
            artist.draw(plan, from_stage=from_stage)
            marker.foot(paper, number, 2 * len(plans))
    paper.save()
    return Printed(paper.pages, sum(len(row) for plan in plans for row in plan.rows), artist.reports)


class _Artist:
    def __init__(self, paper: Paper, _: Translator) -> None:
        self._paper, self._say = paper, _
        self._reports: dict[TextReport, None] = {}

    @property
    def reports(self) -> tuple[TextReport, ...]:
        return tuple(self._reports)

    def draw(self, plan: StagePlan, *, from_stage: bool) -> None:
        """Seen from the audience the front row lies below; from the stage the whole is turned round."""
        _, size = self._say, _SIZE
        left, right = size.side, size.side + size.room
        top = size.high - size.top - 8 * MM
        view = _("Seen from the stage") if from_stage else _("Seen from the audience")
        fitted(self._paper, plan.title, left, top - 8 * MM, size.room * 0.68, 17, Weight.BOLD)
        x, room = left + size.room * 0.7, size.room * 0.3
        fitted(self._paper, view, x, top - 8 * MM, room, 13, Weight.BOLD, ink=SECOND_INK, ending=True)
        low, high = size.foot + 1 * MM, top - 13 * MM
        self._edges(plan, low, high, from_stage=from_stage)
        spots = [[(first + at, spot) for at, spot in enumerate(row)] for first, row in _numbered(plan)]
        rows = [list(reversed(row)) for row in spots] if from_stage else list(reversed(spots))
        low, high = (low + 2 * MM, high - 12 * MM) if from_stage else (low + 12 * MM, high - 2 * MM)
        left, right = left + 12 * MM, right - 12 * MM
        tall = min(_TALLEST, (high - low - 3 * MM * (len(rows) - 1)) / len(rows))
        whole = tall * len(rows) + 3 * MM * (len(rows) - 1)
        y = (high + low + whole) / 2
        for row in rows:
            y -= tall
            self._row(row, y, tall, left, right, from_stage=from_stage)
            y -= 3 * MM

    def _edges(self, plan: StagePlan, low: float, high: float, *, from_stage: bool) -> None:
        """Where the audience is, and how either side is called by whom."""
        _, left, right = self._say, _SIZE.side, _SIZE.side + _SIZE.room
        paper = self._paper
        front = plan.front or _("Audience")
        y = high - 9 * MM if from_stage else low
        paper.rectangle(left, y, right - left, 9 * MM, LINE)
        sides = [_("House left · stage right"), _("House right · stage left")]
        if from_stage:
            sides.reverse()
        third = (right - left) / 3
        if not plan.front:
            fitted(paper, sides[0], left + 3 * MM, y + 3.1 * MM, third - 6 * MM, 10, ink=SECOND_INK)
            x = right - third + 3 * MM
            fitted(paper, sides[1], x, y + 3.1 * MM, third - 6 * MM, 10, ink=SECOND_INK, ending=True)
        self._middle(front, (left + right) / 2, y + 3.1 * MM, third, ((11, 1), (9, 1), (7, 1)), Weight.BOLD)

    def _row(
        self, row: Sequence[tuple[int, Spot]], y: float, tall: float, left: float, right: float, *, from_stage: bool
    ) -> None:
        parts = [list(part) for _, part in groupby(row, key=lambda one: one[1].group)]
        room = right - left - _APART * (len(parts) - 1)
        wide = min(_WIDEST, (room + _GAP) / max(len(row), 1) - _GAP)
        x = (left + right - len(row) * (wide + _GAP) + _GAP - _APART * (len(parts) - 1)) / 2
        for part in parts:
            for at_table, held in groupby(part, key=lambda one: one[1].at_table):
                first = x
                for number, spot in held:
                    self._spot(number, spot, x, y, wide, tall)
                    x += wide + _GAP
                if at_table:
                    at = y + tall + 0.4 * MM if from_stage else y - 2.2 * MM
                    self._paper.rectangle(first - 1 * MM, at, x - _GAP - first + 2 * MM, 1.8 * MM, SECOND_INK)
            x += _APART

    def _spot(self, number: int, spot: Spot, x: float, y: float, wide: float, tall: float) -> None:
        paper = self._paper
        paper.rectangle(x, y, wide, tall, _MARKED if spot.by_hand else _FAINT)
        edges = [(x, y, x + wide, y), (x + wide, y, x + wide, y + tall)]
        edges += [(x + wide, y + tall, x, y + tall), (x, y + tall, x, y)]
        paper.strokes(edges, SECOND_INK, 0.8 if spot.by_hand else 0.4)
        _ = self._say
        label = _("{place} · by hand", place=spot.label) if spot.by_hand else spot.label
        fitted(paper, label, x + 1.5 * MM, y + tall - 3.6 * MM, wide - 3 * MM, 8, ink=SECOND_INK)
        middle, room, base = x + wide / 2, wide - 2.4 * MM, y + tall - 6.6 * MM
        lines = [
            ("name", spot.name, _NAMES, Weight.BOLD, INK, NAME),
            ("second", spot.second, _SECONDS, Weight.REGULAR, INK, NAME),
            ("post", spot.post, _SECONDS, Weight.REGULAR, SECOND_INK, PROSE),
        ]
        for field, text, steps, weight, ink, breaks in lines:
            if text:
                short = spot.title if field == "post" else ""
                base = self._words(number, field, text, middle, base, room, steps, weight, ink, breaks, short, least=y)

    def _words(
        self,
        number: int,
        field: str,
        text: str,
        middle: float,
        top: float,
        room: float,
        steps: Steps,
        weight: Weight,
        ink: str,
        breaks: Breaks,
        short: str,
        *,
        least: float,
    ) -> float:
        """``text`` about ``middle`` below ``top``; returns where it ends. What has no room above ``least`` is told."""
        fits = [step for step in steps if step[0] * 1.2 * step[1] <= top - least] or [steps[-1]]
        style = Style(weight, self._paper.language, tuple(fits), breaks)
        found = fit(text, style, room)
        if missing := missing_characters(text):
            self._reports[TextReport(number, field, missing, Problem.MISSING_CHARACTER)] = None
        if not found.whole or top - found.size * 1.15 * len(found.lines) < least - 1:
            self._reports[TextReport(number, field, text, Problem.DOES_NOT_FIT)] = None
            if short:
                found = fit(short, style, room)
            if top - found.size < least or (short and not found.whole):
                return top
        for line in found.lines:
            top -= found.size * 1.15
            piece = Piece(line, found.size, weight, ink)
            self._paper.line(middle - self._paper.width([piece]) / 2, top + found.size * 0.12, [piece])
        return top - 0.8 * MM

    def _middle(self, text: str, middle: float, y: float, room: float, steps: Steps, weight: Weight) -> None:
        found = fit(text, Style(weight, self._paper.language, steps), room)
        piece = Piece(found.lines[0], found.size, weight)
        self._paper.line(middle - self._paper.width([piece]) / 2, y, [piece])


def _numbered(plan: StagePlan) -> list[tuple[int, tuple[Spot, ...]]]:
    """The rows, each with how many places lie before it."""
    found, count = [], 0
    for row in plan.rows:
        found.append((count, row))
        count += len(row)
    return found
