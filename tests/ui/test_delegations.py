"""Delegations in the window: who is here, the whole record changed and taken back, a list that comes in."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.paper_kinds import PaperKind
from desktop.domain.visits import DelegationRole
from desktop.services.badges import badges
from desktop.services.checkin import Reading, scan
from desktop.services.checkpoints import find_checkpoint
from desktop.services.delegations_record import DelegationRow, delegation, delegation_rows
from desktop.ui.delegations import DelegationsPage
from desktop.ui.desk.modes import Mode
from tests.ui.opened import Opened


@pytest.fixture
def page(stage: Opened) -> DelegationsPage:
    page: DelegationsPage = stage.page("delegations")
    stage.until(lambda: bool(page.listing.lines) and page.record.row is not None)
    return page


def kept(stage: Opened, page: DelegationsPage) -> DelegationRow:
    row: DelegationRow = stage.read(delegation, page.record.key)
    return row


def write(edit: Any, text: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.setText(text)


def test_a_scan_is_seen_and_the_record_is_changed_saved_refused_and_taken_back(
    stage: Opened, page: DelegationsPage
) -> None:
    record, line = page.record, page.listing.lines[page.record.key]
    before = kept(stage, page)
    assert "0 of " in line.here.text()
    assert line.here.text().endswith("leader not yet")
    leader = before.leader
    assert leader is not None

    def arrives(session: Any) -> None:
        event = stage.context.here.event
        assert event is not None
        key = leader.who.registration_id
        token = next(one.token for one in badges(session, event.id, registration_id=key))
        scan(session, Reading(event.id, find_checkpoint(session, event.id, None).id, token))

    second = record.members.lines[1]
    second.setFocus()
    stage.bot.keyClick(second, Qt.Key.Key_Return)
    room = second.fields.room.edit
    write(room, "1808")
    stage.context.data.do(arrives, lambda _none: None)
    stage.until(lambda: "1 of " in line.here.text())
    assert line.here.text().endswith("the leader too")
    assert record.members.lines[0].mark.toolTip() == "Arrived"
    assert room.text() == "1808", "what is typed is left alone"
    assert record.begun

    other = next(key for key in page.listing.lines if key != record.key)
    page.open_delegation(other)
    assert record.key == before.id
    assert stage.said()[-1].startswith("Save what you typed first")

    last = record.members.lines[-1]
    last.setFocus()
    stage.bot.keyClick(last, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert record.members.lines[-2] is last
    last.fields.role.choose(DelegationRole.LEADER)
    stage.bot.keyClick(record, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stage.until(record.members.problem.isVisible)
    assert kept(stage, page) == before
    last.fields.role.choose(DelegationRole.DEPUTY)

    record.show_tab("journeys")
    journey = record.journeys.lines[0]
    at = journey.at.value
    write(journey.at.edit, "sometime")
    page._save()
    assert journey.at.problem.isVisible()
    write(journey.at.edit, at.replace(at[-5:], "21:05"))
    write(journey.far_zone.edit, "Mars/Olympus")
    page._save()
    assert "Mars/Olympus" in journey.far_zone.problem.text()
    write(journey.far_zone.edit, "Asia/Shanghai")
    write(record.about.purpose.edit, "Robots")
    write(record.about.languages.edit, "Japanese, 普通話")
    record.show_tab("gifts")
    record.gifts.lines[0].done.setChecked(True)
    page._save()
    stage.until(lambda: not record.begun and record.row is not None and record.row.purpose == "Robots")
    row = kept(stage, page)
    assert (row.people[1].room, row.languages, row.gifts[0].done) == ("1808", ("ja", "hans"), True)
    assert [one.role for one in row.people].count(DelegationRole.DEPUTY) == 2
    assert (row.journeys[0].at - before.journeys[0].at).total_seconds() == 128 * 60
    assert row.journeys[0].far_zone == "Asia/Shanghai"
    assert row.journeys[0].far_at == before.journeys[0].far_at

    page._acts.undo()
    stage.until(lambda: record.row is not None and record.row.purpose == before.purpose)
    assert kept(stage, page) == before

    record.admit.click()
    desk: Any = stage.window.page("desk")
    stage.until(lambda: desk.mode is Mode.GROUP)
    assert [pick.ticked for pick in desk.picks.picks].count(True) == len(before.travelling) - 1
    stage.bot.keyClick(desk.field, Qt.Key.Key_Return)
    stage.until(lambda: desk.told is not None)
    stage.context.go("delegations")
    stage.until(lambda: record.admit.isHidden())


@pytest.mark.qt_log_ignore("This plugin does not support")  # what the popup of the offers asks of the window system
def test_delegations_are_made_removed_and_imported_and_members_open_their_page(
    stage: Opened, page: DelegationsPage, tmp_path: Path
) -> None:
    record, event = page.record, stage.context.here.event
    assert event is not None
    page.new.click()
    page._save()
    stage.until(record.about.name.problem.isVisible)
    assert QApplication.focusWidget() is record.about.name.edit
    write(record.about.en.edit, "Kansai robotics")
    stage.until(lambda: bool(page.answer.rows))
    member = page.answer.rows[0].row.people[-1]
    write(record.members.finder.field.edit, "Yamada Taro")
    record.members.by_name.click()
    line = record.members.lines[0]
    line.fields.role.choose(DelegationRole.LEADER)
    line.fields.counterpart.setFocus()
    stage.bot.keyClicks(line.fields.counterpart, member.who.name_latin)
    stage.until(lambda: bool(line.fields.counterpart._hits))
    line.fields.counterpart._pick(next(iter(line.fields.counterpart._hits)))
    page._save()
    stage.until(lambda: len(page.listing.lines) == 3 and page.shown is not None and not record.begun)
    made = kept(stage, page)
    assert made.leader is not None
    stage.until(record.conflicts.chip.isVisible)
    assert (made.name.en, made.leader.who.name) == ("Kansai robotics", "Yamada Taro")
    assert made.leader.counterpart is not None
    assert made.leader.counterpart.registration_id == member.who.registration_id

    record.remove.click()
    stage.until(lambda: len(page.listing.lines) == 2)
    page._acts.undo()
    stage.until(lambda: len(page.listing.lines) == 3)

    file = tmp_path / "list.csv"
    file.write_text("Delegation,Name,Arrives\nLion City,Tan Wei,2026-11-23 14:40\nLion City,Lim,99:99\n", "utf-8")
    page.open_file(file)
    stage.until(lambda: page.importing.plan is not None)
    assert [line.fate for line in page.importing.model.rows()] == ["new", "rejected"]
    page.importing.go_on.click()
    stage.until(lambda: len(page.listing.lines) == 4)
    assert stage.said()[-1].startswith("Imported: 1 delegation is new")
    stage.notices[-1].act()
    stage.until(lambda: len(page.listing.lines) == 3)
    assert len(stage.read(delegation_rows, event.id)) == 3

    page.listing.lines[page.answer.rows[-1].id].setFocus()
    stage.until(lambda: record.key == page.answer.rows[-1].id)
    opened = record.members.lines[0]
    record.show_tab("itinerary")
    stage.until(lambda: record.itinerary.found is not None)
    assert len(record.itinerary.lines) > 3
    opened.fields.open.click()
    people: Any = stage.window.page("people")
    stage.until(lambda: people.card.detail is not None and people.card.detail.row.id == opened.draft.registration_id)
    part = people.card.itinerary
    stage.until(lambda: part.found is not None and bool(part.lines))
    part.calendar.click()
    out = tmp_path / "itinerary.ics"
    part.export.file.show_path(out)
    part.export.make.click()
    stage.until(out.exists)
    assert out.read_bytes().count(b"BEGIN:VEVENT") == len(part.lines)
    part.printing.click()
    papers: Any = stage.window.page("papers")
    stage.until(lambda: papers.which is PaperKind.ITINERARY and papers.paper.isVisible())
