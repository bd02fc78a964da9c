"""Words that somebody else wrote: they are broken wherever they must be, and can be copied as they were."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.widgets.parts import Label

_MAY_BREAK = "\u200b"
_LONG = re.compile(r"[^\s\u2e80-\U0010ffff]{17,}")
_PIECE = re.compile(r"[^@._/\-]{0,11}[@._/\-]|[^@._/\-]{1,12}")


class Data(Label):
    """A label whose text is selected with the mouse; a word as long as an e-mail address goes on in the next line."""

    def __init__(self, look: Look, text: str = "", role: str = "", *, wraps: bool = True) -> None:
        super().__init__(look, role=role, wraps=wraps)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.put(text)

    def put(self, data: str) -> None:
        super().put(_breaking(data) if self.wordWrap() else data)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is selected, or else all, without the marks at which it may be broken."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._look.words._(N_("Copy"))).triggered.connect(self.copy)
        menu.popup(event.globalPos())

    def copy(self) -> None:
        """Put what is selected, or else all, on the clipboard."""
        QGuiApplication.clipboard().setText((self.selectedText() or self.text()).replace(_MAY_BREAK, ""))


def _breaking(text: str) -> str:
    return _LONG.sub(lambda long: _MAY_BREAK.join(_PIECE.findall(long[0])), text)
