"""Halls that somebody names for the first time, in a list or in the window."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.programme_rows import in_its_script
from desktop.domain.programme_words import word_key
from desktop.models import Hall, Venue
from desktop.services.programme import halls
from desktop.storage.journal import journal_of


def hall_called(session: Session, event_id: UUID, name: str) -> UUID:
    """The hall of this name in any language, made where there is none."""
    key = word_key(name)
    for hall in halls(session, event_id):
        if key in {word_key(said) for said in (hall.name.hant, hall.name.hans, hall.name.en) if said}:
            return hall.id
    return make_halls(session, event_id, (name,))[key]


def make_halls(session: Session, event_id: UUID, names: Sequence[str]) -> dict[str, UUID]:
    """Halls by ``word_key`` in the event's first building; where it has none, in one called as the first of them."""
    made: dict[str, UUID] = {}
    if not names:
        return made
    journal = journal_of(session)
    venue = session.scalars(
        select(Venue.id).where(Venue.event_id == event_id, Venue.deleted_at.is_(None)).order_by(Venue.rank, Venue.id)
    ).first()
    if venue is None:
        venue = journal.new_id()
        name = in_its_script(names[0])
        session.add(Venue(id=venue, event_id=event_id, name_hant=name.hant, name_hans=name.hans, name_en=name.en))
        session.flush()
    rank = session.scalar(select(func.max(Hall.rank)).where(Hall.venue_id == venue, Hall.deleted_at.is_(None))) or 0
    for more, text in enumerate(names, 1):
        if word_key(text) in made:
            continue
        name = in_its_script(text)
        hall = Hall(
            id=journal.new_id(), venue_id=venue, rank=rank + more,
            name_hant=name.hant, name_hans=name.hans, name_en=name.en,
        )  # fmt: skip
        session.add(hall)
        made[word_key(text)] = hall.id
    session.flush()
    return made
