"""A list that somebody sent: a file is chosen, its rows are looked at, then it is written; or taken back."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.list_kinds import ListKind
from desktop.domain.list_values import Problem
from desktop.errors import N_, SummitDeskError, UserError
from desktop.exchange.sheets import NotATable
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.import_changes import Standing
from desktop.services.imports import undo_import
from desktop.services.listings import kind_of_file
from desktop.ui.context import Context
from desktop.ui.leading import lead
from desktop.ui.pick import FileField
from desktop.ui.widgets import Button, EmptyState, Label, Panel
from desktop.ui.widgets.tables import Column, RowsModel, TableView

NEW, UPDATED, SAME, REJECTED, GONE = "new", "updated", "same", "rejected", "gone"
FATES = {
    NEW: (N_("new"), "admitted"),
    UPDATED: (N_("changed"), "elsewhere"),
    SAME: (N_("same"), ""),
    REJECTED: (N_("left out"), "refused"),
    GONE: (N_("no longer listed"), "stopped"),
}
BY_STANDING = {Standing.NEW: NEW, Standing.UPDATED: UPDATED, Standing.SAME: SAME}


@dataclass(frozen=True, slots=True)
class Wording:
    """The message ids of one kind of list, and its icon."""

    title: str
    file: str
    kind: str
    icon: str
    empty: str
    hint: str
    reading: str
    importing: str


class Fated(Protocol):
    """A planned row."""

    @property
    def standing(self) -> Standing: ...


_Row = TypeVar("_Row", bound=Fated)


@dataclass(frozen=True, slots=True)
class ImportLine(Generic[_Row]):
    """A row of a list, what becomes of it (one of ``FATES``), and what is planned where anything is."""

    id: UUID
    row: int
    fate: str
    planned: _Row | None
    problems: tuple[Problem, ...]


def import_lines(planned: Mapping[int, _Row], problems: Iterable[Problem]) -> Iterator[ImportLine[_Row]]:
    """Every row of a list in order: those that are planned, by their numbers, and those with problems."""
    found: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.row].append(problem)
    for number in sorted({*planned, *found}):
        one = planned.get(number)
        fate = BY_STANDING[one.standing] if one is not None else REJECTED
        yield ImportLine(UUID(int=number), number, fate, one, tuple(found[number]))


class ListImport(Panel):
    """``open_file`` shows what importing a file would do. ``imported`` carries what ``first`` said of its plan.

    A plan has ``rows`` and the ``table`` that it is of, what was done a ``batch``.
    """

    imported = Signal(object)

    def __init__(self, context: Context, wording: Wording, endings: Sequence[str]) -> None:
        look = context.look
        super().__init__(look, wording.title)
        self.context, self._look, self._wording = context, look, wording
        self.plan: Any = None
        self.file = FileField(look, wording.file, wording.kind, endings)
        self.file.chosen.connect(self.open_file)
        self.trouble, self.about = Label(look, role="error", wraps=True), Label(look, role="second", wraps=True)
        self.model: RowsModel[Any] = RowsModel(look, self.columns())
        self.table = TableView(look, self.model, compact=True)
        self.detail = Label(look, role="second", wraps=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell())
        self.empty = EmptyState(look, wording.icon, wording.empty, wording.hint, N_("Open a list"))
        self.empty.pressed.connect(self.file.browse)
        self.go_on = Button(look, N_("Import"), "primary")
        self.go_on.clicked.connect(self._import)
        self.other = Button(look, N_("Another file"), "quiet")
        self.other.clicked.connect(self._choose_another)
        self._read = QWidget()
        self._arrange()
        look.words.changed.connect(self._say)
        self._start_over()

    @abstractmethod
    def read(self, path: Path) -> Any:
        """The table in a file; called beside the window's thread, as the next two are."""

    @abstractmethod
    def planned(self, session: Any, event_id: UUID | None, table: Any) -> Any:
        """What importing ``table`` would do."""

    @abstractmethod
    def write(self, session: Any, plan: Any) -> Any:
        """Do it."""

    @abstractmethod
    def columns(self) -> tuple[Column[Any], ...]:
        """What is shown of each line."""

    @abstractmethod
    def lines(self, plan: Any) -> Iterable[Any]:
        """Every row of the list in order; each has ``id`` and ``problems``."""

    def problem_words(self, _: Translator, line: Any) -> str:
        """All that is to be looked at in a line."""
        return said_of(_, line.problems)

    @abstractmethod
    def summary(self, _: Translator, plan: Any) -> str:
        """What the plan comes to."""

    @abstractmethod
    def done_words(self, _: Translator, done: Any) -> Sequence[str]:
        """What was done, in parts."""

    def first(self, plan: Any) -> object:
        """What ``imported`` carries of a plan."""
        return plan

    def open_file(self, path: Path) -> None:
        """Read a file, and compare it with what stands."""
        self.file.show_path(path)
        if path.exists() and path.samefile(self.context.file):
            # To read a database as a file would drop the locks that this program has on it.
            self._refuse(NotATable(file=path.name))
            return
        event, store = self.context.here.event, self.context.store
        self.trouble.hide()

        def job(_progress: Progress) -> Any:
            try:
                table = self.read(path)
            except UserError:
                if (kind := kind_of_file(path)) is None:
                    raise
                return kind
            with store.read() as session:
                return self.planned(session, event.id if event is not None else None, table)

        def show(found: Any) -> None:
            if isinstance(found, ListKind):
                self._start_over()
                self.closed.emit()
                lead(self.context, self, path, found)
            else:
                self._show(found)

        self.context.data.work(job, show, self._refuse, called=self._wording.reading)

    def arrive(self) -> None:
        """Put the focus where the next key belongs."""
        (self.go_on if self.plan is not None else self.file.line).setFocus()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.other)
        buttons.addWidget(self.about, 1)
        self._look.theme.bind(buttons.setSpacing, 16)
        read = QVBoxLayout(self._read)
        read.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(read.setSpacing, 12)
        read.addWidget(self.table, 1)
        read.addWidget(self.detail)
        read.addLayout(buttons)
        for part, share in ((self.file, 0), (self.trouble, 0), (self._read, 1), (self.empty, 1)):
            self.box.addWidget(part, share)

    def _show(self, plan: Any) -> None:
        self.plan = plan
        self.model.replace(self.lines(plan))
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
            self.about.put(self.summary(self._look.words._, self.plan))

    def _tell(self) -> None:
        """All that is to be looked at in the row that is marked, which the table may have no room for."""
        index = self.table.currentIndex()
        told = self.problem_words(self._look.words._, self.model.row(index)) if index.isValid() else ""
        self.detail.put(told)
        self.detail.setVisible(bool(told))

    def _refuse(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, SummitDeskError):
            self._look.words.follow(self.trouble.setText, lambda _: _.error(error))
            self.trouble.show()
        else:
            self.context.reporter.report(error)

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
        plan, store, event = self.plan, self.context.store, self.context.here.event
        if plan is None:
            return
        table = plan.table
        self.setEnabled(False)

        def job(_progress: Progress) -> Any:
            # Planned anew, because somebody may have changed what stands since it was looked at.
            with store.write() as session:
                return self.write(session, self.planned(session, event.id if event is not None else None, table))

        self.context.data.work(job, self._done, self._refuse, called=self._wording.importing)

    def _done(self, done: Any) -> None:
        first = self.first(self.plan) if self.plan is not None else None
        self.setEnabled(True)
        self._start_over()
        self.imported.emit(first)

        def said(_: Translator) -> str:
            parts = list(self.done_words(_, done))
            if done.rejected:
                parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", done.rejected))
            return _("Imported: {what}.", what=_(", ").join(parts))

        self.context.reporter.say(said, action=N_("Undo"), act=lambda: self._take_back(done.batch))

    def _take_back(self, batch: UUID) -> None:
        store = self.context.store

        def job(_progress: Progress) -> None:
            with store.write() as session:
                undo_import(session, batch)

        def undone(_none: None) -> None:
            self.context.reporter.say(lambda _: _("Taken back. It is as it was before."))

        self.context.data.work(job, undone, called=N_("Taking back"))


def said_of(_: Translator, problems: Iterable[Problem]) -> str:
    """Problems of one row in words, each with the value that it is about."""
    return " ".join(
        _("“{value}”: {problem}", value=one.value, problem=_(one.text)) if one.value else _(one.text)
        for one in problems
    )
