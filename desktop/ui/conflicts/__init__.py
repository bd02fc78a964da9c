"""Conflicts: everything in the plan that cannot be, and what would solve it."""

from desktop.ui.conflicts.page import ConflictsPage

__all__ = ["ConflictsPage"]
