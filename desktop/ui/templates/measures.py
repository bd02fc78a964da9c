"""Fields for millimetres and points: typed, or stepped with the arrow keys."""

import unicodedata

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from desktop.domain.text import clean
from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.shortcuts import is_ours
from desktop.ui.widgets import Field

_LONG_STEP = 10


class PlainEdit(QLineEdit):
    """A line edit that leaves all of the program's keys alone, also Undo: what is edited is the template."""

    stepped = Signal(int)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            again = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if again or is_ours(QKeySequence(event.keyCombination())):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: _LONG_STEP, Qt.Key.Key_PageDown: -_LONG_STEP}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class Measure(Field):
    """A number from ``least`` to ``most``. ``changed`` carries what is typed or stepped to, ``left`` ends it.

    It goes on showing what ``show_number`` was told last.
    """

    changed = Signal(float)
    left = Signal()

    def __init__(self, look: Look, text: str, least: float, most: float, step: float = 0.5) -> None:
        self.line = PlainEdit()
        super().__init__(look, text, edit=self.line, wraps=True)
        self._least, self._most, self._step = least, most, step
        self._shown = 0.0
        self.line.textEdited.connect(self._on_typed)
        self.line.stepped.connect(self._on_stepped)
        self.line.editingFinished.connect(self.left)

    def show_number(self, number: float) -> None:
        """Show ``number``, unless it is what stands there in other figures."""
        self._shown = number
        self.accept()
        if self._read() != number:
            self.line.setText(f"{number:g}")

    def _read(self) -> float | None:
        text = clean(unicodedata.normalize("NFKC", self.line.text())).replace(",", ".")
        try:
            return float(text) if set(text) <= set("0123456789.-") else None
        except ValueError:
            return None

    def _on_typed(self) -> None:
        number = self._read()
        if number is None or not self._least <= number <= self._most:
            self.refuse(N_("Enter a number from {least} to {most}."), least=f"{self._least:g}", most=f"{self._most:g}")
        else:
            self.accept()
            self.changed.emit(number)

    def _on_stepped(self, steps: int) -> None:
        number = round(min(max(self._shown + steps * self._step, self._least), self._most), 2)
        if number != self._shown:
            self.changed.emit(number)
