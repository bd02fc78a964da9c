"""The cues that come next: whose, when, what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.programme_words import DEPARTMENT_WORDS
from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.services.programme import CueRow
from desktop.services.programme_live import RunItem, RunView
from desktop.ui.context import Context
from desktop.ui.running.words import digits
from desktop.ui.widgets import Card, Data, FlowLayout, Label, SectionTitle, Tag, clear

_MOST = 6
_AGO = timedelta(seconds=20)
"""A cue stands a little longer than its moment, for whoever looked away."""
_SOON = 30.0


@dataclass(frozen=True, slots=True)
class Due:
    """A cue and when it is expected."""

    cue: CueRow
    item: RunItem
    at: datetime


def coming(view: RunView) -> Iterator[Due]:
    """The cues that are to come, in the order of their moments."""
    found = [
        Due(cue, item, (item.end if cue.from_end else item.start) + timedelta(seconds=cue.seconds))
        for item in view.items
        if item.standing in {Standing.COMING, Standing.RUNNING, Standing.HELD}
        for cue in item.row.cues
    ]
    return iter(sorted((due for due in found if due.at >= view.now - _AGO), key=lambda due: (due.at, due.cue.rank)))


class Cues(Card):
    """The next cues, with the seconds to each."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, margin=20, spacing=8)
        self._look = context.look
        self.box.addWidget(SectionTitle(context.look, N_("Next cues")))
        self.none = Label(context.look, N_("No cues are left today."), "second", wraps=True)
        self.box.addWidget(self.none)
        self._places = QVBoxLayout()
        context.look.theme.bind(self._places.setSpacing, 8)
        self.box.addLayout(self._places)
        self.box.addStretch(1)
        self._shown: list[object] = []
        self._clocks: list[tuple[Tag, Due]] = []

    def show_view(self, view: RunView) -> None:
        """Show them; the words are laid out anew only when others come."""
        _ = self._look.words._
        dues = [due for due, _n in zip(coming(view), range(_MOST), strict=False)]
        keys: list[object] = [(due.cue, due.item.row.title, _.language) for due in dues]
        if keys != self._shown:
            self._shown = keys
            clear(self._places)
            self._clocks = []
            above = None
            for due in dues:
                self._places.addWidget(self._line(due, headed=due.item.row.id != above))
                above = due.item.row.id
        self._clocks = [(tag, due) for (tag, _old), due in zip(self._clocks, dues, strict=True)]
        for tag, due in self._clocks:
            left = (due.at - view.now).total_seconds()
            tag.show_text(digits(left), state="already_in" if left <= _SOON else "")
        self.none.setVisible(not dues)

    def _line(self, due: Due, *, headed: bool) -> QWidget:
        """A cue, below the name of its item where that is another than the last one's."""
        _ = self._look.words._
        line, tag, head = QWidget(), Tag(self._look), FlowLayout()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 2)
        self._look.theme.bind(head.setGaps, 8, 2)
        if headed:
            column.addWidget(Data(self._look, due.item.row.title.said_in(_.language), "hint"))
        head.addWidget(tag)
        head.addWidget(Label(self._look, DEPARTMENT_WORDS[due.cue.department], "strong"))
        column.addLayout(head)
        column.addWidget(Data(self._look, due.cue.text))
        self._clocks.append((tag, due))
        return line
