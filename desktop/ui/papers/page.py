"""Papers of the stage: made, looked at, printed, and told apart by revision."""

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.widgets import Page


class PapersPage(Page):
    """The page as a whole."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Papers"))
