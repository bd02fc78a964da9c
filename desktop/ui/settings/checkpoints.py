"""The event's checkpoints: where badges are read, and by which rules."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.services.categories import categories
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.services.door_rules import (
    change_checkpoint,
    draft_of,
    make_checkpoint,
    move_checkpoint,
    remove_checkpoint,
)
from desktop.services.programme import programme
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.settings.checkpoints_form import CheckpointForm
from desktop.ui.settings.checkpoints_words import named_here, rules_said
from desktop.ui.settings.edited import EditedSection
from desktop.ui.widgets import IconButton

_TABLES = frozenset(
    {
        *("checkpoint", "checkpoint_category", "checkpoint_tag", "checkpoint_guest", "checkpoint_leaves"),
        *("checkpoint_item", "category", "hall", "programme_item"),
    }
)


@dataclass(frozen=True, slots=True)
class _Known:
    rows: list[CheckpointRow] = field(default_factory=list)
    categories: dict[UUID, LocalName] = field(default_factory=dict)
    items: dict[UUID, LocalName] = field(default_factory=dict)


class CheckpointsSection(EditedSection):
    """A line for each checkpoint with its rules in one sentence; one is changed right below its line."""

    edit: CheckpointForm

    def __init__(self, context: Context, acts: Acts) -> None:
        about = N_("Where badges are scanned: a door, a room, a bus, a lunch.")
        super().__init__(context, N_("Checkpoints"), about, CheckpointForm(context), N_("Add a checkpoint"))
        self._acts, self._known = acts, _Known()
        self.start(_TABLES)

    def load(self) -> None:
        event = self.context.here.event
        if event is not None:
            self.context.data.ask(
                lambda session: _Known(
                    checkpoints(session, event.id),
                    {row.id: row.name for row in categories(session, event.id)},
                    {row.id: row.title for row in programme(session, event.id, bare=True)},
                ),
                self._show,
            )

    def _show(self, known: _Known) -> None:
        if known != self._known:
            self._known = known
            self.draw()

    def put_lines(self) -> None:
        look, event, rows = self.look, self.context.here.event, self._known.rows
        named = named_here(event, self._known.categories, {row.id: row.name for row in rows})
        for row in rows:
            up = IconButton(look, "up", N_("List this checkpoint earlier"), partial(self._move, row, -1))
            down = IconButton(look, "down", N_("List this checkpoint later"), partial(self._move, row, 1))
            up.setEnabled(row.id != rows[0].id)
            down.setEnabled(row.id != rows[-1].id)
            said = rules_said(look.words._, draft_of(row), named)
            change = self.change_button(N_("Change"), row)
            self.put_line(row.id, row.name.said_in(look.words.language), said, None, up, down, change)

    def fill(self, row: CheckpointRow | None) -> None:
        self.edit.show_checkpoint(row, self._known.rows, self._known.categories, self._known.items)

    def _move(self, row: CheckpointRow, step: int) -> None:
        event = self.context.here.event
        if event is not None:
            self._acts.do(
                lambda session: move_checkpoint(session, event.id, row.id, step),
                lambda _: _("The order of the checkpoints is changed."),
            )

    def save(self) -> None:
        event, row, draft = self.context.here.event, self.edit.row, self.edit.draft
        if event is None or draft is None:
            return

        def act(session: Any) -> CheckpointRow:
            if row is None:
                return make_checkpoint(session, event.id, draft)
            return change_checkpoint(session, event.id, row.id, draft)

        self._acts.do(
            act,
            lambda _: _("The checkpoint {name} is saved.", name=draft.name.said_in(_.language)),
            lambda _row: self.close_form(),
            self.edit.refuse,
        )

    def remove(self) -> None:
        event, row = self.context.here.event, self.edit.row
        if event is not None and row is not None:
            self._acts.do(
                lambda session: remove_checkpoint(session, event.id, row.id),
                lambda _: _("The checkpoint {name} is removed.", name=row.name.said_in(_.language)),
                lambda _none: self.close_form(),
                self.edit.refuse,
            )
