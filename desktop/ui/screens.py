"""Pictures of every page in every state, from the real window, on copies of the data: nothing of the user's changes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.config import Settings
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.ui.shell import Doors
from desktop.ui.shortcuts import SHORTCUTS
from desktop.ui.start import Program
from desktop.ui.theme import ThemeName
from desktop.ui.widgets import Page

# Pages that count gather changes for half a second first.
_QUIET, _AFTER_A_STEP, _LONGEST = 0.12, 0.7, 20.0


class NoPicture(UserError):
    code = "no_picture"
    text = N_("The picture {file} can't be written. Check that its folder may be written and that there is room.")


@dataclass(frozen=True, slots=True)
class Stages:
    """The databases that the pictures are taken of, each a throw-away copy.

    ``full`` has the user's data, None where there is no event in it; ``empty`` has nothing; ``damaged`` can't be
    opened. ``tokens`` says what to read at the desk for each verdict that the data can show; ``listing`` is a file
    to preview on the import page.
    """

    full: Doors | None
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
) -> list[Path]:
    """Write ``PAGE-STATE.LANGUAGE.THEME.png`` for each into the folder ``out``; returns the files."""
    app = QApplication.instance() or QApplication(["summit-desk"])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is running")
    camera = _Camera(app, out, languages, themes, size)
    plain = replace(settings, language=languages[0], sound=False)
    camera.film(plain, stages.empty, _first_run)
    camera.film(plain, stages.damaged, _trouble)
    if stages.full is not None:
        camera.film(plain, stages.full, lambda program: _everything(program, stages))
    return camera.files


Scene = tuple[str, Callable[[], object]]


class _Camera:
    """Brings a window into each state and takes it in each language and theme."""

    def __init__(
        self, app: QApplication, out: Path, languages: Sequence[Language], themes: Sequence[str], size: tuple[int, int]
    ) -> None:
        self._app, self._out, self._size = app, out, size
        self._languages, self._themes = languages, [ThemeName(theme) for theme in themes]
        self.files: list[Path] = []

    def film(self, settings: Settings, doors: Doors, scenes: Callable[[Program], Iterator[Scene]]) -> None:
        """Open a window on a database and take all its scenes."""
        program = Program(self._app, settings, doors)
        program.window.resize(*self._size)
        program.show()
        try:
            self._settle(program)
            for name, prepare in scenes(program):
                prepare()
                self._settle(program, _AFTER_A_STEP)
                self._take(program, name)
        finally:
            program.window.close()
            self._app.processEvents()

    def _take(self, program: Program, name: str) -> None:
        for language in self._languages:
            program.look.words.switch(language)
            for theme in self._themes:
                program.look.theme.change(name=theme)
                self._settle(program)
                self._out.mkdir(parents=True, exist_ok=True)
                file = self._out / f"{name}.{language}.{theme}.png"
                if not program.window.grab().save(str(file)):
                    raise NoPicture(file=file)
                self.files.append(file)

    def _settle(self, program: Program, quiet: float = _QUIET) -> None:
        """Wait until nothing has been under way for ``quiet`` seconds."""
        begun = last_busy = monotonic()
        while monotonic() - last_busy < quiet and monotonic() - begun < _LONGEST:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if not program.jobs.idle:
                last_busy = monotonic()


def _first_run(program: Program) -> Iterator[Scene]:
    yield "first-run", lambda: None
    yield "import-empty", lambda: program.window.go("import")


def _trouble(_program: Program) -> Iterator[Scene]:
    yield "trouble", lambda: None


def _everything(program: Program, stages: Stages) -> Iterator[Scene]:
    yield from _desk(program, stages)
    yield from _people(program)
    window = program.window
    bring: Any = window.page("import")
    yield "import-preview", _each(lambda: window.go("import"), lambda: bring.open_file(stages.listing))
    yield "arrivals", lambda: window.go("arrivals")
    yield "settings", lambda: window.go("settings")
    yield "keys", _each(lambda: window.go("desk"), window.keys_panel.pop_up)
    find = window.palette_panel
    yield "find", _each(window.keys_panel.hide, find.pop_up, lambda: _typed(find.edit, "l"))


def _desk(program: Program, stages: Stages) -> Iterator[Scene]:
    window = program.window
    desk: Any = window.page("desk")
    yield "desk-idle", lambda: window.go("desk")
    for verdict, token in stages.tokens.items():
        yield f"desk-{verdict}", lambda token=token: desk.read(token)  # type: ignore[misc]
    yield "desk-undone", desk.undo
    yield "desk-find", lambda: _typed(desk.field, "l")
    yield "desk-walk-in", _each(desk.arrive, desk.open_walk_in)
    yield "desk-checkpoints", _each(desk.arrive, desk.open_checkpoints)
    desk.arrive()


def _people(program: Program) -> Iterator[Scene]:
    window = program.window
    people: Any = window.page("people")
    yield "people", lambda: window.go("people")
    rows = people.listing.model.rows()
    if rows:
        yield "people-one", lambda: people.open_person(rows[0].id)
        yield "people-edit", people.card.edit.click
    yield "people-print", lambda: _pressed(people, "print")
    yield "people-new", lambda: _pressed(people, "new")


def _each(*steps: Callable[[], object]) -> Callable[[], None]:
    """All ``steps``, one after another."""

    def walk() -> None:
        for step in steps:
            step()

    return walk


def _typed(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.setText(text)
    edit.textEdited.emit(text)


def _pressed(page: Page, key: str) -> None:
    """As if the shortcut with id ``key`` was pressed on ``page``."""
    page.arrive()
    wanted = QKeySequence(SHORTCUTS[key].keys)
    for shortcut in page.findChildren(QShortcut):
        if shortcut.key() == wanted:
            shortcut.activated.emit()
