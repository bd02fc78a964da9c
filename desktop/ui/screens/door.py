"""The door log, and the sections of the settings that the door goes by."""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.domain.verdicts import Ways
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, scrolled_to, typed, waited
from desktop.ui.start import Program


def log(program: Program, tokens: Mapping[str, str]) -> Iterator[Scene]:
    """Scans that failed, one kind of them, the file they go to; a sheet, a name that is typed, and it ticked."""
    window = program.window
    desk: Any = window.page("desk")
    page: Any = window.page("door")
    window.go("desk")
    for content in ("1" * 40, "\x1b[2~HELLO", *tokens.values()):
        desk.read(content)
    yield Scene("door-failed", each(lambda: window.go("door"), waited(lambda: bool(page.failed.model.rows()))))
    _all, *reasons = page.failed.reasons.chips.values()
    yield Scene("door-failed-one-reason", each(*(chip.click for chip in reasons[:1])))
    yield Scene("door-failed-export", page.failed.open_export)
    page.failed.export.closed.emit()
    paper = page.paper
    yield Scene("door-paper", each(lambda: page.open_part("paper"), waited(lambda: bool(paper.model.rows()))))
    somebody = next((row.line.row for row in paper.model.rows() if row.line.arrived_at is None), None)
    if somebody is not None:
        yield Scene("door-paper-typed", typed(paper.typed, f"{somebody.name[:1]}"))
        whole = each(typed(paper.typed, f"{somebody.name} 0:05"), paper.typed.returnPressed.emit)
        yield Scene("door-paper-ticked", whole)
        yield Scene("door-paper-entered", paper.enter.click)
        yield Scene("door-paper-taken-back", paper.undo)
    window.notices.dismiss()
    page.open_part("failed")


def rules(program: Program) -> Iterator[Scene]:
    """A checkpoint with all its rules, a hand-over, and the key that is about to be replaced."""
    window = program.window
    page: Any = window.page("settings")
    places, asking, keys = page.checkpoints, page.questions, page.keys
    form = places.edit
    window.go("settings")
    known = waited(lambda: bool(places.buttons))
    yield Scene("settings-checkpoint-new", each(known, places.add.click), scrolled_to(form))

    def fill() -> None:
        for field, text in (
            (form.hant, "貴賓廳"), (form.en, "VIP lounge"), (form.opens, "22:00"), (form.closes, "02:00"),
            (form.capacity, "120"), (form.tags, "press, band"), (form.first, "2023-04-12 09:00"),
        ):  # fmt: skip
            field.edit.setText(text)
        for chip in list(form.who.by_key.values())[1:3]:
            chip.setChecked(True)
        for chip in form.leaves.by_key.values():
            chip.setChecked(True)
        form.ways.choose(Ways.BOTH)
        form.more.setChecked(True)

    yield Scene("settings-checkpoint-rules", fill, scrolled_to(form.more))
    yield Scene("settings-checkpoint-end", lambda: None, scrolled_to(form, to_its_end=True))
    yield Scene("settings-checkpoint-kept", form.save.click, scrolled_to(places))
    window.notices.dismiss()
    question = asking.edit
    yield Scene("settings-question", each(asking.add.click, typed(question.hant.edit, "耳機")), scrolled_to(asking))
    yield Scene("settings-question-kept", question.save.click, scrolled_to(asking))
    window.notices.dismiss()
    yield Scene("settings-key", keys.replace.click, scrolled_to(keys))
    keys.no.click()
