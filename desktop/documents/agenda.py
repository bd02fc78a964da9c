"""The agenda for the public: on A4 in one language or two side by side, as a booklet of A5, as a poster."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Printed
from desktop.documents.fonts import Weight
from desktop.documents.page import INK, SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.sheet import A4, A5, Column, Sheet, Size, Text
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Translator

_BESIDE = 150 * MM
"""From so much room on two languages stand beside each other instead of one below the other."""
_POSTERS = {PaperFormat.POSTER: 2**0.5, PaperFormat.POSTER_A2: 2.0}
_FULLER = 1, 1.12, 1.25, 1.4, 1.6, 1.8
"""By how much the letters of a poster may shrink until all is on one."""


_FEW, _CLOSER = 4, (1.2 * MM, 1.0 * MM, 0.8 * MM)


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item: ``titles`` and ``people`` once for each language."""

    time: str
    minutes: str
    titles: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AgendaPart:
    """The items of a day in a hall; ``titles`` once for each language."""

    titles: tuple[str, ...]
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What an agenda says."""

    parts: tuple[AgendaPart, ...]


def print_agenda(out: BinaryIO, agenda: Agenda, head: Head, says: Sequence[Translator], form: PaperFormat) -> Printed:
    """Write ``agenda`` as PDF to ``out``, in one language or two."""
    factor = _POSTERS.get(form)
    if factor:
        grown = (1.0, _laid_out(agenda, head, says, A4))
        for share in _FULLER:
            grown = share, _laid_out(agenda, head, says, A4.grown(share))
            if grown[1].pages == 1:
                break
        sheet, pages = grown[1], grown[1].write(out, scale=factor / grown[0])
    else:
        sheet = _closed_up(agenda, head, says, A4 if form is PaperFormat.A4 else A5)
        pages = sheet.write(out, folded=form is PaperFormat.A5_FOLDED)
    return Printed(pages, sum(len(part.lines) for part in agenda.parts), sheet.reports)


def _closed_up(agenda: Agenda, head: Head, says: Sequence[Translator], size: Size) -> Sheet:
    """With its rows a little closer where that saves a page of few."""
    sheet = _laid_out(agenda, head, says, size)
    if 1 < sheet.pages <= _FEW:
        closer = [_laid_out(agenda, head, says, size, pad) for pad in _CLOSER]
        sheet = next((one for one in closer if one.pages < sheet.pages), sheet)
    return sheet


def _laid_out(agenda: Agenda, head: Head, says: Sequence[Translator], size: Size, pad: float = 1.5 * MM) -> Sheet:
    sheet = Sheet(size, head, says)
    beside = len(says) > 1 and size.room >= _BESIDE
    item = 0
    for part in agenda.parts:
        sheet.again = None
        _head_part(sheet, part, says, beside=beside)
        sheet.again = lambda part=part: _head_again(sheet, part, says[0])
        for line in part.lines:
            _row(sheet, line, item, says, pad, beside=beside)
            item += 1
        sheet.gap(5 * MM)
    return sheet


def _head_part(sheet: Sheet, part: AgendaPart, says: Sequence[Translator], *, beside: bool) -> None:
    texts = _said(part.titles, says, 12, Weight.BOLD)
    if beside and len(texts) > 1:
        first, second = _columns(sheet.size, 2)
        left = Column(0, first.x + first.room)
        sheet.row([(left, texts[:1]), (second, texts[1:])], rule="", keep=16 * MM)
    else:
        sheet.heading(*texts, keep=16 * MM)


def _head_again(sheet: Sheet, part: AgendaPart, _: Translator) -> None:
    again = _("{what} (continued)", what=part.titles[0])
    sheet.heading(Text(again, 9.5, Weight.BOLD, SECOND_INK))


def _row(sheet: Sheet, line: AgendaLine, item: int, says: Sequence[Translator], pad: float, *, beside: bool) -> None:
    size = sheet.size
    columns = _columns(size, 2 if beside else 1)
    told: list[list[Text]] = [[] for _ in columns]
    shown: set[str] = set()
    for place, say in enumerate(says):
        title, people, language = line.titles[place], line.people[place], say.language
        into = told[place if beside else 0]
        first = beside or not place
        if title not in shown or (beside and not shown):
            look = (10.5, Weight.BOLD, INK) if first else (9.5, Weight.REGULAR, SECOND_INK)
            into.append(Text(title, *look, language, gap=0 if first else 2))
        into += [Text(one, 8.8, Weight.REGULAR, SECOND_INK, language, gap=0.6) for one in people if one not in shown]
        shown.update((title, *people))
    sheet.row(
        [
            (Column(0, _TIME), [Text(line.time, 9.5, ink=SECOND_INK)]),
            *zip(columns, told, strict=True),
            (Column(size.room - _MINUTES, _MINUTES, ending=True), [Text(line.minutes, 9, ink=SECOND_INK)]),
        ],
        item=item,
        pad=pad,
    )


_TIME, _MINUTES, _GAP = 25 * MM, 11 * MM, 4 * MM


def _columns(size: Size, count: int) -> list[Column]:
    room = (size.room - _TIME - _MINUTES - (count - 1) * _GAP) / count
    return [Column(_TIME + place * (room + _GAP), room) for place in range(count)]


def _said(titles: Sequence[str], says: Sequence[Translator], size: float, weight: Weight) -> list[Text]:
    first, *more = [(title, say.language) for title, say in zip(titles, says, strict=True)]
    others = [Text(title, size * 0.85, ink=SECOND_INK, language=one) for title, one in more if title != first[0]]
    return [Text(first[0], size, weight, language=first[1]), *others]
