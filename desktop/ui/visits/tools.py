"""The line over the board: what can be added to a visit, and what else there is to it."""

from PySide6.QtWidgets import QWidget

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.widgets import Button, FlowLayout

KEYS = {
    "stop": "new_stop", "group": "new_group", "leg": "new_leg", "visit": "new_visit", "about": "about_visit",
    "import": "open",
}  # fmt: skip
"""The keys that press these buttons, by id."""
_PARTS = (
    ("stop", N_("New stop"), "add"),
    ("group", N_("New group"), "add"),
    ("leg", N_("New leg"), "add"),
    ("about", N_("About the visit"), ""),
    ("visit", N_("New visit"), ""),
    ("import", N_("Import"), ""),
    ("places", N_("Places and travel"), ""),
    ("everybody", N_("Where is everybody"), ""),
)
_FEW = 3


class Tools(QWidget):
    """``buttons`` are its buttons by name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.buttons: dict[str, Button] = {}
        flow = FlowLayout(self)
        look.theme.bind(flow.setGaps, 0, 4)
        for name, text, icon in _PARTS:
            button = self.buttons[name] = Button(look, text, "quiet", icon=icon)
            if name in KEYS:
                button.tell_key(KEYS[name])
            flow.addWidget(button)

    def shorten(self, *, short: bool) -> None:
        """Show only what adds to the visit where space is ``short``."""
        for button in list(self.buttons.values())[_FEW:]:
            button.setVisible(not short)
