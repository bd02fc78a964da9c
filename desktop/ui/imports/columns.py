"""How a list was read, to be corrected: its sheet, the row of its header, what each column was taken to mean."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.list_headers import Meaning, is_private
from desktop.domain.list_reading import ALL_SHEETS, ENCODINGS, NO_HEADER, Reading
from desktop.domain.list_tables import Column, column_letter
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.imports import Listing
from desktop.ui.choices import Choice, Say
from desktop.ui.imports.elided import ElidedLabel
from desktop.ui.imports.rows import MEANINGS
from desktop.ui.look import Look
from desktop.ui.widgets import FlowLayout, Label, clear

_WIDE = 166
_DEEPEST = 40
V = TypeVar("V")


class ColumnsBar(QWidget):
    """``corrected`` comes when a person says that something is otherwise; ``reading`` is what was said, if anything."""

    corrected = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._flow = FlowLayout(self)
        look.theme.bind(self._flow.setGaps, 12, 12)
        self.choices: dict[str, Choice[Meaning]] = {}
        self.sheet: Choice[str] | None = None
        self.header_row: Choice[int] | None = None
        self.hidden: Choice[bool] | None = None
        self.encoding: Choice[str] | None = None
        self.reading: Reading | None = None

    def show_listing(self, listing: Listing) -> None:
        """Show how a list was read."""
        focused = next((header for header, choice in self.choices.items() if choice.hasFocus()), None)
        clear(self._flow)
        self.reading = listing.reading
        self._show_encoding(listing)
        self._show_sheets(listing)
        rows = range(1, max(_DEEPEST, listing.people.header_row) + 1)
        self.header_row = self._offer(
            N_("Row of the header"),
            [(NO_HEADER, lambda _: _("None")), *((row, partial(_row, row)) for row in rows)],
            listing.people.header_row or NO_HEADER,
        )
        self.header_row.activated.connect(lambda _i: self._correct(header_row=self.header_row.value, columns={}))
        self._show_hidden(listing)
        self.choices = {}
        noted = {header for person in listing.people.people for header, _said in person.extra}
        for column in listing.people.columns:
            blank = not column.header and column.meaning is Meaning.OTHER
            if not blank or not listing.people.people or column_letter(column.index) in noted:
                self._show_column(column, listing)
        if focused in self.choices:
            self.choices[focused].setFocus()

    def forget(self) -> None:
        """Another list: what was said of the last one counts no more."""
        self.reading = None

    def _show_encoding(self, listing: Listing) -> None:
        """Offer the other encodings of a text file, whose guess may be wrong."""
        self.encoding = None
        if not listing.encoding:
            return
        used = next((name for name in ENCODINGS if listing.encoding.startswith(name)), listing.encoding)
        names = dict.fromkeys([*ENCODINGS, used])
        self.encoding = self._offer(
            N_("Encoding"), [(name, partial(_plain, ENCODINGS.get(name, name.upper()))) for name in names], used
        )
        self.encoding.activated.connect(
            lambda _i: self._correct(encoding=self.encoding.value, header_row=0, columns={})
        )

    def _show_sheets(self, listing: Listing) -> None:
        self.sheet = None
        if len(listing.sheets) < 2:
            return
        offered: list[tuple[str, Say]] = [(name, partial(_plain, name)) for name in listing.sheets]
        read = set(listing.read)
        every = (ALL_SHEETS, lambda _: _("All sheets with people"))
        self.sheet = self._offer(
            N_("Sheet"), [every, *offered], listing.reading.sheet or (read.pop() if len(read) == 1 else ALL_SHEETS)
        )
        self.sheet.activated.connect(lambda _i: self._correct(sheet=self.sheet.value, header_row=0, columns={}))

    def _show_hidden(self, listing: Listing) -> None:
        """Offer the rows that the file hides, where there are any."""
        self.hidden = None
        if not listing.reading.hidden and not any(one.code == "hidden_row" for one in listing.people.problems):
            return
        self.hidden = self._offer(
            N_("Hidden rows"), [(False, lambda _: _("Left out")), (True, lambda _: _("Read too"))],
            listing.reading.hidden,
        )  # fmt: skip
        self.hidden.activated.connect(lambda _i: self._correct(hidden=self.hidden.value))

    def _show_column(self, column: Column, listing: Listing) -> None:
        letter = column_letter(column.index)
        key = column.header or letter
        left_out = column.meaning is Meaning.SKIP and key not in listing.reading.columns
        if listing.people.source and left_out and not is_private(column.header):
            return  # what a known program keeps for itself, such as prices, only hides the rows
        if key in self.choices:
            return  # what is said of a header holds for all columns under it
        choice = self._offer(
            f"{letter} · {column.header}" if column.header else letter,
            [(meaning, partial(_say, text)) for meaning, text in MEANINGS.items()],
            column.meaning,
            name=key,
        )
        choice.activated.connect(lambda _i: self._mean(key, choice.value))
        self.choices[key] = choice

    def _offer(self, label: str, offered: Sequence[tuple[V, Say]], chosen: V, name: str = "") -> Choice[V]:
        """A choice under its label; ``name`` is the column that it is of, whose label is data."""
        place = QWidget()
        lines = QVBoxLayout(place)
        lines.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(lines.setSpacing, 6)
        choice = Choice(self._look, offered, chosen)
        head = ElidedLabel(self._look, "label", least=_WIDE) if name else Label(self._look, label, role="label")
        if name:
            self._look.theme.bind(head.setFixedWidth, _WIDE)
            head.put(label)
            self._look.words.bind(choice.setAccessibleName, N_("Column {column}"), column=name)
        else:
            self._look.words.bind(choice.setAccessibleName, label)
        head.setBuddy(choice)
        self._look.theme.bind(choice.setFixedWidth, _WIDE)
        lines.addWidget(head)
        lines.addWidget(choice)
        self._flow.addWidget(place)
        return choice

    def _mean(self, key: str, meaning: Meaning) -> None:
        said = self.reading or Reading()
        self._correct(columns={**said.columns, key: meaning.value})

    def _correct(self, **fields: object) -> None:
        self.reading = replace(self.reading or Reading(), **fields)  # type: ignore[arg-type]
        self.corrected.emit()


def _say(text: str, _: Translator) -> str:
    return _(text)


def _plain(text: str, _: Translator) -> str:
    return text


def _row(number: int, _: Translator) -> str:
    return _("Row {n}", n=number)
