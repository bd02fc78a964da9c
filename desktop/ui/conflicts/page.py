"""Conflicts: everything in the plan that cannot be, and what would solve it."""

from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.widgets import Page


class ConflictsPage(Page):
    """Conflicts: everything in the plan that cannot be, and what would solve it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Conflicts"))
