"""The one place that puts the program together: settings, log, command line, window."""

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import log
from desktop.cli.main import main as command_line
from desktop.cli.run import Seams
from desktop.config import Settings, load_settings
from desktop.devices.display import has_display
from desktop.i18n import Language, Translator, system_language

if TYPE_CHECKING:
    from desktop.storage.database import Database


def main(words: Sequence[str] | None = None) -> int:
    """Do what was typed, or open the window where no command was; returns the exit status."""
    typed = sys.argv[1:] if words is None else words
    with log.kept() as story:
        return command_line(typed, load_settings(), Seams(run_window, make_screens, story))


def run_window(settings: Settings, database: Path) -> int:
    """Show the window until it is closed; 1 where there is no display to show it on."""
    if not has_display():
        _ = Translator(settings.language or system_language())
        sys.stderr.write(_("There is no display for a window. “summit-desk --help” shows what works without.") + "\n")
        return 1
    from desktop.devices.sound import Sounds
    from desktop.ui.shell import Doors
    from desktop.ui.start import start

    with closing(Sounds()) as sounds:
        return start(settings, Doors(database, lambda: _opened(settings, database), sounds.play))


def make_screens(
    settings: Settings,
    database: Path,
    out: Path,
    *,
    languages: Sequence[Language],
    themes: Sequence[str],
    size: tuple[int, int],
) -> list[Path]:
    """Write a picture of every screen; needs no display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.ui.screens import make

    return make(settings, lambda: _opened(settings, database), out, languages=languages, themes=themes, size=size)


def _opened(settings: Settings, database: Path) -> "Database":
    # Importing SQLAlchemy takes a quarter of a second, which the first window must not wait for.
    from desktop.storage.opening import open_database

    return open_database(database, settings.operator)
