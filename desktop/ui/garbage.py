"""Cyclic garbage is collected on the window's thread alone.

Python collects on whichever thread happens to allocate. A worker that frees a widget which the window is deleting
at that moment ends the process, so automatic collection is off while the window runs, and a timer does it here.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1000


class GarbageTruck(QObject):
    """Comes by every second while it is running, and leaves things as they were when it stops."""

    def __init__(self) -> None:
        super().__init__()
        self._was_on = gc.isenabled()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Collect on this thread from now on, and on no other."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect the generations that Python itself would have collected by now."""
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > threshold:
                gc.collect(generation)
                return
