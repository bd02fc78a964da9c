"""Garbage is collected on the window's thread, and on no other."""

import gc
import threading
import weakref
from typing import ClassVar

from pytestqt.qtbot import QtBot

from desktop.ui.garbage import GarbageTruck


class Loop:
    """Refers to itself, so that only the collector frees it; remembers on which thread that was."""

    freed_on: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Loop.freed_on.append(threading.get_ident())


def test_a_worker_never_collects_while_the_window_runs(qtbot: QtBot) -> None:
    truck = GarbageTruck()
    truck.start()
    try:
        worker = threading.Thread(target=lambda: [Loop() for _ in range(5000)])
        worker.start()
        worker.join()
        assert Loop.freed_on == []
        seen = weakref.ref(Loop())
        qtbot.waitUntil(lambda: seen() is None, timeout=5000)
        assert set(Loop.freed_on) == {threading.get_ident()}
    finally:
        truck.stop()
        gc.disable()
