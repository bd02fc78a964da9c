"""A ceremony in the window: who is needed and where they are, live from the door; the alternate in their place."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.domain.readiness import Where
from desktop.services.badges import badges
from desktop.services.checkin import Reading, scan
from desktop.services.checkpoints import find_checkpoint
from desktop.ui.ceremonies import CeremoniesPage
from desktop.ui.ceremonies.people import NeedLine
from tests.ui.opened import Opened


@pytest.fixture
def page(stage: Opened) -> CeremoniesPage:
    page: CeremoniesPage = stage.page("ceremonies")
    stage.until(lambda: page.readiness.stand is not None and bool(page.readiness.lines))
    return page


def line(page: CeremoniesPage, registration: Any) -> NeedLine:
    return next(line for line in page.readiness.lines if line.need.registration_id == registration)


def signatory(page: CeremoniesPage) -> NeedLine:
    return next(line for line in page.readiness.lines if line.need.alternates)


def test_a_scan_at_the_door_is_seen_at_the_ceremony(stage: Opened, page: CeremoniesPage) -> None:
    who = signatory(page).need.registration_id
    event = stage.context.here.event
    assert who is not None
    assert event is not None
    assert line(page, who).need.where is Where.NOT_ARRIVED

    def arrives(session: Any) -> None:
        token = next(one.token for one in badges(session, event.id, registration_id=who))
        scan(session, Reading(event.id, find_checkpoint(session, event.id, None).id, token))

    stage.context.data.do(arrives, lambda _none: None)
    stage.until(lambda: line(page, who).need.where is Where.IN_BUILDING)


def test_the_alternate_signs_with_somebodys_word(stage: Opened, page: CeremoniesPage) -> None:
    missing = signatory(page)
    out = missing.need.registration_id
    missing.setFocus()
    stage.bot.keyClick(missing, Qt.Key.Key_Return)
    panel = page.need
    stand_in, button = next(iter(panel.alternates.items()))
    button.click()
    stage.until(panel.approved.problem.isVisible)
    assert isinstance(panel.approved.edit, QLineEdit)
    panel.approved.edit.setText("Chan Siu-ming")
    button.click()
    stage.until(panel.done.isVisible)
    assert "in the place of" in panel.done.text()
    stage.until(lambda: any(one.need.registration_id == stand_in for one in page.readiness.lines))
    assert all(
        one.need.registration_id != out
        for one in page.readiness.lines
        if one.need.agreement_id == missing.need.agreement_id
    )
    stage.bot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: any(one.need.registration_id == out for one in page.readiness.lines))
