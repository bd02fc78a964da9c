"""The delegations of an event, found by a name that they have and made when there is none of it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, fold, has_han
from desktop.models import Delegation
from desktop.storage.journal import journal_of


def delegations(session: Session, event_id: UUID) -> dict[UUID, LocalName]:
    """The delegations of an event with their names."""
    found = session.execute(
        select(Delegation.id, Delegation.name_hant, Delegation.name_hans, Delegation.name_en)
        .where(Delegation.event_id == event_id, Delegation.deleted_at.is_(None))
        .order_by(Delegation.name_hant, Delegation.name_en, Delegation.id)
    )
    return {key: LocalName(*names) for key, *names in found}


def ensure_delegation(session: Session, event_id: UUID, text: str) -> UUID:
    """The delegation that ``text`` names in any language, made when the event has none of that name."""
    name, wanted = clean(text), fold(text)
    for key, known in delegations(session, event_id).items():
        if wanted in {fold(known.hant), fold(known.hans), fold(known.en)}:
            return key
    chinese = has_han(name)
    made = Delegation(
        id=journal_of(session).new_id(),
        event_id=event_id,
        name_hant=name if chinese else "",
        name_en="" if chinese else name,
    )
    session.add(made)
    session.flush()
    return made.id
