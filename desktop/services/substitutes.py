"""Another guest comes in the place of one who was expected."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.verdicts import Status
from desktop.errors import N_, UserError
from desktop.models import Badge, Person, Registration
from desktop.services.badges import BadgeRow
from desktop.services.people import WalkIn, register
from desktop.services.reasons import reason
from desktop.services.taking_back import this_action
from desktop.services.visits_substitutes import travel_instead
from desktop.storage.journal import journal_of

_TAKEN_OVER = ("delegation_id", "principal_id", "role", "attendance", "seat", "escort")


class ComesNot(UserError):
    code = "comes_not"
    text = N_("{name} does not come any more. Nobody can come in the place of who is not expected.")


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who comes now, with their badge; ``action`` is what ``taking_back.take_back`` undoes."""

    badge: BadgeRow
    replaced: UUID
    action: UUID


def substitute(session: Session, event_id: UUID, registration_id: UUID, guest: WalkIn, why: str = "") -> Substitute:
    """Let ``guest`` come in the place of a registration: the same delegation, seat, escort and role,
    and the same groups and vehicles of visits.

    Whoever was expected is declined, and their badges are revoked for the reason ``why``, or for the name of who
    comes. Their companions come with the new guest. Raises ``ComesNot`` where the registration is declined or
    cancelled, and what ``people.register`` raises.
    """
    journal = journal_of(session)
    before = session.get_one(Registration, registration_id)
    if not before.status.expected:
        person = session.get_one(Person, before.person_id)
        raise ComesNot(name=person.name_zh or person.name_latin)
    _, badge = register(session, event_id, guest)
    after = session.get_one(Registration, badge.registration)
    for name in _TAKEN_OVER:
        setattr(after, name, getattr(before, name))
    after.replaces_id = before.id
    before.status = Status.DECLINED
    for companion in session.scalars(select(Registration).where(Registration.principal_id == before.id)):
        companion.principal_id = after.id
    valid = select(Badge).where(
        Badge.registration_id == before.id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None)
    )
    for old in session.scalars(valid):
        old.revoked_at, old.revoked_why = journal.now, reason(why) or badge.name
        old.replaced_by_id = badge.badge
    session.flush()
    travel_instead(session, event_id, before.id, after.id)
    return Substitute(badge, before.id, this_action(session))
