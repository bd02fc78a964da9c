"""The list of visitors for the host of a stop: the fields it asked for, in its columns, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from desktop.documents.badge_facts import Printed
from desktop.documents.fonts import Weight
from desktop.documents.page import SECOND_INK
from desktop.documents.paper_mark import Head
from desktop.documents.sheet import A4, Column, Sheet, Text
from desktop.documents.templates import MM
from desktop.domain.visits import ListField
from desktop.i18n import Translator

Said = tuple[str, ...]
BLANK: Final = "* ______"
"""What stands where a value is still missing; the host sees where one is to come."""
_ALARM, _ALARM_TINT = "#B81D2C", "#FBEDEE"
_SHARES: Final = {
    ListField.NAME_ZH: 20,
    ListField.NAME_LATIN: 30,
    ListField.ORGANISATION: 42,
    ListField.TITLE: 32,
    ListField.PHONE: 30,
    ListField.EMAIL: 46,
    ListField.DIET: 20,
    ListField.ACCESS: 24,
}
_NUMBER, _GAP, _CROWDED = 8 * MM, 3 * MM, 150


@dataclass(frozen=True, slots=True)
class ListedVisitor:
    """A line: what is known for each column, and which of them are ``blank`` though they must not be."""

    cells: tuple[Said, ...]
    blank: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class StopList:
    """The list of one stop; ``groups`` are a heading with the lines below it, ``missing`` sentences for the printer."""

    name: Said
    host: Said
    when: Said
    count: Said
    due: str
    columns: tuple[tuple[ListField, Said], ...]
    groups: tuple[tuple[Said, tuple[ListedVisitor, ...]], ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitorLists:
    """What a paper of visitor lists says."""

    lists: tuple[StopList, ...]


def print_visitor_lists(out: BinaryIO, paper: VisitorLists, head: Head, says: Sequence[Translator]) -> Printed:
    """Write each list, which begins a page, as PDF to ``out``; before it is printed it says what is missing."""
    made = _Lists(Sheet(A4, head, says), says, looked_at=not head.code)
    for listed in paper.lists:
        made.add(listed)
    return Printed(made.sheet.write(out), made.item, made.sheet.reports)


class _Lists:
    def __init__(self, sheet: Sheet, says: Sequence[Translator], *, looked_at: bool) -> None:
        self.sheet, self.item = sheet, 0
        self._says, self._looked_at = says, looked_at
        self._columns: list[Column] = []
        self._size = 9.5

    def add(self, listed: StopList) -> None:
        """Put a list on pages of its own."""
        sheet, _ = self.sheet, self._says[0]
        sheet.part()
        if self._looked_at and listed.missing:
            warned = [Text(one, 9, ink=_ALARM) for one in listed.missing]
            title = Text(_("Before this goes to the host:"), 10, Weight.BOLD, _ALARM)
            sheet.heading(title, *warned, fill=_ALARM_TINT)
            sheet.gap(4 * MM)
        sheet.heading(*self._said(listed.name, 15, Weight.BOLD), *self._said(listed.host, 10.5))
        about = [" · ".join(filter(None, pair)) for pair in zip(listed.when, listed.count, strict=True)]
        sheet.heading(*self._said(tuple(about), 9.5), *([Text(listed.due, 9.5, ink=SECOND_INK)] if listed.due else []))
        self._set_columns(listed)
        for heading, lines in listed.groups:
            self._group(heading, lines, listed)
        if any(any(one.blank) for _heading, lines in listed.groups for one in lines):
            sheet.gap(3 * MM)
            sheet.heading(Text(_("* Not known yet when this was printed."), 8.5, ink=_ALARM), keep=1)
        sheet.again = None

    def _said(self, texts: Said, size: float, weight: Weight = Weight.REGULAR) -> list[Text]:
        first, *others = dict.fromkeys(texts)
        second = self._says[-1].language
        more = [Text(one, size * 0.8, ink=SECOND_INK, language=second, gap=0.5) for one in others]
        return [Text(first, size, weight, language=self._says[0].language), *more]

    def _set_columns(self, listed: StopList) -> None:
        shares = [_SHARES[field] for field, _said in listed.columns]
        self._size = 9.5 if sum(shares) <= _CROWDED else 8
        room = self.sheet.size.room - _NUMBER - _GAP * len(shares)
        widths = [room * share / sum(shares) for share in shares]
        starts = [_NUMBER + _GAP * (place + 1) + sum(widths[:place]) for place in range(len(widths))]
        self._columns = [Column(start, wide) for start, wide in zip(starts, widths, strict=True)]

    def _group(self, heading: Said, lines: Sequence[ListedVisitor], listed: StopList) -> None:
        sheet, _ = self.sheet, self._says[0]
        sheet.again = None
        sheet.gap(3 * MM)
        sheet.heading(*self._said(heading, 11, Weight.BOLD), keep=24 * MM)
        titles = [
            (column, [Text(one, 8, ink=SECOND_INK) for one in dict.fromkeys(said)])
            for column, (_field, said) in zip(self._columns, listed.columns, strict=True)
        ]

        def again() -> None:
            sheet.row(titles, pad=0.8 * MM, rule="", keep=12 * MM)

        again()
        sheet.again = again
        for number, one in enumerate(lines, 1):
            cells = [(Column(0, _NUMBER), [Text(str(number), 8.5, ink=SECOND_INK)])]
            blank = one.blank or (False,) * len(one.cells)
            for column, said, is_blank in zip(self._columns, one.cells, blank, strict=True):
                cells.append((column, self._cell(said, is_blank=is_blank)))
            sheet.row(cells, item=self.item, pad=1.2 * MM)
            self.item += 1

    def _cell(self, said: Said, *, is_blank: bool) -> list[Text]:
        if is_blank:
            return [Text(BLANK, self._size, ink=_ALARM)]
        first, *others = said
        second = self._says[-1].language
        return [
            Text(first, self._size),
            *(Text(one, self._size * 0.86, ink=SECOND_INK, language=second) for one in others),
        ]
