"""The import page on an event that has people already."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each
from desktop.ui.start import Program


def scenes(program: Program, listing: Path) -> Iterator[Scene]:
    """A list that is none, one that is read, imported and taken back."""
    window = program.window
    bring: Any = window.page("import")
    wrong = listing.with_suffix(".md")
    yield Scene("import-refused", each(lambda: window.go("import"), lambda: bring.open_file(wrong)))
    yield Scene("import-preview", lambda: bring.open_file(listing))
    yield Scene("import-imported", bring.listed.go_on.click)
    yield Scene("import-past", each(window.notices.dismiss, lambda: window.go("import")))
    yield Scene("import-taken-back", lambda: bring.past.buttons[0].click())
    window.notices.dismiss()
