"""Lists of people go in: read, compared with who is known, written in one transaction, taken back whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from desktop.domain import list_event
from desktop.domain.list_title import ListTitle
from desktop.domain.list_values import Problem
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Verdict
from desktop.errors import N_, UserError
from desktop.models import Badge, ImportBatch, Person, Post, Registration, Scan, ScanUndo
from desktop.progress import Progress
from desktop.services.bulk import uncollected
from desktop.services.events import DEFAULT_ZONE, EventDraft, EventRow, VenueRow, create_event
from desktop.services.import_plan import Missing, Planned, Standing, missing, plan
from desktop.services.import_write import apply_plan, cancel_missing
from desktop.services.listings import BadMapping, EmptyList, Listing, read_list
from desktop.storage.journal import INSERT, UPDATE, journal_of
from desktop.storage.undoing import Later, changed_since, rows_of, undo_action

_NAMED = 5

__all__ = ["BadMapping", "EmptyList", "Listing", "read_list"]


class NoSuchImport(UserError):
    code = "no_such_import"
    text = N_("There is no import {batch} in this database.")


class ImportUndone(UserError):
    code = "import_undone"
    text = N_("This import was taken back already.")


class ImportInUse(UserError):
    code = "import_in_use"
    text = N_(
        "The import can't be taken back. Checked in since: {checked_in}; changed since: {changed}. "
        "Undo those first: {who}."
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, row by row; nothing is written for it.

    ``missing`` are those who came from an earlier version of the list and are no longer on it.
    """

    rows: tuple[Planned, ...]
    problems: tuple[Problem, ...]
    new: int
    updated: int
    same: int
    rejected: int
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``batch`` takes it back; ``cancelled`` of the ``missing`` are cancelled now."""

    batch: UUID
    event: UUID
    read: int
    new: int
    updated: int
    same: int
    rejected: int
    problems: tuple[Problem, ...]
    missing: tuple[Missing, ...] = ()
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class BatchRow:
    """An import of the past."""

    batch: UUID
    file_name: str
    at: datetime
    read: int
    new: int
    updated: int
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back took back."""

    registrations: int
    people: int
    updated: int
    badges: int


@uncollected()
def preview(session: Session, listing: Listing, event_id: UUID | None) -> Preview:
    """What importing ``listing`` into an event (None: one that would be made for it) would do."""
    rows, problems = plan(session, listing.people, event_id)
    return Preview(
        rows=tuple(rows),
        problems=problems,
        new=_count(rows, Standing.NEW),
        updated=_count(rows, Standing.UPDATED),
        same=_count(rows, Standing.SAME),
        rejected=_rejected(problems),
        missing=missing(session, rows, problems, event_id),
    )


def names_another(listing: Listing, event: EventRow) -> bool:
    """Whether the list's own title or days name an event other than ``event``."""
    people, name = listing.people, event.name
    title = ListTitle(people.title, people.event_name, people.place, people.starts_on, people.ends_on)
    return list_event.names_another(title, (name.hant, name.hans, name.en), event.starts_on, event.ends_on)


def event_draft(listing: Listing, today: date) -> EventDraft:
    """The event that a list's title speaks of; the file's name where it has none."""
    people = listing.people
    starts_on = people.starts_on or people.ends_on or today
    name = people.event_name or listing.file.stem
    return EventDraft(
        name=LocalName(hant=name),
        starts_on=starts_on,
        ends_on=people.ends_on or starts_on,
        venues=(VenueRow(LocalName(hant=people.place)),) if people.place else (),
    )


@uncollected()
def import_people(
    session: Session, listing: Listing, event_id: UUID | None, progress: Progress, *, cancel: bool = False
) -> Imported:
    """Write ``listing`` into an event, or into one made from its title; the caller's transaction is all or nothing.

    Those who are no longer on the list stay as they are, or become cancelled if ``cancel`` is said.
    """
    journal = journal_of(session)
    if event_id is None:
        event_id = create_event(session, event_draft(listing, journal.now.astimezone(ZoneInfo(DEFAULT_ZONE)).date())).id
        session.flush()
        journal.start_action()
    rows, problems = plan(session, listing.people, event_id)
    batch = ImportBatch(
        id=journal.new_id(),
        event_id=event_id,
        action=journal.action,
        file_name=listing.file.name,
        sha256=listing.sha256,
        at=journal.now,
        read=len(rows) + _rejected(problems),
        new=_count(rows, Standing.NEW),
        updated=_count(rows, Standing.UPDATED),
        same=_count(rows, Standing.SAME),
        rejected=_rejected(problems),
    )
    gone = missing(session, rows, problems, event_id)
    session.add(batch)
    session.flush()
    apply_plan(session, rows, event_id, batch.id, listing.default_category, progress)
    cancelled = cancel_missing(session, gone) if cancel else 0
    return Imported(
        batch=batch.id,
        event=event_id,
        read=batch.read,
        new=batch.new,
        updated=batch.updated,
        same=batch.same,
        rejected=batch.rejected,
        problems=problems,
        missing=gone,
        cancelled=cancelled,
    )


def batches(session: Session, event_id: UUID) -> list[BatchRow]:
    """An event's imports, the latest first."""
    found = session.scalars(
        select(ImportBatch)
        .where(ImportBatch.event_id == event_id, ImportBatch.deleted_at.is_(None))
        .order_by(ImportBatch.at.desc())
    )
    return [BatchRow(row.id, row.file_name, row.at, row.read, row.new, row.updated, row.undone_at) for row in found]


def undo_import(session: Session, batch_id: UUID) -> Undone:
    """Take a whole import back; raises ``ImportInUse`` when something that came later depends on it."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NoSuchImport(batch=batch_id)
    if batch.undone_at is not None or batch.deleted_at is not None:
        raise ImportUndone
    checked_in = _checked_in(session, batch_id)
    changed = changed_since(session, batch.action)
    if checked_in or changed:
        who = _names(session, checked_in, changed)
        raise ImportInUse(checked_in=len(checked_in), changed=len(changed), who=who)
    undone = Undone(
        registrations=len(rows_of(session, batch.action, "registration", INSERT)),
        people=len(rows_of(session, batch.action, "person", INSERT)),
        updated=len(_updated(session, batch.action)),
        badges=_withdraw_badges(session, batch_id),
    )
    undo_action(session, batch.action)
    batch = session.get_one(ImportBatch, batch_id)
    batch.deleted_at, batch.undone_at = None, journal_of(session).now
    session.flush()
    return undone


def _updated(session: Session, action: UUID) -> set[UUID]:
    """The people whose own fields or registration the action changed."""
    registrations = rows_of(session, action, "registration", UPDATE)
    of_registrations = select(Registration.person_id).where(Registration.id.in_(registrations))
    return {*rows_of(session, action, "person", UPDATE), *session.scalars(of_registrations)}


def _names(session: Session, checked_in: Sequence[UUID], changed: Sequence[Later]) -> str:
    """Who keeps an import from being taken back: the first few by name."""
    rows: dict[str, set[UUID]] = {"registration": set(checked_in), "person": set(), "post": set()}
    for later in changed:
        rows.setdefault(later.table, set()).add(later.row_id)
    registered = select(Registration.person_id).where(Registration.id.in_(list(rows["registration"])[:_NAMED]))
    holding = select(Post.person_id).where(Post.id.in_(list(rows["post"])[:_NAMED]))
    found = session.execute(
        select(Person.name_zh, Person.name_latin)
        .where(or_(Person.id.in_(registered), Person.id.in_(holding), Person.id.in_(list(rows["person"])[:_NAMED])))
        .order_by(Person.id)
        .limit(_NAMED)
    ).all()
    named = [name_zh or name_latin for name_zh, name_latin in found]
    return ", ".join(named) + (" …" if len(checked_in) + len(changed) > len(named) else "")


def _checked_in(session: Session, batch_id: UUID) -> Sequence[UUID]:
    standing = ~exists().where(ScanUndo.scan_id == Scan.id)
    query = (
        select(Registration.id)
        .join(Scan, Scan.registration_id == Registration.id)
        .where(Registration.import_id == batch_id, Scan.verdict == Verdict.ADMITTED, standing)
        .distinct()
    )
    return session.scalars(query).all()


def _withdraw_badges(session: Session, batch_id: UUID) -> int:
    """Badges of guests who are on no list any more count no more."""
    found = session.scalars(
        select(Badge)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Registration.import_id == batch_id, Badge.deleted_at.is_(None))
    ).all()
    for badge in found:
        badge.deleted_at = journal_of(session).now
    session.flush()
    return len(found)


def _count(rows: list[Planned], standing: Standing) -> int:
    return sum(row.standing is standing for row in rows)


def _rejected(problems: tuple[Problem, ...]) -> int:
    return len({(problem.table, problem.row) for problem in problems if problem.rejected})
