"""A guest who came to the wrong vehicle rides with this one from now on."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.services.readings import Reading
from desktop.ui.desk.answers import answer
from desktop.ui.desk.asking import Desk, say_nobody


class Moving(QObject):
    """What the key for moving does. ``moved`` carries the registration and the act, which an undo takes back, too."""

    moved = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def move(self) -> None:
        """Let the guest on the panel, who was sent to another vehicle, ride here, and let them in."""
        given = self._desk.given
        if given is None or given.reading is None or given.guest is None:
            self._desk.mind(say_nobody)
        elif not given.refused or not given.result.rides:
            self._desk.mind(lambda _: _("This guest came to no wrong vehicle."))
        else:
            # The desk opens without all that visits need.
            from desktop.services.roll_call import move_here

            reading, guest, store = given.reading, given.guest.registration, self._desk.context.store
            self._desk.context.data.do(
                lambda session: move_here(session, guest, reading.checkpoint_id, store.now()),
                partial(self._on_moved, reading, guest),
            )

    def _on_moved(self, reading: Reading, guest: UUID, action: UUID) -> None:
        self.moved.emit(guest, action)
        self._desk.do(lambda session: answer(session, replace(reading, nonce=None)))
