"""Programmes go in: what was planned is written in one transaction, and taken back whole."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.list_values import Problem
from desktop.domain.programme_words import word_key
from desktop.errors import N_, UserError
from desktop.models import ImportBatch, ProgrammeItem
from desktop.services.bulk import uncollected
from desktop.services.events import EventDraft, create_event
from desktop.services.halls import make_halls
from desktop.services.import_changes import Standing
from desktop.services.programme_edit import ItemDraft, add_items, change_item
from desktop.services.programme_files import ProgrammeTable, read_programme_file
from desktop.services.programme_plan import Left, PlannedItem, ProgrammePlan, plan_programme
from desktop.storage.journal import journal_of

__all__ = ["ProgrammePlan", "ProgrammeTable", "plan_programme", "read_programme_file", "write_programme"]


class NothingListed(UserError):
    """Every row of a list is rejected: an event made for it would have nothing."""

    code = "nothing_listed"
    text = N_("Every row of this list is left out, so there is nothing to import.")


@dataclass(frozen=True, slots=True)
class ProgrammeImported:
    """What an import did. ``batch`` takes it back; ``left`` came with an earlier import and are no longer listed."""

    batch: UUID
    event: UUID
    read: int
    new: int
    updated: int
    same: int
    rejected: int
    problems: tuple[Problem, ...]
    left: tuple[Left, ...] = ()


@uncollected()
def write_programme(session: Session, plan: ProgrammePlan) -> ProgrammeImported:
    """Write what was planned, in the caller's transaction: all of it or nothing.

    The plan must be of this transaction or of one since which nothing was written. Raises ``NothingListed``, and what
    ``programme_edit`` refuses.
    """
    if not plan.rows:
        raise NothingListed
    journal = journal_of(session)
    if isinstance(plan.event, EventDraft):
        event_id = create_event(session, plan.event).id
        session.flush()
        journal.start_action()
    else:
        event_id = plan.event
    batch = ImportBatch(
        id=journal.new_id(),
        event_id=event_id,
        action=journal.action,
        file_name=plan.table.file.name,
        sha256=plan.table.sha256,
        at=journal.now,
        read=len(plan.rows) + plan.rejected,
        new=plan.count(Standing.NEW),
        updated=plan.count(Standing.UPDATED),
        same=plan.count(Standing.SAME),
        rejected=plan.rejected,
    )
    session.add(batch)
    session.flush()
    _Writer(session, event_id, batch.id, exact=plan.exact).write(plan)
    return ProgrammeImported(
        batch.id, event_id, batch.read, batch.new, batch.updated, batch.same, batch.rejected, plan.problems, plan.left
    )


class _Writer:
    """Puts planned rows into the programme."""

    def __init__(self, session: Session, event_id: UUID, batch: UUID, *, exact: bool) -> None:
        self._session, self._event, self._batch, self._exact = session, event_id, batch, exact
        self._halls: dict[str, UUID] = {}
        self._keys: dict[int, UUID] = {}
        self._pending: list[tuple[int, ItemDraft]] = []

    def write(self, plan: ProgrammePlan) -> None:
        self._halls = make_halls(self._session, self._event, plan.new_halls)
        drafts = [self._in_hall(row) for row in plan.rows]
        taken = self._taken_places()
        ranks: defaultdict[tuple[date, UUID | None], int] = defaultdict(int)
        last: dict[tuple[date, UUID | None], int] = {}
        for place, (row, draft) in enumerate(zip(plan.rows, drafts, strict=True)):
            where = (draft.day, draft.hall_id)
            ranks[where] += 1
            if row.item is not None:
                self._keys[place] = row.item
            elif where not in taken:
                self._pending.append((place, replace(draft, rank=ranks[where] if self._exact else None)))
            elif draft.starts_at is None and where in last:
                self._flush()
                above = self._session.get_one(ProgrammeItem, self._keys[last[where]])
                self._pending.append((place, replace(draft, rank=above.rank + 1)))
                self._flush()
            else:
                self._pending.append((place, draft))
            last[where] = place
        self._flush()
        for row, draft in zip(plan.rows, drafts, strict=True):
            if row.item is not None and row.standing is Standing.UPDATED:
                change_item(self._session, row.item, draft)

    def _flush(self) -> None:
        """Add the new items so far."""
        keys = add_items(self._session, self._event, [draft for _place, draft in self._pending], import_id=self._batch)
        self._keys |= dict(zip((place for place, _draft in self._pending), keys, strict=True))
        self._pending = []

    def _in_hall(self, row: PlannedItem) -> ItemDraft:
        return replace(row.draft, hall_id=self._halls[word_key(row.hall)]) if row.hall else row.draft

    def _taken_places(self) -> set[tuple[date, UUID | None]]:
        """The days and halls that have items already."""
        found = self._session.execute(
            select(ProgrammeItem.day, ProgrammeItem.hall_id)
            .where(ProgrammeItem.event_id == self._event, ProgrammeItem.deleted_at.is_(None))
            .distinct()
        )
        return {(day, hall) for day, hall in found}
