"""Somebody who is on no list: a name and Enter, the rest if there is time."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desktop.errors import N_
from desktop.services.categories import CategoryRow
from desktop.services.people import WalkIn
from desktop.ui.desk.answers import named, scanned
from desktop.ui.look import Look
from desktop.ui.widgets import Button, Field, FlowLayout, Label, Panel

_USUAL = "delegate"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class WalkInPanel(Panel):
    """Enter registers from any field, the up and down keys choose the category. What was typed stays until then.

    ``ready`` carries the ``WalkIn``, ``scanned`` a badge that was read meanwhile.
    """

    ready = Signal(object)
    scanned = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("Walk-in"))
        self._look = look
        self._categories: Sequence[CategoryRow] = ()
        self.name = Field(look, N_("Name, in Chinese or Latin letters"))
        self.organisation = Field(look, N_("Organisation"))
        self.post = Field(look, N_("Title"))
        self.choice = QComboBox()
        self.category = Field(look, N_("Category (up and down keys)"), edit=self.choice)
        grid = QGridLayout()
        look.theme.bind(grid.setHorizontalSpacing, 24)
        look.theme.bind(grid.setVerticalSpacing, 16)
        for number, field in enumerate((self.name, self.category, self.organisation, self.post)):
            grid.addWidget(field, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
            field.edit.installEventFilter(self)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.box.addLayout(grid)
        foot = QWidget()
        row = FlowLayout(foot)
        look.theme.bind(row.setGaps, 16, 8)
        self.button = Button(look, N_("Register and let in"), "primary")
        self.button.clicked.connect(self._send)
        row.addWidget(self.button)
        row.addWidget(Label(look, N_("Enter registers; a badge is made at once, and F4 prints it."), "hint"))
        self.box.addWidget(foot)
        self.box.addStretch(1)
        look.words.changed.connect(self._say)
        self.setTabOrder(self.name.edit, self.organisation.edit)
        self.setTabOrder(self.organisation.edit, self.post.edit)
        self.setTabOrder(self.post.edit, self.choice)

    def open(self, name: str, categories: Sequence[CategoryRow]) -> None:
        """Offer these categories; ``name`` was typed already."""
        if [row.id for row in categories] != [row.id for row in self._categories]:
            self._categories = categories
            self._say()
            self.choice.setCurrentIndex(next((n for n, row in enumerate(categories) if row.code == _USUAL), 0))
        if name:
            self._line(self.name).setText(name)
        self.name.edit.setFocus()

    def clear_fields(self) -> None:
        """Forget who was registered."""
        for field in (self.name, self.organisation, self.post):
            self._line(field).clear()
            field.accept()

    def _say(self) -> None:
        at = self.choice.currentIndex()
        self.choice.clear()
        for row in self._categories:
            self.choice.addItem(row.name.said_in(self._look.words.language), row.id)
        self.choice.setCurrentIndex(at)

    def _line(self, field: Field) -> QLineEdit:
        if not isinstance(field.edit, QLineEdit):
            raise TypeError("not a line edit")
        return field.edit

    def _send(self) -> None:
        category: UUID | None = self.choice.currentData()
        if not self.name.value:
            self.name.refuse(N_("A person needs a name, in Chinese or in Latin letters."))
        elif category is not None:
            name_zh, name_latin = named(self.name.value)
            self.ready.emit(WalkIn(category, name_zh, name_latin, self.organisation.value, self.post.value))

    def _take_scan(self) -> bool:
        """Whether what stands in a field ends with a badge's token, which is then read instead."""
        for field in (self.name, self.organisation, self.post):
            line = self._line(field)
            token = scanned(line.text())
            if token.isdigit():
                line.setText(line.text()[: -len(token)].strip())
                self.scanned.emit(token)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _ENTER or key is Qt.Key.Key_Tab:
                if self._take_scan():
                    return True
                if key in _ENTER:
                    self._send()
                    return True
            if key in _STEPS and self.choice.count():
                at = self.choice.currentIndex() + _STEPS[key]
                self.choice.setCurrentIndex(min(max(at, 0), self.choice.count() - 1))
                return True
        return super().eventFilter(watched, event)
