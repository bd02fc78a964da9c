"""Delegations: who leads and looks after each, who belongs to it, how it travels."""

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.widgets import Page


class DelegationsPage(Page):
    """Delegations: who leads and looks after each, who belongs to it, how it travels."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Delegations"))
