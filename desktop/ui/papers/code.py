"""What is to be said of a paper whose code was typed or scanned here."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.paper_words import PaperRead, changes_words, printed_words, read_paper, unknown_words, when
from desktop.ui.widgets import Button, Data, Label, Panel, StateMark, scrolled

_MOST = 30


class CodePanel(Panel):
    """``opened`` carries the ``PaperVerdict`` of the paper that somebody wants to see, or to print again."""

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Is this paper still right?"))
        self._context, self._look = context, context.look
        look = context.look
        self.read: PaperRead | None = None
        self._turn = 0
        self.mark = StateMark(look, "", 32)
        self.head, self.name = Label(look, role="panel", wraps=True), Data(look, role="strong")
        self.printed, self.newest = Label(look, role="second", wraps=True), Label(look, wraps=True)
        self.changes = Data(look)
        self.open = Button(look, N_("Show this paper"), "primary")
        inner = QWidget()
        row, words = QHBoxLayout(inner), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 16)
        look.theme.bind(words.setSpacing, 8)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.head, self.name, self.printed, self.newest, self.changes):
            words.addWidget(part)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.box.addWidget(scrolled(inner, sideways=False), 1)
        self.box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.open.clicked.connect(self._on_open)
        look.words.changed.connect(self._say)
        context.keeper.changed.connect(self._say)

    def ask(self, text: str) -> None:
        """Say what there is to say of the paper with this code."""
        self._turn += 1
        self._context.data.ask(lambda session: read_paper(session, text), partial(self._on_read, self._turn))

    def _on_read(self, turn: int, read: PaperRead) -> None:
        if turn == self._turn:
            self.read = read
            self._say()

    def _on_open(self) -> None:
        if self.read is not None and self.read.verdict is not None:
            self.opened.emit(self.read.verdict)

    def _say(self) -> None:
        if self.read is None:
            return
        _, read, verdict = self._look.words._, self.read, self.read.verdict
        for part in (self.name, self.printed, self.newest, self.changes, self.open):
            part.setVisible(verdict is not None)
        if verdict is None:
            self.mark.show_state("already_in")
            self.head.put(_("No paper with this code is known here"))
            self.newest.put(unknown_words(_, read))
            self.newest.show()
            return
        here, now = self._context.here, self._context.store.now()
        right = verdict.latest
        self.mark.show_state("admitted" if right else "already_in")
        self.head.put(_("This is the latest") if right else _("No longer right"))
        self.name.put(read.said(_.language, covered=self._context.keeper.now.hide_names))
        self.printed.put(printed_words(_, verdict, now, here.zone))
        said = when(_, verdict.newest.at, now, here.zone)
        self.newest.put(_("Revision {n} was printed at {time}.", n=verdict.newest.number, time=said))
        self.newest.setVisible(verdict.reprinted)
        seen = partial(as_seen, self._context)
        self.changes.put("\n".join(changes_words(_, verdict.changes, _MOST, seen)))
        self.changes.setVisible(not right)
        self.open.setVisible(here.event is not None and verdict.paper.event_id == here.event.id)
