"""The badge of the guest at the desk, on paper: on a printer of this machine or to PDF, or replaced by a new one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.config import PrinterSettings
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.print_jobs import PrintRun, print_on
from desktop.services.printing import PrintedPaper, Wanted, print_badges
from desktop.ui.context import Context
from desktop.ui.desk.answers import ensure_badge, replace_badge
from desktop.ui.printers import printers_here
from desktop.ui.widgets import Button, Label, StateMark

FOLDER = "badges"
OPEN, AS_PDF = N_("Open the PDF"), N_("Print to a PDF")


class BadgeLine(QWidget):
    """Says what became of the badge that was printed last; hidden until there is one.

    It goes to the first printer of the settings, or to a PDF beside the database where there is none. Where a printer
    failed the badge stays to be printed, and the button (or its key) takes the next printer, at last the PDF.
    ``printed`` carries the file, or None from a printer; ``failed`` comes where nothing came out.
    """

    printed = Signal(object)
    failed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._file = Path()
        self._waiting: tuple[UUID, int] | None = None
        look = context.look
        self.text = Label(look, wraps=True)
        self._mark = StateMark(look, "admitted", 20)
        self._mark.show_state("admitted", ground="background")
        self.button = Button(look, OPEN, "quiet", key="open_badge")
        self.button.clicked.connect(self.go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 10)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def print_badge(self, registration: UUID, _replaced: object = None) -> None:
        """Print the valid badge of this guest."""
        self._print(registration, 0)

    def replace_badge(self, registration: UUID, why: str) -> None:
        """Void the badge of this guest, and print another."""
        event = self._context.here.event
        if event is not None:
            self._context.data.do(
                lambda session: replace_badge(session, event.id, registration, why),
                partial(self.print_badge, registration),
            )

    def go_on(self) -> None:
        """Open the PDF in whatever this machine shows PDFs with; where a printer failed, take the next one."""
        if self.isHidden():
            return
        if self._waiting is not None:
            self._print(*self._waiting)
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def _print(self, registration: UUID, turn: int) -> None:
        """Print on the printer whose ``turn`` it is; after the last one to PDF."""
        self._waiting = None
        printers = self._context.keeper.now.printers
        if turn < len(printers):
            self._on_device(registration, printers[turn], turn)
        else:
            self._to_file(registration)

    def _on_device(self, registration: UUID, printer: PrinterSettings, turn: int) -> None:
        event, store = self._context.here.event, self._context.store
        if event is None:
            return
        wanted = Wanted(registrations=[registration], language=self._context.look.words.language)
        key = event.id

        def job(progress: Progress) -> PrintRun:
            return print_on(store, key, printers_here(), printer, wanted, progress)

        self._context.data.work(
            job,
            partial(self._on_run, registration, turn),
            self._on_refused,
            called=N_("Printing the badge"),
            device=True,
        )

    def _to_file(self, registration: UUID) -> None:
        event = self._context.here.event
        if event is None:
            return
        folder = self._context.file.parent / FOLDER
        wanted = Wanted(registrations=[registration], language=self._context.look.words.language)
        store = self._context.store

        def job(progress: Progress) -> PrintedPaper:
            with store.write() as session:
                serial = ensure_badge(session, event.id, registration)
            folder.mkdir(exist_ok=True)
            return print_badges(store, event.id, folder / f"{serial}.pdf", wanted, progress)

        self._context.data.work(job, self._on_printed, self._on_refused, called=N_("Printing the badge"))

    def _on_refused(self, error: Exception) -> None:
        self._context.reporter.report(error)
        self.failed.emit()

    def _on_run(self, registration: UUID, turn: int, run: PrintRun) -> None:
        if run.trouble is None:
            self._tell(partial(_came_out, run.printer, len(run.misprints)), wrong=bool(run.misprints))
            self.button.hide()
            self.printed.emit(None)
            return
        self._context.reporter.report(run.trouble)
        self._waiting = registration, turn + 1
        printers = self._context.keeper.now.printers
        following = printers[turn + 1].name if turn + 1 < len(printers) else ""
        self._tell(partial(_still_to_print, run.printer), wrong=True)
        self._context.look.words.follow(self.button.setText, partial(_take_over, following))
        self.button.show()
        self.failed.emit()

    def _on_printed(self, paper: PrintedPaper) -> None:
        self._file = paper.file
        wrong = len(paper.misprints)
        self._tell(partial(_printed_words, paper.file, wrong), wrong=bool(wrong))
        self._context.look.words.follow(self.button.setText, lambda _: _(OPEN))
        self.button.show()
        self.printed.emit(paper.file)

    def _tell(self, said: Callable[[Translator], str], *, wrong: bool) -> None:
        self._context.look.words.follow(self.text.setText, said)
        self._mark.show_state("already_in" if wrong else "admitted", ground="background")
        self.show()


def _came_out(printer: str, wrong: int, _: Translator) -> str:
    said = _("The badge is printed on {printer}", printer=printer)
    return _with_misprints(said, wrong, _)


def _still_to_print(printer: str, _: Translator) -> str:
    return _("The badge did not come out of {printer}: it is still to print.", printer=printer)


def _take_over(printer: str, _: Translator) -> str:
    return _("Print on {printer}", printer=printer) if printer else _(AS_PDF)


def _printed_words(file: Path, wrong: int, _: Translator) -> str:
    return _with_misprints(_("The badge is in {file}", file=file.name), wrong, _)


def _with_misprints(said: str, wrong: int, _: Translator) -> str:
    if not wrong:
        return said
    texts = _.ngettext("{n} text is not as it is written", "{n} texts are not as they are written", wrong)
    return f"{said} · {texts}"
