"""Work off the window's thread: one worker for quick questions and writes, one for what takes long, one for devices.

A worker never holds a Qt object of its own job: the last reference to one, dropped on the wrong thread while the
window deletes it, ends the process. What crosses are a number and plain values, through one courier that lives as
long as the workers do; a job's own object has no parent and goes when the window's thread lets go of it.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import count
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot
from shiboken6 import isValid

from desktop.errors import Cancelled
from desktop.progress import Progress

T = TypeVar("T")
Job = Callable[[Progress], T]
_REPORT_EVERY = 0.05
_PAINTED_MS = 8

log = logging.getLogger(__name__)


class Running(QObject):
    """One job under way. Lives on the window's thread, and so do its signals and what it calls back."""

    progressed = Signal(int, int)
    """Done and total, at most twenty times a second."""
    finished = Signal()

    def __init__(
        self,
        progress: Progress,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        *,
        long: bool,
    ) -> None:
        super().__init__()
        self._done, self._failed = done, failed
        self.long = long
        self.progress = progress

    def cancel(self) -> None:
        """Ask the job to stop at its next step; ``failed`` is then told ``Cancelled``."""
        self.progress.stop.set()

    def end(self, result: object, error: Exception | None) -> None:
        """Tell how it ended."""
        self.finished.emit()
        if error is None:
            _call(self._done, result)
        else:
            _call(self._failed, error)


class Jobs(QObject):
    """Hands work to the workers; ``close`` waits until they have nothing left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quick, self._long, self._device = QThreadPool(self), QThreadPool(self), QThreadPool(self)
        for pool in (self._quick, self._long, self._device):
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(-1)
        self._turn, self._at_device = Lock(), Lock()
        self._numbers = count(1)
        self._under_way: dict[int, Running] = {}
        self._closed = False
        self._courier = _Courier(self)
        self._courier.moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self._courier.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Job[T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        long: bool = False,
        alone: bool = False,
        device: bool = False,
    ) -> Running:
        """Do ``job`` on a worker, then call ``done`` or ``failed`` on the window's thread.

        Quick jobs keep their order. A ``long`` one goes to a worker of its own, so that a scan never waits for it.
        A job for a ``device``, as a badge for the desk's printer, does not wait for the long one.
        One that must be ``alone`` waits for those two that are under way, and the next ones wait for it.
        After ``close`` nothing is begun any more.
        """
        turns = [self._at_device] if device or alone else []
        if long or alone:
            turns.append(self._turn)
        number = next(self._numbers)
        progress = Progress(say=_Pace(self._courier, number).say)
        running = Running(progress, done, failed, long=long or device)
        if not self._closed:
            self._under_way[number] = running
            # Never QRunnable.create: the pool deletes what that wraps, and Python goes on taking whatever lies at
            # its address afterwards for a QRunnable.
            pool = self._device if device else self._long if long else self._quick
            pool.start(partial(_work, self._courier, number, job, progress, turns))
        return running

    def soon(self, job: Job[T], done: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        """Do a quick ``job`` once what has to be painted is painted: two threads of Python take each other's time."""
        waiting = next(self._numbers)
        self._under_way[waiting] = Running(Progress(), done, failed, long=False)

        def begin() -> None:
            if self._under_way.pop(waiting, None) is not None:
                self.run(job, done, failed)

        QTimer.singleShot(_PAINTED_MS, self, begin)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and nothing waits."""
        return not self._under_way

    def close(self) -> None:
        """Cancel what is long, finish what is quick (a scan that was made is a scan), and end the threads.

        Nobody is told any more how things ended: whoever waited is going.
        """
        self._closed = True
        for running in self._under_way.values():
            if running.long:
                running.cancel()
        for pool in (self._quick, self._long, self._device):
            pool.waitForDone()
        self._under_way.clear()

    @Slot(int, int, int)
    def _on_moved(self, number: int, done: int, total: int) -> None:
        if number in self._under_way:
            self._under_way[number].progressed.emit(done, total)

    @Slot(int, object, object)
    def _on_ended(self, number: int, result: object, error: Exception | None) -> None:
        running = self._under_way.pop(number, None)
        if running is not None:
            running.end(result, error)


class _Courier(QObject):
    """Carries from the workers' threads to the window's."""

    moved = Signal(int, int, int)
    ended = Signal(int, object, object)


class _Pace:
    """Passes a job's counts on, now and then."""

    def __init__(self, courier: _Courier, number: int) -> None:
        self._courier, self._number, self._said_at = courier, number, 0.0

    def say(self, done: int, total: int) -> None:
        now = monotonic()
        if done >= total or now - self._said_at >= _REPORT_EVERY:
            self._said_at = now
            self._courier.moved.emit(self._number, done, total)


def _work(courier: _Courier, number: int, job: Job[Any], progress: Progress, turns: Sequence[Lock]) -> None:
    """Do the job when it is its turn; called on the worker's thread."""
    with ExitStack() as taken:
        for turn in turns:
            taken.enter_context(turn)
        try:
            if progress.stop.is_set():
                raise Cancelled  # noqa: TRY301  cancelled while it waited its turn
            result = job(progress)
        except Exception as error:  # noqa: BLE001  handed over, not swallowed
            courier.ended.emit(number, None, error)
        else:
            # Told before the next has its turn, so that answers come in the order of the turns.
            courier.ended.emit(number, result, None)


def _call(then: Callable[[Any], object], argument: object) -> None:
    owner = then
    while isinstance(owner, partial):
        owner = owner.func
    page = getattr(owner, "__self__", None)
    if isinstance(page, QObject) and not isValid(page):
        log.debug("an answer came for a page that is gone")
        return
    then(argument)
