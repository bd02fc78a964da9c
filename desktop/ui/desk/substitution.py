"""Another guest comes in the place of the one on the panel."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.services import checkin
from desktop.services.people import WalkIn
from desktop.services.readings import Reading
from desktop.services.substitutes import Substitute, substitute
from desktop.ui.desk.answers import Answer, answer
from desktop.ui.desk.asking import Desk, say_nobody


@dataclass(frozen=True, slots=True)
class Instead:
    """Whose place is taken; ``check_in`` is theirs, where a badge that another guest holds was read just now."""

    registration: UUID
    name: str
    category_code: str
    check_in: UUID | None


class Substitution(QObject):
    """What the key for a substitute does. ``opened`` carries whose place is taken, ``replaced`` the ``Substitute``."""

    opened = Signal(object)
    replaced = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def open(self) -> None:
        """Ask for the name of who comes."""
        given = self._desk.given
        if given is None or given.guest is None:
            self._desk.mind(say_nobody)
        elif not given.guest.status.expected:
            self._desk.mind(lambda _: _("This guest does not come any more. Register who is here as a walk-in."))
        else:
            guest, check_in = given.guest, None if given.undone else given.result.check_in
            self.opened.emit(Instead(guest.registration, guest.name, guest.category_code, check_in))

    def let_in(self, instead: Instead, guest: WalkIn, failed: Callable[[Exception], object]) -> None:
        """Register ``guest`` in that place; then let them in. ``failed`` is told why nobody was registered."""
        reading = self._desk.reading()
        if reading is not None:
            self._desk.context.data.do(
                lambda session: substitute(session, reading.event_id, instead.registration, guest),
                partial(self._on_replaced, reading, instead),
                failed,
            )

    def _on_replaced(self, reading: Reading, instead: Instead, found: Substitute) -> None:
        self.replaced.emit(found)
        wanted = replace(reading, registration_id=found.badge.registration)
        self._desk.do(lambda session: _let_in(session, wanted, instead))


def _let_in(session: Any, reading: Reading, instead: Instead) -> Answer:
    """The check-in of the badge that the other guest held does not count for who is not there."""
    if instead.check_in is not None:
        checkin.undo(session, instead.check_in, instead.name)
    return replace(answer(session, reading), instead_of=instead.name)
