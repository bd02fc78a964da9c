"""A field for a colour, and a patch of one."""

import re

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.ui.look import Look
from desktop.ui.widgets import Field

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


class ColourField(Field):
    """A colour written as #RRGGBB, with what it looks like beside it."""

    def __init__(self, look: Look, text: str) -> None:
        self.line = QLineEdit()
        super().__init__(look, text, edit=self.line)
        self._swatch = Swatch(look)
        row = QHBoxLayout()
        look.theme.bind(row.setSpacing, 8)
        column = self.layout()
        if column is not None:
            column.removeWidget(self.line)
        row.addWidget(self.line, 1)
        row.addWidget(self._swatch)
        column.insertLayout(1, row)  # type: ignore[union-attr]
        self.line.textChanged.connect(self.show_swatch)

    def show_swatch(self) -> None:
        """Show the colour that is written, if it is one."""
        text = self.line.text().strip()
        self._swatch.show_colour(text if _COLOUR.match(text) else "")


class Swatch(QWidget):
    """A patch of one colour; ``side`` is its length at 100 %."""

    def __init__(self, look: Look, colour: str = "", side: int = 40) -> None:
        super().__init__()
        self._look, self._colour = look, colour
        look.theme.bind(self.setFixedSize, side, side)

    def show_colour(self, colour: str) -> None:
        """Show this colour (#RRGGBB), or none."""
        self._colour = colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("line"))
        painter.setBrush(QColor(self._colour) if self._colour else theme.colour("background"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), self.height() / 4, self.height() / 4)
        painter.end()
