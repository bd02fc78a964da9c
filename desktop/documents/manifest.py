"""Manifests: who rides with a vehicle, with a box for each leg, and how many were counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, TextReport
from desktop.documents.fonts import Weight
from desktop.documents.name_block import Facts, name_block
from desktop.documents.page import SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.pocket_itinerary import write_sheets
from desktop.documents.sheet import A4, Column, Sheet, Text, column_titles
from desktop.documents.templates import MM
from desktop.i18n import Translator

_BOX, _WIDE, _MOST = "□", 9 * MM, 7
"""What is ticked, how much room it has, and how many stand beside each other."""
_PHONE, _NUMBER = 30 * MM, 8 * MM


@dataclass(frozen=True, slots=True)
class ManifestLeg:
    """A leg in finished words; ``people`` is how many are to be aboard."""

    gathers: str
    leaves: str
    route: str
    place: str
    people: str


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """Somebody aboard; ``legs`` says for each leg whether they are to be on it. A ``strong`` one is named bold."""

    name: str
    second: str
    what: str
    phone: str
    legs: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of one vehicle on one visit, or of a group at a stop, where ``boxes`` are named without legs."""

    name: str
    second: str
    facts: Facts
    legs: tuple[ManifestLeg, ...]
    rows: tuple[ManifestRow, ...]
    boxes: tuple[str, ...] = ()


def print_manifests(out: BinaryIO, manifests: Sequence[Manifest], head: Head, says: Sequence[Translator]) -> Printed:
    """Write ``manifests`` as PDF to ``out``, each with its own count of pages."""
    item, reports, sheets = 0, list[TextReport](), list[Sheet]()
    for one in manifests:
        sheet = Sheet(A4, head, says)
        sheet.running = one.name
        name_block(sheet, one.name, one.second, one.facts, item)
        _legs(sheet, one.legs, item, says[0])
        item += 1
        heads = one.boxes or tuple(leg.leaves for leg in one.legs) or ("",)
        for first in range(0, len(heads), _MOST):
            _people(sheet, one, heads, range(first, min(first + _MOST, len(heads))), item, says[0])
        item += len(one.rows)
        sheets.append(sheet)
        reports += sheet.reports
    return Printed(write_sheets(out, sheets, head.title[0]), item, tuple(reports))


def _legs(sheet: Sheet, legs: Sequence[ManifestLeg], item: int, _: Translator) -> None:
    if not legs:
        return
    room = sheet.size.room
    number, gathers, leaves = Column(0, _NUMBER), Column(_NUMBER, 17 * MM), Column(_NUMBER + 18 * MM, 17 * MM)
    route, people = Column(_NUMBER + 37 * MM, room - _NUMBER - 63 * MM), Column(room - 24 * MM, 24 * MM, ending=True)
    titles = [(gathers, _("Gather")), (leaves, _("Leaves")), (route, _("Leg")), (people, _("Counted"))]
    column_titles(sheet, titles)
    sheet.again = lambda: column_titles(sheet, titles)
    for place, leg in enumerate(legs, 1):
        told = [Text(leg.route, 10, Weight.BOLD)]
        if leg.place:
            told.append(Text(leg.place, 8.5, ink=SECOND_INK))
        sheet.row(
            [
                (number, [Text(str(place), 9, ink=SECOND_INK)]),
                (gathers, [Text(leg.gathers, 10)]),
                (leaves, [Text(leg.leaves, 10, Weight.BOLD)]),
                (route, told),
                (people, [Text(f"______ / {leg.people}", 10)]),
            ],
            item=item,
            pad=1 * MM,
        )
    sheet.again = None
    sheet.gap(4 * MM)


def _people(sheet: Sheet, one: Manifest, heads: Sequence[str], shown: range, item: int, _: Translator) -> None:
    """Who is expected, with those boxes of all ``heads`` that are ``shown``."""
    room, count = sheet.size.room, len(shown)
    boxes = [Column(room - (count - place) * _WIDE, _WIDE, ending=True) for place in range(count)]
    left = room - count * _WIDE - _PHONE - _NUMBER
    name, what = Column(_NUMBER, 0.56 * left), Column(_NUMBER + 0.58 * left, 0.4 * left)
    phone = Column(_NUMBER + left + 1 * MM, _PHONE - 2 * MM)
    titles = [
        (name, _("Name")),
        (what, _("Delegation")),
        (phone, _("Phone")),
        *zip(boxes, (heads[box] for box in shown), strict=True),
    ]
    sheet.again = None
    column_titles(sheet, titles)
    sheet.again = lambda: column_titles(sheet, titles)
    for place, row in enumerate(one.rows):
        names = [Text(row.name, 10.5, Weight.BOLD)]
        if row.second:
            names.append(Text(row.second, 8.5, ink=SECOND_INK))
        there = [row.legs[box] if row.legs else True for box in shown]
        sheet.row(
            [
                (Column(0, _NUMBER), [Text(str(place + 1), 8.5, ink=SECOND_INK)]),
                (name, names),
                (what, [Text(line, 8.5) for line in row.what.splitlines()]),
                (phone, [Text(row.phone, 8.5)]),
                *((box, [Text(_BOX if on else "–", 14)]) for box, on in zip(boxes, there, strict=True)),
            ],
            item=item + place,
            pad=0.6 * MM,
        )
    if not one.rows:
        sheet.row([(name, [Text(_("Nobody is expected."), 9.5, ink=SECOND_INK)])])
    sheet.again = None
    sheet.gap(4 * MM)
