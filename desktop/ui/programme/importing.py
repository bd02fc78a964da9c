"""A programme that somebody sent: a file is chosen, its rows are looked at, then it is written; or taken back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.list_values import Problem
from desktop.errors import N_, SummitDeskError
from desktop.exchange.sheets import NotATable
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.import_changes import Standing
from desktop.services.imports import undo_import
from desktop.services.programme_files import read_programme_file
from desktop.services.programme_import import ProgrammeImported, plan_programme, write_programme
from desktop.services.programme_plan import PlannedItem, ProgrammePlan
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.pick import FileField
from desktop.ui.stage_words import Seen, clock, length, short_day
from desktop.ui.widgets import Button, EmptyState, Label, Panel
from desktop.ui.widgets.tables import Column, RowsModel, TableView

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".xml")
NEW, UPDATED, SAME, REJECTED, GONE = "new", "updated", "same", "rejected", "gone"
_FATES = {
    NEW: (N_("new"), "admitted"),
    UPDATED: (N_("changed"), "elsewhere"),
    SAME: (N_("same"), ""),
    REJECTED: (N_("left out"), "refused"),
    GONE: (N_("no longer listed"), "stopped"),
}
_BY_STANDING = {Standing.NEW: NEW, Standing.UPDATED: UPDATED, Standing.SAME: SAME}


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row of the list and what becomes of it, or an item that is on it no more (``row`` 0)."""

    id: UUID
    row: int
    fate: str
    planned: PlannedItem | None = None
    title: str = ""
    problems: tuple[Problem, ...] = ()


class ProgrammeImport(Panel):
    """``open_file`` shows what importing a file would do. ``imported`` carries the first day that it speaks of."""

    imported = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Import the programme"))
        self._context, self._look = context, look
        self.plan: ProgrammePlan | None = None
        self.file = FileField(look, N_("Programme"), N_("Excel, CSV or schedule XML"), ENDINGS)
        self.file.chosen.connect(self.open_file)
        self.trouble, self.about = Label(look, role="error", wraps=True), Label(look, role="second", wraps=True)
        self.model: RowsModel[ImportLine] = RowsModel(look, self._columns())
        self.table = TableView(look, self.model, compact=True)
        self.detail = Label(look, role="second", wraps=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell())
        self.empty = EmptyState(
            look,
            "programme",
            N_("Drop the programme here"),
            N_("Excel, CSV or a schedule in XML. You see what becomes of every row before anything is kept."),
            N_("Open a list"),
        )
        self.empty.pressed.connect(self.file.browse)
        self.go_on = Button(look, N_("Import"), "primary")
        self.go_on.clicked.connect(self._import)
        self.other = Button(look, N_("Another file"), "quiet")
        self.other.clicked.connect(self._choose_another)
        buttons = QHBoxLayout()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.other)
        buttons.addWidget(self.about, 1)
        look.theme.bind(buttons.setSpacing, 16)
        self._read = QWidget()
        read = QVBoxLayout(self._read)
        read.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(read.setSpacing, 12)
        read.addWidget(self.table, 1)
        read.addWidget(self.detail)
        read.addLayout(buttons)
        for part, share in ((self.file, 0), (self.trouble, 0), (self._read, 1), (self.empty, 1)):
            self.box.addWidget(part, share)
        look.words.changed.connect(self._say)
        self._start_over()

    def open_file(self, path: Path) -> None:
        """Read a file, and compare it with the programme that stands."""
        self.file.show_path(path)
        if path.exists() and path.samefile(self._context.file):
            # To read a database as a file would drop the locks that this program has on it.
            self._refuse(NotATable(file=path.name))
            return
        event, store = self._context.here.event, self._context.store
        self.trouble.hide()

        def job(_progress: Progress) -> ProgrammePlan:
            table = read_programme_file(path)
            with store.read() as session:
                return plan_programme(session, event.id if event is not None else None, table)

        self._context.data.work(job, self._show, self._refuse, called=N_("Reading the programme"))

    def arrive(self) -> None:
        """Put the focus where the next key belongs."""
        (self.go_on if self.plan is not None else self.file.line).setFocus()

    def _columns(self) -> tuple[Column[ImportLine], ...]:
        words, seen = self._look.words, partial(as_seen, self._context)
        return (
            Column(N_("Row"), lambda line: str(line.row or ""), "second", width=56),
            Column("", lambda line: words._(_FATES[line.fate][0]), "tag", state=lambda line: _FATES[line.fate][1],
                   width=120),
            Column(N_("Time"), lambda line: _when(words._, line, self.plan), "strong", width=224),
            Column(N_("Item"), lambda line: _title(words._, line), "strong", least=200),
            Column(N_("Length"), lambda line: _length(words._, line), "second", width=104, goes=2),
            Column(N_("People"), lambda line: _people(words._, line, seen), least=120, goes=1),
            Column(N_("To look at"), lambda line: _problems(words._, line), "second", least=200),
        )  # fmt: skip

    def _show(self, plan: ProgrammePlan) -> None:
        self.plan = plan
        self.model.replace(_lines(plan))
        self._read.show()
        for part in (self.file, self.empty):
            part.hide()
        self.go_on.setEnabled(bool(plan.rows))
        first = next((n for n, line in enumerate(self.model.rows()) if line.problems), 0)
        self.table.put_cursor(first)
        self._say()
        self.arrive()

    def _say(self) -> None:
        self._tell()
        if self.plan is not None:
            self.about.put(_summary(self._look.words._, self.plan))

    def _tell(self) -> None:
        """All that is to be looked at in the row that is marked, which the table may have no room for."""
        index = self.table.currentIndex()
        told = _problems(self._look.words._, self.model.row(index)) if index.isValid() else ""
        self.detail.put(told)
        self.detail.setVisible(bool(told))

    def _refuse(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, SummitDeskError):
            self._look.words.follow(self.trouble.setText, lambda _: _.error(error))
            self.trouble.show()
        else:
            self._context.reporter.report(error)

    def _start_over(self) -> None:
        self.plan = None
        self.model.replace([])
        self.trouble.hide()
        self._read.hide()
        for part in (self.file, self.empty):
            part.show()
        self.file.line.clear()

    def _choose_another(self) -> None:
        self._start_over()
        self.arrive()

    def _import(self) -> None:
        plan, store, event = self.plan, self._context.store, self._context.here.event
        if plan is None:
            return
        table = plan.table
        self.setEnabled(False)

        def job(_progress: Progress) -> ProgrammeImported:
            # Planned anew, because somebody may have changed the programme since it was looked at.
            with store.write() as session:
                return write_programme(session, plan_programme(session, event.id if event is not None else None, table))

        self._context.data.work(job, self._done, self._refuse, called=N_("Importing the programme"))

    def _done(self, done: ProgrammeImported) -> None:
        days = [row.draft.day for row in self.plan.rows] if self.plan is not None else []
        self.setEnabled(True)
        self._start_over()
        self.imported.emit(min(days, default=None))

        def said(_: Translator) -> str:
            new = _.ngettext("{n} item is new", "{n} items are new", done.new)
            parts = [new, _changed(_, done.updated), _same(_, done.same)]
            if done.rejected:
                parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", done.rejected))
            return _("Imported: {what}.", what=_(", ").join(parts))

        self._context.reporter.say(said, action=N_("Undo"), act=lambda: self._take_back(done.batch))

    def _take_back(self, batch: UUID) -> None:
        store = self._context.store

        def job(_progress: Progress) -> None:
            with store.write() as session:
                undo_import(session, batch)

        def undone(_none: None) -> None:
            self._context.reporter.say(lambda _: _("Taken back. It is as it was before."))

        self._context.data.work(job, undone, called=N_("Taking back"))


def _lines(plan: ProgrammePlan) -> Iterator[ImportLine]:
    """Every row of the list in order, those that give no item among them; then what is no longer on it."""
    problems: defaultdict[tuple[int, int], list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        problems[problem.table, problem.row].append(problem)
    planned = {(one.listed.table, one.listed.row): one for one in plan.rows}
    for number, place in enumerate(sorted({*planned, *problems})):
        one, told = planned.get(place), tuple(problems[place])
        fate = _BY_STANDING[one.standing] if one is not None else REJECTED
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
    parts = [_("“{value}”: {problem}", value=one.value, problem=_(one.text)) if one.value else _(one.text)
             for one in line.problems]  # fmt: skip
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
