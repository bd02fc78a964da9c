"""Badges that are on paper already are not printed again unasked; a desk whose checkpoint goes is told."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop.domain.text import LocalName
from desktop.services.badges import badges
from desktop.services.checkpoints import add_checkpoint
from desktop.services.door_rules import remove_checkpoint
from desktop.services.people_list import Show
from desktop.ui.people.page import PeoplePage
from desktop.ui.widgets import Data
from tests.ui.opened import Opened


def test_badges_on_paper_are_replaced_for_a_reason_or_left_out(
    it: Opened, people_page: PeoplePage, tmp_path: Path
) -> None:
    page, panel = people_page, people_page.printing
    event: Any = it.context.here.event

    def valid() -> dict[Any, str]:
        rows = it.read(badges, event.id)
        return {row.registration: row.serial for row in rows if row.revoked_at is None}

    it.bot.keyClick(page.listing.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel.file.show_path(tmp_path / "badges.pdf")
    panel.make.click()
    it.until((tmp_path / "badges.pdf").exists)
    it.until(lambda: page.listing.chips[Show.UNPRINTED].text() == "Badge not printed 0")
    before = valid()

    page.open_printing()
    panel.file.show_path(tmp_path / "again.pdf")
    panel.make.click()
    it.until(panel.on_paper.isVisible)
    assert panel.on_paper.text.text().startswith("25 of these badges are on paper already.")
    panel.on_paper.only_others.click()
    it.until(panel.trouble.isVisible)
    assert "no badge to print" in panel.trouble.text()
    panel.make.click()
    it.until(panel.on_paper.isVisible)
    panel.on_paper.all_new.click()
    assert panel.on_paper.why.problem.isVisible()
    panel.on_paper.why.edit.setText("Names were wrong")  # type: ignore[attr-defined]
    panel.on_paper.all_new.click()
    it.until((tmp_path / "again.pdf").exists)
    it.settle()
    after = valid()
    assert after.keys() == before.keys()
    assert not set(after.values()) & set(before.values())

    def on_the_card() -> int:
        shown = [label.text() for label in page.card.findChildren(Data) if not label.isHidden()]
        return sum("printed to a file · desk A · May" in text for text in shown)

    it.until(lambda: on_the_card() == 2)


def test_a_window_whose_checkpoint_was_removed_says_where_it_works_now(it: Opened) -> None:
    event: Any = it.context.here.event
    first: Any = it.context.here.checkpoint

    with it.context.store.write() as session:
        side = add_checkpoint(session, event.id, "side", LocalName(en="Side door"))
    it.settle()
    it.context.here.move(event=event, checkpoint=side)
    with it.context.store.write() as session:
        remove_checkpoint(session, event.id, side.id)
    it.until(lambda: it.context.here.checkpoint == first)
    assert it.said()[-1].startswith("Side door was removed. This desk now checks in at")
