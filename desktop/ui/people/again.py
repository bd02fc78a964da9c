"""Badges that are on paper already: only the others, or new ones for a reason, before a second paper has one code."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.sight import into_view
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Field, FlowLayout, Label


class OnPaper(QWidget):
    """``others`` asks for those not printed yet, ``anew`` carries the reason for new badges, ``same`` asks for all as
    they are, which is offered for a file alone."""

    others = Signal()
    anew = Signal(str)
    same = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.text = Label(look, wraps=True)
        self.why = Field(look, N_("Why new badges are needed"))
        self.only_others, self.all_new = Button(look, N_("Print only the others")), Button(look, N_("Print new badges"))
        self.as_they_are = Button(look, N_("Print them as they are"))
        column, buttons = QVBoxLayout(self), FlowLayout()
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 12)
        look.theme.bind(buttons.setGaps, 8, 8)
        for button in (self.only_others, self.all_new, self.as_they_are):
            buttons.addWidget(button)
        column.addWidget(self.text)
        column.addWidget(self.why)
        column.addLayout(buttons)
        restyle(self.text, state="already_in")
        self.only_others.clicked.connect(self.others)
        self.all_new.clicked.connect(self._anew)
        self.as_they_are.clicked.connect(self.same)
        if isinstance(self.why.edit, QLineEdit):
            self.why.edit.returnPressed.connect(self._anew)
        self.hide()

    def ask(self, badges: int, *, in_file: bool) -> None:
        """Say how many are on paper, and wait for one of the answers."""
        self._look.words.follow(
            self.text.setText,
            lambda _: _.ngettext(
                "{n} of these badges is on paper already. Two papers with one code would let two people in; a new"
                " badge makes the old one worthless.",
                "{n} of these badges are on paper already. Two papers with one code would let two people in; new"
                " badges make the old ones worthless.", badges,
            ),
        )  # fmt: skip
        self.as_they_are.setVisible(in_file)
        if isinstance(self.why.edit, QLineEdit):
            self.why.edit.clear()
        self.why.accept()
        self.show()
        self.only_others.setFocus()
        # Once it has its place.
        QTimer.singleShot(0, self, partial(into_view, self, self))

    def _anew(self) -> None:
        if self.why.value:
            self.anew.emit(self.why.value)
        else:
            self.why.refuse(N_("Say why new badges are needed."))
