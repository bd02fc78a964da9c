"""What the sections of the settings are made of."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit

from desktop.domain.text import clean
from desktop.ui.look import Look
from desktop.ui.widgets import Card, Label


class Section(Card):
    """A card with a title and a line that says what it is about."""

    def __init__(self, look: Look, title: str, about: str = "") -> None:
        super().__init__(look, spacing=16)
        self.box.addWidget(Label(look, title, "panel"))
        if about:
            self.box.addWidget(Label(look, about, "second", wraps=True))


class Lines(QPlainTextEdit):
    """Several entries, one a line. ``left`` comes when the focus goes elsewhere."""

    left = Signal()

    def __init__(self, look: Look, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        look.theme.bind(self.setFixedHeight, 24 * lines + 24)

    @property
    def entries(self) -> tuple[str, ...]:
        """What stands on the lines that are not blank, cleaned as it is stored."""
        return tuple(text for line in self.toPlainText().splitlines() if (text := clean(line)))

    def show_entries(self, entries: Sequence[str]) -> None:
        """Show these, unless somebody is typing here."""
        if not self.hasFocus() and self.entries != tuple(entries):
            self.setPlainText("\n".join(entries))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Check(QCheckBox):
    """A box to tick; ``text`` is a message id."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        look.words.bind(self.setText, text)
