"""The people whom the names of a list may mean, with what tells them apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.list_values import ListedPerson
from desktop.domain.matching import latin_key
from desktop.models import Badge, Organisation, Person, Post, Registration
from desktop.services.import_match import Known, signs_of

_CHUNK = 500
_FIRST_HAN = "\u2e80"


def _people_by_key(
    session: Session, listed: Sequence[ListedPerson], keys: Sequence[str]
) -> Iterator[tuple[str, Person]]:
    """The people with one of ``keys``, each with it; then those whom only the Latin name of a row finds."""
    here = Person.deleted_at.is_(None)
    for chunk in chunks(sorted(set(keys))):
        query = select(Person).where(Person.folded.in_(chunk), here).order_by(Person.id)
        yield from ((person.folded, person) for person in session.scalars(query))
    found: dict[UUID, str] = {}
    if latin := {key for row, key in zip(listed, keys, strict=True) if not row.name.name_zh}:
        named = select(Person.id, Person.name_latin).where(Person.name_zh != "", Person.name_latin != "", here)
        found = {one: key for one, name in session.execute(named) if (key := latin_key(name)) in latin}
    if both := [row.name.name_latin for row in listed if row.name.name_zh and row.name.name_latin]:
        unnamed = session.execute(
            select(Person.id, Person.folded).where(Person.folded != "", Person.folded < _FIRST_HAN, here)
        ).all()
        wanted = set(map(latin_key, both)).difference(keys) if unnamed else set()
        found |= {one: folded for one, folded in unnamed if folded in wanted}
    for ids in chunks(sorted(found)):
        yield from ((found[one.id], one) for one in session.scalars(select(Person).where(Person.id.in_(ids))))


def known_people(
    session: Session, listed: Sequence[ListedPerson], keys: Sequence[str], event_id: UUID | None, region: str
) -> dict[str, list[Known]]:
    """The people with one of ``keys``, by the key: also those whom only the Latin name of a row finds."""
    found: dict[str, list[Known]] = defaultdict(list)
    by_person: dict[UUID, Known] = {}
    for key, person in _people_by_key(session, listed, keys):
        one = by_person.setdefault(person.id, Known(person, None, []))
        found[key].append(one)
    for ids in chunks(list(by_person)):
        posts = session.execute(
            select(Post.person_id, Post.title_zh, Post.title_en, Organisation.name_zh, Organisation.name_en)
            .outerjoin(Organisation, Organisation.id == Post.organisation_id)
            .where(Post.person_id.in_(ids), Post.deleted_at.is_(None))
            .order_by(Post.person_id, Post.rank)
        )
        for person_id, title_zh, title_en, place_zh, place_en in posts:
            held = (title_zh or title_en, place_zh or place_en or "", title_en, place_en or "")
            by_person[person_id].posts.append(held)
        registrations = session.scalars(
            select(Registration).where(
                Registration.person_id.in_(ids),
                Registration.event_id == event_id,
                Registration.deleted_at.is_(None),
            )
        )
        for registration in registrations:
            by_person[registration.person_id].registration = registration
    serials = _serials(session, event_id) if any(row.serial for row in listed) else {}
    for one in by_person.values():
        badges = serials.get(one.registration.id, ()) if one.registration is not None else ()
        one.signs = signs_of(one.person.phone, one.person.email, region, one.posts, badges, one.person.phone_e164)
    return found


def _serials(session: Session, event_id: UUID | None) -> dict[UUID, list[str]]:
    """The serials of all badges that each registration of an event ever had."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for registration, serial in session.execute(
        select(Badge.registration_id, Badge.serial).where(Badge.event_id == event_id, Badge.deleted_at.is_(None))
    ):
        found[registration].append(serial)
    return found


def chunks(items: list[Any]) -> Iterable[list[Any]]:
    """``items`` in pieces that fit one query."""
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
