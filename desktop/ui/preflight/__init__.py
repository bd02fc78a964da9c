"""Before the doors open: everything that must work, checked, and what to do where it does not."""

from desktop.ui.preflight.page import PreflightPage

__all__ = ["PreflightPage"]
