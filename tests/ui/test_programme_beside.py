"""Limits are set, the programme is given out and compared, it goes out as a file and comes in from one."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop.services.programme_edit import stretch_item
from desktop.ui.programme import ProgrammePage
from tests.ui.opened import Opened


@pytest.fixture
def page(stage: Opened) -> ProgrammePage:
    page: ProgrammePage = stage.page("programme")
    stage.until(lambda: bool(page.shown.rows))
    return page


def write(field: Any, text: str) -> None:
    field.edit.setText(text)


def test_a_limit_of_a_guest_is_set_changed_and_taken_away(stage: Opened, page: ProgrammePage) -> None:
    before = len(page.shown.limits)
    page.others["limits"].click()
    limits = page.side.limits
    limits.new.click()
    form = limits.form
    write(form.time, "tea time")
    form.save.click()
    assert "no time" in form.time.problem.text()
    assert form.finder.field.problem.isVisible()
    guest = next(person for row in page.shown.rows for person in row.people if person.registration_id)
    write(form.finder.field, guest.name)
    form.finder.field.edit.textEdited.emit(guest.name)
    stage.until(lambda: guest.registration_id in form.finder.offers)
    form.finder.offers[guest.registration_id].click()
    write(form.time, "15:30")
    write(form.why, "flight")
    stage.bot.keyClick(form.why.edit, Qt.Key.Key_Return)
    stage.until(lambda: len(page.shown.limits) == before + 1)
    made = next(limit for limit in page.shown.limits if limit.why == "flight")
    assert made.registration_id == guest.registration_id
    assert made.at.astimezone(stage.context.here.zone).strftime("%Y-%m-%d %H:%M") == f"{page.day} 15:30"
    stage.until(lambda: made.id in limits.changers)
    limits.changers[made.id].click()
    form.about.choose("day")
    write(form.warn, "10")
    form.save.click()
    stage.until(lambda: any(limit.id == made.id and limit.warn_seconds == 600 for limit in page.shown.limits))
    limits.removers[made.id].click()
    stage.until(lambda: len(page.shown.limits) == before)


def test_what_changed_since_a_release_is_said_item_by_item(stage: Opened, page: ProgrammePage) -> None:
    assert "not released" in page.subtitle.text()
    page.others["releases"].click()
    releases = page.side.releases
    write(releases.name, "for the press")
    releases.give.click()
    stage.until(lambda: page.subtitle.text().endswith("release 1"))
    keynote = next(row for row in page.shown.rows if row.title.en == "Keynote")
    stage.context.data.do(lambda session: stretch_item(session, keynote.id, 1200), lambda _none: None)
    stage.until(lambda: page.subtitle.text().endswith("draft since release 1"))
    stage.until(lambda: bool(releases.found))
    said = [change.item_id for change in releases.found]
    assert said[0] == keynote.id
    assert len(said) == len(
        [row for row in page.shown.rows if row.start >= keynote.start and row.hall_id == keynote.hall_id]
    )


def test_the_programme_goes_out_and_comes_in_changed(stage: Opened, page: ProgrammePage, tmp_path: Path) -> None:
    out = tmp_path / "programme.csv"
    page.others["export"].click()
    page.side.export.file.show_path(out)
    page.side.export.begin()
    stage.until(lambda: any("programme.csv" in said for said in stage.said()))
    text = out.read_text("utf-8-sig")
    assert "Keynote" in text
    # A row that says nothing, and a keynote of another name.
    out.write_text(text.replace("Keynote", "Grand keynote") + "\n,,99:99,,,,,Nonsense\n", "utf-8")
    page.open_file(out)
    importing = page.importing
    stage.until(lambda: importing.plan is not None)
    fates = [line.fate for line in importing.model.rows()]
    assert (fates.count("updated"), fates.count("same")) == (1, 14)
    importing.go_on.click()
    stage.until(lambda: any(row.title.en == "Grand keynote" for row in page.shown.rows))
    assert page.table.isVisible()
    notice = stage.notices[-1]
    assert notice.act is not None
    notice.act()
    stage.until(lambda: any(row.title.en == "Keynote" for row in page.shown.rows))


def test_what_is_no_programme_is_refused_where_it_is_named(stage: Opened, page: ProgrammePage, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("nothing,at all\n", "utf-8")
    page.open_file(wrong)
    stage.until(page.importing.trouble.isVisible)
    assert "first row" in page.importing.trouble.text()
    stage.bot.keyClick(page.importing.file.line, Qt.Key.Key_Escape)
    assert page.table.isVisible()
