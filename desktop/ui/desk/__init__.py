"""The desk: one field, one verdict."""

from desktop.ui.desk.page import DeskPage

__all__ = ["DeskPage"]
