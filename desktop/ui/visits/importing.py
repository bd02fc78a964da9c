"""A list of visits that somebody sent: a file is chosen, its rows are looked at, then it is written; or taken back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.domain.list_values import Problem
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.import_changes import Standing
from desktop.services.visits_import import (
    PlannedStop,
    VisitsImported,
    VisitsPlan,
    VisitsTable,
    plan_visits,
    read_visits_file,
    write_visits,
)
from desktop.ui.context import Context
from desktop.ui.list_import import BY_STANDING, FATES, REJECTED, ListImport, Wording, said_of
from desktop.ui.stage_words import clock, short_day
from desktop.ui.widgets.tables import Column

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
_WORDING = Wording(
    N_("Import visits"), N_("List of visits"), N_("Excel or CSV"), "visits", N_("Drop the list of visits here"),
    N_("Excel or CSV, a stop in each row. You see what becomes of every row before anything is kept."),
    N_("Reading the visits"), N_("Importing the visits"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row of the list and what becomes of it."""

    id: UUID
    row: int
    fate: str
    planned: PlannedStop | None = None
    problems: tuple[Problem, ...] = ()


class VisitsImport(ListImport):
    """``open_file`` shows what importing a file would do; ``imported`` comes when it is done."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _WORDING, ENDINGS)

    def read(self, path: Path) -> VisitsTable:
        return read_visits_file(path)

    def planned(self, session: Any, event_id: UUID | None, table: VisitsTable) -> VisitsPlan:
        return plan_visits(session, event_id, table)

    def write(self, session: Any, plan: VisitsPlan) -> VisitsImported:
        return write_visits(session, plan)

    def columns(self) -> tuple[Column[ImportLine], ...]:
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

    def lines(self, plan: VisitsPlan) -> Iterator[ImportLine]:
        problems: defaultdict[int, list[Problem]] = defaultdict(list)
        for one in plan.problems:
            problems[one.row].append(one)
        planned = {row.listed.row: row for row in plan.rows}
        for number in sorted({*planned, *problems}):
            row = planned.get(number)
            fate = BY_STANDING[row.standing] if row is not None else REJECTED
            yield ImportLine(UUID(int=number), number, fate, row, tuple(problems[number]))

    def problem_words(self, _: Translator, line: ImportLine) -> str:
        return said_of(_, line.problems)

    def summary(self, _: Translator, plan: VisitsPlan) -> str:
        parts = _counted(_, plan.count(Standing.NEW), plan.count(Standing.UPDATED), plan.count(Standing.SAME))
        if plan.rejected:
            parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", plan.rejected))
        return _(", ").join(parts)

    def done_words(self, _: Translator, done: VisitsImported) -> list[str]:
        return _counted(_, done.new, done.updated, done.same)

    def _when(self, _: Translator, line: ImportLine) -> str:
        if line.planned is None:
            return ""
        zone = self.context.here.zone
        start, end = clock(line.planned.start, zone), clock(line.planned.end, zone)
        return f"{short_day(_, line.planned.listed.day)} {start}–{end}"


def _where(line: ImportLine) -> str:
    if line.planned is None:
        return ""
    return " ".join(filter(None, (line.planned.listed.site, line.planned.listed.place)))


def _host(line: ImportLine) -> str:
    return line.planned.listed.host if line.planned is not None else ""


def _counted(_: Translator, new: int, changed: int, same: int) -> list[str]:
    return [
        _.ngettext("{n} stop is new", "{n} stops are new", new),
        _.ngettext("{n} stop is changed", "{n} stops are changed", changed),
        _.ngettext("{n} stop stays as it is", "{n} stops stay as they are", same),
    ]
