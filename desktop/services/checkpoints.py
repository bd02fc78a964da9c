"""Where badges are read: an event's checkpoints, and the desks that read there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, fold
from desktop.domain.verdicts import Entry, Purpose, Ways
from desktop.errors import N_, UserError
from desktop.models import (
    Agreement,
    AgreementPerson,
    Checkpoint,
    CheckpointCategory,
    CheckpointGuest,
    CheckpointItem,
    CheckpointLeaves,
    CheckpointTag,
    Desk,
    Hall,
    ItemPerson,
    ProgrammeItem,
)
from desktop.services.door_look import MAIN_DOOR
from desktop.storage.journal import Actor, journal_of


class NoSuchCheckpoint(UserError):
    code = "no_such_checkpoint"
    text = N_("There is no checkpoint “{checkpoint}”. Those of this event are: {known}.")


class CheckpointExists(UserError):
    code = "checkpoint_exists"
    text = N_("There is a checkpoint “{checkpoint}” already. Choose another name.")


class TooManyDesks(UserError):
    code = "too_many_desks"
    text = N_("There are {most} desks already, one for each letter. Use one of them.")


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A checkpoint as screens show it.

    ``opens_at`` and ``closes_at`` are its first and last moment, ``opens_clock`` and ``closes_clock`` the hours of
    each day in the event's zone, as 09:00, or nothing. Whoever is read there is no longer in the places of ``leaves``.
    ``items`` are those of the programme whose people may enter.
    """

    id: UUID
    code: str
    name: LocalName
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    category_ids: frozenset[UUID] = frozenset()
    tags: frozenset[str] = frozenset()
    guests: frozenset[UUID] = frozenset()
    hall: LocalName = LocalName()  # noqa: RUF009  frozen
    opens_clock: str = ""
    closes_clock: str = ""
    ways: Ways = Ways.IN
    entry: Entry = Entry.ONCE
    capacity: int | None = None
    leaves: frozenset[UUID] = frozenset()
    purpose: Purpose = Purpose.DOOR
    items: frozenset[UUID] = frozenset()

    @property
    def for_everyone(self) -> bool:
        """Whether it keeps no guest out by who they are."""
        return not (self.category_ids or self.tags or self.guests or self.items)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One machine at a checkpoint; its ``letter`` starts the serials it gives."""

    id: UUID
    letter: str
    name: str

    @property
    def shown(self) -> str:
        """What the desk is called on screens and in files."""
        return self.name or self.letter


def add_main_door(session: Session, event_id: UUID) -> None:
    """Give a new event the one checkpoint that every event has."""
    add_checkpoint(session, event_id, MAIN_DOOR, LocalName("正門", "正门", "Main door"))


def add_checkpoint(
    session: Session,
    event_id: UUID,
    code: str,
    name: LocalName,
    category_ids: tuple[UUID, ...] = (),
) -> CheckpointRow:
    """Make a checkpoint; with ``category_ids`` only guests of those categories may enter there."""
    if any(fold(known.code) == fold(code) for known in checkpoints(session, event_id)):
        raise CheckpointExists(checkpoint=code)
    journal = journal_of(session)
    row = Checkpoint(
        id=journal.new_id(), event_id=event_id, code=clean(code),
        name_hant=name.hant, name_hans=name.hans, name_en=name.en,
        rank=len(checkpoints(session, event_id)) + 1,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        CheckpointCategory(id=journal.new_id(), checkpoint_id=row.id, category_id=category_id)
        for category_id in category_ids
    )
    session.flush()
    return CheckpointRow(row.id, row.code, name, category_ids=frozenset(category_ids))


def checkpoints(session: Session, event_id: UUID) -> list[CheckpointRow]:
    """An event's checkpoints, in order."""
    found: Sequence[Any] = session.execute(
        select(Checkpoint, Hall)
        .outerjoin(Hall, Hall.id == Checkpoint.hall_id)
        .where(Checkpoint.event_id == event_id, Checkpoint.deleted_at.is_(None))
        .order_by(Checkpoint.rank, Checkpoint.id)
    ).all()
    keys = [row.id for row, _hall in found]
    categories: dict[UUID, set[UUID]] = _named(session, CheckpointCategory, CheckpointCategory.category_id, keys)
    tags: dict[UUID, set[str]] = _named(session, CheckpointTag, CheckpointTag.tag, keys)
    guests: dict[UUID, set[UUID]] = _named(session, CheckpointGuest, CheckpointGuest.registration_id, keys)
    leaves: dict[UUID, set[UUID]] = _named(session, CheckpointLeaves, CheckpointLeaves.left_id, keys)
    items: dict[UUID, set[UUID]] = _named(session, CheckpointItem, CheckpointItem.item_id, keys)
    return [
        CheckpointRow(
            id=row.id,
            code=row.code,
            name=LocalName(row.name_hant, row.name_hans, row.name_en),
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            category_ids=frozenset(categories.get(row.id, ())),
            tags=frozenset(tags.get(row.id, ())),
            guests=frozenset(guests.get(row.id, ())),
            hall=LocalName(hall.name_hant, hall.name_hans, hall.name_en) if hall is not None else LocalName(),
            opens_clock=row.opens_clock,
            closes_clock=row.closes_clock,
            ways=row.ways,
            entry=row.entry,
            capacity=row.capacity,
            leaves=frozenset(leaves.get(row.id, ())),
            purpose=row.purpose,
            items=frozenset(items.get(row.id, ())),
        )
        for row, hall in found
    ]


def named_guests(session: Session, row: CheckpointRow) -> frozenset[UUID]:
    """The guests who may enter there by who they are: those named, and the people of its items and their signings."""
    if not row.items:
        return row.guests
    query = (
        select(ItemPerson.registration_id)
        .join(ProgrammeItem, ProgrammeItem.id == ItemPerson.item_id)
        .where(ItemPerson.item_id.in_(row.items), ItemPerson.deleted_at.is_(None), ProgrammeItem.deleted_at.is_(None))
        .union(
            select(AgreementPerson.registration_id)
            .join(Agreement, Agreement.id == AgreementPerson.agreement_id)
            .join(ProgrammeItem, ProgrammeItem.id == Agreement.item_id)
            .where(
                Agreement.item_id.in_(row.items), AgreementPerson.deleted_at.is_(None), Agreement.deleted_at.is_(None),
                ProgrammeItem.deleted_at.is_(None),
            )
        )
    )  # fmt: skip
    return row.guests | {key for key in session.scalars(query) if key is not None}


def _named(session: Session, model: Any, column: Any, keys: Sequence[UUID]) -> dict[UUID, set[Any]]:
    """What ``column`` of the rows that hang on each checkpoint says."""
    rows = session.execute(
        select(model.checkpoint_id, column).where(model.checkpoint_id.in_(keys), model.deleted_at.is_(None))
    )
    found: dict[UUID, set[Any]] = {}
    for checkpoint, value in rows:
        found.setdefault(checkpoint, set()).add(value)
    return found


def find_checkpoint(session: Session, event_id: UUID, text: str | None) -> CheckpointRow:
    """The checkpoint with this code, id, or name in any language; the first one for None."""
    known = checkpoints(session, event_id)
    if text is None:
        return known[0]
    wanted = fold(text)
    for row in known:
        names = {row.code, str(row.id), row.id.hex, row.name.hant, row.name.hans, row.name.en} - {""}
        if wanted in map(fold, names):
            return row
    raise no_such_checkpoint(session, event_id, text)


def no_such_checkpoint(session: Session, event_id: UUID, text: str) -> NoSuchCheckpoint:
    """The error that says which checkpoints an event has, and that ``text`` is none of them."""
    known = ", ".join(row.code for row in checkpoints(session, event_id))
    return NoSuchCheckpoint(checkpoint=text, known=known)


def desks(session: Session) -> list[DeskRow]:
    """All desks, by letter."""
    found = session.scalars(select(Desk).where(Desk.deleted_at.is_(None)).order_by(Desk.letter))
    return [DeskRow(desk.id, desk.letter, desk.name) for desk in found]


def own_desk(session: Session, actor: Actor) -> DeskRow:
    """The desk that ``actor`` writes for."""
    desk = session.get_one(Desk, actor.desk_id)
    return DeskRow(desk.id, desk.letter, desk.name)


def ensure_desk(session: Session, text: str) -> DeskRow:
    """The desk with this letter or name; one that nobody has used yet is made, with the next free letter."""
    known = desks(session)
    wanted = fold(text)
    for desk in known:
        if wanted in {fold(desk.letter), fold(desk.name)} - {""}:
            return desk
    name = clean(text)
    taken = {desk.letter for desk in known}
    letters = [name.upper()] if len(name) == 1 and name.upper() in ascii_uppercase else []
    letter = next((one for one in (*letters, *ascii_uppercase) if one not in taken), None)
    if letter is None:
        raise TooManyDesks(most=len(ascii_uppercase))
    row = Desk(id=journal_of(session).new_id(), letter=letter, name="" if [letter] == letters else name)
    session.add(row)
    session.flush()
    return DeskRow(row.id, row.letter, row.name)


def rename_desk(session: Session, desk_id: UUID, name: str) -> DeskRow:
    """Give a desk the name that screens show."""
    desk = session.get_one(Desk, desk_id)
    desk.name = clean(name)
    session.flush()
    return DeskRow(desk.id, desk.letter, desk.name)
