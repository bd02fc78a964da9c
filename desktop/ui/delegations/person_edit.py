"""A line for somebody: found in the register while one types, or left as a name alone."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.domain.text import clean
from desktop.errors import N_
from desktop.services.search import Hit, find
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.namesakes import apart
from desktop.ui.widgets import Edit

_TYPED_MS, _MOST = 150, 6


class PersonEdit(Edit):
    """``registration_id`` is who was chosen of those offered; without one, ``name`` is what stands there."""

    def __init__(self, context: Context, text: str) -> None:
        super().__init__()
        look = context.look
        self._context = context
        self._key: UUID | None = None
        self._whole = ""
        self._hits: dict[str, Hit] = {}
        look.words.bind(self.setPlaceholderText, text)
        look.words.bind(self.setAccessibleName, text)
        look.words.bind(self.setToolTip, text)
        self._registered = QAction(self)
        look.icons.bind(self._registered.setIcon, "people", "ink2", size=16)
        look.words.bind(self._registered.setToolTip, N_("A guest of the event"))
        self.addAction(self._registered, QLineEdit.ActionPosition.TrailingPosition)
        self._registered.setVisible(False)
        self._offers = QStringListModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._completer)
        self._completer.activated.connect(self._pick)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._typed.timeout.connect(self._look_up)
        self.textEdited.connect(self._on_edited)

    def show_person(self, registration: UUID | None, name: str) -> None:
        """Show a guest by name, or a name alone."""
        self._key, self._whole = registration, name
        self.setText(as_seen(self._context, name))
        self.setCursorPosition(0)
        self._registered.setVisible(registration is not None)

    @property
    def registration_id(self) -> UUID | None:
        """Who is meant, where they are registered."""
        return self._key

    @property
    def name(self) -> str:
        """The name of who is not; empty for a guest."""
        return "" if self._key is not None else clean(self._whole)

    @property
    def shown_name(self) -> str:
        """The name of whoever is meant."""
        return clean(self._whole)

    def _on_edited(self, text: str) -> None:
        self._key, self._whole = None, text
        self._registered.setVisible(False)
        self._typed.start()

    def _look_up(self) -> None:
        event, typed = self._context.here.event, clean(self.text())
        if event is None or not typed or self._key is not None:
            return

        def query(session: Any) -> Sequence[Hit]:
            return find(session, event.id, typed, limit=_MOST)

        self._context.data.ask(query, partial(self._offer, typed))

    def _offer(self, typed: str, hits: Sequence[Hit]) -> None:
        if typed != clean(self.text()) or self._key is not None or not self.hasFocus():
            return
        _ = self._context.look.words._
        said = [" · ".join(filter(None, (hit.name, hit.post_in(_.language)))) for hit in hits]
        lines = [" · ".join(filter(None, pair)) for pair in zip(said, apart(_, hits, said), strict=True)]
        self._hits = dict(zip(lines, hits, strict=True))
        self._offers.setStringList(lines)
        if lines:
            self._completer.complete()

    def _pick(self, line: str) -> None:
        hit = self._hits.get(line)
        if hit is not None:
            self.show_person(hit.registration, hit.name)
