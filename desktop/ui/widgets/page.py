"""What every page stands on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.look import Look
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.parts import Label
from desktop.ui.widgets.turning import Turning


class Page(QWidget):
    """A page: with a title, a head (title, ``subtitle``, then what ``add_actions`` brings) over its ``body``.

    The window calls ``arrive`` each time the page comes to the front; it puts the focus where the next key
    belongs.
    """

    def __init__(self, look: Look, title: str = "") -> None:
        super().__init__()
        self.look = look
        self.first_focus: QWidget | None = None
        self.setProperty("role", "page")
        self.body = QVBoxLayout(self)
        look.theme.bind(self.body.setContentsMargins, 32, 24, 32, 24)
        look.theme.bind(self.body.setSpacing, 16)
        self.subtitle = Label(look, role="second")
        self._actions = FlowLayout()
        if title:
            named, acting = QWidget(), QWidget()
            words = FlowLayout(named)
            look.theme.bind(words.setGaps, 12, 0)
            words.addWidget(Label(look, title, "title"))
            words.addWidget(self.subtitle)
            look.theme.bind(self._actions.setGaps, 12, 8)
            acting.setLayout(self._actions)
            self.head = Turning(look, named, acting, gap=12)
            self.body.addWidget(self.head)

    def add_actions(self, *buttons: QWidget) -> None:
        """Put ``buttons`` at the right end of the head; the most important last."""
        for button in buttons:
            self._actions.addWidget(button)

    def arrive(self) -> None:
        """Put the focus on ``first_focus``."""
        if self.first_focus is not None:
            self.first_focus.setFocus()
