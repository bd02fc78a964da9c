"""What the window is made of before any database is open, and what it is handed from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.trouble import Reporter
from desktop.ui.window import Window


@dataclass(frozen=True, slots=True)
class Doors:
    """What the window can't make itself, because it knows no database and no machine; ``app`` hands it over.

    ``open_store`` opens the database file and raises a ``Trouble`` where it can't; ``play`` makes a sound by name.
    """

    file: Path
    open_store: Callable[[], Any]
    play: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Shell:
    """The window with everything in it that needs no data."""

    look: Look
    jobs: Jobs
    reporter: Reporter
    window: Window
