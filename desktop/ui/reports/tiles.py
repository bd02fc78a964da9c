"""The figures of the day, side by side."""

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.look import Look
from desktop.ui.reports.figures import ALL, Figure
from desktop.ui.theme import restyle
from desktop.ui.widgets import Card, Label

_WIDE, _GAP = 200, 16


class Tile(Card):
    """One figure and what it counts."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, margin=18, spacing=0)
        self.figure, self.beside = Label(look, role="figure"), Label(look, role="second", wraps=True)
        row = QHBoxLayout()
        look.theme.bind(row.setSpacing, 8)
        row.addWidget(self.figure)
        row.addWidget(self.beside, 1)
        self.box.addWidget(Label(look, title, "second"))
        self.box.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_figure(self, figure: Figure) -> None:
        """Show finished words; the state colours figure and border."""
        self.figure.put(figure.said)
        self.beside.put(figure.beside)
        restyle(self.figure, state=figure.state)
        self.show_state(figure.state)


class Tiles(QWidget):
    """A tile for each figure, in as many columns as there is room for."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.tiles = {title: Tile(look, title) for title in ALL}
        self._grid, self._columns = QGridLayout(self), 0
        self._grid.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self._grid.setSpacing, _GAP)

    def show_figures(self, figures: Mapping[str, Figure]) -> None:
        """Show these, by their titles."""
        for title, figure in figures.items():
            self.tiles[title].show_figure(figure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._look.theme.px
        fitting = next((n for n in (5, 3) if self.width() >= px(n * _WIDE + (n - 1) * _GAP)), 2)
        if fitting == self._columns:
            return
        self._columns = fitting
        for number, tile in enumerate(self.tiles.values()):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, number // fitting, number % fitting)
            self._grid.setColumnStretch(number, int(number < fitting))
