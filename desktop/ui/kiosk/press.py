"""Badges printed at the kiosk, in the way that the desk prints them, with word of how each ended."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.context import Context
from desktop.ui.desk.paper import BadgeLine
from desktop.ui.words import Words


class Press(QObject):
    """``printed`` and ``failed`` carry the registration whose badge it is; badges are printed one after another."""

    printed = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        # What the desk says beside a badge, and its button, are for nobody here to see.
        unseen = QWidget(parent)
        unseen.hide()
        # A badge speaks the language of the house, whatever its guest reads the screen in.
        house = replace(context.look, words=Words(context.look.words.language))
        self._line = BadgeLine(replace(context, look=house))
        self._line.setParent(unseen)
        self._under_way: list[UUID] = []
        self._line.printed.connect(lambda _file: self._end(self.printed))
        self._line.failed.connect(lambda: self._end(self.failed))

    def print_badge(self, registration: UUID) -> None:
        """Print the guest's valid badge."""
        self._under_way.append(registration)
        self._line.print_badge(registration)

    def _end(self, how: object) -> None:
        if self._under_way:
            how.emit(self._under_way.pop(0))  # type: ignore[attr-defined]
