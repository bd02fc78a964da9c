"""The door log: scans that failed, and what was ticked on paper."""

from desktop.ui.door.page import DoorPage

__all__ = ["DoorPage"]
