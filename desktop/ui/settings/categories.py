"""The event's guest categories: their names, colour, precedence, who is VIP, and where each may enter."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.admission import admit, remove_category
from desktop.services.categories import (
    BadCategoryColour,
    CategoryDraft,
    CategoryRow,
    add_category,
    categories,
    change_category,
    move_category,
    people_in,
)
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.look import Look
from desktop.ui.settings.colour_field import ColourField, Swatch
from desktop.ui.settings.section import Check, Section
from desktop.ui.widgets import Button, Field, FlowLayout, IconButton, Label, Tag, clear, rule

_LAID_OUT_MS = 50
_TABLES = frozenset({"category", "checkpoint", "checkpoint_category", "registration"})


@dataclass(frozen=True, slots=True)
class _Known:
    rows: list[CategoryRow]
    places: list[CheckpointRow]
    people: dict[UUID, int]

    def admitting(self, category: CategoryRow) -> list[CheckpointRow]:
        return [place for place in self.places if not place.category_ids or category.id in place.category_ids]


class CategoriesSection(Section):
    """A line for each category in order of precedence; one is changed right below its line."""

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(
            look,
            N_("Categories"),
            N_("What a guest is here, in order of precedence: the first is named, seated and photographed first."),
        )
        self._context, self._acts, self._look = context, acts, look
        self._known = _Known([], [], {})
        self._lines: dict[UUID, QWidget] = {}
        self.lines = QVBoxLayout()
        look.theme.bind(self.lines.setSpacing, 8)
        self.edit = CategoryEdit(look)
        self.edit.hide()
        self.add = Button(look, N_("Add a category"), icon="add")
        self.box.addLayout(self.lines)
        self.box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons: dict[UUID, tuple[IconButton, IconButton, Button]] = {}
        self.add.clicked.connect(lambda: self._open(None))
        self.edit.saved.connect(self._save)
        self.edit.closed.connect(self._close)
        self.edit.removed.connect(self._remove)
        context.here.changed.connect(self._on_event)
        look.words.changed.connect(self._draw)
        context.data.changed.connect(self._on_changed)
        self._load()

    def _on_event(self) -> None:
        self._close()
        self._load()

    def _on_changed(self, changes: Changes) -> None:
        if any(table in _TABLES for table, _row in changes):
            self._load()

    def _load(self) -> None:
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(
                lambda s: _Known(categories(s, event.id), checkpoints(s, event.id), people_in(s, event.id)), self._show
            )

    def _show(self, known: _Known) -> None:
        if known != self._known:
            self._known = known
            self._draw()

    def _draw(self) -> None:
        focused = next((key for key, row in self.buttons.items() if any(one.hasFocus() for one in row)), None)
        self.lines.removeWidget(self.edit)
        clear(self.lines)
        self.buttons, self._lines = {}, {}
        for row in self._known.rows:
            if self.lines.count():
                self.lines.addWidget(rule())
            self._lines[row.id] = self._line(row)
            self.lines.addWidget(self._lines[row.id])
        self._place()
        if focused in self.buttons:
            self.buttons[focused][2].setFocus()

    def _line(self, row: CategoryRow) -> QWidget:
        look, language = self._look, self._look.words.language
        line = QWidget()
        across, texts = QHBoxLayout(line), QVBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(across.setSpacing, 8)
        look.theme.bind(texts.setSpacing, 2)
        for text, role in ((row.name.said_in(language), "strong"), (self._about(look.words._, row), "second")):
            label = Label(look, role=role, wraps=True)
            label.put(text)
            texts.addWidget(label)
        across.addWidget(Swatch(look, row.colour, 20))
        across.addLayout(texts, 1)
        if row.vip:
            across.addWidget(Tag(look, N_("VIP"), "vip"))
        up = IconButton(look, "up", N_("Name this category earlier"), partial(self._move, row, -1))
        down = IconButton(look, "down", N_("Name this category later"), partial(self._move, row, 1))
        up.setEnabled(row.id != self._known.rows[0].id)
        down.setEnabled(row.id != self._known.rows[-1].id)
        change = Button(look, N_("Change"), "quiet")
        change.clicked.connect(partial(self._open, row))
        self.buttons[row.id] = (up, down, change)
        for button in (up, down, change):
            across.addWidget(button)
        return line

    def _about(self, _: Translator, row: CategoryRow) -> str:
        shown = row.name.said_in(_.language)
        names = [name for name in (row.name.hant, row.name.hans, row.name.en) if name not in ("", shown)]
        people = self._known.people.get(row.id, 0)
        places = self._known.admitting(row)
        if len(places) == len(self._known.places):
            where = _("may enter everywhere")
        else:
            where = _(", ").join(place.name.said_in(_.language) for place in places) or _("may enter nowhere")
        return " · ".join((*dict.fromkeys(names), _.ngettext("{n} person", "{n} people", people), where))

    def _open(self, row: CategoryRow | None) -> None:
        admitted = (
            self._known.admitting(row) if row is not None else [p for p in self._known.places if not p.category_ids]
        )
        self.edit.show_category(row, self._known.places, {place.id for place in admitted})
        self._place()
        self.edit.show()
        self.add.hide()
        self.edit.hant.edit.setFocus()
        QTimer.singleShot(_LAID_OUT_MS, self, self._scroll_here)

    def _place(self) -> None:
        """Put the form below the line of its category, or below all of them."""
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
            for part in (line or self.edit, self.edit.save, self.edit.hant):
                place.ensureWidgetVisible(part)

    def _close(self) -> None:
        self.edit.hide()
        self.add.show()

    def _move(self, row: CategoryRow, step: int) -> None:
        self._acts.do(
            lambda session: move_category(session, row.id, step),
            lambda _: _("The order of the categories is changed."),
        )

    def _save(self) -> None:
        event = self._context.here.event
        if event is None:
            return
        row, draft, places = self.edit.row, self.edit.draft, self.edit.places

        def act(session: Any) -> None:
            made = add_category(session, event.id, draft) if row is None else change_category(session, row.id, draft)
            admit(session, event.id, made.id, places)

        self._acts.do(
            act,
            lambda _: _("The category {name} is saved.", name=draft.name.said_in(_.language)),
            lambda _none: self._close(),
            self.edit.refuse,
        )

    def _remove(self) -> None:
        row = self.edit.row
        if row is not None:
            self._acts.do(
                lambda session: remove_category(session, row.id),
                lambda _: _("The category {name} is removed.", name=row.name.said_in(_.language)),
                lambda _none: self._close(),
                self.edit.refuse,
            )


class CategoryEdit(QWidget):
    """The fields of one category; ``row`` is which, None for a new one."""

    saved = Signal()
    closed = Signal()
    removed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.row: CategoryRow | None = None
        self.hant = Field(look, N_("Name in Traditional Chinese"))
        self.hans = Field(look, N_("Name in Simplified Chinese"))
        self.en = Field(look, N_("Name in English"))
        self.colour = ColourField(look, N_("Colour, such as #1B5CBE"))
        self.vip = Check(look, N_("Announce these guests as VIP"))
        self.chips: dict[UUID, Button] = {}
        self._flow = FlowLayout()
        look.theme.bind(self._flow.setGaps, 8, 8)
        column = QVBoxLayout(self)
        look.theme.bind(column.setContentsMargins, 0, 8, 0, 8)
        look.theme.bind(column.setSpacing, 16)
        for part in (self.hant, self.hans, self.en, self.colour, self.vip):
            column.addWidget(part)
        column.addWidget(Label(look, N_("Where they may enter"), "label"))
        column.addLayout(self._flow)
        column.addLayout(self._buttons())
        for field in (self.hant, self.hans, self.en, self.colour):
            if isinstance(field.edit, QLineEdit):
                field.edit.returnPressed.connect(self.saved)

    def _buttons(self) -> FlowLayout:
        self.save = Button(self._look, N_("Save"))
        self.cancel = Button(self._look, N_("Cancel"), "quiet")
        self.remove = Button(self._look, N_("Remove this category"), "quiet")
        buttons = FlowLayout()
        self._look.theme.bind(buttons.setGaps, 8, 8)
        for button, signal in ((self.save, self.saved), (self.cancel, self.closed), (self.remove, self.removed)):
            button.clicked.connect(signal)
            buttons.addWidget(button)
        return buttons

    def show_category(self, row: CategoryRow | None, places: list[CheckpointRow], admitted: set[UUID]) -> None:
        """Fill in what is kept of ``row``, and where it is admitted."""
        self.row = row
        name = row.name if row is not None else LocalName()
        texts = (name.hant, name.hans, name.en, row.colour if row is not None else "")
        for field, text in zip((self.hant, self.hans, self.en, self.colour), texts, strict=True):
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
        self.vip.setChecked(row is not None and row.vip)
        self.remove.setVisible(row is not None)
        clear(self._flow)
        self.chips = {}
        for place in places:
            chip = Button(self._look, N_("Checkpoint"), "filter")
            self._look.words.forget(chip.setText)
            chip.setText(place.name.said_in(self._look.words.language))
            chip.setProperty("soft", True)
            chip.setChecked(place.id in admitted)
            self.chips[place.id] = chip
            self._flow.addWidget(chip)

    @property
    def draft(self) -> CategoryDraft:
        """The category as it stands here."""
        name = LocalName(self.hant.value, self.hans.value, self.en.value)
        return CategoryDraft(name, self.colour.value, self.vip.isChecked())

    @property
    def places(self) -> frozenset[UUID]:
        """The checkpoints that are chosen."""
        return frozenset(key for key, chip in self.chips.items() if chip.isChecked())

    def refuse(self, error: UserError) -> None:
        """Say below the colour, or else below the names, why this can't be kept."""
        field = self.colour if error.code == BadCategoryColour.code else self.hant
        field.refuse(error.text, **error.values)
