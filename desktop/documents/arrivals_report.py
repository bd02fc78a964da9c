"""The arrivals as a report on paper: figures, the curve of the morning, how far each group has come, who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO
from zoneinfo import ZoneInfo

from desktop.documents.fitting import NAME, PROSE, Style, fit
from desktop.documents.fonts import Weight
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece
from desktop.documents.templates import MM, Steps
from desktop.domain.arrival_curve import Step, plan
from desktop.i18n import Translator

_WIDE, _HIGH = 210 * MM, 297 * MM
_LEFT, _RIGHT, _TOP, _LAST, _FOOT = 16 * MM, 194 * MM, 281 * MM, 18 * MM, 10 * MM
_ACCENT, _ACCENT_SOFT, _FAINT = "#1B5CBE", "#A3BDE5", "#F0F2F5"
_CURVE, _ROW = 62 * MM, 7.4 * MM
_COUNTS = 4
_COUNT_WIDE = 19 * MM
_ONE: Steps = ((9, 1), (8, 1), (7, 1), (6, 1), (5, 1))


@dataclass(frozen=True, slots=True)
class Line:
    """A group: its name, and how many are expected, arrived, inside, left and absent; ``None`` is "nobody counts"."""

    name: str
    counts: tuple[int | None, ...]
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
    # What each page says of all of them is only known once they are laid out.
    counted = _Writer(Paper(out, (_WIDE, _HIGH), report.title, _.language), report, _, 0)
    pages = counted.write()
    writer = _Writer(Paper(out, (_WIDE, _HIGH), report.title, _.language), report, _, pages)
    writer.write()
    writer.paper.save()
    return pages


class _Writer:
    def __init__(self, paper: Paper, report: Report, _: Translator, pages: int) -> None:
        self.paper = paper
        self._report, self._say, self._pages = report, _, pages
        self._number = 0
        self._y = 0.0

    def write(self) -> int:
        parts = [*self._parts()]
        while parts:
            self._number += 1
            with self.paper.page():
                self._head()
                while parts and (self._y - parts[0][0] >= _LAST or self._y > _TOP - 40 * MM):
                    height, draw, argument = parts.pop(0)
                    self._y -= height
                    draw(argument)
                self._foot()
        return self._number

    def _parts(self) -> list[tuple[float, object, object]]:
        raise NotImplementedError
