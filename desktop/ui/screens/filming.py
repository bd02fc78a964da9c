"""Which window is filmed on which data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.config import Settings
from desktop.i18n import Language
from desktop.ui.screens import (
    beginning,
    ceremonies,
    conflicts,
    delegations,
    desk,
    door,
    kiosk,
    lists,
    on_day,
    papers,
    people,
    places,
    programme,
    rest,
    sites,
    templates,
    visits,
)
from desktop.ui.screens.camera import Camera
from desktop.ui.shell import Doors


@dataclass(frozen=True, slots=True)
class Stages:
    """The databases that the pictures are taken of, each a throw-away copy.

    ``full`` has the user's data, None where there is no event in it; ``touring`` has them on the morning of their first
    visit, None where there is none; ``empty`` has nothing; ``damaged`` can't be opened. ``tokens`` says what to read
    at the desk for each picture of a verdict that the data can show; ``listing`` is a file for the import page.
    """

    full: Doors | None
    touring: Doors | None
    empty: Doors
    damaged: Doors
    tokens: Mapping[str, str]
    listing: Path


def make(
    settings: Settings,
    stages: Stages,
    out: Path,
    *,
    languages: Sequence[Language],
    themes: Sequence[str],
    size: tuple[int, int],
    only: Sequence[str] = (),
) -> list[Path]:
    """Write ``PAGE-STATE.LANGUAGE.THEME.png`` for each into the folder ``out``; returns the files.

    With ``only``, patterns as a shell has them, it is the pictures whose name, or name up to the language, fits one.
    """
    app = QApplication.instance() or QApplication(["summit-desk"])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is running")
    camera = Camera(app, out, languages, themes, size, only)
    plain = replace(settings, language=languages[0], sound=False)
    camera.film(plain, stages.empty, lambda program: beginning.first_day(program, stages.listing))
    camera.film(plain, stages.damaged, lambda program: beginning.trouble(program, stages.damaged.file))
    if stages.full is not None:
        tokens, listing = stages.tokens, stages.listing
        camera.film(
            plain,
            stages.full,
            lambda program: chain(
                desk.scenes(program, tokens),
                people.scenes(program),
                templates.scenes(program),
                lists.scenes(program, listing),
                delegations.scenes(program),
                programme.scenes(program),
                ceremonies.scenes(program),
                places.scenes(program),
                papers.scenes(program),
                rest.arrivals(program),
                door.log(program, tokens),
                visits.scenes(program),
                conflicts.scenes(program),
                sites.scenes(program),
                rest.preflight(program),
                rest.settings(program),
                door.rules(program),
                rest.overlays(program),
                kiosk.scenes(program, tokens, size),
            ),
        )
    if stages.touring is not None:
        camera.film(plain, stages.touring, on_day.scenes)
    return camera.files
