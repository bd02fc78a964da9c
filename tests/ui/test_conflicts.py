"""Conflicts in the window: there as soon as the plan is wrong, solved by one key, accepted for a reason, led to."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.domain.conflicts import Kind, Severity
from desktop.domain.visits import DelegationRole
from desktop.services.conflict_list import About, Listed
from desktop.services.delegations_edit import change_delegation, draft_of
from desktop.services.delegations_record import delegation_rows
from desktop.services.visits import visits
from desktop.services.visits_edit import set_aboard
from desktop.ui.conflicts import ConflictsPage
from desktop.ui.conflicts.chip import ConflictChip
from tests.ui.opened import Opened


@pytest.fixture
def page(stage: Opened) -> ConflictsPage:
    """Nobody leads the first delegation, and two people of the last bus have no seat."""
    page: ConflictsPage = stage.page("conflicts")
    stage.until(lambda: page.watch.shown is not None)
    event = stage.context.here.event
    assert event is not None

    def go_wrong(session: Any) -> None:
        group = delegation_rows(session, event.id)[0]
        draft = draft_of(group)
        people = tuple(one for one in draft.people if one.role is not DelegationRole.LEADER)
        change_delegation(session, group.id, replace(draft, people=people))
        tour = visits(session, event.id)[0]
        bus = tour.vehicles[-1].id
        aboard = [(one.who.registration_id, one.role) for one in tour.aboard(bus) if one.who.registration_id]
        set_aboard(session, tour.id, bus, aboard[2:])

    stage.context.data.do(go_wrong, lambda _none: page.watch.ask())
    stage.until(lambda: kinds(page) >= {Kind.NO_LEADER, Kind.LEFT_BEHIND})
    stage.settle()
    return page


def lines(page: ConflictsPage) -> tuple[Listed, ...]:
    return page.watch.shown.lines if page.watch.shown is not None else ()


def kinds(page: ConflictsPage) -> set[Kind]:
    return {line.kind for line in lines(page)}


def choose(page: ConflictsPage, kind: Kind) -> Listed:
    found = next(line for line in lines(page) if line.kind is kind)
    page.view.choose(found.key)
    assert page.view.current == found
    return found


def test_one_key_solves_a_conflict_and_ctrl_z_brings_it_back(stage: Opened, page: ConflictsPage) -> None:
    assert page.view.hasFocus()
    assert lines(page)[0].severity is Severity.BLOCKS
    choose(page, Kind.NO_LEADER)
    stage.until(lambda: page.side.way.text().startswith("Let ") and page.side.solve.text() == "Do this")
    stage.bot.keyClick(page.view, Qt.Key.Key_Return)
    stage.until(lambda: Kind.NO_LEADER not in kinds(page))
    assert any(said.startswith("Done: Let ") for said in stage.said())
    assert page.view.hasFocus()
    assert page.view.current is not None
    stage.bot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: Kind.NO_LEADER in kinds(page))


def test_a_conflict_is_accepted_for_a_reason_that_stays_and_can_be_taken_back(
    stage: Opened, page: ConflictsPage
) -> None:
    line = choose(page, Kind.NO_LEADER)
    stage.bot.keyClick(page.view, Qt.Key.Key_F4)
    edit = page.side.why.edit
    assert isinstance(edit, QLineEdit)
    assert edit.hasFocus()
    stage.bot.keyClick(edit, Qt.Key.Key_Return)
    stage.until(page.side.why.problem.isVisible)
    stage.bot.keyClicks(edit, "The professor joins on Monday")
    stage.context.data.do(lambda _session: None, lambda _none: page.watch.ask())
    stage.settle()
    assert edit.text() == "The professor joins on Monday"
    stage.bot.keyClick(edit, Qt.Key.Key_Return)
    stage.until(lambda: any(one.acceptance for one in lines(page)))
    kept = next(one for one in lines(page) if one.acceptance)
    assert (kept.key, kept.severity) == (line.key, Severity.NOTES)
    stage.until(lambda: "noted" in page.subtitle.text())
    page.view.choose(kept.key)
    assert page.side.because.text() == "The professor joins on Monday"
    assert page.side.by.text().startswith("May, ")
    stage.bot.keyClick(page.view, Qt.Key.Key_Space)
    page.side.arrive()
    stage.bot.keyClick(page.side.back, Qt.Key.Key_Space)
    stage.until(lambda: not any(one.acceptance for one in lines(page)))


def test_the_list_is_narrowed_and_leads_to_whom_it_is_about(stage: Opened, page: ConflictsPage) -> None:
    every = len(lines(page))
    page.filters.kind.choose(Kind.NO_LEADER)
    page.filters.changed.emit()
    assert [row.kind for row in page.view.lines.rows if isinstance(row, Listed)] == [Kind.NO_LEADER]
    assert page.view.current is not None
    (group,) = page.view.current.who
    assert group.about is About.DELEGATION
    page.filters.delegation.choose(group.id)
    page.filters.changed.emit()
    assert page.view.current is not None
    stage.bot.keyClick(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    stage.bot.keyClicks(page.filters.text, "no such name")
    assert page.none_here.isVisible()
    page.show_all()
    assert sum(isinstance(row, Listed) for row in page.view.lines.rows) == every
    person = choose(page, Kind.LEFT_BEHIND).who[0]
    name = person.name.said_in(stage.context.look.words.language)
    assert name in page.view.lines.data(page.view.currentIndex())
    stage.context.keeper.change(hide_names=True)
    assert name not in page.view.lines.data(page.view.currentIndex())
    assert all(button.text() != name for button in page.side.parties)
    stage.context.keeper.change(hide_names=False)
    next(button for button in page.side.parties if button.text() == name).click()
    stage.until(lambda: stage.window.current == "people")


def test_a_chip_counts_and_leads_to_the_conflicts_of_one(stage: Opened, page: ConflictsPage) -> None:
    person = choose(page, Kind.LEFT_BEHIND).who[0]
    desk = stage.page("desk")
    chip = ConflictChip(stage.context, person=True)
    desk.body.addWidget(chip)
    chip.follow(person.id, person.name)
    stage.until(lambda: chip.chip.isVisible() and chip.chip.said.text() == "1 blocking")
    chip.follow(stage.context.here.desk.id)
    assert not chip.chip.isVisible()
    chip.follow(person.id, person.name)
    stage.bot.keyClick(chip.chip, Qt.Key.Key_Return)
    assert stage.window.current == "conflicts"
    assert {row.key for row in page.view.lines.rows if isinstance(row, Listed)} == {
        line.key for line in lines(page) if person.id in line.refs
    }
    assert page.filters.only.isVisible()
    page.filters.only.click()
    assert not page.filters.only.isVisible()
