"""Lists of delegations go in: compared with what stands, written in one transaction, taken back whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.delegations_list import (
    ListedRow,
    NoDelegationHeader,
    is_delegations,
    read_delegations,
)
from desktop.domain.list_values import Problem
from desktop.domain.matching import place_key
from desktop.domain.programme_rows import in_its_script
from desktop.domain.text import LocalName
from desktop.services.bulk import uncollected
from desktop.services.delegations_edit import DelegationDraft, add_delegation, change_delegation, draft_of
from desktop.services.delegations_merging import Homes, Merging
from desktop.services.delegations_record import delegation_rows
from desktop.services.events import event_by_id
from desktop.services.import_changes import Standing
from desktop.services.list_files import (
    ListImported,
    ListTable,
    NothingUnderHeader,
    keep_batch,
    read_list_table,
    rejected_rows,
)
from desktop.services.programme_import import NothingListed
from desktop.services.programme_register import Register


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row and what becomes of it; ``people`` are those it names, as they will be called."""

    listed: ListedRow
    standing: Standing
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedDelegation:
    """What a delegation will be; ``known`` is the one that stands, None for one that will be made."""

    name: LocalName
    draft: DelegationDraft
    standing: Standing
    known: UUID | None = None


@dataclass(frozen=True, slots=True)
class DelegationsPlan:
    """What an import would do, row by row and delegation by delegation."""

    table: ListTable
    event: UUID
    rows: tuple[PlannedRow, ...]
    delegations: tuple[PlannedDelegation, ...]
    problems: tuple[Problem, ...]

    def count(self, standing: Standing) -> int:
        """How many delegations are new, updated or the same."""
        return sum(one.standing is standing for one in self.delegations)

    @property
    def rejected(self) -> int:
        """How many rows give nothing."""
        return rejected_rows(self.problems)


def read_delegations_file(path: Path, encoding: str = "", sheet: str = "") -> ListTable:
    """Read a file. Raises the readers' refusals, ``NoDelegationHeader`` or ``NoSuchSheet``."""
    return read_list_table(path, is_delegations, NoDelegationHeader, encoding, sheet)


@uncollected()
def plan_delegations(session: Session, event_id: UUID, table: ListTable) -> DelegationsPlan:
    """What importing ``table`` into an event would do. Raises ``NothingUnderHeader``."""
    event = event_by_id(session, event_id)
    listed = read_delegations(table.rows, event.starts_on, event.ends_on)
    if not listed.rows and not listed.problems:
        raise NothingUnderHeader(file=table.file.name)
    standing_rows = delegation_rows(session, event_id)
    known = {key: row for row in reversed(standing_rows) for key in _keys(row.name)}
    homes = Homes({
        one.who.registration_id: row.id
        for row in standing_rows for one in row.travelling if one.who.registration_id is not None
    })  # fmt: skip
    register, problems = Register(session, event_id), list(listed.problems)
    of: dict[UUID | str, Merging] = {}
    planned: list[PlannedRow] = []
    for one in listed.rows:
        there = known.get(place_key(one.delegation))
        key = there.id if there is not None else place_key(one.delegation)
        if key not in of:
            draft = draft_of(there) if there is not None else DelegationDraft(in_its_script(one.delegation))
            of[key] = Merging(draft, register, listed.headers, event.zone, there, homes, key)
        merged = of[key].take(one)
        problems += merged.problems
        if merged.refused:
            continue
        standing = Standing.NEW if there is None else Standing.UPDATED if merged.changes else Standing.SAME
        planned.append(PlannedRow(one, standing, merged.people))
    told = tuple(sorted(problems, key=lambda problem: problem.row))
    return DelegationsPlan(
        table, event_id, tuple(planned), tuple(_planned(key, one, homes) for key, one in of.items()), told
    )


def _keys(name: LocalName) -> set[str]:
    return {place_key(text) for text in (name.hant, name.hans, name.en) if text}


def _planned(key: UUID | str, merging: Merging, homes: Homes) -> PlannedDelegation:
    """What a delegation will be, without those who move to another."""
    there = merging.known
    staying = tuple(
        one for one in merging.draft.people
        if not one.role.travels or one.registration_id is None or homes.listed.get(one.registration_id, key) == key
    )  # fmt: skip
    draft = replace(merging.draft, people=staying)
    same = there is not None and draft == draft_of(there)
    standing = Standing.NEW if there is None else Standing.SAME if same else Standing.UPDATED
    return PlannedDelegation(draft.name, draft, standing, there.id if there is not None else None)


@uncollected()
def write_delegations(session: Session, plan: DelegationsPlan) -> ListImported:
    """Write what was planned, in the caller's transaction: all of it or nothing. Raises ``NothingListed``."""
    if not plan.rows:
        raise NothingListed
    done = keep_batch(session, plan.event, plan)
    _write(session, plan.event, plan.delegations)
    return done


def _write(session: Session, event_id: UUID, planned: Sequence[PlannedDelegation]) -> None:
    for one in planned:
        if one.known is None:
            add_delegation(session, event_id, one.draft)
        elif one.standing is Standing.UPDATED:
            change_delegation(session, one.known, one.draft)
