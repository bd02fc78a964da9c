"""Where the desk stands: the checkpoint is changed."""

from collections.abc import Sequence
from functools import partial

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.ui.desk import offers
from desktop.ui.desk.asking import Ask, Desk


class PlaceActs:
    """What the key for the checkpoint does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choose(self, *, gone: bool = False) -> None:
        """Choose another checkpoint; where the desk stood at one that is ``gone``, that is said."""
        event = self._desk.context.here.event
        if event is not None:
            self._desk.context.data.ask(lambda session: checkpoints(session, event.id), partial(self._offer, gone))

    def _offer(self, gone: bool, rows: Sequence[CheckpointRow]) -> None:
        here = self._desk.context.here.checkpoint
        name = here.name if gone and here is not None else None
        key = here.id if here is not None else None
        self._desk.ask(
            Ask(
                N_("Checkpoint"),
                partial(_head, name),
                lambda _: offers.checkpoints(_, rows, key),
                self._move,
                typed=False,
                at=next((number for number, row in enumerate(rows) if row.id == key), 0),
            )
        )

    def _move(self, row: CheckpointRow) -> None:
        here = self._desk.context.here
        here.move(event=here.event, checkpoint=row)


def _head(gone: LocalName | None, _: Translator) -> str:
    if gone is None:
        return _("Change the checkpoint: up and down keys, then Enter")
    return _(
        "The checkpoint {name} was removed and nobody was let in. Choose where this desk stands, then scan again",
        name=gone.said_in(_.language),
    )
