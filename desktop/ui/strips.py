"""Two strips above the bar: what the program has to say, and what it is busy with."""

from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.jobs import Running
from desktop.ui.look import Look
from desktop.ui.theme import restyle
from desktop.ui.trouble import Notice
from desktop.ui.widgets.marks import StateMark
from desktop.ui.widgets.parts import Button, IconButton, Label

_GOES_AFTER_MS = 8000
_SHOWN_AFTER_MS = 300


class NoticeStrip(QFrame):
    """One notice at a time, in colour, shape and words. It never takes the focus."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._notice: Notice | None = None
        self.setProperty("role", "notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        look.theme.bind(row.setContentsMargins, 16, 10, 10, 10)
        look.theme.bind(row.setSpacing, 12)
        self._mark = StateMark(look, size=22)
        self.text = Label(look, wraps=True)
        self.action = Button(look, N_("Undo"), "quiet")
        self.action.clicked.connect(self._act)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(IconButton(look, "close", N_("Close"), self.dismiss, key="close"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show ``notice`` in place of the one before."""
        self._notice = notice
        self._look.words.follow(self.text.setText, notice.say)
        self._mark.setVisible(bool(notice.state))
        self._mark.show_state(notice.state, ground=f"{notice.state}_soft" if notice.state else "surface")
        self.action.setVisible(bool(notice.action))
        if notice.action:
            self.action.say(notice.action)
        restyle(self, state=notice.state)
        self.show()
        self._timer.stop() if notice.stays else self._timer.start(_GOES_AFTER_MS)

    def make_way(self) -> None:
        """Take the notice away, unless it stays until it is closed."""
        if self._notice is not None and not self._notice.stays:
            self.dismiss()

    def dismiss(self) -> None:
        """Take the notice away."""
        self._timer.stop()
        self._notice = None
        self.hide()

    def _act(self) -> None:
        act = self._notice.act if self._notice else None
        self.dismiss()
        if act is not None:
            act()


class WorkStrip(QFrame):
    """Long work: what, how many of how many, how fast, how long still, and Cancel. Short work never shows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._running: Running | None = None
        self._began = 0.0
        self._counts = (0, 0)
        self.setProperty("role", "work")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        look.theme.bind(row.setContentsMargins, 16, 8, 10, 8)
        look.theme.bind(row.setSpacing, 16)
        self._what, self.counts = Label(look, role="strong", wraps=True), Label(look, role="second", wraps=True)
        said = QVBoxLayout()
        look.theme.bind(said.setSpacing, 2)
        said.addWidget(self._what)
        said.addWidget(self.counts)
        self._line = QProgressBar()
        self._line.setTextVisible(False)
        look.theme.bind(self._line.setMinimumWidth, 80)
        self.cancel = Button(look, N_("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        row.addLayout(said, 1)
        row.addWidget(self._line, 1)
        row.addWidget(self.cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        look.words.changed.connect(self._say)
        self.hide()

    def watch(self, running: Running, called: str) -> None:
        """Show how ``running`` gets on; ``called`` is a message id."""
        self._running, self._began, self._counts = running, monotonic(), (0, 0)
        self._what.say(called)
        self._line.setRange(0, 0)
        self.cancel.setEnabled(True)
        self._say()
        running.progressed.connect(self._on_progress)
        running.finished.connect(self._on_finished)
        self._timer.start(_SHOWN_AFTER_MS)

    def _on_progress(self, done: int, total: int) -> None:
        if self.sender() is not self._running:
            return
        self._counts = (done, total)
        self._line.setRange(0, max(total, 1))
        self._line.setValue(done)
        self._say()

    def _on_finished(self) -> None:
        if self.sender() is self._running:
            self._running = None
            self._timer.stop()
            self.hide()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        if self._running is not None:
            self._running.cancel()

    def _say(self) -> None:
        done, total = self._counts
        self.counts.put(progress_words(self._look.words._, done, total, monotonic() - self._began))


def progress_words(_: Translator, done: int, total: int, seconds: float) -> str:
    """Count, rate and time left: "120 of 1,000 · 60 a second · 15 s left"; the rate only once it means something."""
    if not total:
        return ""
    said = _("{done} of {total}", done=f"{done:,}", total=f"{total:,}")
    if seconds < 0.5 or not done:
        return said
    rate = done / seconds
    left = (total - done) / rate
    clock = f"{int(left) // 60}:{int(left) % 60:02}" if left >= 60 else ""
    shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    if clock:
        return _("{count} · {rate} a second · {clock} left", count=said, rate=shown, clock=clock)
    return _("{count} · {rate} a second · {seconds} s left", count=said, rate=shown, seconds=int(left + 0.999))
