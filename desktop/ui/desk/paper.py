"""The badge of the guest at the desk, on paper: printed to PDF beside the database, or replaced by a new one."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.printing import PrintedPaper, Wanted, print_badges
from desktop.ui.context import Context
from desktop.ui.desk.answers import ensure_badge, replace_badge
from desktop.ui.widgets import Button, Label, StateMark

FOLDER = "badges"


class BadgeLine(QWidget):
    """Says where the badge is that was printed last, and opens it; hidden until there is one.

    ``printed`` carries the file.
    """

    printed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._file = Path()
        look = context.look
        self.text = Label(look, wraps=True)
        self._mark = StateMark(look, "admitted", 20)
        self._mark.show_state("admitted", ground="background")
        self.button = Button(look, N_("Open the PDF"), "quiet", key="open_badge")
        self.button.clicked.connect(self.open_file)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 10)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def print_badge(self, registration: UUID, _replaced: object = None) -> None:
        """Print the valid badge of this guest."""
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

        self._context.data.work(job, self._on_printed, called=N_("Printing the badge"))

    def replace_badge(self, registration: UUID, why: str) -> None:
        """Void the badge of this guest, and print another."""
        event = self._context.here.event
        if event is not None:
            self._context.data.do(
                lambda session: replace_badge(session, event.id, registration, why),
                partial(self.print_badge, registration),
            )

    def open_file(self) -> None:
        """Open the PDF in whatever this machine shows PDFs with."""
        if not self.isHidden():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def _on_printed(self, paper: PrintedPaper) -> None:
        self._file = paper.file
        wrong = len(paper.misprints)
        self._context.look.words.follow(self.text.setText, partial(_printed_words, paper.file, wrong))
        self._mark.show_state("already_in" if wrong else "admitted", ground="background")
        self.show()
        self.printed.emit(paper.file)


def _printed_words(file: Path, wrong: int, _: Translator) -> str:
    said = _("The badge is in {file}", file=file.name)
    if not wrong:
        return said
    texts = _.ngettext("{n} text is not as it is written", "{n} texts are not as they are written", wrong)
    return f"{said} · {texts}"
