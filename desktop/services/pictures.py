"""What the pictures of the screens are taken of: a copy of the data in which each verdict can be shown."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.verdicts import Status, Ways
from desktop.models import CheckpointCategory, Scan
from desktop.services.arrivals import head_count
from desktop.services.badges import BadgeRow, badges, issue_badges, replace_badge
from desktop.services.categories import categories
from desktop.services.checkin import scan
from desktop.services.checkpoints import checkpoints, find_checkpoint
from desktop.services.events import EventRow, NoEvent, event_in_use
from desktop.services.morning import MORNING, come_in, mingled
from desktop.services.people import PersonDraft, change_person
from desktop.services.people_list import PersonRow, Show, people
from desktop.services.readings import Reading
from desktop.storage.database import Database
from desktop.storage.journal import journal_of

BOTH_WAYS = ("checked-out", "came-back", "full")
"""What is read, in this order, where badges are read both ways."""
_UNKNOWN_TOKEN = "1" * 48
_STAGED, _ARRIVED = 4, 0.55
"""Where nobody has arrived yet, this share of the guests comes in within this time before now."""


def stage(db: Database) -> dict[str, str]:
    """Prepare the copy ``db``; returns what to read at the desk for each picture, by its name, in the order to read it.

    Verdicts that the data has too few guests for are left out; without an event there is none.
    """
    with db.write() as session:
        try:
            event = event_in_use(session)
        except NoEvent:
            return {}
        issue_badges(session, event.id)
        nobody_is_here = not head_count(session, event.id)[0]
        guests = people(session, event.id, show=Show.ABSENT)
        valid = {row.registration: row for row in badges(session, event.id) if row.revoked_at is None}
        guests.sort(key=lambda guest: (not guest.vip, guest.list_order))
        read: dict[str, str] = {}
        if guests:
            read["admitted-vip"] = read["already-in"] = valid[guests[0].id].token
        if len(guests) > _STAGED:
            read["cancelled"] = _given_up(session, event, guests[1], valid, Status.CANCELLED)
            read["declined"] = _given_up(session, event, guests[2], valid, Status.DECLINED)
            read["replaced"] = _replaced(session, event, guests[3], valid)
        outsider = next(
            (guest for guest in reversed(guests[_STAGED:]) if guest.category_id != guests[0].category_id), None
        )
        if outsider is not None:
            _keep_out(session, event.id, outsider.category_id)
            read["elsewhere"] = valid[outsider.id].token
        kept_out = outsider.category_id if outsider is not None else None
        plain = next((one for one in guests[_STAGED:] if not one.vip and one.category_id != kept_out), None)
        if plain is not None:
            read["admitted"] = valid[plain.id].token
        coming = [valid[guest.id].token for guest in guests[_STAGED:] if guest.category_id != kept_out]
        coming = [token for token in coming if token not in read.values()]
        read |= _both_ways(session, event.id, coming[-len(BOTH_WAYS) :])
        if nobody_is_here:
            tokens = mingled([token for token in coming if token not in read.values()])
            come_in(session, event.id, tokens[: round(len(tokens) * _ARRIVED)], MORNING)
    return {**read, "unknown": _UNKNOWN_TOKEN}


def _both_ways(session: Session, event_id: UUID, tokens: Sequence[str]) -> dict[str, str]:
    """Where badges are read both ways and nobody was yet: one who is in, one who went out, one who is new."""
    place = next((each for each in checkpoints(session, event_id) if each.ways is Ways.BOTH), None)
    used = place is None or session.scalar(select(Scan.id).where(Scan.checkpoint_id == place.id).limit(1))
    if place is None or used or not place.for_everyone or len(tokens) < len(BOTH_WAYS):
        return {}
    goes, back, _late = tokens
    now = journal_of(session).now
    for token, before in ((back, 50), (back, 30), (goes, 20)):
        scan(session, Reading(event_id, place.id, token, at=now - timedelta(minutes=before)))
    return dict(zip(BOTH_WAYS, tokens, strict=True))


def _given_up(session: Session, event: EventRow, guest: PersonRow, valid: dict[UUID, BadgeRow], status: Status) -> str:
    change_person(session, event.id, guest.id, PersonDraft(status=status))
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
