"""Arrivals, settings, and what lies over any page."""

from collections.abc import Iterator
from typing import Any

from desktop.files import DiskFull
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, kept, scrolled_to, typed
from desktop.ui.start import Program


def arrivals(program: Program) -> Iterator[Scene]:
    """The counts, by each group."""
    window = program.window
    page: Any = window.page("arrivals")
    yield Scene("arrivals", lambda: window.go("arrivals"))
    category, *others = page.switches
    for by in others:
        yield Scene(f"arrivals-by-{by}", page.switches[by].click)
    yield Scene("arrivals-export", each(page.switches[category].click, page.export.open))
    page.export.closed.emit()


def settings(program: Program) -> Iterator[Scene]:
    """Every section, from its top."""
    window = program.window
    page: Any = window.page("settings")
    yield Scene("settings", lambda: window.go("settings"))
    sections = {"event": page.event_section, "logo": page.logo, "categories": page.categories,
                "checkpoints": page.checkpoints, "events": page.events, "data": page.data}  # fmt: skip
    for name, section in sections.items():
        yield Scene(f"settings-{name}", lambda: None, scrolled_to(section))
        if name in ("event", "data"):
            yield Scene(f"settings-{name}-end", lambda: None, scrolled_to(section, to_its_end=True))
    yield Scene("settings-checked", page.data.check.click, scrolled_to(page.data, to_its_end=True))
    colour = page.event_section.colour
    yield Scene("settings-refused", kept(colour.line, "blue"), scrolled_to(colour))
    yield Scene("settings-changed", each(kept(colour.line, "#8A1C4A")), scrolled_to(colour))
    yield Scene("settings-taken-back", window.notices.action.click, scrolled_to(colour))
    window.notices.dismiss()


def overlays(program: Program) -> Iterator[Scene]:
    """``F1``, ``Ctrl+K``, and trouble that stays until it is closed, over the desk."""
    window = program.window
    find = window.palette_panel
    yield Scene("keys", each(lambda: window.go("desk"), window.keys_panel.pop_up))
    yield Scene("find", each(window.keys_panel.dismiss, find.pop_up))
    yield Scene("find-people", typed(find.edit, "l"))
    yield Scene("find-nobody", typed(find.edit, "qqqq"))
    file = program.context.file.name if program.context is not None else ""
    yield Scene("trouble-notice", each(find.dismiss, lambda: program.reporter.report(DiskFull(file=file))))
    window.notices.dismiss()
