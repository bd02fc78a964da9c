"""Taking a walk-in back whole: who was registered by the check-in that is undone comes off the list again."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.verdicts import Verdict
from desktop.models import Badge, BadgePrint, JournalEntry, Person, Post, Registration, Scan
from desktop.services.arrivals import standing
from desktop.storage.journal import INSERT, journal_of
from desktop.storage.undoing import changed_since, rows_of


class Listed(StrEnum):
    """What became of the registration when a check-in was taken back."""

    BEFORE = "before"
    """It was on the list before the check-in, and is."""
    TAKEN_OFF = "taken_off"
    """The check-in had registered a walk-in, who is on no list any more."""
    STAYS = "stays"
    """The check-in had registered a walk-in, on whom something else depends by now."""


def take_off(session: Session, check_in: UUID, registration_id: UUID) -> Listed:
    """Take off the list whom ``check_in``, which was undone, had registered, unless something depends on it.

    That is a badge that was printed, a check-in elsewhere, a companion, another event, a later change.
    """
    action = session.scalar(
        select(JournalEntry.action).where(
            JournalEntry.row_id == check_in, JournalEntry.table_name == "scan", JournalEntry.operation == INSERT
        )
    )
    if action is None or registration_id not in rows_of(session, action, "registration"):
        return Listed.BEFORE
    registration = session.get_one(Registration, registration_id)
    if changed_since(session, action) or _needed(session, registration):
        return Listed.STAYS
    now = journal_of(session).now
    registration.deleted_at = now
    session.get_one(Person, registration.person_id).deleted_at = now
    for badge in session.scalars(select(Badge).where(Badge.registration_id == registration_id)):
        badge.deleted_at = now
    for post in session.scalars(
        select(Post).where(Post.person_id == registration.person_id, Post.deleted_at.is_(None))
    ):
        post.deleted_at = now
    session.flush()
    return Listed.TAKEN_OFF


def _needed(session: Session, registration: Registration) -> bool:
    printed = exists().where(BadgePrint.badge_id == Badge.id, Badge.registration_id == registration.id)
    inside = exists().where(Scan.registration_id == registration.id, Scan.verdict == Verdict.ADMITTED, standing())
    elsewhere = exists().where(Registration.person_id == registration.person_id, Registration.id != registration.id)
    other = aliased(Registration)
    accompanied = exists().where(other.principal_id == registration.id, other.deleted_at.is_(None))
    return bool(session.scalar(select(printed | inside | elsewhere | accompanied)))
