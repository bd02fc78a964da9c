"""What the pictures of the screens are taken of: a copy of the data in which each verdict can be shown."""

from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.verdicts import Status, Verdict
from desktop.models import CheckpointCategory
from desktop.services.badges import BadgeRow, badges, issue_badges, replace_badge
from desktop.services.categories import categories
from desktop.services.checkpoints import find_checkpoint
from desktop.services.events import EventRow, NoEvent, event_in_use
from desktop.services.people import PersonDraft, PersonRow, Show, change_person, people
from desktop.storage.database import Database
from desktop.storage.journal import journal_of

_UNKNOWN_TOKEN = "1" * 48


def stage(db: Database) -> dict[str, str]:
    """Prepare the copy ``db``; returns what to read at the desk for each verdict, in the order to read it.

    Verdicts that the data has too few guests for are left out; without an event there is none.
    """
    with db.write() as session:
        try:
            event = event_in_use(session)
        except NoEvent:
            return {}
        issue_badges(session, event.id)
        guests = people(session, event.id, show=Show.ABSENT)
        valid = {row.registration: row for row in badges(session, event.id) if row.revoked_at is None}
        guests.sort(key=lambda guest: (not guest.vip, guest.list_order))
        read: dict[str, str] = {}
        if guests:
            read[Verdict.ADMITTED] = read[Verdict.ALREADY_IN] = valid[guests[0].id].token
        if len(guests) > 3:
            read[Verdict.CANCELLED] = _cancelled(session, event, guests[1], valid)
            read[Verdict.REPLACED] = _replaced(session, event, guests[2], valid)
        outsider = next((guest for guest in reversed(guests[3:]) if guest.category_id != guests[0].category_id), None)
        if outsider is not None:
            _keep_out(session, event.id, outsider.category_id)
            read[Verdict.ELSEWHERE] = valid[outsider.id].token
    return {**read, Verdict.UNKNOWN: _UNKNOWN_TOKEN}


def _cancelled(session: Session, event: EventRow, guest: PersonRow, valid: dict[UUID, BadgeRow]) -> str:
    change_person(session, event.id, guest.id, PersonDraft(status=Status.CANCELLED))
    return valid[guest.id].token


def _replaced(session: Session, event: EventRow, guest: PersonRow, valid: dict[UUID, BadgeRow]) -> str:
    replace_badge(session, event.id, guest.id, "lost")
    return valid[guest.id].token


def _keep_out(session: Session, event_id: UUID, category_id: UUID) -> None:
    """Let the first checkpoint admit every category but one."""
    journal, door = journal_of(session), find_checkpoint(session, event_id, None)
    session.add_all(
        CheckpointCategory(id=journal.new_id(), checkpoint_id=door.id, category_id=category.id)
        for category in categories(session, event_id)
        if category.id != category_id and not door.category_ids
    )
    session.flush()
