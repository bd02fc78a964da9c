"""What the sections of the settings are made of."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.text import clean
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.look import Look
from desktop.ui.widgets import Button, Card, Field, Label, rule


class Section(Card):
    """A card with a title and a line that says what it is about."""

    def __init__(self, look: Look, title: str, about: str = "") -> None:
        super().__init__(look, spacing=16)
        self.box.addWidget(Label(look, title, "panel"))
        if about:
            self.box.addWidget(Label(look, about, "second", wraps=True))


class ListSection(Section):
    """A line for each of what there is, kept up to date with ``tables``; below them the field and button of a new one.

    Whoever derives from it calls ``begin`` once it has all it needs.
    """

    def __init__(self, context: Context, title: str, about: str, tables: frozenset[str]) -> None:
        super().__init__(context.look, title, about)
        self.context, self._tables = context, tables
        self.lines = QVBoxLayout()
        context.look.theme.bind(self.lines.setSpacing, 8)
        self.box.addLayout(self.lines)

    def begin(self, name: Field, add: Button) -> None:
        """``name`` and ``add`` bring another; load what there is."""
        self.box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        add.clicked.connect(self.add_named)
        if isinstance(name.edit, QLineEdit):
            name.edit.returnPressed.connect(self.add_named)
        self.context.here.changed.connect(self.load)
        self.context.look.words.changed.connect(self.draw)
        self.context.data.changed.connect(self._on_changed)
        self.load()

    @abstractmethod
    def load(self) -> None:
        """Ask what there is."""

    @abstractmethod
    def draw(self) -> None:
        """Show what there is in the language that is on."""

    @abstractmethod
    def add_named(self) -> None:
        """Bring another, by the name that was typed."""

    def add_line(self, name: str, about: str, *beside: QWidget) -> None:
        """Put a line below those there are: a name, a sentence about it, what stands at its end."""
        look = self.context.look
        if self.lines.count():
            self.lines.addWidget(rule())
        line = QWidget()
        across, texts = QHBoxLayout(line), QVBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(across.setSpacing, 16)
        look.theme.bind(texts.setSpacing, 2)
        for text, role in ((name, "strong"), (about, "second")):
            label = Label(look, role=role, wraps=True)
            label.put(text)
            texts.addWidget(label)
        across.addLayout(texts, 1)
        for widget in beside:
            across.addWidget(widget)
        self.lines.addWidget(line)

    def _on_changed(self, changes: Changes) -> None:
        if any(table in self._tables for table, _row in changes):
            self.load()


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
