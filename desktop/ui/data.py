"""How pages reach the services: questions, changes and long work, all off the window's thread."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.progress import Progress
from desktop.ui.jobs import Jobs, Running

T = TypeVar("T")
Then = Callable[[T], object]
Failed = Callable[[Exception], object]
Changes = frozenset[tuple[str, UUID | None]]
_POLL_MS = 1000

log = logging.getLogger(__name__)


class Store(Protocol):
    """The database as pages know it: sessions that are handed to services, and word of what was committed."""

    def read(self) -> AbstractContextManager[Any]: ...

    def write(self, *, quietly: bool = ...) -> AbstractContextManager[Any]: ...

    def listen(self, listener: Callable[[Changes], None], /) -> None: ...

    def poll(self) -> None: ...


class Data(QObject):
    """What a page is handed to ask and to act. Answers arrive on the window's thread.

    ``changed`` carries the ``(table, id)`` of every row that anybody committed, this window or another process.
    """

    changed = Signal(object)
    worked = Signal(object, str)
    """A long job has begun: its ``Running``, and what it is called (a message id)."""
    _heard = Signal(object)

    def __init__(self, store: Store, jobs: Jobs, report: Failed) -> None:
        super().__init__()
        self._store, self._jobs, self._report = store, jobs, report
        self._waiting: set[tuple[str, UUID | None]] = set()
        self._polling = False
        self._poll_trouble = ""
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        store.listen(self._heard.emit)
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._timer.start()

    def ask(self, query: Callable[[Any], T], then: Then[T], failed: Failed | None = None) -> Running:
        """Run ``query(session)`` in a reading session, then ``then(result)``."""

        def job(_: Progress) -> T:
            with self._store.read() as session:
                return query(session)

        return self._jobs.run(job, then, failed or self._report)

    def do(self, action: Callable[[Any], T], then: Then[T], failed: Failed | None = None) -> Running:
        """Run ``action(session)`` in one transaction; ``then(result)`` once it is committed."""

        def job(_: Progress) -> T:
            with self._store.write(quietly=True) as session:
                return action(session)

        running = self._jobs.run(job, then, failed or self._report)
        # Whoever waits for the answer is told first: a verdict doesn't wait until all others know.
        running.finished.connect(self._poll_soon)
        return running

    def work(
        self,
        job: Callable[[Progress], T],
        then: Then[T],
        failed: Failed | None = None,
        *,
        called: str = "",
        device: bool = False,
    ) -> Running:
        """Do long work beside all else. With ``called`` (an ``N_("…")``) the window shows its progress.

        What a ``device`` is to do at once does not wait for other long work.
        """
        running = self._jobs.run(job, then, failed or self._report, long=not device, device=device)
        if called:
            self.worked.emit(running, called)
        return running

    def alone(self, job: Callable[[Progress], T], then: Then[T], failed: Failed | None = None, *, called: str) -> None:
        """Do work during which no question is asked and nothing is written: all of it waits its turn."""
        self.worked.emit(self._jobs.run(job, then, failed or self._report, alone=True), called)

    def close(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._heard.disconnect(self._on_heard)

    @Slot(object)
    def _on_heard(self, changes: Changes) -> None:
        """Gather what comes in one turn of the event loop, so that a storm of scans is one refresh."""
        if not self._waiting:
            QTimer.singleShot(0, self, self._tell)
        self._waiting |= changes

    @Slot()
    def _tell(self) -> None:
        told, self._waiting = frozenset(self._waiting), set()
        self.changed.emit(told)

    @Slot()
    def _poll_soon(self) -> None:
        self._jobs.soon(lambda _: self._store.poll(), lambda _none: None, self._on_poll_failed)

    @Slot()
    def _poll(self) -> None:
        if not self._polling:
            self._polling = True
            self._jobs.run(lambda _: self._store.poll(), self._on_polled, self._on_poll_failed)

    def _on_polled(self, _: object) -> None:
        self._polling = False
        self._poll_trouble = ""

    def _on_poll_failed(self, error: Exception) -> None:
        """The same trouble every second is told once."""
        self._polling = False
        if type(error).__name__ != self._poll_trouble:
            self._poll_trouble = type(error).__name__
            self._report(error)
