"""The rules of a checkpoint as a person sets them: where, when, for whom, how often, which way, how many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, fold
from desktop.domain.verdicts import Entry, Purpose, Ways
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.models import (
    Checkpoint,
    CheckpointCategory,
    CheckpointGuest,
    CheckpointItem,
    CheckpointLeaves,
    CheckpointTag,
    Hall,
    Venue,
)
from desktop.services.checkpoints import (
    CheckpointExists,
    CheckpointRow,
    add_checkpoint,
    checkpoints,
    no_such_checkpoint,
)
from desktop.services.reasons import LONGEST_LABEL, reason
from desktop.storage.journal import journal_of

MOST = 100_000


class CheckpointNameless(UserError):
    code = "checkpoint_nameless"
    text = N_("Give the checkpoint a name, in one language at least.")


class BadClock(UserError):
    code = "bad_clock"
    text = N_("“{clock}” is no time of day. Write it like 09:00.")


class BadOpening(UserError):
    code = "bad_opening"
    text = N_("The checkpoint would close before it opens.")


class BadCapacity(UserError):
    code = "bad_capacity"
    text = N_("A place holds at least one and at most {most} people; leave it empty where nobody counts.")


class NoSuchHall(UserError):
    code = "no_such_hall"
    text = N_("The event has no hall “{hall}”. Those it has are: {known}.")


class LastCheckpoint(UserError):
    code = "last_checkpoint"
    text = N_("An event needs a checkpoint. Make another one first.")


@dataclass(frozen=True, slots=True)
class CheckpointDraft:
    """A checkpoint as a form gives it; ``hall`` is the name of one of the event's halls in any language.

    ``code`` is what the command line calls it; left empty it is made from the name.
    """

    name: LocalName
    code: str = ""
    hall: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    opens_clock: str = ""
    closes_clock: str = ""
    ways: Ways = Ways.IN
    entry: Entry = Entry.ONCE
    capacity: int | None = None
    category_ids: frozenset[UUID] = frozenset()
    tags: frozenset[str] = frozenset()
    guests: frozenset[UUID] = frozenset()
    leaves: frozenset[UUID] = frozenset()
    purpose: Purpose = Purpose.DOOR
    items: frozenset[UUID] = frozenset()


def draft_of(row: CheckpointRow) -> CheckpointDraft:
    """The draft that leaves a checkpoint as it is; ``dataclasses.replace`` makes of it what is to change."""
    return CheckpointDraft(
        name=row.name,
        code=row.code,
        hall=row.hall.said_in(Language.EN),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        opens_clock=row.opens_clock,
        closes_clock=row.closes_clock,
        ways=row.ways,
        entry=row.entry,
        capacity=row.capacity,
        category_ids=row.category_ids,
        tags=row.tags,
        guests=row.guests,
        leaves=row.leaves,
        purpose=row.purpose,
        items=row.items,
    )


def make_checkpoint(session: Session, event_id: UUID, draft: CheckpointDraft) -> CheckpointRow:
    """Make a checkpoint, the last of its event; raises what ``change_checkpoint`` does, or ``CheckpointExists``."""
    _check(draft)
    name = _cleaned(draft.name)
    made = add_checkpoint(session, event_id, clean(draft.code) or name.said_in(Language.EN), name)
    return change_checkpoint(session, event_id, made.id, draft)


def change_checkpoint(session: Session, event_id: UUID, checkpoint_id: UUID, draft: CheckpointDraft) -> CheckpointRow:
    """Make a checkpoint what ``draft`` says; what was scanned there stays as it was decided.

    Raises ``CheckpointNameless``, ``CheckpointExists``, ``BadClock``, ``BadOpening``, ``BadCapacity``,
    ``NoSuchHall``, ``SaidTooMuch``, or ``checkpoints.NoSuchCheckpoint`` where it was taken away meanwhile.
    """
    _check(draft)
    name, code = _cleaned(draft.name), clean(draft.code)
    for other in checkpoints(session, event_id):
        if other.id != checkpoint_id and code and fold(other.code) == fold(code):
            raise CheckpointExists(checkpoint=code)
    row = session.get_one(Checkpoint, checkpoint_id)
    if row.deleted_at is not None:
        raise no_such_checkpoint(session, event_id, row.code)
    row.name_hant, row.name_hans, row.name_en, row.code = name.hant, name.hans, name.en, code or row.code
    row.hall_id = _hall(session, event_id, draft.hall)
    row.opens_at, row.closes_at = draft.opens_at, draft.closes_at
    row.opens_clock, row.closes_clock = clean_clock(draft.opens_clock), clean_clock(draft.closes_clock)
    row.ways, row.entry, row.capacity, row.purpose = draft.ways, draft.entry, draft.capacity, draft.purpose
    tags = {fold(tag): reason(tag, LONGEST_LABEL) for tag in sorted(draft.tags) if clean(tag)}
    _set(session, CheckpointCategory, "category_id", checkpoint_id, draft.category_ids)
    _set(session, CheckpointTag, "tag", checkpoint_id, tags.values())
    _set(session, CheckpointGuest, "registration_id", checkpoint_id, draft.guests)
    _set(session, CheckpointLeaves, "left_id", checkpoint_id, draft.leaves - {checkpoint_id})
    _set(session, CheckpointItem, "item_id", checkpoint_id, draft.items)
    session.flush()
    return next(found for found in checkpoints(session, event_id) if found.id == checkpoint_id)


def remove_checkpoint(session: Session, event_id: UUID, checkpoint_id: UUID) -> None:
    """Take a checkpoint away; what was scanned there stays on record. Raises ``LastCheckpoint``."""
    if len(checkpoints(session, event_id)) == 1:
        raise LastCheckpoint
    session.get_one(Checkpoint, checkpoint_id).deleted_at = journal_of(session).now
    left = select(CheckpointLeaves).where(
        CheckpointLeaves.left_id == checkpoint_id, CheckpointLeaves.deleted_at.is_(None)
    )
    for line in session.scalars(left):
        line.deleted_at = journal_of(session).now
    session.flush()


def move_checkpoint(session: Session, event_id: UUID, checkpoint_id: UUID, step: int) -> None:
    """List a checkpoint so many places earlier (negative) or later.

    Raises ``checkpoints.NoSuchCheckpoint`` where it was taken away meanwhile.
    """
    order = [row.id for row in checkpoints(session, event_id)]
    if checkpoint_id not in order:
        raise no_such_checkpoint(session, event_id, session.get_one(Checkpoint, checkpoint_id).code)
    place = order.index(checkpoint_id)
    order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
    for rank, key in enumerate(order, 1):
        session.get_one(Checkpoint, key).rank = rank
    session.flush()


def _cleaned(name: LocalName) -> LocalName:
    return LocalName(*(reason(text, LONGEST_LABEL) for text in (name.hant, name.hans, name.en)))


def _check(draft: CheckpointDraft) -> None:
    if not _cleaned(draft.name):
        raise CheckpointNameless
    if draft.opens_at is not None and draft.closes_at is not None and draft.closes_at <= draft.opens_at:
        raise BadOpening
    if draft.capacity is not None and not 1 <= draft.capacity <= MOST:
        raise BadCapacity(most=MOST)
    reason(draft.code, LONGEST_LABEL)
    clean_clock(draft.opens_clock)
    clean_clock(draft.closes_clock)


def clean_clock(text: str) -> str:
    """A time of day as it is kept, 09:00. Raises ``BadClock``."""
    plain = clean(text).replace("：", ":")
    if not plain:
        return ""
    hours, _, minutes = plain.partition(":")
    try:
        return time(int(hours), int(minutes)).isoformat("minutes")
    except ValueError as error:
        raise BadClock(clock=text) from error


def _hall(session: Session, event_id: UUID, text: str) -> UUID | None:
    if not clean(text):
        return None
    found = session.scalars(
        select(Hall)
        .join(Venue, Venue.id == Hall.venue_id)
        .where(Venue.event_id == event_id, Hall.deleted_at.is_(None))
        .order_by(Venue.rank, Hall.rank)
    ).all()
    for hall in found:
        if fold(text) in {fold(name) for name in (hall.name_hant, hall.name_hans, hall.name_en)} - {""}:
            return hall.id
    raise NoSuchHall(hall=text, known=", ".join(hall.name_hant or hall.name_hans or hall.name_en for hall in found))


def _set(session: Session, model: Any, name: str, checkpoint_id: UUID, wanted: Collection[Any]) -> None:
    """Let just what is ``wanted`` hang on a checkpoint; what does already is not touched."""
    journal = journal_of(session)
    query = select(model).where(model.checkpoint_id == checkpoint_id, model.deleted_at.is_(None))
    kept = set()
    for line in session.scalars(query):
        if getattr(line, name) in wanted:
            kept.add(getattr(line, name))
        else:
            line.deleted_at = journal.now
    session.add_all(
        model(id=journal.new_id(), checkpoint_id=checkpoint_id, **{name: value}) for value in sorted(set(wanted) - kept)
    )
