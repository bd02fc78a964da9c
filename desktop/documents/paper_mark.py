"""What every paper of the programme bears: title and event, revision and code, moment of print, number of page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from desktop.documents import qr
from desktop.documents.fitting import NAME, Style, fit
from desktop.documents.fonts import Weight
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece
from desktop.documents.templates import MM, Steps
from desktop.domain.paper_codes import grouped
from desktop.i18n import Language, Translator

CODE = 15 * MM
"""A side of the code, the white around it included."""
_QUIET = 4


@dataclass(frozen=True, slots=True)
class Head:
    """What a paper is, in finished words: ``title``, ``event``, ``about`` and ``printed`` once for each language.

    ``number`` is the revision, counted from 1. A paper that is only looked at has no ``code``.
    """

    title: tuple[str, ...]
    event: tuple[str, ...]
    printed: tuple[str, ...]
    number: int
    code: str = ""
    about: tuple[str, ...] = ()


class Marker:
    """Draws the head and the foot of each page of a paper; ``brief`` ones have a short head on all."""

    def __init__(
        self,
        wide: float,
        side: float,
        top: float,
        foot: float,
        head: Head,
        says: Sequence[Translator],
        *,
        brief: bool = False,
    ) -> None:
        self.head = head
        self._brief = brief
        self._left, self._right, self._top, self._foot = side, wide - side, top, foot
        self._says = says
        self._small = wide < 180 * MM

    def room(self, number: int) -> float:
        """How much of page ``number``, from 0, lies above what it lists."""
        if number or self._brief:
            return self._top + (8 if self._brief else 11) * MM
        return self._top + (17 if self._small else 20) * MM + 4.6 * MM * len(self._abouts())

    def prepare(self, paper: Paper) -> None:
        """Keep the code, which every page shows, once."""
        if self.head.code:
            keep_code(paper, self.head.code)

    def top(self, paper: Paper, high: float, number: int, running: str = "") -> None:
        """The head of a page; from the second one on, and on cards, it is short, with ``running`` at its end."""
        y, room = high - self._top, self._right - self._left
        if number or self._brief:
            said = " · ".join((self.head.title[0], self.head.event[0]))
            used = fitted(paper, running, self._left + room / 2, y - 4 * MM, room / 2, 8.5, ink=SECOND_INK, ending=True)
            fitted(paper, said, self._left, y - 4 * MM, room - used - 4 * MM * bool(used), 8.5, ink=SECOND_INK)
            paper.strokes([(self._left, y - 6.5 * MM, self._right, y - 6.5 * MM)], LINE, 0.6)
            return
        size = 17 if self._small else 21
        wide = fitted(paper, self.head.title[0], self._left, y - 7.5 * MM, room, size, Weight.BOLD)
        if len(self.head.title) > 1 and room - wide > 25 * MM:
            second, language = self.head.title[1], self._says[1].language
            x, left = self._left + wide + 2.6 * MM, room - wide - 2.6 * MM
            fitted(paper, second, x, y - 7.5 * MM, left, size * 0.62, ink=SECOND_INK, language=language)
        y -= (13.5 if self._small else 14.5) * MM
        event = " · ".join(dict.fromkeys(self.head.event))
        fitted(paper, event, self._left, y, room, 10)
        for said in self._abouts():
            y -= 4.6 * MM
            fitted(paper, said, self._left, y, room, 9, ink=SECOND_INK)

    def _abouts(self) -> list[str]:
        return list(dict.fromkeys(filter(None, self.head.about)))

    def foot(self, paper: Paper, number: int, pages: int) -> None:
        """The foot of page ``number``, from 0, of so many."""
        right = self._right
        if self.head.code:
            right -= CODE + 2 * MM
            # The white around the code may lie in the margin: its modules end where the lines do.
            paper.draw(f"q 1 0 0 1 {self._right - CODE + CODE / 8:.3f} {self._foot - CODE - 3.2 * MM:.3f} cm")
            paper.use(_FORM)
            paper.draw("Q")
        paper.strokes([(self._left, self._foot - 3 * MM, self._right, self._foot - 3 * MM)], LINE, 0.6)
        y, size = self._foot - (6.4 if self._small else 7.4) * MM, 6.8 if self._small else 7.5
        for said in self._said(number, pages):
            fitted(paper, said, self._left, y, right - self._left, size, ink=SECOND_INK)
            y -= (3.1 if self._small else 3.7) * MM

    def _said(self, number: int, pages: int) -> list[str]:
        lines = [mark_line(self.head, number, pages, _, place) for place, _ in enumerate(self._says)]
        _ = self._says[0]
        if not self.head.code:
            return [*lines, _("A preview: it is not printed yet, and bears no code.")]
        code = grouped(self.head.code)
        if self._small:
            return [*lines, code]
        told = _("Let a desk read the code: it says whether this is the latest, and what has changed.")
        return [*lines, " · ".join((told, code))]


def mark_line(head: Head, number: int, pages: int, _: Translator, place: int = 0) -> str:
    """Revision, moment and page in a line; ``number`` counts from 0, ``place`` is which of the languages it is."""
    parts = (
        _("Revision {n}", n=head.number),
        _("Printed {when}", when=head.printed[place]),
        _("Page {page} of {pages}", page=number + 1, pages=pages),
    )
    return " · ".join(parts)


_FORM = "PaperCode"


def keep_code(paper: Paper, code: str) -> None:
    """Keep the symbol of ``code`` under a name for ``use_code``."""
    side, path = qr.code_path(code)
    unit = CODE / (side + 2 * _QUIET)
    with paper.form(_FORM, (0, 0, CODE, CODE)):
        paper.draw(f"q {unit:.4f} 0 0 {unit:.4f} {_QUIET * unit:.3f} {_QUIET * unit:.3f} cm 0 0 0 rg\n{path}f Q")


def use_code(paper: Paper, x: float, y: float, scale: float = 1) -> None:
    """Draw the code that was kept, its white around it included."""
    with paper.at(x, y, scale):
        paper.use(_FORM)


def fitted(
    paper: Paper,
    text: str,
    x: float,
    y: float,
    room: float,
    size: float,
    weight: Weight = Weight.REGULAR,
    *,
    ink: str = INK,
    language: Language | None = None,
    ending: bool = False,
) -> float:
    """A line of ``text``, smaller where it must be; returns how wide it came out. It may begin or end in the room."""
    if not text:
        return 0
    found = fit(text, _style(size, weight, language or paper.language), room)
    piece = Piece(found.lines[0], found.size, weight, ink, language)
    wide = paper.width([piece])
    paper.line(x + room - wide if ending else x, y, [piece])
    return wide


@cache
def _style(size: float, weight: Weight, language: Language) -> Style:
    steps: Steps = tuple((size * share, 1) for share in (1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.45))
    return Style(weight, language, steps, NAME)
