"""A list of delegations that somebody sent, row by row, before anything of it is kept."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.domain.list_values import Problem
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.delegations_import import (
    DelegationsImported,
    DelegationsPlan,
    DelegationsTable,
    PlannedRow,
    plan_delegations,
    read_delegations_file,
    write_delegations,
)
from desktop.services.events import NoEvent
from desktop.services.import_changes import Standing
from desktop.ui.context import Context
from desktop.ui.list_import import BY_STANDING, FATES, REJECTED, ListImport, Wording, said_of
from desktop.ui.names import as_seen
from desktop.ui.widgets.tables import Column

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
_WORDING = Wording(
    N_("Import delegations"), N_("List of delegations"), N_("Excel or CSV"), "delegations",
    N_("Drop the list of delegations here"),
    N_("A row for each member or for each delegation. You see what becomes of every row before anything is kept."),
    N_("Reading the list"), N_("Importing delegations"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row of the list and what becomes of it."""

    id: UUID
    row: int
    fate: str
    planned: PlannedRow | None
    problems: tuple[Problem, ...]


class DelegationsImport(ListImport):
    """``open_file`` shows what importing a file would do."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _WORDING, ENDINGS)

    def read(self, path: Path) -> DelegationsTable:
        return read_delegations_file(path)

    def planned(self, session: Any, event_id: UUID | None, table: DelegationsTable) -> DelegationsPlan:
        if event_id is None:
            raise NoEvent
        return plan_delegations(session, event_id, table)

    def write(self, session: Any, plan: DelegationsPlan) -> DelegationsImported:
        return write_delegations(session, plan)

    def columns(self) -> tuple[Column[ImportLine], ...]:
        words, seen = self.context.look.words, partial(as_seen, self.context)
        return (
            Column(N_("Row"), lambda line: str(line.row), "second", width=56),
            Column("", lambda line: words._(FATES[line.fate][0]), "tag", state=lambda line: FATES[line.fate][1],
                   width=120),
            Column(N_("Delegation"), lambda line: line.planned.listed.delegation if line.planned else "", "strong",
                   least=160),
            Column(N_("People"), lambda line: words._.pgettext("between names", ", ").join(map(seen, _names(line))),
                   least=160),
            Column(N_("To look at"), lambda line: said_of(words._, line.problems), "second", least=240),
        )  # fmt: skip

    def lines(self, plan: DelegationsPlan) -> Iterator[ImportLine]:
        problems: defaultdict[int, list[Problem]] = defaultdict(list)
        for problem in plan.problems:
            problems[problem.row].append(problem)
        planned = {one.listed.row: one for one in plan.rows}
        for number, row in enumerate(sorted({*planned, *problems})):
            one = planned.get(row)
            fate = BY_STANDING[one.standing] if one is not None else REJECTED
            yield ImportLine(UUID(int=number), row, fate, one, tuple(problems[row]))

    def problem_words(self, _: Translator, line: ImportLine) -> str:
        return said_of(_, line.problems)

    def summary(self, _: Translator, plan: DelegationsPlan) -> str:
        parts = _counted(_, *map(plan.count, (Standing.NEW, Standing.UPDATED, Standing.SAME)))
        if plan.rejected:
            parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", plan.rejected))
        return _(", ").join(parts)

    def done_words(self, _: Translator, done: DelegationsImported) -> list[str]:
        return _counted(_, done.new, done.updated, done.same)


def _names(line: ImportLine) -> tuple[str, ...]:
    return line.planned.people if line.planned is not None else ()


def _counted(_: Translator, new: int, updated: int, same: int) -> list[str]:
    """How many of each, without those of which there are none."""
    said = (
        (new, _.ngettext("{n} delegation is new", "{n} delegations are new", new)),
        (updated, _.ngettext("{n} delegation changes", "{n} delegations change", updated)),
        (same, _.ngettext("{n} delegation stays as it is", "{n} delegations stay as they are", same)),
    )
    return [text for n, text in said if n]
