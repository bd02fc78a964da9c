"""The event's checkpoints: which there are, for whom, and another one."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.categories import CategoryRow, categories
from desktop.services.checkpoints import CheckpointRow, add_checkpoint, checkpoints
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.settings.section import Section
from desktop.ui.widgets import Button, Field, FlowLayout, Label, clear, rule

_TABLES = frozenset({"checkpoint", "checkpoint_category", "category"})


class CheckpointsSection(Section):
    """A line for each checkpoint; below them the fields of a new one."""

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(look, N_("Checkpoints"), N_("Where badges are read: a door, a room, a bus, a lunch."))
        self._context, self._acts = context, acts
        self._rows: list[CheckpointRow] = []
        self._known: list[CategoryRow] = []
        self._lines = QVBoxLayout()
        look.theme.bind(self._lines.setSpacing, 8)
        self.name = Field(look, N_("New checkpoint"), N_("VIP room, bus 2, laboratory"))
        self._chips = FlowLayout()
        look.theme.bind(self._chips.setGaps, 8, 8)
        self.chips: dict[UUID, Button] = {}
        self.add = Button(look, N_("Add the checkpoint"))
        self.add.clicked.connect(self._add)
        self.box.addLayout(self._lines)
        self.box.addWidget(self.name)
        self.box.addWidget(Label(look, N_("For these alone; for everybody when none is chosen"), "label", wraps=True))
        self.box.addLayout(self._chips)
        self.box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        if isinstance(self.name.edit, QLineEdit):
            self.name.edit.returnPressed.connect(self._add)
        context.here.changed.connect(self._load)
        look.words.changed.connect(self._draw)
        context.data.changed.connect(self._on_changed)
        self._load()

    def _on_changed(self, changes: Changes) -> None:
        if any(table in _TABLES for table, _row in changes):
            self._load()

    def _load(self) -> None:
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(lambda s: (checkpoints(s, event.id), categories(s, event.id)), self._show)

    def _show(self, found: tuple[list[CheckpointRow], list[CategoryRow]]) -> None:
        if found != (self._rows, self._known):
            self._rows, self._known = found
            self._draw()

    def _draw(self) -> None:
        look = self._context.look
        clear(self._lines)
        for place, row in enumerate(self._rows):
            if place:
                self._lines.addWidget(rule())
            name, whom = Label(look, role="strong", wraps=True), Label(look, role="second", wraps=True)
            name.put(row.name.said_in(look.words.language))
            whom.put(self._whom(look.words._, row))
            self._lines.addWidget(name)
            self._lines.addWidget(whom)
        chosen = self._chosen()
        clear(self._chips)
        self.chips = {}
        for category in self._known:
            chip = Button(look, N_("Category"), "filter")
            look.words.forget(chip.setText)
            chip.setText(category.name.said_in(look.words.language))
            chip.setProperty("soft", True)
            chip.setChecked(category.id in chosen)
            self.chips[category.id] = chip
            self._chips.addWidget(chip)

    def _whom(self, _: Translator, row: CheckpointRow) -> str:
        names = [c.name.said_in(_.language) for c in self._known if c.id in row.category_ids]
        return _(", ").join(names) if names else _("for everybody")

    def _chosen(self) -> tuple[UUID, ...]:
        return tuple(key for key, chip in self.chips.items() if chip.isChecked())

    def _add(self) -> None:
        event, name = self._context.here.event, self.name.value
        if event is None:
            return
        if not name:
            self.name.refuse(N_("Give the checkpoint a name."))
            return
        chosen, english = self._chosen(), self._context.look.words.language is Language.EN
        local = LocalName(en=name) if english else LocalName(hant=name)

        def added(_row: Any) -> None:
            if isinstance(self.name.edit, QLineEdit):
                self.name.edit.clear()
            for chip in self.chips.values():
                chip.setChecked(False)

        self._acts.do(
            lambda session: add_checkpoint(session, event.id, name, local, chosen),
            lambda _: _("There is a checkpoint {name} now.", name=name),
            added,
            lambda error: self.name.refuse(error.text, **error.values),
        )
