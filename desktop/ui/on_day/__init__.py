"""The day of a visit: who is aboard, how late it runs, whom to call."""

from desktop.ui.on_day.page import OnDayPage

__all__ = ["OnDayPage"]
