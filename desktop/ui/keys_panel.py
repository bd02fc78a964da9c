"""``F1``: all keys, by where they work."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.overlay import Overlay
from desktop.ui.shortcuts import SHORTCUTS, Shortcut, shown
from desktop.ui.widgets.parts import Label, scrolled


class KeysPanel(Overlay):
    """The table of shortcuts in two columns."""

    def __init__(self, look: Look, over: QWidget, pages: int) -> None:
        super().__init__(look, over, 880)
        inner = QWidget()
        grid = QGridLayout(inner)
        look.theme.bind(grid.setContentsMargins, 32, 24, 32, 32)
        look.theme.bind(grid.setHorizontalSpacing, 48)
        look.theme.bind(grid.setVerticalSpacing, 24)
        grid.addWidget(Label(look, N_("Keys"), "panel"), 0, 0)
        areas = [list(keys) for _, keys in groupby(SHORTCUTS.values(), lambda key: key.area)]
        grid.addLayout(_area(look, areas[0], pages), 1, 0)
        right = QVBoxLayout()
        look.theme.bind(right.setSpacing, 24)
        for area in areas[1:]:
            right.addLayout(_area(look, area, pages))
        right.addStretch(1)
        grid.addLayout(right, 1, 1)
        self._inner, self._scroll = inner, scrolled(inner)
        self.box.addWidget(self._scroll)

    def pop_up(self) -> None:
        """Open."""
        self.open(self._scroll)

    def height_wanted(self, available: int) -> int:
        return min(available, self._inner.sizeHint().height() + 4)


def _area(look: Look, keys: Sequence[Shortcut], pages: int) -> QGridLayout:
    grid = QGridLayout()
    look.theme.bind(grid.setVerticalSpacing, 8)
    look.theme.bind(grid.setHorizontalSpacing, 16)
    grid.setColumnStretch(1, 1)
    grid.addWidget(Label(look, keys[0].area, "section"), 0, 0, 1, 2)
    for line, key in enumerate(keys, 1):
        cap, what = Label(look, role="key"), Label(look, key.text, "second", wraps=True)
        cap.put(f"{key.shown} … {shown(f'Ctrl+{pages}')}" if key.id == "page" else key.shown)
        grid.addWidget(cap, line, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(what, line, 1)
    grid.setRowStretch(len(keys) + 1, 1)
    return grid
