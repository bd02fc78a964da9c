"""Where the desk stands: the checkpoint is changed."""

from collections.abc import Sequence

from desktop.errors import N_
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.ui.desk import offers
from desktop.ui.desk.asking import Ask, Desk


class PlaceActs:
    """What the key for the checkpoint does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choose(self) -> None:
        """Choose another checkpoint."""
        event = self._desk.context.here.event
        if event is not None:
            self._desk.context.data.ask(lambda session: checkpoints(session, event.id), self._offer)

    def _offer(self, rows: Sequence[CheckpointRow]) -> None:
        here = self._desk.context.here.checkpoint
        key = here.id if here is not None else None
        self._desk.ask(
            Ask(
                N_("Checkpoint"),
                lambda _: _("Change the checkpoint: up and down keys, then Enter"),
                lambda _: offers.checkpoints(_, rows, key),
                self._move,
                typed=False,
                at=next((number for number, row in enumerate(rows) if row.id == key), 0),
            )
        )

    def _move(self, row: CheckpointRow) -> None:
        here = self._desk.context.here
        here.move(event=here.event, checkpoint=row)
