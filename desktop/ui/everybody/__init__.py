"""Where everybody is, from the last reading of each badge."""

from desktop.ui.everybody.page import EverybodyPage

__all__ = ["EverybodyPage"]
