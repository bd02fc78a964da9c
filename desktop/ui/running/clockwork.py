"""The running programme, second by second: asked of the database when it changes, of the clock in between."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.limits import Saving
from desktop.services.programme_live import RUNNING, RunView, live
from desktop.services.programme_live import Live as Order
from desktop.services.readiness import READINESS, Need, readiness
from desktop.ui.context import Context
from desktop.ui.live import Live

_TICK_MS = 200
_GUESTS = frozenset({"registration", "person", "post", "organisation"})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the database said: the running order, and who of its next item can't be fetched."""

    order: Order
    missing: tuple[Need, ...]


class Clockwork(QObject):
    """``ticked`` carries the ``RunView`` of a hall's day, each second and after each change, while it is awake.

    ``missing`` are those of its next item who are not in the building.
    """

    ticked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._place: tuple[date, UUID | None] | None = None
        self._order: Order | None = None
        self._second = -1
        self.view: RunView | None = None
        self.missing: tuple[Need, ...] = ()
        self._live = Live(context, RUNNING | READINESS | _GUESTS, self._question)
        self._live.answered.connect(self._on_answer)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._sleepers = 0

    def follow(self, day: date | None, hall_id: UUID | None) -> None:
        """Follow this hall's day; None as a day follows none."""
        place = (day, hall_id) if day is not None else None
        if place != self._place:
            self._place, self._order, self.view, self.missing = place, None, None, ()
        self._live.ask()

    def wake(self) -> None:
        """Somebody looks; as often as this is called, ``sleep`` must be, too."""
        self._sleepers += 1
        if self._sleepers == 1:
            self._live.wake()
            self._timer.start()

    def sleep(self) -> None:
        """One of those who looked does no more."""
        self._sleepers = max(0, self._sleepers - 1)
        if not self._sleepers:
            self._live.sleep()
            self._timer.stop()

    def ask(self) -> None:
        """Ask again now."""
        self._live.ask()

    def savings(self, limit: UUID) -> list[Saving]:
        """What could be left out or shortened so that a limit holds."""
        return self._order.savings(limit, self._context.store.now()) if self._order is not None else []

    def _question(self) -> Any:
        event, place = self._context.here.event, self._place
        if event is None or place is None:
            return None
        key, now = event.id, self._context.store.now
        return lambda session: _asked(session, key, *place, now())

    @Slot(object)
    def _on_answer(self, answer: _Answer) -> None:
        order = answer.order
        if self._place != (order.day, order.hall_id):
            self._live.ask()
            return
        self._order, self.missing, self._second = order, answer.missing, -1
        self._tick()

    def _tick(self) -> None:
        now = self._context.store.now()
        second = int(now.timestamp())
        if self._order is not None and second != self._second:
            self._second = second
            self.view = self._order.at(now)
            self.ticked.emit(self.view)


def _asked(session: Any, event_id: UUID, day: date, hall_id: UUID | None, now: datetime) -> _Answer:
    order = live(session, event_id, day, hall_id)
    following = order.at(now).next
    if following is None or not following.row.people:
        return _Answer(order, ())
    return _Answer(order, readiness(session, following.row.id, now, start=following.start).missing)
