"""The day of a visit: who is aboard, how late it runs, whom to call."""

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.widgets import Page


class OnDayPage(Page):
    """The day of a visit: who is aboard, how late it runs, whom to call."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("On the day"))
