"""The delegations of an event, a line each: how many are here, and what is still lacking."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.delegations_now import DelegationNow, lack_words, now_words
from desktop.ui.look import Look
from desktop.ui.theme import restyle
from desktop.ui.widgets import Label, StateMark, clear, scrolled


class DelegationLine(QFrame):
    """``chosen`` comes when the focus or the mouse comes to it, ``opened`` on Enter."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, look: Look, now: DelegationNow) -> None:
        super().__init__()
        self._look, self.now = look, now
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.mark = StateMark(look, "", 16)
        self.name, self.here = Label(look, role="strong", wraps=True), Label(look, role="second", wraps=True)
        self.lacks = Label(look, role="", wraps=True)
        line, words = QHBoxLayout(self), QVBoxLayout()
        look.theme.bind(line.setContentsMargins, 12, 10, 12, 10)
        look.theme.bind(line.setSpacing, 12)
        look.theme.bind(words.setSpacing, 2)
        for label in (self.name, self.here, self.lacks):
            words.addWidget(label)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.show_now(now)

    def show_now(self, now: DelegationNow) -> None:
        """Show how it stands."""
        self.now = now
        _ = self._look.words._
        self.mark.show_state(state_of(now))
        self.name.put(now.name.said_in(_.language))
        self.here.put(now_words(_, now))
        self.lacks.put(lack_words(_, now))
        restyle(self.lacks, state="already_in")
        self.lacks.setVisible(bool(now.lacks))
        self.setAccessibleName(" · ".join(filter(None, (self.name.text(), self.here.text(), self.lacks.text()))))

    def show_chosen(self, *, chosen: bool) -> None:
        """Whether the record beside is this one's."""
        restyle(self, chosen=chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.focusNextPrevChild(key is Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()


class Listing(QWidget):
    """``chosen`` and ``opened`` carry the key of a delegation. The cursor stays where it was when rows come anew."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.rows: tuple[DelegationNow, ...] = ()
        self.lines: dict[UUID, DelegationLine] = {}
        self._chosen: UUID | None = None
        inner = QWidget()
        self._column = QVBoxLayout()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self._column.setSpacing, 8)
        whole.addLayout(self._column)
        whole.addStretch(1)
        self._area: QScrollArea = scrolled(inner, sideways=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        look.words.bind(self.setAccessibleName, N_("Delegations"))
        look.words.changed.connect(lambda: self.show_rows(self.rows))

    def show_rows(self, rows: Sequence[DelegationNow]) -> None:
        """Show these and no others."""
        self.rows = tuple(rows)
        if [row.id for row in rows] == list(self.lines):
            for row in rows:
                self.lines[row.id].show_now(row)
            return
        focused = next((key for key, line in self.lines.items() if line.hasFocus()), None)
        clear(self._column)
        self.lines = {row.id: DelegationLine(self._look, row) for row in rows}
        for key, line in self.lines.items():
            line.chosen.connect(lambda key=key: self.chosen.emit(key))
            line.opened.connect(lambda key=key: self.opened.emit(key))
            line.show_chosen(chosen=key == self._chosen)
            self._column.addWidget(line)
        if focused in self.lines:
            self.lines[focused].setFocus(Qt.FocusReason.PopupFocusReason)

    def mark(self, key: UUID | None) -> None:
        """Say whose record is shown."""
        self._chosen = key
        for each, line in self.lines.items():
            line.show_chosen(chosen=each == key)
        if key in self.lines:
            self._area.ensureWidgetVisible(self.lines[key])

    def focus_line(self) -> None:
        """Put the focus on the one that is shown, or on the first."""
        line = self.lines.get(self._chosen) if self._chosen is not None else None
        line = line or next(iter(self.lines.values()), None)
        if line is not None:
            line.setFocus()


def state_of(now: DelegationNow) -> str:
    """The state that colours it: all here, or some; grey while nobody is."""
    if now.complete:
        return "admitted"
    return "already_in" if now.here else ""
