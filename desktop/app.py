"""The one place that puts the program together: settings, log, command line, window."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import log
from desktop.cli.main import main as command_line
from desktop.cli.run import Seams
from desktop.config import FOLDER as SETTINGS_FOLDER
from desktop.config import Settings, load_settings
from desktop.devices.display import has_display
from desktop.i18n import Language, Translator, system_language
from desktop.resources import resource

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QApplication

    from desktop.storage.database import Database
    from desktop.ui.frame import Frame
    from desktop.ui.screens import Stages
    from desktop.ui.shell import Doors
    from desktop.ui.start import Program


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
    from desktop.ui.frame import run

    with ExitStack() as at_the_end:

        def furnish(app: "QApplication", frame: "Frame") -> "Program":
            program = _program(app, settings, database, at_the_end)
            frame.hold(program.window)
            program.show()
            return program

        return run(settings.theme.value, furnish)


def _program(app: "QApplication", settings: Settings, database: Path, at_the_end: ExitStack) -> "Program":
    from desktop.devices.sound import Sounds
    from desktop.ui.shell import Doors
    from desktop.ui.start import Program

    sounds = at_the_end.enter_context(closing(Sounds()))
    return Program(app, settings, Doors(database, lambda: _opened(settings, database), sounds.play))


def make_screens(
    settings: Settings,
    database: Path,
    out: Path,
    *,
    languages: Sequence[Language],
    themes: Sequence[str],
    size: tuple[int, int],
    only: Sequence[str] = (),
) -> list[Path]:
    """Write a picture of every screen, taken on copies: neither the data nor the settings change. Needs no display.

    ``only`` are names of pictures as ``people-*`` or ``arrivals.en.light``; without them it is all.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tempfile import TemporaryDirectory

    from desktop.ui.screens import make

    with TemporaryDirectory() as folder:
        os.environ[SETTINGS_FOLDER] = folder
        stages = _stages(settings, database, Path(folder))
        return make(settings, stages, out, languages=languages, themes=themes, size=size, only=only)


def _stages(settings: Settings, database: Path, folder: Path) -> "Stages":
    from desktop.services.pictures import stage
    from desktop.services.pictures_tour import Clock, stage_tour
    from desktop.storage.backup import automatic_backup, back_up
    from desktop.storage.database import utc_now
    from desktop.ui.screens import Stages

    def doors(file: Path, clock: "Callable[[], datetime]" = utc_now) -> "Doors":
        from desktop.ui.shell import Doors

        return Doors(file, lambda: _opened(settings, file, clock), lambda _sound: None)

    full, empty, damaged, touring = (folder / f"{name}.db" for name in ("summit", "empty", "damaged", "tour"))
    _opened(settings, database).close()
    back_up(database, full, with_keys=True)
    back_up(full, touring, with_keys=True)
    clock = Clock(utc_now())
    on_tour = stage_tour(lambda at: _opened(settings, touring, at), clock)
    with closing(_opened(settings, full)) as db:
        tokens = stage(db)
    _opened(settings, damaged).close()
    automatic_backup(damaged, utc_now())
    damaged.write_bytes(b"\x00" * 4096)
    listing = resource("demo/sample-list.csv")
    return Stages(
        doors(full) if tokens else None,
        doors(touring, clock) if on_tour else None,
        doors(empty),
        doors(damaged),
        tokens,
        listing,
    )


def _opened(settings: Settings, database: Path, clock: "Callable[[], datetime] | None" = None) -> "Database":
    # Importing SQLAlchemy takes a quarter of a second, which the first window must not wait for.
    from desktop.storage.database import utc_now
    from desktop.storage.opening import open_database

    return open_database(database, settings.operator, clock=clock or utc_now)
