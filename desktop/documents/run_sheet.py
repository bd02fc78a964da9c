"""The run sheet: the programme to the second, with what each department does when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed
from desktop.documents.fonts import Weight
from desktop.documents.page import INK, LINE, SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.sheet import A4, A5, Column, Sheet, Text, column_titles
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Translator


@dataclass(frozen=True, slots=True)
class RunCue:
    """A cue: when by the clock and from the item's start or end, whose, and what."""

    at: str
    offset: str
    department: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """An item in finished words; ``details`` are lines about it, such as who is in it."""

    code: str
    start: str
    duration: str
    title: str
    details: tuple[str, ...] = ()
    cues: tuple[RunCue, ...] = ()


@dataclass(frozen=True, slots=True)
class RunPart:
    """The items of a day in a hall."""

    title: str
    lines: tuple[RunLine, ...]


@dataclass(frozen=True, slots=True)
class RunSheet:
    """What a run sheet says."""

    parts: tuple[RunPart, ...]


def print_run_sheet(out: BinaryIO, run: RunSheet, head: Head, says: Sequence[Translator], form: PaperFormat) -> Printed:
    """Write ``run`` as PDF to ``out``."""
    sheet = Sheet(A4 if form is PaperFormat.A4 else A5, head, says)
    _, item = says[0], 0
    room = sheet.size.room
    code, start, length = Column(0, 9 * MM), Column(10 * MM, 17 * MM), Column(27.5 * MM, 15 * MM)
    what = Column(44 * MM, room - 44 * MM)
    titles = [(start, _("Time")), (length, _("Length")), (what, _("Item and cues"))]
    for place, part in enumerate(run.parts):
        sheet.again = None
        sheet.gap(4 * MM if place else 0)
        sheet.heading(Text(part.title, 12, Weight.BOLD), keep=30 * MM)
        column_titles(sheet, titles)
        sheet.again = lambda part=part: _again(sheet, part, titles, _)
        for line in part.lines:
            sheet.row(
                [
                    (code, [Text(line.code, 8.5, ink=SECOND_INK)]),
                    (start, [Text(line.start, 10.5, Weight.BOLD)]),
                    (length, [Text(line.duration, 9.5)]),
                    (what, [Text(line.title, 10.5, Weight.BOLD), *(Text(one, 9) for one in line.details)]),
                ],
                item=item,
                rule=SECOND_INK,
                keep=7 * MM if line.cues else 0,
            )
            for cue in line.cues:
                _cue(sheet, cue, item)
            item += 1
    return Printed(sheet.write(out), item, sheet.reports)


def _again(sheet: Sheet, part: RunPart, titles: Sequence[tuple[Column, str]], _: Translator) -> None:
    sheet.heading(Text(_("{what} (continued)", what=part.title), 9.5, Weight.BOLD, SECOND_INK))
    column_titles(sheet, titles)


def _cue(sheet: Sheet, cue: RunCue, item: int) -> None:
    room = sheet.size.room
    sheet.row(
        [
            (Column(10 * MM, 17 * MM), [Text(cue.at, 9)]),
            (Column(27.5 * MM, 15 * MM), [Text(cue.offset, 8.5, ink=SECOND_INK)]),
            (Column(44 * MM, 20 * MM), [Text(cue.department, 9, Weight.BOLD, cue.colour)]),
            (Column(65 * MM, room - 65 * MM), [Text(cue.text, 9.5, ink=INK)]),
        ],
        item=item,
        pad=0.7 * MM,
        rule=LINE,
        bar=cue.colour,
    )
