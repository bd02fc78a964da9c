"""Lists of people come in here: chosen, understood, looked at, imported, taken back."""

from desktop.ui.imports.page import ImportPage

__all__ = ["ImportPage"]
