"""Lists in the settings whose entries are changed right below their line."""

from abc import abstractmethod
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.errors import UserError
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.look import Look
from desktop.ui.settings.section import Section
from desktop.ui.tab_order import follow_layout
from desktop.ui.widgets import Button, Field, FlowLayout, Label, clear, rule

_LAID_OUT_MS = 50


class EntryForm(QWidget):
    """The fields of one entry in ``column``; ``row`` is which, None for a new one. Escape closes it.

    Whoever derives from it puts its fields there and then calls ``finish``.
    """

    saved = Signal()
    closed = Signal()
    removed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.row: Any = None
        self.column = QVBoxLayout(self)
        look.theme.bind(self.column.setContentsMargins, 0, 8, 0, 8)
        look.theme.bind(self.column.setSpacing, 16)

    def finish(self, save: str, cancel: str, remove: str) -> None:
        """Put the buttons below all fields; Enter in a line saves."""
        self.save, self.cancel = Button(self.look, save), Button(self.look, cancel, "quiet")
        self.remove = Button(self.look, remove, "quiet")
        buttons = FlowLayout()
        self.look.theme.bind(buttons.setGaps, 8, 8)
        for button, signal in ((self.save, self.saved), (self.cancel, self.closed), (self.remove, self.removed)):
            button.clicked.connect(signal)
            buttons.addWidget(button)
        self.column.addLayout(buttons)
        for field in self.fields():
            if isinstance(field.edit, QLineEdit):
                field.edit.returnPressed.connect(self.saved)

    @abstractmethod
    def fields(self) -> tuple[Field, ...]:
        """All fields, the first of which takes the focus."""

    @abstractmethod
    def refuse(self, error: UserError) -> None:
        """Say at the field that it is about why this can't be kept."""

    def begin(self, row: Any) -> None:
        """``row`` is what is changed from now on; nothing is wrong with it yet."""
        self.row = row
        self.remove.setVisible(row is not None)
        for field in self.fields():
            field.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class EditedSection(Section):
    """A line for each entry, kept up to date with ``tables``; one is changed right below it, a new one below all.

    Whoever derives from it calls ``start`` once it has all it needs.
    """

    def __init__(self, context: Context, title: str, about: str, form: EntryForm, add: str) -> None:
        look = context.look
        super().__init__(look, title, about)
        self.context, self.look, self.edit = context, look, form
        self._lines: dict[UUID, QWidget] = {}
        self.buttons: dict[UUID, tuple[QAbstractButton, ...]] = {}
        self.lines = QVBoxLayout()
        look.theme.bind(self.lines.setSpacing, 8)
        form.hide()
        self.add = Button(look, add, icon="add")
        self.box.addLayout(self.lines)
        self.box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def start(self, tables: frozenset[str]) -> None:
        """Follow the event, the language and what is written to ``tables``."""
        self._tables = tables
        self.add.clicked.connect(lambda: self.open(None))
        self.edit.saved.connect(self.save)
        self.edit.closed.connect(self.close_form)
        self.edit.removed.connect(self.remove)
        self.context.here.changed.connect(self._on_event)
        self.look.words.changed.connect(self.draw)
        self.context.data.changed.connect(self._on_changed)
        self.load()

    @abstractmethod
    def load(self) -> None:
        """Ask what there is."""

    @abstractmethod
    def put_lines(self) -> None:
        """Put a line for each entry with ``put_line``."""

    @abstractmethod
    def fill(self, row: Any) -> None:
        """Fill the form in for ``row``, or for a new entry."""

    @abstractmethod
    def save(self) -> None:
        """Keep what stands in the form."""

    @abstractmethod
    def remove(self) -> None:
        """Take away what the form is about."""

    def draw(self) -> None:
        """Show what there is in the language that is on; the focus stays where it was."""
        focused = next((key for key, row in self.buttons.items() if any(one.hasFocus() for one in row)), None)
        self.lines.removeWidget(self.edit)
        clear(self.lines)
        self.buttons, self._lines = {}, {}
        self.put_lines()
        self._place()
        follow_layout(self)
        if focused is not None:
            (self.buttons[focused][-1] if focused in self.buttons else self.add).setFocus()

    def put_line(self, key: UUID, name: str, about: str, before: QWidget | None, *buttons: QWidget) -> None:
        """A line below those there are: a name, a sentence about it, what stands before it and the buttons behind.

        The last button is the one that opens the form.
        """
        if self.lines.count():
            self.lines.addWidget(rule())
        line = QWidget()
        across, texts = QHBoxLayout(line), QVBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        self.look.theme.bind(across.setSpacing, 8)
        self.look.theme.bind(texts.setSpacing, 2)
        for text, role in ((name, "strong"), (about, "second")):
            label = Label(self.look, role=role, wraps=True)
            label.put(text)
            texts.addWidget(label)
        if before is not None:
            across.addWidget(before)
        across.addLayout(texts, 1)
        for widget in buttons:
            across.addWidget(widget)
        self.buttons[key] = tuple(each for each in buttons if isinstance(each, QAbstractButton))
        self._lines[key] = line
        self.lines.addWidget(line)

    def change_button(self, text: str, row: Any) -> Button:
        """The button that opens the form for ``row``."""
        button = Button(self.look, text, "quiet")
        button.clicked.connect(partial(self.open, row))
        return button

    def open(self, row: Any, _checked: bool = False) -> None:
        """Open the form for ``row``, or for a new entry."""
        self.fill(row)
        self._place()
        follow_layout(self)
        self.edit.show()
        self.add.hide()
        self.edit.fields()[0].edit.setFocus()
        QTimer.singleShot(_LAID_OUT_MS, self, self._scroll_here)

    def close_form(self) -> None:
        """Close the form; the focus goes back to what opened it."""
        focused: QWidget | None = self.window().focusWidget()
        was_here = focused is not None and self.edit.isAncestorOf(focused)
        key = self.edit.row.id if self.edit.row is not None else None
        self.edit.hide()
        self.add.show()
        if was_here:
            (self.buttons[key][-1] if key in self.buttons else self.add).setFocus()

    def _on_event(self) -> None:
        self.close_form()
        self.load()

    def _on_changed(self, changes: Changes) -> None:
        if any(table in self._tables for table, _row in changes):
            self.load()

    def _place(self) -> None:
        """Put the form below the line of its entry, or below all of them."""
        self.lines.removeWidget(self.edit)
        line = self._lines.get(self.edit.row.id) if self.edit.row is not None else None
        self.lines.insertWidget(self.lines.indexOf(line) + 1 if line is not None else self.lines.count(), self.edit)

    def _scroll_here(self) -> None:
        """Show the whole form with its Save, and what it is about above it where there is room for both."""
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if place is not None and self.edit.isVisible():
            line = self._lines.get(self.edit.row.id) if self.edit.row is not None else None
            for part in (line or self.edit, self.edit.save, self.edit.fields()[0]):
                place.ensureWidgetVisible(part)


class NameFields:
    """A field for the name in each language."""

    def __init__(self, look: Look, hant: str, hans: str, en: str) -> None:
        self.hant, self.hans, self.en = Field(look, hant), Field(look, hans), Field(look, en)
        self.all = (self.hant, self.hans, self.en)

    def show_name(self, name: LocalName) -> None:
        """Fill in ``name``."""
        for field, text in zip(self.all, (name.hant, name.hans, name.en), strict=True):
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)

    @property
    def name(self) -> LocalName:
        """The name as it stands here."""
        return LocalName(self.hant.value, self.hans.value, self.en.value)


class Chips(QWidget):
    """Things to choose any of; ``changed`` comes after each press."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.by_key: dict[UUID, Button] = {}
        self._flow = FlowLayout(self)
        look.theme.bind(self._flow.setGaps, 8, 8)

    def offer(self, offered: dict[UUID, str], chosen: frozenset[UUID], kind: str) -> None:
        """Offer these by their names and no others; ``kind`` (a message id) is what they are."""
        clear(self._flow)
        self.by_key = {}
        for key, name in offered.items():
            chip = Button(self._look, kind, "filter")
            self._look.words.forget(chip.setText)
            chip.setText(name)
            chip.setProperty("soft", True)
            chip.setChecked(key in chosen)
            chip.clicked.connect(self.changed)
            self.by_key[key] = chip
            self._flow.addWidget(chip)

    @property
    def chosen(self) -> frozenset[UUID]:
        """Those that are on."""
        return frozenset(key for key, chip in self.by_key.items() if chip.isChecked())
