"""The signing sheet: who signs which agreement, where they stand, which copies lie there, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from desktop.documents.badge_facts import Printed
from desktop.documents.fonts import Weight
from desktop.documents.page import LINE, SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.sheet import A4, Column, Sheet, Text
from desktop.documents.templates import MM
from desktop.i18n import Translator


@dataclass(frozen=True, slots=True)
class SigningParty:
    """A party in finished words: ``people`` are pairs of what they do and who."""

    name: str
    side: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SigningLine:
    """An agreement; ``titles`` once for each language, ``documents`` and ``steps`` a line each."""

    number: str
    titles: tuple[str, ...]
    parties: tuple[SigningParty, ...]
    others: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SigningSheet:
    """What a signing sheet says: agreements under headings, which are items with their batches."""

    parts: tuple[tuple[str, tuple[SigningLine, ...]], ...]


_LABEL = 27 * MM


def print_signing_sheet(out: BinaryIO, signing: SigningSheet, head: Head, says: Sequence[Translator]) -> Printed:
    """Write ``signing`` as PDF to ``out``."""
    sheet, item = Sheet(A4, head, says), 0
    for place, (title, lines) in enumerate(signing.parts):
        sheet.again = None
        sheet.gap(5 * MM if place else 0)
        sheet.heading(Text(title, 12, Weight.BOLD), keep=45 * MM, fill=LINE)
        for line in lines:
            _agreement(sheet, line, item, says)
            item += 1
    return Printed(sheet.write(out), item, sheet.reports)


def _agreement(sheet: Sheet, line: SigningLine, item: int, says: Sequence[Translator]) -> None:
    _, room = says[0], sheet.size.room
    number, label = Column(0, 8 * MM), Column(9 * MM, _LABEL - 1 * MM)
    words, whole = Column(9 * MM + _LABEL, room - 9 * MM - _LABEL), Column(9 * MM, room - 9 * MM)
    first, *more = (Text(title, 10, language=say.language) for title, say in zip(line.titles, says, strict=True))
    titles = [replace(first, size=12.5, weight=Weight.BOLD), *(one for one in more if one.text != first.text)]
    rows: list[tuple[list[tuple[Column, list[Text]]], float]] = [
        ([(number, [Text(line.number, 12.5, Weight.BOLD)]), (whole, titles)], 2 * MM)
    ]
    for party in line.parties:
        name = " · ".join(filter(None, (party.name, party.side)))
        rows.append(([(whole, [Text(name, 10, Weight.BOLD)])], 1 * MM))
        rows += [_labelled(label, words, part, (who,), 10) for part, who in _once(party.people)]
    for part, who in _once(line.others):
        rows.append(_labelled(label, words, part, (who,), 10))
    for title, lines in (
        (_("Documents"), line.documents),
        (_("Order of signing"), line.steps),
        (_("Note"), (line.note,) if line.note else ()),
    ):
        if lines:
            rows.append(_labelled(label, words, title, lines, 9.5))
    whole_height = sum(sheet.needs(cells, pad) for cells, pad in rows)
    fits = whole_height < sheet.size.high - sheet.size.foot - sheet.size.top - 20 * MM
    for place, (cells, pad) in enumerate(rows):
        keep = 0 if place else whole_height if fits else 25 * MM
        sheet.row(cells, item=item, rule="" if place else SECOND_INK, pad=pad, keep=keep)
    sheet.gap(2 * MM)


def _labelled(
    label: Column, words: Column, title: str, lines: Sequence[str], size: float
) -> tuple[list[tuple[Column, list[Text]]], float]:
    return [(label, [Text(title, 9, ink=SECOND_INK)]), (words, [Text(one, size) for one in lines])], 0.55 * MM


def _once(people: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What people do is said of the first of those who do it."""
    before = [("", ""), *people]
    return [("" if part == before[place][0] else part, who) for place, (part, who) in enumerate(people)]
