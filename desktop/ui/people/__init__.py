"""The people of an event: the list, and one person with everything about them."""

from desktop.ui.people.page import PeoplePage

__all__ = ["PeoplePage"]
