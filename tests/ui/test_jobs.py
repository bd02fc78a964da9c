import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled
from desktop.progress import Progress
from desktop.ui.data import Changes, Data
from desktop.ui.jobs import Jobs


class Here:
    """Remembers what came back and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.threads: list[int] = []

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(threading.get_ident())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.append(threading.get_ident())


def test_a_job_leaves_the_windows_thread_and_its_answer_comes_back_to_it(jobs: Jobs, qtbot: QtBot) -> None:
    here = Here()

    jobs.run(lambda _: threading.get_ident(), here.done, here.failed)
    qtbot.waitUntil(lambda: bool(here.results))

    assert here.results[0] != threading.get_ident()
    assert here.threads == [threading.get_ident()]


def test_an_error_comes_back_too(jobs: Jobs, qtbot: QtBot) -> None:
    here = Here()

    jobs.run(lambda _: 1 / 0, here.done, here.failed)
    qtbot.waitUntil(lambda: bool(here.errors))

    assert isinstance(here.errors[0], ZeroDivisionError)
    assert here.threads == [threading.get_ident()]


def test_a_long_job_tells_how_far_it_is_and_stops_when_cancelled(jobs: Jobs, qtbot: QtBot) -> None:
    here, began = Here(), threading.Event()

    def endless(progress: Progress) -> None:
        for number in range(10_000_000):
            progress.step(number, 10_000_000)
            began.set()
            threading.Event().wait(0.001)

    running = jobs.run(endless, here.done, here.failed, long=True)
    with qtbot.waitSignal(running.progressed) as told:
        began.wait(5)
    running.cancel()
    qtbot.waitUntil(lambda: bool(here.errors))

    assert told.args is not None
    assert told.args[1] == 10_000_000
    assert isinstance(here.errors[0], Cancelled)
    assert here.results == []


def test_a_job_that_waits_its_turn_can_be_cancelled(jobs: Jobs, qtbot: QtBot) -> None:
    here, free = Here(), threading.Event()

    jobs.run(lambda _: free.wait(5), here.done, here.failed)
    waiting = jobs.run(lambda _: here.results.append("ran"), here.done, here.failed)
    waiting.cancel()
    free.set()
    qtbot.waitUntil(lambda: bool(here.errors))

    assert here.results == [True]


def test_a_scan_does_not_wait_for_an_import(jobs: Jobs, qtbot: QtBot) -> None:
    here, free = Here(), threading.Event()

    jobs.run(lambda _: free.wait(5), here.done, here.failed, long=True)
    jobs.run(lambda _: "admitted", here.done, here.failed)
    qtbot.waitUntil(lambda: here.results == ["admitted"])
    free.set()
    qtbot.waitUntil(lambda: jobs.idle)


def test_closing_finishes_what_was_asked_cancels_what_is_long_and_tells_nobody(qtbot: QtBot) -> None:
    jobs, here, written = Jobs(), Here(), []

    def endless(progress: Progress) -> None:
        while True:
            progress.step(0, 1)
            threading.Event().wait(0.001)

    jobs.run(endless, here.done, here.failed, long=True)
    for number in range(20):
        jobs.run(lambda _, n=number: written.append(n), here.done, here.failed)
    jobs.close()

    assert written == list(range(20))
    assert jobs.idle
    QCoreApplication.processEvents()
    assert (here.results, here.errors) == ([], [])


class Shelf:
    """The smallest store there can be: a list, and those who listen."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.polled = 0
        self.trouble: Exception | None = None
        self.listeners: list[object] = []

    @contextmanager
    def read(self) -> Generator[list[str], None, None]:
        yield self.rows

    @contextmanager
    def write(self, *, quietly: bool = False) -> Generator[list[str], None, None]:
        yield self.rows
        self.announce({("row", UUID(int=len(self.rows)))})

    def listen(self, listener: object, /) -> None:
        self.listeners.append(listener)

    def announce(self, changes: set[tuple[str, UUID | None]]) -> None:
        for listener in self.listeners:
            assert callable(listener)
            listener(frozenset(changes))

    def poll(self) -> None:
        self.polled += 1
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def reported() -> list[Exception]:
    return []


@pytest.fixture
def data(shelf: Shelf, jobs: Jobs, reported: list[Exception]) -> Iterator[Data]:
    data = Data(shelf, jobs, reported.append)
    yield data
    data.close()


def test_what_was_done_can_be_asked(data: Data, qtbot: QtBot) -> None:
    here = Here()

    data.do(lambda rows: rows.append("one"), lambda _: data.ask(list, here.done))
    qtbot.waitUntil(lambda: here.results == [["one"]])


def test_a_commit_is_announced_on_the_windows_thread_and_many_are_one(data: Data, shelf: Shelf, qtbot: QtBot) -> None:
    heard: list[tuple[Changes, int]] = []
    data.changed.connect(lambda changes: heard.append((changes, threading.get_ident())))

    storm = threading.Thread(target=lambda: [shelf.announce({("check_in", UUID(int=number))}) for number in range(100)])
    storm.start()
    storm.join()
    qtbot.waitUntil(lambda: bool(heard))

    assert len(heard) == 1
    assert len(heard[0][0]) == 100
    assert heard[0][1] == threading.get_ident()


def test_what_nobody_handles_is_reported(data: Data, reported: list[Exception], qtbot: QtBot) -> None:
    data.ask(lambda _: 1 / 0, reported.append)
    qtbot.waitUntil(lambda: bool(reported))

    assert isinstance(reported[0], ZeroDivisionError)


def test_other_processes_are_looked_for_and_their_trouble_is_told_once(
    data: Data, shelf: Shelf, reported: list[Exception], qtbot: QtBot
) -> None:
    shelf.trouble = OSError("gone")

    data._timer.setInterval(5)
    qtbot.waitUntil(lambda: shelf.polled >= 4)

    assert [str(error) for error in reported] == ["gone"]


def test_long_work_with_a_name_is_shown(data: Data, jobs: Jobs, qtbot: QtBot) -> None:
    here = Here()

    with qtbot.waitSignal(data.worked) as begun:
        running = data.work(lambda _: 25, here.done, called="Importing")
    qtbot.waitUntil(lambda: here.results == [25])

    assert begun.args == [running, "Importing"]


def test_a_job_that_must_be_alone_waits_for_the_long_one_and_keeps_the_next_waiting(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    begun, gate = threading.Event(), threading.Event()

    def held(_: Progress) -> None:
        begun.set()
        gate.wait(5)
        told.append("long")

    jobs.run(held, lambda _: None, told.append, long=True)
    assert begun.wait(5)
    jobs.run(lambda _: told.append("alone"), lambda _: None, told.append, alone=True)
    jobs.run(lambda _: told.append("next"), lambda _: None, told.append, long=True)
    assert told == []
    gate.set()

    qtbot.waitUntil(lambda: jobs.idle)
    assert (told[0], set(told)) == ("long", {"long", "alone", "next"})


def test_a_badge_for_the_printer_does_not_wait_for_long_work(jobs: Jobs, qtbot: QtBot) -> None:
    here, gate, began = Here(), threading.Event(), threading.Event()

    def prints(_: Progress) -> str:
        began.set()
        gate.wait(5)
        return "printed"

    long = threading.Event()
    jobs.run(lambda _: long.wait(5), here.done, here.failed, long=True)
    jobs.run(prints, here.done, here.failed, device=True)
    assert began.wait(5)
    jobs.run(lambda _: "alone", here.done, here.failed, alone=True)
    long.set()
    qtbot.waitUntil(lambda: here.results == [True])
    gate.set()
    qtbot.waitUntil(lambda: len(here.results) == 3)

    assert here.results == [True, "printed", "alone"]
