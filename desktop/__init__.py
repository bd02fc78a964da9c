"""Summit Desk: runs the day of a forum or summit, offline at the venue."""

__version__ = "0.1.0"
