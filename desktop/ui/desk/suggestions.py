"""Finding people while their name is typed: one question at a time, the latest text wins."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.text import clean
from desktop.services import search
from desktop.services.categories import categories
from desktop.services.search import Hit
from desktop.ui.context import Context
from desktop.ui.desk.answers import foreign, scanned

_LIMIT = 10
_DIGITS_MS = 60


class Suggestions(QObject):
    """``found`` comes when ``hits`` are those of ``text``; ``text`` is empty where nothing is being looked for.

    ``more`` tells that somebody else fits too, ``vips`` are the codes of VIP categories.
    """

    found = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted = ""
        self._asking = False
        self.text = ""
        self.hits: Sequence[Hit] = ()
        self.more = False
        self.vips: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)

    def look_for(self, typed: str) -> None:
        """Find who ``typed`` may mean. A number that a scanner may be typing is waited out."""
        text = clean(typed)
        self._wanted = "" if scanned(text) or foreign(text) else text
        if not self._wanted:
            self.forget()
        elif text.isdigit():
            self._timer.start(_DIGITS_MS)
        else:
            self._ask()

    def forget(self) -> None:
        """Look for nobody."""
        self._timer.stop()
        had, self._wanted, self.text, self.hits = bool(self.text), "", "", ()
        if had:
            self.found.emit()

    def _ask(self) -> None:
        event, place, text = self._context.here.event, self._context.here.checkpoint, self._wanted
        if self._asking or not text or event is None:
            return
        self._asking = True
        self._context.data.ask(
            partial(_find, event.id, place.id if place is not None else None, text),
            partial(self._on_found, text),
            self._on_failed,
        )

    def _on_found(self, text: str, found: tuple[Sequence[Hit], frozenset[str]]) -> None:
        self._asking = False
        hits, self.vips = found
        if text == self._wanted:
            self.text, self.hits = text, hits[:_LIMIT]
            self.more = len(hits) > _LIMIT
            self.found.emit()
        else:
            self._ask()

    def _on_failed(self, error: Exception) -> None:
        self._asking = False
        self._context.reporter.report(error)


def _find(event: UUID, place: UUID | None, text: str, session: Any) -> tuple[Sequence[Hit], frozenset[str]]:
    vips = frozenset(row.code for row in categories(session, event) if row.vip)
    return search.find(session, event, text, limit=_LIMIT + 1, checkpoint_id=place), vips
