"""Cue cards: a card a cue, in the colour of its department, or a card an item with all its cues; to hold in a hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed
from desktop.documents.fitting import Style, wrap
from desktop.documents.fonts import Weight
from desktop.documents.page import LINE, SECOND_INK, Paper, ink_on
from desktop.documents.paper_mark import Head, fitted
from desktop.documents.sheet import A5, A6, Column, Sheet, Text
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Translator

_BAND = 15 * MM
_SIZES = 26, 22, 19, 16, 14, 12.5, 11


@dataclass(frozen=True, slots=True)
class CueCard:
    """A card in finished words: ``band`` and ``at`` stand on its colour, ``text`` large, ``lines`` below.

    Each line is a moment, a department with its colour, and what it does.
    """

    band: str
    at: str
    colour: str
    title: str
    text: str = ""
    under: str = ""
    lines: tuple[tuple[str, str, str, str], ...] = ()


def print_cue_cards(
    out: BinaryIO, cards: Sequence[CueCard], head: Head, says: Sequence[Translator], form: PaperFormat
) -> Printed:
    """Write ``cards`` as PDF to ``out``; one that is too full goes on on another card."""
    sheet = Sheet(A5 if form is PaperFormat.A5 else A6, head, says, brief=True)
    for item, card in enumerate(cards):
        sheet.part()
        _band(sheet, card)
        sheet.again = lambda card=card: _band(sheet, card)
        whole = Column(0, sheet.size.room)
        sheet.row([(whole, [Text(card.title, 12.5, Weight.BOLD)])], item=item, rule="", pad=2.4 * MM)
        if card.text:
            text = Text(card.text, _large(card.text, sheet, says[0]))
            sheet.row([(whole, [text])], item=item, rule="", pad=1 * MM)
        if card.under:
            sheet.row([(whole, [Text(card.under, 9.5, ink=SECOND_INK)])], item=item, rule="", pad=1.5 * MM)
        for at, department, colour, what in card.lines:
            when, who = Column(3 * MM, 17 * MM), Column(21 * MM, 15 * MM)
            said = Column(37 * MM, sheet.size.room - 37 * MM)
            cells = [
                (when, [Text(at, 8.5)]), (who, [Text(department, 8.5, Weight.BOLD, colour)]), (said, [Text(what, 9.5)]),
            ]  # fmt: skip
            sheet.row(cells, item=item, rule=LINE, bar=colour, pad=0.9 * MM)
    return Printed(sheet.write(out, to_cut=form is PaperFormat.A6_ON_A4), len(cards), sheet.reports)


def _band(sheet: Sheet, card: CueCard) -> None:
    size, ink = sheet.size, ink_on(card.colour)

    def draw(paper: Paper, y: float) -> None:
        paper.rectangle(0, y, size.wide, _BAND, card.colour)
        base, half = y + 5.2 * MM, size.room * 0.56
        fitted(paper, card.band, size.side, base, half, 17, Weight.BOLD, ink=ink)
        fitted(paper, card.at, size.side + half, base, size.room - half, 17, Weight.BOLD, ink=ink, ending=True)

    sheet.place(_BAND, draw)


def _large(text: str, sheet: Sheet, _: Translator) -> float:
    """The largest size at which ``text`` leaves room on its card."""
    for size in _SIZES:
        style = Style(Weight.REGULAR, _.language, ((size, 1),))
        if len(wrap(text, style, sheet.size.room)) * size * 1.4 < sheet.left - 22 * MM:
            return size
    return _SIZES[-1]
