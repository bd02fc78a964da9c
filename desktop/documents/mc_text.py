"""What the MC says and whom they name, large enough to be read at a lectern, with hard names spelled out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed
from desktop.documents.fonts import Weight
from desktop.documents.page import SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.sheet import A4, A5, Column, Sheet, Text
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Language, Translator


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in one language: the title, who is named under which heading, and a note."""

    language: Language
    title: str
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class McLine:
    """An item; ``readings`` are hard characters of its names with how they are said."""

    time: str
    code: str
    said: tuple[Said, ...]
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class McText:
    """What an MC's text says, a part a day and hall."""

    parts: tuple[tuple[str, tuple[McLine, ...]], ...]


def print_mc_text(out: BinaryIO, text: McText, head: Head, says: Sequence[Translator], form: PaperFormat) -> Printed:
    """Write ``text`` as PDF to ``out``."""
    size = A4 if form is PaperFormat.A4 else A5
    sheet, large = Sheet(size, head, says), 1.0 if form is PaperFormat.A4 else 0.85
    item = 0
    time, words = Column(0, 20 * MM), Column(20 * MM, size.room - 20 * MM)
    for place, (title, lines) in enumerate(text.parts):
        sheet.gap(4 * MM if place else 0)
        sheet.heading(Text(title, 12, Weight.BOLD), keep=30 * MM)
        for line in lines:
            when = [Text(line.time, 13 * large, Weight.BOLD), Text(line.code, 9, ink=SECOND_INK)]
            told = [text for said in line.said for text in _said(said, large)]
            if line.readings:
                told.append(Text("    ".join(line.readings), 10.5 * large, ink=SECOND_INK, gap=4))
            sheet.row([(time, when), (words, told)], item=item, pad=3 * MM)
            item += 1
    return Printed(sheet.write(out), item, sheet.reports)


def _said(said: Said, large: float) -> list[Text]:
    language = said.language
    found = [Text(said.title, 14.5 * large, Weight.BOLD, language=language, gap=4)]
    for heading, names in said.named:
        found.append(Text(heading, 9.5 * large, ink=SECOND_INK, language=language, gap=3))
        found += [Text(name, 14 * large, language=language, gap=1.5) for name in names]
    if said.note:
        found.append(Text(said.note, 12 * large, language=language, gap=4))
    return found
