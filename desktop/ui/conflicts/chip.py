"""How many conflicts somebody or something is in, wherever that is shown; a press leads to them."""

from collections import Counter
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.conflicts import Severity
from desktop.domain.text import LocalName
from desktop.ui.conflicts.watch import watch_of
from desktop.ui.conflicts.words import STATES, counted
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.widgets import Label, StateMark


class ConflictChip(QWidget):
    """Put it where the person, delegation, visit, stop, group or vehicle is shown, and say whom with ``follow``.

    It follows the plan while it is on the screen, and takes no room where there is no conflict. ``person`` says that
    the name is one that may be hidden.
    """

    def __init__(self, context: Context, *, person: bool = False) -> None:
        super().__init__()
        self._context, self._person = context, person
        self._ref: UUID | None = None
        self._name = LocalName()
        self.chip = _Pressed(context)
        self.chip.pressed.connect(self._go)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.chip)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._watch = watch_of(context)
        self._watch.found.connect(self._say)
        context.look.words.changed.connect(self._say)
        self.chip.hide()

    def follow(self, ref: UUID | None, name: LocalName = LocalName()) -> None:  # noqa: B008  frozen
        """Count the conflicts of ``ref``, which is called ``name``."""
        self._ref, self._name = ref, name
        self._say()

    def _say(self) -> None:
        found, _ = self._watch.shown, self._context.look.words._
        lines = found.of(self._ref) if found is not None and self._ref is not None else ()
        bad = Counter(line.severity for line in lines)
        worst = next((grade for grade in Severity if bad[grade]), Severity.NOTES)
        open_ones = [counted(_, grade, bad[grade]) for grade in (Severity.BLOCKS, Severity.WARNS) if bad[grade]]
        self.chip.setVisible(bool(open_ones))
        self.chip.say(STATES[worst], " · ".join(open_ones))

    def _go(self) -> None:
        if self._ref is None:
            return
        name = self._name.said_in(self._context.look.words.language)
        window: Any = self.window()
        self._context.go("conflicts")
        window.page("conflicts").show_only(self._ref, as_seen(self._context, name) if self._person else name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.wake(self)
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.sleep(self)


class _Pressed(QFrame):
    """A mark and a few words; ``pressed`` comes on a click, Enter or Space."""

    pressed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._mark, self.said = StateMark(look, size=16), Label(look, role="small")
        row = QHBoxLayout(self)
        look.theme.bind(row.setContentsMargins, 10, 4, 10, 4)
        look.theme.bind(row.setSpacing, 8)
        row.addWidget(self._mark)
        row.addWidget(self.said)

    def say(self, state: str, words: str) -> None:
        """Show this shape and these words."""
        self._mark.show_state(state)
        self.said.put(words)
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
