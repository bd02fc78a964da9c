"""Places and travel: the minutes between sites, one typed; a site and a vehicle with their fields."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, waited
from desktop.ui.start import Program


def scenes(program: Program) -> Iterator[Scene]:
    """The table as it starts, one hour of its own, a file; then both lists."""
    window = program.window
    page: Any = window.page("places")
    there = waited(lambda: page.travel.loaded)
    yield Scene("places-travel", each(lambda: window.go("places"), there, page.arrive))
    if page.travel.empty:
        return
    model = page.travel.model
    typed = each(
        lambda: page.travel.another.activated.emit(0),
        lambda: page.travel.show_hour(7),
        lambda: model.setData(model.index(1, 0), "55", Qt.ItemDataRole.EditRole),
        waited(lambda: bool(page.travel.kept.text())),
    )
    yield Scene("places-travel-typed", each(typed, waited(lambda: program.jobs.idle)))
    page.acts.undo()
    yield Scene("places-import", page.travel.import_wanted.emit)
    page.importing.closed.emit()
    yield Scene("places-sites", lambda: page.show_tab("sites"))
    yield Scene("places-site", lambda: page.sites.open(page.sites.rows[0]))
    page.sites.close_form()
    yield Scene("places-vehicles", lambda: page.show_tab("vehicles"))
    if page.vehicles.rows:
        yield Scene("places-vehicle", lambda: page.vehicles.open(page.vehicles.rows[0]))
        page.vehicles.close_form()
    page.show_tab("travel")
