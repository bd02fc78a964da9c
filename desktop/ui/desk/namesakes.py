"""Who is on the list already under the name of a walk-in."""

from collections.abc import Sequence
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from desktop.services.search import Hit
from desktop.ui.context import Context
from desktop.ui.desk.answers import namesakes
from desktop.ui.desk.saying import on_the_list
from desktop.ui.widgets import Label, StateMark

_GLANCE_S = 0.3
_LAID_OUT_MS = 50


class Namesakes(QWidget):
    """A line that warns of them and hinders nobody; hidden where there is nobody.

    ``checked`` comes when it is known who they are.
    """

    checked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.name = ""
        self.hits: Sequence[Hit] = ()
        self._shown_at = 0.0
        self.text = Label(context.look, wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        context.look.theme.bind(row.setSpacing, 10)
        row.addWidget(StateMark(context.look, "already_in", 20))
        row.addWidget(self.text, 1)
        context.look.words.changed.connect(self._say)
        self.hide()

    def seen(self, name: str) -> bool:
        """Whether it is known who has ``name``, and was there to be read."""
        return self.name == name and (not self.hits or monotonic() - self._shown_at >= _GLANCE_S)

    def look_for(self, name: str) -> None:
        """Find who has this name."""
        event = self._context.here.event
        if event is None or not name or name == self.name:
            self._on_found(name, () if name != self.name else self.hits)
        else:
            query = partial(_namesakes, event.id, name)
            self._context.data.ask(query, partial(self._on_found, name), partial(self._on_failed, name))

    def _on_found(self, name: str, hits: Sequence[Hit]) -> None:
        if name != self.name or not self.isVisible():
            self._shown_at = monotonic()
        self.name, self.hits = name, hits
        self._say()
        self.checked.emit()

    def _on_failed(self, name: str, error: Exception) -> None:
        self._context.reporter.report(error)
        self._on_found(name, ())

    @Slot()
    def _say(self) -> None:
        self.setVisible(bool(self.hits))
        if self.hits:
            self.text.put(on_the_list(self._context.look.words._, self.hits))
            QTimer.singleShot(_LAID_OUT_MS, self, self._scroll_here)

    @Slot()
    def _scroll_here(self) -> None:
        """On a small window the form is higher than the page; the warning must be seen without the mouse."""
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if place is not None:
            place.ensureWidgetVisible(self)


def _namesakes(event_id: UUID, name: str, session: Any) -> Sequence[Hit]:
    return namesakes(session, event_id, name)
