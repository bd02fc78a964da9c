"""One conflict beside the list: all it says, what would solve it, and why somebody lives with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.conflicts_words import KIND_WORDS, SEVERITY_WORDS
from desktop.errors import N_, UserError
from desktop.services.conflict_cases import WayOut
from desktop.services.conflict_list import Listed, Party
from desktop.ui.conflicts.words import STATES, exact, moment, said, seen, solution, when
from desktop.ui.context import Context
from desktop.ui.widgets import Button, Data, Field, FlowLayout, Label, Panel, Tag, clear, scrolled

_MOST, _LONGEST = 24, 400
_WIDEST = 270
"""Pixels of a name on a button, at 100 %."""
_OPENS = {
    "visits": N_("Open the visit"),
    "delegations": N_("Open the delegation"),
    "people": N_("Open the person"),
    "papers": N_("Open the papers"),
    "programme": N_("Open the programme"),
    "places": N_("Open places and travel"),
}


class ConflictSide(Panel):
    """``solved`` and ``taken_back`` carry the ``Listed`` that is shown, ``accepted`` it and why.

    ``opened`` carries a ``Party`` that somebody wants to see.
    """

    solved = Signal(object)
    accepted = Signal(object, str)
    taken_back = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, "")
        self._context, self._look = context, look
        self.line: Listed | None = None
        self.title.setWordWrap(True)
        self.grade = Tag(look)
        self.said, self.when = Label(look, wraps=True), Label(look, role="second", wraps=True)
        self.parties: list[Button] = []
        self._listed = QWidget(), QWidget()
        self._who, self._what = map(FlowLayout, self._listed)
        self._who_head, self._what_head = Label(look, N_("Who"), "label"), Label(look, N_("What"), "label")
        self.way = Label(look, wraps=True)
        self.solve = Button(look, N_("Do this"), "primary")
        self.solve.tell_key("solve_conflict")
        self.solve.clicked.connect(partial(self._ask, self.solved))
        self._way = self._part(Label(look, N_("What would solve it"), "label"), self.way, self.solve)
        self.why = Field(look, N_("Accepted because"), N_("It stays in the list, as noted"))
        self.accept = Button(look, N_("Accept"))
        self.accept.clicked.connect(self._accept)
        self._form = self._part(self.why, self.accept)
        self.because, self.by = Data(look), Label(look, role="second", wraps=True)
        self.back = Button(look, N_("Count it again"))
        self.back.clicked.connect(partial(self._ask, self.taken_back))
        self._kept = self._part(Label(look, N_("Accepted because"), "label"), self.because, self.by, self.back)
        if isinstance(self.why.edit, QLineEdit):
            self.why.edit.setMaxLength(_LONGEST)
            self.why.edit.returnPressed.connect(self._accept)
        self._out: WayOut | None = None
        self._arrange()
        for changed in (look.words.changed, context.keeper.changed):
            changed.connect(self._say)

    @property
    def begun(self) -> bool:
        """Whether a reason was typed that is not kept yet."""
        return self._form.isVisible() and bool(self.why.value)

    def show_line(self, line: Listed) -> None:
        """Show this one; a reason that is being typed for it stays."""
        if self.line is None or line.key != self.line.key:
            self._forget()
        if self.line != line:
            self._out = None
        self.line = line
        self._say()

    def show_way(self, line: Listed, way: WayOut | None) -> None:
        """Say exactly what would solve ``line``, once that is known, if it is still the one that is shown."""
        if line is self.line:
            self._out = way
            self._say_way()

    def arrive(self) -> None:
        """Put the focus on what would solve it, or on what takes the acceptance back."""
        button = self.solve if self._way.isVisible() else self.back
        button.setFocus()
        self._area.ensureWidgetVisible(button)

    def refuse(self, error: UserError) -> None:
        """Say why it can't be accepted so."""
        self.why.refuse(error.text, **error.values)

    def kept(self) -> None:
        """What was typed is kept."""
        self._forget()

    def _part(self, *widgets: QWidget) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 8)
        for widget in widgets:
            if isinstance(widget, Button):
                column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(widget)
        return part

    def _arrange(self) -> None:
        look, inner = self._look, QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 16)
        column.addWidget(self.grade)
        column.addWidget(self.said)
        column.addWidget(self.when)
        column.addWidget(self._way)
        column.addWidget(self._kept)
        for head, flow, listed in zip(
            (self._who_head, self._what_head), (self._who, self._what), self._listed, strict=True
        ):
            look.theme.bind(flow.setGaps, 8, 8)
            part = QVBoxLayout()
            look.theme.bind(part.setSpacing, 6)
            part.addWidget(head)
            part.addWidget(listed)
            column.addLayout(part)
        column.addWidget(self._form)
        column.addStretch(1)
        self._area = scrolled(inner, sideways=False)
        self.box.addWidget(self._area, 1)

    def _say(self) -> None:
        line, _, context = self.line, self._look.words._, self._context
        if line is None:
            return
        accepted = line.acceptance
        self.title.put(_(KIND_WORDS[line.kind]))
        self.grade.show_text(_(SEVERITY_WORDS[line.severity]), state=STATES[line.severity], mark=True)
        for label, text in ((self.said, said(context, line)), (self.when, when(context, line))):
            label.put(text)
            label.setVisible(bool(text))
        self._say_way()
        self._way.setVisible(accepted is None)
        self._form.setVisible(accepted is None)
        self._kept.setVisible(accepted is not None)
        if accepted is not None:
            self.because.put(accepted.why)
            self.by.put(_("{who}, {time}", who=accepted.who, time=moment(_, accepted.at, context.here.zone)))
        self._name(line)

    def _say_way(self) -> None:
        way = self._out
        if self.line is not None:
            self.way.put(exact(self._context, way) if way is not None else solution(self._context, self.line))
        self.solve.say(_OPENS.get(way.opens, N_("Open")) if way is not None and way.opens else N_("Do this"))

    def _name(self, line: Listed) -> None:
        focused = next((n for n, button in enumerate(self.parties) if button.hasFocus()), None)
        self.parties = []
        for head, flow, listed, parties in (
            (self._who_head, self._who, self._listed[0], line.who),
            (self._what_head, self._what, self._listed[1], tuple(dict.fromkeys(line.what))),
        ):
            head.setVisible(bool(parties))
            listed.setVisible(bool(parties))
            clear(flow)
            self._offer(flow, parties)
        if focused is not None and focused < len(self.parties):
            self.parties[focused].setFocus()

    def _offer(self, flow: FlowLayout, parties: Sequence[Party]) -> None:
        for party in parties[:_MOST]:
            button = Button(self._look, N_("Open"), "filter")
            button.setCheckable(False)
            self._look.words.forget(button.setText)
            name = seen(self._context, party)
            button.ensurePolished()
            short = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, self._look.theme.px(_WIDEST))
            button.setText(short.replace("&", "&&"))
            button.setToolTip(name if short != name else "")
            button.setAccessibleName(name)
            button.clicked.connect(partial(self._open, party))
            self.parties.append(button)
            flow.addWidget(button)
        if (rest := len(parties) - _MOST) > 0:
            more = Label(self._look, role="second")
            more.put(self._look.words._.ngettext("and {n} more", "and {n} more", rest))
            flow.addWidget(more)

    def _open(self, party: Party, _checked: bool = False) -> None:
        self.opened.emit(party)

    def _ask(self, signal: SignalInstance, _checked: bool = False) -> None:
        if self.line is not None:
            signal.emit(self.line)

    def _accept(self) -> None:
        if self.line is not None:
            self.accepted.emit(self.line, self.why.value)

    def _forget(self) -> None:
        self.why.accept()
        if isinstance(self.why.edit, QLineEdit):
            self.why.edit.clear()
