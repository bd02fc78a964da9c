"""What a person does between two pictures: keys, words, a look further down; and work that waits to be looked at."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from desktop.progress import Progress
from desktop.ui.shortcuts import SHORTCUTS

Step = Callable[[], object]
_PATIENCE_MS = 10_000


def each(*steps: Step) -> Step:
    """All ``steps``, one after another."""

    def walk() -> None:
        for step in steps:
            step()

    return walk


def typed(edit: QLineEdit, text: str) -> Step:
    """Type ``text`` in place of what stands there."""

    def act() -> None:
        edit.setFocus()
        edit.setText(text)
        edit.textEdited.emit(text)

    return act


def kept(edit: QLineEdit, text: str) -> Step:
    """Type ``text`` and leave the field."""
    return each(typed(edit, text), lambda: edit.setModified(True), edit.editingFinished.emit)


def escape(widget: QWidget, times: int = 1) -> Step:
    """Press Escape there."""

    def act() -> None:
        for _time in range(times):
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(widget, key)

    return act


def pressed(page: QWidget, key: str) -> Step:
    """Press the shortcut with id ``key`` on ``page``."""
    wanted = QKeySequence(SHORTCUTS[key].keys)

    def act() -> None:
        for shortcut in page.findChildren(QShortcut):
            if shortcut.key() == wanted:
                shortcut.activated.emit()

    return act


def scrolled_to(part: QWidget, *, to_its_end: bool = False) -> Step:
    """Scroll the page until ``part`` begins at its top, or ends at its bottom."""

    def act() -> None:
        area = part.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and (inner := area.widget()) is not None:
            top, seen = part.mapTo(inner, QPoint(0, 0)).y(), area.viewport().height()
            area.verticalScrollBar().setValue(top + part.height() + 16 - seen if to_its_end else top - 16)

    return act


def waited(true: Callable[[], bool]) -> Step:
    """Let the window work until it is ``true``, ten seconds at most."""

    def act() -> None:
        until = QDeadlineTimer(_PATIENCE_MS)
        while not true() and not until.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    return act


class Held:
    """A job that comes to ``done`` of ``total`` and stays there until ``go_on``, or until it is cancelled."""

    def __init__(self, done: int, total: int) -> None:
        self._done, self._total, self._gate = done, total, Event()

    def job(self, progress: Progress) -> None:
        """Hold; this runs on a worker."""
        while not self._gate.wait(0.05):
            progress.step(self._done, self._total)

    def go_on(self) -> None:
        """Let the job end."""
        self._gate.set()
