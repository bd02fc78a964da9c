"""The programme: items by day and hall, made and moved."""

from desktop.ui.programme.page import ProgrammePage

__all__ = ["ProgrammePage"]
