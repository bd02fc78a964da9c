"""Guests who come in as on a real morning, for pictures and rehearsals."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.verdicts import Verdict
from desktop.services.checkin import Reading, scan
from desktop.services.checkpoints import find_checkpoint
from desktop.storage.journal import journal_of

T = TypeVar("T")

MORNING = timedelta(minutes=65)
"""So long before now the first guest comes."""
_GOLDEN = 0.618


def mingled(guests: Sequence[T]) -> list[T]:
    """``guests`` in another order, always the same one: people don't come as they are listed."""
    return [guests[number] for number in sorted(range(len(guests)), key=lambda number: number * _GOLDEN % 1)]


def come_in(session: Session, event_id: UUID, tokens: Sequence[str], over: timedelta) -> int:
    """Read these badges at the first checkpoint, ever faster ``over`` the time before now; without it, all now.

    Returns how many were admitted.
    """
    door, now = find_checkpoint(session, event_id, None), journal_of(session).now
    admitted = 0
    for number, token in enumerate(tokens, 1):
        at = now - over * (1 - number / len(tokens)) ** 1.5 if over else None
        admitted += scan(session, Reading(event_id, door.id, token, at=at)).verdict is Verdict.ADMITTED
    return admitted
