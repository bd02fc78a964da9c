"""``F1``: all keys, by where they work."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.overlay import Overlay
from desktop.ui.shortcuts import (
    CEREMONIES,
    CONFLICTS,
    DELEGATIONS,
    DESK,
    EVERYWHERE,
    IN_PLACE,
    LISTS,
    ON_DAY,
    PAPERS,
    PEOPLE,
    PROGRAMME,
    SHORTCUTS,
    VISITS,
    Shortcut,
    shown,
)
from desktop.ui.widgets.parts import Label, scrolled

_WIDE, _COLUMN = 1120, 330
_BY_COLUMN = {
    1: ((EVERYWHERE, DESK, PEOPLE, DELEGATIONS, VISITS, ON_DAY, PROGRAMME, CEREMONIES, CONFLICTS, PAPERS, LISTS),),
    2: ((EVERYWHERE, PROGRAMME, VISITS, ON_DAY, LISTS), (DESK, PEOPLE, DELEGATIONS, CEREMONIES, CONFLICTS, PAPERS)),
    3: ((EVERYWHERE, PEOPLE, DELEGATIONS, PAPERS), (DESK, LISTS, VISITS, ON_DAY), (PROGRAMME, CEREMONIES, CONFLICTS)),
}


class KeysPanel(Overlay):
    """The table of shortcuts, in as many columns as there is room for."""

    def __init__(self, look: Look, over: QWidget, pages: int) -> None:
        super().__init__(look, over, _WIDE)
        self._inner, self._columns = QWidget(), 0
        self._grid = QGridLayout(self._inner)
        look.theme.bind(self._grid.setContentsMargins, 32, 24, 32, 32)
        look.theme.bind(self._grid.setHorizontalSpacing, 32)
        look.theme.bind(self._grid.setVerticalSpacing, 24)
        self._title = Label(look, N_("Keys"), "panel")
        every = (*IN_PLACE, *SHORTCUTS.values())
        self._areas = {
            area: _area(look, [key for key in every if key.area == area], pages) for area in _BY_COLUMN[1][0]
        }
        self._scroll = scrolled(self._inner)
        self.box.addWidget(self._scroll)

    def pop_up(self) -> None:
        """Open."""
        self.open(self._scroll)

    def height_wanted(self, available: int) -> int:
        self._arrange()
        wide = min(self._look.theme.px(_WIDE), self._over.width())
        return min(available, max(self._inner.sizeHint().height(), self._grid.totalHeightForWidth(wide)) + 4)

    def _arrange(self) -> None:
        columns = max(1, min(3, (self._over.width() - self._look.theme.px(64)) // self._look.theme.px(_COLUMN)))
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        self._grid.addWidget(self._title, 0, 0)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column < columns))
        for column, areas in enumerate(_BY_COLUMN[columns]):
            for row, area in enumerate(areas, 1):
                self._grid.addWidget(self._areas[area], row, column, Qt.AlignmentFlag.AlignTop)


def _area(look: Look, keys: Sequence[Shortcut], pages: int) -> QWidget:
    area = QWidget()
    grid = QGridLayout(area)
    grid.setContentsMargins(0, 0, 0, 0)
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
    return area
