"""The opening of a summit, from the first guest to the last photograph, in the window, on a clock that the test sets.

Two speakers are late, a signatory never comes and the alternate signs, and a hard limit holds because something is
left out.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.agreements import SigningPart
from desktop.domain.limits import Colour
from desktop.domain.paper_kinds import PaperKind
from desktop.domain.programme import ItemKind, Part
from desktop.domain.readiness import Where
from desktop.domain.running_order import Standing
from desktop.domain.verdicts import Verdict
from desktop.i18n import Language
from desktop.services import paper_revisions, papers
from desktop.services.agreements import agreements
from desktop.services.paper_revisions import latest
from desktop.services.programme import ItemRow, programme
from desktop.services.programme_live import LimitView, RunView
from desktop.storage.verify import verify
from desktop.ui.running import RunPanel
from tests.stories.played import Played, Wall
from tests.ui.opened import Opened, opened
from tests.ui.staged import demo_file

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
DOORS = datetime(2026, 11, 23, 5, 20, tzinfo=UTC)
"""13:20 in Hong Kong; arrival is from 13:30, the opening at 14:00."""
LATE_MINUTES = (4, 7)


class Afternoon(Played):
    """The window, the clock, and what is read from the same file beside them."""

    def __init__(self, it: Opened, wall: Wall) -> None:
        super().__init__(it, wall)
        self.rows: list[ItemRow] = it.read(programme, self.event)
        self.signing = next(row for row in self.rows if row.kind is ItemKind.SIGNING)

    @property
    def run(self) -> RunPanel:
        run: RunPanel = self.it.window.page("programme").run  # type: ignore[attr-defined]
        return run

    @property
    def view(self) -> RunView:
        """How the day stands."""
        assert self.run.view is not None
        return self.run.view

    @property
    def hall_limit(self) -> LimitView:
        """The limit of the hall: the broadcast ends."""
        return next(limit for limit in self.view.limits if limit.row.hall)

    def look(self) -> None:
        """Wait until what is shown is of now."""
        self.run.clockwork.ask()
        self.it.settle()
        now = self.wall.now
        self.it.until(lambda: self.view.now >= now)

    def standing(self, item: UUID) -> Standing:
        """Where an item of the hall stands."""
        return next(one.standing for one in self.view.items if one.row.id == item)

    def go_on(self) -> None:
        """The next item, on time or not."""
        before = self.view.running
        self.press(Key.Key_F3)
        self.it.until(lambda: self.view.running not in (None, before))
        self.it.settle()
        self.look()

    def over(self, *, later: float = 0) -> None:
        """What runs takes its time, and so many minutes more."""
        self.wall.now += timedelta(seconds=max(self.view.remaining, 0), minutes=later)
        self.look()


@pytest.fixture
def afternoon(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Afternoon]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    file = tmp_path / "summit.db"
    file.write_bytes(demo_file())
    wall = Wall(DOORS)
    with opened(qtbot, qapp, file, clock=wall) as it:
        yield Afternoon(it, wall)
        assert it.read(verify).faults == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_opening(afternoon: Afternoon, language: Language, tmp_path: Path) -> None:
    day, it = afternoon, afternoon.it
    it.context.look.words.switch(language)
    event, rows = day.event, day.rows
    signed = it.read(lambda session: agreements(session, item_id=day.signing.id))
    missing, stand_in = next(
        (signer.registration_id, other.registration_id)
        for agreement in signed
        for other in agreement.of(SigningPart.ALTERNATE)
        for signer in agreement.of(SigningPart.SIGNATORY, other.party_id)
    )
    speeches = [row for row in rows if row.kind is ItemKind.SPEECH]
    late = [next(one.registration_id for one in row.people if one.part is Part.SPEAKER) for row in speeches[1:3]]

    # Papers go out before the doors open.
    store: Any = it.context.store
    for kind in (PaperKind.MC_TEXT, PaperKind.SIGNING_SHEET, PaperKind.AGENDA):
        choice = papers.Choice(languages=(language,), item_id=day.signing.id if kind is not PaperKind.AGENDA else None)
        papers.print_paper(store, event, kind, choice, tmp_path / f"{kind.value}.pdf")

    # Everybody who is needed comes, but for two speakers and one who signs.
    needed = {one.registration_id for row in rows for one in row.people}
    needed |= {one.registration_id for agreement in signed for one in agreement.people}
    it.page("desk")
    for registration in sorted(needed - {None, missing, *late}, key=str):
        assert day.scan(registration) is Verdict.ADMITTED

    # 14:00, the opening; from here on the keys of the run alone.
    day.wall.now = next(row.start for row in rows if row.kind is ItemKind.OPENING)
    page: Any = it.page("programme")
    it.until(lambda: bool(page.shown.rows))
    page.top.switches["run"].click()
    it.until(lambda: day.run.view is not None)
    day.go_on()
    waiting = iter(zip(speeches[1:3], late, LATE_MINUTES, strict=True))
    speech, speaker, minutes = next(waiting)
    while day.view.next is not None and day.view.next.row.kind is not ItemKind.KEYNOTE:
        here = day.view.next.row.id == speech.id
        day.over()
        if here:
            # The speaker is stuck in traffic, and named as missing; the MC fills the time.
            assert day.run.now.missing.isVisible()
            day.wall.now += timedelta(minutes=minutes)
            it.page("desk")
            assert day.scan(speaker) is Verdict.ADMITTED
            it.page("programme")
            day.look()
            speech, speaker, minutes = next(waiting, (speech, speaker, minutes))
        day.go_on()
    day.over()
    assert day.view.offset >= 60 * sum(LATE_MINUTES)

    # The hall must be free at 17:00, and will not be: what helps most is left out until it holds.
    assert day.hall_limit.judged.colour is Colour.RED
    while day.hall_limit.judged.late > 0:
        limit = day.hall_limit.row.id
        day.run.limits.open_ways(limit)
        ways = [way for way in day.run.clockwork.savings(limit) if way.skip]
        left_out = max(ways, key=lambda way: way.seconds).item
        day.run.limits.offers[left_out].click()
        it.until(lambda key=left_out: day.standing(key) is Standing.SKIPPED)  # type: ignore[misc]
        day.look()

    # Twenty minutes before the signing somebody is not here, and the alternate is.
    ceremonies: Any = it.page("ceremonies")
    ceremonies.open_item(day.signing.id)
    it.until(lambda: any(line.need.registration_id == missing for line in ceremonies.readiness.lines))
    line = next(line for line in ceremonies.readiness.lines if line.need.registration_id == missing)
    assert line.need.where is Where.NOT_ARRIVED
    line.setFocus()
    day.press(Key.Key_Return)
    panel = ceremonies.side.need
    assert isinstance(panel.approved.edit, QLineEdit)
    panel.approved.edit.setText("Chan Siu-ming")
    panel.alternates[stand_in].click()
    it.until(panel.done.isVisible)
    it.settle()
    assert any(
        one.registration_id == stand_in
        for one in it.read(lambda session: agreements(session, item_id=day.signing.id))
        for one in one.people
    )

    # The papers that say otherwise are known, and printed again.
    old = {verdict.paper.kind for verdict in it.read(latest, event) if not verdict.latest}
    assert {PaperKind.MC_TEXT, PaperKind.SIGNING_SHEET} <= old
    again = paper_revisions.reprint_changed(store, event, tmp_path / "again")
    assert {sheet.kind for sheet in again} == old
    assert all(verdict.latest for verdict in it.read(latest, event))

    # The rest of the day, and how it went.
    it.page("programme")
    day.look()
    while day.view.next is not None:
        day.go_on()
        day.over()
    day.press(Key.Key_F6)
    it.until(lambda: day.view.running is None)
    assert day.hall_limit.judged.late <= 0
    day.run.buttons["report"].click()
    it.until(lambda: day.run.report.model.rowCount() > 0)
    standings = {line.report.standing for line in day.run.report.model.rows()}
    assert standings == {Standing.DONE, Standing.SKIPPED}
