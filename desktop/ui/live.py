"""A question that is asked again when its answer may have changed: gently, beside all else, never twice at once."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.progress import Progress
from desktop.services.arrivals import COUNTED, head_count
from desktop.ui.context import Context

Query = Callable[[Any], Any]
_LEAST_MS = 400
_REST = 5
"""How many times as long as a question took it rests before the next."""


class Live(QObject):
    """Asks ``question()``, which gives a query or None, once woken and after each change of one of ``tables``.

    ``answered`` carries the query's result. Counting a hundred thousand guests takes a while, so it is done beside
    the scans, and the longer it takes, the more seldom.
    """

    answered = Signal(object)

    def __init__(self, context: Context, tables: frozenset[str], question: Callable[[], Query | None]) -> None:
        super().__init__()
        self._context, self._tables, self._question = context, tables, question
        self._awake = self._asking = self._stale = False
        self._began, self._rest = 0.0, _LEAST_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.ask)
        context.data.changed.connect(self._on_changed)
        context.here.changed.connect(self.ask)

    def wake(self) -> None:
        """Answer now, and from now on."""
        self._awake = True
        self.ask()

    def sleep(self) -> None:
        """Nobody looks; ask nothing until woken."""
        self._awake = False
        self._timer.stop()

    @Slot()
    def ask(self) -> None:
        """Ask at once, or as soon as the answer that is under way has come."""
        self._stale = self._asking
        query = self._question() if self._awake and not self._asking else None
        if query is None:
            return
        self._asking, self._began = True, monotonic()

        def job(_: Progress) -> Any:
            with self._context.store.read() as session:
                return query(session)

        self._context.data.work(job, self._on_answer, self._on_failed)

    @Slot(object)
    def _on_changed(self, changes: frozenset[tuple[str, object]]) -> None:
        if self._awake and not self._timer.isActive() and any(table in self._tables for table, _ in changes):
            self._stale = self._asking
            if not self._asking:
                self._timer.start(self._rest)

    def _on_answer(self, answer: object) -> None:
        self._end()
        self.answered.emit(answer)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._context.reporter.report(error)

    def _end(self) -> None:
        self._asking = False
        self._rest = max(_LEAST_MS, int(_REST * 1000 * (monotonic() - self._began)))
        if self._stale:
            self._timer.start(self._rest)


class HeadCount(QObject):
    """``counted`` carries how many have arrived and are expected at this checkpoint, kept up to date while awake."""

    counted = Signal(int, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._here = context.here
        self.arrived = self.expected = 0
        self.live = Live(context, COUNTED, self._question)
        self.live.answered.connect(self._on_counted)

    def _question(self) -> Query | None:
        if self._here.event is None:
            return None
        event_id, place = self._here.event.id, self._here.checkpoint
        return lambda session: head_count(session, event_id, place.id if place is not None else None)

    @Slot(object)
    def _on_counted(self, counts: tuple[int, int]) -> None:
        self.arrived, self.expected = counts
        self.counted.emit(*counts)
