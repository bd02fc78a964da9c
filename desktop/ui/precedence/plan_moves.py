"""Who stands elsewhere on a stage plan after a change, in words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.naming import NamedPerson, name_alone
from desktop.errors import N_
from desktop.services.stage_plans import PlanMove
from desktop.ui.look import Look
from desktop.ui.precedence.words import move_words
from desktop.ui.widgets import Card, IconButton, Label, SectionTitle, clear

_MOST = 3


class MovesCard(Card):
    """Lists moves until they are read: ``forget`` and the button put it away. ``forgotten`` comes then."""

    forgotten = Signal()

    def __init__(self, look: Look, name: Callable[[NamedPerson], str]) -> None:
        super().__init__(look, margin=10, spacing=2)
        self._look, self._name = look, name
        self.moves: tuple[PlanMove, ...] = ()
        self.lines: list[Label] = []
        head = SectionTitle(look, N_("Who stands elsewhere now"))
        head.row.addWidget(IconButton(look, "close", N_("Close"), self.forget))
        self._column = QVBoxLayout()
        look.theme.bind(self._column.setSpacing, 2)
        self.box.addWidget(head)
        self.box.addLayout(self._column)
        look.words.changed.connect(self.say)
        self.hide()

    def show_moves(self, moves: Sequence[PlanMove]) -> None:
        """Show these in place of what stood there."""
        self.moves = tuple(moves)
        self.say()
        self.setVisible(bool(moves))

    def forget(self) -> None:
        """Show nothing."""
        if self.moves:
            self.show_moves(())
            self.forgotten.emit()

    def say(self) -> None:
        """Put the moves into words again."""
        _ = self._look.words._
        clear(self._column)
        self.lines = []
        for one in self.moves[:_MOST]:
            person = one.guest if one.guest is not None else name_alone(one.name)
            self._add(move_words(_, one, self._name(person)))
        rest = len(self.moves) - _MOST
        if rest > 0:
            self._add(_.ngettext("and {n} more", "and {n} more", rest))

    def _add(self, text: str) -> None:
        line = Label(self._look, role="hint", wraps=True)
        line.put(text)
        self.lines.append(line)
        self._column.addWidget(line)
