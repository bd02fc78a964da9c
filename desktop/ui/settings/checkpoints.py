"""The event's checkpoints: which there are, for whom, and another one."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.categories import CategoryRow, categories
from desktop.services.checkpoints import CheckpointRow, add_checkpoint, checkpoints
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.settings.section import ListSection
from desktop.ui.widgets import Button, Field, FlowLayout, Label, clear

_TABLES = frozenset({"checkpoint", "checkpoint_category", "category"})


class CheckpointsSection(ListSection):
    """A line for each checkpoint; below them the fields of a new one."""

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(
            context, N_("Checkpoints"), N_("Where badges are scanned: a door, a room, a bus, a lunch."), _TABLES
        )
        self._acts = acts
        self._rows: list[CheckpointRow] = []
        self._known: list[CategoryRow] = []
        self.name = Field(look, N_("New checkpoint"), N_("VIP room, bus 2, laboratory"))
        self._chips = FlowLayout()
        look.theme.bind(self._chips.setGaps, 8, 8)
        self.chips: dict[UUID, Button] = {}
        self.add = Button(look, N_("Add the checkpoint"))
        self.box.addWidget(self.name)
        self.box.addWidget(Label(look, N_("Who may enter (choose none to let everybody in)"), "label", wraps=True))
        self.box.addLayout(self._chips)
        self.begin(self.name, self.add)

    def load(self) -> None:
        event = self.context.here.event
        if event is not None:
            self.context.data.ask(lambda s: (checkpoints(s, event.id), categories(s, event.id)), self._show)

    def _show(self, found: tuple[list[CheckpointRow], list[CategoryRow]]) -> None:
        if found != (self._rows, self._known):
            self._rows, self._known = found
            self.draw()

    def draw(self) -> None:
        look = self.context.look
        clear(self.lines)
        for row in self._rows:
            self.add_line(row.name.said_in(look.words.language), self._whom(look.words._, row))
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

    def add_named(self) -> None:
        event, name = self.context.here.event, self.name.value
        if event is None:
            return
        if not name:
            self.name.refuse(N_("Give the checkpoint a name."))
            return
        chosen, english = self._chosen(), self.context.look.words.language is Language.EN
        local = LocalName(en=name) if english else LocalName(hant=name)

        def added(_row: Any) -> None:
            if isinstance(self.name.edit, QLineEdit):
                self.name.edit.clear()
            for chip in self.chips.values():
                chip.setChecked(False)

        self._acts.do(
            lambda session: add_checkpoint(session, event.id, name, local, chosen),
            lambda _: _("The checkpoint {name} is added.", name=name),
            added,
            lambda error: self.name.refuse(error.text, **error.values),
        )
