"""Delegations: who leads and looks after each, who belongs to it, how it travels."""

from desktop.ui.delegations.page import DelegationsPage

__all__ = ["DelegationsPage"]
