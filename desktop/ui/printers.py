"""The printers as the window reaches them, and badges of which nobody knows whether they came out."""

import sys
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.print_jobs import Doubt, doubts, settle
from desktop.services.printers import Printers
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.widgets import Button, FlowLayout, Label, StateMark, clear


def printers_here() -> Printers:
    """This machine's printers: by CUPS, or by Qt where the system has none."""
    if sys.platform == "win32":
        from desktop.devices.qt_printer import Queues

        return Printers(Queues())
    return Printers()


class BadgesInDoubt(QWidget):
    """A line for each lot of badges that a printer took without saying that they were printed, and two answers.

    Hidden while there is none. ``settled`` comes after an answer.
    """

    settled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: list[Doubt] = []
        self.buttons: list[tuple[Button, Button]] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        context.look.theme.bind(self._lines.setSpacing, 12)
        context.here.changed.connect(self.load)
        context.data.changed.connect(self._on_changed)
        self.hide()

    def load(self) -> None:
        """Look again whether there is any."""
        event, store = self._context.here.event, self._context.store
        if event is not None:
            self._context.data.work(lambda _progress: doubts(store, event.id), self._show, device=True)

    def _show(self, found: list[Doubt]) -> None:
        if found == self._found:
            return
        self._found, self.buttons = found, []
        clear(self._lines)
        for doubt in found:
            self._lines.addWidget(self._line(doubt))
        self.setVisible(bool(found))

    def _line(self, doubt: Doubt) -> QWidget:
        look = self._context.look
        line, text = QWidget(), Label(look, wraps=True)
        look.words.follow(text.setText, partial(self._words, doubt))
        mark = StateMark(look, "already_in", 20)
        came, again = Button(look, N_("Printed")), Button(look, N_("Not printed"))
        came.clicked.connect(partial(self._settle, doubt, came_out=True))
        again.clicked.connect(partial(self._settle, doubt, came_out=False))
        self.buttons.append((came, again))
        across, below, answers = QHBoxLayout(line), QVBoxLayout(), FlowLayout()
        across.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(across.setSpacing, 12)
        look.theme.bind(below.setSpacing, 8)
        look.theme.bind(answers.setGaps, 8, 8)
        for button in (came, again):
            answers.addWidget(button)
        below.addWidget(text)
        below.addLayout(answers)
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(below, 1)
        return line

    def _words(self, doubt: Doubt, _: Translator) -> str:
        time = _.time(doubt.at, self._context.here.zone.key)
        return _.ngettext(
            "{printer} was handed {n} badge at {time} and did not say that it was printed. Look for it.",
            "{printer} was handed {n} badges at {time} and did not say that they were printed. Look for them.",
            len(doubt.badges), printer=doubt.printer, time=time,
        )  # fmt: skip

    def _settle(self, doubt: Doubt, *, came_out: bool) -> None:
        store = self._context.store

        def done(_count: int) -> None:
            self.load()
            self.settled.emit()

        self._context.data.work(lambda _progress: settle(store, doubt.key, came_out=came_out), done, device=True)

    def _on_changed(self, changes: Changes) -> None:
        if self._found and any(table == "paper" for table, _row in changes):
            self.load()
