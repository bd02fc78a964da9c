"""What is wrong with a ceremony, the worst first, each with a way out; and limits that it may break."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.ceremony_checks import Problem, Severity
from desktop.domain.limits import Colour
from desktop.errors import N_
from desktop.services.programme_live import LimitView
from desktop.ui.ceremonies.standing import Moment, Stand
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.running.words import COLOURS, limit_words
from desktop.ui.stage_words import length
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Label, StateMark, clear

_MOST = 2
_STATES = {Severity.STOP: "refused", Severity.LOOK: "already_in", Severity.NOTE: "elsewhere"}
_WORST = ["refused", "already_in", "elsewhere", "admitted"]
_PEOPLE = {"name", "other"}


class TroubleLine(QFrame):
    """One sentence in the colour of ``state``; ``taken`` comes on a click, Enter or Space."""

    taken = Signal()

    def __init__(self, context: Context, state: str, words: str) -> None:
        super().__init__()
        look = context.look
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row, mark = QHBoxLayout(self), StateMark(look, size=18)
        look.theme.bind(row.setContentsMargins, 12, 6, 12, 6)
        look.theme.bind(row.setSpacing, 10)
        mark.show_state(state)
        said = Label(look, role="", wraps=True)
        said.put(words)
        restyle(said, state=state)
        row.addWidget(mark)
        row.addWidget(said, 1)
        self.setAccessibleName(said.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.taken.emit()


class Troubles(QWidget):
    """``taken`` carries the ``Problem`` that was pressed, ``limit_taken`` comes where it was a limit."""

    taken = Signal(object)
    limit_taken = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: object = None
        self._told: tuple[Sequence[Problem], Sequence[tuple[LimitView, str]]] = ((), ())
        self._all = False
        self.lines: list[TroubleLine] = []
        self.more = Button(context.look, N_("Show all problems"), "quiet")
        self.more.tell_key("ceremony_problems")
        self.more.clicked.connect(self.unfold)
        self._box, row = QVBoxLayout(), QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for layout in (self._box, row):
            context.look.theme.bind(layout.setSpacing, 6)
        row.addLayout(self._box, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def show_troubles(self, stand: Stand, moment: Moment, now: datetime) -> None:
        """Show what is wrong now; what is said already is not painted again."""
        _, zone = self._context.look.words._, self._context.here.zone.key
        limits = [
            (
                limit,
                " · ".join(
                    filter(
                        None,
                        (
                            limit_words(_, limit, zone, partial(as_seen, self._context)),
                            self._saving(stand, moment, limit, now),
                        ),
                    )
                ),
            )
            for limit in sorted(moment.limits, key=lambda one: one.judged.colour is not Colour.RED)
            if limit.judged.colour is not Colour.GREEN and not limit.judged.past
        ]
        key = (stand.problems, tuple(said for _limit, said in limits), _.language, self._context.keeper.now.hide_names)
        if key != self._shown:
            self._shown, self._told = key, (stand.problems, limits)
            self._say()

    def forget(self) -> None:
        """Another ceremony is looked at."""
        self._all, self._shown = False, None

    def unfold(self) -> None:
        """Show all, or the worst alone again."""
        self._all = not self._all
        self._say()
        if self.lines:
            self.lines[0].setFocus()

    def _saving(self, stand: Stand, moment: Moment, limit: LimitView, now: datetime) -> str:
        _, found = self._context.look.words._, stand.saving(limit.row.id, now)
        item = next((one for one in moment.view.items if found is not None and one.row.id == found.item), None)
        if found is None or item is None:
            return ""
        title, saved = item.row.title.said_in(_.language), length(_, max(int(found.seconds) // 60, 1) * 60)
        if found.skip:
            return _("Skipping “{item}” would save {length}.", item=title, length=saved)
        if found.enough and found.shorten:
            enough = length(_, -(-int(found.shorten) // 60) * 60)
            return _("Shortening “{item}” by {length} would be enough.", item=title, length=enough)
        return _("Shortening “{item}” could save {length}.", item=title, length=saved)

    def _say(self) -> None:
        _ = self._context.look.words._
        problems, limits = self._told
        had = next((number for number, line in enumerate(self.lines) if line.hasFocus()), None)
        told: list[tuple[str, str, Callable[[], object]]] = [
            (COLOURS[limit.judged.colour], said, self.limit_taken.emit) for limit, said in limits
        ]
        for problem in problems:
            seen = _seen(self._context, problem)
            said = " ".join((seen.say(_), seen.way_out(_)))
            told.append((_STATES[problem.severity], said, partial(self.taken.emit, problem)))
        told.sort(key=lambda one: _WORST.index(one[0]))
        clear(self._box)
        self.lines = []
        for state, said, act in told if self._all else told[:_MOST]:
            line = TroubleLine(self._context, state, said)
            line.taken.connect(act)
            self.lines.append(line)
            self._box.addWidget(line)
        self.more.setVisible(len(told) > _MOST)
        if self._all:
            self.more.say(N_("Show the worst alone"))
        else:
            self.more.setText(_("{n} more", n=len(told) - _MOST))
        self.setVisible(bool(self.lines))
        if had is not None and self.lines:
            self.lines[min(had, len(self.lines) - 1)].setFocus()


def _seen(context: Context, problem: Problem) -> Problem:
    """A problem with the names that may be read here."""
    values = {
        name: as_seen(context, value) if name in _PEOPLE and isinstance(value, str) else value
        for name, value in problem.values.items()
    }
    return replace(problem, values=values)
