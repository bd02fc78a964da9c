"""Papers of visits in the window: for whom they are is chosen, and a change names those that are old."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.domain.paper_kinds import PaperFormat, PaperKind, Whose
from desktop.services import visits_edit
from desktop.services.papers import Choice
from desktop.services.visits import visits
from desktop.ui.papers.page import PapersPage
from desktop.ui.papers.shelf import CHANGED
from tests.ui.opened import Opened


@pytest.fixture
def page(stage: Opened) -> PapersPage:
    page: PapersPage = stage.page("papers")
    stage.until(lambda: page.paper.shown is not None)
    return page


def event(it: Opened) -> UUID:
    assert it.context.here.event is not None
    return it.context.here.event.id


def move_somebody(it: Opened) -> None:
    key = event(it)

    def moved(session: Any) -> None:
        tour = visits(session, key)[0]
        first, second = tour.vehicles
        person = tour.aboard(first.id)[-1].who.registration_id
        assert person is not None
        visits_edit.move_aboard(session, tour.id, person, second.id)

    it.context.data.do(moved, lambda _none: None)


def test_papers_of_visits_are_chosen_saved_and_named_once_somebody_changed_the_bus(
    stage: Opened, page: PapersPage, tmp_path: Path
) -> None:
    paper, chosen = page.paper, page.paper.choosing.visits
    page.choose(PaperKind.MANIFEST)
    stage.until(lambda: paper.title.text() == "Manifest" and paper.output.make.isEnabled())
    assert chosen.vehicle.count() == 3
    assert not chosen.fields["delegation"].isVisible()
    out = tmp_path / "manifest.pdf"
    paper.output.file.show_path(out)
    paper.output.make.click()
    stage.until(out.is_file)

    page.choose(PaperKind.ITINERARY)
    stage.until(lambda: paper.title.text() == "Itinerary" and paper.sheets.pages > 50)
    assert chosen.own.isVisible()
    everybody = chosen.person.count()
    chosen.delegation.setCurrentIndex(2)
    chosen.delegation.activated.emit(2)
    stage.until(lambda: paper.output.make.isEnabled() and paper.sheets.pages < 50)
    assert 1 < chosen.person.count() < everybody
    paper.choosing.form.choose(PaperFormat.POCKET)
    chosen.whose.choose(Whose.DELEGATIONS)
    chosen.whose.activated.emit(1)
    stage.until(lambda: paper.output.make.isEnabled() and paper.sheets.pages == 1)
    assert not chosen.fields["person"].isVisible()

    chosen.whose.choose(Whose.HOSTS)
    chosen.whose.activated.emit(2)
    stage.until(lambda: paper.output.make.isEnabled() and paper.sheets.pages == 4)
    escort = stage.read(visits, event(stage))[0].passengers[-1].who.registration_id
    page.open_paper(PaperKind.ITINERARY, Choice(person_ids=(escort,)))
    stage.until(lambda: paper.output.make.isEnabled() and paper.sheets.pages == 1)
    assert chosen.person.value == escort

    stage.settle()
    move_somebody(stage)
    stage.until(lambda: "changed since" in page.shelf.lines[PaperKind.MANIFEST].accessibleName())
    page.choose(CHANGED)
    stage.until(lambda: len(page.changed.found) == 1)
    assert page.changed.found[0].words.startswith("Manifest")
