"""Beside the papers of visits: texts of the handbook are written and taken back, lists of visitors marked as sent."""

from typing import Any

from PySide6.QtCore import Qt

from desktop.domain.paper_kinds import PaperKind
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.domain.visits import HandbookPart
from desktop.i18n import Language
from desktop.models import Registration
from desktop.services.delegations import delegations
from desktop.services.handbook_texts import write_text, written_texts
from desktop.services.papers import Choice as PaperChoice
from desktop.services.visitor_list import visitor_lists
from desktop.ui.handbook import HandbookTexts
from tests.ui.opened import Opened


def test_texts_are_written_for_all_or_for_one_delegation_kept_when_the_cursor_leaves_and_taken_back(
    stage: Opened,
) -> None:
    event = stage.context.here.event
    assert event is not None
    first = next(iter(stage.read(delegations, event.id)))
    texts = HandbookTexts(stage.context)
    stage.bot.addWidget(texts)
    texts.show()
    stage.until(texts.text.isEnabled)
    assert "Every handbook says this" in texts.about.text()

    texts.text.setFocus()
    stage.bot.keyClicks(texts.text, "Welcome to Hong Kong.")
    texts.part.setFocus()
    stage.until(
        lambda: stage.read(written_texts, event.id) == {HandbookPart.WELCOME: LocalName(en="Welcome to Hong Kong.")}
    )

    texts.text.setFocus()
    stage.bot.keyClicks(texts.text, "Draft. ")
    texts.language.choose(Language.ZH_HANT)
    texts.language.activated.emit(0)
    stage.until(lambda: "Draft." in stage.read(written_texts, event.id)[HandbookPart.WELCOME].en)
    assert texts.text.toPlainText() == ""
    texts.text.setFocus()
    texts.text.insertPlainText("歡迎")
    texts.part.setFocus()
    stage.until(lambda: stage.read(written_texts, event.id)[HandbookPart.WELCOME].hant == "歡迎")
    assert "Welcome" in stage.read(written_texts, event.id)[HandbookPart.WELCOME].en

    texts.show_for(first)
    stage.until(lambda: texts.text.isEnabled() and texts.text.placeholderText() == "歡迎")
    assert "Only this delegation" in texts.about.text()
    texts.text.setFocus()
    texts.text.insertPlainText("各位北京的朋友")
    texts.part.setFocus()
    stage.until(lambda: bool(stage.read(written_texts, event.id, first)))
    stage.settle()
    texts.acts.undo()
    stage.until(lambda: stage.read(written_texts, event.id, first) == {})
    stage.until(lambda: texts.text.toPlainText() == "")
    assert stage.said()[-1] == "Taken back. It is as it was before."

    def elsewhere(session: object) -> None:
        write_text(session, event.id, HandbookPart.WELCOME, LocalName("另一張枱寫的"), first)  # type: ignore[arg-type]

    stage.context.data.do(elsewhere, lambda _none: None)
    stage.until(lambda: texts.text.toPlainText() == "另一張枱寫的")
    texts.text.setFocus()
    stage.bot.keyClick(texts.text, Qt.Key.Key_Tab)
    assert not texts.text.hasFocus()
    texts.hide()


def test_a_list_is_marked_as_sent_and_says_who_changed_since(stage: Opened) -> None:
    event = stage.context.here.event
    assert event is not None
    page: Any = stage.page("papers")
    page.open_paper(PaperKind.VISITOR_LIST, PaperChoice((Language.EN,)))
    sent = page.paper.sent
    stage.until(lambda: sent.isVisible() and "Choose one stop" in sent.stand.text())
    (listed,) = stage.read(visitor_lists, event.id)
    page.open_paper(PaperKind.VISITOR_LIST, PaperChoice((Language.EN,), stop_id=listed.stop.id))
    stage.until(lambda: "Not sent to the host yet. Due:" in sent.stand.text())
    assert not sent.missing.isVisible()
    sent.mark.click()
    stage.until(lambda: "Sent to the host:" in sent.stand.text())
    assert not sent.mark.isVisible()

    who = next(listed.people)

    def gone(session: Any) -> None:
        session.get_one(Registration, who.registration_id).status = Status.CANCELLED

    stage.context.data.do(gone, lambda _none: None)
    stage.until(lambda: sent.changed.isVisible() and sent.changed.text().startswith("Gone: "))
    assert sent.mark.isVisible()
    sent.acts.undo()
    stage.until(lambda: "Not sent to the host yet." in sent.stand.text())
