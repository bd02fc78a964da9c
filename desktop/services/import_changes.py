"""What the rows of a list change about the people they mean."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.list_values import ListedPerson
from desktop.domain.matching import place_key
from desktop.domain.text import has_han
from desktop.models import Delegation, Registration
from desktop.services.categories import categories, matching
from desktop.services.import_match import Held, Known, Signs


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
    """One row of a list and what becomes of it. ``person`` is the known one it is taken for; ``key`` finds people.

    ``host`` is whom they come with: a registration, or the place among the rows planned of somebody new.
    """

    listed: ListedPerson
    standing: Standing
    category: str
    person: UUID | None = None
    registration: UUID | None = None
    changes: tuple[FieldChange, ...] = ()
    key: str = ""
    host: UUID | int | None = None


class Comparison:
    """What the rows of a list change about the people they mean, by what the event has."""

    def __init__(self, session: Session, event_id: UUID | None) -> None:
        self._categories = categories(session, event_id) if event_id is not None else []
        self._by_id = {category.id: category for category in self._categories}
        self._groups = delegations(session, event_id) if event_id is not None else {}

    def planned(self, row: ListedPerson, key: str, signs: Signs | None, match: Known | None) -> Planned:
        """What becomes of a row that means ``match``, or somebody new."""
        category = self._category_text(row)
        if match is None or signs is None:
            return Planned(row, Standing.NEW, category, key=key)
        changes = (*_of_person(row, signs, match), *self._of_registration(row, category, match.registration))
        if match.registration is None:
            return Planned(row, Standing.NEW, category, match.person.id, None, changes, key)
        standing = Standing.UPDATED if changes else Standing.SAME
        return Planned(row, standing, category, match.person.id, match.registration.id, changes, key)

    def _category_text(self, row: ListedPerson) -> str:
        """What the list says the guest is: its section or column, or a role that is the name of a category."""
        if row.category or not row.role:
            return row.category
        for part in row.role.replace(",", "、").replace("，", "、").replace("/", "、").split("、"):
            if part.strip() and matching(self._categories, part.strip()) is not None:
                return part.strip()
        return ""

    def _of_registration(
        self, row: ListedPerson, category: str, registration: Registration | None
    ) -> Iterator[FieldChange]:
        if registration is None:
            return
        for name, value in registration_values(row).items():
            if value and value != getattr(registration, name):
                yield FieldChange(name, getattr(registration, name), value)
        group = self._groups.get(registration.delegation_id, ()) if registration.delegation_id else ()
        if row.delegation and row.delegation not in group:
            yield FieldChange("delegation", next(filter(None, group), ""), row.delegation)
        if row.status is not None and row.status is not registration.status:
            yield FieldChange("status", registration.status.value, row.status.value)
        current = self._by_id.get(registration.category_id)
        if category and current is not None and matching([current], category) is None:
            yield FieldChange("category", current.code, category)


def _of_person(row: ListedPerson, signs: Signs, known: Known) -> Iterator[FieldChange]:
    """What the list would change about a person; what it leaves blank, or only writes otherwise, changes nothing."""
    said = {"phone": signs.numbers <= known.signs.numbers, "email": signs.addresses <= known.signs.addresses}
    for name, value in person_values(row).items():
        before = getattr(known.person, name)
        if name in ("name_zh", "name_latin"):
            if value and not before and (name == "name_latin" or has_han(value)):
                yield FieldChange(name, "", value)
        elif value and value != before and not said.get(name):
            yield FieldChange(name, before, value)
    if row.photo and (photo := hashlib.sha256(row.photo).hexdigest()) != known.person.photo:
        yield FieldChange("photo", known.person.photo, photo)
    posts = [(post.title, post.organisation, post.title_en, post.organisation_en) for post in row.posts]
    if (
        posts
        and posts != known.posts
        and _compared(posts, posts) != _compared(known.posts, posts)
        and not _says_less(posts, known.posts)
    ):
        yield FieldChange("posts", _posts_text(known.posts), _posts_text(posts))


def _compared(posts: Sequence[Held], listed: Sequence[Held]) -> list[tuple[str, ...]]:
    """Posts as they are compared: the other script is no change, nor is English of which the list says nothing."""
    english = any(held[2] or held[3] for held in listed)
    return [tuple(map(place_key, held if english else held[:2])) for held in posts]


def _says_less(listed: Sequence[Held], known: Sequence[Held]) -> bool:
    """Whether a list names but titles, or but organisations, and all of these are known."""
    if any(title and place for title, place, *_english in listed):
        return False
    pairs = _compared(known, ())
    return all(any(not ((a and a != c) or (b and b != d)) for c, d in pairs) for a, b in _compared(listed, ()))


def _posts_text(posts: Iterable[Held]) -> str:
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


def delegations(session: Session, event_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """The names of each delegation of an event."""
    found = session.execute(
        select(Delegation.id, Delegation.name_hant, Delegation.name_hans, Delegation.name_en).where(
            Delegation.event_id == event_id, Delegation.deleted_at.is_(None)
        )
    )
    return {key: tuple(names) for key, *names in found}
