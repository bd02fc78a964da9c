"""The alarm for ceremonies that begin soon and still miss somebody, whatever page is looked at."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.readiness import Level
from desktop.domain.running_order import Expected, Standing
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.programme import programme
from desktop.services.programme_live import order_of
from desktop.services.readiness import Readiness, readiness
from desktop.ui.ceremonies.standing import STANDING
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.stage_words import clock

_LOOK_AGAIN_MS = 15_000


class Alarms(QObject):
    """``rang`` carries the ``Readiness`` of a ceremony whose alarm began to ring: once, until all are there again.

    ``show`` opens a ceremony by its item; ``seen`` says whether one is looked at, which needs no notice then.
    """

    rang = Signal(object)

    def __init__(self, context: Context, show: Callable[[UUID], object], seen: Callable[[UUID], bool]) -> None:
        super().__init__()
        self._context, self._show, self._seen = context, show, seen
        self._rung: set[UUID] = set()
        self._live = Live(context, STANDING, self._question)
        self._live.answered.connect(self._on_answer)
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._live.ask)
        context.keeper.changed.connect(self._live.ask)

    def start(self) -> None:
        """Watch from now on."""
        self._live.wake()
        self._again.start()

    def ask(self) -> None:
        """Look now."""
        self._live.ask()

    def _question(self) -> Any:
        event, store = self._context.here.event, self._context.store
        if event is None:
            return None
        key, zone = event.id, self._context.here.zone
        alarm = timedelta(minutes=self._context.keeper.now.alarm_minutes)

        def query(session: Any) -> list[Readiness]:
            now: datetime = store.now()
            day = now.astimezone(zone).date()
            rows = [row for row in programme(session, key, day=day, bare=True) if row.kind.ceremony]
            times = {
                one.item: one for hall in {row.hall_id for row in rows} for one in _run(session, key, day, hall, now)
            }
            found = []
            for row in rows:
                run = times.get(row.id)
                start, end = (run.start, run.end) if run is not None else (row.start, row.end)
                coming = run is None or run.standing is Standing.COMING
                if coming and start - alarm <= now < end:
                    found.append(readiness(session, row.id, now, alarm=alarm, start=start))
            return found

        return query

    def _on_answer(self, due: list[Readiness]) -> None:
        ringing = {one.item_id: one for one in due if one.level is Level.ALARM}
        new = [one for key, one in ringing.items() if key not in self._rung]
        self._rung = set(ringing)
        for one in new:
            self._context.play("alarm")
            self.rang.emit(one)
            if not self._seen(one.item_id):
                self._tell(one)

    def _tell(self, found: Readiness) -> None:
        zone = self._context.here.zone

        def said(_: Translator) -> str:
            title = found.title.said_in(_.language)
            return _.ngettext(
                "{ceremony} begins at {time}: {n} person is missing.",
                "{ceremony} begins at {time}: {n} people are missing.",
                len(found.missing), ceremony=title,
                time=clock(found.start.replace(second=0, microsecond=0), zone),
            )  # fmt: skip

        self._context.reporter.say(said, state="refused", action=N_("Show it"), act=lambda: self._show(found.item_id))


def _run(session: Any, event_id: UUID, day: date, hall_id: UUID | None, now: datetime) -> tuple[Expected, ...]:
    """The times of a hall where the day is run; nothing where it is not, and things are when they are planned."""
    order = order_of(session, event_id, day, hall_id)
    return order.expected(now) if order.facts else ()
