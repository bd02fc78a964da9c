"""The page: first a file is chosen, then its rows are looked at, then it is imported."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import N_, Cancelled, SummitDeskError, UserError
from desktop.exchange.sheets import NotATable
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services import list_memory
from desktop.services.categories import STANDARD, CategoryRow, categories
from desktop.services.imports import (
    BatchRow,
    Imported,
    Listing,
    Preview,
    Undone,
    batches,
    event_draft,
    import_people,
    names_another,
    preview,
    read_list,
    undo_import,
)
from desktop.services.listings import with_choices
from desktop.ui.acts import work_for
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.imports.listed import ListedView
from desktop.ui.imports.past import PastImports
from desktop.ui.jobs import Running
from desktop.ui.leading import lead
from desktop.ui.list_page import ListPage
from desktop.ui.pick import FileField, dropped_file
from desktop.ui.shortcuts import on_key
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Card, EmptyState, Label

if TYPE_CHECKING:
    from desktop.services.upkeep import Database

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".vcf", ".json")
_Read = tuple[Listing, Preview, list[CategoryRow], bool]


class NotGuests(UserError):
    """There is no event yet to which this list could be added."""

    code = "not_guests"
    text = N_("{file} lists no guests. Import the guest list first, or make the event; then this one goes in.")


class ImportPage(ListPage):
    """``open_file`` reads a list and shows what importing it would do."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Import"))
        self._context = context
        self._store: Database = context.store
        self._read: _Read | None = None
        self._into_new = False
        self._reading: Running | None = None
        self.setAcceptDrops(True)
        self.file = FileField(context.look, N_("Guest list"), N_("Excel or CSV"), ENDINGS)
        self.file.chosen.connect(self.open_file)
        self.trouble = Label(context.look, role="error", wraps=True)
        self.trouble.hide()
        self.listed = ListedView(context)
        self.past = PastImports(context)
        self._stack = SteadyStack(context.look, (360, 200))
        self._stack.addWidget(self._choosing())
        self._stack.addWidget(self.listed)
        self.body.addWidget(self.file)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self._stack, 1)
        self.first_focus = self.file.line
        self.listed.columns.corrected.connect(self._read_otherwise)
        self.listed.decided.connect(self._look_again)
        self.listed.retargeted.connect(self._retarget)
        self.listed.confirmed.connect(self._import)
        self.listed.closed.connect(self._start_over)
        self.past.wanted.connect(self._take_back)
        on_key("open", self, self.file.browse)
        context.here.changed.connect(self._on_moved)
        context.data.changed.connect(self._on_changed)
        self._on_moved()

    def open_file(self, path: Path) -> None:
        """Read the list in ``path``, into the event in use or, where there is none, into one made for it."""
        self.file.show_path(path)
        if path.exists() and path.samefile(self._context.file):
            # To read a database as a file would drop the locks that this program has on it.
            self._context.reporter.report(NotATable(file=path.name))
            return
        self.listed.columns.forget()
        self.listed.choices.clear()
        self._into_new = self._context.here.event is None
        self._read_file(path)

    def arrive(self) -> None:
        if self._stack.currentWidget() is self.listed:
            self.listed.focus_first()
        else:
            self.file.browse_button.setFocus()

    def tighten(self) -> None:
        self.listed.tighten(tight=self.tight)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def _choosing(self) -> QWidget:
        look = self._context.look
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 16)
        card = Card(look)
        empty = EmptyState(
            look,
            "import",
            N_("Drop the organisers' list here"),
            N_("Excel or CSV, in whatever shape it comes. You see every row before anything is kept."),
            N_("Open a list"),
        )
        empty.pressed.connect(self.file.browse)
        card.box.addWidget(empty)
        column.addWidget(card, 1)
        column.addWidget(self.past)
        return place

    def _on_moved(self) -> None:
        event = self._context.here.event
        if event is None:
            self.past.show_batches([])
        else:
            self._context.data.ask(lambda session: batches(session, event.id), self._show_past)

    def _show_past(self, found: list[BatchRow]) -> None:
        self.past.show_batches(found)

    def _on_changed(self, changes: Changes) -> None:
        if any(table == "import_batch" for table, _row in changes):
            self._on_moved()

    def _read_otherwise(self) -> None:
        self.listed.choices.clear()
        self._read_again()

    def _look_again(self) -> None:
        """What was said of rows changes what becomes of them, not how the list is read."""
        if self.file.path is not None and self._read is not None:
            self._read_file(self.file.path, self._read[0])

    def _read_again(self) -> None:
        if self.file.path is not None:
            self._read_file(self.file.path)

    def _retarget(self) -> None:
        self._into_new = self.listed.into.value
        self._read_again()

    def _read_file(self, path: Path, found: Listing | None = None) -> None:
        """Read in a job, or look at what was read; what was still being read before is dropped."""
        if self._reading is not None:
            self._reading.cancel()
        self.trouble.hide()
        here = self._context.here.event
        event = None if self._into_new else here
        reading, store, choices = self.listed.columns.reading, self._store, dict(self.listed.choices)

        def job(progress: Progress) -> _Read:
            listing = found or read_list(path, reading, memory=list_memory.load(), lenient=True)
            listing = with_choices(listing, choices)
            progress.step(0, 0)
            doubtful = here is not None and names_another(listing, here)
            with store.read() as session:
                known = categories(session, event.id) if event is not None else _standard()
                return listing, preview(session, listing, event.id if event is not None else None), known, doubtful

        self._reading = self._context.data.work(job, self._show, self._refuse, called=N_("Reading the list"))
        self._reading.finished.connect(self._on_read)

    def _on_read(self) -> None:
        if self.sender() is self._reading:
            self._reading = None

    def _show(self, read: _Read) -> None:
        listing, found, known, doubtful = read
        if listing.kind is not None and self._context.here.event is not None:
            self._start_over()
            lead(self._context, self, listing.file, listing.kind)
            return
        self._read = read
        draft = event_draft(listing, datetime.now(UTC).astimezone().date())
        self.listed.target.offer(draft, new=self._into_new, doubtful=doubtful)
        was_open = self._stack.currentWidget() is self.listed
        self.listed.show_list(listing, found, known, draft)
        if listing.kind is not None:
            self._refuse(NotGuests(file=listing.file.name))
        elif listing.trouble is not None:
            self._refuse(listing.trouble)
        self._stack.setCurrentWidget(self.listed)
        self.do_without_head(headless=True)
        self.file.hide()
        if not was_open:
            self.listed.focus_first()

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, SummitDeskError):
            self._context.look.words.follow(self.trouble.setText, lambda _: _.error(error))
            self.trouble.show()
        else:
            self._context.reporter.report(error)

    def _start_over(self) -> None:
        self._read = None
        self.trouble.hide()
        self.file.line.clear()
        self._stack.setCurrentIndex(0)
        self.do_without_head(headless=False)
        self.file.show()
        self.file.line.setFocus()

    def _import(self) -> None:
        if self._read is None or not self.listed.go_on.isEnabled():
            return
        listing, store = self._read[0], self._store
        cancel = self.listed.cancel_gone.isChecked()
        event = None if self._into_new else self._context.here.event
        self.listed.setEnabled(False)

        def job(progress: Progress) -> Imported:
            with store.write() as session:
                done = import_people(session, listing, event.id if event is not None else None, progress, cancel=cancel)
            list_memory.keep(listing.shape, replace(listing.reading, encoding=""))
            return done

        self._context.data.work(job, self._imported, self._not_imported, called=N_("Importing people"))

    def _not_imported(self, error: Exception) -> None:
        self.listed.setEnabled(True)
        if isinstance(error, Cancelled):
            self._context.reporter.report(error)
        else:
            self._refuse(error)

    def _imported(self, done: Imported) -> None:
        self.listed.setEnabled(True)
        self._start_over()
        work_for(self._context, done.event, lambda: self._context.go("people"))

        def said(_: Translator) -> str:
            new = _.ngettext("{n} person is new", "{n} people are new", done.new)
            parts = [new, _("{n} changed", n=done.updated), _("{n} as before", n=done.same)]
            if done.rejected:
                parts.append(_.ngettext("{n} row is left out", "{n} rows are left out", done.rejected))
            if done.cancelled:
                parts.append(_("{n} cancelled", n=done.cancelled))
            return _("Imported: {what}.", what=_(", ").join(parts))

        self._context.reporter.say(said, action=N_("Undo"), act=lambda: self._take_back(done.batch))

    def _take_back(self, batch: UUID) -> None:
        def undone(_result: Undone) -> None:
            self._context.reporter.say(lambda _: _("The import is taken back. Nobody of it is left on the list."))

        store = self._context.store

        def job(_: Progress) -> Undone:
            with store.write() as session:
                return undo_import(session, batch)

        self._context.data.work(job, undone, called=N_("Taking back"))


def _standard() -> list[CategoryRow]:
    """The categories that an event made for the list would start with."""
    return [
        CategoryRow(UUID(int=number), code, number, name, colour, number, vip)
        for number, (code, name, colour, vip) in enumerate(STANDARD)
    ]
