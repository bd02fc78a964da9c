"""One check on the page: its state, what it is, the sentence, and the button that helps."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.preflight import Act, Check
from desktop.ui.look import Look
from desktop.ui.preflight.words import STATES
from desktop.ui.widgets import Button, Label, StateMark

_BUTTONS = {
    Act.SCAN: N_("Try"),
    Act.PRINT_TEST: N_("Print a test badge"),
    Act.PRINTERS: N_("Settings"),
    Act.BACK_UP: N_("Back up now"),
    Act.IMPORT: N_("Import"),
    Act.BADGES: N_("People"),
    Act.NAMES: N_("Show them"),
    Act.PAPERS: N_("Show them"),
    Act.CONFLICTS: N_("Show them"),
}
_NAME, _BUTTON = 150, 96
_TIGHT = 560


class CheckLine(QWidget):
    """``act`` is called with what the button is for; the button stays where it is, and so does the focus on it."""

    def __init__(self, look: Look, check: Check, act: Callable[[Act], object]) -> None:
        super().__init__()
        self._look, self._act = look, check.act
        self._mark = StateMark(look, STATES[check.state], 22)
        name, self._said = Label(look, check.name, "strong", wraps=True), Label(look, wraps=True)
        self.button = Button(look, "", "filter")
        self.button.setCheckable(False)
        self.button.clicked.connect(lambda: act(self._act))
        look.theme.bind(name.setFixedWidth, _NAME)
        look.theme.bind(self.button.setMinimumWidth, _BUTTON)
        row, self._words = QHBoxLayout(self), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setContentsMargins(0, 0, 0, 0)
        self._words.addWidget(name)
        self._words.addWidget(self._said, 1)
        look.theme.bind(row.setSpacing, 16)
        look.theme.bind(self._words.setSpacing, 4)
        row.addWidget(self._mark)
        row.addLayout(self._words, 1)
        row.addWidget(self.button)
        self.show_check(check)

    def show_check(self, check: Check) -> None:
        """Show how it stands now."""
        self._act = check.act
        self._mark.show_state(STATES[check.state])
        self._look.words.follow(self._said.setText, check.say)
        self.button.setVisible(check.act is not Act.NOTHING)
        if check.act is not Act.NOTHING:
            self.button.say(_BUTTONS[check.act])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.width() < self._look.theme.px(_TIGHT)
        way = QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight
        if way is not self._words.direction():
            self._words.setDirection(way)
