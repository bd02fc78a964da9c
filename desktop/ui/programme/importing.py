"""A programme that somebody sent: a file is chosen, its rows are looked at, then it is written; or taken back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.domain.list_values import Problem
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.import_changes import Standing
from desktop.services.programme_files import ProgrammeTable, read_programme_file
from desktop.services.programme_import import ProgrammeImported, plan_programme, write_programme
from desktop.services.programme_plan import PlannedItem, ProgrammePlan
from desktop.ui.context import Context
from desktop.ui.list_import import BY_STANDING, FATES, GONE, REJECTED, ListImport, Wording, said_of
from desktop.ui.names import as_seen
from desktop.ui.stage_words import Seen, clock, length, short_day
from desktop.ui.widgets.tables import Column

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".xml")
_WORDING = Wording(
    N_("Import the programme"), N_("Programme"), N_("Excel, CSV or schedule XML"), "programme",
    N_("Drop the programme here"),
    N_("Excel, CSV or a schedule in XML. You see what becomes of every row before anything is kept."),
    N_("Reading the programme"), N_("Importing the programme"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row of the list and what becomes of it, or an item that is on it no more (``row`` 0)."""

    id: UUID
    row: int
    fate: str
    planned: PlannedItem | None = None
    title: str = ""
    problems: tuple[Problem, ...] = ()


class ProgrammeImport(ListImport):
    """``open_file`` shows what importing a file would do. ``imported`` carries the first day that it speaks of."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _WORDING, ENDINGS)

    def read(self, path: Path) -> ProgrammeTable:
        return read_programme_file(path)

    def planned(self, session: Any, event_id: UUID | None, table: ProgrammeTable) -> ProgrammePlan:
        return plan_programme(session, event_id, table)

    def write(self, session: Any, plan: ProgrammePlan) -> ProgrammeImported:
        return write_programme(session, plan)

    def columns(self) -> tuple[Column[ImportLine], ...]:
        words, seen = self.context.look.words, partial(as_seen, self.context)
        return (
            Column(N_("Row"), lambda line: str(line.row or ""), "second", width=56),
            Column("", lambda line: words._(FATES[line.fate][0]), "tag", state=lambda line: FATES[line.fate][1],
                   width=120),
            Column(N_("Time"), lambda line: _when(words._, line, self.plan), "strong", width=224),
            Column(N_("Item"), lambda line: _title(words._, line), "strong", least=200),
            Column(N_("Length"), lambda line: _length(words._, line), "second", width=104, goes=2),
            Column(N_("People"), lambda line: _people(words._, line, seen), least=120, goes=1),
            Column(N_("To look at"), lambda line: _problems(words._, line), "second", least=200),
        )  # fmt: skip

    def lines(self, plan: ProgrammePlan) -> Iterator[ImportLine]:
        return _lines(plan)

    def problem_words(self, _: Translator, line: ImportLine) -> str:
        return _problems(_, line)

    def summary(self, _: Translator, plan: ProgrammePlan) -> str:
        return _summary(_, plan)

    def done_words(self, _: Translator, done: ProgrammeImported) -> list[str]:
        new = _.ngettext("{n} item is new", "{n} items are new", done.new)
        return [new, _changed(_, done.updated), _same(_, done.same)]

    def first(self, plan: ProgrammePlan) -> date | None:
        return min((row.draft.day for row in plan.rows), default=None)


def _lines(plan: ProgrammePlan) -> Iterator[ImportLine]:
    """Every row of the list in order, those that give no item among them; then what is no longer on it."""
    problems: defaultdict[tuple[int, int], list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        problems[problem.table, problem.row].append(problem)
    planned = {(one.listed.table, one.listed.row): one for one in plan.rows}
    for number, place in enumerate(sorted({*planned, *problems})):
        one, told = planned.get(place), tuple(problems[place])
        fate = BY_STANDING[one.standing] if one is not None else REJECTED
        yield ImportLine(UUID(int=number), place[1], fate, one, problems=told)
    for left in plan.left:
        yield ImportLine(left.item, 0, GONE, title=left.title.hant or left.title.hans or left.title.en)


def _title(_: Translator, line: ImportLine) -> str:
    if line.planned is not None:
        return line.planned.draft.title.said_in(_.language)
    return line.title or next((one.value for one in line.problems if one.value), "")


def _when(_: Translator, line: ImportLine, plan: ProgrammePlan | None) -> str:
    if line.planned is None or plan is None:
        return ""
    draft = line.planned.draft
    start = clock(draft.starts_at, plan.zone) if draft.starts_at is not None else _("follows")
    return " · ".join((short_day(_, draft.day), start))


def _length(_: Translator, line: ImportLine) -> str:
    return length(_, line.planned.draft.seconds) if line.planned is not None else ""


def _people(_: Translator, line: ImportLine, seen: Seen) -> str:
    names = [seen(one.text) for one in line.planned.people] if line.planned is not None else []
    return _.pgettext("between names", ", ").join(names)


def _problems(_: Translator, line: ImportLine) -> str:
    parts = [said_of(_, line.problems)] if line.problems else []
    if line.planned is not None and line.planned.hall:
        parts.append(_("The hall “{hall}” will be made.", hall=line.planned.hall))
    return " ".join(parts)


def _summary(_: Translator, plan: ProgrammePlan) -> str:
    parts: list[Any] = [
        _.ngettext("{n} item is new", "{n} items are new", plan.count(Standing.NEW)),
        _changed(_, plan.count(Standing.UPDATED)),
        _same(_, plan.count(Standing.SAME)),
    ]
    if plan.rejected:
        parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", plan.rejected))
    if plan.left:
        parts.append(
            _.ngettext("{n} is no longer listed and stays", "{n} are no longer listed and stay", len(plan.left))
        )
    return _(", ").join(parts)


def _changed(_: Translator, n: int) -> str:
    return _.ngettext("{n} item changes", "{n} items change", n)


def _same(_: Translator, n: int) -> str:
    return _.ngettext("{n} item stays as it is", "{n} items stay as they are", n)
