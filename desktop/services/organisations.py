"""Organisations, found by the name as it is compared and made when they are not known."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.matching import place_key
from desktop.domain.text import LocalName, clean, has_han
from desktop.models import Organisation
from desktop.storage.journal import journal_of


def ensure_organisation(session: Session, name: str) -> UUID:
    """The organisation called ``name``, made when there is none."""
    found = session.scalar(
        select(Organisation.id)
        .where(Organisation.folded == place_key(name), Organisation.deleted_at.is_(None))
        .order_by(Organisation.id)
        .limit(1)
    )
    if found is not None:
        return found
    row = Organisation(**new_organisation(journal_of(session).new_id(), name))
    session.add(row)
    session.flush()
    return row.id


def known_organisations(session: Session) -> dict[UUID, LocalName]:
    """All organisations there are, by name."""
    rows = session.execute(
        select(Organisation.id, Organisation.name_zh, Organisation.name_en)
        .where(Organisation.deleted_at.is_(None))
        .order_by(Organisation.name_zh, Organisation.name_en, Organisation.id)
    )
    return {key: LocalName(zh, zh, en) for key, zh, en in rows}


def new_organisation(key: UUID, name: str) -> dict[str, Any]:
    """The values of a new organisation's row; the script of its name says which of its names this is."""
    written = clean(name)
    return {
        "id": key,
        "name_zh": written if has_han(written) else "",
        "name_en": "" if has_han(written) else written,
        "folded": place_key(written),
    }
