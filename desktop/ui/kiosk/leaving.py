"""The way out of the kiosk: a PIN, and after some wrong ones a pause."""

from collections.abc import Callable
from functools import partial
from math import ceil
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent

from desktop.domain.patience import Patience
from desktop.domain.pins import MOST, opens
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.jobs import Jobs
from desktop.ui.kiosk.pages import AskPage
from desktop.ui.kiosk.touch import PAD
from desktop.ui.look import Look

_TRIES, _PAUSE_S, _LONGEST_S = 3, 15, 600


class PinPage(AskPage):
    """``opened`` comes with the right PIN. ``kept`` tells what is kept of it."""

    opened = Signal()

    def __init__(self, look: Look, kept: Callable[[], str]) -> None:
        super().__init__(look, N_("Leave the kiosk"), N_("Enter the PIN of the kiosk."), N_("Leave"), secret=True)
        self._kept = kept
        self.patience = Patience(_TRIES, _PAUSE_S, _LONGEST_S)
        # Of its own: a printer that hangs must not keep anybody in the kiosk.
        self.jobs = Jobs(self)
        self.edit.setMaxLength(MOST)
        self.keys.show_rows(PAD)
        self.answered.connect(self._try)
        self._tick = QTimer(self, interval=500)
        self._tick.timeout.connect(self.look_at_clock)

    def look_at_clock(self) -> None:
        """Let nobody try while there is a pause, and say how long it is."""
        wait = ceil(self.patience.wait(monotonic()))
        self.go.setEnabled(not wait)
        self.edit.setReadOnly(bool(wait))
        self.keys.setEnabled(not wait)
        if wait:
            self.refuse(partial(_paused, wait))
            self._tick.start()
        elif self._tick.isActive():
            self._tick.stop()
            self.accept()
            self.edit.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def _try(self, pin: str) -> None:
        kept = self._kept()
        self.go.setEnabled(False)
        self.edit.clear()
        self.jobs.run(lambda _progress: opens(pin, kept), self._on_answer, self._on_failed)

    def _on_answer(self, fits: bool) -> None:
        self.go.setEnabled(True)
        if fits:
            self.patience.settle()
            self.opened.emit()
            return
        self.patience.fail(monotonic())
        self.refuse(_wrong)
        self.look_at_clock()

    def _on_failed(self, _error: Exception) -> None:
        self._on_answer(fits=False)


def _paused(wait: int, _: Translator) -> str:
    return _.ngettext("Wait {n} second, then try again.", "Wait {n} seconds, then try again.", wait)


def _wrong(_: Translator) -> str:
    return _("This is not the PIN.")
