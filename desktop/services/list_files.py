"""What lists of every kind share on their way in: a file with its sheets, the record of an import, what it did."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.list_values import Problem
from desktop.errors import N_, UserError
from desktop.exchange.sheets import Sheet
from desktop.exchange.tables import file_bytes, read_sheets
from desktop.models import ImportBatch
from desktop.services.import_changes import Standing
from desktop.services.listings import NoSuchSheet
from desktop.storage.journal import journal_of


class NothingUnderHeader(UserError):
    code = "empty_list"
    text = N_("{file} has a header and nothing under it.")


@dataclass(frozen=True, slots=True)
class ListTable:
    """A file that holds a list, not yet understood."""

    file: Path
    sha256: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListImported:
    """What an import did; ``read`` and ``rejected`` are rows. ``batch`` takes it back."""

    batch: UUID
    event: UUID
    read: int
    new: int
    updated: int
    same: int
    rejected: int
    problems: tuple[Problem, ...]


class Planned(Protocol):
    """What an import would do."""

    @property
    def table(self) -> ListTable: ...
    @property
    def rows(self) -> Sequence[object]: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def rejected(self) -> int: ...
    def count(self, standing: Standing) -> int: ...


def fitting_sheets(path: Path, sheets: Sequence[Sheet], fits: Callable[[Sheet], bool], name: str) -> tuple[Sheet, ...]:
    """The sheet that was named, or else those shown that ``fits``, or the first hidden one; none where none does.

    Raises ``NoSuchSheet``.
    """
    if name:
        chosen = tuple(one for one in sheets if one.name == name)
        if not chosen:
            raise NoSuchSheet(file=path.name, sheet=name, sheets=", ".join(one.name for one in sheets))
        return chosen if all(map(fits, chosen)) else ()
    fitting = tuple(filter(fits, sheets))
    return tuple(one for one in fitting if one.shown) or fitting[:1]


def read_list_table(
    path: Path, fits: Callable[[Sequence[Sequence[str]]], bool], refusal: type[UserError], encoding: str, sheet: str
) -> ListTable:
    """Read the first sheet of a file that ``fits``. Raises the readers' refusals, ``refusal`` or ``NoSuchSheet``."""
    sha256 = hashlib.sha256(file_bytes(path)).hexdigest()
    sheets = read_sheets(path, encoding or None)
    chosen = next(iter(fitting_sheets(path, sheets, lambda one: fits(one.rows), sheet)), None)
    if chosen is None:
        raise refusal
    return ListTable(path, sha256, tuple(tuple(row) for row in chosen.rows))


def rejected_rows(problems: Sequence[Problem]) -> int:
    """How many rows give nothing."""
    return len({problem.row for problem in problems if problem.rejected})


def keep_batch(session: Session, event_id: UUID, plan: Planned) -> ListImported:
    """Record the import of a plan, before its rows are written."""
    journal = journal_of(session)
    batch = ImportBatch(
        id=journal.new_id(), event_id=event_id, action=journal.action, file_name=plan.table.file.name,
        sha256=plan.table.sha256, at=journal.now, read=len(plan.rows) + plan.rejected, new=plan.count(Standing.NEW),
        updated=plan.count(Standing.UPDATED), same=plan.count(Standing.SAME), rejected=plan.rejected,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    return ListImported(
        batch.id, event_id, batch.read, batch.new, batch.updated, batch.same, batch.rejected, plan.problems
    )
