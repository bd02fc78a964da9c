"""A database with nothing in it, then with an event and nobody; and one that can't be opened."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.services.backups import kept_backups
from desktop.ui.screens import rest
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each
from desktop.ui.start import Program


def first_day(program: Program, listing: Path) -> Iterator[Scene]:
    """From the first run through the first list to nobody at all: that import is taken back again."""
    window = program.window
    first: Any = window.page("first-run")
    yield Scene("first-run", lambda: None)
    yield Scene("first-run-restore", first.back.click)
    yield Scene(
        "first-run-restore-refused", each(lambda: first.file.show_path(listing), first.file.line.returnPressed.emit)
    )
    yield Scene("import-empty", lambda: window.go("import"))
    bring: Any = window.page("import")
    yield Scene("import-new-event", lambda: bring.open_file(listing))
    yield Scene("import-done", bring.listed.go_on.click)
    yield Scene("arrivals-nobody-yet", lambda: window.go("arrivals"))
    yield from rest.hall(program, "-nobody-yet")
    yield Scene("import-undone", each(window.notices.action.click, lambda: window.go("import")))
    yield Scene("people-empty", each(window.notices.dismiss, lambda: window.go("people")))
    yield Scene("arrivals-empty", lambda: window.go("arrivals"))
    yield Scene("desk-nobody-expected", lambda: window.go("desk"))


def trouble(program: Program, file: Path) -> Iterator[Scene]:
    """What can't be opened, with a backup beside it and without."""
    page: Any = program.window.page("trouble")
    yield Scene("trouble-backup", lambda: None)
    yield Scene("trouble", each(lambda: _drop_backups(file), page.retry.click))


def _drop_backups(file: Path) -> None:
    while (newest := kept_backups(file).newest) is not None:
        newest.unlink()
