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
from desktop.domain.naming import unbroken
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Language, Translator


@dataclass(frozen=True, slots=True)
class Named:
    """How somebody is announced; ``readings`` are the hard characters of the name with how they are said.

    ``name`` is the part of the ``words`` within which no line breaks.
    """

    words: str
    name: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in one language: the title, who is named under which heading, who signs what, and a note."""

    language: Language
    title: str
    named: tuple[tuple[str, tuple[Named, ...]], ...] = ()
    signed: tuple[tuple[str, tuple[Named, ...]], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class McLine:
    """An item."""

    time: str
    code: str
    said: tuple[Said, ...]


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
            when = [Text(line.time, 15 * large, Weight.BOLD), Text(line.code, 10, ink=SECOND_INK)]
            told = [text for place, said in enumerate(line.said) for text in _said(said, large, 14 if place else 4)]
            sheet.row([(time, when), (words, told)], item=item, pad=3 * MM)
            item += 1
    return Printed(sheet.write(out), item, sheet.reports)


def _said(said: Said, large: float, gap: float) -> list[Text]:
    language = said.language
    found = [Text(said.title, 18 * large, Weight.BOLD, language=language, gap=gap)]
    headings = [Text(heading, 11 * large, ink=SECOND_INK, language=language, gap=6) for heading, _ in said.named]
    headings += [Text(title, 16 * large, Weight.BOLD, language=language, gap=9) for title, _ in said.signed]
    for heading, (_, names) in zip(headings, (*said.named, *said.signed), strict=True):
        found.append(heading)
        for name in names:
            words = name.words.replace(name.name, unbroken(name.name)) if name.name else name.words
            found.append(Text(words, 18 * large, language=language, gap=5))
            if name.readings:
                found.append(Text("    ".join(name.readings), 13 * large, Weight.BOLD, language=language))
    if said.note:
        found.append(Text(said.note, 14 * large, language=language, gap=6))
    return found
