"""Badges as PDF: the name as large as its place allows, the QR code, the category unmistakable.

Nothing is cut silently: whatever can't be printed as it is written comes back as a ``TextReport``, from printing
and, before anything is printed, from ``check_badges``.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO

from desktop.documents.badge_artist import Artist
from desktop.documents.badge_facts import Badge, Face, Printed, TextReport
from desktop.documents.page import SECOND_INK, Paper
from desktop.documents.templates import MM, NO_OFFSET, Offset, Template
from desktop.progress import Progress


def print_badges(
    out: BinaryIO,
    badges: Sequence[Badge],
    face: Face,
    template: Template,
    progress: Progress,
    offset: Offset = NO_OFFSET,
) -> Printed:
    """Write ``badges`` in their order as PDF to ``out``, moved by the printer's ``offset``.

    The same input gives the same bytes. Raises ``UnreadableLogo``, and ``Cancelled`` before anything is written.
    """
    paper, artist = _paper(out, face, template)
    for first in range(0, max(len(badges), 1), template.per_page):
        with paper.page(offset.right * MM, offset.down * MM):
            _cut_marks(paper, template)
            for place, badge in enumerate(badges[first : first + template.per_page]):
                progress.step(first + place, len(badges))
                _draw(paper, artist, template, place, first + place, badge)
    progress.step(len(badges), len(badges))
    paper.save()
    return Printed(paper.pages, len(badges), artist.reports)


def check_badges(badges: Sequence[Badge], face: Face, template: Template, progress: Progress) -> tuple[TextReport, ...]:
    """What ``print_badges`` would report, without printing; raises ``UnreadableLogo`` and ``Cancelled``."""
    _, artist = _paper(BytesIO(), face, template)
    for number, badge in enumerate(badges):
        progress.step(number, len(badges))
        artist.draw(number, badge)
    return artist.reports


def _paper(out: BinaryIO, face: Face, template: Template) -> tuple[Paper, Artist]:
    wide, high = template.page
    paper = Paper(out, (wide * MM, high * MM), face.event.said_in(face.language), face.language)
    return paper, Artist(paper, face, template)


def _draw(paper: Paper, artist: Artist, template: Template, place: int, number: int, badge: Badge) -> None:
    for spot in template.places(place):
        with paper.at(spot.x * MM, spot.y * MM, turned=spot.turned):
            artist.draw(number, badge)


def _cut_marks(paper: Paper, template: Template) -> None:
    """Short lines where to cut and to fold, in the page's margins where it has any."""
    left, bottom = template.corner
    near, far = template.bleed + 1, template.bleed + 4
    if min(left, bottom) < near:
        return
    right, top = template.page[0] - left, template.page[1] - bottom
    lines = []
    for x in _edges(left, template.size[0], template.columns, template.gutter):
        lines += [(x, bottom - far, x, bottom - near), (x, top + near, x, top + far)]
    for y in _edges(bottom, template.size[1], template.rows * (2 if template.fold else 1), template.gutter):
        lines += [(left - far, y, left - near, y), (right + near, y, right + far, y)]
    paper.strokes([(a * MM, b * MM, c * MM, d * MM) for a, b, c, d in lines], SECOND_INK, 0.3)


def _edges(start: float, length: float, count: int, gutter: float) -> list[float]:
    """Where each of ``count`` lengths begins and ends, each place once."""
    starts = [start + number * (length + gutter) for number in range(count)]
    return sorted({round(edge, 4) for begin in starts for edge in (begin, begin + length)})
