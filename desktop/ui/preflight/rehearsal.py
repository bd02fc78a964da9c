"""The button that begins a rehearsal, in a window of its own; in one, it lets guests come who never were there."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QProcess

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.rehearsal import Rehearsal, file_for, let_some_in, rehearse
from desktop.ui.context import Context
from desktop.ui.widgets import Button

_AT_ONCE = 10
Start = Callable[[Path], object]


def open_beside(file: Path) -> None:
    """Open the program once more, on this database."""
    words = [] if getattr(sys, "frozen", False) else ["-m", "desktop"]
    QProcess.startDetached(sys.executable, [*words, "--db", str(file)])


class RehearseButton(Button):
    """``start`` opens a window on the file of a rehearsal."""

    def __init__(self, context: Context, start: Start = open_beside) -> None:
        super().__init__(context.look, N_("Rehearse"))
        self._context, self._start = context, start
        self.clicked.connect(self._act)
        context.here.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what it does here."""
        self.say(N_("Let ten guests come") if self._context.here.rehearsal else N_("Rehearse"))
        self.setEnabled(self._context.here.event is not None)

    def _act(self) -> None:
        context, store = self._context, self._context.store
        if context.here.rehearsal:
            context.data.work(lambda _progress: let_some_in(store, _AT_ONCE), self._on_come)
            return
        self.setEnabled(False)

        def job(progress: Progress) -> Rehearsal:
            return rehearse(store, file_for(store), progress)

        context.data.work(job, self._on_made, self._on_failed, called=N_("Making the rehearsal"))

    def _on_made(self, made: Rehearsal) -> None:
        self.setEnabled(True)
        self._start(made.file)
        self._context.reporter.say(lambda _: _("The rehearsal opens in a window of its own. Nothing in it is real."))

    def _on_come(self, admitted: int) -> None:
        self._context.reporter.say(partial(_came, admitted))

    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self._context.reporter.report(error)


def _came(n: int, _: Translator) -> str:
    return _.ngettext("{n} guest was let in.", "{n} guests were let in.", n) if n else _("Everyone has come.")
