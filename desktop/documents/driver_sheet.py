"""Drivers' sheets: when a vehicle goes from where to where with how many, and whom its driver calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, TextReport
from desktop.documents.fonts import Weight
from desktop.documents.name_block import Facts, name_block
from desktop.documents.page import SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.pocket_itinerary import write_sheets
from desktop.documents.sheet import A4, A5, Column, Sheet, Text, column_titles
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Translator

_WIDE = 150 * MM


@dataclass(frozen=True, slots=True)
class DriverLeg:
    """A leg in finished words: ``start`` and ``end`` in lines, the first one the name of the place."""

    gathers: str
    leaves: str
    arrives: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    people: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DriverSheet:
    """What the driver of one vehicle has to know of one visit."""

    name: str
    second: str
    facts: Facts
    legs: tuple[DriverLeg, ...]


def print_driver_sheets(
    out: BinaryIO, drivers: Sequence[DriverSheet], head: Head, says: Sequence[Translator], form: PaperFormat
) -> Printed:
    """Write ``drivers`` as PDF to ``out``, each with its own count of pages."""
    item, reports, sheets = 0, list[TextReport](), list[Sheet]()
    for one in drivers:
        sheet = Sheet(A5 if form is PaperFormat.A5 else A4, head, says)
        sheet.running = one.name
        name_block(sheet, one.name, one.second, one.facts, item)
        _legs(sheet, one.legs, item + 1, says[0])
        item += 1 + len(one.legs)
        sheets.append(sheet)
        reports += sheet.reports
    return Printed(write_sheets(out, sheets, head.title[0]), item, tuple(reports))


def _legs(sheet: Sheet, legs: Sequence[DriverLeg], item: int, _: Translator) -> None:
    room = sheet.size.room
    when, people = 15 * MM if room < _WIDE else 18 * MM, 13 * MM
    where = (room - 3 * when - people - 2 * MM) / 2
    gathers, leaves, start = Column(0, when), Column(when, when), Column(2 * when, where - 1 * MM)
    arrives, end = Column(2 * when + where + 1 * MM, when), Column(3 * when + where + 1 * MM, where - 1 * MM)
    count = Column(room - people, people, ending=True)
    titles = [
        (gathers, _("Gather")), (leaves, _("Leaves")), (start, _("Departs from")), (arrives, _("Arrives")),
        (end, _("Goes to")), (count, _("People")),
    ]  # fmt: skip
    column_titles(sheet, titles)
    sheet.again = lambda: column_titles(sheet, titles)
    for place, leg in enumerate(legs):
        sheet.row(
            [
                (gathers, [Text(leg.gathers, 11)]),
                (leaves, [Text(leg.leaves, 11, Weight.BOLD)]),
                (start, [*_place(leg.start), *(Text(note, 9, gap=1) for note in leg.notes)]),
                (arrives, [Text(leg.arrives, 11)]),
                (end, _place(leg.end)),
                (count, [Text(leg.people, 11, Weight.BOLD)]),
            ],
            item=item + place,
            pad=1.6 * MM,
        )


def _place(lines: Sequence[str]) -> list[Text]:
    return [
        Text(line, 8.8, ink=SECOND_INK, gap=0.6) if place else Text(line, 11, Weight.BOLD)
        for place, line in enumerate(lines)
    ]
