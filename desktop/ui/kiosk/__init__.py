"""The kiosk: a guest checks in alone and gets a badge; leaving it takes a PIN."""

from desktop.ui.kiosk.screen import Kiosk

__all__ = ["Kiosk"]
