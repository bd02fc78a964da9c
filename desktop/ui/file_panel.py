"""Panels that make a file: what goes into it, where to, and what was wrong."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.ui.choices import Say
from desktop.ui.context import Context
from desktop.ui.pick import FileField, named_after, open_folder
from desktop.ui.widgets import Button, Label, Panel, scrolled

Making = Callable[[Progress], Any]
Export = Callable[[Any, UUID, Path, Translator], int]
Written = Callable[[Translator, int, str], str]
"""The sentence for so many rows in the file of that name."""


class FilePanel(Panel):
    """Its fields in ``column``, a line for what is wrong, its button; ``rest`` has room for more below.

    ``what`` is what the file is named after, besides the event. ``closed`` comes by itself once the file is there.
    """

    def __init__(
        self, context: Context, title: str, button: str, kind: str, endings: Sequence[str], *, what: str, called: str
    ) -> None:
        look = context.look
        super().__init__(look, title)
        self.context, self._what, self._called, self._ending = context, what, called, endings[0]
        self.file = FileField(look, N_("File"), kind, endings, save=True)
        self.trouble = Label(look, role="error", wraps=True)
        self.make = Button(look, button, "primary")
        inner = QWidget()
        self.column, self.rest, row = QVBoxLayout(inner), QVBoxLayout(), QHBoxLayout()
        look.theme.bind(self.column.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(self.column.setSpacing, 16)
        look.theme.bind(self.rest.setSpacing, 8)
        row.addWidget(self.make)
        row.addStretch(1)
        self.column.addWidget(self.file)
        self.column.addWidget(self.trouble)
        self.column.addLayout(row)
        self.column.addLayout(self.rest)
        self.column.addStretch(1)
        self.box.addWidget(scrolled(inner), 1)
        self.trouble.hide()
        self.make.clicked.connect(self.begin)
        self.file.line.returnPressed.connect(self.begin)

    @abstractmethod
    def making(self, event_id: UUID, out: Path) -> Making:
        """The job that makes the file; called on the window's thread."""

    @abstractmethod
    def made(self, file: Path, result: Any) -> None:
        """The file is there; ``result`` is what the job returned."""

    def suggest(self) -> None:
        """Name a file after the event where none is named yet."""
        event, _ = self.context.here.event, self.context.look.words._
        self.trouble.hide()
        if self.file.path is None and event is not None:
            self.file.show_path(named_after(event.name.said_in(_.language), _(self._what), self._ending))

    def begin(self) -> None:
        """Make the file."""
        event, out = self.context.here.event, self.file.path
        if event is None or not self.make.isEnabled():
            return
        if out is None:
            self.file.refuse(N_("Enter the name of the file to write."))
            return
        self.run(self.making(event.id, out), partial(self.made, out))

    def run(self, job: Making, then: Callable[[Any], object]) -> None:
        """Do ``job`` beside all else; until it ends nothing else is begun here."""
        self.trouble.hide()
        self.make.setEnabled(False)

        def ended(result: Any) -> None:
            self.make.setEnabled(True)
            then(result)

        self.context.data.work(job, ended, self._on_refused, called=self._called)

    def tell(self, file: Path, said: Say, *, state: str = "admitted") -> None:
        """Tell that the file is there, with a button for its folder; ``state`` is how that looks."""
        self.context.reporter.say(said, action=N_("Open folder"), act=partial(open_folder, file), state=state)

    def _on_refused(self, error: Exception) -> None:
        """Say what is wrong on the panel itself; what is no refusal goes the usual way."""
        self.make.setEnabled(True)
        if isinstance(error, SummitDeskError):
            self.context.look.words.follow(self.trouble.setText, lambda _: _.error(error))
            self.trouble.show()
        else:
            self.context.reporter.report(error)


class TablePanel(FilePanel):
    """Writes a table of the event with ``export``, by the file's ending: Excel, CSV or JSON."""

    def __init__(
        self, context: Context, title: str, export: Export, written: Written, *, what: str, called: str
    ) -> None:
        endings = (".xlsx", ".csv", ".json")
        super().__init__(context, title, N_("Export"), N_("Excel, CSV or JSON"), endings, what=what, called=called)
        self._export, self._written = export, written
        hint = N_("The file's ending decides: .xlsx for Excel, .csv for a plain table, .json for other programs.")
        self.column.insertWidget(0, Label(context.look, hint, "hint", wraps=True))

    def show_empty(self) -> None:
        """Suggest a file, and wait for Enter."""
        self.suggest()
        self.file.line.setFocus()
        self.file.line.selectAll()

    def making(self, event_id: UUID, out: Path) -> Making:
        store, words = self.context.store, self.context.look.words._

        def job(_progress: Progress) -> int:
            with store.read() as session:
                return self._export(session, event_id, out, words)

        return job

    def made(self, file: Path, result: int) -> None:
        self.tell(file, lambda _: self._written(_, result, file.name))
        self.closed.emit()
