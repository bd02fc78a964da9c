"""Signs to be read from afar: a band in the event's colour, one thing huge, and a few lines large."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, Problem, TextReport
from desktop.documents.fitting import NAME, WORDS, Breaks, Fitted, Style, fit
from desktop.documents.fonts import Weight, missing_characters
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece, ink_on
from desktop.documents.paper_mark import CODE, Head, fitted, keep_code, mark_line, use_code
from desktop.documents.templates import MM, Steps
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Language, Translator

Said = tuple[str, ...]
_WIDE, _HIGH, _SIDE = 297 * MM, 210 * MM, 16 * MM
_FACTORS = {PaperFormat.A4: 1.0, PaperFormat.POSTER: 2**0.5}
_BAND, _FOOT = 27 * MM, 15 * MM
_LEADING = 1.22
_YIELDING = 0.6
"""A title may be this much smaller for its lines to end where its phrases do."""
_SHARES = (1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.53, 0.46, 0.4, 0.35, 0.3, 0.26, 0.22, 0.19, 0.16)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign, with each text once for each language; ``lines`` are names with a time, or with nothing."""

    event: Said
    title: Said
    under: Said
    lines: tuple[tuple[Said, str], ...]
    day: Said
    colour: str
    plate: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a paper of signs says: a page for each."""

    signs: tuple[Sign, ...]


def print_signs(out: BinaryIO, paper: Signs, head: Head, says: Sequence[Translator], form: PaperFormat) -> Printed:
    """Write ``paper`` as PDF to ``out``."""
    factor = _FACTORS.get(form, 1.0)
    sheet = Paper(out, (_WIDE * factor, _HIGH * factor), head.title[0], says[0].language)
    if head.code:
        keep_code(sheet, head.code)
    artist = _Artist(sheet, head, says)
    for number, sign in enumerate(paper.signs):
        with sheet.page(), sheet.at(0, 0, factor):
            artist.draw(sign, number, len(paper.signs))
    sheet.save()
    return Printed(sheet.pages, len(paper.signs), tuple(artist.reports))


class _Artist:
    def __init__(self, paper: Paper, head: Head, says: Sequence[Translator]) -> None:
        self.reports: dict[TextReport, None] = {}
        self._paper, self._head, self._says = paper, head, says
        self._room = _WIDE - 2 * _SIDE
        self._number = 0

    def draw(self, sign: Sign, number: int, total: int) -> None:
        """The band above, what is huge in the middle of what is left, the lines at the foot of it."""
        self._number = number
        self._band(sign)
        low = self._foot(number, total) + self._lines(sign)
        self._middle(sign, low + 4 * MM, _HIGH - _BAND - 5 * MM)

    def _band(self, sign: Sign) -> None:
        ink, low = ink_on(sign.colour), _HIGH - _BAND
        self._paper.rectangle(0, low, _WIDE, _BAND, sign.colour)
        day = self._room * 0.3
        names, days = list(dict.fromkeys(sign.event)), list(dict.fromkeys(sign.day))
        for place, texts in enumerate((names, days)):
            size = (20, 12.5) if not place else (15, 11)
            y = low + (_BAND - size[0] * 0.72 - (size[1] * 1.5 if len(texts) > 1 else 0)) / 2
            y += size[1] * 1.5 if len(texts) > 1 else 0
            x, room = (_SIDE, self._room - day - 6 * MM) if not place else (_SIDE + self._room - day, day)
            for line, text in enumerate(texts):
                weight = Weight.REGULAR if line or place else Weight.BOLD
                language = self._says[min(line, len(self._says) - 1)].language
                fitted(self._paper, text, x, y, room, size[line], weight, ink=ink, language=language, ending=place > 0)
                y -= size[1] * 1.5

    def _foot(self, number: int, total: int) -> float:
        """The revision and the code, small; returns the height above them."""
        right = _SIDE + self._room
        if self._head.code:
            use_code(self._paper, right - CODE * 0.8, 3 * MM, 0.8)
        said = mark_line(self._head, number, total, self._says[0])
        if not self._head.code:
            said = self._says[0]("A preview: it is not printed yet, and bears no code.")
        fitted(self._paper, said, _SIDE, 7 * MM, self._room - CODE, 7.5, ink=SECOND_INK)
        return _FOOT + 3 * MM

    def _lines(self, sign: Sign) -> float:
        """The groups with their times, or whose bus it is; returns how high they are."""
        if not sign.lines:
            return 0
        high = min(19 * MM, 76 * MM / len(sign.lines))
        y = _FOOT + 3 * MM + high * (len(sign.lines) - 1)
        for names, time in sign.lines:
            size = high * 0.46
            taken = self._ending(time, y, size, high)
            self._paper.strokes([(_SIDE, y + high, _SIDE + self._room, y + high)], LINE, 0.8)
            self._pair(names, y + high * 0.3, size, self._room - taken - 8 * MM * bool(time))
            y -= high
        return high * len(sign.lines)

    def _ending(self, text: str, y: float, size: float, high: float) -> float:
        if not text:
            return 0
        return fitted(self._paper, text, _SIDE, y + high * 0.3, self._room, size * 1.1, Weight.BOLD, ending=True)

    def _pair(self, names: Said, y: float, size: float, room: float) -> None:
        """A name with the same in the other language behind it."""
        first, *others = dict.fromkeys(filter(None, names)) or ("",)
        share = room * (0.62 if others else 1)
        found = self._fit(first, Weight.BOLD, size, share, self._says[0].language, lines=1)
        piece = Piece(found.lines[0], found.size, Weight.BOLD)
        self._paper.line(_SIDE, y, [piece])
        used = self._paper.width([piece])
        for other in others[:1]:
            language = self._says[-1].language
            fitted_ = self._fit(other, Weight.REGULAR, size * 0.62, room - used - 5 * MM, language, lines=1)
            small = Piece(fitted_.lines[0], fitted_.size, Weight.REGULAR, SECOND_INK, language)
            self._paper.line(_SIDE + used + 5 * MM, y, [small])

    def _middle(self, sign: Sign, low: float, high: float) -> None:
        """The title as large as there is room for, the plate beside it or below, and what stands under it."""
        tall = high - low
        titles, unders = list(dict.fromkeys(filter(None, sign.title))), list(dict.fromkeys(filter(None, sign.under)))
        under_size = 15 if sign.plate else 19
        kept = [self._fit(text, Weight.REGULAR, under_size, self._room, self._language(place), lines=2)
                for place, text in enumerate(unders)]  # fmt: skip
        below = sum(one.size * 1.3 * len(one.lines) for one in kept) + (6 * MM if kept else 0)
        plate = min(46, tall * 0.16) if sign.plate else 0
        room = tall - below - plate * 1.5
        first, second = (0.7, 0.22) if len(titles) > 1 else (0.95, 0.0)
        shown = [self._huge(text, Weight.BOLD if not place else Weight.REGULAR, room * (second if place else first),
                            self._language(place)) for place, text in enumerate(titles)]  # fmt: skip
        used = sum(_tall(one) for one in shown) + below + plate * 1.5
        y = high - max(tall - used, 0) / 2
        for place, one in enumerate(shown):
            y = self._set(one, y, Weight.REGULAR if place else Weight.BOLD, SECOND_INK if place else INK, place)
        if sign.plate:
            y -= plate * 1.35
            self._plate(sign.plate, y, plate)
        y -= 5 * MM if kept else 0
        for place, one in enumerate(kept):
            y = self._set(one, y, Weight.REGULAR, SECOND_INK if place else INK, place)

    def _plate(self, text: str, y: float, size: float) -> None:
        """The plate in a frame, as it is on the vehicle."""
        self._look(text)
        piece = Piece(text, size * 0.8, Weight.BOLD)
        wide = self._paper.width([piece]) + size * 0.8
        x = (_WIDE - wide) / 2
        self._paper.rectangle(x, y, wide, size * 1.15, INK)
        self._paper.rectangle(x + 2, y + 2, wide - 4, size * 1.15 - 4, "#FFFFFF")
        self._paper.line(x + size * 0.4, y + size * 0.29, [piece])

    def _huge(self, text: str, weight: Weight, room: float, language: Language) -> Fitted:
        """As large as the height allows, on as many lines as are best for that; they rather end where phrases do."""
        phrases, words = (
            max(
                (
                    fit(text, _style(room / (_LEADING * lines), weight, language, lines, breaks), self._room)
                    for lines in (1, 2, 3)
                ),
                key=lambda one: (one.whole, one.size),
            )
            for breaks in (NAME, WORDS)
        )
        return self._told(text, phrases if phrases.size >= words.size * _YIELDING else words)

    def _set(self, one: Fitted, y: float, weight: Weight, ink: str, place: int) -> float:
        for line in one.lines:
            y -= one.size * _LEADING
            piece = Piece(line, one.size, weight, ink, self._language(place))
            self._paper.line((_WIDE - self._paper.width([piece])) / 2, y + one.size * 0.28, [piece])
        return y

    def _language(self, place: int) -> Language:
        return self._says[min(place, len(self._says) - 1)].language

    def _fit(self, text: str, weight: Weight, size: float, room: float, language: Language, *, lines: int) -> Fitted:
        return self._told(text, fit(text, _style(size, weight, language, lines, NAME), room))

    def _told(self, text: str, found: Fitted) -> Fitted:
        """``found``, with what of it will not be seen reported."""
        self._look(text)
        if not found.whole:
            self.reports[TextReport(self._number, "text", text, Problem.DOES_NOT_FIT)] = None
        return found

    def _look(self, text: str) -> None:
        if missing := missing_characters(text):
            self.reports[TextReport(self._number, "text", missing, Problem.MISSING_CHARACTER)] = None


def _tall(one: Fitted) -> float:
    return one.size * _LEADING * len(one.lines)


@cache
def _style(size: float, weight: Weight, language: Language, lines: int, breaks: Breaks) -> Style:
    steps: Steps = tuple((size * share, lines) for share in _SHARES)
    return Style(weight, language, steps, breaks)
