"""The last check-in of this desk taken back, with a reason where the guest's category asks for one."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.errors import N_
from desktop.services.checkin import NeedsReason
from desktop.services.last_scans import TakenBack, undo_last
from desktop.services.taking_back import ChangedSince, UsedSince, take_back
from desktop.ui.desk.asking import Ask, Desk, own_words

_REASONS = (N_("Scanned by mistake"), N_("It was another guest"), N_("Did not come in after all"))


class Undoing(QObject):
    """``undone`` carries the ``TakenBack``, and whether a substitute was taken off again with it.

    ``acts`` and ``moves`` name, by registration, what came before the check-in and goes with it: that somebody was
    registered in another one's place, or moved to this vehicle.
    """

    undone = Signal(object, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.acts: dict[UUID, UUID] = {}
        self.moves: dict[UUID, UUID] = {}

    def open(self) -> None:
        """Take back the last check-in that stands."""
        self._undo("")

    def _undo(self, why: str) -> None:
        context, reading = self._desk.context, self._desk.reading()
        if reading is not None:
            event, place, desk, acts = reading.event_id, reading.checkpoint_id, context.here.desk.id, dict(self.acts)
            moves = dict(self.moves)

            def act(session: Any) -> tuple[TakenBack | None, bool]:
                taken = undo_last(session, event, place, desk, why)
                _with_what_came_before(session, taken, moves)
                return taken, _with_what_came_before(session, taken, acts)

            context.data.do(act, self._on_undone, self._on_failed)

    def _on_undone(self, done: tuple[TakenBack | None, bool]) -> None:
        taken, whole = done
        if taken is None:
            self._desk.mind(lambda _: _("This desk has no check-in to take back here."))
        else:
            self.undone.emit(taken, whole)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, NeedsReason):
            self._desk.context.reporter.report(error)
            return
        self._desk.ask(
            Ask(
                N_("Why take it back?"),
                lambda _: _("This check-in is taken back only for a reason: choose why, or type it"),
                lambda _: own_words(_, _REASONS),
                self._undo,
            )
        )


def _with_what_came_before(session: Any, taken: TakenBack | None, acts: dict[UUID, UUID]) -> bool:
    guest = taken.result.guest if taken is not None else None
    action = acts.get(guest.registration) if guest is not None else None
    if action is None:
        return False
    try:
        take_back(session, action)
    except (ChangedSince, UsedSince):
        return False
    return True
