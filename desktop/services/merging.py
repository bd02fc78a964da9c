"""Two records of one person become one, and come apart again."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import contacts
from desktop.domain.matching import person_key, place_key
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Verdict
from desktop.errors import N_, UserError
from desktop.models import (
    AgreementPerson,
    Answer,
    Badge,
    BadgePrint,
    Category,
    CheckpointGuest,
    DelegationPerson,
    Gift,
    GroupPerson,
    HardLimit,
    ItemPerson,
    JournalEntry,
    Journey,
    Organisation,
    Person,
    Post,
    PrecedencePlace,
    Registration,
    Row,
    Scan,
    StagePerson,
    StopPerson,
    Substitution,
    VehiclePerson,
    VisitTie,
)
from desktop.storage.journal import UPDATE, journal_of
from desktop.storage.undoing import rows_of, undo_action

_CHOSEN = (
    "name_zh", "name_latin", "honorific_zh", "honorific_en", "postnominal_zh", "postnominal_en", "language", "diet",
    "access", "photo",
)  # fmt: skip
_MERGED = "merged"
_LOCAL = 8
"""Of two ways to write a number, so many last digits are the same."""
_ONCE: Mapping[Any, tuple[str, ...]] = {
    ItemPerson: ("item_id", "part"), StagePerson: ("plan_id",), PrecedencePlace: ("class_id",),
    DelegationPerson: ("delegation_id", "role"), StopPerson: ("stop_id", "role"), GroupPerson: ("group_id", "role"),
    VehiclePerson: ("visit_id", "vehicle_id", "leg_id"),
}  # fmt: skip
"""Of what one guest can be only once."""
_NAMED: Sequence[tuple[Any, str]] = (
    (Substitution, "out_id"), (Substitution, "in_id"), (DelegationPerson, "counterpart_id"), (Journey, "met_by_id"),
    (VisitTie, "one_id"), (VisitTie, "other_id"),
)  # fmt: skip
"""Where a guest is named beside another one."""
_CHOSEN_HERE = ("category_id", "status", "role", "attendance", "seat", "escort", "note", "delegation_id")


class SamePerson(UserError):
    code = "same_person"
    text = N_("This is one record already. Choose another one.")


class NotMerged(UserError):
    code = "not_merged"
    text = N_("This record is not part of another one any more.")


class MergedOn(UserError):
    code = "merged_on"
    text = N_("The record this one became part of is now part of another. Separate {name} first.")


@dataclass(frozen=True, slots=True)
class Differing:
    """A field in which two records differ, both saying something. A category has its names."""

    field: str
    kept: str | LocalName
    other: str | LocalName


def differing(session: Session, kept_id: UUID, other_id: UUID) -> list[Differing]:
    """Where somebody has to choose; what only one of the two says is kept anyway, and so are all posts and contacts."""
    kept, other = _both(session, kept_id, other_id)
    found = [
        Differing(name, getattr(kept, name), getattr(other, name))
        for name in _CHOSEN
        if getattr(kept, name) and getattr(other, name) and getattr(kept, name) != getattr(other, name)
    ]
    for ours, theirs in _shared(session, kept_id, other_id):
        for name in _CHOSEN_HERE:
            before, after = getattr(ours, name), getattr(theirs, name)
            if before and after and before != after and name != "delegation_id":
                found.append(Differing(name, _said(session, name, before), _said(session, name, after)))
    return found


def merge(session: Session, kept_id: UUID, other_id: UUID, take: Collection[str] = ()) -> None:
    """Make the record ``other_id`` part of ``kept_id``: its posts, registrations, badges and check-ins move.

    Of the fields that differ, those in ``take`` become what the other record says. Raises ``SamePerson``.
    """
    kept, other = _both(session, kept_id, other_id)
    _take_over(kept, other, _CHOSEN, take)
    kept.phone = _joined(kept.phone, other.phone, _dialled)
    kept.phone_e164 = " ".join(dict.fromkeys((*kept.phone_e164.split(), *other.phone_e164.split())))
    kept.email = _joined(kept.email, other.email, str.casefold)
    kept.tags = contacts.tidy_tags(f"{kept.tags}, {other.tags}")
    kept.folded = person_key(kept.name_zh, kept.name_latin)
    _move_posts(session, kept_id, other_id)
    for ours, theirs in _shared(session, kept_id, other_id):
        _fold(session, ours, theirs, take)
    for registration in _live(session, other_id):
        registration.person_id = kept_id
    other.merged_into_id, other.deleted_at = kept_id, journal_of(session).now
    session.flush()
    _mark(session, kept_id)


def separate(session: Session, other_id: UUID) -> UUID:
    """Take the merging of a record back, wherever nothing was changed since; returns the record it had become part of.

    What happened to either since stays: a field that was changed later keeps what it says now, and check-ins stay with
    the badge that was read. Raises ``NotMerged``, or ``MergedOn`` where that record is part of a third one by now.
    """
    other = session.get(Person, other_id)
    if other is None or other.merged_into_id is None:
        raise NotMerged
    kept_id = other.merged_into_id
    kept = session.get_one(Person, kept_id)
    if kept.merged_into_id is not None:
        raise MergedOn(name=kept.name_zh or kept.name_latin)
    entries = session.scalars(
        select(JournalEntry)
        .where(JournalEntry.row_id == other_id, JournalEntry.table_name == "person")
        .order_by(JournalEntry.position.desc())
    )
    action = next(entry.action for entry in entries if '"merged_into_id":"' in (entry.after or ""))
    moved = rows_of(session, action, "badge", "update")
    undo_action(session, action, keep_later=True)
    for scan, badge in session.execute(
        select(Scan, Badge).join(Badge, Badge.id == Scan.badge_id).where(Scan.badge_id.in_(moved))
    ):
        scan.registration_id = badge.registration_id
    for registration in (*_live(session, kept_id), *_live(session, other_id)):
        _let_one_badge_count(session, _badges(session, registration.id))
    session.flush()
    _mark(session, kept_id)
    return kept_id


def _mark(session: Session, kept_id: UUID) -> None:
    """Name in the journal the record that another became part of, or ceased to be: its own row may say as before."""
    journal_of(session).record("person", kept_id, UPDATE, {}, {})


def _both(session: Session, kept_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    kept, other = session.get(Person, kept_id), session.get(Person, other_id)
    if kept is None or other is None or kept is other or kept.deleted_at or other.deleted_at:
        raise SamePerson
    return kept, other


def _live(session: Session, person_id: UUID) -> Sequence[Registration]:
    query = select(Registration).where(Registration.person_id == person_id, Registration.deleted_at.is_(None))
    return session.scalars(query.order_by(Registration.id)).all()


def _shared(session: Session, kept_id: UUID, other_id: UUID) -> list[tuple[Registration, Registration]]:
    """Both registrations of each event where both records are."""
    ours = {registration.event_id: registration for registration in _live(session, kept_id)}
    return [(ours[theirs.event_id], theirs) for theirs in _live(session, other_id) if theirs.event_id in ours]


def _take_over(target: Any, source: Any, names: Collection[str], take: Collection[str]) -> None:
    for name in names:
        if getattr(source, name) and (name in take or not getattr(target, name)):
            setattr(target, name, getattr(source, name))


def _joined(one: str, other: str, key: Callable[[str], str]) -> str:
    """The numbers or addresses of both, each once."""
    found: dict[str, str] = {}
    for part in (*contacts.addresses(one), *contacts.addresses(other)):
        found.setdefault(key(part), part)
    return contacts.BETWEEN.join(found.values())


def _dialled(number: str) -> str:
    return "".join(character for character in number if character.isdecimal())[-_LOCAL:] or number


def _move_posts(session: Session, kept_id: UUID, other_id: UUID) -> None:
    def held(person_id: UUID) -> Sequence[tuple[Post, str]]:
        query = (
            select(Post, Organisation.name_zh, Organisation.name_en)
            .outerjoin(Organisation, Organisation.id == Post.organisation_id)
            .where(Post.person_id == person_id, Post.deleted_at.is_(None))
            .order_by(Post.rank)
        )
        return [(post, name_zh or name_en or "") for post, name_zh, name_en in session.execute(query)]

    def key(post: Post, place: str) -> tuple[str, str]:
        return place_key(post.title_zh or post.title_en), place_key(place)

    ours = held(kept_id)
    known, rank = {key(*one) for one in ours}, len(ours)
    for post, place in held(other_id):
        if key(post, place) in known:
            post.deleted_at = journal_of(session).now
        else:
            rank += 1
            post.person_id, post.rank = kept_id, rank
            known.add(key(post, place))
    session.flush()


def _fold(session: Session, ours: Registration, theirs: Registration, take: Collection[str]) -> None:
    """Make two registrations of one event one: what hangs on ``theirs`` hangs on ``ours``."""
    _take_over(ours, theirs, _CHOSEN_HERE, take)
    if ours.principal_id is None and theirs.principal_id != ours.id:
        ours.principal_id = theirs.principal_id
    if ours.principal_id == theirs.id:
        ours.principal_id = None
    theirs.deleted_at = journal_of(session).now
    session.flush()
    for companion in session.scalars(select(Registration).where(Registration.principal_id == theirs.id)):
        companion.principal_id = ours.id if companion.id != ours.id else None
    for other in session.scalars(select(Registration).where(Registration.replaces_id == theirs.id)):
        other.replaces_id = ours.id if other.id != ours.id else None
    _move_over(session, ours.id, theirs.id)
    badges = [*_badges(session, ours.id), *_badges(session, theirs.id)]
    for badge in badges:
        badge.registration_id = ours.id
    _let_one_badge_count(session, badges)
    session.flush()


def _move_over(session: Session, ours: UUID, theirs: UUID) -> None:
    """Let what hangs on one registration hang on the other."""
    hanging: tuple[Any, ...] = (Scan, CheckpointGuest, Answer, AgreementPerson, HardLimit, Journey, Gift)
    for model in hanging:
        for row in session.scalars(select(model).where(model.registration_id == theirs)):
            row.registration_id = ours
    for model, names in _ONCE.items():
        _once(session, model, names, ours, theirs)
    for model, name in _NAMED:
        for row in session.scalars(select(model).where(getattr(model, name) == theirs)):
            setattr(row, name, ours)


def _once(session: Session, model: Any, names: Sequence[str], ours: UUID, theirs: UUID) -> None:
    """Let the rows of ``theirs`` be those of ``ours``, but those that would say the same of one guest twice."""

    def said(row: Row) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in names)

    living = select(model).where(model.deleted_at.is_(None))
    known = {said(row) for row in session.scalars(living.where(model.registration_id == ours))}
    for row in session.scalars(living.where(model.registration_id == theirs)):
        if said(row) in known:
            row.deleted_at = journal_of(session).now
        else:
            row.registration_id = ours


def _let_one_badge_count(session: Session, badges: Sequence[Badge]) -> None:
    """Of those of one guest; without any, the best of those that gave way to one that is somebody else's again."""
    here = {badge.id for badge in badges}
    valid = [badge for badge in badges if badge.revoked_at is None]
    gave_way = [one for one in badges if one.revoked_why == _MERGED and one.replaced_by_id not in here]
    ours = valid or gave_way
    if not ours:
        return
    worn = max(ours, key=lambda badge: (_worn(session, badge), badge is ours[0]))
    worn.revoked_at, worn.revoked_why, worn.replaced_by_id = None, "", None
    for badge in valid:
        if badge is not worn:
            badge.revoked_at, badge.revoked_why = journal_of(session).now, _MERGED
            badge.replaced_by_id = worn.id


def _badges(session: Session, registration_id: UUID) -> Sequence[Badge]:
    query = select(Badge).where(Badge.registration_id == registration_id, Badge.deleted_at.is_(None))
    return session.scalars(query.order_by(Badge.issued_at, Badge.id)).all()


def _worn(session: Session, badge: Badge) -> int:
    """How likely a guest wears this badge: it let them in, it was printed, or neither."""
    admitted = select(Scan.id).where(Scan.badge_id == badge.id, Scan.verdict == Verdict.ADMITTED)
    if session.scalars(admitted.limit(1)).first() is not None:
        return 2
    return int(
        session.scalars(select(BadgePrint.id).where(BadgePrint.badge_id == badge.id).limit(1)).first() is not None
    )


def _said(session: Session, name: str, value: Any) -> str | LocalName:
    if name != "category_id":
        return str(value)
    category = session.get_one(Category, value)
    return LocalName(category.name_hant, category.name_hans, category.name_en)
