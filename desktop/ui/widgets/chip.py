"""A person, the same everywhere."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.ui.look import Look
from desktop.ui.widgets.marks import StateMark
from desktop.ui.widgets.parts import Label, Tag


@dataclass(frozen=True, slots=True)
class Chip:
    """What is shown of a person: finished words in the reader's language.

    ``colour`` is the category's (``#RRGGBB`` or a token), ``line`` first post and organisation, ``where`` the place
    or state they are in now, coloured by ``state``.
    """

    id: UUID
    name: str
    beside: str = ""
    line: str = ""
    where: str = ""
    state: str = ""
    colour: str = "ink2"


class PersonChip(QFrame):
    """Badge colour, name as they write it, first post, organisation, where they are. A click or Enter opens them.

    ``short`` leaves it at one line, as in the desk's list of the last scans: the state's shape, name, ``where``.
    """

    opened = Signal(object)
    """The person's id."""

    def __init__(self, look: Look, chip: Chip, *, short: bool = False) -> None:
        super().__init__()
        self._id = chip.id
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(" ".join(part for part in (chip.name, chip.beside, chip.line, chip.where) if part))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        look.theme.bind(row.setContentsMargins, 14, 8, 14, 8)
        look.theme.bind(row.setSpacing, 10)
        if short:
            row.addWidget(StateMark(look, chip.state, 14))
            row.addWidget(_data(look, chip.name))
            row.addWidget(_data(look, chip.where, "second"))
        else:
            row.addWidget(StateMark(look, "dot", 14, chip.colour))
            row.addLayout(_lines(look, chip), 1)
            if chip.where:
                tag = Tag(look)
                tag.show_text(chip.where, state=chip.state)
                row.addWidget(tag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._id)


def _lines(look: Look, chip: Chip) -> QVBoxLayout:
    column, first = QVBoxLayout(), QHBoxLayout()
    look.theme.bind(column.setSpacing, 1)
    look.theme.bind(first.setSpacing, 8)
    first.addWidget(_data(look, chip.name, "strong"))
    if chip.beside:
        first.addWidget(_data(look, chip.beside, "second"))
    first.addStretch(1)
    column.addLayout(first)
    if chip.line:
        column.addWidget(_data(look, chip.line, "hint"))
    return column


def _data(look: Look, text: str, role: str = "") -> Label:
    label = Label(look, role=role)
    label.put(text)
    return label
