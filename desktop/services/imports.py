"""Lists of people go in: read, compared with who is known, written in one transaction, taken back whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from desktop.domain import list_event
from desktop.domain.list_title import ListTitle
from desktop.domain.list_values import Problem
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.models import Badge, BadgePrint, ImportBatch, JournalEntry, Person, Post, Registration
from desktop.progress import Progress
from desktop.services.bulk import uncollected
from desktop.services.delegations_undo import undo_delegations, wrote_delegations
from desktop.services.events import DEFAULT_ZONE, EventDraft, EventRow, VenueRow, create_event
from desktop.services.import_plan import Missing, Planned, Standing, chunks, missing, plan
from desktop.services.import_write import apply_plan, cancel_missing
from desktop.services.listings import BadMapping, EmptyList, Listing, read_list
from desktop.services.programme_undo import undo_programme, wrote_programme
from desktop.services.taking_back import checked_in
from desktop.services.visits_undo import undo_visits, wrote_visits
from desktop.storage.journal import INSERT, journal_of
from desktop.storage.undoing import (
    Later,
    Use,
    changed_since,
    delete_rows,
    delete_unused,
    rows_of,
    undo_action,
    used_since,
)

_NAMED = 5
_SHARED = ("organisation", "category", "delegation")
"""What a list brings that is not its own: the next list uses it, too."""
_ON_STAGE = frozenset(
    {
        "item_person",
        "agreement_person",
        "stage_person",
        "precedence_place",
        "hard_limit",
        "substitution",
        "delegation_person",
        "journey",
        "gift",
        "stop_person",
        "group_person",
        "vehicle_person",
    }
)
"""Where a registration has a part that must not point to nobody."""

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
        "The import can't be taken back. Checked in since: {checked_in}; badges printed: {printed}; "
        "companions: {companions}; changed since: {changed}. Undo that first, or cancel the guests instead: {who}."
    )


class ImportOnStage(UserError):
    code = "import_on_stage"
    text = N_(
        "The import can't be taken back: these guests have a part in the programme, a ceremony, a delegation or "
        "a visit: {who}. Take that back first."
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
    """What taking an import back took back; ``kept`` of its people stay, because another event has them by now.

    ``items`` are those of the programme, ``stops`` of visits; ``updated`` are people, items, stops or ``delegations``
    that are again as they were.
    """

    registrations: int
    people: int
    updated: int
    badges: int
    kept: int = 0
    items: int = 0
    stops: int = 0
    delegations: int = 0


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
    """Take a whole import back, but what others use by now of the people, organisations and categories that it brought.

    Raises ``ImportInUse``, ``ImportOnStage`` or ``ProgrammeInUse`` when something that came later depends on it.
    """
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NoSuchImport(batch=batch_id)
    if batch.undone_at is not None or batch.deleted_at is not None:
        raise ImportUndone
    undone = _undone(session, batch.action)
    batch = session.get_one(ImportBatch, batch_id)
    batch.deleted_at, batch.undone_at = None, journal_of(session).now
    session.flush()
    return undone


def _undone(session: Session, action: UUID) -> Undone:
    if wrote_programme(session, action):
        items, changed = undo_programme(session, action)
        return Undone(registrations=0, people=0, updated=changed, badges=0, items=items)
    if wrote_visits(session, action):
        stops, changed = undo_visits(session, action)
        return Undone(registrations=0, people=0, updated=changed, badges=0, stops=stops)
    if wrote_delegations(session, action):
        delegations, changed = undo_delegations(session, action)
        return Undone(registrations=0, people=0, updated=changed, badges=0, delegations=delegations)
    uses = used_since(session, action, ("person", "registration"))
    elsewhere = {use.row_id for use in uses if (use.table, use.by_table) == ("person", "registration")}
    kept = {Later("person", person) for person in elsewhere}
    kept |= {Later("post", post) for post, person in _made_posts(session, action) if person in elsewhere}
    _refuse_what_is_needed(session, action, uses, kept)
    made = rows_of(session, action, "person")
    undone = Undone(
        registrations=len(rows_of(session, action, "registration")),
        people=len(made) - len(elsewhere),
        updated=len(_touched(session, action).difference(made)),
        badges=_withdraw_badges(session, action),
        kept=len(elsewhere),
    )
    shared = {Later(table, row) for table in _SHARED for row in rows_of(session, action, table)}
    undo_action(session, action, leave=kept | shared)
    delete_unused(session, action, _SHARED)
    return undone


def _refuse_what_is_needed(session: Session, action: UUID, uses: Sequence[Use], kept: set[Later]) -> None:
    by_person = {use.row_id for use in uses if use.table == "person" and use.by_table in ("person", "post")}
    changed = {one for one in changed_since(session, action) if one.table not in _SHARED} - kept
    changed |= {Later("person", person) for person in by_person} - kept
    companions = {use.row_id for use in uses if (use.table, use.by_table) == ("registration", "registration")}
    on_stage = {use.row_id for use in uses if use.table == "registration" and use.by_table in _ON_STAGE}
    if on_stage:
        raise ImportOnStage(who=_names(session, _people_of(session, {Later("registration", key) for key in on_stage})))
    arrived = checked_in(session, action)
    printed = set(session.scalars(_PRINTED.where(Registration.id.in_(_made(action, "registration")))))
    if changed or companions or arrived or printed:
        altered = _people_of(session, changed)
        needed = {Later("registration", registration) for registration in arrived | printed | companions}
        raise ImportInUse(
            checked_in=len(arrived),
            printed=len(printed),
            companions=len(companions),
            changed=len(altered),
            who=_names(session, altered | _people_of(session, needed)),
        )


def _made(action: UUID, table: str) -> Select[UUID]:
    return select(JournalEntry.row_id).where(
        JournalEntry.action == action, JournalEntry.table_name == table, JournalEntry.operation == INSERT
    )


def _made_posts(session: Session, action: UUID) -> list[Row[UUID, UUID]]:
    return list(session.execute(select(Post.id, Post.person_id).where(Post.id.in_(_made(action, "post")))))


def _touched(session: Session, action: UUID) -> set[UUID]:
    """The people whose own fields, posts or registration the action wrote."""
    written = select(JournalEntry.row_id).where(JournalEntry.action == action)
    queries = (
        select(Person.id).where(Person.id.in_(written)),
        select(Post.person_id).where(Post.id.in_(written)),
        select(Registration.person_id).where(
            Registration.id.in_(written), Registration.id.not_in(_made(action, "registration"))
        ),
    )
    return {person for query in queries for person in session.scalars(query)}


def _people_of(session: Session, rows: Iterable[Later]) -> set[UUID]:
    """Whose rows these are."""
    by_table: defaultdict[str, list[UUID]] = defaultdict(list)
    for table, row in rows:
        by_table[table].append(row)
    return set(by_table["person"]).union(
        person
        for model in (Registration, Post)
        for some in chunks(by_table[model.__tablename__])
        for person in session.scalars(select(model.person_id).where(model.id.in_(some)))
    )


def _names(session: Session, people: Collection[UUID]) -> str:
    """Who keeps an import from being taken back: the first few by name."""
    few = sorted(people)[:_NAMED]
    found = session.execute(select(Person.name_zh, Person.name_latin).where(Person.id.in_(few)).order_by(Person.id))
    named = ", ".join(name_zh or name_latin for name_zh, name_latin in found)
    return named + (" …" if len(people) > len(few) else "")


_PRINTED = (
    select(Registration.id)
    .join(Badge, Badge.registration_id == Registration.id)
    .join(BadgePrint, BadgePrint.badge_id == Badge.id)
    .where(Badge.deleted_at.is_(None))
    .distinct()
)


def _withdraw_badges(session: Session, action: UUID) -> int:
    """Badges of guests who are on no list any more count no more."""
    found = session.scalars(
        select(Badge.id).where(Badge.registration_id.in_(_made(action, "registration")), Badge.deleted_at.is_(None))
    ).all()
    return delete_rows(session, "badge", found).total()


def _count(rows: list[Planned], standing: Standing) -> int:
    return sum(row.standing is standing for row in rows)


def _rejected(problems: tuple[Problem, ...]) -> int:
    return len({(problem.table, problem.row) for problem in problems if problem.rejected})
