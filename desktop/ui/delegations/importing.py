"""A list of delegations that somebody sent, row by row, before anything of it is kept."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.delegations_import import (
    DelegationsPlan,
    PlannedRow,
    plan_delegations,
    read_delegations_file,
    write_delegations,
)
from desktop.services.events import NoEvent
from desktop.services.import_changes import Standing
from desktop.services.list_files import ListImported, ListTable
from desktop.ui.context import Context
from desktop.ui.list_import import FATES, ImportLine, ListImport, Wording, import_lines, said_of
from desktop.ui.names import as_seen
from desktop.ui.widgets.tables import Column

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
_WORDING = Wording(
    N_("Import delegations"), N_("List of delegations"), N_("Excel or CSV"), "delegations",
    N_("Drop the list of delegations here"),
    N_("A row for each member or for each delegation. You see what becomes of every row before anything is kept."),
    N_("Reading the list"), N_("Importing delegations"),
)  # fmt: skip


class DelegationsImport(ListImport):
    """``open_file`` shows what importing a file would do."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _WORDING, ENDINGS)

    def read(self, path: Path) -> ListTable:
        return read_delegations_file(path)

    def planned(self, session: Any, event_id: UUID | None, table: ListTable) -> DelegationsPlan:
        if event_id is None:
            raise NoEvent
        return plan_delegations(session, event_id, table)

    def write(self, session: Any, plan: DelegationsPlan) -> ListImported:
        return write_delegations(session, plan)

    def columns(self) -> tuple[Column[ImportLine[PlannedRow]], ...]:
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

    def lines(self, plan: DelegationsPlan) -> Iterator[ImportLine[PlannedRow]]:
        return import_lines({one.listed.row: one for one in plan.rows}, plan.problems)

    def summary(self, _: Translator, plan: DelegationsPlan) -> str:
        parts = _counted(_, *map(plan.count, (Standing.NEW, Standing.UPDATED, Standing.SAME)))
        if plan.rejected:
            parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", plan.rejected))
        return _(", ").join(parts)

    def done_words(self, _: Translator, done: ListImported) -> list[str]:
        return _counted(_, done.new, done.updated, done.same)


def _names(line: ImportLine[PlannedRow]) -> tuple[str, ...]:
    return line.planned.people if line.planned is not None else ()


def _counted(_: Translator, new: int, updated: int, same: int) -> list[str]:
    """How many of each, without those of which there are none."""
    said = (
        (new, _.ngettext("{n} delegation is new", "{n} delegations are new", new)),
        (updated, _.ngettext("{n} delegation changes", "{n} delegations change", updated)),
        (same, _.ngettext("{n} delegation stays as it is", "{n} delegations stay as they are", same)),
    )
    return [text for n, text in said if n]
