"""Where badges are read: an event's checkpoints, and the desks that read there."""

from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, fold
from desktop.errors import N_, UserError
from desktop.models import Checkpoint, CheckpointCategory, Desk
from desktop.storage.journal import Actor, journal_of

MAIN_DOOR = "door"


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
    """A checkpoint as screens show it; no ``category_ids`` means that it is for everyone."""

    id: UUID
    code: str
    name: LocalName
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    category_ids: frozenset[UUID] = frozenset()


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
    found = session.scalars(
        select(Checkpoint)
        .where(Checkpoint.event_id == event_id, Checkpoint.deleted_at.is_(None))
        .order_by(Checkpoint.rank, Checkpoint.id)
    ).all()
    allowed = session.execute(
        select(CheckpointCategory.checkpoint_id, CheckpointCategory.category_id).where(
            CheckpointCategory.checkpoint_id.in_([row.id for row in found]),
            CheckpointCategory.deleted_at.is_(None),
        )
    ).all()
    return [
        CheckpointRow(
            id=row.id,
            code=row.code,
            name=LocalName(row.name_hant, row.name_hans, row.name_en),
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            category_ids=frozenset(category for checkpoint, category in allowed if checkpoint == row.id),
        )
        for row in found
    ]


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
    raise NoSuchCheckpoint(checkpoint=text, known=", ".join(row.code for row in known))


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
