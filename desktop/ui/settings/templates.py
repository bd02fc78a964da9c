"""Badge templates, which are changed over the page."""

from functools import cached_property

from PySide6.QtCore import Qt

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.settings.section import Section
from desktop.ui.templates import TemplatesOverlay
from desktop.ui.widgets import Button


class TemplatesSection(Section):
    """A button that opens all of them."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(
            look,
            N_("Badge templates"),
            N_("How badges look. Those that come with the program are copied, then changed."),
        )
        self._context = context
        self.button = Button(look, N_("Copy and change templates"))
        self.box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(lambda: self.overlay.pop_up())

    @cached_property
    def overlay(self) -> TemplatesOverlay:
        """Where templates are changed; made when it is first wanted."""
        return TemplatesOverlay(self._context, self.window())
