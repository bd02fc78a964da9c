"""Which part of a list is shown: chips in a line, or one field to choose in where space is short."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.errors import N_
from desktop.ui.choices import Choice, Say
from desktop.ui.look import Look
from desktop.ui.widgets import Button, FlowLayout, clear

K = TypeVar("K")


class Filters(QObject, Generic[K]):
    """``wanted`` carries the part that a person wants. ``row`` holds the chips, ``choice`` offers the same.

    With ``several`` a press on a chip may stand for more or for less: whoever listens says with ``choose`` what is on.
    """

    wanted = Signal(object)

    def __init__(self, look: Look, *, several: bool = False) -> None:
        super().__init__()
        self._look = look
        self.row, self.choice = QWidget(), Choice[K](look)
        look.words.bind(self.choice.setAccessibleName, N_("Show"))
        self.choice.activated.connect(lambda _index: self.wanted.emit(self.choice.value))
        self._flow = FlowLayout(self.row)
        look.theme.bind(self._flow.setGaps, 8, 8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self.chips: dict[K, Button] = {}
        self.tighten(tight=False)

    def offer(self, parts: Sequence[tuple[K, Say]], *chosen: K) -> None:
        """Offer these parts and no others, each with its words."""
        if list(self.chips) != [key for key, _say in parts]:
            self._make_chips([key for key, _say in parts])
        for key, say in parts:
            self._look.words.follow(self.chips[key].setText, say)
        if not self.choice.view().isVisible():  # it would forget what is being chosen
            self.choice.offer(parts)
        self.choose(*chosen)

    def choose(self, *keys: K) -> None:
        """Show that these parts are shown; the field names the first."""
        for key, chip in self.chips.items():
            chip.setChecked(key in keys)
        first = next((key for key in keys if key in self.chips), None)
        if first is not None:
            self.choice.choose(first)

    def tighten(self, *, tight: bool) -> None:
        """Show the field in place of the chips, or the chips again."""
        self.row.setVisible(not tight)
        self.choice.setVisible(tight)

    def _make_chips(self, keys: Sequence[K]) -> None:
        focused = next((key for key, chip in self.chips.items() if chip.hasFocus()), None)
        clear(self._flow)
        self.chips = {}
        for key in keys:
            chip = Button(self._look, N_("All"), "filter")
            chip.clicked.connect(lambda _checked, key=key: self.wanted.emit(key))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            self.chips[key] = chip
        if focused in self.chips:
            self.chips[focused].setFocus()
