"""A list of visits that somebody sent: a file is chosen, its rows are looked at, then it is written; or taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.import_changes import Standing
from desktop.services.list_files import ListImported, ListTable
from desktop.services.visits_import import (
    PlannedStop,
    VisitsPlan,
    plan_visits,
    read_visits_file,
    write_visits,
)
from desktop.ui.context import Context
from desktop.ui.list_import import FATES, ImportLine, ListImport, Wording, import_lines, said_of
from desktop.ui.stage_words import clock, short_day
from desktop.ui.widgets.tables import Column

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
_WORDING = Wording(
    N_("Import visits"), N_("List of visits"), N_("Excel or CSV"), "visits", N_("Drop the list of visits here"),
    N_("Excel or CSV, a stop in each row. You see what becomes of every row before anything is kept."),
    N_("Reading the visits"), N_("Importing the visits"),
)  # fmt: skip


class VisitsImport(ListImport):
    """``open_file`` shows what importing a file would do; ``imported`` comes when it is done."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _WORDING, ENDINGS)

    def read(self, path: Path) -> ListTable:
        return read_visits_file(path)

    def planned(self, session: Any, event_id: UUID | None, table: ListTable) -> VisitsPlan:
        return plan_visits(session, event_id, table)

    def write(self, session: Any, plan: VisitsPlan) -> ListImported:
        return write_visits(session, plan)

    def columns(self) -> tuple[Column[ImportLine[PlannedStop]], ...]:
        words = self.context.look.words
        return (
            Column(N_("Row"), lambda line: str(line.row), "second", width=56),
            Column("", lambda line: words._(FATES[line.fate][0]), "tag", state=lambda line: FATES[line.fate][1],
                   width=120),
            Column(N_("Time"), lambda line: self._when(words._, line), "strong", width=216),
            Column(N_("Site and hall"), _where, "strong", least=200),
            Column(N_("Host organisation"), _host, least=140, goes=1),
            Column(N_("To look at"), lambda line: said_of(words._, line.problems), "second", least=200),
        )  # fmt: skip

    def lines(self, plan: VisitsPlan) -> Iterator[ImportLine[PlannedStop]]:
        return import_lines({one.listed.row: one for one in plan.rows}, plan.problems)

    def summary(self, _: Translator, plan: VisitsPlan) -> str:
        parts = _counted(_, plan.count(Standing.NEW), plan.count(Standing.UPDATED), plan.count(Standing.SAME))
        if plan.rejected:
            parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", plan.rejected))
        return _(", ").join(parts)

    def done_words(self, _: Translator, done: ListImported) -> list[str]:
        return _counted(_, done.new, done.updated, done.same)

    def _when(self, _: Translator, line: ImportLine[PlannedStop]) -> str:
        if line.planned is None:
            return ""
        zone = self.context.here.zone
        start, end = clock(line.planned.start, zone), clock(line.planned.end, zone)
        return f"{short_day(_, line.planned.listed.day)} {start}–{end}"


def _where(line: ImportLine[PlannedStop]) -> str:
    if line.planned is None:
        return ""
    return " ".join(filter(None, (line.planned.listed.site, line.planned.listed.place)))


def _host(line: ImportLine[PlannedStop]) -> str:
    return line.planned.listed.host if line.planned is not None else ""


def _counted(_: Translator, new: int, changed: int, same: int) -> list[str]:
    return [
        _.ngettext("{n} stop is new", "{n} stops are new", new),
        _.ngettext("{n} stop is changed", "{n} stops are changed", changed),
        _.ngettext("{n} stop stays as it is", "{n} stops stay as they are", same),
    ]
