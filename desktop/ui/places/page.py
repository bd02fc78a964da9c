"""The sites of the event, the minutes between them, and its vehicles."""

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.widgets import Page


class PlacesPage(Page):
    """The sites of the event, the minutes between them, and its vehicles."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Places and travel"))
