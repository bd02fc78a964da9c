"""Papers that were printed and are no longer right: what changed on each, and all of them printed again at once."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.config import PrinterSettings
from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.paper_revisions import reprint_changed
from desktop.services.papers import NothingOnPaper, print_on
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.paper_words import changes_words, printed_words
from desktop.ui.papers.output import FolderField, Output
from desktop.ui.papers.state import Printed, Stand
from desktop.ui.pick import named_after, open_folder
from desktop.ui.printers import printers_here
from desktop.ui.widgets import Button, Data, EmptyState, Label, StateMark, clear, rule, scrolled

_MOST = 6


class ChangedPanel(QWidget):
    """``opened`` carries the ``Printed`` that somebody wants to see."""

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        look = context.look
        self.found: tuple[Printed, ...] = ()
        self._said: object = None
        self._busy = False
        self._named: Path | None = None
        self.buttons: list[Button] = []
        self.title = Label(look, N_("Changed since printed"), "panel", wraps=True)
        self.problem = Label(look, role="error", wraps=True)
        self.problem.hide()
        folder = FolderField(look, N_("Folder"), N_("PDF"), (), save=True)
        self.output = Output(context, folder, N_("Print all that changed"), N_("Save all that changed"), opens=False)
        self.empty = EmptyState(
            look,
            "check",
            N_("No printed paper is out of date"),
            N_("Once something changes that stands on a printed paper, the paper is listed here with what changed."),
        )
        self._lines, inner = QVBoxLayout(), QWidget()
        column = QVBoxLayout(inner)
        look.theme.bind(column.setContentsMargins, 0, 0, 8, 0)
        for layout in (column, self._lines):
            look.theme.bind(layout.setSpacing, 12)
        column.addLayout(self._lines)
        column.addStretch(1)
        self._area = QWidget()
        around, whole = QVBoxLayout(self._area), QVBoxLayout(self)
        for layout in (around, whole):
            layout.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(around.setSpacing, 12)
        around.addWidget(self.title)
        around.addWidget(scrolled(inner, sideways=False), 1)
        around.addWidget(self.problem)
        around.addWidget(self.output)
        whole.addWidget(self._area, 1)
        whole.addWidget(self.empty, 1)
        self.output.wanted.connect(self._print)
        look.words.changed.connect(self._say)
        context.keeper.changed.connect(self._say)
        self.show_stand(Stand())

    def show_stand(self, found: Stand) -> None:
        """List what is no longer right."""
        self.found = found.changed
        self._say()

    def arrive(self) -> None:
        """Bring the focus to the one press that prints all, and ask which printers there are."""
        self.output.ask_printers()
        event, _ = self._context.here.event, self._look.words._
        if self.output.file.path in {None, self._named} and event is not None:
            self._named = named_after(event.name.said_in(_.language), _("changed papers"), "")
            self.output.file.show_path(self._named)
        if self.found:
            self.output.make.setFocus()

    def _say(self) -> None:
        key = (self.found, self._look.words.language, self._context.keeper.now.hide_names)
        if key == self._said:
            return
        self._said, self.buttons = key, []
        clear(self._lines)
        for one in self.found:
            self._lines.addWidget(self._line(one))
            self._lines.addWidget(rule())
        self._area.setVisible(bool(self.found))
        self.empty.setVisible(not self.found)
        self._allow()

    def _allow(self) -> None:
        self.output.allow(able=not self._busy and any(not one.gone for one in self.found))

    def _line(self, one: Printed) -> QWidget:
        look, _ = self._look, self._look.words._
        line, words = QWidget(), QVBoxLayout()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 12)
        look.theme.bind(words.setSpacing, 4)
        now, zone = self._context.store.now(), self._context.here.zone
        words.addWidget(Data(look, one.said(covered=self._context.keeper.now.hide_names), "strong"))
        words.addWidget(Data(look, printed_words(_, one.verdict, now, zone), "hint"))
        said = changes_words(_, one.verdict.changes, _MOST, partial(as_seen, self._context))
        for text in [_("Nothing is left of it to print.")] if one.gone else said:
            words.addWidget(Data(look, text))
        row.addWidget(StateMark(look, "already_in", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if not one.gone:
            button = Button(look, N_("Show this paper"))
            button.clicked.connect(partial(self.opened.emit, one))
            self.buttons.append(button)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _print(self, printer: PrinterSettings | None, _opened: bool) -> None:
        event, store, folder = self._context.here.event, self._context.store, self.output.file.path
        if event is None:
            return
        key, old = event.id, self.found

        def job(progress: Progress) -> int:
            if printer is None:
                return len(reprint_changed(store, key, folder or Path(), progress))
            return _print_all(self._context, key, old, printer, progress)

        self._busy = True
        self.problem.hide()
        self._allow()
        where = printer.name if printer is not None else str(folder)
        done = partial(self._on_printed, where, folder if printer is None else None)
        self._context.data.work(job, done, self._on_refused, called=N_("Printing what changed"))

    def _on_printed(self, where: str, folder: Path | None, count: int) -> None:
        self._end()

        def said(_: Translator) -> str:
            if folder is None:
                return _.ngettext("{n} paper printed on {printer}.", "{n} papers printed on {printer}.", count,
                                  printer=where)  # fmt: skip
            return _.ngettext("{n} paper saved in {folder}.", "{n} papers saved in {folder}.", count, folder=where)

        if folder is None:
            self._context.reporter.say(said)
        else:
            act = partial(open_folder, folder / "papers")
            self._context.reporter.say(said, action=N_("Open folder"), act=act)

    def _on_refused(self, error: Exception) -> None:
        self._end()
        if isinstance(error, SummitDeskError):
            self._look.words.follow(self.problem.setText, lambda _: _.error(error))
            self.problem.show()
        else:
            self._context.reporter.report(error)

    def _end(self) -> None:
        self._busy = False
        self._allow()


def _print_all(
    context: Context, event_id: UUID, old: tuple[Printed, ...], printer: PrinterSettings, progress: Progress
) -> int:
    """Print each again; what came out before one fails stays printed."""
    done = 0
    for one in old:
        progress.step(done, len(old))
        paper = one.verdict.paper
        try:
            print_on(context.store, event_id, printers_here(), printer, paper.kind, paper.choice, Progress())
        except NothingOnPaper:
            continue
        done += 1
    progress.step(len(old), len(old))
    return done
