"""Rows of which only a person can say whether they are somebody known, or somebody of the same name."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.imports.rows import PreviewRow
from desktop.ui.look import Look
from desktop.ui.widgets import Button, Label


class Doubts(QWidget):
    """Offers both for the rows that are selected; ``decided`` carries whether they are the same person."""

    decided = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.said = Label(look, role="second", wraps=True)
        self.same = Button(look, N_("The same person"), "filter")
        self.two = Button(look, N_("Two people"), "filter")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 8)
        row.addWidget(self.said, 1)
        for button, same in ((self.same, True), (self.two, False)):
            button.setCheckable(True)
            button.clicked.connect(partial(self.decided.emit, same))
            self._group.addButton(button)
            row.addWidget(button)
        self.hide()

    def show_rows(self, rows: Sequence[PreviewRow]) -> None:
        """Offer both where any of ``rows`` is in doubt; the first says what it is taken for."""
        doubtful = next((row for row in rows if row.same is not None), None)
        if doubtful is not None:
            self._look.words.follow(self.said.setText, partial(_words, doubtful))
            (self.same if doubtful.same else self.two).setChecked(True)
        self.setVisible(doubtful is not None)


def _words(row: PreviewRow, _: Translator) -> str:
    why = [_(problem.text) for problem in row.problems]
    return " · ".join((_("Row {n}", n=row.row), row.name, *why))
