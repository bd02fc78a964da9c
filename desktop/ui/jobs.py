"""Work off the window's thread: one worker for quick questions and writes, one for what takes long."""

import logging
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from desktop.errors import Cancelled
from desktop.progress import Progress

T = TypeVar("T")
Job = Callable[[Progress], T]
_REPORT_EVERY = 0.05

log = logging.getLogger(__name__)


class Running(QObject):
    """One job under way. Lives on the window's thread, and so do its signals and what it calls back."""

    progressed = Signal(int, int)
    """Done and total, at most twenty times a second."""
    finished = Signal()
    _moved = Signal(int, int)
    _ended = Signal(object, object)

    def __init__(
        self,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        *,
        long: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._done, self._failed = done, failed
        self.long = long
        self._said_at = 0.0
        self.progress = Progress(say=self._say)
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the job to stop at its next step; ``failed`` is then told ``Cancelled``."""
        self.progress.stop.set()

    def work(self, job: Job[Any]) -> None:
        """Do the job; called on the worker's thread."""
        try:
            if self.progress.stop.is_set():
                raise Cancelled  # noqa: TRY301  cancelled while it waited its turn
            result = job(self.progress)
        except Exception as error:  # noqa: BLE001  handed over, not swallowed
            self._ended.emit(None, error)
        else:
            self._ended.emit(result, None)

    def forget(self) -> None:
        """Tell nobody how it ends: whoever waited is going."""
        self._done = self._failed = _nobody

    def _say(self, done: int, total: int) -> None:
        now = monotonic()
        if done >= total or now - self._said_at >= _REPORT_EVERY:
            self._said_at = now
            self._moved.emit(done, total)

    @Slot(int, int)
    def _on_moved(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    @Slot(object, object)
    def _on_ended(self, result: object, error: Exception | None) -> None:
        self.finished.emit()
        self.deleteLater()
        if error is None:
            _call(self._done, result)
        else:
            _call(self._failed, error)


class Jobs(QObject):
    """Hands work to the two workers; ``close`` waits until both have nothing left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quick, self._long = QThreadPool(self), QThreadPool(self)
        for pool in (self._quick, self._long):
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(-1)
        self._under_way: set[Running] = set()
        self._closed = False

    def run(
        self,
        job: Job[T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        long: bool = False,
    ) -> Running:
        """Do ``job`` on a worker, then call ``done`` or ``failed`` on the window's thread.

        Quick jobs keep their order. A ``long`` one goes to a worker of its own, so that a scan never waits for it.
        After ``close`` nothing is begun any more.
        """
        running = Running(done, failed, long=long, parent=self)
        if self._closed:
            return running
        self._under_way.add(running)
        running.finished.connect(partial(self._under_way.discard, running))
        (self._long if long else self._quick).start(QRunnable.create(partial(running.work, job)))
        return running

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and nothing waits."""
        return not self._under_way

    def close(self) -> None:
        """Cancel what is long, finish what is quick (a scan that was made is a scan), and end both threads."""
        for running in self._under_way:
            if running.long:
                running.cancel()
        self._quick.waitForDone()
        self._long.waitForDone()
        self._closed = True
        for running in self._under_way:
            running.forget()


def _nobody(_result: object) -> None:
    return None


def _call(then: Callable[[Any], object], argument: object) -> None:
    owner = then
    while isinstance(owner, partial):
        owner = owner.func
    page = getattr(owner, "__self__", None)
    if isinstance(page, QObject) and not isValid(page):
        log.debug("an answer came for a page that is gone")
        return
    then(argument)
