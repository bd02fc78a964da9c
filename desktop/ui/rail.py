"""The rail on the left: a page is an icon and a word, and for the first nine ``Ctrl`` with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.ui.look import Look
from desktop.ui.shortcuts import PAGES, shown

WIDTH = 96
_HEIGHT = 52
"""Twelve places fit a window of 720."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the rail; ``title`` is a message id."""

    id: str
    title: str
    icon: str
    below: bool = False


class Rail(QScrollArea):
    """Up and down move along it, Enter or Space go there. Where it is too high it scrolls."""

    chosen = Signal(str)

    def __init__(self, look: Look, stops: Sequence[Stop]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for bars in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.theme.bind(self.setFixedWidth, WIDTH)
        inner = QWidget()
        inner.setProperty("role", "rail")
        column = QVBoxLayout(inner)
        look.theme.bind(column.setContentsMargins, 8, 12, 8, 12)
        look.theme.bind(column.setSpacing, 0)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, stop in enumerate(stops, 1):
            if stop.below and not any(each.below for each in stops[: number - 1]):
                column.addStretch(1)
            self.buttons[stop.id] = self._button(look, stop, number)
            column.addWidget(self.buttons[stop.id])
        if not any(stop.below for stop in stops):
            column.addStretch(1)
        self.setWidget(inner)

    def show_chosen(self, page: str) -> None:
        """Mark ``page`` as the one that is open; none when it isn't on the rail."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == page)
        self._group.setExclusive(True)
        if page in self.buttons:
            self.ensureWidgetVisible(self.buttons[page])

    def _button(self, look: Look, stop: Stop, number: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "rail")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        look.theme.bind(button.setMinimumHeight, _HEIGHT)
        look.theme.follow(button.setIconSize, lambda: (QSize(look.theme.px(22), look.theme.px(22)),))
        look.icons.bind(button.setIcon, stop.icon, "ink2", "accent")
        look.words.bind(button.setText, stop.title)
        if number <= PAGES:
            keys = shown(f"Ctrl+{number}")
            look.words.follow(button.setToolTip, lambda _: _("{what} ({key})", what=_(stop.title), key=keys))
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(stop.id))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self.buttons.values())
        at = next((number for number, button in enumerate(buttons) if button.hasFocus()), None)
        if at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[at].click()
        elif step is None or at is None:
            super().keyPressEvent(event)
        else:
            buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
