"""Where everybody is, from the last reading of each badge."""

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.widgets import Page


class EverybodyPage(Page):
    """Where everybody is, from the last reading of each badge."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Where is everybody"))
