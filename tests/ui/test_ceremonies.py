"""A ceremony in the window: who is needed and where they are, live from the door; the alternate in their place."""

from dataclasses import replace
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

    others = [
        card for card in page.readiness.cards.values() if all(each.need.registration_id != who for each in card.lines)
    ]
    kept = [each for card in others for each in card.lines]
    stage.context.data.do(arrives, lambda _none: None)
    stage.until(lambda: line(page, who).need.where is Where.IN_BUILDING)
    assert kept == [each for card in others for each in card.lines], "cards that say the same were made anew"

    name = line(page, who).need.name_latin
    assert name in line(page, who).accessibleName()
    stage.bot.keyClick(line(page, who), Qt.Key.Key_Return)
    panel = page.side.need
    panel.follow_need(replace(line(page, who).need, where=Where.LEFT))
    page.readiness.ask()
    stage.until(lambda: panel.need is not None and panel.need.where is Where.IN_BUILDING)
    assert panel.title.text() == name
    stage.context.keeper.change(hide_names=True)
    assert panel.title.text() != name
    assert name not in line(page, who).accessibleName()
    assert all(name not in each.accessibleName() for each in page.readiness.troubles.lines)


def test_the_alternate_signs_with_somebodys_word(stage: Opened, page: CeremoniesPage) -> None:
    missing = signatory(page)
    out = missing.need.registration_id
    missing.setFocus()
    stage.bot.keyClick(missing, Qt.Key.Key_Return)
    panel = page.side.need
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
    assert page.readiness.instead.isVisible()
    stage.bot.keyClick(panel.print, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.current == "papers"
    stage.page("ceremonies")
    panel.print.setFocus()
    stage.bot.keyClick(panel.print, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: any(one.need.registration_id == out for one in page.readiness.lines))
    stage.until(lambda: not page.readiness.instead.isVisible())


def test_an_alarm_rings_once_as_early_as_this_machine_is_set(
    stage: Opened, page: CeremoniesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[Any] = []
    page.alarms.rang.connect(lambda found: rung.append(found.item_id))
    found = page.readiness.stand
    assert found is not None
    monkeypatch.setattr(stage.context.store, "now", lambda: found.readiness.alarm_at)
    stage.page("desk")
    page.alarms.ask()
    stage.until(lambda: rung == [page.item])
    stage.until(lambda: any("people are missing" in said for said in stage.said()))
    page.alarms.ask()
    stage.settle()
    assert rung == [page.item]
    stage.window.notices.action.click()
    stage.until(page.readiness.top.alarm.isVisible)
    later = page.readiness.top.alarm
    later.setFocus()
    stage.bot.keyClick(later, Qt.Key.Key_Up)
    stage.until(lambda: stage.context.keeper.now.alarm_minutes == 15)
    stage.until(lambda: page.readiness.stand is not None and not page.readiness.stand.readiness.due)


def test_a_problem_leads_to_where_something_can_be_done(stage: Opened, page: CeremoniesPage) -> None:
    stage.bot.keyClick(page.choice, Qt.Key.Key_F6)
    stage.settle()
    papers = next(line for line in page.readiness.troubles.lines if "drafts" in line.accessibleName())
    papers.setFocus()
    stage.bot.keyClick(papers, Qt.Key.Key_Return)
    assert page.tab == "things"
    stage.until(lambda: page.things.isVisible() and bool(page.things.cards))
    stage.until(lambda: any(cell.hasFocus() for card in page.things.cards.values() for cell in card.cells.values()))
