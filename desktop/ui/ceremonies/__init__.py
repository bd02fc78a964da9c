"""Signings and other ceremonies: who is needed, what lies ready, where each stands."""

from desktop.ui.ceremonies.page import CeremoniesPage

__all__ = ["CeremoniesPage"]
