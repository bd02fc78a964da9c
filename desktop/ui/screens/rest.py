"""Arrivals, settings, and what lies over any page."""

from collections.abc import Iterator
from typing import Any

from desktop.config import PrinterKind, PrinterSettings
from desktop.files import DiskFull
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, kept, pressed, scrolled_to, typed, waited
from desktop.ui.settings.printers import Which
from desktop.ui.start import Program

_PRINTERS = (
    PrinterSettings("Main door", PrinterKind.ZEBRA, "192.168.1.20", "label-4x6", 1.5, -0.5),
    PrinterSettings("Office", PrinterKind.SYSTEM, "LaserJet-4", "a4-8"),
)


def arrivals(program: Program) -> Iterator[Scene]:
    """The counts, by each group."""
    window = program.window
    page: Any = window.page("arrivals")
    yield Scene("arrivals", lambda: window.go("arrivals"))
    category, *others = page.switches
    for by in others:
        yield Scene(f"arrivals-by-{by}", page.switches[by].click)
    yield Scene("arrivals-export", each(page.switches[category].click, pressed(page, "export")))
    page.export.closed.emit()
    yield Scene("arrivals-sheets", page.open_sheets)
    page.sheets.closed.emit()
    yield from hall(program)


def hall(program: Program, state: str = "") -> Iterator[Scene]:
    """The screen for the hall, with the names of who is missing and without, where somebody has come."""
    window = program.window
    page: Any = window.page("arrivals")

    def open_hall() -> None:
        page.open_hall()
        page.hall.showNormal()
        page.hall.resize(window.size())
        waited(lambda: page.hall.found is not None)()

    yield Scene(f"arrivals-hall{state}", open_hall, of=lambda: page.hall)
    if not state:
        yield Scene("arrivals-hall-named", lambda: page.hall.show_names(shown=True), of=lambda: page.hall)
    page.hall.close()


def preflight(program: Program) -> Iterator[Scene]:
    """What is to be looked at, and the scanner being tried: wrong, then right."""
    window = program.window
    page: Any = window.page("preflight")
    yield Scene("preflight", lambda: window.go("preflight"))
    yield Scene("preflight-names", page.show_names)
    edit = page.scanner.edit
    yield Scene("preflight-scanner", page.scanner.open)
    yield Scene("preflight-scanner-wrong", each(typed(edit, "1234"), edit.returnPressed.emit))
    yield Scene("preflight-scanner-right", each(lambda: edit.setText(page.scanner.code), edit.returnPressed.emit))
    page.scanner.closed.emit()


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
    changed = next(iter(page.categories.buttons.values()))[2]
    yield Scene("settings-category", changed.click)
    page.categories.edit.closed.emit()
    yield Scene("settings-checked", page.data.check.click, scrolled_to(page.data, to_its_end=True))
    yield from _printers(program, page.printers)
    colour = page.event_section.colour
    yield Scene("settings-refused", kept(colour.line, "blue"), scrolled_to(colour))
    yield Scene("settings-changed", each(kept(colour.line, "#8A1C4A")), scrolled_to(colour))
    yield Scene("settings-taken-back", window.notices.action.click, scrolled_to(colour))
    window.notices.dismiss()


def _printers(program: Program, section: Any) -> Iterator[Scene]:
    """Two printers, and a new one whose address is missing. Nothing listens where they are said to be."""
    keeper = program.context.keeper if program.context is not None else None
    if keeper is None:
        return
    before = keeper.now.printers
    keeper.change(printers=_PRINTERS)
    yield Scene("settings-printers", lambda: None, scrolled_to(section))
    form = section.form
    yield Scene("settings-printer", section.buttons[_PRINTERS[0].name][1].click, scrolled_to(section))
    yield Scene("settings-printer-end", lambda: None, scrolled_to(form, to_its_end=True))
    new = each(section.add_named, lambda: form.which.choose(Which(PrinterKind.ZEBRA)), form.save.click)
    yield Scene("settings-printer-refused", new, scrolled_to(form))
    form.closed.emit()
    keeper.change(printers=before)


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
