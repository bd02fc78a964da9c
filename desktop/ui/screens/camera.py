"""The camera: brings a window into each state and takes it in each language and theme."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from desktop.config import Settings
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.ui.screens.steps import Step
from desktop.ui.shell import Doors
from desktop.ui.start import Program
from desktop.ui.theme import ThemeName

# Pages that count gather changes for half a second first.
AFTER_A_STEP = 0.7
QUIET, _LONGEST = 0.12, 20.0


class NoPicture(UserError):
    code = "no_picture"
    text = N_("The picture {file} can't be written. Check that its folder may be written and that there is room.")


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: ``PAGE-STATE``, and the step that leads to it from the one before.

    ``frame`` is done again before each language and theme; a ``busy`` scene has a job under way that does not end.
    ``of`` says what is taken where that is not the window.
    """

    name: str
    step: Step
    frame: Step = lambda: None
    busy: bool = False
    of: Callable[[], QWidget] | None = None


Scenes = Callable[[Program], Iterator[Scene]]


class Camera:
    """``files`` are the pictures that were taken."""

    def __init__(
        self,
        app: QApplication,
        out: Path,
        languages: Sequence[Language],
        themes: Sequence[str],
        size: tuple[int, int],
        only: Sequence[str] = (),
    ) -> None:
        self._app, self._out, self._size, self._only = app, out, size, only
        self._languages, self._themes = languages, [ThemeName(theme) for theme in themes]
        self.files: list[Path] = []

    def film(self, settings: Settings, doors: Doors, scenes: Scenes) -> None:
        """Open a window on a database and take all its scenes."""
        program = Program(self._app, settings, doors)
        notices = program.window.notices
        # A notice that goes by itself would be gone before its last picture.
        program.reporter.noticed.disconnect(notices.show_notice)
        program.reporter.noticed.connect(lambda notice: notices.show_notice(replace(notice, stays=True)))
        program.window.resize(*self._size)
        program.show()
        try:
            self._settle(program)
            for scene in scenes(program):
                scene.step()
                wanted = list(self._wanted(scene))
                # A step stands on the one before, so that each is taken, if only for a moment.
                self._settle(program, AFTER_A_STEP if wanted else None, busy=scene.busy)
                self._take(program, scene, wanted)
        finally:
            program.window.close()
            self._app.processEvents()

    def _wanted(self, scene: Scene) -> Iterator[tuple[Language, ThemeName]]:
        for language, theme in product(self._languages, self._themes):
            names = (scene.name, f"{scene.name}.{language}.{theme}")
            if not self._only or any(fnmatchcase(name, only) for name in names for only in self._only):
                yield language, theme

    def _take(self, program: Program, scene: Scene, wanted: Sequence[tuple[Language, ThemeName]]) -> None:
        for language, theme in wanted:
            program.look.words.switch(language)
            program.look.theme.change(name=theme)
            self._settle(program, busy=scene.busy)
            scene.frame()
            self._app.processEvents()
            self._out.mkdir(parents=True, exist_ok=True)
            file = self._out / f"{scene.name}.{language}.{theme}.png"
            shown = scene.of() if scene.of is not None else program.window
            if not shown.grab().save(str(file)):
                raise NoPicture(file=file)
            self.files.append(file)

    def _settle(self, program: Program, quiet: float | None = None, *, busy: bool = False) -> None:
        """Wait until nothing has been under way for ``quiet`` seconds; what a ``busy`` scene does never counts."""
        quiet = QUIET if quiet is None else quiet
        begun = last_busy = monotonic()
        while monotonic() - last_busy < quiet and monotonic() - begun < _LONGEST:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if not busy and not program.jobs.idle:
                last_busy = monotonic()
