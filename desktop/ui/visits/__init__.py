"""Visits: stops, groups and vehicles on a line of time."""

from desktop.ui.visits.page import VisitsPage

__all__ = ["VisitsPage"]
