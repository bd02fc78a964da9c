"""Where people type."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.text import clean
from desktop.domain.tokens import is_token
from desktop.ui.look import Look
from desktop.ui.shortcuts import is_ours
from desktop.ui.theme import restyle
from desktop.ui.widgets.parts import Label


class Edit(QLineEdit):
    """A line edit that leaves the program's keys alone: Ctrl+K always, Ctrl+Z where nothing is typed."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = event.matches(QKeySequence.StandardKey.Undo) and bool(self.text())
            if not own and is_ours(QKeySequence(event.keyCombination())):
                event.ignore()
                return False
        return super().event(event)


class Field(QWidget):
    """A label above an edit, and a line below it for what is wrong. ``edit`` is a line edit unless one is given.

    ``wraps`` is for a label of many words.
    """

    def __init__(
        self, look: Look, text: str, hint: str = "", edit: QWidget | None = None, *, wraps: bool = False
    ) -> None:
        super().__init__()
        self._look = look
        self.edit = edit if edit is not None else Edit()
        label = Label(look, text, "label", wraps=wraps)
        label.setBuddy(self.edit)
        look.words.bind(self.edit.setAccessibleName, text)
        if hint and isinstance(self.edit, QLineEdit):
            look.words.bind(self.edit.setPlaceholderText, hint)
        self.problem = Label(look, role="error", wraps=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 6)
        for part in (label, self.edit, self.problem):
            column.addWidget(part)
        if isinstance(self.edit, QLineEdit):
            self.edit.textEdited.connect(self.accept)

    @property
    def value(self) -> str:
        """What stands in a line edit, cleaned as it is stored."""
        return clean(self.edit.text()) if isinstance(self.edit, QLineEdit) else ""

    def refuse(self, text: str, /, **values: object) -> None:
        """Say below the edit what is wrong with it (a message id), and put the focus there."""
        self.problem.say(text, **values)
        self.problem.show()
        restyle(self.edit, state="refused")
        self.edit.setFocus()

    def accept(self) -> None:
        """Nothing is wrong any more."""
        self._look.words.forget(self.problem.setText)
        self.problem.hide()
        restyle(self.edit, state="")


class ScanEdit(Edit):
    """The field that scanners and people type into. ``scanned`` carries the cleaned text and the field is empty.

    Tokens are digits only and so pass a Chinese input method that is on (a plain line edit, no hints); names are
    typed with it. Enter ends a scan; so does Tab, which some scanners send, when what stands there is a token.
    """

    scanned = Signal(str)

    def __init__(self, look: Look, hint: str = "") -> None:
        super().__init__()
        self.setProperty("role", "scan")
        self.setMaxLength(200)
        if hint:
            look.words.bind(self.setPlaceholderText, hint)
            look.words.bind(self.setAccessibleName, hint)
        self.returnPressed.connect(self._send)

    def event(self, event: QEvent) -> bool:
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if event.type() is QEvent.Type.KeyPress and tab and is_token(clean(self.text())):
            self._send()
            return True
        return super().event(event)

    def _send(self) -> None:
        text = clean(self.text())
        self.setText("")
        if text:
            self.scanned.emit(text)
