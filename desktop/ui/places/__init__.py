"""The sites of the event, the minutes between them, and its vehicles."""

from desktop.ui.places.page import PlacesPage

__all__ = ["PlacesPage"]
