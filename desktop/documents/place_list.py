"""Who sits where: a line a person, in the order of names or of places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed
from desktop.documents.fonts import Weight
from desktop.documents.page import INK, SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.sheet import A4, Column, Sheet, Text, column_titles
from desktop.documents.templates import MM
from desktop.i18n import Translator


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A person with their place; the names with what goes before and behind them."""

    place: str
    name: str
    second: str
    post: str
    category: str
    colour: str


@dataclass(frozen=True, slots=True)
class PlaceList:
    """What a place list says: lines under headings; one without a heading has none."""

    parts: tuple[tuple[str, tuple[PlaceLine, ...]], ...]


def print_place_list(out: BinaryIO, places: PlaceList, head: Head, says: Sequence[Translator]) -> Printed:
    """Write ``places`` as PDF to ``out``."""
    sheet, _ = Sheet(A4, head, says), says[0]
    place, name = Column(4 * MM, 18 * MM), Column(23 * MM, 58 * MM)
    post, kind = Column(84 * MM, 66 * MM), Column(153 * MM, sheet.size.room - 153 * MM)
    titles = [(place, _("Place")), (name, _("Name")), (post, _("Post")), (kind, _("Category"))]
    item = 0
    for title, lines in places.parts:
        sheet.again = None
        if title:
            sheet.gap(3 * MM)
            sheet.heading(Text(title, 12, Weight.BOLD), keep=30 * MM)
        column_titles(sheet, titles)
        sheet.again = lambda: column_titles(sheet, titles)
        for line in lines:
            names = [Text(line.name, 11, Weight.BOLD)]
            if line.second:
                names.append(Text(line.second, 8.5, ink=SECOND_INK))
            sheet.row(
                [
                    (place, [Text(line.place, 11, Weight.BOLD)]),
                    (name, names),
                    (post, [Text(line.post, 9, ink=INK)]),
                    (kind, [Text(line.category, 8.5, ink=SECOND_INK)]),
                ],
                item=item,
                pad=1.1 * MM,
                bar=line.colour,
            )
            item += 1
    return Printed(sheet.write(out), item, sheet.reports)
