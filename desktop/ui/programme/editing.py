"""What is done to the items of a programme: each act is told, and can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.halls import hall_called
from desktop.services.programme import ItemRow
from desktop.services.programme_edit import (
    ItemDraft,
    add_item,
    change_item,
    copy_item,
    move_item,
    remove_item,
    stretch_item,
)
from desktop.ui.acts import Acts, Said
from desktop.ui.context import Context
from desktop.ui.programme.board_plan import Drop
from desktop.ui.stage_words import length


class Editing(QObject):
    """``changed`` carries the key of the item that is to be marked once the programme is read again.

    ``acts`` is what can be taken back.
    """

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self.acts = context, Acts(context)

    def save(
        self,
        row: ItemRow | None,
        draft: ItemDraft,
        then: Callable[[], object],
        refused: Callable[[UserError], object],
        hall: str = "",
    ) -> None:
        """Make ``row`` what ``draft`` says, or a new item of it; in a hall of this name where one is given."""
        event = self._context.here.event
        if event is None:
            return

        def act(session: Any) -> UUID:
            wanted = replace(draft, hall_id=hall_called(session, event.id, hall)) if hall else draft
            if row is None:
                return add_item(session, event.id, wanted)
            change_item(session, row.id, wanted)
            return row.id

        def saved(key: UUID) -> None:
            then()
            self.changed.emit(key)

        self.acts.do(act, lambda _: _("{name} is saved.", name=draft.title.said_in(_.language)), saved, refused)

    def copy(self, row: ItemRow) -> None:
        """Put a copy behind an item."""
        self.acts.do(
            lambda session: copy_item(session, row.id), _named(N_("{name} is copied."), row), self.changed.emit
        )

    def remove(self, row: ItemRow) -> None:
        """Take an item out of the programme."""
        said = _named(N_("{name} is taken out of the programme."), row)
        self.acts.do(lambda session: remove_item(session, row.id), said, lambda _none: self.changed.emit(None))

    def move(self, row: ItemRow, day: date, drop: Drop, *, copies: bool = False) -> None:
        """Put an item, or a copy of it, elsewhere."""

        def act(session: Any) -> UUID:
            key = copy_item(session, row.id) if copies else row.id
            move_item(session, key, day=day, hall_id=drop.hall_id, rank=drop.rank, starts_at=drop.starts_at)
            return key

        self.acts.do(act, _named(N_("{name} is moved."), row), self.changed.emit)

    def step(self, row: ItemRow, rows: Sequence[ItemRow], step: int) -> None:
        """Let an item change places with its neighbour in the hall; who says when it starts goes by the clock then."""
        place = row.rank + step
        beside = next(
            (each for each in rows if (each.day, each.hall_id, each.rank) == (row.day, row.hall_id, place)), None
        )
        if beside is None:
            return
        starts = row.starts_at
        if starts is not None:
            starts = beside.start if step < 0 else beside.end - (row.end - row.start)
        self.move(row, row.day, Drop(row.hall_id, place, starts))

    def stretch(self, row: ItemRow, seconds: int) -> None:
        """Let an item take so long."""

        def said(_: Translator) -> str:
            return _("{name} takes {length}.", name=row.title.said_in(_.language), length=length(_, seconds))

        self.acts.do(lambda session: stretch_item(session, row.id, seconds), said, lambda _n: self.changed.emit(row.id))


def _named(text: str, row: ItemRow) -> Said:
    return lambda _: _(text, name=row.title.said_in(_.language))
