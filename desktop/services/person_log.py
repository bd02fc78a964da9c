"""What the journal tells of people: whose line a commit touched, and what was changed about one of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.domain.ids import wall_time
from desktop.models import Badge, BadgePrint, Category, JournalEntry, Post, Registration, Scan, ScanUndo
from desktop.storage.journal import UPDATE

_MOST = 200
_SHOWN = frozenset(
    {
        *("name_zh", "name_latin", "honorific_zh", "honorific_en", "phone", "email"),
        *("status", "role", "seat", "escort", "diet", "note", "category_id"),
    }
)


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """A field of a person that somebody changed; a category is given by its name in Chinese or English."""

    at: datetime
    who: str
    field: str
    before: str
    after: str


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
    """What was changed about a person at an event since they came on the list, the latest first."""
    registration = session.get_one(Registration, registration_id)
    entries = session.execute(
        select(JournalEntry.clock, JournalEntry.who, JournalEntry.before, JournalEntry.after)
        .where(
            JournalEntry.row_id.in_([registration_id, registration.person_id]),
            JournalEntry.operation == UPDATE,
        )
        .order_by(JournalEntry.position.desc())
    ).all()
    found: list[FieldChanged] = []
    for clock, who, before, after in entries:
        old, new = json.loads(before or "{}"), json.loads(after or "{}")
        found += [
            FieldChanged(
                wall_time(clock), who, name, _said(session, name, old.get(name)), _said(session, name, new[name])
            )
            for name in sorted(_SHOWN & new.keys())
        ]
    return found


def _said(session: Session, field: str, value: object) -> str:
    if field == "category_id" and value:
        category = session.get(Category, UUID(str(value)))
        return (category.name_hant or category.name_en) if category is not None else ""
    return str(value or "")


_REGISTERED: Select[tuple[UUID]] = select(Registration.id)
_BADGED = _REGISTERED.join(Badge, Badge.registration_id == Registration.id)
_SCANNED = _REGISTERED.join(Scan, Scan.registration_id == Registration.id)
_LEADS_TO = {
    "registration": (_REGISTERED, Registration.id),
    "person": (_REGISTERED, Registration.person_id),
    "post": (_REGISTERED.join(Post, Post.person_id == Registration.person_id), Post.id),
    "badge": (_BADGED, Badge.id),
    "badge_print": (_BADGED.join(BadgePrint, BadgePrint.badge_id == Badge.id), BadgePrint.id),
    "scan": (_SCANNED, Scan.id),
    "scan_undo": (_SCANNED.join(ScanUndo, ScanUndo.scan_id == Scan.id), ScanUndo.id),
}
