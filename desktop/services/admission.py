"""Which checkpoints let a category in, and its end."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import fold
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.models import Category, CheckpointCategory, Person, Registration
from desktop.services.categories import categories, people_in
from desktop.services.checkpoints import CheckpointRow, checkpoints, named_guests
from desktop.storage.journal import journal_of


class CategoryInUse(UserError):
    code = "category_in_use"
    text = N_("People still have this category: {count}. Give them another one first.")


class NobodyAdmitted(UserError):
    code = "nobody_admitted"
    text = N_("{checkpoint} would let nobody in. Let another category in there first.")


def admitting(session: Session, event_id: UUID, category_id: UUID) -> frozenset[UUID]:
    """The checkpoints where a category may enter; those that are for everyone are among them."""
    return frozenset(
        row.id for row in checkpoints(session, event_id) if row.for_everyone or category_id in row.category_ids
    )


def where_instead(session: Session, event_id: UUID, registration_id: UUID) -> list[CheckpointRow]:
    """The checkpoints where a guest may enter, in order."""
    registration = session.get_one(Registration, registration_id)
    tags = set(map(fold, session.get_one(Person, registration.person_id).tags.split(",")))
    return [
        row
        for row in checkpoints(session, event_id)
        if row.for_everyone
        or registration.category_id in row.category_ids
        or registration_id in named_guests(session, row)
        or not tags.isdisjoint(map(fold, row.tags))
    ]


def admit(session: Session, event_id: UUID, category_id: UUID, at: Collection[UUID]) -> None:
    """Let a category in at these checkpoints of the event and at no others; raises ``NobodyAdmitted``.

    One that is for everyone stays so while nobody is kept out; one that keeps nobody out any more is for everyone.
    """
    everyone = frozenset(row.id for row in categories(session, event_id))
    for row in checkpoints(session, event_id):
        others = bool(row.tags or row.guests or row.items)
        before = row.category_ids & everyone or (frozenset() if others else everyone)
        after = before | {category_id} if row.id in at else before - {category_id}
        if not after and not others:
            raise NobodyAdmitted(checkpoint=row.name.said_in(Language.EN))
        if after != before:
            _write(session, row, frozenset() if after == everyone and not others else after)


def remove_category(session: Session, category_id: UUID) -> None:
    """Take away a category that nobody has; raises ``CategoryInUse`` or ``NobodyAdmitted``."""
    category = session.get_one(Category, category_id)
    count = people_in(session, category.event_id).get(category_id, 0)
    if count:
        raise CategoryInUse(count=count)
    for row in checkpoints(session, category.event_id):
        if row.category_ids == {category_id} and not (row.tags or row.guests or row.items):
            raise NobodyAdmitted(checkpoint=row.name.said_in(Language.EN))
        if row.category_ids:
            _write(session, row, row.category_ids - {category_id})
    category.deleted_at = journal_of(session).now
    session.flush()


def _write(session: Session, row: CheckpointRow, wanted: frozenset[UUID]) -> None:
    journal = journal_of(session)
    query = select(CheckpointCategory).where(
        CheckpointCategory.checkpoint_id == row.id, CheckpointCategory.deleted_at.is_(None)
    )
    kept = set()
    for line in session.scalars(query):
        if line.category_id in wanted:
            kept.add(line.category_id)
        else:
            line.deleted_at = journal.now
    session.add_all(
        CheckpointCategory(id=journal.new_id(), checkpoint_id=row.id, category_id=key) for key in sorted(wanted - kept)
    )
    session.flush()
