"""Itineraries: what one person, delegation, host or vehicle does, day by day, each on pages of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, TextReport
from desktop.documents.fonts import Weight
from desktop.documents.name_block import Facts, name_block
from desktop.documents.page import INK, LINE, SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.pocket_itinerary import write_pockets, write_sheets
from desktop.documents.sheet import A4, A5, A6, Column, Sheet, Size, Text
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Language, Translator

Headed = Callable[[Sequence[Translator]], Head]
"""Makes the head of a paper in some languages."""
_BESIDE, _NARROW = 150 * MM, 100 * MM
"""From so much room on whom to ask stands beside the line; below so much a page is narrow."""
_PANELS, _FULLER = 4, (1.1, 1.2)
"""By how much the letters for the pocket may shrink until all is on one sheet."""
_FEW, _CLOSER = 4, (0.9 * MM, 0.6 * MM, 0.4 * MM)
_PAD, _KEPT = 1.2 * MM, 0.4
"""A day begins only where its first line has its place, unless that is higher than this part of a page."""


@dataclass(frozen=True, slots=True)
class ItineraryLine:
    """What happens from ``start``; ``titles``, ``details`` and ``asked`` once for each language."""

    start: str
    end: str
    titles: tuple[str, ...]
    details: tuple[tuple[str, ...], ...]
    asked: tuple[tuple[str, ...], ...]
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ItineraryDay:
    """A day: ``titles`` once for each language."""

    titles: tuple[str, ...]
    lines: tuple[ItineraryLine, ...]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """Whose it is, what is to be known throughout (``facts``: what, and the words), and the days."""

    languages: tuple[Language, ...]
    name: str
    second: str
    facts: Facts
    days: tuple[ItineraryDay, ...]


def print_itineraries(out: BinaryIO, itineraries: Sequence[Itinerary], headed: Headed, form: PaperFormat) -> Printed:
    """Write ``itineraries`` as PDF to ``out``, each in its own languages and with its own count of pages."""
    item, reports, sheets = 0, list[TextReport](), list[tuple[Sheet, float]]()
    for one in itineraries:
        if form is PaperFormat.POCKET:
            sheet, scale = _for_pocket(one, headed, item)
        else:
            sheet, scale = _closed_up(one, headed, A5 if form is PaperFormat.A5 else A4, item), 1.0
        sheets.append((sheet, scale))
        item += 1 + sum(len(day.lines) for day in one.days)
        reports += sheet.reports
    title = headed(_says(itineraries[0])).title[0]
    if form is PaperFormat.POCKET:
        pages = write_pockets(out, sheets, title, (A6.wide, A6.high))
    else:
        pages = write_sheets(out, [sheet for sheet, _scale in sheets], title)
    return Printed(pages, item, tuple(reports))


def _says(one: Itinerary) -> list[Translator]:
    return [Translator(language) for language in one.languages]


def _closed_up(one: Itinerary, headed: Headed, size: Size, item: int) -> Sheet:
    """With its rows a little closer where that saves a page of few."""
    sheet = _laid_out(one, headed, size, item)
    if 1 < sheet.pages <= _FEW:
        closer = (_laid_out(one, headed, size, item, pad) for pad in _CLOSER)
        sheet = next((made for made in closer if made.pages < sheet.pages), sheet)
    return sheet


def _for_pocket(one: Itinerary, headed: Headed, item: int) -> tuple[Sheet, float]:
    """With letters as much smaller as lets all of it be on one sheet, if any do, and its scale."""
    tried = [(_laid_out(one, headed, A6, item), 1.0)]
    for factor in _FULLER:
        if tried[-1][0].pages <= _PANELS:
            return tried[-1]
        tried.append((_laid_out(one, headed, A6.grown(factor), item), 1 / factor))
    return tried[-1] if tried[-1][0].pages <= _PANELS else tried[0]


def _laid_out(one: Itinerary, headed: Headed, size: Size, item: int, pad: float = _PAD) -> Sheet:
    says = _says(one)
    sheet = Sheet(size, headed(says), says)
    sheet.running = one.name
    beside = size.room >= _BESIDE
    name_block(sheet, one.name, one.second, one.facts, item)
    item += 1
    for day in one.days:
        sheet.again = None
        sheet.gap(2 * MM)
        first = _cells(sheet, day.lines[0], one.languages, beside=beside)
        keep = min(sheet.needs(first, pad), _KEPT * size.high) + 2 * MM
        title = " · ".join(dict.fromkeys(day.titles))
        sheet.heading(Text(title, 10.5, Weight.BOLD), keep=keep, fill=LINE)
        sheet.again = lambda title=title: _again(sheet, title, says[0])
        for line in day.lines:
            sheet.row(_cells(sheet, line, one.languages, beside=beside), item=item, pad=pad, bar=line.colour)
            item += 1
    return sheet


def _again(sheet: Sheet, title: str, _: Translator) -> None:
    sheet.heading(Text(_("{what} (continued)", what=title), 9, Weight.BOLD, SECOND_INK))


def _cells(
    sheet: Sheet, line: ItineraryLine, languages: Sequence[Language], *, beside: bool
) -> list[tuple[Column, Sequence[Text]]]:
    """When, what, and, where the page is wide enough, whom to ask."""
    room = sheet.size.room
    narrow = room < _NARROW
    when = 17 * MM if narrow else 27 * MM
    start = [Text(line.start, 10.5, Weight.BOLD)]
    if line.end:
        start.append(Text(f"–{line.end}", 8.5, ink=SECOND_INK))
    asked_room = 46 * MM if beside else 0
    what = Column(when, room - when - (asked_room + 3 * MM if beside else 0))
    told, asked = _told(line, languages), _asked(line, languages)
    if not beside:
        return [(Column(3 * MM, when - 4 * MM), start), (what, [*told, *asked])]
    return [(Column(3 * MM, when - 4 * MM), start), (what, told), (Column(room - asked_room, asked_room), asked)]


def _told(line: ItineraryLine, languages: Sequence[Language]) -> list[Text]:
    found: list[Text] = []
    shown: set[str] = set()
    for place, language in enumerate(languages):
        title = line.titles[place]
        if title not in shown:
            look = (9.5, Weight.REGULAR, SECOND_INK) if place else (10.5, Weight.BOLD, INK)
            found.append(Text(title, *look, language, gap=2 if place else 0))
        found += [
            Text(one, 8.8, ink=SECOND_INK, language=language, gap=0.6)
            for one in line.details[place]
            if one not in shown
        ]
        shown.update((title, *line.details[place]))
    return found


def _asked(line: ItineraryLine, languages: Sequence[Language]) -> list[Text]:
    """In the language that leads: a phone is dialled once."""
    return [Text(one, 8.8, language=languages[0], gap=0.6) for one in line.asked[0]]
