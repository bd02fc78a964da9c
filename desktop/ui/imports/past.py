"""The imports of the past, each with its way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.imports import BatchRow
from desktop.ui.context import Context
from desktop.ui.widgets import Button, Card, Label, clear, rule


class PastImports(Card):
    """Lists what was imported; ``wanted`` carries the batch that is to be taken back."""

    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, spacing=12)
        self._context = context
        self.box.addWidget(Label(context.look, N_("Imports so far"), "section"))
        self._lines = QVBoxLayout()
        context.look.theme.bind(self._lines.setSpacing, 8)
        self.box.addLayout(self._lines)
        self.buttons: list[Button] = []
        self.hide()

    def show_batches(self, batches: list[BatchRow]) -> None:
        """Show these, the latest first."""
        clear(self._lines)
        self.buttons = []
        for place, batch in enumerate(batches):
            if place:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._line(batch))
        self.setVisible(bool(batches))

    def _line(self, batch: BatchRow) -> QWidget:
        look, zone = self._context.look, self._context.here.zone
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 16)
        name, said = Label(look, role="strong", wraps=True), Label(look, role="second", wraps=True)
        name.put(batch.file_name)

        def words(_: Translator) -> str:
            day, time = _.date(batch.at.astimezone(zone).date()), _.time(batch.at, zone.key)
            return _("{day}, {time} · {new} new, {updated} changed", day=day, time=time, new=batch.new,
                     updated=batch.updated)  # fmt: skip

        look.words.follow(said.setText, words)
        texts = QVBoxLayout()
        look.theme.bind(texts.setSpacing, 2)
        texts.addWidget(name)
        texts.addWidget(said)
        row.addLayout(texts, 1)
        if batch.undone_at is None:
            button = Button(look, N_("Take back"), icon="undo")
            button.clicked.connect(lambda: self.wanted.emit(batch.batch))
            self.buttons.append(button)
            row.addWidget(button)
        else:
            row.addWidget(Label(look, N_("taken back"), "second"))
        return line
