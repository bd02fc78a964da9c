"""A choice among a few values, said in whatever language is on."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from desktop.i18n import Translator
from desktop.ui.look import Look

V = TypeVar("V")
Say = Callable[[Translator], str]


class Choice(QComboBox, Generic[V]):
    """Offers values; ``activated`` comes when a person chose. The wheel scrolls the page unless it has the focus."""

    def __init__(self, look: Look, offered: Sequence[tuple[V, Say]] = (), chosen: V | None = None) -> None:
        super().__init__()
        self._look = look
        self._offered: list[tuple[V, Say]] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.words.changed.connect(self._say)
        self.offer(offered, chosen)

    @property
    def value(self) -> V:
        """What is chosen; ``IndexError`` where nothing is offered."""
        return self._offered[max(self.currentIndex(), 0)][0]

    def offer(self, offered: Sequence[tuple[V, Say]], chosen: V | None = None) -> None:
        """Offer these and no others, the first chosen where ``chosen`` is not among them."""
        self._offered = list(offered)
        blocked = self.blockSignals(True)
        self.clear()
        for _value, say in self._offered:
            self.addItem(say(self._look.words._))
        self.choose(chosen)
        self.blockSignals(blocked)

    def choose(self, wanted: V | None) -> None:
        """Choose ``wanted`` where it is offered."""
        values = [value for value, _say in self._offered]
        if values:
            self.setCurrentIndex(values.index(wanted) if wanted in values else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _say(self) -> None:
        for line, (_value, say) in enumerate(self._offered):
            self.setItemText(line, say(self._look.words._))
