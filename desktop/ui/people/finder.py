"""A field that finds somebody who is on the list, and those who were found, each to be chosen."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.search import Hit, find
from desktop.ui.context import Context
from desktop.ui.namesakes import apart
from desktop.ui.widgets import Button, Data, Field, Label, clear, rule

_TYPED_MS, _MOST = 150, 5


class Finder(QWidget):
    """``picked`` carries who was chosen, with the button ``verb``. The registration ``but`` is never offered."""

    picked = Signal(object)

    def __init__(self, context: Context, text: str, verb: str) -> None:
        super().__init__()
        self._verb = verb
        self._context, self._look = context, context.look
        self.but: UUID | None = None
        self.field = Field(context.look, text, N_("Name, organisation or badge"))
        self.offers: dict[UUID, Button] = {}
        self._found = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, self._found):
            context.look.theme.bind(layout.setSpacing, 4)
        column.addWidget(self.field)
        column.addLayout(self._found)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._typed.timeout.connect(self._look_up)
        if isinstance(self.field.edit, QLineEdit):
            self.field.edit.textEdited.connect(lambda _text: self._typed.start())
            self.field.edit.returnPressed.connect(self._go_to_found)

    def empty(self) -> None:
        """Forget what was typed."""
        if isinstance(self.field.edit, QLineEdit):
            self.field.edit.clear()
        self._show("", ())

    def _go_to_found(self) -> None:
        """Enter goes to who was found first, so that a second one chooses."""
        if self.offers:
            next(iter(self.offers.values())).setFocus()

    def _look_up(self) -> None:
        event, typed = self._context.here.event, self.field.value
        if event is None or not typed:
            self._show(typed, ())
            return

        def query(session: Any) -> Sequence[Hit]:
            return [hit for hit in find(session, event.id, typed, limit=_MOST + 1) if hit.registration != self.but]

        self._context.data.ask(query, partial(self._show, typed))

    def _show(self, typed: str, hits: Sequence[Hit]) -> None:
        if typed != self.field.value:
            return
        clear(self._found)
        self.offers = {}
        _ = self._look.words._
        posts = [hit.post_in(_.language) for hit in hits]
        marks = apart(_, hits, [f"{hit.name} {post}" for hit, post in zip(hits, posts, strict=True)])
        before: QWidget = self.field.edit
        for hit, post, mark in list(zip(hits, posts, marks, strict=True))[:_MOST]:
            self._found.addWidget(rule())
            self._found.addWidget(Data(self._look, " · ".join(filter(None, (hit.name, mark))), "strong"))
            if post:
                self._found.addWidget(Data(self._look, post, "second"))
            choose = Button(self._look, self._verb)
            choose.clicked.connect(partial(self.picked.emit, hit))
            self.offers[hit.registration] = choose
            self._found.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
            QWidget.setTabOrder(before, choose)
            before = choose
        if typed and not hits:
            self._found.addWidget(Label(self._look, N_("Nobody else is found by this."), "second", wraps=True))
