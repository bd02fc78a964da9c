"""What an import would do to each row: compared with everybody known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.list_values import ListedPerson, PeopleList, Problem
from desktop.domain.matching import person_key, place_key
from desktop.domain.names import ListedName, split_name
from desktop.domain.text import LocalName, fold, has_han
from desktop.domain.verdicts import EXPECTED
from desktop.errors import N_
from desktop.models import Delegation, Organisation, Person, Post, Registration
from desktop.services.categories import CategoryRow, categories, matching
from desktop.services.people_list import people

_CHUNK = 500
_Held = tuple[str, str, str, str]
_SAME_LIST = 0.5
_NOT_EXPECTED = ("not_expected", N_("This guest was cancelled or declined, which the list does not change."))
_LISTED_TWICE = ("listed_twice", N_("This person stands on the list twice; the first row counts."))


class Standing(StrEnum):
    """What a row of a list is to the event."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field was and would become."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of a list and what becomes of it. ``person`` is the known one it is taken for; ``key`` finds people."""

    listed: ListedPerson
    standing: Standing
    category: str
    person: UUID | None = None
    registration: UUID | None = None
    changes: tuple[FieldChange, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who came from an earlier version of this list and is no longer on it. ``arrived`` ones stay."""

    registration: UUID
    name: str
    posts: str
    category: LocalName
    arrived: bool


@dataclass(slots=True)
class _Known:
    """A person of the database, with what a list can be compared with."""

    person: Person
    registration: Registration | None
    posts: list[_Held]
    places: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()


def plan(session: Session, listed: PeopleList, event_id: UUID | None) -> tuple[list[Planned], tuple[Problem, ...]]:
    """Compare a list with everybody known; writes nothing."""
    keys = [person_key(row.name.name_zh, row.name.name_latin) for row in listed.people]
    known = _known(session, set(keys), event_id)
    names = categories(session, event_id) if event_id is not None else []
    by_id = {category.id: category for category in names}
    groups = delegations(session, event_id) if event_id is not None else {}
    planned: list[Planned] = []
    problems = list(listed.problems)
    before: dict[ListedName, list[frozenset[str]]] = defaultdict(list)
    for row, key in zip(listed.people, keys, strict=True):
        places = _places(held.organisation or held.title for held in row.posts)
        if any(_agree(places, other) for other in before[row.name]):
            code, text = _LISTED_TWICE
            name = row.name.name_zh or row.name.name_latin
            problems.append(Problem(row.row, "", name, code, text, rejected=True, name=name, table=row.table))
            continue
        before[row.name].append(places)
        category = _category_text(row, names)
        match = _match(row, places, known[key]) if key in known else None
        if match is None:
            planned.append(Planned(row, Standing.NEW, category, key=key))
            continue
        known[key].remove(match)
        changes = _changes(row, match, category, by_id, groups)
        standing = Standing.NEW
        if match.registration is not None:
            standing = Standing.UPDATED if changes else Standing.SAME
            if row.status is None and match.registration.status not in EXPECTED:
                code, text = _NOT_EXPECTED
                problems.append(
                    Problem(row.row, "", row.name.name_zh or row.name.name_latin, code, text, table=row.table)
                )
        registration = match.registration.id if match.registration is not None else None
        planned.append(Planned(row, standing, category, match.person.id, registration, changes, key))
    return planned, tuple(sorted(problems, key=lambda problem: (problem.table, problem.row)))


def missing(
    session: Session, rows: Sequence[Planned], problems: Sequence[Problem], event_id: UUID | None
) -> tuple[Missing, ...]:
    """Who came from an earlier version of this list and is no longer on it, not even in a row that is left out.

    An earlier version is a list of which half the people or more stand on this one too.
    """
    if event_id is None:
        return ()
    named = [split_name(problem.name) for problem in problems if problem.rejected and problem.name]
    left_out = {person_key(name.name_zh, name.name_latin) for name in named}
    here = {row.registration for row in rows if row.registration is not None}
    came: dict[UUID | None, list[UUID]] = defaultdict(list)
    for registration, batch, key in session.execute(
        select(Registration.id, Registration.import_id, Person.folded)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.import_id.is_not(None),
            Registration.deleted_at.is_(None),
            Registration.status.in_(EXPECTED),
        )
    ):
        came[batch].append(registration)
        if key in left_out:
            here.add(registration)
    gone = [
        one
        for of_batch in came.values()
        if sum(one in here for one in of_batch) >= _SAME_LIST * len(of_batch)
        for one in of_batch
        if one not in here
    ]
    return tuple(_described(session, event_id, gone))


def _described(session: Session, event_id: UUID, registrations: Sequence[UUID]) -> list[Missing]:
    rows = people(session, event_id, only=registrations) if registrations else []
    return [
        Missing(row.id, row.name, f"{row.organisation} {row.title}".strip(), row.category, row.arrived_at is not None)
        for row in rows
    ]


def delegations(session: Session, event_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """The names of each delegation of an event."""
    found = session.execute(
        select(Delegation.id, Delegation.name_hant, Delegation.name_hans, Delegation.name_en).where(
            Delegation.event_id == event_id, Delegation.deleted_at.is_(None)
        )
    )
    return {key: tuple(names) for key, *names in found}


def _known(session: Session, keys: set[str], event_id: UUID | None) -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = defaultdict(list)
    by_person: dict[UUID, _Known] = {}
    for chunk in chunks(sorted(keys)):
        query = select(Person).where(Person.folded.in_(chunk), Person.deleted_at.is_(None)).order_by(Person.id)
        for person in session.scalars(query):
            by_person[person.id] = _Known(person, None, [])
            found[person.folded].append(by_person[person.id])
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
    for one in by_person.values():
        one.places = _places(held[1] or held[0] for held in one.posts)
        one.reached = _reached(one.person.phone, one.person.email)
    return found


def _match(row: ListedPerson, places: frozenset[str], candidates: Sequence[_Known]) -> _Known | None:
    """The known person that a row means: by phone or e-mail, then those registered here, then by where they work."""
    reached = _reached(row.phone, row.email)
    found, best = None, 0
    for known in candidates:
        if reached and not reached.isdisjoint(known.reached):
            return known
        rank = 1 + (not places.isdisjoint(known.places)) + 2 * (known.registration is not None)
        if rank > best and _agree(places, known.places):
            found, best = known, rank
    return found


def _reached(phone: str, email: str) -> frozenset[str]:
    return frozenset(map(fold, filter(None, (phone, email))))


def _places(names: Iterable[str]) -> frozenset[str]:
    return frozenset(_place_key(name) for name in names if name)


_place_key = lru_cache(maxsize=1 << 16)(place_key)


def _agree(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether any of ``ours`` may be any of ``theirs``; nothing known on one side speaks against nothing."""
    if not ours or not theirs or not ours.isdisjoint(theirs):
        return True
    return any(a in b or b in a for a in ours for b in theirs)


def _category_text(row: ListedPerson, known: list[CategoryRow]) -> str:
    """What the list says the guest is: its section or column, or a role that is the name of a category."""
    if row.category:
        return row.category
    for part in row.role.replace(",", "、").replace("，", "、").replace("/", "、").split("、"):
        if part.strip() and matching(known, part.strip()) is not None:
            return part.strip()
    return ""


def _changes(
    row: ListedPerson,
    known: _Known,
    category: str,
    by_id: dict[UUID, CategoryRow],
    groups: dict[UUID, tuple[str, ...]],
) -> tuple[FieldChange, ...]:
    """What the list would change; what it leaves blank changes nothing."""
    changes = [
        FieldChange(name, getattr(known.person, name), value)
        for name, value in person_values(row).items()
        if value and value != getattr(known.person, name) and name not in ("name_zh", "name_latin", "folded")
    ]
    if has_han(row.name.name_zh) and not known.person.name_zh:
        changes.append(FieldChange("name_zh", "", row.name.name_zh))
    if row.name.name_latin and not known.person.name_latin:
        changes.append(FieldChange("name_latin", "", row.name.name_latin))
    posts = [(post.title, post.organisation, post.title_en, post.organisation_en) for post in row.posts]
    if posts and _compared(posts, posts) != _compared(known.posts, posts) and not _says_less(posts, known.posts):
        changes.append(FieldChange("posts", _posts_text(known.posts), _posts_text(posts)))
    if known.registration is None:
        return tuple(changes)
    changes += [
        FieldChange(name, getattr(known.registration, name), value)
        for name, value in registration_values(row).items()
        if value and value != getattr(known.registration, name)
    ]
    current = by_id.get(known.registration.category_id)
    group = groups.get(known.registration.delegation_id, ()) if known.registration.delegation_id else ()
    if row.delegation and row.delegation not in group:
        changes.append(FieldChange("delegation", next(filter(None, group), ""), row.delegation))
    if row.status is not None and row.status is not known.registration.status:
        changes.append(FieldChange("status", known.registration.status.value, row.status.value))
    if category and current is not None and matching([current], category) is None:
        changes.append(FieldChange("category", current.code, category))
    return tuple(changes)


def _compared(posts: Sequence[_Held], listed: Sequence[_Held]) -> list[tuple[str, ...]]:
    """Posts as they are compared: the other script is no change, nor is English of which the list says nothing."""
    english = any(held[2] or held[3] for held in listed)
    return [tuple(map(place_key, held if english else held[:2])) for held in posts]


def _says_less(listed: Sequence[_Held], known: Sequence[_Held]) -> bool:
    """Whether a list names but titles, or but organisations, and all of these are known."""
    if any(title and place for title, place, *_english in listed):
        return False
    pairs = _compared(known, ())
    return all(any(not ((a and a != c) or (b and b != d)) for c, d in pairs) for a, b in _compared(listed, ()))


def _posts_text(posts: Iterable[_Held]) -> str:
    return "\n".join(f"{place} {title}".strip() for title, place, *_english in posts)


def person_values(row: ListedPerson) -> dict[str, str]:
    """What a row says of the person, by the field of ``Person``."""
    name = row.name
    return {
        "name_zh": name.name_zh,
        "name_latin": name.name_latin,
        "honorific_zh": name.honorific_zh,
        "honorific_en": name.honorific_en,
        "postnominal_zh": name.postnominal_zh,
        "postnominal_en": name.postnominal_en,
        "phone": row.phone,
        "email": row.email,
        "language": row.language,
        "diet": row.diet,
        "access": row.access,
        "tags": row.tags,
    }


def registration_values(row: ListedPerson) -> dict[str, str]:
    """What a row says of the registration, by the field of ``Registration``; its status apart."""
    extra = [f"{header}: {value}" for header, value in row.extra]
    return {
        "role": row.role,
        "attendance": row.attendance,
        "seat": row.seat,
        "escort": row.escort,
        "note": "\n".join(filter(None, [row.note, *extra])),
    }


def chunks(items: list[Any]) -> Iterable[list[Any]]:
    """``items`` in pieces that fit one query."""
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
