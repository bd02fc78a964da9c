"""Phone lists: whom a liaison officer calls, by what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, TextReport
from desktop.documents.fonts import Weight
from desktop.documents.name_block import Facts, name_block
from desktop.documents.page import LINE, SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.pocket_itinerary import write_sheets
from desktop.documents.sheet import A4, A5, Column, Sheet, Text
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Translator


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """Somebody to call."""

    name: str
    second: str
    what: str
    phone: str


@dataclass(frozen=True, slots=True)
class PhoneList:
    """The list of one delegation or visit: rows under headings."""

    name: str
    second: str
    facts: Facts
    parts: tuple[tuple[str, tuple[PhoneRow, ...]], ...]


def print_phone_lists(
    out: BinaryIO, lists: Sequence[PhoneList], head: Head, says: Sequence[Translator], form: PaperFormat
) -> Printed:
    """Write ``lists`` as PDF to ``out``, each with its own count of pages."""
    item, reports, sheets = 0, list[TextReport](), list[Sheet]()
    for one in lists:
        sheet = Sheet(A5 if form is PaperFormat.A5 else A4, head, says)
        sheet.running = one.name
        name_block(sheet, one.name, one.second, one.facts, item)
        item += 1
        for title, rows in one.parts:
            _part(sheet, title, rows, item, says[0])
            item += len(rows)
        sheets.append(sheet)
        reports += sheet.reports
    return Printed(write_sheets(out, sheets, head.title[0]), item, tuple(reports))


def _part(sheet: Sheet, title: str, rows: Sequence[PhoneRow], item: int, _: Translator) -> None:
    room = sheet.size.room
    phone = Column(room - 38 * MM, 38 * MM, ending=True)
    left = room - 40 * MM
    name, what = Column(0, 0.52 * left), Column(0.54 * left, 0.45 * left)
    sheet.again = None
    sheet.gap(2 * MM)
    sheet.heading(Text(title, 10.5, Weight.BOLD), keep=14 * MM, fill=LINE)
    again = _("{what} (continued)", what=title)
    sheet.again = lambda: sheet.heading(Text(again, 9, Weight.BOLD, SECOND_INK))
    for place, row in enumerate(rows):
        names = [Text(row.name, 10.5, Weight.BOLD)]
        if row.second:
            names.append(Text(row.second, 8.5, ink=SECOND_INK))
        cells = [
            (name, names),
            (what, [Text(line, 8.8) for line in row.what.splitlines()]),
            (phone, [Text(row.phone or "–", 10.5, Weight.BOLD)]),
        ]
        sheet.row(cells, item=item + place, pad=0.9 * MM)
