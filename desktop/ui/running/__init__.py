"""Running the programme: the stage manager's view, the countdown, the MC's screen, the backstage board."""

from desktop.ui.running.panel import RunPanel

__all__ = ["RunPanel"]
