"""What the organisers write for handbooks themselves: for all, or for one delegation in place of that."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean_lines
from desktop.domain.visits import HandbookPart
from desktop.i18n import Language
from desktop.models import HandbookText
from desktop.storage.journal import journal_of

HANDBOOK_TEXTS = frozenset({"handbook_text"})
"""The tables whose changes change what is answered here."""
Texts = Mapping[HandbookPart, LocalName]


def written_texts(session: Session, event_id: UUID, delegation_id: UUID | None = None) -> Texts:
    """What is written for all, or just for one delegation; parts of which nothing is written are not there."""
    return {
        row.part: LocalName(row.text_hant, row.text_hans, row.text_en)
        for row in _rows(session, event_id, delegation_id)
    }


def texts(session: Session, event_id: UUID, delegation_id: UUID | None = None) -> Texts:
    """What a handbook says: what is written for the delegation, and for other parts what is written for all."""
    general = written_texts(session, event_id)
    return {**general, **written_texts(session, event_id, delegation_id)} if delegation_id is not None else general


def write_text(
    session: Session, event_id: UUID, part: HandbookPart, text: LocalName, delegation_id: UUID | None = None
) -> None:
    """Let ``text`` stand in handbooks, of one delegation or without one of all; an empty one is taken away."""
    said = [clean_lines(one) for one in (text.hant, text.hans, text.en)]
    row = next((one for one in _rows(session, event_id, delegation_id) if one.part is part), None)
    if row is None and any(said):
        row = HandbookText(id=journal_of(session).new_id(), event_id=event_id, delegation_id=delegation_id, part=part)
        session.add(row)
    if row is not None:
        row.text_hant, row.text_hans, row.text_en = said
        row.deleted_at = None if any(said) else journal_of(session).now
    session.flush()


def text_in(text: LocalName, language: Language) -> str:
    """What is written in just this language."""
    return {Language.ZH_HANT: text.hant, Language.ZH_HANS: text.hans, Language.EN: text.en}[language]


def write_text_in(
    session: Session, event_id: UUID, part: HandbookPart, language: Language, text: str,
    delegation_id: UUID | None = None,
) -> None:  # fmt: skip
    """Write a text in one language; what is written in the others stays."""
    was = written_texts(session, event_id, delegation_id).get(part, LocalName())
    said = (text if one is language else text_in(was, one) for one in (Language.ZH_HANT, Language.ZH_HANS, Language.EN))
    write_text(session, event_id, part, LocalName(*said), delegation_id)


def _rows(session: Session, event_id: UUID, delegation_id: UUID | None) -> list[HandbookText]:
    """A row of each part, the latest: two desks may have begun one at the same time."""
    rows = session.scalars(
        select(HandbookText)
        .where(
            HandbookText.event_id == event_id, HandbookText.delegation_id == delegation_id,
            HandbookText.deleted_at.is_(None),
        )
        .order_by(HandbookText.id)
    )  # fmt: skip
    return list({row.part: row for row in rows}.values())
