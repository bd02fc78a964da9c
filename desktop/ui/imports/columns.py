"""The columns of a list and what each was taken to mean, to be corrected."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.list_headers import Meaning
from desktop.domain.people_list import Column, column_letter
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.choices import Choice
from desktop.ui.imports.rows import MEANINGS
from desktop.ui.look import Look
from desktop.ui.widgets import FlowLayout, Label, clear

_WIDE = 166


class ColumnsBar(QWidget):
    """``corrected`` comes when a person says that a column means something else; ``mapping`` is what was said."""

    corrected = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._flow = FlowLayout(self)
        look.theme.bind(self._flow.setGaps, 12, 12)
        self.choices: dict[str, Choice[Meaning]] = {}
        self.mapping: dict[str, str] = {}

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show what a list that was just read is made of."""
        focused = next((header for header, choice in self.choices.items() if choice.hasFocus()), None)
        clear(self._flow)
        self.choices = {}
        for column in columns:
            self._flow.addWidget(self._column(column))
        if focused in self.choices:
            self.choices[focused].setFocus()

    def forget(self) -> None:
        """Another list: what was said of the last one counts no more."""
        self.mapping = {}

    def _column(self, column: Column) -> QWidget:
        place = QWidget()
        lines = QVBoxLayout(place)
        lines.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(lines.setSpacing, 6)
        label = Label(self._look, role="label")
        letter = column_letter(column.index)
        label.put(f"{letter} · {column.header}" if column.header else letter)
        choice = Choice(self._look, [(meaning, partial(_say, text)) for meaning, text in MEANINGS.items()])
        choice.choose(column.meaning)
        label.setBuddy(choice)
        self._look.words.bind(choice.setAccessibleName, N_("Column {column}"), column=column.header or letter)
        self._look.theme.bind(choice.setFixedWidth, _WIDE)
        choice.setEnabled(bool(column.header))
        choice.activated.connect(lambda _index: self._correct(column.header, choice.value))
        self.choices[column.header or letter] = choice
        lines.addWidget(label)
        lines.addWidget(choice)
        return place

    def _correct(self, header: str, meaning: Meaning) -> None:
        self.mapping[header] = meaning.value
        self.corrected.emit()


def _say(text: str, _: Translator) -> str:
    return _(text)
