"""What can be set: this machine, this event, its checkpoints, the events and the data. Kept as it is changed."""

from desktop.ui.settings.page import SettingsPage

__all__ = ["SettingsPage"]
