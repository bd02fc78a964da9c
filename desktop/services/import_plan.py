"""What an import does to each row: compared with everybody known, then written in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.matching import person_key, place_key, places_agree
from desktop.domain.people_list import ListedPerson, PeopleList, Problem
from desktop.domain.text import has_han
from desktop.errors import N_
from desktop.models import Organisation, Person, Post, Registration
from desktop.progress import Progress
from desktop.services.categories import CategoryRow, categories, ensure_category, matching
from desktop.services.organisations import new_organisation
from desktop.services.people import last_order
from desktop.storage.journal import insert_rows, journal_of

_CHUNK = 500
_DEFAULT_CATEGORY = "delegate"
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
    """One row of a list and what becomes of it. ``person`` is the known one it is taken for."""

    listed: ListedPerson
    standing: Standing
    category: str
    person: UUID | None = None
    registration: UUID | None = None
    changes: tuple[FieldChange, ...] = ()


@dataclass(slots=True)
class _Known:
    """A person of the database, with what a list can be compared with."""

    person: Person
    registration: Registration | None
    posts: list[tuple[str, str]]


def plan(session: Session, listed: PeopleList, event_id: UUID | None) -> tuple[list[Planned], tuple[Problem, ...]]:
    """Compare a list with everybody known; writes nothing."""
    keys = {row.row: person_key(row.name.name_zh, row.name.name_latin) for row in listed.people}
    known = _known(session, set(keys.values()), event_id)
    names = categories(session, event_id) if event_id is not None else []
    by_id = {category.id: category for category in names}
    planned: list[Planned] = []
    problems = list(listed.problems)
    taken: set[UUID] = set()
    before: dict[str, list[ListedPerson]] = defaultdict(list)
    for row in listed.people:
        key = keys[row.row]
        if any(_same_guest(row, other) for other in before[key]):
            code, text = _LISTED_TWICE
            name = row.name.name_zh or row.name.name_latin
            problems.append(Problem(row.row, "", name, code, text, rejected=True, name=name))
            continue
        before[key].append(row)
        category = _category_text(row, names)
        match = _match(row, [k for k in known.get(key, ()) if k.person.id not in taken])
        if match is None:
            planned.append(Planned(row, Standing.NEW, category))
            continue
        taken.add(match.person.id)
        changes = _changes(row, match, category, by_id)
        standing = Standing.NEW
        if match.registration is not None:
            standing = Standing.UPDATED if changes else Standing.SAME
        registration = match.registration.id if match.registration is not None else None
        planned.append(Planned(row, standing, category, match.person.id, registration, changes))
    return planned, tuple(sorted(problems, key=lambda problem: problem.row))


def apply_plan(
    session: Session,
    rows: Sequence[Planned],
    event_id: UUID,
    batch_id: UUID,
    default_category: str,
    progress: Progress,
) -> None:
    """Write what was planned. Raises ``Cancelled`` between rows; the caller's transaction then leaves nothing."""
    _Writer(session, event_id, batch_id, default_category or _DEFAULT_CATEGORY).write(rows, progress)


def _known(session: Session, keys: set[str], event_id: UUID | None) -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = defaultdict(list)
    by_person: dict[UUID, _Known] = {}
    for chunk in _chunks(sorted(keys)):
        query = select(Person).where(Person.folded.in_(chunk), Person.deleted_at.is_(None)).order_by(Person.id)
        for person in session.scalars(query):
            by_person[person.id] = _Known(person, None, [])
            found[person.folded].append(by_person[person.id])
    for ids in _chunks(list(by_person)):
        posts = session.execute(
            select(Post.person_id, Post.title_zh, Post.title_en, Organisation.name_zh, Organisation.name_en)
            .outerjoin(Organisation, Organisation.id == Post.organisation_id)
            .where(Post.person_id.in_(ids), Post.deleted_at.is_(None))
            .order_by(Post.person_id, Post.rank)
        )
        for person_id, title_zh, title_en, place_zh, place_en in posts:
            by_person[person_id].posts.append((title_zh or title_en, place_zh or place_en or ""))
        registrations = session.scalars(
            select(Registration).where(
                Registration.person_id.in_(ids),
                Registration.event_id == event_id,
                Registration.deleted_at.is_(None),
            )
        )
        for registration in registrations:
            by_person[registration.person_id].registration = registration
    return found


def _match(row: ListedPerson, candidates: Sequence[_Known]) -> _Known | None:
    """The known person that a row means: those registered here first, then by where they work."""
    places = _places(row)
    agreeing = [known for known in candidates if places_agree(places, [place or title for title, place in known.posts])]
    here = [known for known in agreeing if known.registration is not None]
    return next(iter(here or agreeing), None)


def _same_guest(one: ListedPerson, other: ListedPerson) -> bool:
    return one.name == other.name and places_agree(_places(one), _places(other))


def _places(row: ListedPerson) -> list[str]:
    return [post.organisation or post.title for post in row.posts]


def _category_text(row: ListedPerson, known: list[CategoryRow]) -> str:
    """What the list says the guest is: its section or column, or a role that is the name of a category."""
    if row.category:
        return row.category
    for part in row.role.replace(",", "、").replace("，", "、").replace("/", "、").split("、"):
        if part.strip() and matching(known, part.strip()) is not None:
            return part.strip()
    return ""


def _changes(
    row: ListedPerson, known: _Known, category: str, by_id: dict[UUID, CategoryRow]
) -> tuple[FieldChange, ...]:
    """What the list would change; what it leaves blank changes nothing."""
    changes = [
        FieldChange(name, getattr(known.person, name), value)
        for name, value in _person_values(row).items()
        if value and value != getattr(known.person, name) and name not in ("name_zh", "name_latin", "folded")
    ]
    if has_han(row.name.name_zh) and not known.person.name_zh:
        changes.append(FieldChange("name_zh", "", row.name.name_zh))
    if row.name.name_latin and not known.person.name_latin:
        changes.append(FieldChange("name_latin", "", row.name.name_latin))
    posts = [(post.title, post.organisation) for post in row.posts]
    if posts and _compared(posts) != _compared(known.posts):
        changes.append(FieldChange("posts", _posts_text(known.posts), _posts_text(posts)))
    if known.registration is None:
        return tuple(changes)
    changes += [
        FieldChange(name, getattr(known.registration, name), value)
        for name, value in _registration_values(row).items()
        if value and value != getattr(known.registration, name)
    ]
    current = by_id.get(known.registration.category_id)
    if category and current is not None and matching([current], category) is None:
        changes.append(FieldChange("category", current.code, category))
    return tuple(changes)


def _compared(posts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Posts as they are compared: the other script is no change."""
    return [(place_key(title), place_key(place)) for title, place in posts]


def _posts_text(posts: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{place} {title}".strip() for title, place in posts)


def _person_values(row: ListedPerson) -> dict[str, str]:
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
    }


def _registration_values(row: ListedPerson) -> dict[str, str]:
    extra = [f"{header}: {value}" for header, value in row.extra]
    return {
        "role": row.role,
        "attendance": row.attendance,
        "seat": row.seat,
        "diet": row.diet,
        "note": "\n".join(filter(None, [row.note, *extra])),
    }


class _Writer:
    """Collects the rows of an import and inserts each table's in one statement."""

    def __init__(self, session: Session, event_id: UUID, batch_id: UUID, default_category: str) -> None:
        self._session, self._event, self._batch = session, event_id, batch_id
        self._default = default_category
        self._order = last_order(session, event_id)
        self._journal = journal_of(session)
        self._categories: dict[str, UUID] = {}
        self._organisations: dict[str, UUID] = {}
        self._new: dict[type[Any], list[dict[str, Any]]] = {Organisation: [], Person: [], Post: [], Registration: []}

    def write(self, rows: Sequence[Planned], progress: Progress) -> None:
        self._learn_organisations(rows)
        for done, row in enumerate(rows):
            progress.step(done, len(rows))
            person = row.person or self._add_person(row.listed)
            if row.changes:
                self._change_person(row, person)
            if row.registration is None:
                self._add_registration(row, person)
        for model, values in self._new.items():
            insert_rows(self._session, model, values)
        progress.step(len(rows), len(rows))

    def _learn_organisations(self, rows: Sequence[Planned]) -> None:
        names = {place_key(post.organisation) for row in rows for post in row.listed.posts if post.organisation}
        for chunk in _chunks(sorted(names)):
            query = select(Organisation.folded, Organisation.id).where(
                Organisation.folded.in_(chunk), Organisation.deleted_at.is_(None)
            )
            self._organisations.update(dict(self._session.execute(query).all()))

    def _add_person(self, listed: ListedPerson) -> UUID:
        key = self._journal.new_id()
        values = _person_values(listed)
        self._new[Person].append({"id": key, "folded": person_key(values["name_zh"], values["name_latin"]), **values})
        self._add_posts(key, listed)
        return key

    def _add_posts(self, person_id: UUID, listed: ListedPerson) -> None:
        for rank, post in enumerate(listed.posts, 1):
            chinese = has_han(post.title)
            self._new[Post].append(
                {
                    "id": self._journal.new_id(),
                    "person_id": person_id,
                    "organisation_id": self._organisation(post.organisation),
                    "rank": rank,
                    "title_zh": post.title if chinese else "",
                    "title_en": "" if chinese else post.title,
                }
            )

    def _organisation(self, name: str) -> UUID | None:
        key = place_key(name)
        if not key:
            return None
        if key not in self._organisations:
            values = new_organisation(self._journal.new_id(), name)
            self._new[Organisation].append(values)
            self._organisations[key] = values["id"]
        return self._organisations[key]

    def _add_registration(self, row: Planned, person_id: UUID) -> None:
        self._new[Registration].append(
            {
                "id": self._journal.new_id(),
                "event_id": self._event,
                "person_id": person_id,
                "category_id": self._category(row.category),
                "import_id": self._batch,
                "list_order": self._order + row.listed.row,
                **_registration_values(row.listed),
            }
        )

    def _category(self, name: str) -> UUID:
        wanted = name or self._default
        if wanted not in self._categories:
            self._categories[wanted] = ensure_category(self._session, self._event, wanted).id
        return self._categories[wanted]

    def _change_person(self, row: Planned, person_id: UUID) -> None:
        person = self._session.get_one(Person, person_id)
        registration = self._session.get(Registration, row.registration) if row.registration else None
        for change in row.changes:
            if change.field == "posts":
                self._replace_posts(person_id, row.listed)
            elif change.field == "category" and registration is not None:
                registration.category_id = self._category(change.after)
            elif hasattr(person, change.field):
                setattr(person, change.field, change.after)
            elif registration is not None:
                setattr(registration, change.field, change.after)
        self._session.flush()

    def _replace_posts(self, person_id: UUID, listed: ListedPerson) -> None:
        query = select(Post).where(Post.person_id == person_id, Post.deleted_at.is_(None))
        for post in self._session.scalars(query):
            post.deleted_at = self._journal.now
        self._add_posts(person_id, listed)


def _chunks(items: list[Any]) -> Iterable[list[Any]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
