"""Table cards: a sheet is folded across the middle and stands up, the name to be read from both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, Problem, TextReport
from desktop.documents.fitting import NAME, Fitted, Style, fit
from desktop.documents.fonts import Weight, missing_characters
from desktop.documents.page import LINE, SECOND_INK, Paper, Piece
from desktop.documents.paper_mark import CODE, Head, fitted, keep_code, mark_line, use_code
from desktop.documents.templates import MM, Steps
from desktop.domain.paper_kinds import PaperFormat
from desktop.domain.text import is_han
from desktop.i18n import Translator
from desktop.progress import Progress

_WIDE = {PaperFormat.A4: 297 * MM, PaperFormat.A5: 210 * MM}
_FOLDED = {PaperFormat.A4: 105 * MM, PaperFormat.A5: 74 * MM}
_SPACED = {2: 0.5, 3: 0.28, 4: 0.16}
"""How far the characters of a Chinese name of so many stand apart, as a part of their size."""
_LARGEST = 112
_SHRINKING = 1, 0.9, 0.8, 0.7, 0.6
_TWO_LINES = 0.5, 0.42, 0.36, 0.3, 0.25, 0.2, 0.16


@dataclass(frozen=True, slots=True)
class TableCard:
    """A card: the name large, under it the other script or language, and the place it is laid at."""

    name: str
    second: str = ""
    place: str = ""


def print_table_cards(
    out: BinaryIO,
    cards: Sequence[TableCard],
    head: Head,
    says: Sequence[Translator],
    form: PaperFormat,
    progress: Progress,
) -> Printed:
    """Write ``cards``, in the order they are laid out, as PDF to ``out``; raises ``Cancelled`` before that."""
    paper = Paper(out, (_WIDE[form], 2 * _FOLDED[form]), head.title[0], says[0].language)
    if head.code:
        keep_code(paper, head.code)
    artist = _Artist(paper, head, says, _WIDE[form], _FOLDED[form])
    for number, card in enumerate(cards):
        if number % 50 == 0:
            progress.step(number, len(cards))
        artist.draw(card, number, len(cards))
    progress.step(len(cards), len(cards))
    paper.save()
    return Printed(paper.pages, len(cards), tuple(artist.reports))


class _Artist:
    def __init__(self, paper: Paper, head: Head, says: Sequence[Translator], wide: float, high: float) -> None:
        self.paper = paper
        self.reports: list[TextReport] = []
        self._head, self._say, self._wide, self._high = head, says[0], wide, high
        largest = _LARGEST * high / (105 * MM)
        self._room = wide - 2 * 18 * MM
        names: Steps = (
            *((largest * share, 1) for share in _SHRINKING),
            *((largest * share, 2) for share in _TWO_LINES),
        )
        seconds: Steps = tuple((largest * share, most) for share, most in ((0.3, 1), (0.26, 1), (0.22, 1), (0.18, 2),
                                                                           (0.14, 2), (0.11, 2)))  # fmt: skip
        self._name_style = Style(Weight.BOLD, says[0].language, names, NAME)
        self._second_style = Style(Weight.REGULAR, says[0].language, seconds, NAME)
        with paper.form("Fold", (0, high - 1, wide, high + 1)):
            dashes = [(x, high, x + 2 * MM, high) for x in _steps(0, wide, 4 * MM)]
            paper.strokes(dashes, LINE, 0.5)

    def draw(self, card: TableCard, number: int, total: int) -> None:
        name = fit(card.name, self._name_style, self._room)
        second = fit(card.second, self._second_style, self._room) if card.second else None
        with self.paper.page():
            self.paper.use("Fold")
            self._face(name, second)
            self._mark(card, number, total)
            with self.paper.at(self._wide, 2 * self._high, turned=True):
                self._face(name, second)
        self._look(number, "name", card.name, name)
        if second is not None:
            self._look(number, "second", card.second, second)

    def _face(self, name: Fitted, second: Fitted | None) -> None:
        """The name in the middle of the face, a little above where both lines together have their middle."""
        below = second.size * (0.9 + 1.25 * len(second.lines)) if second is not None else 0
        tall = name.size * (0.86 + 1.15 * (len(name.lines) - 1))
        y = (self._high + tall + below) / 2 - name.size * 0.86 + 3 * MM
        for line in name.lines:
            self._spaced(line, name.size, y)
            y -= 1.15 * name.size
        if second is not None:
            y += 1.15 * name.size - 0.35 * name.size * 0.4
            y -= second.size * 1.55
            for line in second.lines:
                piece = Piece(line, second.size, Weight.REGULAR, SECOND_INK)
                self.paper.line((self._wide - self.paper.width([piece])) / 2, y, [piece])
                y -= 1.25 * second.size

    def _spaced(self, line: str, size: float, y: float) -> None:
        """A line of the name; the characters of a short Chinese one stand apart."""
        piece = Piece(line, size, Weight.BOLD)
        apart = _SPACED.get(len(line), 0) * size if all(map(is_han, line)) else 0
        wide = self.paper.width([piece]) + apart * (len(line) - 1)
        if wide > self._room:
            apart, wide = 0, self.paper.width([piece])
        self.paper.draw(f"q {apart:.3f} Tc")
        self.paper.line((self._wide - wide) / 2, y, [piece])
        self.paper.draw("Q")

    def _mark(self, card: TableCard, number: int, total: int) -> None:
        """Small at the edge on which the card stands: what it is of, its revision, and the code."""
        left, right = 8 * MM, self._wide - 8 * MM
        if self._head.code:
            use_code(self.paper, right - CODE * 0.7, 3 * MM, 0.7)
        parts = (card.place, self._head.event[0], mark_line(self._head, number, total, self._say))
        fitted(self.paper, " · ".join(filter(None, parts)), left, 4.5 * MM, right - left - CODE, 5.5, ink=SECOND_INK)

    def _look(self, number: int, field: str, text: str, found: Fitted) -> None:
        if missing := missing_characters(text):
            self.reports.append(TextReport(number, field, missing, Problem.MISSING_CHARACTER))
        if not found.whole:
            self.reports.append(TextReport(number, field, text, Problem.DOES_NOT_FIT))


def _steps(start: float, end: float, by: float) -> list[float]:
    return [start + by * place for place in range(int((end - start) / by) + 1)]
