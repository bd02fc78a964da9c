"""What the journal tells of people: whose line a commit touched, and what was changed about one of them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.domain.ids import wall_time
from desktop.domain.text import LocalName, post_words
from desktop.models import (
    Badge,
    BadgePrint,
    Category,
    Delegation,
    ImportBatch,
    JournalEntry,
    Organisation,
    Person,
    Post,
    Registration,
    Scan,
    ScanUndo,
)
from desktop.storage.journal import INSERT, UPDATE

_MOST = 200
_SHOWN = frozenset(
    {
        *("name_zh", "name_latin", "honorific_zh", "honorific_en", "postnominal_zh", "postnominal_en"),
        *("phone", "email", "language", "diet", "access", "tags", "photo"),
        *("status", "role", "attendance", "seat", "escort", "note", "category_id", "delegation_id", "principal_id"),
    }
)


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """A field of a person that somebody changed; ``posts`` are all of them in a line. Categories have their names.

    ``listed`` is how they came on the list, with the name of its file; ``merged`` and ``separated`` name the other
    record of two that became one, or came apart again.
    """

    at: datetime
    who: str
    field: str
    before: str | LocalName
    after: str | LocalName


def touched(session: Session, event_id: UUID, changes: Iterable[tuple[str, UUID | None]]) -> frozenset[UUID] | None:
    """The registrations of an event whose line in the people list ``changes`` concern; None for "any of them"."""
    by_table: dict[str, set[UUID]] = {}
    for table, row in changes:
        if row is None or table not in _LEADS_TO:
            return None
        by_table.setdefault(table, set()).add(row)
    if sum(map(len, by_table.values())) > _MOST:
        return None
    found: set[UUID] = set()
    for table, rows in by_table.items():
        query, key = _LEADS_TO[table]
        found.update(session.scalars(query.where(key.in_(rows), Registration.event_id == event_id)))
    return frozenset(found)


def changes_of(session: Session, registration_id: UUID) -> list[FieldChanged]:
    """What was changed about a person at an event, the latest first, down to how they came on the list."""
    registration = session.get_one(Registration, registration_id)
    entries = _entries(session, [registration_id, registration.person_id])
    found: list[tuple[int, FieldChanged]] = []
    for entry in entries:
        if entry.operation == UPDATE:
            old, new = json.loads(entry.before or "{}"), json.loads(entry.after or "{}")
            found += [
                (
                    entry.position,
                    _changed(entry, name, _said(session, name, old.get(name)), _said(session, name, new[name])),
                )
                for name in sorted(_SHOWN & new.keys())
            ]
    found += [
        (entry.position, _changed(entry, "listed", "", _file(session, registration)))
        for entry in entries
        if entry.operation == INSERT and entry.row_id == registration_id
    ]
    found += _merged(session, registration.person_id, entries)
    came = {entry.action for entry in entries if entry.operation == INSERT}
    found += _posts_changed(session, registration.person_id, came)
    return [change for _position, change in sorted(found, key=itemgetter(0), reverse=True)]


def _file(session: Session, registration: Registration) -> str:
    batch = session.get(ImportBatch, registration.import_id) if registration.import_id is not None else None
    return batch.file_name if batch is not None else ""


def _merged(session: Session, person_id: UUID, entries: Iterable[JournalEntry]) -> Iterator[tuple[int, FieldChanged]]:
    """Each merging with another record and each parting, which the actions tell that touched this person."""
    actions = {entry.action for entry in entries if entry.row_id == person_id and entry.operation != INSERT}
    for entry in session.scalars(
        select(JournalEntry).where(
            JournalEntry.action.in_(actions),
            JournalEntry.table_name == "person",
            JournalEntry.after.contains('"merged_into_id":'),
        )
    ):
        before, after = (json.loads(said or "{}").get("merged_into_id") for said in (entry.before, entry.after))
        kept = UUID(after or before)
        if person_id in (kept, entry.row_id):
            other = session.get_one(Person, entry.row_id if kept == person_id else kept)
            field = "merged" if after else "separated"
            yield entry.position, _changed(entry, field, "", other.name_zh or other.name_latin)


def _entries(session: Session, rows: Collection[UUID]) -> Sequence[JournalEntry]:
    query = select(JournalEntry).where(JournalEntry.row_id.in_(rows)).order_by(JournalEntry.position.desc())
    return session.scalars(query).all()


def _posts_changed(session: Session, person_id: UUID, came: Collection[UUID]) -> Iterator[tuple[int, FieldChanged]]:
    """The posts before and after each action but those with which somebody came, stepped back from what they are.

    Organisations are stepped back with them: one that is renamed is so for everybody who is there.
    """
    posts: dict[UUID, dict[str, Any]] = {
        post.id: {name: getattr(post, name) for name in ("rank", "title_zh", "title_en", "deleted_at")}
        | {"organisation_id": post.organisation_id.hex if post.organisation_id else None}
        for post in session.scalars(select(Post).where(Post.person_id == person_id))
    }
    entries = _entries(session, list(posts))
    held = {post["organisation_id"] for post in posts.values()}
    held |= {json.loads(entry.before or "{}").get("organisation_id") for entry in entries}
    known = select(Organisation).where(Organisation.id.in_({UUID(key) for key in held if key}))
    places = {place.id.hex: {"name_zh": place.name_zh, "name_en": place.name_en} for place in session.scalars(known)}
    entries = [*entries, *_entries(session, [UUID(key) for key in places])]
    entries.sort(key=attrgetter("position"), reverse=True)
    for action, group in groupby(entries, attrgetter("action")):
        after = _posts_said(posts.values(), places)
        for entry in group:
            if entry.table_name == "organisation":
                places[entry.row_id.hex] |= json.loads(entry.before or "{}")
            elif entry.operation == INSERT:
                del posts[entry.row_id]
            else:
                posts[entry.row_id] |= json.loads(entry.before or "{}")
        before = _posts_said(posts.values(), places)
        if before != after and action not in came:
            yield entry.position, _changed(entry, "posts", before, after)


def _posts_said(posts: Iterable[Mapping[str, Any]], places: Mapping[str, Mapping[str, str]]) -> str:
    """All of them in their order, each in both languages where it has both."""
    said = []
    for post in sorted((post for post in posts if post["deleted_at"] is None), key=itemgetter("rank")):
        place = places.get(post["organisation_id"], {})
        wordings = (
            post_words(place.get(f"name_{language}", ""), post[f"title_{language}"]) for language in ("zh", "en")
        )
        said.append(" / ".join(filter(None, wordings)))
    return " · ".join(said)


def _changed(entry: JournalEntry, field: str, before: str | LocalName, after: str | LocalName) -> FieldChanged:
    return FieldChanged(wall_time(entry.clock), entry.who, field, before, after)


def _said(session: Session, field: str, value: object) -> str | LocalName:
    if field == "category_id" and value:
        category = session.get(Category, UUID(str(value)))
        return LocalName(category.name_hant, category.name_hans, category.name_en) if category is not None else ""
    if field == "delegation_id" and value:
        delegation = session.get(Delegation, UUID(str(value)))
        return LocalName(delegation.name_hant, delegation.name_hans, delegation.name_en) if delegation else ""
    if field == "principal_id" and value:
        principal = session.get(Registration, UUID(str(value)))
        person = session.get_one(Person, principal.person_id) if principal is not None else None
        return (person.name_zh or person.name_latin) if person is not None else ""
    return str(value or "")


_REGISTERED: Select[tuple[UUID]] = select(Registration.id)
_POSTED = _REGISTERED.join(Post, Post.person_id == Registration.person_id)
_BADGED = _REGISTERED.join(Badge, Badge.registration_id == Registration.id)
_SCANNED = _REGISTERED.join(Scan, Scan.registration_id == Registration.id)
_LEADS_TO = {
    "registration": (_REGISTERED, Registration.id),
    "person": (_REGISTERED, Registration.person_id),
    "post": (_POSTED, Post.id),
    "organisation": (_POSTED, Post.organisation_id),
    "badge": (_BADGED, Badge.id),
    "badge_print": (_BADGED.join(BadgePrint, BadgePrint.badge_id == Badge.id), BadgePrint.id),
    "scan": (_SCANNED, Scan.id),
    "scan_undo": (_SCANNED.join(ScanUndo, ScanUndo.scan_id == Scan.id), ScanUndo.id),
}
