"""Visits: stops, groups and vehicles on a line of time."""

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.widgets import Page


class VisitsPage(Page):
    """Visits: stops, groups and vehicles on a line of time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Visits"))
