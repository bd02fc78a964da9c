"""The key under which an event's badges are made, and another one in its place.

A key is never journalled, logged or exported, and leaves with a backup only when that is asked for.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.tokens import KEY_BYTES
from desktop.models import EventKey
from desktop.storage.journal import journal_of

_LATER = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """That there is a key, and since when; never the key itself."""

    id: UUID
    made_at: datetime
    current: bool


def event_keys(session: Session, event_id: UUID) -> list[KeyRow]:
    """The keys of an event, the one of today first."""
    rows = session.execute(
        select(EventKey.id, EventKey.made_at)
        .where(EventKey.event_id == event_id)
        .order_by(EventKey.made_at.desc(), EventKey.id.desc())
    ).all()
    return [KeyRow(key, made_at, number == 0) for number, (key, made_at) in enumerate(rows)]


def replace_key(session: Session, event_id: UUID) -> KeyRow:
    """Make the badges that are given from now on under a new key.

    Badges that were given before stay good, because this database knows whose they are. A badge under an old key that
    it does not know admits nobody any more: whoever has that key could have made it.
    """
    journal, before = journal_of(session), event_keys(session, event_id)
    made_at = max(journal.now, before[0].made_at + _LATER) if before else journal.now
    key = EventKey(id=journal.new_id(), event_id=event_id, secret=secrets.token_bytes(KEY_BYTES), made_at=made_at)
    session.add(key)
    session.flush()
    return KeyRow(key.id, made_at, current=True)
