"""Badge templates: all of them, one that is changed, and what stands in the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, pressed, scrolled_to, typed, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """From the print panel and back to it; what is made is deleted again."""
    window = program.window
    people: Any = window.page("people")
    window.go("people")
    pressed(people, "print")()
    overlay = people.printing.template.overlay
    gallery, editor = overlay.gallery, overlay.editor
    folder = Path(program.context.file).parent if program.context is not None else Path()
    yield Scene("templates", people.printing.template.manage.click)
    yield Scene("templates-save", gallery.share.click)
    missing = typed(gallery.opening.field.line, str(folder / "nowhere.toml"))
    yield Scene("templates-open-refused", each(gallery.bring.click, missing, gallery.opening.button.click))
    copied = each(gallery.list.setFocus, gallery.change.click, waited(lambda: editor.now is not None))
    yield Scene("templates-change", copied)
    yield Scene("templates-next-guest", editor.after.click)
    yield Scene("templates-code", each(lambda: editor.canvas.picked.emit("qr")), scrolled_to(editor.fields.part))
    yield Scene("templates-refused", lambda: editor.canvas.nudged.emit(-20, 0, True))
    moved = each(lambda: editor.canvas.picked.emit("person"), lambda: editor.canvas.nudged.emit(0, -2, False))
    yield Scene("templates-changed", moved, scrolled_to(editor.fields.part))
    unnamed = typed(editor.fields.title, "")
    yield Scene("templates-nameless", unnamed, scrolled_to(editor.fields))
    yield Scene("templates-left", each(editor.undo, overlay.back.click))
    yield Scene("templates-deleted", each(waited(lambda: program.jobs.idle), gallery.delete.click))
    overlay.dismiss()
    people.printing.closed.emit()
