"""Whether this machine can show a window."""

import os
import sys


def has_display() -> bool:
    """Whether there is a screen, or Qt was told to do without one; only Linux may have none."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in wanted)
